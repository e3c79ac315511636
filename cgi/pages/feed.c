/* /S/feed.atom and /S/L/parties/P/feed.atom: Atom feeds (RFC 4287) with an entry for each edition,
 * the newest first; a party's tells what concerns it, and what it must act on. Ids are
 * version-5 UUIDs (RFC 9562) of the service and the edition's number, so they stay whatever address
 * the site has. */
#include <string.h>

#include "base/own.h"
#include "base/uuid.h"
#include "compare/diff.h"
#include "concerned.h"
#include "writing.h"

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
add_link(struct page *page, const char *rel, const char *type, const char *lang,
	const struct link *link)
{
	buf_printf(page->out, "<link rel=\"%s\" type=\"%s\"", rel, type);
	if (lang != NULL)
		buf_printf(page->out, " hreflang=\"%s\"", lang);
	buf_str(page->out, " href=\"");
	html_text(page->html, page->base_url);
	html_text(page->html, link_string(page->arena, link));
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
		return page_say(page, "feed.first");
	diff_matrices(&diff, before, matrix, page->arena);
	return page_say_with(page, "feed.summary", "a",
		arena_printf(page->arena, "%u", before->edition), "changes",
		page_say_count(page, diff_count(&diff, page->lang), "change"));
}

/* -- entries ------------------------------------------------------------------------------- */

/* What an entry tells of an edition, in words. before NULL: it is the first one. */
typedef void
tell_fn(struct page *, const struct matrix *before, const struct matrix *after);

static void
tell_edition(struct page *page, const struct matrix *before, const struct matrix *after)
{
	add_element(page, "summary", summary(page, before, after));
}

/* A line for each change that concerns the party. */
static void
add_concerns(struct page *page, const struct diff *diff, const struct party *party)
{
	OWN(buf_fini) struct buf lines = {0};

	for (size_t i = 0; i < diff->count; i++) {
		const struct change *c = &diff->v[i];
		struct concerns all = change_concerns(diff, c, page->arena);
		const struct concern *own = concern_of(&all, party->id);
		const struct control *control =
			c->thing == THING_CONTROL ? matrix_control(diff->after, c->id) : NULL;
		const struct texts *name =
			control != NULL ? control_title(page->model, diff->after, control)
					: c->name;

		if (own == NULL || !diff_concerns(diff, c, page->lang))
			continue;
		buf_printf(&lines, "%s%s%s%s: %s\n",
			page_say_name(page, "place", change_thing_name(c->thing)),
			c->thing == THING_CONTROL ? " " : "",
			c->thing == THING_CONTROL ? c->id : "",
			name != NULL
				? arena_printf(page->arena, " %s", texts_value(name, page->lang))
				: "",
			concerned_words(page, own));
	}
	if (lines.len > 0)
		add_element(page, "content", buf_cstr(&lines));
}

static void
tell_party(struct page *page, const struct matrix *before, const struct matrix *after)
{
	const struct party *party = page->target->party;
	const char *name = texts_value(&party->name, page->lang);
	struct concerned n;
	struct diff diff;

	if (before == NULL) {
		add_element(page, "summary", page_say_with(page, "concern.first", "party", name));
		return;
	}
	diff_matrices(&diff, before, after, page->arena);
	n = concerned_count(page, &diff, party->id);
	if (n.changes == 0) {
		add_element(page, "summary", page_say_with(page, "concern.none", "party", name));
		return;
	}
	add_element(page, "summary",
		page_say_with(page, "concern.summary", "a",
			arena_printf(page->arena, "%u", before->edition), "b",
			arena_printf(page->arena, "%u", after->edition), "changes",
			page_say_count(page, n.changes, "change"), "party", name, "n",
			arena_printf(page->arena, "%zu", n.act)));
	add_concerns(page, &diff, party);
}

/* Ids of a party's feed are of the party too. */
static const char *
entry_id(const struct page *page, const struct matrix *matrix)
{
	const struct party *party = page->target->party;

	if (party == NULL)
		return arena_printf(
			page->arena, "%s/editions/%u", page->service->id, matrix->edition);
	return arena_printf(page->arena, "%s/parties/%s/%s/editions/%u", page->service->id,
		party->id, page->lang, matrix->edition);
}

static void
add_entry(
	struct page *page, const struct matrix *before, const struct matrix *matrix, tell_fn *tell)
{
	struct link link = {
		.to = ROUTE_CHANGES, .service = page->service->id, .edition = matrix->edition};

	buf_str(page->out, "<entry>\n");
	add_element(page, "id",
		arena_printf(page->arena, "urn:uuid:%s", uuid(page, entry_id(page, matrix))));
	add_element(page, "title",
		arena_printf(page->arena, "%s %s", texts_value(&matrix->title, page->lang),
			page_say_with(page, "edition.number", "n",
				arena_printf(page->arena, "%u", matrix->edition))));
	add_updated(page, matrix);
	for (size_t i = 0; i < matrix->language_count; i++) {
		link.lang = matrix->languages[i].tag;
		add_link(page, "alternate", "text/html", link.lang, &link);
	}
	tell(page, before, matrix);
	buf_str(page->out, "</entry>\n");
}

static void
write_feed(struct page *page, const char *id, const char *title, struct link self, tell_fn *tell)
{
	const struct service *service = page->service;
	const struct matrix *current = service->current,
			    *newest = service->editions[service->edition_count - 1];
	struct link link = {.to = ROUTE_CHANGES, .service = service->id, .lang = page->lang};

	buf_printf(page->out,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"%s\">\n",
		page->lang);
	add_element(page, "id", arena_printf(page->arena, "urn:uuid:%s", uuid(page, id)));
	add_element(page, "title", title);
	add_updated(page, newest);
	add_link(page, "self", "application/atom+xml", NULL, &self);
	add_link(page, "alternate", "text/html", page->lang, &link);
	buf_str(page->out, "<author><name>");
	html_text(page->html, texts_value(&current->publisher->name, page->lang));
	buf_str(page->out, "</name></author>\n");
	for (size_t i = service->edition_count; i-- > 0;)
		add_entry(
			page, i > 0 ? service->editions[i - 1] : NULL, service->editions[i], tell);
	buf_str(page->out, "</feed>\n");
}

static const char *
feed_title(const struct page *page)
{
	const struct matrix *current = page->service->current;

	return page_say_with(page, "feed.title", "service",
		texts_value(&current->service_name, page->lang), "title",
		texts_value(&current->title, page->lang));
}

void
page_feed(struct page *page)
{
	const struct service *service = page->service;

	page->lang = service->current->original;
	write_feed(page, service->id, feed_title(page),
		(struct link){.to = ROUTE_FEED, .service = service->id}, tell_edition);
}

void
page_party_feed(struct page *page)
{
	const struct party *party = page->target->party;
	const char *service = page->service->id;

	write_feed(page,
		arena_printf(page->arena, "%s/parties/%s/%s", service, party->id, page->lang),
		arena_printf(page->arena, "%s%s%s", texts_value(&party->name, page->lang),
			page_say(page, "cell.colon"), feed_title(page)),
		(struct link){.to = ROUTE_PARTY_FEED,
			.service = service,
			.lang = page->lang,
			.party = party->id},
		tell_party);
}
