/* /S/L/suppliers/P: what a supplier's own document says of what is here, row by row and clause by
 * clause. All that it says is quoted, so that nobody takes it for ours; its parties have the names
 * that they have here. */
#include "supplier.h"

#include <string.h>

#include "figure.h"
#include "writing.h"

/* -- their words ----------------------------------------------------------------------------- */

static const char *
with_edition(struct page *page, const char *id, const struct party *supplier)
{
	return page_say_with(page, id, "party", texts_value(party_short(supplier), page->lang),
		"edition", arena_printf(page->arena, "%u", supplier->published->matrix->edition));
}

static const char *
of_supplier(struct page *page, const char *id, const struct party *supplier)
{
	return page_say_with(page, id, "party", texts_value(party_short(supplier), page->lang));
}

/* A party of the matrix in its colour; a guest, who has no page here, by name. */
static void
write_whom(struct page *page, const struct party *party)
{
	if (party->index < page->matrix->party_count)
		piece_party(page, party, party_short(party));
	else
		piece_plain(page, &party->name);
}

static void
write_their_parts(struct page *page, const struct publication *published, const struct parts *parts)
{
	struct html *h = page->html;

	piece_shared(page, parts);
	html_open(h, "ul");
	html_attr(h, "class", "parts");
	for (unsigned i = 0; i < parts->count; i++) {
		html_open(h, "li");
		html_simple(h, "span", "does",
			page_say_name(page, "boundary", does_name(parts->v[i].does)));
		html_lit(h, " ");
		write_whom(page, published->whom[parts->v[i].party->index]);
		if (parts->v[i].text.count > 0) {
			html_text(h, page_say(page, "cell.colon"));
			piece_plain(page, &parts->v[i].text);
		}
		html_close(h, "li");
	}
	html_close(h, "ul");
}

static void
write_their_cell(struct page *page, const struct publication *published, const struct cell *cell)
{
	if (cell->kind == CELL_PARTS) {
		write_their_parts(page, published, &cell->parts);
		return;
	}
	html_open(page->html, "p");
	html_simple(page->html, "span", "none",
		page_say(page, cell->kind == CELL_UNSPECIFIED ? "cell.unspecified"
							      : "cell.not-applicable"));
	if (cell->reason.count > 0) {
		html_text(page->html, page_say(page, "cell.colon"));
		piece_plain(page, &cell->reason);
	}
	html_close(page->html, "p");
}

static void
write_their_row(
	struct page *page, const struct publication *published, const struct opening *opening)
{
	const struct row *row = opening_row(published, opening);
	const struct table *table = matrix_table_of(published->matrix, row);
	struct html *h = page->html;

	html_open(h, "p");
	html_attr(h, "class", "their-name");
	piece_plain(page, &row->name);
	html_close(h, "p");
	if (row->detail.count > 0) {
		html_open(h, "p");
		html_attr(h, "class", "detail");
		piece_plain(page, &row->detail);
		html_close(h, "p");
	}
	for (size_t c = 0; c < table_cell_count(table); c++) {
		if (!opening_has_column(published, opening, row, c))
			continue;
		if (c < table->column_count) {
			html_open(h, "p");
			piece_plain(page, &table->columns[c].name);
			html_text(h, page_say(page, "cell.colon"));
			html_close(h, "p");
		}
		write_their_cell(page, published, &row->cells[c]);
	}
}

/* The party here that is the document's customer; NULL: it speaks of none. */
static const struct party *
their_customer(const struct publication *p)
{
	for (size_t i = 0; i < p->matrix->party_count; i++)
		if (p->matrix->parties[i].kind == PARTY_CUSTOMER)
			return p->whom[i];
	return NULL;
}

/* As pages show a status, but with whom their document means: its customer is another than ours. */
static void
write_their_status(
	struct page *page, const struct publication *published, enum control_status status)
{
	static const char *const ids[CONTROL_STATUS__COUNT] = {
		[CONTROL_SHARED] = "supplier.shared", [CONTROL_CUSTOMER] = "supplier.customer"};
	const struct party *us = their_customer(published);

	if (us == NULL || ids[status] == NULL)
		piece_status(page, status);
	else
		piece_status_as(page, status,
			page_say_with(
				page, ids[status], "us", texts_value(party_short(us), page->lang)));
}

static void
write_their_control(
	struct page *page, const struct publication *published, const struct control *control)
{
	const struct texts *title = control_own_title(control);
	const struct framework *framework =
		model_framework(page->model, published->matrix->control_framework);
	const struct clause *clause =
		framework != NULL ? framework_clause(framework, control->clause) : NULL;
	struct html *h = page->html;

	html_open(h, "p");
	html_attr(h, "class", "their-name");
	piece_number(page, control->clause);
	if (title->count > 0 || clause != NULL)
		piece_plain(page, title->count > 0 ? title : &clause->title);
	html_lit(h, " ");
	write_their_status(page, published, control->status);
	html_close(h, "p");
	html_open(h, "p");
	piece_plain(page, &control->statement);
	html_close(h, "p");
	if (control->parts.count > 0)
		write_their_parts(page, published, &control->parts);
}

static void
write_theirs(struct page *page, const struct publication *published, const struct opening *opening)
{
	if (opening_row(published, opening) != NULL)
		write_their_row(page, published, opening);
	else if (opening_control(published, opening) != NULL)
		write_their_control(page, published, opening_control(published, opening));
}

/* -- what leads to it ----------------------------------------------------------------------- */

static bool
opens(const struct opening *o, const struct row *row, const struct control *control)
{
	if (row != NULL)
		return o->row != NULL && strcmp(o->row, row->id) == 0;
	return control != NULL && o->clause != NULL &&
	       (strcmp(o->clause, control->clause) == 0 ||
		       strcmp(o->clause, control_token(control)) == 0);
}

static bool
is_opened(const struct publication *p, const struct row *row, const struct control *control)
{
	for (size_t i = 0; i < p->opening_count; i++)
		if (opens(&p->openings[i], row, control))
			return true;
	return false;
}

/* All that the document says of the row or control, as a quotation. */
static void
write_quoted(struct page *page, const struct party *supplier, const struct row *row,
	const struct control *control)
{
	const struct publication *p = supplier->published;
	struct html *h = page->html;

	html_open(h, "blockquote");
	html_attr(h, "class", "theirs");
	if (p->href != NULL)
		html_attr(h, "cite", p->href);
	for (size_t i = 0; i < p->opening_count; i++)
		if (opens(&p->openings[i], row, control))
			write_theirs(page, p, &p->openings[i]);
	html_close(h, "blockquote");
}

static struct link
supplier_link(const struct page *page, const struct party *supplier)
{
	struct link link = page_link(page, ROUTE_SUPPLIER);

	link.party = supplier->id;
	return link;
}

void
piece_to_supplier(struct page *page, const struct party *party)
{
	struct link link = supplier_link(page, party);

	if (!route_names(ROUTE_SUPPLIER, party))
		return;
	html_open(page->html, "p");
	piece_link(page, &link, with_edition(page, "supplier.says", party));
	html_close(page->html, "p");
}

void
piece_supplied(struct page *page, const struct row *row, const struct control *control)
{
	struct html *h = page->html;

	for (size_t i = 0; i < page->matrix->party_count; i++) {
		const struct party *party = &page->matrix->parties[i];

		if (!route_names(ROUTE_SUPPLIER, party) ||
			!is_opened(party->published, row, control))
			continue;
		html_open(h, "details");
		html_attr(h, "class", "supplied");
		html_simple(h, "summary", NULL, with_edition(page, "supplier.says", party));
		write_quoted(page, party, row, control);
		piece_to_supplier(page, party);
		html_close(h, "details");
	}
}

/* -- the page: ours beside theirs ------------------------------------------------------------- */

/* Who does what in a row of ours, each once. */
static void
write_ours(struct page *page, const struct table *table, const struct row *row)
{
	struct html *h = page->html;
	bool any = false;

	html_open(h, "p");
	html_text(h, page_say(page, "supplier.here"));
	for (int does = 0; does < DOES__COUNT; does++)
		for (size_t i = 0; i < page->matrix->party_count; i++) {
			const struct party *party = &page->matrix->parties[i];
			bool has = false;

			for (size_t c = 0; c < table_cell_count(table); c++)
				has |= parts_find(&row->cells[c].parts, party, does) != NULL;
			if (!has)
				continue;
			html_text(h, any ? page_say(page, "list.comma") : " ");
			html_text(h, page_say_name(page, "boundary", does_name((enum does)does)));
			html_lit(h, " ");
			write_whom(page, party);
			any = true;
		}
	html_close(h, "p");
}

static void
write_row(struct page *page, const struct table *table, const struct row *row)
{
	struct link link = page_link(page, ROUTE_BOUNDARY);
	struct html *h = page->html;

	link.anchor = row->id;
	html_open(h, "h3");
	html_attr(h, "id", arena_printf(page->arena, "row-%s", row->id));
	piece_open_link(page, &link);
	piece_plain(page, &row->name);
	html_close(h, "a");
	html_close(h, "h3");
	write_ours(page, table, row);
	html_simple(h, "p", NULL, of_supplier(page, "supplier.there", page->target->party));
	write_quoted(page, page->target->party, row, NULL);
}

static void
write_control(struct page *page, const struct control *control)
{
	struct link link = control_link(page, control);
	struct html *h = page->html;

	html_open(h, "h3");
	html_attr(h, "id", arena_printf(page->arena, "clause-%s", control_token(control)));
	piece_open_link(page, &link);
	piece_number(page, control->clause);
	piece_plain(page, control_title(page->model, page->matrix, control));
	html_close(h, "a");
	html_close(h, "h3");
	html_open(h, "p");
	html_text(h, page_say(page, "supplier.here"));
	html_lit(h, " ");
	piece_status(page, control->status);
	html_close(h, "p");
	html_simple(h, "p", NULL, of_supplier(page, "supplier.there", page->target->party));
	write_quoted(page, page->target->party, NULL, control);
}

static void
begin_section(struct page *page, bool *begun, const char *id, const char *words)
{
	if (*begun)
		return;
	html_open(page->html, "section");
	piece_heading(page, "h2", id, words);
	*begun = true;
}

static bool
write_rows(struct page *page)
{
	const struct publication *p = page->target->party->published;
	bool begun = false;

	for (size_t i = 0; i < page->matrix->table_count; i++)
		for (size_t r = 0; r < page->matrix->tables[i].row_count; r++) {
			const struct table *table = &page->matrix->tables[i];

			if (!is_opened(p, &table->rows[r], NULL))
				continue;
			begin_section(page, &begun, "rows", page_say(page, "supplier.rows"));
			write_row(page, table, &table->rows[r]);
		}
	if (begun)
		html_close(page->html, "section");
	return begun;
}

static bool
write_controls(struct page *page)
{
	const struct publication *p = page->target->party->published;
	bool begun = false;

	for (size_t i = 0; i < page->matrix->control_count; i++) {
		if (!is_opened(p, NULL, &page->matrix->controls[i]))
			continue;
		begin_section(page, &begun, "clauses", page_say(page, "supplier.clauses"));
		write_control(page, &page->matrix->controls[i]);
	}
	if (begun)
		html_close(page->html, "section");
	return begun;
}

/* -- what it leaves to its customers -------------------------------------------------------------
 */

/* Whether a party of this document other than the supplier answers. */
static const struct part *
left_in(const struct page *page, const struct parts *parts)
{
	const struct party *supplier = page->target->party;

	for (unsigned i = 0; i < parts->count; i++) {
		const struct party *whom = supplier->published->whom[parts->v[i].party->index];

		if (parts->v[i].does == DOES_ANSWERS && whom != supplier &&
			whom->index < page->matrix->party_count)
			return &parts->v[i];
	}
	return NULL;
}

/* Where it is taken up here: the first row or clause that leads to it. */
static void
write_taken(struct page *page, const struct row *theirs, const struct control *control)
{
	const struct publication *p = page->target->party->published;
	const struct opening *o = NULL;
	const struct row *row = NULL;
	const struct control *ours = NULL;

	for (size_t i = 0; o == NULL && i < p->opening_count; i++)
		if (theirs != NULL ? opening_row(p, &p->openings[i]) == theirs
				   : opening_control(p, &p->openings[i]) == control)
			o = &p->openings[i];
	if (o != NULL && o->row != NULL)
		row = matrix_row(page->matrix, o->row);
	else if (o != NULL)
		ours = matrix_control(page->matrix, o->clause);
	html_lit(page->html, " ");
	html_open(page->html, "small");
	html_text(page->html, row == NULL && ours == NULL
				      ? page_say(page, "supplier.nowhere")
				      : page_say_with(page, "supplier.taken", "where",
						row != NULL ? texts_value(&row->name, page->lang)
							    : ours->clause));
	html_close(page->html, "small");
}

static void
write_left_row(struct page *page, const struct table *table, const struct row *row)
{
	const struct part *part = NULL;

	for (size_t c = 0; part == NULL && c < table_cell_count(table); c++)
		part = left_in(page, &row->cells[c].parts);
	if (part == NULL)
		return;
	html_open(page->html, "li");
	piece_plain(page, &row->name);
	if (part->text.count > 0) {
		html_text(page->html, page_say(page, "cell.colon"));
		piece_plain(page, &part->text);
	}
	write_taken(page, row, NULL);
	html_close(page->html, "li");
}

static void
write_left_control(struct page *page, const struct control *control)
{
	const struct part *part = left_in(page, &control->parts);

	if (part == NULL)
		return;
	html_open(page->html, "li");
	piece_number(page, control->clause);
	piece_plain(page, part->text.count > 0 ? &part->text : &control->statement);
	write_taken(page, NULL, control);
	html_close(page->html, "li");
}

static bool
leaves_anything(const struct page *page)
{
	const struct matrix *theirs = page->target->party->published->matrix;

	for (size_t i = 0; i < theirs->table_count; i++)
		for (size_t r = 0; r < theirs->tables[i].row_count; r++)
			for (size_t c = 0; c < table_cell_count(&theirs->tables[i]); c++)
				if (left_in(page, &theirs->tables[i].rows[r].cells[c].parts) !=
					NULL)
					return true;
	for (size_t i = 0; i < theirs->control_count; i++)
		if (left_in(page, &theirs->controls[i].parts) != NULL)
			return true;
	return false;
}

static void
write_left(struct page *page)
{
	const struct party *supplier = page->target->party;
	const struct matrix *theirs = supplier->published->matrix;
	bool any = leaves_anything(page);
	struct html *h = page->html;

	html_open(h, "section");
	piece_heading(page, "h2", "left", of_supplier(page, "supplier.left", supplier));
	html_simple(h, "p", any ? NULL : "none",
		of_supplier(page, any ? "supplier.left-lead" : "supplier.left-none", supplier));
	if (any)
		html_open(h, "ul");
	for (size_t i = 0; any && i < theirs->table_count; i++)
		for (size_t r = 0; r < theirs->tables[i].row_count; r++)
			write_left_row(page, &theirs->tables[i], &theirs->tables[i].rows[r]);
	for (size_t i = 0; any && i < theirs->control_count; i++)
		write_left_control(page, &theirs->controls[i]);
	if (any)
		html_close(h, "ul");
	html_close(h, "section");
}

/* -- the page ------------------------------------------------------------------------------------
 */

static void
write_pair(struct page *page, const char *id)
{
	html_simple(page->html, "dt", NULL, page_say(page, id));
	html_open(page->html, "dd");
}

static void
write_source(struct page *page, const struct party *supplier)
{
	const struct publication *p = supplier->published;
	struct html *h = page->html;

	html_open(h, "dl");
	html_attr(h, "class", "source");
	write_pair(page, "supplier.source");
	html_text(h, page_say_with(page, "supplier.document", "title",
			     texts_shown_value(&p->matrix->title, page->matrix, page->lang),
			     "edition", arena_printf(page->arena, "%u", p->matrix->edition), "date",
			     page_say_date(page, p->matrix->date)));
	html_close(h, "dd");
	if (p->href != NULL) {
		write_pair(page, "supplier.address");
		html_open(h, "a");
		html_attr(h, "href", p->href);
		html_attr(h, "rel", "external");
		html_text(h, p->href);
		html_close(h, "a");
		html_close(h, "dd");
	}
	write_pair(page, "supplier.digest");
	html_simple(h, "code", NULL, p->matrix->digest_hex);
	html_close(h, "dd");
	html_close(h, "dl");
}

/* Whom the document calls its customer; nothing where it knows none. */
static void
write_customer(struct page *page, const struct publication *p)
{
	const struct party *us = their_customer(p);

	if (us != NULL)
		html_simple(page->html, "p", NULL,
			page_say_with(page, "supplier.who", "us",
				texts_value(party_short(us), page->lang)));
}

static void
write_crumbs(struct page *page, const char *title)
{
	struct link party = page_link(page, ROUTE_PARTY);

	party.party = page->target->party->id;
	crumbs_open(page);
	crumbs_add(page, &party, texts_value(&page->target->party->name, page->lang));
	crumbs_here(page);
	html_text(page->html, title);
	crumbs_close(page);
}

void
page_supplier(struct page *page)
{
	const struct party *supplier = page->target->party;
	const char *title = of_supplier(page, "supplier.title", supplier);
	const char *lead = of_supplier(page, "supplier.lead", supplier);
	bool any;

	page_begin(page, title, lead);
	write_crumbs(page, title);
	html_simple(page->html, "h1", NULL, title);
	html_simple(page->html, "p", "lead", lead);
	write_source(page, supplier);
	write_customer(page, supplier->published);
	any = write_rows(page);
	any |= write_controls(page);
	if (!any)
		html_simple(page->html, "p", "none", page_say(page, "supplier.nothing"));
	write_left(page);
	if (matrix_opened(page->matrix, supplier) != NULL)
		piece_picture(
			page, &(struct picture){
				      .kind = DIAGRAM_STACK, .open = supplier, .repeats = true});
	page_end(page);
}
