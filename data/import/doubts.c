#include "doubts.h"

#include <stdio.h>
#include <string.h>

/* Whether the cell says for sure what was typed: one of a workbook that is text. */
static bool
is_sure(const struct sheet_origins *origins, struct pos pos)
{
	const struct csv_cell *cell = pos.line < origins->count ? &origins->v[pos.line] : NULL;

	return cell != NULL && cell->sheet != NULL && cell->form == CSV_TEXT;
}

/* "5.10" for "5.1", if the framework has both. false: it is no such number. */
static bool
longer_number(const struct framework *framework, const char *number, char longer[64])
{
	const char *point = strrchr(number, '.');

	if (framework == NULL || point == NULL || point[1] < '1' || point[1] > '9' ||
		point[2] != '\0' || memchr(number, '.', (size_t)(point - number)) != NULL)
		return false;
	snprintf(longer, 64, "%.60s0", number);
	return framework_clause(framework, longer) != NULL;
}

static void
doubt(const struct matrix *m, const struct sheet_origins *origins, const char *number,
	const char *longer, unsigned place, struct diags *diags)
{
	struct pos pos = source_file_pos(m->file, place);

	if (!is_sure(origins, pos))
		diags_add(diags, SEVERITY_WARNING, "spreadsheet", pos,
			"'%s' is read as it stands; a spreadsheet keeps %s so too, and there is no %s here: if that was meant, write it into a cell formatted as text",
			number, longer, longer);
}

static void
doubt_maps(const struct model *model, const struct matrix *m, const struct control *control,
	const struct sheet_origins *origins, struct diags *diags)
{
	char longer[64];

	for (size_t i = 0; i < control->map_count; i++) {
		const struct counterpart *map = &control->maps[i];

		if (longer_number(model_framework(model, map->framework), map->clause, longer))
			doubt(m, origins, map->clause, longer, map->place, diags);
	}
}

void
sheet_doubts(const struct model *model, const struct sheet_origins *origins, struct diags *diags)
{
	const struct matrix *m = model->service_count > 0 ? model->services[0].current : NULL;
	const struct framework *framework = m != NULL && m->control_framework != NULL
						    ? model_framework(model, m->control_framework)
						    : NULL;
	char longer[64];

	for (size_t i = 0; m != NULL && i < m->control_count; i++) {
		const struct control *control = &m->controls[i];

		if (longer_number(framework, control->clause, longer) &&
			matrix_control(m, longer) == NULL)
			doubt(m, origins, control->clause, longer, control->place, diags);
		doubt_maps(model, m, control, origins, diags);
	}
}
