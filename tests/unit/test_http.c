/* cgi/, piece by piece: HTML, addresses, negotiation, requests and responses, the cache and the
 * gate. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include "rows.h"

#include "base/own.h"
#include "site/cache.h"
#include "model/clause.h"
#include "site/gate.h"
#include "http/host.h"
#include "html/html.h"
#include "http/percent.h"
#include "address/key.h"
#include "site/site.h"
#include "address/target.h"

/* -- html -------------------------------------------------------------------------- */

static void
html_is_balanced_and_escaped(void **state)
{
	OWN(buf_fini) struct buf out = {0};
	struct html h;

	(void)state;
	html_init(&h, &out);
	html_open(&h, "p");
	html_attr(&h, "title", "a\"b'<&>");
	html_text(&h, "1 < 2 & \"x\"");
	html_open(&h, "br");
	html_lit(&h, " ");
	html_open(&h, "em");
	html_close(&h, "em");
	html_close(&h, "p");
	html_end(&h);
	assert_string_equal(buf_cstr(&out),
		"\n<p title=\"a&quot;b&#39;&lt;&amp;&gt;\">1 &lt; 2 &amp; &quot;x&quot;<br /> "
		"<em></em></p>\n");
}

static void
html_replaces_what_no_page_may_hold(void **state)
{
	OWN(buf_fini) struct buf out = {0};
	struct html h;

	(void)state;
	html_init(&h, &out);
	html_text(&h, "a\x01"
		      "b\xff"
		      "c\xef\xbf\xbe"
		      "d\xe3\x81");
	assert_string_equal(buf_cstr(&out), "a\xef\xbf\xbd"
					    "b\xef\xbf\xbd"
					    "c\xef\xbf\xbd"
					    "d\xef\xbf\xbd\xef\xbf\xbd");
}

/* -- addresses ----------------------------------------------------------------------- */

static void
links_are_printed_from_the_routes(void **state)
{
	static const struct {
		struct link link;
		const char *url;
	} rows[] = {
		{{.to = ROUTE_HOME}, "/"},
		{{.to = ROUTE_SERVICE, .service = "s"}, "/s/"},
		{{.to = ROUTE_SERVICE, .service = "s", .edition = 2}, "/s/editions/2/"},
		{{.to = ROUTE_OVERVIEW, .service = "s", .lang = "ja"}, "/s/ja/"},
		{{.to = ROUTE_CONTROL,
			 .service = "s",
			 .lang = "ja",
			 .clause = "CLD.6.3.1",
			 .anchor = "x y"},
			"/s/ja/controls/CLD.6.3.1#x%20y"},
		{{.to = ROUTE_MAPPING, .service = "s", .lang = "en", .edition = 10},
			"/s/editions/10/en/mapping"},
		{{.to = ROUTE_DIAGRAM,
			 .service = "s",
			 .file = "stack.svg",
			 .query = "lang=en",
			 .version = "0f"},
			"/s/diagrams/stack.svg?lang=en&v=0f"},
		{{.to = ROUTE_STATIC, .file = "style.css", .version = "0f"},
			"/static/style.css?v=0f"},
	};

	(void)state;
	EACH_ROW(i, rows) {
		OWN(buf_fini) struct buf url = {0};

		link_print(&url, &rows[i].link);
		assert_string_equal(buf_cstr(&url), rows[i].url);
	}
}

static void
every_route_is_found_by_its_own_pattern(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	EACH_VALUE(id, ROUTE__COUNT) {
		struct link link = {.to = (enum route_id)id,
			.service = "s",
			.lang = "en",
			.clause = "1.2",
			.party = "p",
			.range = "1..2",
			.file = "f.svg"};
		struct captures captures;

		assert_non_null(route_table[id].help);
		assert_int_equal(route_find(link_string(arena, &link), arena, &captures), id);
		link.edition = 3;
		assert_int_equal(route_find(link_string(arena, &link), arena, &captures), id);
	}
	arena_free(arena);
}

/* An address that fits several patterns means the one that says most of it itself. */
static void
words_of_a_pattern_come_before_names(void **state)
{
	static const struct {
		const char *path;
		int route;
	} rows[] = {{"/static/diagrams", ROUTE_STATIC}, {"/s/data/data", ROUTE_DATA_FILE},
		{"/s/data", ROUTE_DATA_HOME}, {"/s/data/oscal/x.json", ROUTE_OSCAL},
		{"/s/en/data", ROUTE_DATA}, {"/healthz", ROUTE_HEALTHZ},
		{"/s/en/changes", ROUTE_CHANGES}, {"/s/en/changes/1..2", ROUTE_DIFFERENCE},
		{"/s/diagrams/x", ROUTE_DIAGRAM}, {"/s/editions/2/data", ROUTE_DATA_HOME},
		{"/s/editions/2", ROUTE_SERVICE}, {"/s/feed.atom", ROUTE_FEED},
		{"/s/en/parties/x/feed.atom", ROUTE_PARTY_FEED},
		{"/s/en/parties/feed.atom", ROUTE_PARTY}, {"/s/en/controls/x/y", -1}};
	struct arena *arena = arena_new();
	struct captures captures;

	(void)state;
	EACH_ROW(i, rows)
		if (route_find(rows[i].path, arena, &captures) != rows[i].route)
			fail_msg("%s leads elsewhere", rows[i].path);
	arena_free(arena);
}

static void
arguments_survive_encoding(void **state)
{
	OWN(buf_fini) struct buf query = {0};
	struct arena *arena = arena_new();
	struct request request;

	(void)state;
	percent_argument(&query, "q", "ログ & \"x\"+y%");
	percent_argument(&query, "cld", "1");
	assert_null(strpbrk(buf_cstr(&query), " \"+"));
	request_from_target(
		&request, "GET", arena_printf(arena, "/?%s", buf_cstr(&query)), NULL, 0, arena);
	assert_int_equal(request.refused, 0);
	assert_string_equal(request_parameter(&request, "q"), "ログ & \"x\"+y%");
	assert_string_equal(request_parameter(&request, "cld"), "1");
	assert_null(request_parameter(&request, "nothing"));
	assert_null(percent_decode(arena, "a%00", 4, true));
	assert_null(percent_decode(arena, "a%zz", 4, false));
	assert_string_equal(percent_decode(arena, "100%", 4, true), "100%");
	assert_string_equal(percent_decode(arena, "a%4", 3, true), "a%4");
	arena_free(arena);
}

static void
every_byte_is_decoded_from_its_digits(void **state)
{
	static const char *const wrong[] = {
		"%2/", "%2:", "%2@", "%2G", "%2`", "%2g", "%/2", "%:2", "%g2", "%2", "%"};
	struct arena *arena = arena_new();
	char text[8], *decoded;

	(void)state;
	for (unsigned c = 1; c < 256; c++)
		for (int upper = 0; upper < 2; upper++) {
			snprintf(text, sizeof(text), upper ? "%%%02X." : "%%%02x.", c);
			decoded = percent_decode(arena, text, strlen(text), upper);
			assert_int_equal((unsigned char)decoded[0], c);
			assert_string_equal(decoded + 1, ".");
		}
	EACH_ROW(i, wrong) {
		assert_null(percent_decode(arena, wrong[i], strlen(wrong[i]), false));
		assert_string_equal(
			percent_decode(arena, wrong[i], strlen(wrong[i]), true), wrong[i]);
	}
	assert_string_equal(
		percent_decode(arena, "a+b", 3, false), "a+b"); /* a space only in a query */
	assert_string_equal(percent_decode(arena, "a+b", 3, true), "a b");
	arena_free(arena);
}

static void
clauses_have_many_spellings(void **state)
{
	static const struct {
		const char *a, *b;
		bool same;
	} rows[] = {{"CLD.6.3.1", "cld6.3.1", true}, {"CLD.6.3.1", "CLD6.3.1", true},
		{"A.8.15", "a8.15", true}, {"9.2.1", "9.2.1", true}, {"9.2.1", "92.1", false},
		{"9.2.1", "9.21", false}, {"", "", true}, {"5.1", "5.10", false}};

	(void)state;
	EACH_ROW(i, rows)
		assert_int_equal(clause_same(rows[i].a, rows[i].b), rows[i].same);
	assert_true(clause_below("9.2.1", "9.2"));
	assert_true(clause_below("9.2.1", "9"));
	assert_true(clause_below("CLD.9.5.1", "cld"));
	assert_true(clause_below("CLD.9.5.1", "cld9"));
	assert_false(clause_below("9.2.1", "9.20"));
	assert_false(clause_below("12.1.2", "1"));
	assert_false(clause_below("9.2.1", ""));
}

/* -- negotiation ------------------------------------------------------------------------- */

static void
languages_are_weighed(void **state)
{
	static const char *const tags[] = {"ja", "en", "zh-Hant"};
	static const struct {
		const char *accept;
		size_t expected;
	} rows[] = {{"", 0}, {"en", 1}, {"EN-us", 1}, {"fr", 0}, {"fr, en;q=0.1", 1},
		{"ja;q=0.5, en;q=0.6", 1}, {"en, ja", 1}, {"*", 0}, {"ja;q=0, *;q=0.5", 1},
		{"zh-Hant-TW", 2}, {"zh-Hant;q=0.3,ja;q=0.2", 2}, {"en;q=", 0}, {",,,;;q", 0},
		{"en;q=2", 0}, {"en ; q=1.000 , ja", 1}, {"ja-JP,ja;q=0.9,en-US;q=0.8", 0}};

	(void)state;
	EACH_ROW(i, rows)
		assert_int_equal(
			negotiate_language(rows[i].accept, tags, COUNT(tags)), rows[i].expected);
}

static void
encodings_are_weighed(void **state)
{
	static const struct {
		const char *accept;
		enum coding expected;
	} rows[] = {{"", CODING_IDENTITY}, {"gzip, deflate, br", CODING_BR}, {"gzip", CODING_GZIP},
		{"x-gzip", CODING_GZIP}, {"br;q=0, gzip", CODING_GZIP},
		{"br;q=0.5, gzip;q=0.9", CODING_GZIP}, {"*", CODING_BR}, {"*;q=0", CODING_IDENTITY},
		{"identity, br;q=0.1", CODING_IDENTITY}, {"br;q=0.000", CODING_IDENTITY},
		{"zstd", CODING_IDENTITY}, {"identity;q=0", CODING_IDENTITY},
		{"gzip;q=nonsense", CODING_IDENTITY}, {"BR", CODING_BR},
		{"*;q=0.5, br;q=0", CODING_GZIP}};

	(void)state;
	EACH_ROW(i, rows)
		assert_int_equal(negotiate_encoding(rows[i].accept), rows[i].expected);
}

static void
entity_tags_are_matched(void **state)
{
	static const struct {
		const char *header;
		bool expected;
	} rows[] = {{"\"a\"", true}, {"W/\"a\"", true}, {"\"b\", \"a\"", true},
		{"\"b\",W/\"a\" ", true}, {"*", true}, {" * ", true}, {"\"b\"", false},
		{"a", false}, {"\"a", false}, {"", false}, {"\"ab\"", false}, {"**", false},
		{"\"a, \"a\"", false}};

	(void)state;
	EACH_ROW(i, rows)
		assert_int_equal(etag_match(rows[i].header, "\"a\""), rows[i].expected);
}

/* -- requests ---------------------------------------------------------------------------- */

static void
cgi_variables_become_a_request(void **state)
{
	const char *const environment[] = {"REQUEST_METHOD=GET", "SCRIPT_NAME=/chrofy",
		"PATH_INFO=/ja/controls/a b", "HTTPS=on", "QUERY_STRING=q=%E3%83%AD&q=last&empty",
		"HTTP_ACCEPT_LANGUAGE=en", "HTTP_HOST=example.com", "HTTP_PROXY=evil", NULL};
	struct arena *arena = arena_new();
	struct request request;

	(void)state;
	request_from_cgi(&request, (char *const *)environment, arena);
	assert_int_equal(request.refused, 0);
	assert_string_equal(request.method, "GET");
	assert_string_equal(request.path, "/chrofy/ja/controls/a%20b");
	assert_string_equal(request_parameter(&request, "q"), "last");
	assert_string_equal(request_parameter(&request, "empty"), "");
	assert_string_equal(request.accept_language, "en");
	assert_string_equal(request.accept_encoding, "");
	assert_string_equal(request.host, "example.com");
	assert_true(request.https);
	arena_free(arena);
}

/* size times the character c behind a prefix. */
static const char *
long_string(struct arena *arena, const char *prefix, char c, size_t size)
{
	size_t n = strlen(prefix);
	char *s = arena_alloc(arena, n + size + 1);

	memcpy(s, prefix, n);
	memset(s + n, c, size);
	return s;
}

static void
too_much_is_refused(void **state)
{
	struct arena *arena = arena_new();
	struct request request;
	OWN(buf_fini) struct buf many = {0};
	static const char *const malformed[] = {
		"", "no-slash", "/%zz", "/%00", "/a%", "/?q=%00", "/?a b"};

	(void)state;
	request_from_target(&request, "GET", long_string(arena, "/", 'a', REQUEST_TARGET_LIMIT),
		NULL, 0, arena);
	assert_int_equal(request.refused, 414);
	buf_str(&many, "/?");
	for (int i = 0; i <= REQUEST_PARAMETER_LIMIT; i++)
		buf_str(&many, "a=1&");
	request_from_target(&request, "GET", buf_cstr(&many), NULL, 0, arena);
	assert_int_equal(request.refused, 400);
	EACH_ROW(i, malformed) {
		request_from_target(&request, "GET", malformed[i], NULL, 0, arena);
		assert_int_equal(request.refused, 400);
	}
	arena_free(arena);
}

/* Without any of them there is a right answer too. */
static void
headers_that_are_too_long_are_passed_over(void **state)
{
	static const struct {
		const char *name;
		size_t offset;
	} headers[] = {{"If-None-Match: ", offsetof(struct request, if_none_match)},
		{"If-Modified-Since: ", offsetof(struct request, if_modified_since)},
		{"Accept-Language: ", offsetof(struct request, accept_language)},
		{"Accept-Encoding: ", offsetof(struct request, accept_encoding)},
		{"Host: ", offsetof(struct request, host)}};
	struct arena *arena = arena_new();

	(void)state;
	EACH_ROW(i, headers)
		for (size_t over = 0; over < 2; over++) {
			const char *line = long_string(
				arena, headers[i].name, 'x', REQUEST_HEADER_LIMIT + over);
			struct request request;
			const char *value;

			request_from_target(&request, "GET", "/", &line, 1, arena);
			memcpy(&value, (const char *)&request + headers[i].offset, sizeof(value));
			assert_int_equal(request.refused, 0);
			assert_int_equal(
				strlen(value), over || strcmp(headers[i].name, "Host: ") == 0
						       ? 0
						       : REQUEST_HEADER_LIMIT);
		}
	arena_free(arena);
}

static void
hosts_are_names_or_addresses(void **state)
{
	static const char *const hosts[] = {"a", "localhost", "trust.example.com",
		"trust.example.com.", "a_b.example", "xn--r8jz45g.jp", "192.0.2.1",
		"192.0.2.1:8080", "[::1]", "[2001:db8::1]:443", "[::ffff:192.0.2.1]", "a:0",
		"a:65535", "a:", "-", "a..b"};
	static const char *const others[] = {"", ":80", "a b", " a", "a ", "a\tb", "a br", "a/b",
		"a?b", "a#b", "user@a", "a,b", "a:65536", "a:123456", "a:80:80", "a:8x", "a:-1",
		"a: 80", "::1", "[::1", "[::1]x", "[::1]:x", "[]", "[:::]", "[a]", "[fe80::1%eth0]",
		"[v1.x]", "[1:2:3:4:5:6:7:8:9:10:11:12:13:14:15:16:17:18:19:20]", "a%20b", "a%",
		"<script>", "\"", "a\\b", "\xe4\xbe\x8b.jp", "a\x7f", "a\x01"};
	struct arena *arena = arena_new();

	(void)state;
	EACH_ROW(i, hosts)
		assert_true(host_is_valid(hosts[i]));
	EACH_ROW(i, others)
		assert_false(host_is_valid(others[i]));
	assert_true(host_is_valid(long_string(arena, "", 'x', 254)));
	assert_false(host_is_valid(long_string(arena, "", 'x', 255)));
	arena_free(arena);
}

static void
a_host_is_in_small_letters_or_none(void **state)
{
	static const struct {
		const char *line, *base;
	} cases[] = {{"Host: Trust.Example:8080", "http://trust.example:8080"}, {"Host: a br", ""},
		{"Host: ", ""}, {"Hosts: a", ""}, {"host: [2001:DB8::1]", "http://[2001:db8::1]"}};
	struct arena *arena = arena_new();

	(void)state;
	EACH_ROW(i, cases) {
		struct request request;

		request_from_target(&request, "GET", "/", &cases[i].line, 1, arena);
		assert_string_equal(request_base(&request), cases[i].base);
		assert_int_equal(request.refused, 0);
	}
	arena_free(arena);
}

/* Words that hold what could stand between the parts of a key, split at every place: no two splits
 * have one key. */
static void
no_part_of_a_key_runs_into_the_next(void **state)
{
	static const char *const words[] = {"/a br", "/a ja http://a br",
		"1:/0:0:", "3:/a 2:ja0:", "/a2:br", ":::", "11111", "\n\n \n"};
	struct arena *arena = arena_new();
	const char *keys[512];
	size_t count = 0;

	(void)state;
	EACH_ROW(w, words)
		for (size_t i = 0, len = strlen(words[w]); i <= len; i++)
			for (size_t j = i; j <= len && count < COUNT(keys); j++) {
				const char *address = arena_strndup(arena, words[w], i),
					   *lang = arena_strndup(arena, words[w] + i, j - i);

				keys[count++] = key_of_content(arena, address, lang, words[w] + j);
			}
	EACH_OF(i, keys, count)
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(keys[i], keys[j]);
	assert_string_not_equal(
		key_of_coding(arena, "/a b", "r"), key_of_coding(arena, "/a ", "br"));
	assert_string_not_equal(
		key_of_coding(arena, "/a br", ""), key_of_coding(arena, "/a", "br"));
	assert_string_equal(key_of_address(arena, "/a"), key_of_content(arena, "/a", "", ""));
	arena_free(arena);
}

static void
responses_are_printed_whole(void **state)
{
	struct response response = {.status = 200, .body = "body", .body_len = 4};
	OWN(buf_fini) struct buf out = {0};

	(void)state;
	response_header(&response, "X-Good", "yes");
	response_header(&response, "X-Bad", "a\r\nSet-Cookie: b");
	response_cgi(&response, &out);
	assert_string_equal(
		buf_cstr(&out), "Status: 200 OK\r\nX-Good: yes\r\nContent-Length: 4\r\n\r\nbody");
	buf_clear(&out);
	response.head = true;
	response_http(&response, &out);
	assert_string_equal(
		buf_cstr(&out), "HTTP/1.1 200 OK\r\nX-Good: yes\r\nContent-Length: 4\r\n\r\n");
	buf_clear(&out);
	response.status = 304;
	response_http(&response, &out);
	assert_string_equal(buf_cstr(&out), "HTTP/1.1 304 Not Modified\r\nX-Good: yes\r\n\r\n");
}

/* -- the cache ------------------------------------------------------------------------------ */

struct maker {
	pthread_mutex_t lock;
	int made;
	size_t size;
	enum cache_answer answer;
	unsigned wait_us;
};

static enum cache_answer
make_bytes(struct content *content, void *data, struct wait *wait)
{
	struct maker *maker = data;

	(void)wait;
	usleep(maker->wait_us);
	pthread_mutex_lock(&maker->lock);
	maker->made++;
	pthread_mutex_unlock(&maker->lock);
	for (size_t i = 0; i < maker->size; i++)
		buf_char(&content->bodies[CODING_IDENTITY], 'x');
	return maker->answer;
}

/* One who waits, and how often it was woken. */
struct waiting {
	struct wait wait;
	atomic_int woken;
};

static void
count_wakes(struct wait *wait)
{
	atomic_fetch_add(&((struct waiting *)wait)->woken, 1);
}

/* What is made at once. */
static enum cache_answer
get(struct cache *cache, const char *key, bool keep, struct maker *maker,
	const struct content **content)
{
	struct waiting one = {.wait = {.wake = count_wakes}};

	*content = NULL;
	return cache_get(cache, key, keep, make_bytes, maker, &one.wait, content);
}

static int
count_makes(struct cache *cache, struct maker *maker, const char *key)
{
	int before = maker->made;
	const struct content *content;

	get(cache, key, true, maker, &content);
	cache_release(cache, content);
	return maker->made - before;
}

static void
cache_drops_the_least_recently_used(void **state)
{
	struct cache *cache = cache_new(40000);
	struct maker maker = {.lock = PTHREAD_MUTEX_INITIALIZER, .size = 9000};

	(void)state;
	assert_int_equal(count_makes(cache, &maker, "a"), 1);
	assert_int_equal(count_makes(cache, &maker, "b"), 1);
	assert_int_equal(count_makes(cache, &maker, "c"), 1);
	assert_int_equal(count_makes(cache, &maker, "a"), 0);
	assert_int_equal(count_makes(cache, &maker, "d"), 1);
	assert_int_equal(count_makes(cache, &maker, "e"), 1); /* drops b */
	assert_int_equal(count_makes(cache, &maker, "a"), 0);
	assert_int_equal(count_makes(cache, &maker, "b"), 1);
	assert_true(cache_bytes(cache) <= cache_limit(cache));
	cache_free(cache);
}

static void
cache_serves_and_does_not_keep_what_is_too_large_or_failed(void **state)
{
	struct cache *cache = cache_new(10000);
	struct maker maker = {.lock = PTHREAD_MUTEX_INITIALIZER, .size = 9000};
	const struct content *content;

	(void)state;
	assert_int_equal(get(cache, "large", true, &maker, &content), CACHE_MADE);
	assert_int_equal(content->bodies[CODING_IDENTITY].len, 9000);
	assert_int_equal(cache_bytes(cache), 0);
	cache_release(cache, content);
	maker.answer = CACHE_FAILED;
	maker.size = 10;
	assert_int_equal(get(cache, "failed", true, &maker, &content), CACHE_FAILED);
	maker.answer = CACHE_MADE;
	assert_int_equal(count_makes(cache, &maker, "failed"), 1);
	get(cache, "passing", false, &maker, &content);
	cache_release(cache, content);
	assert_int_equal(count_makes(cache, &maker, "passing"), 1);
	cache_free(cache);
}

struct visit {
	struct cache *cache;
	struct maker *maker;
};

static void *
get_same(void *data)
{
	struct visit *visit = data;

	for (int i = 0; i < 50; i++) {
		struct waiting one = {.wait = {.wake = count_wakes}};
		char key[16];
		const struct content *content;

		snprintf(key, sizeof(key), "%d", i);
		while (cache_get(visit->cache, key, true, make_bytes, visit->maker, &one.wait,
			       &content) == CACHE_LATER) {
			while (atomic_load(&one.woken) == 0)
				usleep(50);
			atomic_store(&one.woken, 0);
		}
		if (content->bodies[CODING_IDENTITY].len != visit->maker->size)
			return data;
		cache_release(visit->cache, content);
	}
	return NULL;
}

static void
cache_makes_once_however_many_ask(void **state)
{
	struct maker maker = {.lock = PTHREAD_MUTEX_INITIALIZER, .size = 100, .wait_us = 300};
	struct visit visit = {cache_new(1 << 20), &maker};
	pthread_t threads[8];

	(void)state;
	for (size_t i = 0; i < COUNT(threads); i++)
		assert_int_equal(pthread_create(&threads[i], NULL, get_same, &visit), 0);
	for (size_t i = 0; i < COUNT(threads); i++) {
		void *problem;

		pthread_join(threads[i], &problem);
		assert_null(problem);
	}
	assert_int_equal(maker.made, 50);
	cache_free(visit.cache);
}

/* A crowd for something that is begun later: nobody holds a thread, all have what came of it, and
 * who comes when the crowd is as large as it may be is told so. */
static void
cache_lets_a_crowd_wait(void **state)
{
	static const enum cache_answer ends[] = {CACHE_MADE, CACHE_FAILED, CACHE_BUSY};
	static struct waiting crowd[CACHE_CROWD + 1];

	(void)state;
	EACH_ROW(e, ends)
		for (int keep = 0; keep < 2; keep++) {
			struct cache *cache = cache_new(1 << 20);
			struct maker maker = {.lock = PTHREAD_MUTEX_INITIALIZER,
				.size = 9,
				.answer = CACHE_LATER};
			struct waiting first = {.wait = {.wake = count_wakes}};
			const struct content *content = NULL;

			assert_int_equal(cache_get(cache, "a", keep, make_bytes, &maker,
						 &first.wait, &content),
				CACHE_LATER);
			for (int i = 0; i <= CACHE_CROWD; i++) {
				crowd[i] = (struct waiting){.wait = {.wake = count_wakes}};
				assert_int_equal(cache_get(cache, "a", keep, make_bytes, &maker,
							 &crowd[i].wait, &content),
					i < CACHE_CROWD ? CACHE_LATER : CACHE_BUSY);
			}
			assert_int_equal(maker.made, 1);
			maker.answer = ends[e];
			maker.size = 0;
			assert_int_equal(cache_get(cache, "a", keep, make_bytes, &maker,
						 &first.wait, &content),
				ends[e]);
			cache_release(cache, content);
			for (int i = 0; i < CACHE_CROWD; i++) {
				assert_int_equal(crowd[i].woken, 1);
				content = NULL;
				assert_int_equal(cache_get(cache, "a", keep, make_bytes, &maker,
							 &crowd[i].wait, &content),
					ends[e]);
				if (ends[e] == CACHE_MADE)
					assert_int_equal(content->bodies[CODING_IDENTITY].len, 9);
				cache_release(cache, content);
			}
			assert_int_equal(maker.made, 2); /* begun, and ended */
			assert_int_equal(crowd[CACHE_CROWD].woken, 0);
			assert_int_equal(first.woken, 0);
			cache_free(cache);
		}
}

/* -- the gate -------------------------------------------------------------------------------- */

static void
gate_gives_places_in_the_order_of_coming(void **state)
{
	struct gate *gate = gate_new(1, 2, 60);
	struct waiting all[4] = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(all); i++)
		all[i].wait.wake = count_wakes;
	assert_int_equal(gate_enter(gate, &all[0].wait), GATE_ENTERED);
	assert_int_equal(gate_enter(gate, &all[1].wait), GATE_LATER);
	assert_int_equal(gate_enter(gate, &all[2].wait), GATE_LATER);
	assert_int_equal(gate_enter(gate, &all[3].wait), GATE_REFUSED); /* two wait already */
	gate_look(gate); /* nobody has waited for a minute */
	assert_int_equal(all[1].woken, 0);
	gate_leave(gate);
	assert_int_equal(all[1].woken, 1);
	assert_int_equal(all[2].woken, 0);
	assert_int_equal(gate_enter(gate, &all[3].wait),
		GATE_LATER); /* the place is not for who comes now */
	assert_int_equal(gate_enter(gate, &all[1].wait), GATE_ENTERED);
	gate_leave(gate);
	assert_int_equal(gate_enter(gate, &all[2].wait), GATE_ENTERED);
	gate_leave(gate);
	assert_int_equal(gate_enter(gate, &all[3].wait), GATE_ENTERED);
	gate_leave(gate);
	assert_int_equal(gate_enter(gate, &all[0].wait), GATE_ENTERED);
	gate_free(gate);
}

static void
gate_turns_away_who_waits_too_long(void **state)
{
	struct gate *gate = gate_new(1, 2, 0);
	struct waiting all[3] = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(all); i++)
		all[i].wait.wake = count_wakes;
	assert_int_equal(gate_enter(gate, &all[0].wait), GATE_ENTERED);
	assert_int_equal(gate_enter(gate, &all[1].wait), GATE_LATER);
	assert_int_equal(gate_enter(gate, &all[2].wait), GATE_LATER);
	gate_look(gate);
	assert_int_equal(gate_enter(gate, &all[1].wait), GATE_REFUSED);
	assert_int_equal(gate_enter(gate, &all[2].wait), GATE_REFUSED);
	assert_int_equal(gate_enter(gate, &all[2].wait), GATE_LATER); /* it may try again */
	gate_leave(gate);
	assert_int_equal(gate_enter(gate, &all[2].wait), GATE_ENTERED);
	gate_free(gate);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(html_is_balanced_and_escaped),
		cmocka_unit_test(html_replaces_what_no_page_may_hold),
		cmocka_unit_test(links_are_printed_from_the_routes),
		cmocka_unit_test(every_route_is_found_by_its_own_pattern),
		cmocka_unit_test(words_of_a_pattern_come_before_names),
		cmocka_unit_test(arguments_survive_encoding),
		cmocka_unit_test(every_byte_is_decoded_from_its_digits),
		cmocka_unit_test(clauses_have_many_spellings),
		cmocka_unit_test(languages_are_weighed),
		cmocka_unit_test(encodings_are_weighed),
		cmocka_unit_test(entity_tags_are_matched),
		cmocka_unit_test(cgi_variables_become_a_request),
		cmocka_unit_test(too_much_is_refused),
		cmocka_unit_test(headers_that_are_too_long_are_passed_over),
		cmocka_unit_test(hosts_are_names_or_addresses),
		cmocka_unit_test(a_host_is_in_small_letters_or_none),
		cmocka_unit_test(no_part_of_a_key_runs_into_the_next),
		cmocka_unit_test(responses_are_printed_whole),
		cmocka_unit_test(cache_drops_the_least_recently_used),
		cmocka_unit_test(cache_serves_and_does_not_keep_what_is_too_large_or_failed),
		cmocka_unit_test(cache_makes_once_however_many_ask),
		cmocka_unit_test(cache_lets_a_crowd_wait),
		cmocka_unit_test(gate_gives_places_in_the_order_of_coming),
		cmocka_unit_test(gate_turns_away_who_waits_too_long),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
