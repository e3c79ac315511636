#include "export.h"

#include <string.h>

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

	sheet_make(sheet, id, arena, model, matrix);
	sheet_csv(sheet, out);
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
		true, false, write_matrix_xlsx},
	{"boundary.csv", "text/csv; charset=utf-8; header=present", "boundary", false, false,
		boundary_csv},
	{"controls.csv", "text/csv; charset=utf-8; header=present", "controls", false, true,
		controls_csv},
	{"mapping.csv", "text/csv; charset=utf-8; header=present", "mapping", false, true,
		mapping_csv},
	{"facts.csv", "text/csv; charset=utf-8; header=present", "facts", false, true, facts_csv},
	{"changes.csv", "text/csv; charset=utf-8; header=present", "changes", false, false,
		changes_csv},
	{"parties.csv", "text/csv; charset=utf-8; header=present", "parties", false, false,
		parties_csv},
	{"certifications.csv", "text/csv; charset=utf-8; header=present", "certifications", false,
		false, certifications_csv},
	{"questions.csv", "text/csv; charset=utf-8; header=present", "questions", false, false,
		questions_csv},
	{"matrix.xml", XML, "xml", false, false, matrix_xml},
	{"matrix.json", JSON, "json", false, false, matrix_json},
	{"matrix.schema.json", "application/schema+json", "schema", false, false, matrix_schema},
	{"oscal/component-definition.json", JSON, "component-json", false, true,
		write_component_json},
	{"oscal/component-definition.xml", XML, "component-xml", false, true, write_component_xml},
	{"oscal/mapping-collection.json", JSON, "mapping-json", false, true, write_mapping_json},
	{"oscal/mapping-collection.xml", XML, "mapping-xml", false, true, write_mapping_xml},
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

bool
export_format_fits(const struct export_format *format, const struct matrix *matrix)
{
	return !format->controls || matrix->control_count > 0;
}
