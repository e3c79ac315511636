/* security.txt (RFC 9116): the addresses of the documents' contacts for security, each once. Others
 * are not for that, and whoever found a weakness would wait for an answer. */
#include <string.h>
#include <time.h>

#include "writing.h"

enum { EXPIRES_MONTHS = 7 };

/* Whether the contact stands before that one too. */
static bool
was_written(const struct model *model, size_t service, size_t contact, const char *value)
{
	for (size_t i = 0; i <= service; i++) {
		const struct matrix *m = model->services[i].current;
		size_t n = i < service ? m->contact_count : contact;

		for (size_t j = 0; j < n; j++)
			if (contact_is_security(&m->contacts[j]) &&
				strcmp(m->contacts[j].value, value) == 0)
				return true;
	}
	return false;
}

static void
write_contacts(struct page *page, size_t service)
{
	const struct matrix *m = page->model->services[service].current;

	for (size_t i = 0; i < m->contact_count; i++) {
		const struct contact *c = &m->contacts[i];

		if (contact_is_security(c) && !was_written(page->model, service, i, c->value))
			buf_printf(page->out, "Contact: %s%s\n", contact_scheme(c), c->value);
	}
}

/* The beginning of a month, so that copies made within one month are the same; less than a year
 * ahead, as RFC 9116 advises. */
static void
write_expires(struct page *page)
{
	time_t now = time(NULL);
	struct tm t;
	int month;

	gmtime_r(&now, &t);
	month = t.tm_mon + EXPIRES_MONTHS;
	buf_printf(page->out, "Expires: %04d-%02d-01T00:00:00Z\n", t.tm_year + 1900 + month / 12,
		month % 12 + 1);
}

/* Whether an earlier service, or language of it, has the tag. */
static bool
was_listed(const struct model *model, size_t service, size_t language, const char *tag)
{
	for (size_t i = 0; i <= service; i++) {
		const struct matrix *m = model->services[i].current;
		size_t n = i < service ? m->language_count : language;

		for (size_t j = 0; j < n; j++)
			if (strcasecmp(m->languages[j].tag, tag) == 0)
				return true;
	}
	return false;
}

static void
write_preferred(struct page *page)
{
	const char *before = "Preferred-Languages: ";

	for (size_t i = 0; i < page->model->service_count; i++) {
		const struct matrix *m = page->model->services[i].current;

		for (size_t j = 0; j < m->language_count; j++)
			if (!was_listed(page->model, i, j, m->languages[j].tag)) {
				buf_printf(page->out, "%s%s", before, m->languages[j].tag);
				before = ", ";
			}
	}
	buf_char(page->out, '\n');
}

void
page_security(struct page *page)
{
	if (!model_has_security_contact(page->model)) {
		page->http_status = 404;
		buf_str(page->out,
			"No document here gives the address of a contact for security.\n");
		return;
	}
	for (size_t i = 0; i < page->model->service_count; i++)
		write_contacts(page, i);
	write_expires(page);
	write_preferred(page);
	if (strncmp(page->base_url, "https://", 8) == 0)
		buf_printf(page->out, "Canonical: %s/.well-known/security.txt\n", page->base_url);
}
