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
#include "site_exchange.h"

#include "address/asset.h"
#include "address/data_file.h"
#include "address/offer.h"
#include "address/walk.h"
#include "base/own.h"
#include "address/target.h"
#include "scene/theme.h"

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
	EACH_ROW(i, links) {
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

static void
spellings_are_redirected(void **state)
{
	static const struct {
		const char *target, *location;
		int status;
	} rows[] = {
		{"/", "/chrofy/en/", 302},
		{"/chrofy", "/chrofy/", 301},
		{"/chrofy/", "/chrofy/en/", 302},
		{"/chrofy/ja", "/chrofy/ja/", 301},
		{"/CHROFY/JA/Controls/", "/chrofy/ja/controls", 301},
		{"//chrofy///ja//boundary/", "/chrofy/ja/boundary", 301},
		{"/chrofy/ja/controls/cld6.3.1", "/chrofy/ja/controls/CLD.6.3.1", 301},
		{"/chrofy/ja/controls/CLD6.3.1/?a=b", "/chrofy/ja/controls/CLD.6.3.1?a=b", 301},
		{"/chrofy/editions/01/ja", "/chrofy/editions/1/ja/", 301},
		{"/chrofy/editions/1", "/chrofy/editions/1/", 301},
		{"/chrofy/editions/1/", "/chrofy/editions/1/en/", 302},
		{"/chrofy/diagrams/Stack.SVG", "/chrofy/diagrams/stack.svg", 301},
		{"/Static/Style.CSS", "/static/style.css", 301},
		{"/healthz/", "/healthz", 301},
		{"/chrofy/ja/controls?q=8.15", "/chrofy/ja/search?q=8.15", 301},
		{"/chrofy/en/controls?party=aws&q=a%20b%26c", "/chrofy/en/search?q=a%20b%26c", 301},
		{"/chrofy/editions/1/en/controls?q=log", "/chrofy/editions/1/en/search?q=log", 301},
		{"/chrofy/en/search/?q=log", "/chrofy/en/search?q=log", 301},
	};

	(void)state;
	EACH_ROW(i, rows) {
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
		{"GET", "/chrofy/diagrams/stack.svg?page=2", {NULL}, "1–1", 400},
		{"GET", "/chrofy/diagrams/flow.png?page=5&aspect=16:9", {NULL}, "1–4", 400},
		{"GET", "/chrofy/diagrams/flow.svg?page=0", {"Accept-Language: en"},
			"A whole number from 1 to the number of pages", 400},
		{"GET", "/chrofy/en/embed?kind=flow&page=2", {NULL}, "1–1", 400},
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
	EACH_ROW(i, rows) {
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
		EACH_ROW(i, repeated)
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
	 * others a language, of the badge one SVG; 10 files; in each language a feed for each party
	 */
	assert_int_equal(count, 2 * 2 * 56 + 2 * 4 + 2 * data_file_count() + 2 * (6 * 6 + 4) + 10);
}

/* What is said of the address before anything is made is what the answer says. */
static void
assert_foretold(struct site *site, const char *target)
{
	static const char *const named[] = {"Content-Type", "Location"};
	struct exchange made;
	struct response foretold;

	exchange_begin(&made, site, "GET", target, NULL);
	site_foretell(site, &made.request, true, &foretold);
	assert_int_equal(foretold.status, made.response.status);
	assert_int_equal(foretold.body_len, 0);
	EACH_ROW(i, named)
		assert_string_equal(header(&foretold, named[i]), header(&made.response, named[i]));
	assert_int_equal(strstr(header(&foretold, "Vary"), "Accept-Language") != NULL,
		strstr(header(&made.response, "Vary"), "Accept-Language") != NULL);
	exchange_end(&made);
}

static bool
visit_foretold(const char *target, void *count)
{
	assert_foretold(chrofy, target);
	++*(size_t *)count;
	return true;
}

static void
answers_are_foretold(void **state)
{
	static const char *const others[] = {"/", "/chrofy", "/chrofy/", "/CHROFY/ja/", "/nothing",
		"/chrofy/ja/controls/99", "/chrofy/ja/controls?q=log",
		"/chrofy/ja/embed?width=99999", "/chrofy/ja/controls?party=aws",
		"/chrofy/diagrams/stack.gif", "/.well-known/security.txt", "/sitemap.xml"};
	size_t count = 0;

	(void)state;
	EACH_ROW(i, others)
		assert_foretold(chrofy, others[i]);
	site_walk(chrofy, visit_foretold, &count);
	assert_true(count > 200);
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
	EACH_ROW(i, rows) {
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
	EACH_ROW(i, rows) {
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

/* Each picture and form is in a format that can be chosen, or withheld. */
static void
formats_have_names(void **state)
{
	static const struct {
		const char *list, *unknown; /* NULL: all are known */
	} lists[] = {{"html", NULL}, {"oscal,html,svg,svg", NULL}, {"html,", ""}, {"", ""},
		{"html,gif,svg", "gif"}, {"htm", "htm"}, {"html svg", "html svg"}, {"SVG", "SVG"}};
	const struct offer all = {0};
	struct offer pages = {0}, files = {0};
	OWN(buf_fini) struct buf ignored = {0};

	(void)state;
	assert_true(offer_read(&pages, "html", &ignored));
	assert_true(offer_read(&files, "svg,png,webp,pdf,xlsx,csv,ics,json,xml,oscal", &ignored));
	EACH_VALUE(format, FORMAT__COUNT) {
		assert_false(offer_has_picture(&pages, (enum diagram_format)format));
		assert_true(offer_has_picture(&files, (enum diagram_format)format));
	}
	for (size_t i = 0; i < data_file_count(); i++) {
		assert_true(offer_has_data(&all, data_file_at(i)));
		assert_false(offer_has_data(&pages, data_file_at(i)));
		assert_true(offer_has_data(&files, data_file_at(i)));
	}
	assert_true(offer_has(&pages, ROUTE_CONTROLS, NULL));
	assert_false(offer_has(&pages, ROUTE_EMBED, NULL)); /* it would have nothing to choose */
	assert_false(offer_has(&files, ROUTE_CONTROLS, NULL));
	EACH_ROW(i, lists) {
		OWN(buf_fini) struct buf unknown = {0};
		struct offer offer = {0};

		assert_int_equal(
			offer_read(&offer, lists[i].list, &unknown), lists[i].unknown == NULL);
		assert_string_equal(
			buf_cstr(&unknown), lists[i].unknown != NULL ? lists[i].unknown : "");
	}
}

static bool
visit_offered(const char *target, void *data)
{
	size_t *svgs = data;

	assert_null(strstr(target, "/data"));
	assert_null(strstr(target, ".pdf"));
	*svgs += strstr(target, ".svg") != NULL;
	return true;
}

/* What a site does not have is not found, and not walked. */
static void
what_is_withheld_is_not_there(void **state)
{
	static const struct {
		const char *target;
		int status;
	} rows[] = {{"/everything/diagrams/stack.svg", 200},
		{"/everything/diagrams/stack.png", 404}, {"/everything/data/matrix.json", 404},
		{"/everything/en/document.pdf", 404}, {"/everything/en/data", 404},
		{"/everything/data/", 404}, {"/everything/en/embed", 200},
		{"/everything/en/", 200}};
	struct site_options options = {0};
	OWN(buf_fini) struct buf unknown = {0};
	struct diags diags = {0};
	struct model *model = load_file("tests/data/good/everything.xml", &diags);
	struct site *site;
	size_t svgs = 0;

	(void)state;
	diags_fini(&diags);
	assert_true(offer_read(&options.offer, "html,svg", &unknown));
	site = site_new(model, &options);
	EACH_ROW(i, rows) {
		OWN(exchange_end) struct exchange e;

		exchange_begin(&e, site, "GET", rows[i].target, NULL);
		assert_int_equal(e.response.status, rows[i].status);
	}
	site_walk(site, visit_offered, &svgs);
	assert_true(svgs > 10);
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
	EACH_ROW(i, targets) {
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
	assert_string_equal(header(&e.response, "Location"), "/trust/chrofy/en/");
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
		cmocka_unit_test(every_target_answers),
		cmocka_unit_test(answers_are_foretold),
		cmocka_unit_test(versions_are_kept_for_good),
		cmocka_unit_test(a_site_may_stand_below_a_path),
		cmocka_unit_test(times_are_written_as_http_has_them),
		cmocka_unit_test(times_count_only_when_they_are_ours),
		cmocka_unit_test(pictures_have_no_encoding_where_it_is_no_use),
		cmocka_unit_test(unknown_parameters_do_not_make_another_content),
		cmocka_unit_test(hosts_are_not_trusted),
		cmocka_unit_test(several_services_and_editions_stand_side_by_side),
		cmocka_unit_test(plans_are_walked),
		cmocka_unit_test(formats_have_names),
		cmocka_unit_test(what_is_withheld_is_not_there),
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
