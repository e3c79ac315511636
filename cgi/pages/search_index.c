/* /S/L/search.json: the index of a search, for static/search.js. Short names, since it goes over
 * the wire:
 *
 *	{"lang": "ja", "others": ["/S/en/search.json"],
 *	 "items": [[kind, id, {"href": "/S/ja/…"}, tag, passages, numbers], …],
 *	 "groups": [[words, near, abouts], …], "ignored": "…"}
 *
 * A passage is [field, text] and, where there is more to say, the id of a fact, a language, and
 * what is doubtful of a title; a number [number, framework]. Words of a thesaurus have semicolons
 * between. */
#include <string.h>

#include "answers.h"
#include "base/json.h"
#include "base/own.h"
#include "writing.h"
#include "search/store.h"

static void
write_passage(struct json *json, struct page *page, const struct search_index *index,
	const struct search_passage *p)
{
	const char *doubt = answer_doubt(page, index, p);
	const char *more[] = {p->fact != NULL ? p->fact : "",
		strcmp(p->lang, index->lang) != 0 ? p->lang : "", doubt};
	size_t n = sizeof(more) / sizeof(more[0]);

	while (n > 0 && more[n - 1][0] == '\0')
		n--;
	json_open(json, '[');
	json_number(json, p->field);
	json_string(json, p->text);
	for (size_t i = 0; i < n; i++)
		json_string(json, more[i]);
	json_close(json);
}

/* An object, so that the export finds the address; what has no page has none. */
static void
write_href(struct json *json, const char *href)
{
	json_open(json, '{');
	if (href[0] != '\0')
		json_member(json, "href", href);
	json_close(json);
}

static void
write_item(struct json *json, struct page *page, const struct search_index *index,
	const struct search_item *item)
{
	json_open(json, '[');
	json_string(json, search_kind_name(item->kind));
	json_string(json, item->id);
	write_href(json, answer_href(page, index, item));
	json_string(json, item->kind == SEARCH_CLAUSE ? "" : answer_tag(page, index, item));
	json_open(json, '[');
	for (size_t i = 0; i < item->passage_count; i++)
		write_passage(json, page, index, &item->passages[i]);
	json_close(json);
	json_open(json, '[');
	for (size_t i = 0; i < item->number_count; i++) {
		const struct framework *framework = item->numbers[i].framework;

		json_open(json, '[');
		json_string(json, item->numbers[i].number);
		json_string(json, framework->short_name);
		if (framework->numbers_of != NULL)
			json_string(json, framework->numbers_of);
		json_close(json);
	}
	json_close(json);
	json_close(json);
}

static void
write_words(struct json *json, const char *const *words, size_t count)
{
	OWN(buf_fini) struct buf list = {0};

	for (size_t i = 0; i < count; i++)
		buf_printf(&list, "%s%s", i > 0 ? ";" : "", words[i]);
	json_string(json, buf_cstr(&list));
}

static void
write_group(struct json *json, const struct search_index *index, size_t at)
{
	struct search_subjects of = search_group_words(index, at);

	json_open(json, '[');
	write_words(json, of.group->words, of.group->word_count);
	write_words(json, of.group->near, of.group->near_count);
	json_open(json, '[');
	for (size_t i = 0; i < of.about_count; i++)
		json_number(json, (long long)of.abouts[i]);
	json_close(json);
	json_close(json);
}

static void
write_ignored(struct json *json, const struct model *model)
{
	OWN(buf_fini) struct buf list = {0};

	for (size_t i = 0; i < model->thesaurus_count; i++)
		for (size_t j = 0; j < model->thesauri[i].ignored_count; j++)
			buf_printf(&list, "%s;", model->thesauri[i].ignored[j]);
	json_member(json, "ignored", buf_cstr(&list));
}

/* The indexes of the other languages, to be asked for what this one has not. */
static void
write_others(struct json *json, struct page *page)
{
	const struct matrix *m = page->matrix;

	for (size_t i = 0; i < m->language_count; i++) {
		struct link link = page_link(page, ROUTE_SEARCH_INDEX);

		if (strcmp(m->languages[i].tag, page->lang) == 0)
			continue;
		link.lang = m->languages[i].tag;
		write_href(json, page_url(page, &link));
	}
}

void
page_search_index(struct page *page)
{
	const struct search_index *index =
		search_store_get(page->search, page->arena, page->matrix, page->lang);
	struct json json;

	json_init_lines(&json, page->out);
	json_open(&json, '{');
	json_member(&json, "lang", page->lang);
	json_key(&json, "others");
	json_open(&json, '[');
	write_others(&json, page);
	json_close(&json);
	json_key(&json, "items");
	json_open(&json, '[');
	for (size_t i = 0; i < index->item_count; i++)
		write_item(&json, page, index, &index->items[i]);
	json_close(&json);
	json_key(&json, "groups");
	json_open(&json, '[');
	for (size_t i = 0; i < index->group_count; i++)
		write_group(&json, index, i);
	json_close(&json);
	write_ignored(&json, page->model);
	json_close(&json);
}
