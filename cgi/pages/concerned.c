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

const char *
concerned_anchor(const struct page *page, size_t first)
{
	return arena_printf(page->arena, "change-%zu", first + 1);
}

/* A link to each thing in which the party must act on a change. */
static void
list_acts(struct page *page, const struct diff *diff, const struct party *party,
	void (*write_name)(struct page *, const struct diff *, const struct change *))
{
	struct html *h = page->html;
	size_t first = 0;
	bool told = false;

	html_open(h, "ul");
	for (size_t i = 0; i < diff->count; i++) {
		struct concerns all = change_concerns(diff, &diff->v[i], page->arena);
		const struct concern *own = concern_of(&all, party->id);

		if (i > 0 && !change_same_thing(&diff->v[i - 1], &diff->v[i])) {
			first = i;
			told = false;
		}
		if (own == NULL || !own->act || told ||
			!diff_concerns(diff, &diff->v[i], page->lang))
			continue;
		told = true;
		html_open(h, "li");
		html_open(h, "a");
		html_attr(
			h, "href", arena_printf(page->arena, "#%s", concerned_anchor(page, first)));
		write_name(page, diff, &diff->v[i]);
		html_close(h, "a");
		html_lit(h, " ");
		html_simple(h, "small", NULL,
			page_say_name(page, "effect", change_effect_name(own->effect)));
		html_close(h, "li");
	}
	html_close(h, "ul");
}

static void
list_party(struct page *page, const struct diff *diff, const struct party *party,
	struct concerned n,
	void (*write_name)(struct page *, const struct diff *, const struct change *))
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
	if (n.act > 0)
		list_acts(page, diff, party, write_name);
	html_close(h, "li");
}

void
concerned_list(struct page *page, const struct diff *diff,
	void (*write_name)(struct page *, const struct diff *, const struct change *))
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
		list_party(page, diff, party, n, write_name);
	}
	if (listed == 0)
		return;
	html_close(h, "ul");
	html_close(h, "section");
}
