/* /S/L/boundary: the tables of responsibility, with the merged cells of the source.
 *
 * A table without columns of its own gets two: who is responsible, merged over all rows with the
 * same owners, and who operates it, with everything else a cell says. In a table with columns,
 * equal neighbours in a column merge. */
#include <string.h>

#include "diagram/diagram.h"
#include "writing.h"
#include "figure.h"
#include "supplier.h"

/* -- what a cell says ---------------------------------------------------------------------- */

static void
write_reason(struct page *page, const struct texts *reason)
{
	html_simple(page->html, "span", "none", page_say(page, "cell.not-applicable"));
	html_text(page->html, page_say(page, "cell.colon"));
	piece_texts(page, reason);
}

/* "Responsible: CHROFY - its words" */
static void
write_part(struct page *page, const struct part *part, bool verb)
{
	struct html *h = page->html;

	if (verb) {
		html_simple(
			h, "span", "does", page_say_name(page, "boundary", does_name(part->does)));
		html_lit(h, " ");
	}
	piece_party(page, part->party, party_short(part->party));
	piece_element(page, "span", "part", &part->text);
}

/* Parts as a list; skip: those that say nothing but who does this are left out. */
static void
write_parts(struct page *page, const struct parts *parts, bool owners_too)
{
	struct html *h = page->html;
	bool any = false;

	for (size_t i = 0; i < parts->count; i++) {
		const struct part *part = &parts->v[i];

		if (!owners_too && part->does == DOES_ANSWERS && part->text.count == 0)
			continue;
		if (!any) {
			html_open(h, "ul");
			html_attr(h, "class", "parts");
		}
		any = true;
		html_open(h, "li");
		write_part(page, part, owners_too || part->does != DOES_RUNS);
		html_close(h, "li");
	}
	if (any)
		html_close(h, "ul");
}

static void
write_all_parts(struct page *page, const struct parts *parts)
{
	piece_shared(page, parts);
	write_parts(page, parts, true);
}

static void
write_condition(struct page *page, const struct condition *condition)
{
	struct html *h = page->html;

	html_open(h, "div");
	html_attr(h, "class", "condition");
	html_open(h, "p");
	html_simple(h, "span", "does",
		page_say_name(page, "condition", condition_kind_name(condition->kind)));
	html_lit(h, " ");
	piece_texts(page, &condition->name);
	html_close(h, "p");
	if (condition->cell == CELL_NOT_APPLICABLE)
		write_reason(page, &condition->reason);
	else
		write_all_parts(page, &condition->parts);
	html_close(h, "div");
}

static void
write_footnote_marks(struct page *page, const struct table *table, struct marks marks)
{
	for (size_t i = 0; i < marks.count; i++) {
		html_lit(page->html, " ");
		html_open(page->html, "sup");
		html_open(page->html, "a");
		html_attr(page->html, "href",
			arena_printf(page->arena, "#%s-note-%zu", table_anchor(page, table),
				marks.v[i]->number));
		html_text(page->html, arena_printf(page->arena, "*%zu", marks.v[i]->number));
		html_close(page->html, "a");
		html_close(page->html, "sup");
	}
}

static void
write_cell(struct page *page, const struct table *table, const struct cell *cell, bool owners_too)
{
	if (cell->kind == CELL_NOT_APPLICABLE)
		write_reason(page, &cell->reason);
	else if (cell->kind == CELL_UNSPECIFIED)
		html_simple(page->html, "span", "none", page_say(page, "cell.unspecified"));
	else if (owners_too)
		write_all_parts(page, &cell->parts);
	else
		write_parts(page, &cell->parts, false);
	write_footnote_marks(page, table, (struct marks){cell->footnotes, cell->footnote_count});
	for (size_t i = 0; i < cell->condition_count; i++)
		write_condition(page, &cell->conditions[i]);
}

static void
write_owners(struct page *page, const struct cell *cell)
{
	bool any = false;

	if (cell->kind != CELL_PARTS) {
		html_simple(page->html, "span", "none",
			page_say(page, cell->kind == CELL_UNSPECIFIED ? "cell.unspecified"
								      : "cell.not-applicable"));
		return;
	}
	for (size_t i = 0; i < cell->parts.count; i++) {
		if (cell->parts.v[i].does != DOES_ANSWERS)
			continue;
		if (any)
			html_text(page->html, page_say(page, "list.comma"));
		any = true;
		piece_party(page, cell->parts.v[i].party, party_short(cell->parts.v[i].party));
	}
	piece_shared(page, &cell->parts);
}

/* -- rows ---------------------------------------------------------------------------------------
 */

/* Rows from first on that say the same in the column, up to the end of its group. */
static size_t
equal_run(const struct table *table, size_t first, size_t column)
{
	size_t i = first + 1;

	while (i < table->row_count && table->rows[i].group == table->rows[first].group &&
		cell_equal(&table->rows[first].cells[column], &table->rows[i].cells[column]))
		i++;
	return i - first;
}

typedef size_t
run_fn(const struct table *, size_t first, size_t column);

/* Opens the cell that starts in this row; false: one above covers it. *next is the row behind the
 * last cell opened. */
static bool
open_merged(struct page *page, const struct table *table, size_t row, size_t column, run_fn *run,
	const char *class_name, size_t *next)
{
	size_t rows;

	if (row < *next)
		return false;
	rows = run(table, row, column);
	*next = row + rows;
	html_open(page->html, "td");
	html_attr(page->html, "class", class_name);
	if (rows > 1)
		html_attr_int(page->html, "rowspan", (long)rows);
	return true;
}

/* The cell has the colour of its owner; of several, each has its own beside its name. */
static const char *
owner_class(struct page *page, const struct cell *cell)
{
	const struct party *owner = cell_owner(cell);

	if (parts_doing(&cell->parts, DOES_ANSWERS) > 1)
		return "several";
	return owner != NULL ? arena_printf(page->arena, "owner %s", party_class(page, owner))
			     : "owner";
}

static void
write_row_head(struct page *page, const struct table *table, size_t r)
{
	const struct row *row = &table->rows[r];
	struct html *h = page->html;

	html_open(h, "th");
	html_attr(h, "scope", "row");
	piece_plain(page, &row->name);
	if (row->kind == ROW_INTERFACE) {
		html_lit(h, " ");
		html_simple(h, "small", NULL, page_say(page, "row.interface"));
	}
	write_footnote_marks(page, table, row->marks);
	piece_element(page, "small", "detail", &row->detail);
	for (size_t i = 0; i < row->conditions.count; i++)
		write_condition(page, &row->conditions.v[i]);
	piece_brief_facts(page, row->facts, row->fact_count);
	piece_to_row_note(page, row);
	piece_supplied(page, row, NULL);
	html_close(h, "th");
}

/* next: for each column of the page's table, the first row that no cell covers yet. */
static void
write_row(struct page *page, const struct table *table, size_t r, size_t *next)
{
	const struct row *row = &table->rows[r];
	struct html *h = page->html;

	html_open(h, "tr");
	html_attr(h, "id", table->rows[r].id);
	write_row_head(page, table, r);
	if (table->column_count == 0) {
		if (open_merged(page, table, r, 0, table_owner_run,
			    owner_class(page, &row->cells[0]), &next[0])) {
			write_owners(page, &row->cells[0]);
			html_close(h, "td");
		}
		if (open_merged(page, table, r, 0, equal_run, "runner", &next[1])) {
			write_cell(page, table, &row->cells[0], false);
			html_close(h, "td");
		}
	}
	for (size_t c = 0; c < table->column_count; c++)
		if (open_merged(page, table, r, c, equal_run, "cell", &next[c])) {
			write_cell(page, table, &row->cells[c], true);
			html_close(h, "td");
		}
	html_close(h, "tr");
}

static void
write_group(struct page *page, const struct table *table, const struct row_group *group)
{
	struct html *h = page->html;

	html_open(h, "tr");
	html_attr(h, "class", "group");
	html_open(h, "th");
	html_attr(h, "scope", "rowgroup");
	html_attr_int(
		h, "colspan", (long)(1 + (table->column_count > 0 ? table->column_count : 2)));
	piece_plain(page, &group->name);
	html_close(h, "th");
	html_close(h, "tr");
}

static void
write_head(struct page *page, const struct table *table)
{
	static const char *const row_words[TABLE_KIND__COUNT] = {[TABLE_LAYERS] = "table.layer",
		[TABLE_RESOURCES] = "table.resource",
		[TABLE_REQUIREMENTS] = "table.requirement"};
	struct html *h = page->html;

	html_open(h, "thead");
	html_open(h, "tr");
	piece_column_head(page, page_say(page, row_words[table->kind]));
	if (table->column_count == 0) {
		piece_column_head(page, page_say(page, "table.owner"));
		piece_column_head(page, page_say(page, "table.runner"));
	}
	for (size_t c = 0; c < table->column_count; c++) {
		html_open(h, "th");
		html_attr(h, "scope", "col");
		piece_plain(page, &table->columns[c].name);
		write_footnote_marks(page, table, table->columns[c].marks);
		html_close(h, "th");
	}
	html_close(h, "tr");
	html_close(h, "thead");
}

static void
write_body(struct page *page, const struct table *table)
{
	struct html *h = page->html;
	size_t *next = arena_array(page->arena, table->column_count + 2, sizeof(*next));

	html_open(h, "tbody");
	for (size_t r = 0; r < table->row_count; r++) {
		const struct row_group *group = table->rows[r].group;

		if (group != NULL && group->first_row == r) {
			if (r > 0) {
				html_close(h, "tbody");
				html_open(h, "tbody");
			}
			write_group(page, table, group);
		} else if (r > 0 && group == NULL && table->rows[r - 1].group != NULL) {
			html_close(h, "tbody");
			html_open(h, "tbody");
			html_attr(h, "class", "after-group");
		}
		write_row(page, table, r, next);
	}
	html_close(h, "tbody");
}

/* -- around a table
 * ---------------------------------------------------------------------------------- */

static void
write_footnotes(struct page *page, const struct table *table)
{
	struct html *h = page->html;

	if (table->footnote_count == 0)
		return;
	html_open(h, "ol");
	html_attr(h, "class", "footnotes");
	for (size_t i = 0; i < table->footnote_count; i++) {
		html_open(h, "li");
		html_attr(h, "id",
			arena_printf(page->arena, "%s-note-%zu", table_anchor(page, table),
				table->footnotes[i].number));
		piece_texts(page, &table->footnotes[i].text);
		html_close(h, "li");
	}
	html_close(h, "ol");
}

/* The notes on the table, then those on rows and columns, each below what it is about. */
static void
write_table_notes(struct page *page, const struct table *table)
{
	struct html *h = page->html;

	piece_notes(page, &table->notes);
	for (size_t r = 0; r < table->row_count; r++) {
		if (table->rows[r].notes.count == 0)
			continue;
		html_open(h, "div");
		html_attr(h, "class", "about-row");
		html_attr(h, "id", arena_printf(page->arena, "note-%s", table->rows[r].id));
		piece_element(page, "h3", NULL, &table->rows[r].name);
		piece_notes(page, &table->rows[r].notes);
		html_close(h, "div");
	}
	for (size_t c = 0; c < table->column_count; c++)
		if (table->columns[c].notes.count > 0) {
			piece_element(page, "h3", NULL, &table->columns[c].name);
			piece_notes(page, &table->columns[c].notes);
		}
}

static void
write_table(struct page *page, const struct table *table)
{
	struct html *h = page->html;
	bool wide = table->column_count > 2;

	html_open(h, "section");
	html_open(h, "h2");
	html_attr(h, "id", table_anchor(page, table));
	if (table->number != NULL) {
		piece_number(page, table->number);
	}
	piece_plain(page, &table->title);
	write_footnote_marks(page, table, table->marks);
	html_close(h, "h2");
	piece_element(page, "p", NULL, &table->statement);
	if (table->row_count > 0 && figure_has_several(page))
		piece_picture(page, &(struct picture){.kind = DIAGRAM_STACK, .table = table});
	html_open(h, "div");
	html_attr(h, "class", wide ? "scroll" : "table");
	if (wide) { /* keyboards must be able to scroll it */
		html_attr(h, "tabindex", "0");
		html_attr(h, "role", "region");
		html_attr(h, "aria-label", texts_value(&table->title, page->lang));
	}
	html_open(h, "table");
	html_attr(h, "class", table->column_count == 0 ? "boundary" : "boundary by-column");
	html_open(h, "caption");
	piece_plain(page, &table->title);
	html_close(h, "caption");
	write_head(page, table);
	write_body(page, table);
	html_close(h, "table");
	html_close(h, "div");
	write_footnotes(page, table);
	write_table_notes(page, table);
	html_close(h, "section");
}

static void
write_parties(struct page *page)
{
	struct html *h = page->html;

	html_open(h, "section");
	piece_heading(page, "h2", "page-parties", page_say(page, "boundary.parties"));
	html_open(h, "dl");
	html_attr(h, "class", "party-list");
	for (size_t i = 0; i < page->matrix->party_count; i++) {
		const struct party *party = &page->matrix->parties[i];

		html_open(h, "div");
		html_open(h, "dt");
		piece_party(page, party, &party->name);
		piece_party_kind(page, party);
		html_close(h, "dt");
		html_open(h, "dd");
		piece_texts(page, &party->description);
		piece_notes(page, &party->notes);
		html_close(h, "dd");
		html_close(h, "div");
	}
	html_close(h, "dl");
	html_close(h, "section");
}

void
page_boundary(struct page *page)
{
	struct html *h = page->html;

	page_begin(page, page_say(page, "boundary.title"),
		page_say_with(page, "boundary.description", "service",
			texts_value(&page->matrix->service_name, page->lang)));
	piece_heading(page, "h1", NULL, page_say(page, "boundary.title"));
	html_simple(h, "p", "summary", page_say(page, "boundary.intro"));
	if (!figure_has_several(page)) /* else each stands with its table */
		piece_pictures(page, &(struct picture){.kind = DIAGRAM_STACK});
	for (size_t i = 0; i < page->matrix->table_count; i++)
		write_table(page, &page->matrix->tables[i]);
	write_parties(page);
	page_end(page);
}
