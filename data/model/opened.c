/* Lists are copied, texts are shared. A part of theirs is that of the party here whom it is about.
 */
#include "opened.h"

#include <string.h>

#include "base/own.h"
#include "words.h"

struct opener {
	const struct model *model;
	struct arena *arena;
	const struct matrix *matrix;
	const struct party *supplier;
	const struct publication *published;
};

/* -- words ------------------------------------------------------------------------------- */

static const char *
name_in(const struct opener *o, const struct row *row, const char *lang)
{
	OWN(buf_fini) struct buf words = {0}, edition = {0};

	buf_int(&edition, o->published->matrix->edition);
	words_message(&words, o->model, lang, "supplier.row-says", "row",
		texts_value(&row->name, lang), "party", texts_value(party_short(o->supplier), lang),
		"edition", buf_cstr(&edition));
	return arena_strdup(o->arena, buf_cstr(&words));
}

static struct texts
name_all(const struct opener *o, const struct row *row)
{
	struct text *v = arena_array(o->arena, o->matrix->language_count, sizeof(*v));

	for (size_t i = 0; i < o->matrix->language_count; i++) {
		const char *tag = o->matrix->languages[i].tag;

		v[i].value = name_in(o, row, tag);
		v[i].language = (uint8_t)language_of(tag);
	}
	return (struct texts){v, o->matrix->language_count};
}

/* -- their rows ---------------------------------------------------------------------------- */

static struct parts
open_parts(const struct opener *o, const struct parts *theirs)
{
	struct part *v = arena_array(o->arena, theirs->count, sizeof(*v));

	for (unsigned i = 0; i < theirs->count; i++) {
		v[i] = theirs->v[i];
		v[i].party = o->published->whom[theirs->v[i].party->index];
	}
	return (struct parts){v, theirs->count, theirs->shared};
}

static const struct condition *
open_conditions(const struct opener *o, const struct condition *theirs, size_t count)
{
	struct condition *v = arena_array(o->arena, count, sizeof(*v));

	for (size_t i = 0; i < count; i++) {
		v[i] = theirs[i];
		v[i].parts = open_parts(o, &theirs[i].parts);
	}
	return v;
}

static struct cell
open_cell(const struct opener *o, const struct cell *theirs)
{
	struct cell cell = *theirs;

	cell.parts = open_parts(o, &theirs->parts);
	cell.conditions = open_conditions(o, theirs->conditions, theirs->condition_count);
	cell.footnotes = NULL;
	cell.footnote_count = 0;
	return cell;
}

static bool
has_part(const struct cell *cell, const struct party *party)
{
	bool has = parts_find(&cell->parts, party, PARTS_ANY) != NULL;

	for (size_t i = 0; !has && i < cell->condition_count; i++)
		has = parts_find(&cell->conditions[i].parts, party, PARTS_ANY) != NULL;
	return has;
}

/* The first column of theirs that the opening is about. */
static size_t
their_column(const struct opener *o, const struct opening *opening, const struct row *theirs)
{
	size_t c = 0, count = table_cell_count(matrix_table_of(o->published->matrix, theirs));

	while (c < count && !opening_has_column(o->published, opening, theirs, c))
		c++;
	return c < count ? c : 0;
}

/* Whether the supplier has no part in the row at all: then what it says is of all columns. */
static bool
is_everywhere(const struct opener *o, const struct table *table, const struct row *ours)
{
	for (size_t c = 0; c < table_cell_count(table); c++)
		if (has_part(&ours->cells[c], o->supplier))
			return false;
	return true;
}

/* In our columns: theirs where the supplier has a part, ours where only in others it has one. */
static struct row
open_row(const struct opener *o, const struct table *table, const struct row *ours,
	const struct opening *opening)
{
	const struct row *theirs = opening_row(o->published, opening);
	struct cell *cells = arena_array(o->arena, table_cell_count(table), sizeof(*cells));
	bool everywhere = is_everywhere(o, table, ours);
	struct row row = {.id = ours->id,
		.kind = theirs->kind,
		.place = ours->place,
		.name = theirs->name,
		.detail = theirs->detail,
		.cells = cells};

	for (size_t c = 0; c < table_cell_count(table); c++)
		cells[c] = everywhere || has_part(&ours->cells[c], o->supplier)
				   ? open_cell(o, &theirs->cells[their_column(o, opening, theirs)])
				   : ours->cells[c];
	row.conditions.v = open_conditions(o, theirs->conditions.v, theirs->conditions.count);
	row.conditions.count = theirs->conditions.count;
	return row;
}

/* -- our tables ---------------------------------------------------------------------------- */

static bool
is_opened(const struct opener *o, const struct opening *opening, const struct row *row)
{
	return opening->row != NULL && strcmp(opening->row, row->id) == 0 &&
	       opening_row(o->published, opening) != NULL;
}

static size_t
count_opened(const struct opener *o, const struct row *row)
{
	size_t n = 0;

	for (size_t i = 0; i < o->published->opening_count; i++)
		n += is_opened(o, &o->published->openings[i], row);
	return n;
}

/* Puts the row at the end, into the group that is open if it is its own, else into a new one. */
static void
add_row(struct table *table, struct row *rows, struct row_group *groups, const struct row *row)
{
	struct row_group *last = table->group_count > 0 ? &groups[table->group_count - 1] : NULL;
	struct row *added = &rows[table->row_count++];

	*added = *row;
	if (row->group == NULL)
		return;
	if (last == NULL || last->id != row->group->id ||
		last->first_row + last->row_count != table->row_count - 1) {
		last = &groups[table->group_count++];
		*last = *row->group;
		last->first_row = table->row_count - 1;
		last->row_count = 0;
	}
	last->row_count++;
	added->group = last;
}

static void
add_opened(const struct opener *o, struct table *table, struct row *rows, struct row_group *groups,
	const struct row *ours)
{
	struct row_group *group = ARENA_NEW(o->arena, struct row_group);

	group->id = arena_printf(o->arena, "%s.%s", ours->id, o->supplier->id);
	group->name = name_all(o, ours);
	group->place = ours->place;
	for (size_t i = 0; i < o->published->opening_count; i++)
		if (is_opened(o, &o->published->openings[i], ours)) {
			struct row row = open_row(o, table, ours, &o->published->openings[i]);

			row.group = group;
			add_row(table, rows, groups, &row);
		}
}

static struct table
open_table(const struct opener *o, const struct table *ours)
{
	struct table table = *ours;
	size_t count = ours->row_count;
	struct row_group *groups;
	struct row *rows;

	for (size_t r = 0; r < ours->row_count; r++)
		count += count_opened(o, &ours->rows[r]);
	if (count == ours->row_count)
		return table;
	rows = arena_array(o->arena, count, sizeof(*rows));
	groups = arena_array(o->arena, count, sizeof(*groups));
	table.row_count = table.group_count = 0;
	table.rows = rows;
	table.groups = groups;
	for (size_t r = 0; r < ours->row_count; r++) {
		add_row(&table, rows, groups, &ours->rows[r]);
		if (count_opened(o, &ours->rows[r]) > 0)
			add_opened(o, &table, rows, groups, &ours->rows[r]);
	}
	return table;
}

/* Whether the supplier's document has a row for one of ours. */
static bool
opens_rows(const struct opener *o)
{
	for (size_t i = 0; i < o->published->opening_count; i++)
		if (o->published->openings[i].row != NULL &&
			matrix_row(o->matrix, o->published->openings[i].row) != NULL &&
			opening_row(o->published, &o->published->openings[i]) != NULL)
			return true;
	return false;
}

static const struct matrix *
open_matrix(const struct opener *o)
{
	struct matrix *m = ARENA_NEW(o->arena, struct matrix);
	struct table *tables = arena_array(o->arena, o->matrix->table_count, sizeof(*tables));

	*m = *o->matrix;
	m->party_count += m->guest_count;
	m->guest_count = 0;
	m->tables = tables;
	for (size_t i = 0; i < m->table_count; i++)
		tables[i] = open_table(o, &o->matrix->tables[i]);
	return m;
}

void
opened_make(const struct model *model, struct matrix *matrix)
{
	struct opened *v = arena_array(model->arena, matrix->party_count, sizeof(*v));
	size_t n = 0;

	for (size_t i = 0; i < matrix->party_count; i++) {
		const struct party *party = &matrix->parties[i];
		const struct opener o = {model, model->arena, matrix, party, party->published};

		if (party->published == NULL || party->published->matrix == NULL || !opens_rows(&o))
			continue;
		v[n].party = party;
		v[n++].matrix = open_matrix(&o);
	}
	matrix->opened = v;
	matrix->opened_count = n;
}
