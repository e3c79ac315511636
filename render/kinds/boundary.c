#include "boundary.h"

#include <string.h>

#include "say.h"

/* -- which tables -------------------------------------------------------------------------- */

/* The first table with rows among those from the place on. */
static const struct table *
candidate_from(const struct matrix *matrix, size_t place)
{
	while (place < matrix->table_count && matrix->tables[place].row_count == 0)
		place++;
	return place < matrix->table_count ? &matrix->tables[place] : NULL;
}

static const struct table *
candidate_after(const struct matrix *matrix, const struct table *table)
{
	return candidate_from(matrix, (size_t)(table - matrix->tables) + 1);
}

const struct table *
boundary_candidate(const struct matrix *matrix, size_t i)
{
	const struct table *table = candidate_from(matrix, 0);

	while (table != NULL && i-- > 0)
		table = candidate_after(matrix, table);
	return table;
}

bool
boundary_has_rows(const struct model *model, const struct matrix *matrix, const char **why)
{
	(void)model;
	*why = "the matrix has no table whose boundary could be drawn";
	return boundary_candidate(matrix, 0) != NULL;
}

/* Whether the list, with commas between, has the id. */
static bool
is_listed(const char *ids, const char *id)
{
	size_t len = strlen(id);

	for (const char *s = ids; *s != '\0'; s += strcspn(s, ","), s += *s == ',')
		if (strcspn(s, ",") == len && strncmp(s, id, len) == 0)
			return true;
	return false;
}

/* Whether each part of the list is the id of a candidate. */
static bool
are_candidates(const struct matrix *matrix, const char *ids)
{
	for (;; ids++) {
		const struct table *table = candidate_from(matrix, 0);
		size_t len = strcspn(ids, ",");

		while (table != NULL &&
			(strlen(table->id) != len || strncmp(table->id, ids, len) != 0))
			table = candidate_after(matrix, table);
		ids += len;
		if (table == NULL || *ids == '\0')
			return table != NULL;
	}
}

bool
boundary_choose(struct diagram_request *request, const char *ids)
{
	const struct matrix *matrix = request->matrix;
	const struct table *chosen[DIAGRAM_TABLES_MAX];
	size_t count = 0, all = 0;

	if (!are_candidates(matrix, ids))
		return false;
	for (const struct table *table = candidate_from(matrix, 0); table != NULL;
		table = candidate_after(matrix, table)) {
		all++;
		if (!is_listed(ids, table->id))
			continue;
		if (count < DIAGRAM_TABLES_MAX)
			chosen[count] = table;
		count++;
	}
	if (count < all && count > DIAGRAM_TABLES_MAX)
		return false;
	request->table_count = count < all ? count : 0;
	memcpy(request->tables, chosen, request->table_count * sizeof(*chosen));
	return true;
}

const struct table *
boundary_first(const struct diagram_request *request)
{
	return request->table_count > 0 ? request->tables[0] : candidate_from(request->matrix, 0);
}

const struct table *
boundary_next(const struct diagram_request *request, const struct table *table)
{
	if (request->table_count == 0)
		return candidate_after(request->matrix, table);
	for (size_t i = 1; i < request->table_count; i++)
		if (request->tables[i - 1] == table)
			return request->tables[i];
	return NULL;
}

size_t
boundary_count(const struct diagram_request *request)
{
	size_t n = 0;

	for (const struct table *table = boundary_first(request); table != NULL;
		table = boundary_next(request, table))
		n++;
	return n;
}

static bool
shows_several(const struct diagram_request *request)
{
	const struct table *first = boundary_first(request);

	return first != NULL && boundary_next(request, first) != NULL;
}

/* -- words ----------------------------------------------------------------------------------- */

const char *
boundary_title(const struct diagram_request *request, struct arena *arena)
{
	const struct table *table = boundary_first(request);

	return say_text(arena, request,
		table != NULL && !shows_several(request) ? &table->title : &request->matrix->title);
}

const char *
boundary_which(
	const struct diagram_request *request, struct arena *arena, const struct table *table)
{
	return shows_several(request) ? say_text(arena, request, &table->title) : NULL;
}

/* Whether the party's weightiest part in the list is the one at i. */
static bool
is_weightiest(const struct parts *parts, size_t i)
{
	const struct part *part = &parts->v[i];

	for (size_t k = 0; k < parts->count; k++)
		if (parts->v[k].party == part->party &&
			(parts->v[k].does < part->does ||
				(k < i && parts->v[k].does == part->does)))
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

	while (i < table->row_count && table->merge == TABLE_MERGE_EQUAL && has_one_party(cell) &&
		rows[i].group == rows[first].group && cell_equal(cell, &rows[i].cells[column]))
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
