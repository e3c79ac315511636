/* A row stands once for what holds anyway and once for each condition under which the party does
 * it, with what tells it from others: table, group, columns, condition, and the party's own words.
 */
#include "party_rows.h"

#include <string.h>

#include "links.h"
#include "model/names.h"
#include "prose.h"
#include "pieces.h"
#include "rich.h"
#include "wording.h"

/* What is being listed. */
struct party_lister {
	struct page *page;
	const struct party *party;
	enum does does;
	const char *heading;
	bool words; /* the party's own, too */
	bool any;   /* something was listed, and the list is open */
};

static const struct part *
find_part(const struct parts *parts, const struct party *party, enum does does)
{
	for (size_t i = 0; i < parts->count; i++)
		if (parts->v[i].party == party && parts->v[i].does == does)
			return &parts->v[i];
	return NULL;
}

/* Whether the party does here what the list is about: anything else than answering is told only
 * where it does not answer. */
static bool
counts(const struct party_lister *l, const struct parts *parts)
{
	return find_part(parts, l->party, l->does) != NULL &&
	       (l->does == DOES_ANSWERS || find_part(parts, l->party, DOES_ANSWERS) == NULL);
}

/* -- conditions --------------------------------------------------------------------------- */

static bool
same_condition(const struct condition *a, const struct condition *b)
{
	return a->kind == b->kind && strcmp(a->name.v[0].value, b->name.v[0].value) == 0;
}

/* The cell's condition that is the same; NULL: it has none. */
static const struct condition *
find_condition(const struct cell *cell, const struct condition *like)
{
	for (size_t i = 0; i < cell->condition_count; i++)
		if (same_condition(&cell->conditions[i], like))
			return &cell->conditions[i];
	return NULL;
}

/* Whether a cell in front has the condition, so that it was listed with that. */
static bool
was_listed(const struct row *row, size_t column, const struct condition *condition)
{
	for (size_t c = 0; c < column; c++)
		if (find_condition(&row->cells[c], condition) != NULL)
			return true;
	return false;
}

/* -- one entry ---------------------------------------------------------------------------- */

/* The parts that an entry is about, one a column; NULL where the party has none. */
struct party_entry {
	const struct table *table;
	const struct row *row;
	const struct parts **parts;
	const struct condition *condition; /* NULL: it holds anyway */
};

/* Opens the first of the small words behind a row's name, or goes on in them. */
static void
begin_where(struct page *page, bool *open)
{
	if (!*open) {
		html_lit(page->html, " ");
		html_open(page->html, "small");
		html_attr(page->html, "class", "where");
	} else {
		html_text(page->html, page_say(page, "separator"));
	}
	*open = true;
}

/* "All columns", or those it is. */
static void
write_columns(struct page *page, const struct party_entry *e, bool *open)
{
	size_t n = 0;
	bool any = false;

	for (size_t c = 0; c < e->table->column_count; c++)
		n += e->parts[c] != NULL;
	if (e->table->column_count < 2)
		return;
	begin_where(page, open);
	if (n == e->table->column_count)
		html_text(page->html, page_say(page, "party.all-columns"));
	for (size_t c = 0; n < e->table->column_count && c < e->table->column_count; c++) {
		if (e->parts[c] == NULL)
			continue;
		if (any)
			html_text(page->html, page_say(page, "list.comma"));
		piece_plain(page, &e->table->columns[c].name);
		any = true;
	}
}

static void
write_where(struct page *page, const struct party_entry *e)
{
	bool open = false;

	if (page->matrix->table_count > 1) {
		begin_where(page, &open);
		piece_plain(page, &e->table->title);
	}
	if (e->row->group != NULL) {
		begin_where(page, &open);
		piece_plain(page, &e->row->group->name);
	}
	write_columns(page, e, &open);
	if (e->condition != NULL) {
		begin_where(page, &open);
		html_text(page->html,
			page_say_name(page, "condition", condition_kind_name(e->condition->kind)));
		html_text(page->html, page_say(page, "cell.colon"));
		piece_plain(page, &e->condition->name);
	}
	if (open)
		html_close(page->html, "small");
}

/* How the party shares it with others: once for each way that a cell of its tells. */
static void
write_shared(struct page *page, const struct party_entry *e)
{
	bool listed[SHARED__COUNT] = {0};

	for (size_t c = 0; c < table_cell_count(e->table); c++)
		if (e->parts[c] != NULL && !listed[e->parts[c]->shared]) {
			listed[e->parts[c]->shared] = true;
			piece_shared(page, e->parts[c]);
		}
}

static const struct texts *
words_in(const struct party_lister *l, const struct party_entry *e, size_t column)
{
	const struct part *part =
		e->parts[column] != NULL ? find_part(e->parts[column], l->party, l->does) : NULL;

	return part != NULL && part->text.count > 0 ? &part->text : NULL;
}

/* Whether the words are the same wherever there are any, and in each column. */
static bool
same_words(const struct party_lister *l, const struct party_entry *e)
{
	const struct texts *first = words_in(l, e, 0);

	for (size_t c = 1; c < table_cell_count(e->table); c++) {
		const struct texts *other = words_in(l, e, c);

		if ((first == NULL) != (other == NULL) ||
			(first != NULL && strcmp(texts_value(first, l->page->lang),
						  texts_value(other, l->page->lang)) != 0))
			return false;
	}
	return true;
}

/* The party's words, each with the column that it is said of where they differ. */
static void
write_words(const struct party_lister *l, const struct party_entry *e)
{
	struct html *h = l->page->html;
	bool same = same_words(l, e);

	for (size_t c = 0; c < table_cell_count(e->table) && (c == 0 || !same); c++) {
		const struct texts *words = words_in(l, e, c);

		if (words == NULL)
			continue;
		html_open(h, "p");
		html_attr(h, "class", "own");
		if (!same) {
			piece_plain(l->page, &e->table->columns[c].name);
			html_text(h, page_say(l->page, "cell.colon"));
		}
		piece_texts(l->page, words);
		html_close(h, "p");
	}
}

/* Whether under the condition the party no longer does what it does otherwise. */
static bool
ends(const struct party_lister *l, const struct condition *condition)
{
	return condition->cell != CELL_PARTS ||
	       (condition->parts.count > 0 &&
		       find_part(&condition->parts, l->party, l->does) == NULL);
}

static void
write_exception(struct page *page, const struct condition *condition)
{
	html_lit(page->html, " ");
	html_open(page->html, "small");
	html_attr(page->html, "class", "where");
	html_text(page->html, page_say_with(page, "party.except", "name",
				      texts_value(&condition->name, page->lang)));
	html_close(page->html, "small");
}

/* The conditions under which what holds otherwise does not, once each. */
static void
write_exceptions(const struct party_lister *l, const struct party_entry *e)
{
	const struct row *row = e->row;

	for (size_t c = 0; c < table_cell_count(e->table); c++)
		for (size_t i = 0; e->parts[c] != NULL && i < row->cells[c].condition_count; i++)
			if (ends(l, &row->cells[c].conditions[i]) &&
				!was_listed(row, c, &row->cells[c].conditions[i]))
				write_exception(l->page, &row->cells[c].conditions[i]);
	for (size_t i = 0; i < row->conditions.count; i++)
		if (ends(l, &row->conditions.v[i]))
			write_exception(l->page, &row->conditions.v[i]);
}

static void
write_entry(struct party_lister *l, const struct party_entry *e)
{
	struct page *page = l->page;
	struct link link = page_link(page, ROUTE_BOUNDARY);
	struct html *h = page->html;

	if (!l->any) {
		html_simple(
			h, l->heading, NULL, page_say_name(page, "overview", does_name(l->does)));
		html_open(h, "ul");
	}
	l->any = true;
	link.anchor = e->row->id;
	html_open(h, "li");
	piece_open_link(page, &link);
	piece_plain(page, &e->row->name);
	html_close(h, "a");
	write_where(page, e);
	if (e->condition == NULL)
		write_exceptions(l, e);
	write_shared(page, e);
	piece_to_row_note(page, e->row);
	if (l->words)
		write_words(l, e);
	html_close(h, "li");
}

/* -- rows ------------------------------------------------------------------------------------ */

/* What the condition gives the party, column by column, where it does not do so anyway. */
static void
list_condition(struct party_lister *l, const struct table *table, const struct row *row,
	const struct condition *condition, bool whole)
{
	struct party_entry e = {table, row,
		arena_array(l->page->arena, table_cell_count(table), sizeof(*e.parts)), condition};
	bool some = false;

	for (size_t c = 0; c < table_cell_count(table); c++) {
		const struct condition *own =
			whole ? condition : find_condition(&row->cells[c], condition);

		if (own != NULL && counts(l, &own->parts) &&
			find_part(&row->cells[c].parts, l->party, l->does) == NULL)
			e.parts[c] = &own->parts;
		some |= e.parts[c] != NULL;
	}
	if (some)
		write_entry(l, &e);
}

static void
list_conditions(struct party_lister *l, const struct table *table, const struct row *row)
{
	for (size_t c = 0; c < table_cell_count(table); c++)
		for (size_t i = 0; i < row->cells[c].condition_count; i++)
			if (!was_listed(row, c, &row->cells[c].conditions[i]))
				list_condition(l, table, row, &row->cells[c].conditions[i], false);
	for (size_t i = 0; i < row->conditions.count; i++)
		list_condition(l, table, row, &row->conditions.v[i], true);
}

static void
list_row(struct party_lister *l, const struct table *table, const struct row *row)
{
	struct party_entry e = {table, row,
		arena_array(l->page->arena, table_cell_count(table), sizeof(*e.parts)), NULL};
	bool some = false;

	for (size_t c = 0; c < table_cell_count(table); c++) {
		if (counts(l, &row->cells[c].parts))
			e.parts[c] = &row->cells[c].parts;
		some |= e.parts[c] != NULL;
	}
	if (some)
		write_entry(l, &e);
	list_conditions(l, table, row);
}

bool
piece_party_rows(struct page *page, const struct party *party, enum does does, const char *heading,
	bool words)
{
	struct party_lister l = {page, party, does, heading, words, false};

	for (size_t t = 0; t < page->matrix->table_count; t++)
		for (size_t r = 0; r < page->matrix->tables[t].row_count; r++)
			list_row(&l, &page->matrix->tables[t], &page->matrix->tables[t].rows[r]);
	if (l.any)
		html_close(page->html, "ul");
	return l.any;
}
