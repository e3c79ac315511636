#include "concerned.h"

#include "base/own.h"

struct concerned
concerned_count(const struct page *page, const struct diff *diff, const char *party)
{
	struct concerned n = {0};

	for (size_t i = 0; i < diff->count; i++) {
		struct concerns all = change_concerns(diff, &diff->v[i], page->arena);
		const struct concern *own = concern_of(&all, party);

		if (own == NULL || !diff_concerns(diff, &diff->v[i], page->lang))
			continue;
		n.changes++;
		n.act += own->act;
	}
	return n;
}

const char *
concerned_words(const struct page *page, const struct concern *concern)
{
	return page_say_with(page, concern->act ? "concern.act" : "concern.know", "party",
		texts_value(party_short(concern->party), page->lang), "effect",
		page_say_name(page, "effect", change_effect_name(concern->effect)));
}

void
concerned_line(struct page *page, const struct diff *diff, const struct change *change,
	const char *element)
{
	struct concerns all = change_concerns(diff, change, page->arena);
	struct html *h = page->html;

	if (all.count == 0)
		return;
	html_open(h, element);
	html_attr(h, "class", "concerns");
	for (size_t i = 0; i < all.count; i++) {
		if (i > 0)
			html_text(h, page_say(page, "separator"));
		html_simple(h, all.v[i].act ? "strong" : "span", NULL,
			concerned_words(page, &all.v[i]));
	}
	html_close(h, element);
}

static void
list_party(struct page *page, const struct party *party, struct concerned n)
{
	struct link link = {.to = ROUTE_PARTY_FEED,
		.service = page->service->id,
		.lang = page->lang,
		.party = party->id};
	const char *name = texts_value(&party->name, page->lang);
	struct html *h = page->html;

	html_open(h, "li");
	html_text(h, page_say_with(page, "concern.line", "party", name, "changes",
			     page_say_count(page, n.changes, "change"), "n",
			     arena_printf(page->arena, "%zu", n.act)));
	if (matrix_party(page->service->current, party->id) != NULL &&
		matrix_language(page->service->current, page->lang) != NULL) {
		html_text(h, page_say(page, "separator"));
		piece_link(page, &link, page_say_with(page, "concern.feed", "party", name));
	}
	html_close(h, "li");
}

void
concerned_list(struct page *page, const struct diff *diff)
{
	struct html *h = page->html;
	size_t listed = 0;

	for (size_t i = 0; i < diff->after->party_count; i++) {
		const struct party *party = &diff->after->parties[i];
		struct concerned n = concerned_count(page, diff, party->id);

		if (n.changes == 0)
			continue;
		if (listed++ == 0) {
			html_open(h, "section");
			piece_heading(page, "h2", "concerned", page_say(page, "concern.heading"));
			html_open(h, "ul");
		}
		list_party(page, party, n);
	}
	if (listed == 0)
		return;
	html_close(h, "ul");
	html_close(h, "section");
}
