/* Which framework the numbers of a list are of: the one that has most of them. */
#include "clause_scan.h"

#include <string.h>

#include "cell_told.h"
#include "model/clause.h"

const struct clause *
clause_scan_clause(const struct framework *framework, const char *id)
{
	const struct clause *clause = clause_titled(framework, id);

	return clause != NULL ? clause : clause_of_question(framework, id);
}

const struct csv_cell *
clause_scan_cell(const struct clause_scan *l, size_t row, enum clause_column column)
{
	static const struct csv_cell nothing = {.text = ""};

	return l->columns->of[column] > 0 ? seen_at(l->sheet, row, l->columns->of[column] - 1)
					  : &nothing;
}

const struct csv_cell *
clause_scan_id(const struct clause_scan *l, size_t row)
{
	const struct csv_cell *cell = clause_scan_cell(l, row, CLAUSE_COLUMN_ID);

	return cell->text[0] != '\0' ? cell : clause_scan_cell(l, row, CLAUSE_COLUMN_CONTROL);
}

static size_t
count_hits(const struct clause_scan *l, const struct framework *framework)
{
	size_t hits = 0;

	for (size_t r = l->columns->heading + 1; r < l->sheet->count; r++)
		hits += clause_scan_clause(framework, clause_scan_id(l, r)->text) != NULL;
	return hits;
}

/* Requirements for the management system, which lists are not about if their numbers are as well
 * those of controls. */
static bool
is_management(const struct framework *framework)
{
	return framework->clause_count > 0 && framework->clauses[0].kind == CLAUSE_MANAGEMENT;
}

/* The framework that has most of the numbers; two that have as many are told. */
const struct framework *
clause_scan_framework(const struct clause_scan *l, const struct clause_list_options *options)
{
	const struct model *model = options->frameworks;
	const struct framework *found = NULL, *other = NULL;
	size_t most = 0;
	const struct csv_cell *cell = l->columns->heading + 1 < l->sheet->count
					      ? clause_scan_id(l, l->columns->heading + 1)
					      : l->sheet->corner;

	for (size_t i = 0; model != NULL && i < model->framework_count; i++) {
		const struct framework *framework = &model->frameworks[i];
		size_t hits = count_hits(l, framework);

		if (options->wanted != NULL && strcmp(options->wanted, framework->id) == 0) {
			return framework;
		}
		if (hits > most || (hits > 0 && hits == most && is_management(found)))
			found = framework, other = NULL, most = hits;
		else if (hits > 0 && hits == most && !is_management(framework))
			other = framework;
	}
	if (options->wanted != NULL)
		cell_tell(l->diags, SEVERITY_ERROR, cell, "there is no framework '%s'",
			options->wanted);
	else if (found == NULL)
		cell_tell(l->diags, SEVERITY_ERROR, cell,
			"no framework here has a clause '%.64s': put one into frameworks/ of the data directory (docs/data.md, Another framework)",
			cell->text);
	else if (other != NULL)
		cell_tell(l->diags, SEVERITY_ERROR, cell,
			"these may be clauses of %s or of %s: say which with --framework=%s or --framework=%s",
			found->short_name, other->short_name, found->id, other->id);
	return options->wanted != NULL || other != NULL ? NULL : found;
}

bool
clause_scan_numbered(const struct clause_scan *l)
{
	size_t filled = 0, numbered = 0;

	for (size_t r = l->columns->heading + 1; r < l->sheet->count; r++) {
		const char *id = clause_scan_id(l, r)->text;

		filled += id[0] != '\0';
		numbered += strcspn(id, "0123456789") < strlen(id);
	}
	return filled > 0 && numbered * 2 > filled;
}

/* Whether most lines that have words in the column of numbers have a clause of some framework. */
bool
clause_scan_has_clauses(const struct clause_scan *l, const struct clause_list_options *options)
{
	const struct model *model = options->frameworks;
	size_t filled = 0;

	for (size_t r = l->columns->heading + 1; r < l->sheet->count; r++)
		filled += clause_scan_id(l, r)->text[0] != '\0' && seen_filled(l->sheet, r) > 1;
	for (size_t i = 0; model != NULL && i < model->framework_count; i++)
		if ((options->wanted == NULL ||
			    strcmp(options->wanted, model->frameworks[i].id) == 0) &&
			count_hits(l, &model->frameworks[i]) * 2 > filled)
			return true;
	return false;
}
