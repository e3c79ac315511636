/* /S/L/search: what the document says of a reader's words, best answer first. static/search.js
 * writes the same results in the browser. */
#include <string.h>

#include "answers.h"
#include "base/json.h"
#include "base/own.h"
#include "base/utf8.h"
#include "writing.h"
#include "search/store.h"
#include "search_form.h"

enum { WINDOW = 320, WINDOW_BEFORE = 80 }; /* characters of a long passage */

/* -- words with marks -------------------------------------------------------------------- */

/* Text from byte start to end, without its tabs. */
static void
write_text(struct page *page, const char *text, size_t start, size_t end)
{
	char *copy = arena_strndup(page->arena, text + start, end - start), *to = copy;

	for (const char *p = copy; *p != '\0'; p++)
		if (*p != '\t')
			*to++ = *p;
	*to = '\0';
	html_text(page->html, copy);
}

/* The byte that stands so many characters after byte at, or before it. */
static size_t
byte_after(const char *text, size_t at, size_t characters)
{
	for (size_t n; characters > 0 && text[at] != '\0'; at += n, characters--)
		utf8_next(text + at, &n);
	return at;
}

static size_t
byte_before(const char *text, size_t at, size_t characters)
{
	for (; characters > 0 && at > 0; characters--)
		for (at--; at > 0 && ((unsigned char)text[at] & 0xc0) == 0x80;)
			at--;
	return at;
}

/* The passage with the words that were looked for marked; of a long one, what is around the first
 * of them. */
static void
write_marked(struct page *page, const struct search_result *result, const struct search_passage *p)
{
	size_t count, at, end;
	const struct search_span *spans = search_spans(page->arena, result, p, &count);
	struct html *h = page->html;

	at = count > 0 ? byte_before(p->text, spans[0].start, WINDOW_BEFORE) : 0;
	if (byte_after(p->text, 0, WINDOW) == strlen(p->text))
		at = 0;
	end = byte_after(p->text, at, WINDOW);
	if (at > 0)
		html_text(h, "…");
	for (size_t i = 0; i < count && spans[i].end <= end; i++) {
		write_text(page, p->text, at, spans[i].start);
		html_open(h, "mark");
		write_text(page, p->text, spans[i].start, spans[i].end);
		html_close(h, "mark");
		at = spans[i].end;
	}
	write_text(page, p->text, at, end);
	if (p->text[end] != '\0')
		html_text(h, "…");
}

static void
write_language(struct page *page, const struct search_passage *p)
{
	if (strcmp(p->lang, page->lang) != 0)
		html_attr(page->html, "lang", p->lang);
}

/* The mark of a title that no standard backs. */
static void
write_sign(struct page *page, const struct search_result *result, const struct search_passage *p)
{
	const char *doubt = answer_doubt(page, result->index, p);
	struct html *h = page->html;

	if (doubt[0] == '\0')
		return;
	page->doubtful = true;
	html_open(h, "abbr");
	html_attr(h, "class", "standing");
	html_attr(h, "title", doubt);
	html_text(h, page_say(page, "standing.mark"));
	html_close(h, "abbr");
}

/* -- one answer ---------------------------------------------------------------------------- */

static void
write_via(struct page *page, const struct search_hit *hit)
{
	const struct search_number *own = &hit->item->numbers[0];

	html_simple(page->html, "p", "via",
		page_say_with(page, "search.via", "from", hit->via->number, "framework",
			hit->via->framework->short_name, "number", own->number));
}

/* Nothing that the document itself says. */
static void
write_note(struct page *page, const struct search_result *result, const struct search_passage *p)
{
	struct html *h = page->html;

	html_open(h, "p");
	html_attr(h, "class", "editors");
	html_simple(h, "strong", NULL, page_say(page, "note.editors"));
	html_text(h, page_say(page, "cell.colon"));
	html_open(h, "span");
	write_language(page, p);
	write_marked(page, result, p);
	html_close(h, "span");
	html_close(h, "p");
}

static void
write_passage(struct page *page, const struct search_result *result, const struct search_item *item,
	const struct search_passage *p)
{
	struct html *h = page->html;

	if (p->field == SEARCH_NOTE) {
		write_note(page, result, p);
		return;
	}
	html_open(h, "p");
	if (p->fact != NULL) {
		html_attr(h, "class", "fact");
		html_attr(h, "data-kind", search_kind_name(SEARCH_FACT));
		html_attr(h, "data-id", arena_printf(page->arena, "%s/%s", item->id, p->fact));
	}
	write_language(page, p);
	write_marked(page, result, p);
	html_close(h, "p");
}

static void
write_heading(struct page *page, const struct search_result *result, const struct search_item *item)
{
	struct html *h = page->html;

	html_open(h, "h2");
	html_open(h, "a");
	html_attr(h, "href", answer_href(page, result->index, item));
	if (item->number_count > 0) {
		piece_number(page, item->numbers[0].number);
	}
	html_open(h, "span");
	write_language(page, &item->passages[0]);
	write_marked(page, result, &item->passages[0]);
	html_close(h, "span");
	html_close(h, "a");
	write_sign(page, result, &item->passages[0]);
	html_close(h, "h2");
	html_simple(h, "p", "tag", answer_tag(page, result->index, item));
}

static void
write_hit(struct page *page, const struct search_result *result, const struct search_hit *hit)
{
	struct html *h = page->html;

	html_open(h, "li");
	html_attr(h, "data-kind", search_kind_name(hit->item->kind));
	html_attr(h, "data-id", hit->item->id);
	write_heading(page, result, hit->item);
	if (hit->via != NULL)
		write_via(page, hit);
	if (hit->passage != NULL)
		write_passage(page, result, hit->item, hit->passage);
	if (hit->fact != NULL)
		write_passage(page, result, hit->item, hit->fact);
	html_close(h, "li");
}

/* -- what is not there ---------------------------------------------------------------------- */

static void
write_missing(struct page *page, const struct search_result *result)
{
	struct html *h = page->html;

	for (size_t i = 0; i < result->missing_count; i++) {
		html_open(h, "p");
		html_attr(h, "class", "none");
		html_attr(h, "data-none", result->missing[i]);
		html_text(h, page_say_with(page, "search.none", "words", result->missing[i]));
		html_close(h, "p");
	}
}

static void
write_clauses(struct page *page, const struct search_result *result)
{
	struct html *h = page->html;

	for (size_t i = 0; i < result->clause_count && i < SEARCH_CLAUSES_MAX; i++) {
		const struct search_item *item = result->hits[result->hit_count + i].item;
		const struct clause *clause = item->thing;

		html_open(h, "p");
		html_attr(h, "class", "none");
		html_attr(h, "data-kind", search_kind_name(SEARCH_CLAUSE));
		html_attr(h, "data-id", item->id);
		html_attr(h, "data-none", item->id);
		html_text(h, page_say_with(page, "search.clause", "number", item->id, "title",
				     texts_shown_value(
					     &clause->title, page->matrix, result->index->lang),
				     "framework", item->numbers[0].framework->short_name));
		write_sign(page, result, &item->passages[0]);
		html_close(h, "p");
	}
}

/* -- the results ---------------------------------------------------------------------------- */

static void
write_hits(struct page *page, const struct search_result *result)
{
	struct html *h = page->html;

	if (result->hit_count == 0)
		return;
	html_open(h, "p");
	html_attr(h, "class", "result");
	html_text(h, page_say_count(page, result->hit_count, "answer"));
	html_close(h, "p");
	for (size_t i = 0; i < result->near_count; i++)
		html_simple(h, "p", "near",
			page_say_with(page, "search.near", "words", result->near[i]));
	if (result->apart)
		html_simple(h, "p", "apart", page_say(page, "search.apart"));
	html_open(h, "ol");
	html_attr(h, "class", "answers");
	for (size_t i = 0; i < result->hit_count && i < SEARCH_HITS_MAX; i++)
		write_hit(page, result, &result->hits[i]);
	html_close(h, "ol");
	if (result->hit_count > SEARCH_HITS_MAX)
		html_simple(h, "p", "more", page_say(page, "search.more"));
}

/* In the page's language, or in the first of the others that knows every word. */
static struct search_result
find(struct page *page, const char *words)
{
	const struct matrix *m = page->matrix;
	struct search_result result = search_find(
		page->arena, search_store_get(page->search, page->arena, m, page->lang), words);

	for (size_t i = 0; !search_is_whole(&result) && i < m->language_count; i++) {
		const char *lang = m->languages[i].tag;
		struct search_result other = {0};

		if (strcmp(lang, page->lang) != 0)
			other = search_find(page->arena,
				search_store_get(page->search, page->arena, m, lang), words);
		if (other.index != NULL && search_is_whole(&other))
			return other;
	}
	return result;
}

/* The messages that static/search.js writes with. */
static void
write_messages(struct page *page)
{
	static const char *const ids[] = {"unit.answer.one", "unit.answer.other", "search.none",
		"search.clause", "search.via", "search.apart", "search.more", "search.near",
		"standing.mark", "note.editors", "cell.colon"};
	OWN(buf_fini) struct buf out = {0};

	for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++) {
		buf_char(&out, i > 0 ? ',' : '[');
		buf_json(&out, page_say(page, ids[i]));
	}
	buf_char(&out, ']');
	html_attr(page->html, "data-messages", buf_cstr(&out));
}

static void
write_found(struct page *page, const char *words)
{
	struct link link = page_link(page, ROUTE_SEARCH_INDEX);
	struct html *h = page->html;

	html_open(h, "section");
	html_attr(h, "id", "found");
	html_attr(h, "aria-live", "polite");
	html_attr(h, "data-index", page_url(page, &link));
	write_messages(page);
	if (words[0] != '\0') {
		struct search_result result = find(page, words);

		write_hits(page, &result);
		write_clauses(page, &result);
		write_missing(page, &result);
	}
	html_close(h, "section");
}

void
page_search(struct page *page)
{
	struct html *h = page->html;

	page_begin(page, page_say(page, "search.title"), "");
	html_simple(h, "h1", NULL, page_say(page, "search.title"));
	piece_search(page, page->target->words);
	html_simple(h, "p", "hint", page_say(page, "search.hint"));
	write_found(page, page->target->words);
	piece_standing_legend(page);
	page_end(page);
}
