#include "lead.h"

#include <string.h>

#include "address/data_file.h"
#include "export/export.h"
#include "writing.h"
#include "search_form.h"
#include "standards.h"

/* So many contacts stand here; the page about the document has all. */
enum { CONTACTS_MOST = 3 };

/* name: of the row's message, and of its class. */
static void
open_row(struct page *page, const char *name)
{
	html_open(page->html, "div");
	html_attr(page->html, "class", name);
	html_simple(page->html, "dt", NULL, page_say_name(page, "lead", name));
}

static void
close_row(struct page *page)
{
	html_close(page->html, "div");
}

static void
write_edition(struct page *page)
{
	struct html *h = page->html;

	open_row(page, "edition");
	html_open(h, "dd");
	piece_stand(page, page->matrix, false);
	html_close(h, "dd");
	close_row(page);
}

/* "valid until 31 March 2027", or that the document tells neither number nor date. */
static const char *
certificate_words(const struct page *page, const struct certification *c)
{
	if (c->expires != NULL)
		return page_say_with(page, "lead.expires", "date", page_say_date(page, c->expires));
	return c->number != NULL
		       ? page_say_with(page, "lead.certificate-number", "number", c->number)
		       : page_say(page, "lead.certificate-unstated");
}

static void
write_certifications(struct page *page)
{
	const struct matrix *matrix = page->matrix;
	struct link about = page_link(page, ROUTE_ABOUT);
	struct html *h = page->html;

	if (matrix->certification_count == 0)
		return;
	about.anchor = "standards";
	open_row(page, "certification");
	for (size_t i = 0; i < matrix->certification_count; i++) {
		html_open(h, "dd");
		piece_open_link(page, &about);
		piece_plain(page, &matrix->certifications[i].name);
		html_close(h, "a");
		html_text(h, page_say(page, "cell.colon"));
		html_text(h, certificate_words(page, &matrix->certifications[i]));
		html_close(h, "dd");
	}
	close_row(page);
}

/* Where the standard that the document follows is no longer current. */
static void
write_standard(struct page *page)
{
	const struct matrix *matrix = page->matrix;
	const char *words = NULL;
	struct html *h = page->html;

	if (matrix->control_count > 0)
		words = standards_withdrawn(
			page, model_framework(page->model, matrix->control_framework));
	if (words == NULL)
		return;
	open_row(page, "standard");
	html_open(h, "dd");
	html_text(h, words);
	html_lit(h, " ");
	html_open(h, "a");
	html_attr(h, "href", "#standards");
	html_text(h, page_say(page, "lead.extent"));
	html_close(h, "a");
	html_close(h, "dd");
	close_row(page);
}

static void
write_contact(struct page *page, const struct contact *contact)
{
	struct html *h = page->html;

	html_open(h, "dd");
	piece_contact(page, contact, contact->kind == CONTACT_EMAIL ? contact->value : NULL);
	if (contact->purpose.count > 0) {
		html_lit(h, " ");
		piece_element(page, "small", NULL, &contact->purpose);
	}
	html_close(h, "dd");
}

static void
write_contacts(struct page *page)
{
	const struct matrix *matrix = page->matrix;

	if (matrix->contact_count == 0)
		return;
	open_row(page, "contacts");
	for (size_t i = 0; i < matrix->contact_count && i < CONTACTS_MOST; i++)
		write_contact(page, &matrix->contacts[i]);
	close_row(page);
}

static void
write_file(struct page *page, const struct link *link, const char *type, const char *words)
{
	struct html *h = page->html;

	piece_open_link(page, link);
	html_attr(h, "type", type);
	html_text(h, words);
	html_close(h, "a");
}

/* The whole as one file, to be kept and to be worked with. */
static void
write_files(struct page *page)
{
	const struct export_format *workbook = export_format_find("xlsx");
	struct link paper = page_link(page, ROUTE_DOCUMENT),
		    data = page_link(page, ROUTE_DATA_FILE);
	bool has_paper = offer_has(page->offer, ROUTE_DOCUMENT, NULL),
	     has_workbook = page_offers_data(page, workbook);
	struct html *h = page->html;

	if (!has_paper && !has_workbook)
		return;
	open_row(page, "files");
	html_open(h, "dd");
	if (has_paper)
		write_file(page, &paper, "application/pdf", page_say(page, "paper.link"));
	if (has_paper && has_workbook)
		html_text(h, page_say(page, "separator"));
	data_file_link(&data, workbook);
	if (has_workbook)
		write_file(page, &data, workbook->type, page_say(page, "lead.workbook"));
	html_close(h, "dd");
	close_row(page);
}

void
piece_lead(struct page *page)
{
	struct html *h = page->html;

	html_open(h, "div");
	html_attr(h, "class", "lead");
	piece_heading(page, "h1", NULL,
		page_say_with(page, "overview.title", "service",
			texts_value(&page->matrix->service_name, page->lang)));
	piece_search(page, "");
	piece_element(page, "p", "summary", &page->matrix->summary);
	html_open(h, "dl");
	html_attr(h, "class", "stands");
	write_edition(page);
	write_files(page);
	write_certifications(page);
	write_standard(page);
	write_contacts(page);
	html_close(h, "dl");
	html_close(h, "div");
}
