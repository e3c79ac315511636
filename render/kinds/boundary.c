#include "boundary.h"

#include <string.h>

#include "say.h"

/* -- which tables -------------------------------------------------------------------------- */

const struct table *
boundary_candidate(const struct matrix *matrix, size_t i)
{
	for (size_t t = 0; t < matrix->table_count; t++)
		if (matrix->tables[t].row_count > 0 && i-- == 0)
			return &matrix->tables[t];
	return NULL;
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
	for (const char *s = ids;; s++) {
		size_t len = strcspn(s, ","), i = 0;
		const struct table *table;

		while ((table = boundary_candidate(matrix, i)) != NULL && (strlen(table->id) != len || strncmp(table->id, s, len) != 0))
			i++;
		s += len;
		if (table == NULL || *s == '\0')
			return table != NULL;
	}
}

bool
boundary_choose(struct diagram_request *request, const char *ids)
{
	const struct table *table, *chosen[DIAGRAM_TABLES_MAX];
	size_t count = 0, i;

	if (!are_candidates(request->matrix, ids))
		return false;
	for (i = 0; (table = boundary_candidate(request->matrix, i)) != NULL; i++) {
		if (!is_listed(ids, table->id))
			continue;
		if (count < DIAGRAM_TABLES_MAX)
			chosen[count] = table;
		count++;
	}
	if (count < i && count > DIAGRAM_TABLES_MAX)
		return false;
	request->table_count = count < i ? count : 0;
	memcpy(request->tables, chosen, request->table_count * sizeof(*chosen));
	return true;
}

const struct table *
boundary_table(const struct diagram_request *request, size_t i)
{
	if (request->table_count == 0)
		return boundary_candidate(request->matrix, i);
	return i < request->table_count ? request->tables[i] : NULL;
}

size_t
boundary_table_count(const struct diagram_request *request)
{
	size_t n = 0;

	while (boundary_table(request, n) != NULL)
		n++;
	return n;
}

/* -- words ----------------------------------------------------------------------------------- */

const char *
boundary_title(const struct diagram_request *request, struct arena *arena)
{
	const struct table *table = boundary_table(request, 0);
	bool one = table != NULL && boundary_table(request, 1) == NULL;

	return say_text(arena, request, one ? &table->title : &request->matrix->title);
}

void
boundary_describe_head(const struct diagram_request *request, struct arena *arena, const char *id, struct buf *out)
{
	if (request->section <= 1)
		buf_str(out, say_about(arena, request, id));
	if (request->table_count != 1)
		return;
	buf_str(out, say_between(arena, request, "diagram.sentences"));
	buf_str(out, SAY(arena, request, "diagram.say.sentence", "sentence", boundary_title(request, arena)));
}

const char *
boundary_where(const struct diagram_request *request, struct arena *arena, const struct table *table,
	const struct row *row)
{
	const char *title = boundary_table(request, 1) != NULL ? say_text(arena, request, &table->title) : NULL;
	const char *group = row->group != NULL ? say_text(arena, request, &row->group->name) : NULL;

	return say_join(arena, title, say_between(arena, request, "diagram.clauses"), group);
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
