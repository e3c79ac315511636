/* JSON-LD (schema.org) in the head of the overview and of controls: what the document is, its
 * edition and publisher. */
#include "linked_data.h"

#include <string.h>

#include "base/own.h"
#include "writing.h"

/* A member of an object; in a script nothing is escaped but by JSON's own means. */
static void
add_member(struct buf *json, const char *name, const char *value)
{
	OWN(buf_fini) struct buf quoted = {0};

	if (value == NULL || value[0] == '\0')
		return;
	buf_json(&quoted, value);
	buf_printf(json, "%s\"%s\":", json->data[json->len - 1] == '{' ? "" : ",", name);
	for (const char *s = buf_cstr(&quoted); *s != '\0'; s++)
		if (*s == '<' || *s == '>' || *s == '&')
			buf_printf(json, "\\u%04x", (unsigned)*s);
		else
			buf_char(json, *s);
}

void
piece_linked_data(struct page *page, const char *title, const char *description)
{
	const struct matrix *matrix = page->matrix;
	struct link link = target_link(page->target);
	OWN(buf_fini) struct buf json = {0};
	struct html *h = page->html;

	if (page->target->route != ROUTE_OVERVIEW && page->target->route != ROUTE_CONTROL)
		return;
	buf_char(&json, '{');
	add_member(&json, "@context", "https://schema.org");
	add_member(&json, "@type", "TechArticle");
	add_member(&json, "headline", title);
	add_member(&json, "description", description);
	add_member(&json, "inLanguage", page->lang);
	add_member(&json, "datePublished", matrix->date);
	add_member(&json, "version", arena_printf(page->arena, "%u", matrix->edition));
	if (page->base_url[0] != '\0')
		add_member(&json, "url",
			arena_printf(page->arena, "%s%s", page->base_url,
				link_string(page->arena, &link)));
	buf_str(&json, ",\"publisher\":{");
	add_member(&json, "@type", "Organization");
	add_member(&json, "name", texts_value(&matrix->publisher->name, page->lang));
	add_member(&json, "url", matrix->publisher->href);
	buf_str(&json, "}}");
	html_open(h, "script");
	html_attr(h, "type", "application/ld+json");
	html_literal(h, buf_cstr(&json), json.len);
	html_close(h, "script");
}
