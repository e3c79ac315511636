/* Tables, their rows and cells. */
#include <string.h>

#include "differ.h"

static bool
answers_in(const struct parts *parts, const struct party *party)
{
	for (size_t i = 0; i < parts->count; i++)
		if (parts->v[i].does == DOES_ANSWERS &&
			strcmp(parts->v[i].party->id, party->id) == 0)
			return true;
	return false;
}

/* Whether the same parties answer in both; their number is small. */
static bool
same_owners(const struct parts *a, const struct parts *b)
{
	for (int turn = 0; turn < 2; turn++) {
		const struct parts *x = turn == 0 ? a : b, *y = turn == 0 ? b : a;

		for (size_t i = 0; i < x->count; i++)
			if (x->v[i].does == DOES_ANSWERS && !answers_in(y, x->v[i].party))
				return false;
	}
	return true;
}

static bool
has_footnote(struct marks marks, const char *id)
{
	for (size_t i = 0; i < marks.count; i++)
		if (strcmp(marks.v[i]->id, id) == 0)
			return true;
	return false;
}

/* Their order says nothing. */
static void
compare_marks(struct differ *d, struct marks before, struct marks after)
{
	for (size_t i = 0; i < after.count; i++)
		if (!has_footnote(before, after.v[i]->id))
			differ_value(d, ASPECT_PROPERTY, "footnote", NULL, after.v[i]->id);
	for (size_t i = 0; i < before.count; i++)
		if (!has_footnote(after, before.v[i]->id))
			differ_value(d, ASPECT_PROPERTY, "footnote", before.v[i]->id, NULL);
}

static void
compare_cells(struct differ *d, const struct cell *before, const struct cell *after)
{
	bool moved = !same_owners(&before->parts, &after->parts);

	if (moved && before->kind == CELL_PARTS && after->kind == CELL_PARTS)
		differ_tell(d, ASPECT_OWNER, NULL, (struct change_side){.parts = &before->parts},
			(struct change_side){.parts = &after->parts}, CHANGE_CHANGED);
	else
		moved = false;
	differ_value(d, ASPECT_CELL, NULL, differ_cell_kind(before->kind),
		differ_cell_kind(after->kind));
	differ_texts(d, "reason", &before->reason, &after->reason);
	differ_parts(d, &before->parts, &after->parts, moved);
	differ_conditions(d, (struct conditions){before->conditions, before->condition_count},
		(struct conditions){after->conditions, after->condition_count});
	compare_marks(d, (struct marks){before->footnotes, before->footnote_count},
		(struct marks){after->footnotes, after->footnote_count});
}

struct both_tables {
	const struct table *before, *after;
};

/* The old edition's cell below a column of the new one; a nameless column is paired with any only
 * one. */
static const struct cell *
old_cell(const struct both_tables *t, const struct row *row, size_t column)
{
	if (t->before->column_count == 0 || t->after->column_count == 0)
		return column == 0 ? row->cells : NULL;
	for (size_t i = 0; i < t->before->column_count; i++)
		if (strcmp(t->before->columns[i].id, t->after->columns[column].id) == 0)
			return &row->cells[i];
	return NULL;
}

static const char *
group_of(const struct row *row)
{
	return row->group != NULL ? row->group->id : NULL;
}

static void
compare_row(struct differ *d, const void *old_row, const void *new_row, const void *data)
{
	const struct both_tables *t = data;
	const struct row *before = old_row, *after = new_row, *any = after != NULL ? after : before;

	differ_enter(d, THING_ROW, any->id, &any->name);
	d->at.table = t->after->id;
	if (differ_whole(d, before, after))
		return;
	differ_texts(d, "name", &before->name, &after->name);
	differ_texts(d, "detail", &before->detail, &after->detail);
	differ_value(d, ASPECT_PROPERTY, "kind", row_kind_name(before->kind),
		row_kind_name(after->kind));
	differ_value(d, ASPECT_PROPERTY, "group", group_of(before), group_of(after));
	for (size_t c = 0; c < table_cell_count(t->after); c++) {
		const struct cell *old = old_cell(t, before, c);

		d->at.column = t->after->column_count > 0 ? t->after->columns[c].id : NULL;
		if (old != NULL)
			compare_cells(d, old, &after->cells[c]);
	}
	d->at.column = NULL;
	differ_conditions(d, before->conditions, after->conditions);
	differ_facts(d, before->facts, before->fact_count, after->facts, after->fact_count);
	compare_marks(d, before->marks, after->marks);
	differ_notes(d, &before->notes, &after->notes);
}

/* How a column, group or footnote is told of: where its wording stands in it. */
struct named {
	const char *detail;
	size_t words; /* offset */
};

static const struct named column = {"column", offsetof(struct column, name)};

static void
compare_columns(struct differ *d, const struct column *before, const struct column *after)
{
	differ_texts(d, column.detail, &before->name, &after->name);
	differ_value(d, ASPECT_PROPERTY, "column-plan", before->plan, after->plan);
	compare_marks(d, before->marks, after->marks);
	differ_notes(d, &before->notes, &after->notes);
}

/* They have an id and one wording; the thing stays the table. */
static void
compare_named(struct differ *d, const void *before, const void *after, const void *data)
{
	const struct named *named = data;

	if (before == NULL || after == NULL)
		differ_value(d, ASPECT_PROPERTY, named->detail,
			before != NULL ? *(const char *const *)before : NULL,
			after != NULL ? *(const char *const *)after : NULL);
	else if (named == &column)
		compare_columns(d, before, after);
	else
		differ_texts(d, named->detail, (const void *)((const char *)before + named->words),
			(const void *)((const char *)after + named->words));
}

void
differ_table(struct differ *d, const void *before, const void *after, const void *data)
{
	static const struct named group = {"group", offsetof(struct row_group, name)},
				  footnote = {"footnote", offsetof(struct footnote, text)};
	const struct table *old = before, *new = after, *any = new != NULL ? new : old;

	(void)data;
	differ_enter(d, THING_TABLE, any->id, &any->title);
	if (differ_whole(d, old, new))
		return;
	differ_texts(d, "title", &old->title, &new->title);
	differ_texts(d, "statement", &old->statement, &new->statement);
	differ_value(d, ASPECT_PROPERTY, "number", old->number, new->number);
	compare_marks(d, old->marks, new->marks);
	differ_pair(d, DIFF_LIST(old->columns, old->column_count),
		DIFF_LIST(new->columns, new->column_count), compare_named, &column);
	differ_pair(d, DIFF_LIST(old->groups, old->group_count),
		DIFF_LIST(new->groups, new->group_count), compare_named, &group);
	differ_pair(d, DIFF_LIST(old->footnotes, old->footnote_count),
		DIFF_LIST(new->footnotes, new->footnote_count), compare_named, &footnote);
	differ_notes(d, &old->notes, &new->notes);
	differ_pair(d, DIFF_LIST(old->rows, old->row_count), DIFF_LIST(new->rows, new->row_count),
		compare_row, &(struct both_tables){old, new});
}
