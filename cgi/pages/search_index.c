/* /S/L/search.json: the index of a search, for static/search.js. Short names, since it goes over
 * the wire:
 *
 *	{"lang": "ja", "others": ["/S/en/search.json"],
 *	 "items": [[kind, id, {"href": "/S/ja/…"}, tag, passages, numbers], …],
 *	 "groups": [[words, near, abouts], …], "ignored": "…"}
 *
 * A passage is [field, text] and, where there is more to say, the id of a fact, a language, and
 * what is doubtful of a title; a number [number, framework]. Words of a thesaurus have semicolons
 *between. */
#include <string.h>

#include "answers.h"
#include "base/own.h"
#include "writing.h"
#include "search/store.h"

static void
write_passages(struct page *page, const struct search_index *index, const struct search_item *item)
{
	struct buf *out = page->out;

	buf_char(out, '[');
	for (size_t i = 0; i < item->passage_count; i++) {
		const struct search_passage *p = &item->passages[i];
		const char *doubt = answer_doubt(page, index, p);
		bool foreign = strcmp(p->lang, index->lang) != 0;

		buf_printf(out, "%s[%d,", i > 0 ? "," : "", (int)p->field);
		buf_json(out, p->text);
		if (p->fact != NULL || foreign || doubt[0] != '\0') {
			buf_char(out, ',');
			buf_json(out, p->fact != NULL ? p->fact : "");
		}
		if (foreign || doubt[0] != '\0') {
			buf_char(out, ',');
			buf_json(out, foreign ? p->lang : "");
		}
		if (doubt[0] != '\0') {
			buf_char(out, ',');
			buf_json(out, doubt);
		}
		buf_char(out, ']');
	}
	buf_char(out, ']');
}

static void
write_numbers(struct page *page, const struct search_item *item)
{
	struct buf *out = page->out;

	buf_char(out, '[');
	for (size_t i = 0; i < item->number_count; i++) {
		const struct framework *framework = item->numbers[i].framework;

		buf_str(out, i > 0 ? ",[" : "[");
		buf_json(out, item->numbers[i].number);
		buf_char(out, ',');
		buf_json(out, framework->short_name);
		if (framework->numbers_of != NULL) {
			buf_char(out, ',');
			buf_json(out, framework->numbers_of);
		}
		buf_char(out, ']');
	}
	buf_char(out, ']');
}

static void
write_item(struct page *page, const struct search_index *index, const struct search_item *item)
{
	struct buf *out = page->out;

	buf_char(out, '[');
	buf_json(out, search_kind_name(item->kind));
	buf_char(out, ',');
	buf_json(out, item->id);
	/* as an attribute, so that the export finds the address */
	buf_printf(out, ",{\"href\":\"%s\"},", answer_href(page, index, item));
	buf_json(out, item->kind == SEARCH_CLAUSE ? "" : answer_tag(page, index, item));
	buf_char(out, ',');
	write_passages(page, index, item);
	buf_char(out, ',');
	write_numbers(page, item);
	buf_char(out, ']');
}

static void
write_words(struct buf *out, const char *const *words, size_t count)
{
	OWN(buf_fini) struct buf list = {0};

	for (size_t i = 0; i < count; i++)
		buf_printf(&list, "%s%s", i > 0 ? ";" : "", words[i]);
	buf_json(out, buf_cstr(&list));
}

static void
write_group(struct buf *out, const struct search_index *index, size_t at)
{
	struct search_words_of of = search_group_words(index, at);

	buf_str(out, at > 0 ? ",\n[" : "[");
	write_words(out, of.group->words, of.group->word_count);
	buf_char(out, ',');
	write_words(out, of.group->near, of.group->near_count);
	buf_str(out, ",[");
	for (size_t i = 0; i < of.about_count; i++)
		buf_printf(out, "%s%zu", i > 0 ? "," : "", of.abouts[i]);
	buf_str(out, "]]");
}

static void
write_ignored(struct page *page)
{
	OWN(buf_fini) struct buf list = {0};
	const struct model *model = page->model;

	for (size_t i = 0; i < model->thesaurus_count; i++)
		for (size_t j = 0; j < model->thesauri[i].ignored_count; j++)
			buf_printf(&list, "%s;", model->thesauri[i].ignored[j]);
	buf_json(page->out, buf_cstr(&list));
}

/* The indexes of the other languages, to be asked for what this one has not. */
static void
write_others(struct page *page)
{
	const struct matrix *m = page->matrix;
	const char *comma = "";

	for (size_t i = 0; i < m->language_count; i++) {
		struct link link = page_link(page, ROUTE_SEARCH_INDEX);

		if (strcmp(m->languages[i].tag, page->lang) == 0)
			continue;
		link.lang = m->languages[i].tag;
		buf_printf(page->out, "%s{\"href\":\"%s\"}", comma, page_url(page, &link));
		comma = ",";
	}
}

void
page_search_index(struct page *page)
{
	const struct search_index *index =
		search_store_get(page->search, page->arena, page->matrix, page->lang);
	struct buf *out = page->out;

	buf_str(out, "{\"lang\":");
	buf_json(out, page->lang);
	buf_str(out, ",\"others\":[");
	write_others(page);
	buf_str(out, "],\n\"items\":[");
	for (size_t i = 0; i < index->item_count; i++) {
		if (i > 0)
			buf_str(out, ",\n");
		write_item(page, index, &index->items[i]);
	}
	buf_str(out, "],\n\"groups\":[");
	for (size_t i = 0; i < index->group_count; i++)
		write_group(out, index, i);
	buf_str(out, "],\n\"ignored\":");
	write_ignored(page);
	buf_str(out, "}\n");
}
