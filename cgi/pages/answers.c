#include "answers.h"

#include "base/own.h"
#include "model/words.h"
#include "writing.h"

/* Where on the page of a kind its items are. */
static const char *const anchors[SEARCH_KIND__COUNT] = {
	[SEARCH_QUESTION] = "question-{id}",
	[SEARCH_TERM] = "term-{id}",
	[SEARCH_REFERENCE] = "ref-{id}",
	[SEARCH_CONTACT] = "contact-{id}",
	[SEARCH_SECTION] = "section-{id}",
	[SEARCH_SCOPE] = "scope",
	[SEARCH_CERTIFICATION] = "standards",
	[SEARCH_NOTES] = "reading",
};

const char *
answer_href(struct page *page, const struct search_index *index, const struct search_item *item)
{
	struct link link = page_link(page, ROUTE_ABOUT);

	if (item->kind == SEARCH_CLAUSE)
		return "";
	if (item->kind == SEARCH_CONTROL)
		link = control_link(page, item->thing);
	link.lang = index->lang;
	if (item->kind == SEARCH_ROW) {
		link.to = ROUTE_BOUNDARY;
		link.anchor = item->id;
	} else if (item->kind == SEARCH_PARTY) {
		link.to = ROUTE_PARTY;
		link.party = item->id;
	} else if (item->kind != SEARCH_CONTROL) {
		OWN(buf_fini) struct buf anchor = {0};

		words_fill(&anchor, anchors[item->kind], "id", item->id, (const char *)NULL);
		link.anchor = arena_strdup(page->arena, buf_cstr(&anchor));
	}
	return page_url(page, &link);
}

/* The parties that answer for a row, each once. */
static void
add_owners(struct page *page, struct buf *tag, const struct search_item *item)
{
	const struct row *row = item->thing;
	const struct party *last = NULL;

	for (size_t i = 0; i < table_cell_count(item->table); i++) {
		const struct party *owner = cell_owner(&row->cells[i]);

		if (owner != NULL && owner != last) {
			buf_str(tag, page_say(page, "separator"));
			buf_str(tag, texts_value(party_short(owner), page->lang));
			last = owner;
		}
	}
}

const char *
answer_tag(struct page *page, const struct search_index *index, const struct search_item *item)
{
	OWN(buf_fini) struct buf tag = {0};
	const struct control *control = item->thing;
	const char *lang = page->lang;

	page->lang = index->lang;
	buf_str(&tag, page_say_name(page, "search.kind", search_kind_name(item->kind)));
	if (item->kind == SEARCH_CONTROL)
		buf_printf(&tag, "%s%s", page_say(page, "separator"),
			page_say_name(page, "status", control_status_name(control->status)));
	if (item->kind == SEARCH_ROW)
		add_owners(page, &tag, item);
	page->lang = lang;
	return arena_strdup(page->arena, buf_cstr(&tag));
}

const char *
answer_doubt(struct page *page, const struct search_index *index, const struct search_passage *p)
{
	return p->standing == STANDING_NONE || p->standing == STANDING_AGREED
		       ? ""
		       : model_message(page->model, index->lang,
				 arena_printf(
					 page->arena, "standing.%s", standing_name(p->standing)));
}
