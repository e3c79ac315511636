/* /S/feed.atom: an Atom feed (RFC 4287) with an entry for each edition, the newest first. Ids are version-5
 * UUIDs (RFC 9562) of the service and the edition's number, so they stay whatever address the site has. */
#include <string.h>

#include "base/own.h"
#include "base/uuid.h"
#include "compare/diff.h"
#include "parts.h"

/* The namespace of the names that ids are made of. */
#define NAMESPACE "6e1f0d5a-8c27-4b0e-9a53-71c42de836b9"

static const char *
uuid(const struct page *page, const char *name)
{
	char *out = arena_alloc(page->arena, UUID_SIZE);

	uuid_v5(NAMESPACE, name, out);
	return out;
}

static void
add_element(struct page *page, const char *name, const char *words)
{
	buf_printf(page->out, "<%s>", name);
	html_text(page->html, words);
	buf_printf(page->out, "</%s>\n", name);
}

static void
add_link(struct page *page, const char *rel, const char *type, const char *lang, const struct link *link)
{
	buf_printf(page->out, "<link rel=\"%s\" type=\"%s\"", rel, type);
	if (lang != NULL)
		buf_printf(page->out, " hreflang=\"%s\"", lang);
	buf_str(page->out, " href=\"");
	html_text(page->html, page->base_url);
	html_text(page->html, url_string(page->arena, link));
	buf_str(page->out, "\"/>\n");
}

static void
add_updated(struct page *page, const struct matrix *matrix)
{
	add_element(page, "updated", arena_printf(page->arena, "%sT00:00:00Z", matrix->date));
}

static const char *
summary(struct page *page, const struct matrix *before, const struct matrix *matrix)
{
	struct diff diff;

	if (before == NULL)
		return say(page, "feed.first");
	diff_matrices(&diff, before, matrix, page->arena);
	return say_with(page, "feed.summary", "a", arena_printf(page->arena, "%u", before->edition),
		"changes", say_count(page, diff_count(&diff, page->lang), "change"));
}

static void
add_entry(struct page *page, const struct matrix *before, const struct matrix *matrix)
{
	struct link link = {.to = ROUTE_CHANGES, .service = page->service->id, .edition = matrix->edition};

	buf_str(page->out, "<entry>\n");
	add_element(page, "id",
		arena_printf(page->arena, "urn:uuid:%s",
			uuid(page, arena_printf(page->arena, "%s/editions/%u", page->service->id,
					   matrix->edition))));
	add_element(page, "title",
		arena_printf(page->arena, "%s %s", texts_value(&matrix->title, page->lang),
			say_with(page, "edition.number", "n",
				arena_printf(page->arena, "%u", matrix->edition))));
	add_updated(page, matrix);
	for (size_t i = 0; i < matrix->language_count; i++) {
		link.lang = matrix->languages[i].tag;
		add_link(page, "alternate", "text/html", link.lang, &link);
	}
	add_element(page, "summary", summary(page, before, matrix));
	buf_str(page->out, "</entry>\n");
}

void
page_feed(struct page *page)
{
	const struct service *service = page->service;
	const struct matrix *current = service->current,
			    *newest = service->editions[service->edition_count - 1];
	struct link link = {.to = ROUTE_FEED, .service = service->id};

	page->lang = current->original;
	buf_printf(page->out,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"%s\">\n",
		page->lang);
	add_element(page, "id", arena_printf(page->arena, "urn:uuid:%s", uuid(page, service->id)));
	add_element(page, "title",
		say_with(page, "feed.title", "service", texts_value(&current->service_name, page->lang),
			"title", texts_value(&current->title, page->lang)));
	add_updated(page, newest);
	add_link(page, "self", "application/atom+xml", NULL, &link);
	link = (struct link){.to = ROUTE_CHANGES, .service = service->id, .lang = page->lang};
	add_link(page, "alternate", "text/html", page->lang, &link);
	buf_str(page->out, "<author><name>");
	html_text(page->html, texts_value(&current->publisher->name, page->lang));
	buf_str(page->out, "</name></author>\n");
	for (size_t i = service->edition_count; i-- > 0;)
		add_entry(page, i > 0 ? service->editions[i - 1] : NULL, service->editions[i]);
	buf_str(page->out, "</feed>\n");
}
