/* /S/L/search.json: the index of a search, for static/search.js. Short names, since it goes over
 * the wire:
 *
 *	{"lang": "ja", "others": ["/S/en/search.json"], "frameworks": [[name, others], …],
 *	 "doubts": ["", …], "items": [[kind, id, {"href": "/S/ja/…"}, tag, passages, numbers], …],
 *	 "groups": [[words, near, abouts], …], "ignored": "…"}
 *
 * A passage is [field, text] and, where there is more to say, the id of a fact, a language, and
 * what of doubts is told of a title; a number [number, which of frameworks]. Words of a thesaurus
 * and other names of a framework have semicolons between. */
#include <string.h>

#include "answers.h"
#include "base/json.h"
#include "base/own.h"
#include "writing.h"
#include "search/store.h"

/* What many items name, so that it stands in the index once. */
struct shared_names {
	const struct framework **frameworks;
	size_t framework_count, framework_cap;
	const char **doubts;
	size_t doubt_count, doubt_cap;
};

static size_t
framework_place(const struct shared_names *shared, const struct framework *framework)
{
	size_t at = 0;

	while (at < shared->framework_count && shared->frameworks[at] != framework)
		at++;
	return at;
}

static size_t
doubt_place(const struct shared_names *shared, const char *doubt)
{
	size_t at = 0;

	while (at < shared->doubt_count && strcmp(shared->doubts[at], doubt) != 0)
		at++;
	return at;
}

static void
name_framework(struct shared_names *shared, struct arena *arena, const struct framework *framework)
{
	if (framework_place(shared, framework) < shared->framework_count)
		return;
	shared->frameworks = arena_grow(arena, shared->frameworks, shared->framework_count,
		&shared->framework_cap, sizeof(*shared->frameworks));
	shared->frameworks[shared->framework_count++] = framework;
}

static void
name_doubt(struct shared_names *shared, struct arena *arena, const char *doubt)
{
	if (doubt_place(shared, doubt) < shared->doubt_count)
		return;
	shared->doubts = arena_grow(arena, shared->doubts, shared->doubt_count, &shared->doubt_cap,
		sizeof(*shared->doubts));
	shared->doubts[shared->doubt_count++] = doubt;
}

/* The first of the doubts is none. */
static struct shared_names
list_named(struct page *page, const struct search_index *index)
{
	struct shared_names shared = {0};

	name_doubt(&shared, page->arena, "");
	for (size_t i = 0; i < index->item_count; i++) {
		const struct search_item *item = &index->items[i];

		for (size_t j = 0; j < item->passage_count; j++)
			name_doubt(&shared, page->arena,
				answer_doubt(page, index, &item->passages[j]));
		for (size_t j = 0; j < item->number_count; j++)
			name_framework(&shared, page->arena, item->numbers[j].framework);
	}
	return shared;
}

static void
write_named(struct json *json, const struct shared_names *shared)
{
	json_key(json, "frameworks");
	json_open(json, '[');
	for (size_t i = 0; i < shared->framework_count; i++) {
		json_open(json, '[');
		json_string(json, shared->frameworks[i]->short_name);
		if (shared->frameworks[i]->numbers_of != NULL)
			json_string(json, shared->frameworks[i]->numbers_of);
		json_close(json);
	}
	json_close(json);
	json_key(json, "doubts");
	json_open(json, '[');
	for (size_t i = 0; i < shared->doubt_count; i++)
		json_string(json, shared->doubts[i]);
	json_close(json);
}

static void
write_passage(struct json *json, struct page *page, const struct search_index *index,
	const struct shared_names *shared, const struct search_passage *p)
{
	size_t doubt = doubt_place(shared, answer_doubt(page, index, p));
	const char *more[] = {
		p->fact != NULL ? p->fact : "", strcmp(p->lang, index->lang) != 0 ? p->lang : ""};
	size_t n = sizeof(more) / sizeof(more[0]);

	while (doubt == 0 && n > 0 && more[n - 1][0] == '\0')
		n--;
	json_open(json, '[');
	json_number(json, p->field);
	json_string(json, p->text);
	for (size_t i = 0; i < n; i++)
		json_string(json, more[i]);
	if (doubt > 0)
		json_number(json, (long long)doubt);
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
	const struct shared_names *shared, const struct search_item *item)
{
	json_open(json, '[');
	json_string(json, search_kind_name(item->kind));
	json_string(json, item->id);
	write_href(json, answer_href(page, index, item));
	json_string(json, item->kind == SEARCH_CLAUSE ? "" : answer_tag(page, index, item));
	json_open(json, '[');
	for (size_t i = 0; i < item->passage_count; i++)
		write_passage(json, page, index, shared, &item->passages[i]);
	json_close(json);
	json_open(json, '[');
	for (size_t i = 0; i < item->number_count; i++) {
		json_open(json, '[');
		json_string(json, item->numbers[i].number);
		json_number(json, (long long)framework_place(shared, item->numbers[i].framework));
		json_close(json);
	}
	json_close(json);
	json_close(json);
}

static void
write_words(struct json *json, struct search_words words)
{
	OWN(buf_fini) struct buf list = {0};

	for (size_t i = 0; i < words.count; i++)
		buf_printf(&list, "%s%s", i > 0 ? ";" : "", words.v[i]);
	json_string(json, buf_cstr(&list));
}

static void
write_group(struct json *json, const struct search_index *index, size_t at)
{
	struct search_subjects of = search_group_words(index, at);

	json_open(json, '[');
	write_words(json, of.words);
	write_words(json, of.near);
	json_open(json, '[');
	for (size_t i = 0; i < of.about_count; i++)
		json_number(json, (long long)of.abouts[i]);
	json_close(json);
	json_close(json);
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
	/* an export asks once, and for each edition and language: kept, they would all be there */
	const struct search_index *index =
		page->exported
			? search_index_make(page->arena, page->model, page->matrix, page->lang)
			: search_store_get(page->search, page->arena, page->matrix, page->lang);
	const struct shared_names shared = list_named(page, index);
	struct json json;

	json_init_lines(&json, page->out);
	json_open(&json, '{');
	json_member(&json, "lang", page->lang);
	json_key(&json, "others");
	json_open(&json, '[');
	write_others(&json, page);
	json_close(&json);
	write_named(&json, &shared);
	json_key(&json, "items");
	json_open(&json, '[');
	for (size_t i = 0; i < index->item_count; i++)
		write_item(&json, page, index, &shared, &index->items[i]);
	json_close(&json);
	json_key(&json, "groups");
	json_open(&json, '[');
	for (size_t i = 0; i < index->group_count; i++)
		write_group(&json, index, i);
	json_close(&json);
	json_key(&json, "ignored");
	write_words(&json, index->ignored);
	json_close(&json);
}
