#include "links.h"

#include <string.h>

#include "prose.h"
#include "wording.h"

struct link
page_link(const struct page *page, enum route_id to)
{
	return (struct link){.to = to,
		.service = page->service != NULL ? page->service->id : NULL,
		.edition = page->target->edition,
		.lang = page->lang,
		.plan = page->target->plan != NULL ? page->target->plan->key : NULL,
		.option = page->target->option != NULL ? page->target->option->key : NULL};
}

bool
page_offers(const struct page *page, enum route_id to)
{
	return route_available(to, page->matrix) && offer_has(page->offer, to, NULL);
}

bool
page_offers_data(const struct page *page, const struct export_format *format)
{
	return export_format_fits(format, page->matrix) && offer_has_data(page->offer, format);
}

struct link
nav_link(const struct page *page, enum route_id to)
{
	struct link link = page_link(page, to);

	if (to == ROUTE_PARTY)
		link.party = matrix_first_customer(page->matrix)->id;
	return link;
}

const char *
page_url(const struct page *page, const struct link *link)
{
	return arena_printf(page->arena, "%s%s", page->mount, link_string(page->arena, link));
}

void
piece_open_link(struct page *page, const struct link *link)
{
	html_open(page->html, "a");
	html_attr(page->html, "href", page_url(page, link));
}

void
piece_link(struct page *page, const struct link *link, const char *words)
{
	piece_open_link(page, link);
	html_text(page->html, words);
	html_close(page->html, "a");
}

struct link
control_link(const struct page *page, const struct control *control)
{
	struct link link = page_link(page, ROUTE_CONTROL);

	link.clause = control_token(control);
	return link;
}

const char *
clause_anchor(const struct page *page, const char *framework, const char *number)
{
	const struct framework *known = model_framework(page->model, framework);
	const struct clause *clause = known != NULL ? framework_clause(known, number) : NULL;

	return arena_printf(
		page->arena, "%s-%s", framework, clause != NULL ? clause->token : number);
}

/* Whether the page of the mapping lists the framework's clauses. */
static bool
is_mapped(const struct matrix *matrix, const char *framework)
{
	for (size_t i = 0; i < matrix->uses_count; i++)
		if (matrix->uses[i].role == USES_MAPPED &&
			strcmp(matrix->uses[i].framework, framework) == 0)
			return matrix->control_count > 0;
	return false;
}

void
piece_clause(struct page *page, const char *framework, const char *number)
{
	const char *primary = page->matrix->control_framework;
	const struct control *control = NULL;
	struct link link;

	if (primary != NULL && (framework == NULL || strcmp(framework, primary) == 0))
		control = matrix_control(page->matrix, number);
	if (control != NULL) {
		link = control_link(page, control);
	} else if (framework != NULL && is_mapped(page->matrix, framework)) {
		link = page_link(page, ROUTE_MAPPING);
		link.anchor = clause_anchor(page, framework, number);
	} else {
		html_text(page->html, number);
		return;
	}
	piece_link(page, &link, number);
}

/* Rows are named apart over all tables, but a table may be called as a row is. */
static bool
is_row(const struct matrix *matrix, const char *id)
{
	for (size_t i = 0; i < matrix->table_count; i++)
		for (size_t j = 0; j < matrix->tables[i].row_count; j++)
			if (strcmp(matrix->tables[i].rows[j].id, id) == 0)
				return true;
	return false;
}

const char *
table_anchor(const struct page *page, const struct table *table)
{
	return is_row(page->matrix, table->id) ? arena_printf(page->arena, "table-%s", table->id)
					       : table->id;
}

void
piece_to_row_note(struct page *page, const struct row *row)
{
	struct link link = page_link(page, ROUTE_BOUNDARY);

	if (row->notes.count == 0)
		return;
	link.anchor = arena_printf(page->arena, "note-%s", row->id);
	html_lit(page->html, " ");
	piece_open_link(page, &link);
	html_attr(page->html, "class", "to-note");
	html_text(page->html, page_say(page, "row.note"));
	html_close(page->html, "a");
}

/* Words that name something without an address. */
static void
write_unlinked(struct page *page, const char *words, const struct texts *texts, const char *why_id)
{
	html_open(page->html, "span");
	html_attr(page->html, "class", "unlinked");
	html_attr(page->html, "title", page_say(page, why_id));
	if (words != NULL)
		html_text(page->html, words);
	else
		piece_plain(page, texts);
	html_close(page->html, "span");
}

static void
write_external(struct page *page, const char *scheme, const char *address, const char *words,
	const struct texts *texts)
{
	html_open(page->html, "a");
	html_attr(page->html, "href", arena_printf(page->arena, "%s%s", scheme, address));
	if (scheme[0] == '\0')
		html_attr(page->html, "rel", "external");
	if (words != NULL)
		html_text(page->html, words);
	else
		piece_plain(page, texts);
	html_close(page->html, "a");
}

void
piece_reference(struct page *page, const struct reference *reference, const char *words)
{
	if (reference->href != NULL)
		write_external(page, "", reference->href, words, &reference->title);
	else
		write_unlinked(page, words, &reference->title, "reference.unlinked");
}

void
piece_contact(struct page *page, const struct contact *contact, const char *words)
{
	const char *scheme = contact_scheme(contact);

	if (scheme != NULL)
		write_external(page, scheme, contact->value, words, &contact->name);
	else
		write_unlinked(page, words, &contact->name, "contact.unlinked");
}
