#include "boundary.h"

#include "say.h"

const struct table *
boundary_table(const struct matrix *matrix)
{
	for (size_t i = 0; i < matrix->table_count; i++)
		if (matrix->tables[i].kind == TABLE_LAYERS)
			return &matrix->tables[i];
	return matrix->table_count > 0 ? &matrix->tables[0] : NULL;
}

bool
boundary_has_rows(const struct model *model, const struct matrix *matrix, const char **why)
{
	const struct table *table = boundary_table(matrix);

	(void)model;
	*why = "the matrix has no table whose boundary could be drawn";
	return table != NULL && table->row_count > 0;
}

const char *
boundary_title(const struct diagram_request *request, struct arena *arena)
{
	const struct table *table = boundary_table(request->matrix);

	return table != NULL ? say_text(arena, request, &table->title) : "";
}

/* Whether the party's weightiest part in the list is the one at i. */
static bool
is_weightiest(const struct parts *parts, size_t i)
{
	const struct part *part = &parts->v[i];

	for (size_t k = 0; k < parts->count; k++)
		if (parts->v[k].party == part->party &&
			(parts->v[k].does < part->does ||
				(parts->v[k].does == part->does && k < i)))
			return false;
	return true;
}

size_t
boundary_parties(const struct parts *parts, const struct party **out)
{
	size_t n = 0;

	for (int does = 0; does < DOES__COUNT; does++) {
		size_t first = n;

		for (size_t i = 0; i < parts->count; i++) {
			size_t at = n;

			if (parts->v[i].does != (enum does)does || !is_weightiest(parts, i))
				continue;
			for (; at > first && out[at - 1]->index > parts->v[i].party->index; at--)
				out[at] = out[at - 1];
			out[at] = parts->v[i].party;
			n++;
		}
	}
	return n;
}

static bool
has_one_party(const struct cell *cell)
{
	for (size_t i = 1; i < cell->parts.count; i++)
		if (cell->parts.v[i].party != cell->parts.v[0].party)
			return false;
	return cell->condition_count == 0;
}

size_t
boundary_merged(const struct table *table, size_t first, size_t column)
{
	const struct row *rows = table->rows;
	const struct cell *cell = &rows[first].cells[column];
	size_t i = first + 1;

	while (i < table->row_count && has_one_party(cell) && rows[i].group == rows[first].group &&
		cell_equal(cell, &rows[i].cells[column]))
		i++;
	return i - first;
}

bool
boundary_ends_group(const struct table *table, size_t row)
{
	return row > 0 && table->rows[row].group == NULL && table->rows[row - 1].group != NULL;
}

const char *
boundary_without_id(const struct cell *cell)
{
	static const char *const ids[CELL_KIND__COUNT] = {
		[CELL_PARTS] = "diagram.nobody",
		[CELL_NOT_APPLICABLE] = "diagram.not-applicable",
		[CELL_UNSPECIFIED] = "diagram.unspecified",
	};

	return ids[cell->kind];
}
