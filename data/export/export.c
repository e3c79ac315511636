#include "export.h"

#include <string.h>

#include "calendar.h"
#include "matrix_xml.h"
#include "oscal.h"
#include "worksheet.h"
#include "write_json.h"
#include "xlsx.h"

#define JSON "application/json"
#define XML "application/xml; charset=utf-8"

static void
write_sheet(
	struct buf *out, enum sheet_id id, const struct model *model, const struct matrix *matrix)
{
	struct arena *arena = arena_new();
	struct worksheet *sheet = ARENA_NEW(arena, struct worksheet);

	worksheet_make(sheet, id, arena, model, matrix, NULL);
	worksheet_csv(sheet, out);
	arena_free(arena);
}

static void
controls_csv(struct buf *out, const struct model *model, const struct matrix *matrix)
{
	write_sheet(out, SHEET_CONTROLS, model, matrix);
}

static void
boundary_csv(struct buf *out, const struct model *model, const struct matrix *matrix)
{
	write_sheet(out, SHEET_BOUNDARY, model, matrix);
}

static void
mapping_csv(struct buf *out, const struct model *model, const struct matrix *matrix)
{
	write_sheet(out, SHEET_MAPPING, model, matrix);
}

static void
facts_csv(struct buf *out, const struct model *model, const struct matrix *matrix)
{
	write_sheet(out, SHEET_FACTS, model, matrix);
}

static void
changes_csv(struct buf *out, const struct model *model, const struct matrix *matrix)
{
	write_sheet(out, SHEET_CHANGES, model, matrix);
}

static void
questions_csv(struct buf *out, const struct model *model, const struct matrix *matrix)
{
	write_sheet(out, SHEET_QUESTIONS, model, matrix);
}

static void
certifications_csv(struct buf *out, const struct model *model, const struct matrix *matrix)
{
	write_sheet(out, SHEET_CERTIFICATIONS, model, matrix);
}

static void
parties_csv(struct buf *out, const struct model *model, const struct matrix *matrix)
{
	write_sheet(out, SHEET_PARTIES, model, matrix);
}

static void
crm_csv(struct buf *out, const struct model *model, const struct matrix *matrix)
{
	write_sheet(out, SHEET_CRM, model, matrix);
}

static void
ssrm_csv(struct buf *out, const struct model *model, const struct matrix *matrix)
{
	write_sheet(out, SHEET_SSRM, model, matrix);
}

static void
plans_csv(struct buf *out, const struct model *model, const struct matrix *matrix)
{
	write_sheet(out, SHEET_PLANS, model, matrix);
}

static void
answers_csv(struct buf *out, const struct model *model, const struct matrix *matrix)
{
	write_sheet(out, SHEET_ANSWERS, model, matrix);
}

static void
matrix_xlsx(struct buf *out, const struct model *model, const struct matrix *matrix)
{
	write_matrix_xlsx(out, model, matrix, NULL);
}

static void
calendar(struct buf *out, const struct model *model, const struct matrix *matrix)
{
	write_calendar(out, model, matrix, NULL);
}

static void
matrix_xml(struct buf *out, const struct model *model, const struct matrix *matrix)
{
	(void)model;
	write_matrix_xml(out, matrix);
}

static void
matrix_json(struct buf *out, const struct model *model, const struct matrix *matrix)
{
	write_matrix_json(out, model, matrix, "matrix.schema.json");
}

static void
matrix_schema(struct buf *out, const struct model *model, const struct matrix *matrix)
{
	(void)model, (void)matrix;
	write_matrix_schema(out);
}

const struct export_format export_formats[] = {
	{"matrix.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx",
		true, NEEDS_NOTHING, matrix_xlsx, write_matrix_xlsx},
	{"boundary.csv", "text/csv; charset=utf-8; header=present", "boundary", false,
		NEEDS_NOTHING, boundary_csv, NULL},
	{"controls.csv", "text/csv; charset=utf-8; header=present", "controls", false,
		NEEDS_CONTROLS, controls_csv, NULL},
	{"mapping.csv", "text/csv; charset=utf-8; header=present", "mapping", false, NEEDS_CONTROLS,
		mapping_csv, NULL},
	{"facts.csv", "text/csv; charset=utf-8; header=present", "facts", false, NEEDS_CONTROLS,
		facts_csv, NULL},
	{"changes.csv", "text/csv; charset=utf-8; header=present", "changes", false, NEEDS_NOTHING,
		changes_csv, NULL},
	{"parties.csv", "text/csv; charset=utf-8; header=present", "parties", false, NEEDS_NOTHING,
		parties_csv, NULL},
	{"certifications.csv", "text/csv; charset=utf-8; header=present", "certifications", false,
		NEEDS_NOTHING, certifications_csv, NULL},
	{"questions.csv", "text/csv; charset=utf-8; header=present", "questions", false,
		NEEDS_NOTHING, questions_csv, NULL},
	{"crm.csv", "text/csv; charset=utf-8; header=present", "crm", false, NEEDS_NOTHING, crm_csv,
		NULL},
	{"ssrm.csv", "text/csv; charset=utf-8; header=present", "ssrm", false, NEEDS_CONTROLS,
		ssrm_csv, NULL},
	{"plans.csv", "text/csv; charset=utf-8; header=present", "plans", false, NEEDS_NOTHING,
		plans_csv, NULL},
	{"answers.csv", "text/csv; charset=utf-8; header=present", "answers", false, NEEDS_CONTROLS,
		answers_csv, NULL},
	{"dates.ics", "text/calendar; charset=utf-8", "calendar", false, NEEDS_NOTHING, calendar,
		write_calendar},
	{"matrix.xml", XML, "xml", false, NEEDS_NOTHING, matrix_xml, NULL},
	{"matrix.json", JSON, "json", false, NEEDS_NOTHING, matrix_json, NULL},
	{"matrix.schema.json", "application/schema+json", "schema", false, NEEDS_NOTHING,
		matrix_schema, NULL},
	{"oscal/component-definition.json", JSON, "component-json", false, NEEDS_CONTROLS,
		write_component_json, NULL},
	{"oscal/component-definition.xml", XML, "component-xml", false, NEEDS_CONTROLS,
		write_component_xml, NULL},
	{"oscal/mapping-collection.json", JSON, "mapping-json", false, NEEDS_COUNTERPARTS,
		write_mapping_json, NULL},
	{"oscal/mapping-collection.xml", XML, "mapping-xml", false, NEEDS_COUNTERPARTS,
		write_mapping_xml, NULL},
	{"oscal/system-security-plan.json", JSON, "ssp-json", false, NEEDS_CONTROLS, write_ssp_json,
		NULL},
	{"oscal/system-security-plan.xml", XML, "ssp-xml", false, NEEDS_CONTROLS, write_ssp_xml,
		NULL},
	{"oscal/catalog.json", JSON, "catalog-json", false, NEEDS_CONTROLS, write_catalog_json,
		NULL},
	{"oscal/catalog.xml", XML, "catalog-xml", false, NEEDS_CONTROLS, write_catalog_xml, NULL},
};
const size_t export_format_count = sizeof(export_formats) / sizeof(export_formats[0]);

const struct export_format *
export_format_find(const char *name)
{
	for (size_t i = 0; i < export_format_count; i++)
		if (strcmp(export_formats[i].file, name) == 0 ||
			strcmp(export_formats[i].id, name) == 0)
			return &export_formats[i];
	return NULL;
}

void
export_write(const struct export_format *format, struct buf *out, const struct model *model,
	const struct matrix *matrix, const struct export_pages *pages)
{
	if (format->write_linked != NULL)
		format->write_linked(out, model, matrix, pages);
	else
		format->write(out, model, matrix);
}

static bool
is_mapped(const struct matrix *matrix, const char *framework)
{
	for (size_t i = 0; i < matrix->uses_count; i++)
		if (matrix->uses[i].role == USES_MAPPED &&
			strcmp(matrix->uses[i].framework, framework) == 0)
			return true;
	return false;
}

static bool
has_counterparts(const struct matrix *matrix)
{
	for (size_t i = 0; i < matrix->control_count; i++)
		for (size_t j = 0; j < matrix->controls[i].map_count; j++)
			if (is_mapped(matrix, matrix->controls[i].maps[j].framework))
				return true;
	return false;
}

bool
export_format_fits(const struct export_format *format, const struct matrix *matrix)
{
	return format->needs == NEEDS_NOTHING ||
	       (format->needs == NEEDS_CONTROLS ? matrix->control_count > 0
						: has_counterparts(matrix));
}

const char *
export_format_needs(const struct export_format *format)
{
	return format->needs == NEEDS_COUNTERPARTS ? "counterparts in a framework that is mapped"
						   : "controls";
}
