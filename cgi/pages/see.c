#include "see.h"

#include "writing.h"

static void
write_see_clause(struct page *page, const char *number)
{
	const struct control *control = matrix_control(page->matrix, number);
	struct link link;

	if (control == NULL) {
		html_text(page->html, number);
		return;
	}
	link = control_link(page, control);
	piece_open_link(page, &link);
	piece_number(page, control->clause);
	piece_plain(page, control_title(page->model, page->matrix, control));
	html_close(page->html, "a");
}

static void
write_see_table(struct page *page, const char *id)
{
	const struct table *table = matrix_table(page->matrix, id);
	struct link link = page_link(page, ROUTE_BOUNDARY);

	if (table == NULL)
		return;
	link.anchor = table_anchor(page, table);
	piece_open_link(page, &link);
	piece_plain(page, &table->title);
	html_close(page->html, "a");
}

static void
write_see_row(struct page *page, const char *id)
{
	const struct row *row = matrix_row(page->matrix, id);
	struct link link = page_link(page, ROUTE_BOUNDARY);

	if (row == NULL)
		return;
	link.anchor = row->id;
	piece_open_link(page, &link);
	piece_plain(page, &row->name);
	html_close(page->html, "a");
	if (row->group == NULL)
		return;
	html_lit(page->html, " ");
	piece_element(page, "small", "where", &row->group->name);
}

static void
write_see_reference(struct page *page, const char *id)
{
	const struct reference *reference = matrix_reference(page->matrix, id);

	piece_reference(page, reference, NULL);
	if (reference->href == NULL) {
		html_lit(page->html, " ");
		html_simple(page->html, "small", NULL, page_say(page, "reference.unlinked"));
	}
}

static void
write_see_contact(struct page *page, const char *id)
{
	const struct contact *contact = matrix_contact(page->matrix, id);

	piece_contact(page, contact, contact->kind == CONTACT_EMAIL ? contact->value : NULL);
	if (contact->purpose.count > 0) {
		html_lit(page->html, " ");
		piece_element(page, "small", NULL, &contact->purpose);
	}
}

static void (*const writers[SEE__COUNT])(struct page *, const char *target) = {
	[SEE_REFERENCE] = write_see_reference,
	[SEE_CONTACT] = write_see_contact,
	[SEE_TABLE] = write_see_table,
	[SEE_ROW] = write_see_row,
	[SEE_CLAUSE] = write_see_clause,
};

static const struct fact *
find_fact(const struct page *page, const struct see *see)
{
	const struct control *control =
		see->kind == SEE_CLAUSE ? matrix_control(page->matrix, see->target) : NULL;
	const struct row *row = see->kind == SEE_ROW ? matrix_row(page->matrix, see->target) : NULL;

	if (see->fact == NULL)
		return NULL;
	if (control != NULL)
		return fact_find(control->facts, control->fact_count, see->fact);
	return row != NULL ? fact_find(row->facts, row->fact_count, see->fact) : NULL;
}

void
piece_see(struct page *page, const struct see *see)
{
	const struct fact *fact = find_fact(page, see);

	writers[see->kind](page, see->target);
	if (fact == NULL)
		return;
	html_text(page->html, page_say(page, "separator"));
	piece_plain(page, &fact->name);
	html_text(page->html, page_say(page, "cell.colon"));
	html_open(page->html, "strong");
	piece_fact(page, fact);
	html_close(page->html, "strong");
}
