/* cgi/ as a whole: what the site answers to which request. Runs from the top of the tree. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "address/asset.h"
#include "address/walk.h"
#include "base/own.h"
#include "load/load.h"
#include "site/site.h"
#include "address/target.h"
#include "scene/theme.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* -- what tests share -------------------------------------------------------------------------- */

/* A site with CHROFY's document, made once. */
static struct site *chrofy;

static int
load_chrofy(void **state)
{
	struct diags diags = {0};
	struct model *model = load_directory("data", &diags);

	(void)state;
	if (model == NULL || diags.count[SEVERITY_ERROR] > 0)
		diags_print(&diags, stderr);
	diags_fini(&diags);
	if (model == NULL)
		return -1;
	chrofy = site_new(model, &(struct site_options){0});
	return 0;
}

static int
free_chrofy(void **state)
{
	(void)state;
	site_free(chrofy);
	return 0;
}

static void
warm(struct site *site)
{
	struct buf failed = {0};

	assert_true(site_warm(site, &failed));
	assert_int_equal(failed.len, 0);
}

/* One request and its answer, with all that must be given back. */
struct exchange {
	struct arena *arena;
	struct request request;
	struct response response;
	struct site *site;
};

static void
exchange_end(struct exchange *e)
{
	site_release(e->site, &e->response);
	arena_free(e->arena);
}

/* headers ended by NULL. */
static void
exchange_begin(struct exchange *e, struct site *site, const char *method, const char *target,
	const char *const *headers)
{
	size_t n = 0;

	while (headers != NULL && headers[n] != NULL)
		n++;
	e->site = site;
	e->arena = arena_new();
	request_from_target(&e->request, method, target, headers, n, e->arena);
	site_respond(site, &e->request, &e->response);
}

static const char *
header(const struct response *response, const char *name)
{
	for (size_t i = 0; i < response->header_count; i++)
		if (strcasecmp(response->headers[i].name, name) == 0)
			return response->headers[i].value;
	return "";
}

static bool
body_has(const struct exchange *e, const char *words)
{
	return memmem(e->response.body, e->response.body_len, words, strlen(words)) != NULL;
}

/* A copy of the file with the first occurrence of each odd string replaced by the next; the list
 * ends with NULL. */
static void
copy_edited(const char *from, const char *to, const char *const *edits)
{
	OWN(buf_fini) struct buf text = {0};
	const char *why;

	assert_true(buf_read_file(&text, from, 1 << 20, &why));
	for (; edits != NULL && edits[0] != NULL; edits += 2) {
		struct buf edited = {0};
		const char *at = strstr(buf_cstr(&text), edits[0]);

		assert_non_null(at);
		buf_add(&edited, text.data, (size_t)(at - text.data));
		buf_str(&edited, edits[1]);
		buf_str(&edited, at + strlen(edits[0]));
		buf_fini(&text);
		text = edited;
	}
	assert_true(buf_write_file(&text, to));
}

/* A data directory below /tmp with two services, the first of them in two editions. */
static struct site *
several_services(char directory[64])
{
	static const char *const second[] = {
		"<edition number=\"1\" date=\"2024-07-26\" status=\"published\"/>",
		"<edition number=\"2\" date=\"2025-02-03\" status=\"published\" replaces=\"1\"/>",
		NULL};
	static const char *const other[] = {"service=\"chrofy\"", "service=\"other\"", NULL};
	static const char *const links[] = {"frameworks", "messages", "thesaurus"};
	char path[256], target[256], *top = realpath("data", NULL);
	struct diags diags = {0};
	struct model *model;

	strcpy(directory, "/tmp/demarc-test-XXXXXX");
	assert_non_null(mkdtemp(directory));
	for (size_t i = 0; i < COUNT(links); i++) {
		snprintf(path, sizeof(path), "%s/%s", directory, links[i]);
		snprintf(target, sizeof(target), "%s/%s", top, links[i]);
		assert_int_equal(symlink(target, path), 0);
	}
	free(top);
	for (const char *const *p =
			(const char *const[]){"/matrix", "/matrix/chrofy", "/matrix/other", NULL};
		*p != NULL; p++) {
		snprintf(path, sizeof(path), "%s%s", directory, *p);
		assert_int_equal(mkdir(path, 0700), 0);
	}
	snprintf(path, sizeof(path), "%s/matrix/chrofy/1.xml", directory);
	copy_edited("data/matrix/chrofy/edition-1.xml", path, NULL);
	snprintf(path, sizeof(path), "%s/matrix/chrofy/2.xml", directory);
	copy_edited("data/matrix/chrofy/edition-1.xml", path, second);
	snprintf(path, sizeof(path), "%s/matrix/other/1.xml", directory);
	copy_edited("data/matrix/chrofy/edition-1.xml", path, other);
	model = load_directory(directory, &diags);
	if (diags.count[SEVERITY_ERROR] > 0)
		diags_print(&diags, stderr);
	assert_non_null(model);
	assert_int_equal(diags.count[SEVERITY_ERROR], 0);
	diags_fini(&diags);
	return site_new(model, &(struct site_options){.base_url = "https://trust.example.com"});
}

static void
remove_directory(const char *directory)
{
	char command[128];

	snprintf(command, sizeof(command), "rm -r '%s'", directory);
	assert_int_equal(system(command), 0);
}

/* -- the site ------------------------------------------------------------------------------------
 */

static void
spellings_are_redirected(void **state)
{
	static const struct {
		const char *target, *location;
		int status;
	} rows[] = {
		{"/", "/chrofy/ja/", 302},
		{"/chrofy", "/chrofy/", 301},
		{"/chrofy/", "/chrofy/ja/", 302},
		{"/chrofy/ja", "/chrofy/ja/", 301},
		{"/CHROFY/JA/Controls/", "/chrofy/ja/controls", 301},
		{"//chrofy///ja//boundary/", "/chrofy/ja/boundary", 301},
		{"/chrofy/ja/controls/cld6.3.1", "/chrofy/ja/controls/CLD.6.3.1", 301},
		{"/chrofy/ja/controls/CLD6.3.1/?a=b", "/chrofy/ja/controls/CLD.6.3.1?a=b", 301},
		{"/chrofy/editions/01/ja", "/chrofy/editions/1/ja/", 301},
		{"/chrofy/editions/1", "/chrofy/editions/1/", 301},
		{"/chrofy/editions/1/", "/chrofy/editions/1/ja/", 302},
		{"/chrofy/diagrams/Stack.SVG", "/chrofy/diagrams/stack.svg", 301},
		{"/Static/Style.CSS", "/static/style.css", 301},
		{"/healthz/", "/healthz", 301},
		{"/chrofy/ja/controls?q=8.15", "/chrofy/ja/search?q=8.15", 301},
		{"/chrofy/en/controls?party=aws&q=a%20b%26c", "/chrofy/en/search?q=a%20b%26c", 301},
		{"/chrofy/editions/1/en/controls?q=log", "/chrofy/editions/1/en/search?q=log", 301},
		{"/chrofy/en/search/?q=log", "/chrofy/en/search?q=log", 301},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		OWN(exchange_end) struct exchange e;

		exchange_begin(&e, chrofy, "GET", rows[i].target, NULL);
		assert_string_equal(header(&e.response, "Location"), rows[i].location);
		assert_int_equal(e.response.status, rows[i].status);
	}
}

static void
errors_are_pages_in_the_readers_language(void **state)
{
	static const struct {
		const char *method, *target, *headers[2], *words;
		int status;
	} rows[] = {
		{"GET", "/nowhere", {"Accept-Language: en"}, "<html lang=\"en\">", 404},
		{"GET", "/chrofy/en/controls/8.15", {"Accept-Language: ja"},
			"/chrofy/en/controls/12.4.1", 404},
		{"GET", "/chrofy/ja/controls/5.1.2", {NULL}, "/chrofy/ja/controls/5.1.1", 404},
		{"GET", "/chrofy/ja/nowhere", {"Accept-Language: en"}, "<html lang=\"ja\">", 404},
		{"GET", "/chrofy/editions/1/ja/x/y", {"Accept-Language: en"},
			"href=\"/chrofy/editions/1/ja/boundary\"", 404},
		{"GET", "/chrofy/ja/1/2/3/4/5/6/7/8/9", {"Accept-Language: en"},
			"<html lang=\"en\">", 404},
		{"GET", "/%zz/ja/nowhere", {"Accept-Language: en"}, "<html lang=\"en\">", 400},
		{"GET", "/chrofy/xx/nowhere", {"Accept-Language: en"}, "<html lang=\"en\">", 404},
		{"GET", "/chrofy/en/contrls", {NULL}, "href=\"/chrofy/en/controls\"", 404},
		{"GET", "/Chrofy/ja/boundry", {NULL}, "href=\"/chrofy/ja/boundary\"", 404},
		{"GET", "/chrofy/controls", {"Accept-Language: en"}, "href=\"/chrofy/en/controls\"",
			404},
		{"GET", "/chrofy/en/parties/awss", {NULL}, "href=\"/chrofy/en/parties/aws\"", 404},
		{"GET", "/chrofy/diagrams/stak.svg", {NULL}, "href=\"/chrofy/diagrams/stack.svg\"",
			404},
		{"GET", "/chrofy/xx/", {"Accept-Language: en"}, "xx", 404},
		{"GET", "/chrofy/editions/9/en/", {"Accept-Language: en"}, "Edition 1", 404},
		{"GET", "/chrofy/diagrams/nothing.svg", {NULL}, "nothing.svg", 404},
		{"GET", "/chrofy/diagrams/stack", {NULL}, "stack", 404},
		{"GET", "/chrofy/diagrams/flow.png?scale=4", {NULL}, "16000000", 400},
		{"GET", "/chrofy/en/embed?kind=pie", {NULL},
			"stack, matrix, flow, coverage, party, card", 400},
		{"GET", "/chrofy/en/embed?format=gif", {NULL}, "svg, png, webp, pdf", 400},
		{"GET", "/chrofy/en/embed?theme=pink", {NULL}, "auto, light, dark, print, contrast",
			400},
		{"GET", "/chrofy/ja/embed?width=99999", {NULL}, "320から4096までの整数", 400},
		{"GET", "/chrofy/diagrams/card.svg?clause=99", {"Accept-Language: ja"}, "箇条番号",
			400},
		{"GET", "/chrofy/diagrams/sixteen.png?scale=4", {NULL}, "sixteen.png", 404},
		{"GET", "/static/nothing.css", {NULL}, "nothing.css", 404},
		{"GET", "/chrofy/ja/controls/9.2.1/more/and/more/still/more", {NULL}, "404", 404},
		{"GET", "/chrofy/en/controls?status=x%3Cb%3E", {NULL}, "x&lt;b&gt;", 400},
		{"GET", "/chrofy/en/controls?party=nobody", {NULL}, "trendmicro", 400},
		{"GET", "/chrofy/en/controls?cld=maybe", {NULL}, "0, 1", 400},
		{"GET",
			"/chrofy/en/search?q="
			"0123456789012345678901234567890123456789012345678901234567890123456789"
			"0123456789012345678901234567890123456789012345678901234567890123456789"
			"0123456789012345678901234567890123456789012345678901234567890123456789",
			{NULL}, "200 bytes", 400},
		{"GET", "/chrofy/en/search?q=%00", {"Accept-Language: en"}, "400", 400},
		{"GET", "/chrofy/diagrams/stack.svg?theme=pink", {NULL}, "pink", 400},
		{"GET", "/chrofy/diagrams/stack.svg?edition=7", {NULL}, "edition", 400},
		{"POST", "/chrofy/ja/", {"Accept-Language: en"}, "GET", 405},
		{"GET", "relative", {NULL}, "400", 400},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		OWN(exchange_end) struct exchange e;

		exchange_begin(&e, chrofy, rows[i].method, rows[i].target,
			(const char *const[]){rows[i].headers[0], NULL});
		assert_int_equal(e.response.status, rows[i].status);
		assert_string_equal(
			header(&e.response, "Content-Type"), "text/html; charset=utf-8");
		assert_string_equal(
			header(&e.response, "Allow"), rows[i].status == 405 ? "GET, HEAD" : "");
		if (!body_has(&e, rows[i].words))
			fail_msg("%s: no '%s' in the page", rows[i].target, rows[i].words);
	}
}

/* Asks for the page of each row's query, where one of two strings must be and the other not. */
struct asked {
	const char *query, *found, *absent;
};

static void
ask_pages(const char *page, const struct asked *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		OWN(exchange_end) struct exchange e;

		exchange_begin(&e, chrofy, "GET",
			arena_printf(
				site_model(chrofy)->arena, "/chrofy/en/%s?%s", page, rows[i].query),
			NULL);
		assert_int_equal(e.response.status, 200);
		if (!body_has(&e, rows[i].found) || body_has(&e, rows[i].absent))
			fail_msg("%s: wrong answers", rows[i].query);
	}
}

static void
filters_choose_controls(void **state)
{
	static const struct asked rows[] = {
		{"status=not-offered", "id=\"8.2.2\"", "id=\"5.1.1\""},
		{"party=aws&cld=1", "id=\"CLD.9.5.2\"", "id=\"11.2.7\""},
		{"theme=people", "id=\"7.2.2\"", "id=\"12.4.1\""},
		{"q=&party=&status=&cld=&theme=&unknown=x", "id=\"18.2.1\"", "class=\"nothing\">"},
	};

	(void)state;
	ask_pages("controls", rows, COUNT(rows));
}

static void
searches_find_words_and_numbers(void **state)
{
	static const struct asked rows[] = {
		{"q=%E3%83%AD%E3%82%B0", "data-id=\"12.4.1\"", "data-id=\"5.1.1\""},
		{"q=logs", "data-id=\"12.4.1\"", "data-id=\"CLD.9.5.1\""},
		{"q=8.24", "data-id=\"18.1.5\"", "data-id=\"12.4.1\""},
		{"q=9.2", "data-id=\"9.2.4\"", "data-id=\"9.4.1\""},
		{"q=cld", "data-id=\"CLD.9.5.2\"", "data-id=\"9.4.1\""},
		{"q=NTP+%E6%99%82%E5%88%BB", "data-id=\"12.4.4\"", "data-id=\"12.4.1\""},
		{"q=30+days", "data-id=\"CLD.8.1.5\"", "data-id=\"12.4.1\""},
		{"q=zzzz", "data-none=\"zzzz\"", "data-kind"},
		{"q=%3Cscript%3Ealert(1)%3C%2Fscript%3E", "&lt;script&gt;", "<script>alert"},
		{"q=+++", "id=\"found\"", "data-none"},
		{"q=%E3%83%AD%E3", "id=\"found\"", "\xe3\""},
	};

	(void)state;
	ask_pages("search", rows, COUNT(rows));
}

/* A visitor's words are no content: nothing that a search engine or a preview reads has them. */
static void
pages_of_results_are_for_no_search_engine(void **state)
{
	static const char words[] = "cheapest%20pills%20example.biz";
	static const struct asked rows[] = {
		{NULL, "<meta name=\"robots\" content=\"noindex\"", "rel=\"canonical\""},
		{NULL, "<title>Search |", "og:"},
		{NULL, "cheapest pills", "hreflang=\"ja\" href=\"https"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		ask_pages("search",
			&(struct asked){arena_printf(site_model(chrofy)->arena, "q=%s", words),
				rows[i].found, rows[i].absent},
			1);
	ask_pages("search", &(struct asked){"", "rel=\"canonical\"", "data-none"}, 1);
}

/* Each target: GET answers 200, HEAD agrees, the tag gives 304 with the same validators, encodings
 * have tags of their own. */
static bool
visit_target(const char *target, void *data)
{
	static const char *const repeated[] = {"ETag", "Cache-Control", "Vary", "Last-Modified"};
	struct exchange get, head, again, br;
	size_t *count = data;

	exchange_begin(&get, chrofy, "GET", target, NULL);
	exchange_begin(&head, chrofy, "HEAD", target, NULL);
	assert_int_equal(get.response.status, 200);
	assert_true(get.response.body_len > 0);
	assert_true(head.response.head);
	assert_int_equal(head.response.body_len, get.response.body_len);
	assert_string_equal(header(&get.response, "X-Content-Type-Options"), "nosniff");
	assert_non_null(
		strstr(header(&get.response, "Content-Security-Policy"), "default-src 'none'"));
	if (header(&get.response, "ETag")[0] != '\0') {
		const char *match = arena_printf(
			get.arena, "If-None-Match: \"x\", W/%s", header(&get.response, "ETag"));

		exchange_begin(&again, chrofy, "GET", target, (const char *const[]){match, NULL});
		exchange_begin(&br, chrofy, "GET", target,
			(const char *const[]){"Accept-Encoding: br", NULL});
		assert_int_equal(again.response.status, 304);
		assert_int_equal(again.response.body_len, 0);
		for (size_t i = 0; i < COUNT(repeated); i++)
			assert_string_equal(header(&again.response, repeated[i]),
				header(&get.response, repeated[i]));
		assert_int_equal(
			strcmp(header(&br.response, "ETag"), header(&get.response, "ETag")) != 0,
			header(&br.response, "Content-Encoding")[0] != '\0');
		exchange_end(&again);
		exchange_end(&br);
	}
	exchange_end(&get);
	exchange_end(&head);
	++*count;
	return true;
}

static void
every_target_answers(void **state)
{
	size_t count = 0;

	(void)state;
	site_walk(chrofy, visit_target, &count);
	/* 2 languages, 2 ways to name the edition: 40 controls, 4 parties, 10 other pages, the
	 * index of the search and the paper; 2 ways: data files; of 6 kinds of pictures 3 SVG and 3
	 * others a language; 9 files; in each language a feed for each party */
	assert_int_equal(count, 2 * 2 * 56 + 2 * 4 + 2 * data_file_count() + 2 * 6 * 6 + 9);
}

static void
versions_are_kept_for_good(void **state)
{
	struct exchange page, picture, stale;
	char url[256];
	const char *at;

	(void)state;
	exchange_begin(&page, chrofy, "GET", "/chrofy/ja/boundary", NULL);
	at = memmem(page.response.body, page.response.body_len, "/chrofy/diagrams/stack.svg", 26);
	assert_non_null(at);
	snprintf(url, sizeof(url), "%.*s", (int)strcspn(at, "\""), at);
	if (strstr(url, "&amp;") != NULL)
		memmove(strstr(url, "&amp;") + 1, strstr(url, "&amp;") + 5,
			strlen(strstr(url, "&amp;") + 5) + 1);
	exchange_begin(&picture, chrofy, "GET", url, NULL);
	assert_int_equal(picture.response.status, 200);
	assert_non_null(strstr(header(&picture.response, "Cache-Control"), "immutable"));
	assert_string_equal(header(&picture.response, "Access-Control-Allow-Origin"), "*");
	assert_string_equal(
		header(&picture.response, "Cross-Origin-Resource-Policy"), "cross-origin");
	url[strlen(url) - 1] ^= 1;
	exchange_begin(&stale, chrofy, "GET", url, NULL);
	assert_int_equal(stale.response.status, 200);
	assert_null(strstr(header(&stale.response, "Cache-Control"), "immutable"));
	assert_string_equal(header(&stale.response, "ETag"), header(&picture.response, "ETag"));
	exchange_end(&page);
	exchange_end(&picture);
	exchange_end(&stale);
}

static void
times_are_written_as_http_has_them(void **state)
{
	static const struct {
		time_t time;
		const char *expected;
	} rows[] = {
		{784111777, "Sun, 06 Nov 1994 08:49:37 GMT"}, /* RFC 9110's own */
		{951782400, "Tue, 29 Feb 2000 00:00:00 GMT"},
		{253402300799, ""},
		{0, ""},
		{-1, ""},
	};
	char date[HTTP_DATE_SIZE];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		http_date(rows[i].time, date);
		assert_string_equal(date, rows[i].expected);
	}
}

/* What the page answers to a client that has it from that time, and perhaps a tag. */
static int
status_since(struct site *site, const char *since, const char *tag)
{
	OWN(exchange_end) struct exchange e;
	char time_header[64], tag_header[64];

	snprintf(time_header, sizeof(time_header), "If-Modified-Since: %s", since);
	snprintf(tag_header, sizeof(tag_header), "If-None-Match: %s", tag);
	exchange_begin(&e, site, "GET", "/chrofy/en/",
		(const char *const[]){time_header, tag_header, NULL});
	return e.response.status;
}

static void
times_count_only_when_they_are_ours(void **state)
{
	OWN(exchange_end) struct exchange e;
	char ours[HTTP_DATE_SIZE];

	(void)state;
	exchange_begin(&e, chrofy, "GET", "/chrofy/en/", NULL);
	snprintf(ours, sizeof(ours), "%s", header(&e.response, "Last-Modified"));
	assert_int_equal(strlen(ours), HTTP_DATE_SIZE - 1);
	assert_int_equal(status_since(chrofy, ours, ""), 304);
	assert_int_equal(status_since(chrofy, ours, "\"another\""), 200);
	assert_int_equal(status_since(chrofy, ours, header(&e.response, "ETag")), 304);
	assert_int_equal(status_since(chrofy, "Sun, 06 Nov 1994 08:49:37 GMT", ""), 200);
	assert_int_equal(status_since(chrofy, "Fri, 01 Jan 2100 00:00:00 GMT", ""), 200);
	assert_int_equal(status_since(chrofy, "yesterday", ""), 200);
}

static void
pictures_have_no_encoding_where_it_is_no_use(void **state)
{
	struct exchange png;

	(void)state;
	exchange_begin(&png, chrofy, "GET", "/chrofy/diagrams/stack.png?lang=en",
		(const char *const[]){"Accept-Encoding: br", NULL});
	assert_int_equal(png.response.status, 200);
	assert_string_equal(header(&png.response, "Content-Type"), "image/png");
	assert_string_equal(header(&png.response, "Vary"), "");
	assert_string_equal(header(&png.response, "Content-Encoding"), "");
	assert_string_equal(header(&png.response, "Content-Language"), "en");
	exchange_end(&png);
}

static void
unknown_parameters_do_not_make_another_content(void **state)
{
	struct exchange a, b;

	(void)state;
	exchange_begin(&a, chrofy, "GET", "/chrofy/diagrams/stack.svg?lang=en", NULL);
	exchange_begin(&b, chrofy, "GET",
		"/chrofy/diagrams/stack.svg?x=1&lang=ja&lang=en&theme=auto", NULL);
	assert_string_equal(header(&a.response, "ETag"), header(&b.response, "ETag"));
	assert_ptr_equal(a.response.body, b.response.body);
	exchange_end(&a);
	exchange_end(&b);
}

static void
hosts_are_not_trusted(void **state)
{
	struct exchange good, bad;

	(void)state;
	exchange_begin(&good, chrofy, "GET", "/sitemap.xml",
		(const char *const[]){"Host: trust.example:8080", NULL});
	exchange_begin(&bad, chrofy, "GET", "/sitemap.xml",
		(const char *const[]){"Host: x\"><script>", NULL});
	assert_true(
		body_has(&good, "<loc>http://trust.example:8080/chrofy/ja/controls/9.2.1</loc>"));
	assert_true(body_has(&bad, "<loc>/chrofy/ja/</loc>"));
	assert_false(body_has(&bad, "script"));
	exchange_end(&good);
	exchange_end(&bad);
}

static void
several_services_and_editions_stand_side_by_side(void **state)
{
	static const struct {
		const char *target, *words;
	} rows[] = {
		{"/", "/other/"},
		{"/chrofy/ja/", "第2版"},
		{"/chrofy/ja/", "rel=\"canonical\" href=\"https://trust.example.com/chrofy/ja/\""},
		{"/chrofy/editions/2/ja/mapping",
			"rel=\"canonical\" href=\"https://trust.example.com/chrofy/ja/mapping\""},
		{"/chrofy/editions/1/en/", "class=\"banner\""},
		{"/chrofy/editions/1/en/", "href=\"/chrofy/editions/1/en/controls\""},
		{"/chrofy/editions/1/en/controls/9.2.1", "/chrofy/editions/1/ja/controls/9.2.1"},
		{"/chrofy/editions/1/en/boundary", "edition=1"},
		{"/chrofy/en/controls/9.2.1",
			"property=\"og:image\" content=\"https://trust.example.com/chrofy/diagrams/card.png?"
			"lang=en&amp;clause=9.2.1\""},
		{"/chrofy/ja/parties/aws", "diagrams/card.png?highlight=aws\""},
		{"/other/en/about", "/other/en/controls/9.4.4"},
	};
	char directory[64];
	struct site *site = several_services(directory);

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		OWN(exchange_end) struct exchange e;

		exchange_begin(&e, site, "GET", rows[i].target, NULL);
		assert_int_equal(e.response.status, 200);
		if (!body_has(&e, rows[i].words))
			fail_msg("%s: no '%s' in the page", rows[i].target, rows[i].words);
	}
	warm(site);
	site_free(site);
	remove_directory(directory);
}

static void
every_form_of_a_cell_is_shown(void **state)
{
	static const char *const words[] = {"IaaS", "Premium plan", "There is no API",
		"Not specified", "Note one", "scope=\"rowgroup\"", "id=\"models-note-2\"",
		"All of it", "id=\"api\""};
	struct diags diags = {0};
	struct model *model = load_file("tests/data/good/everything.xml", &diags);
	struct site *site;
	struct exchange e;

	(void)state;
	assert_non_null(model);
	diags_fini(&diags);
	site = site_new(model, &(struct site_options){0});
	exchange_begin(&e, site, "GET", "/everything/en/boundary", NULL);
	assert_int_equal(e.response.status, 200);
	for (size_t i = 0; i < COUNT(words); i++)
		if (!body_has(&e, words[i]))
			fail_msg("no '%s' in the page", words[i]);
	exchange_end(&e);
	warm(site);
	site_free(site);
}

struct chosen {
	struct site *site;
	size_t pages, pictures;
};

/* One address of what is for a plan or an option is made before it is asked for, and answers. */
static bool
visit_chosen(const struct walk *step, void *data)
{
	struct chosen *chosen = data;
	OWN(buf_fini) struct buf url = {0};
	struct exchange e;

	if (!step->chosen)
		return true;
	link_print(&url, &step->link);
	assert_true(strstr(buf_cstr(&url), "plan=") != NULL ||
		    strstr(buf_cstr(&url), "option=") != NULL);
	exchange_begin(&e, chosen->site, "GET", buf_cstr(&url), NULL);
	assert_int_equal(e.response.status, 200);
	exchange_end(&e);
	chosen->pages += step->first && step->link.to != ROUTE_DIAGRAM;
	chosen->pictures += step->first && step->link.to == ROUTE_DIAGRAM;
	return true;
}

/* What is for a plan is walked like what is for all; a site map has the latter alone. */
static void
plans_are_walked(void **state)
{
	struct diags diags = {0};
	struct model *model = load_file("tests/data/good/everything.xml", &diags);
	struct chosen chosen = {0};
	struct exchange map;

	(void)state;
	assert_non_null(model);
	diags_fini(&diags);
	chosen.site = site_new(model, &(struct site_options){0});
	walk_site(model, visit_chosen, &chosen);
	assert_true(chosen.pages > 10);
	assert_true(chosen.pictures > 0);
	exchange_begin(&map, chosen.site, "GET", "/sitemap.xml", NULL);
	assert_int_equal(map.response.status, 200);
	assert_true(body_has(&map, "/everything/en/boundary"));
	assert_false(body_has(&map, "plan="));
	exchange_end(&map);
	site_free(chosen.site);
}

/* What was not held against the rules may have pictures that cannot be drawn; it must not go live.
 */
static void
a_site_that_cannot_be_drawn_says_so(void **state)
{
	OWN(buf_fini) struct buf failed = {0}, bytes = {0};
	struct diags diags = {0};
	const char *name, *why;
	struct buf changed = {0};
	struct model *model;
	struct site *site;

	(void)state;
	assert_true(buf_read_file(&bytes, "data/matrix/chrofy/edition-1.xml", 1 << 20, &why));
	name = strstr(buf_cstr(&bytes), ">CHROFY<");
	assert_non_null(name);
	buf_add(&changed, bytes.data, (size_t)(name + 1 - bytes.data));
	buf_str(&changed, "\U00010330");
	buf_str(&changed, name + 1);
	model = load_bytes("changed.xml", &changed, NULL, &diags);
	assert_non_null(model);
	site = site_new(model, &(struct site_options){0});
	assert_false(site_warm(site, &failed));
	assert_non_null(strstr(failed.data, "/chrofy/diagrams/"));
	assert_non_null(strstr(failed.data, " answers 500"));
	site_free(site);
	buf_fini(&changed);
	diags_fini(&diags);
}

/* The interface has no words in the document's language: the page is in English, and says where it
 * is not. */
static void
words_are_marked_with_their_own_language(void **state)
{
	static const char matrix[] =
		"<matrix xmlns='urn:demarc:1' service='s' original='fr'><about>"
		"<title><text xml:lang='fr'>Partage des tâches</text></title>"
		"<service><text xml:lang='fr'>Nuage</text></service>"
		"<summary><text xml:lang='fr'>Qui fait quoi</text></summary>"
		"<edition number='1' date='2024-02-29' status='published'/>"
		"<languages><language tag='fr' role='original'/></languages><publisher party='p'/></about>"
		"<parties><party id='p' kind='provider'><name><text xml:lang='fr'>Nous</text></name></party></parties>"
		"<tables><table id='t' kind='layers'><title><text xml:lang='fr'>Couches</text></title>"
		"<row id='r'><name><text xml:lang='fr'>Données</text></name><cell><part party='p' does='answers'/></cell></row>"
		"</table></tables></matrix>";
	OWN(buf_fini) struct buf bytes = {0};
	struct diags diags = {0};
	struct model *model;
	struct site *site;
	struct exchange e;

	(void)state;
	buf_str(&bytes, matrix);
	model = load_bytes("fr.xml", &bytes, NULL, &diags);
	if (model == NULL)
		diags_print(&diags, stderr);
	assert_non_null(model);
	diags_fini(&diags);
	site = site_new(model, &(struct site_options){0});
	exchange_begin(&e, site, "GET", "/s/fr/", NULL);
	assert_int_equal(e.response.status, 200);
	assert_true(body_has(&e, "<html lang=\"en\">"));
	assert_true(body_has(&e, "<span lang=\"fr\">Qui fait quoi</span>"));
	assert_false(body_has(&e, "class=\"language\""));
	exchange_end(&e);
	site_free(site);
}

/* How often the body has the words. */
static size_t
body_count(const struct exchange *e, const char *words)
{
	size_t n = 0, len = strlen(words);

	for (size_t i = 0; i + len <= e->response.body_len; i++)
		n += memcmp(e->response.body + i, words, len) == 0;
	return n;
}

/* Readers of a German document are shown English, its original, where a framework has Japanese
 * first; and are told of a third language once, not at each string. */
static void
third_languages_fall_back_to_the_original(void **state)
{
	static const char matrix[] =
		"<matrix xmlns='urn:demarc:1' service='s' original='en'><about>"
		"<title><text xml:lang='en'>Duties</text><text xml:lang='de'>Pflichten</text></title>"
		"<service><text xml:lang='en'>Cloud</text></service>"
		"<summary><text xml:lang='en'>Who does what</text></summary>"
		"<edition number='1' date='2024-02-29' status='published'/>"
		"<languages><language tag='en' role='original'/><language tag='de' role='translation'/>"
		"<language tag='ja' role='translation'/></languages><publisher party='p'/>"
		"<uses framework='iso27001-2022' role='primary'/></about>"
		"<parties><party id='p' kind='provider'><name><text xml:lang='en'>We</text></name></party></parties>"
		"<tables><table id='t' kind='layers'><title><text xml:lang='en'>Layers</text></title>"
		"<row id='r'><name><text xml:lang='en'>Data</text></name><cell><part party='p' does='answers'/></cell></row>"
		"<row id='s'><name><text xml:lang='en'>Rooms</text></name><cell><part party='p' does='answers'/></cell></row>"
		"</table></tables>"
		"<controls framework='iso27001-2022'><control clause='5.16' status='provided'>"
		"<statement><text xml:lang='en'>Kept.</text></statement></control></controls></matrix>";
	OWN(buf_fini) struct buf bytes = {0};
	struct diags diags = {0};
	struct model *model;
	struct site *site;
	struct exchange e;

	(void)state;
	buf_str(&bytes, matrix);
	model = load_bytes("de.xml", &bytes, "data", &diags);
	if (model == NULL)
		diags_print(&diags, stderr);
	assert_non_null(model);
	diags_fini(&diags);
	site = site_new(model, &(struct site_options){0});
	exchange_begin(&e, site, "GET", "/s/de/controls/5.16", NULL);
	assert_int_equal(e.response.status, 200);
	assert_true(body_has(&e, "Identity management"));
	assert_false(body_has(&e, "識別"));
	assert_false(body_has(&e, "class=\"language\""));
	exchange_end(&e);
	exchange_begin(&e, site, "GET", "/.well-known/security.txt", NULL);
	assert_int_equal(e.response.status, 404); /* it has no contact */
	exchange_end(&e);
	exchange_begin(&e, site, "GET", "/s/ja/boundary", NULL);
	assert_int_equal(e.response.status, 200);
	assert_true(body_count(&e, "<span lang=\"en\">Data</span>") > 0);
	assert_true(body_count(&e, "<span lang=\"en\">Rooms</span>") > 0);
	/* in the head, and at the first words of the page */
	assert_int_equal(body_count(&e, "class=\"language\""), 2);
	exchange_end(&e);
	site_free(site);
}

/* Programs are told whom to write to, until when that is sure to be right, and what there is. */
static void
programs_find_contacts_and_forms(void **state)
{
	struct exchange e;

	(void)state;
	exchange_begin(&e, chrofy, "GET", "/.well-known/security.txt",
		(const char *const[]){"Host: trust.example.com", NULL});
	assert_int_equal(e.response.status, 200);
	assert_int_equal(body_count(&e, "Contact: mailto:account-mgt@chrofy.co.jp\n"), 1);
	assert_int_equal(body_count(&e, "\nExpires: 20"), 1);
	assert_int_equal(body_count(&e, "\nPreferred-Languages: ja, en\n"), 1);
	exchange_end(&e);
	exchange_begin(&e, chrofy, "GET", "/llms.txt",
		(const char *const[]){"Host: trust.example.com", NULL});
	assert_true(body_has(&e, "](http://trust.example.com/chrofy/en/controls): "));
	assert_true(body_has(&e, "/chrofy/data/matrix.json): "));
	exchange_end(&e);
	exchange_begin(&e, chrofy, "GET", "/chrofy/ja/about", NULL);
	assert_true(body_has(&e, "hreflang=\"x-default\" href=\"/chrofy/en/about\""));
	assert_true(body_has(&e, "rel=\"alternate\" type=\"application/json\""));
	exchange_end(&e);
}

/* A site below a path: asked with and without it, each of its links begins with it. */
static void
a_site_may_stand_below_a_path(void **state)
{
	static const char *const targets[] = {"/trust/chrofy/en/", "/chrofy/en/",
		"/trust/chrofy/ja/controls/9.2.1", "/trust/chrofy/en/embed",
		"/trust/chrofy/en/search?q=log", "/trust/chrofy/en/boundary",
		"/trust/chrofy/en/contrls", "/trust"};
	struct diags diags = {0};
	struct model *model = load_directory("data", &diags);
	struct site *site = site_new(
		model, &(struct site_options){.base_url = "https://www.example.com/trust"});
	struct exchange e;

	(void)state;
	diags_fini(&diags);
	for (size_t i = 0; i < COUNT(targets); i++) {
		exchange_begin(&e, site, "GET", targets[i], NULL);
		assert_true(e.response.body_len > 0);
		assert_int_equal(body_count(&e, "href=\"/"), body_count(&e, "href=\"/trust/"));
		assert_int_equal(body_count(&e, "src=\"/"), body_count(&e, "src=\"/trust/"));
		assert_int_equal(body_count(&e, "srcset=\"/"), body_count(&e, "srcset=\"/trust/"));
		assert_int_equal(body_count(&e, "action=\"/"), body_count(&e, "action=\"/trust/"));
		assert_int_equal(
			body_count(&e, "data-index=\"/"), body_count(&e, "data-index=\"/trust/"));
		exchange_end(&e);
	}
	exchange_begin(&e, site, "GET", "/trust/chrofy/", NULL);
	assert_string_equal(header(&e.response, "Location"), "/trust/chrofy/ja/");
	exchange_end(&e);
	exchange_begin(&e, site, "GET", "/trust/chrofy/ja/controls/9.2.1", NULL);
	assert_int_equal(e.response.status, 200);
	exchange_end(&e);
	exchange_begin(&e, site, "GET", "/trustchrofy/", NULL);
	assert_int_equal(e.response.status, 404);
	exchange_end(&e);
	site_free(site);
}

static void *
ask_much(void *data)
{
	static const char *const targets[] = {"/chrofy/ja/", "/chrofy/en/search?q=log",
		"/chrofy/diagrams/stack.svg?width=777", "/chrofy/diagrams/stack.png?lang=en",
		"/nowhere", "/chrofy/ja/controls/9.2.1"};

	(void)data;
	for (int i = 0; i < 60; i++) {
		struct exchange e;

		exchange_begin(&e, chrofy, "GET", targets[(size_t)i % COUNT(targets)],
			(const char *const[]){"Accept-Encoding: br", NULL});
		if (e.response.status >= 500 || e.response.body_len == 0)
			return &chrofy;
		exchange_end(&e);
	}
	return NULL;
}

static void
many_ask_at_once(void **state)
{
	pthread_t threads[6];

	(void)state;
	for (size_t i = 0; i < COUNT(threads); i++)
		assert_int_equal(pthread_create(&threads[i], NULL, ask_much, NULL), 0);
	for (size_t i = 0; i < COUNT(threads); i++) {
		void *problem;

		pthread_join(threads[i], &problem);
		assert_null(problem);
	}
}

/* The style sheet has the pictures' colours of the parties, light ones first. */
static void
pages_and_pictures_share_their_colours(void **state)
{
	struct asset style;
	const char *at;

	(void)state;
	assert_true(asset_find("style.css", &style));
	at = style.data;
	for (int dark = 0; dark < 2; dark++)
		for (unsigned slot = 0; slot < THEME_SLOTS; slot++) {
			char rule[96];

			snprintf(rule, sizeof(rule), ".party-%u { --bar: #%06x; --tint: #%06x }",
				slot, theme_colour(dark, paint_party(slot, PARTY_BAR)),
				theme_colour(dark, paint_party(slot, PARTY_TINT)));
			at = memmem(at, style.len - (size_t)(at - style.data), rule, strlen(rule));
			if (at == NULL)
				fail_msg("no '%s' in style.css, or not in its place", rule);
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(spellings_are_redirected),
		cmocka_unit_test(errors_are_pages_in_the_readers_language),
		cmocka_unit_test(filters_choose_controls),
		cmocka_unit_test(searches_find_words_and_numbers),
		cmocka_unit_test(pages_of_results_are_for_no_search_engine),
		cmocka_unit_test(every_target_answers),
		cmocka_unit_test(versions_are_kept_for_good),
		cmocka_unit_test(words_are_marked_with_their_own_language),
		cmocka_unit_test(third_languages_fall_back_to_the_original),
		cmocka_unit_test(a_site_may_stand_below_a_path),
		cmocka_unit_test(programs_find_contacts_and_forms),
		cmocka_unit_test(times_are_written_as_http_has_them),
		cmocka_unit_test(times_count_only_when_they_are_ours),
		cmocka_unit_test(pictures_have_no_encoding_where_it_is_no_use),
		cmocka_unit_test(unknown_parameters_do_not_make_another_content),
		cmocka_unit_test(hosts_are_not_trusted),
		cmocka_unit_test(several_services_and_editions_stand_side_by_side),
		cmocka_unit_test(every_form_of_a_cell_is_shown),
		cmocka_unit_test(plans_are_walked),
		cmocka_unit_test(a_site_that_cannot_be_drawn_says_so),
		cmocka_unit_test(many_ask_at_once),
		cmocka_unit_test(pages_and_pictures_share_their_colours),
	};
	int failed;

	setenv("DEMARC_SHARED", "data", 1);
	failed = cmocka_run_group_tests(tests, load_chrofy, free_chrofy);
	diagram_fini();
	load_fini();
	return failed;
}
