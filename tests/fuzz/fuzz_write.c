/* Any bytes as the words of a document: whatever they are, pages, pictures and exports are
 * well-formed, and nothing of the words becomes markup.
 *
 * The document is a good one that has everything; lines of the input take the places of its texts,
 * one after the other. A model's texts are UTF-8 of characters that XML has, so other bytes are
 * replaced first; the writer of HTML, which takes words of requests too, gets them as they are.
 * After each sign that could open markup the words say "zz": an element or attribute of that name
 * in what is written was not escaped. Some pages and pictures are made of each input, by its
 * checksum. */
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>
#include <libxml/parser.h>

#include "base/own.h"
#include "base/utf8.h"
#include "check/check.h"
#include "diagram/diagram.h"
#include "export/export.h"
#include "html/html.h"
#include "load/load.h"
#include "site/site.h"
#include "model/visit.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* fontconfig keeps what it read until the process ends. */
const char *
__lsan_default_suppressions(void);
const char *
__lsan_default_suppressions(void)
{
	return "leak:libfontconfig";
}

enum { LINE_MAX_BYTES = 400, LINES_MAX = 64 };

/* -- what must hold -------------------------------------------------------------------------- */

static void
on_element(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
	int namespaces, const xmlChar **bound, int attributes, int defaulted,
	const xmlChar **attribute)
{
	(void)data, (void)prefix, (void)uri, (void)namespaces, (void)bound, (void)defaulted;
	assert(strncmp((const char *)name, "zz", 2) != 0);
	for (int i = 0; i < attributes; i++)
		assert(strncmp((const char *)attribute[5 * i], "zz", 2) != 0);
}

static void
stop(const char *what, const char *bytes, size_t len)
{
	fprintf(stderr, "%s:\n%.*s\n", what, (int)len, bytes);
	abort();
}

static void
expect_xml(const char *what, const char *bytes, size_t len)
{
	xmlSAXHandler sax = {.initialized = XML_SAX2_MAGIC, .startElementNs = on_element};
	xmlParserCtxt *parser = xmlCreatePushParserCtxt(&sax, NULL, NULL, 0, NULL);

	xmlCtxtUseOptions(parser, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	if (xmlParseChunk(parser, bytes, (int)len, 1) != 0 || !parser->wellFormed)
		stop(what, bytes, len);
	xmlFreeParserCtxt(parser);
}

static void
expect_json(const char *what, const char *bytes, size_t len)
{
	json_t *json = json_loadb(bytes, len, JSON_REJECT_DUPLICATES, NULL);

	if (json == NULL)
		stop(what, bytes, len);
	json_decref(json);
}

/* -- words ------------------------------------------------------------------------------------ */

struct words {
	const char *lines[LINES_MAX];
	size_t count, next;
};

static bool
is_character(const char *s, size_t *len)
{
	uint32_t c = utf8_next(s, len);

	return utf8_len(s) > 0 && c >= 0x20 && c != 0x7f && c != 0xfffe && c != 0xffff;
}

/* The line with marks; clean: fit for a model. */
static const char *
marked(struct arena *arena, const char *line, bool clean)
{
	OWN(buf_fini) struct buf out = {0};
	size_t len;

	for (const char *s = line; *s != '\0' && out.len < LINE_MAX_BYTES; s += len) {
		if (!is_character(s, &len) && clean)
			buf_char(&out, '?');
		else
			buf_add(&out, s, len);
		if (*s == '<' || *s == '&')
			buf_str(&out, "zz");
		else if (*s == '"' || *s == '\'')
			buf_str(&out, " zz=");
	}
	return arena_strndup(arena, out.len > 0 ? out.data : "x", out.len > 0 ? out.len : 1);
}

static void
words_init(struct words *words, struct arena *arena, const uint8_t *data, size_t size, bool clean)
{
	char *rest = arena_strndup(arena, (const char *)data, size), *line;

	*words = (struct words){0};
	while (words->count < LINES_MAX && (line = strsep(&rest, "\n")) != NULL)
		words->lines[words->count++] = marked(arena, line, clean);
}

static const char *
next_line(struct words *words)
{
	return words->lines[words->next++ % words->count];
}

/* The model is ours alone, so its texts may change before anyone else has seen them. */
static void
replace(const struct texts *texts, void *data)
{
	struct words *words = data;

	for (size_t i = 0; i < texts->count; i++) {
		struct text *text = (struct text *)&texts->v[i];

		text->value = next_line(words);
		text->marked = false;
	}
}

/* -- writers ------------------------------------------------------------------------------------
 */

static void
write_html(const uint8_t *data, size_t size)
{
	OWN(buf_fini) struct buf out = {0};
	struct arena *arena = arena_new();
	struct words words;
	struct html html;

	words_init(&words, arena, data, size, false);
	html_init(&html, &out);
	html_doctype(&html);
	html_open(&html, "html");
	for (size_t i = 0; i < words.count; i++) {
		html_open(&html, "p");
		html_attr(&html, "title", words.lines[i]);
		html_text(&html, words.lines[i]);
		html_close(&html, "p");
	}
	html_close(&html, "html");
	html_end(&html);
	expect_xml("html", out.data, out.len);
	arena_free(arena);
}

/* drawable: the fonts have all characters. */
static void
respond(struct site *site, const char *target, bool drawable)
{
	bool picture = strstr(target, "/diagrams/") != NULL;
	struct arena *arena = arena_new();
	struct request request;
	struct response response = {0};

	request_from_target(&request, "GET", target, NULL, 0, arena);
	site_respond(site, &request, &response);
	if (response.status != (strstr(target, "/no-such") != NULL ? 404 : 200) &&
		(!picture || drawable))
		stop(target, response.body, response.body_len);
	expect_xml(target, response.body, response.body_len);
	site_release(site, &response);
	arena_free(arena);
}

static void
write_exports(const struct model *model)
{
	for (size_t i = 0; i < export_format_count; i++) {
		const struct export_format *format = &export_formats[i];
		OWN(buf_fini) struct buf out = {0};

		if (!export_format_fits(format, model->services[0].current))
			continue;
		format->write(&out, model, model->services[0].current);
		if (strstr(format->type, "xml") != NULL && !format->packed)
			expect_xml(format->id, out.data, out.len);
		else if (strstr(format->type, "json") != NULL)
			expect_json(format->id, out.data, out.len);
	}
}

static struct model *
document(void)
{
	struct diags diags = {0};
	struct model *model = load_file("tests/data/good/everything.xml", &diags);

	assert(model != NULL);
	check_model(model, &(struct check_options){0}, &diags);
	assert(diags.count[SEVERITY_ERROR] == 0);
	diags_fini(&diags);
	return model;
}

/* Of the input alone, so that a case is the same when it is tried again. */
static size_t
checksum(const uint8_t *data, size_t size)
{
	size_t sum = 0;

	for (size_t i = 0; i < size; i++)
		sum = sum * 31 + data[i];
	return sum;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const targets[] = {"/everything/en/", "/everything/ja/boundary",
		"/everything/en/search?q=a", "/everything/en/controls/A.1",
		"/everything/ja/parties/buyer", "/everything/en/mapping", "/everything/en/changes",
		"/everything/en/about", "/everything/en/data", "/everything/en/embed",
		"/everything/feed.atom", "/sitemap.xml", "/everything/en/no-such-page",
		"/everything/diagrams/stack.svg?text=live&lang=en",
		"/everything/diagrams/matrix.svg?lang=ja", "/everything/diagrams/party.svg?lang=en",
		"/everything/diagrams/card.svg?lang=ja"};
	struct model *model;
	struct words words;
	struct site *site;
	struct site_options options = {0};
	struct diags diags = {0};
	bool drawable;

	if (size > 4096)
		return -1;
	write_html(data, size);
	model = document();
	words_init(&words, model->arena, data, size, true);
	matrix_visit_texts(model->services[0].current, replace, &words);
	write_exports(model);
	diagram_check_glyphs(model, &diags);
	drawable = diags.n == 0;
	diags_fini(&diags);
	site = site_new(model, &options);
	for (size_t i = 0; i < 4; i++)
		respond(site,
			targets[(checksum(data, size) + i * 5) %
				(sizeof(targets) / sizeof(targets[0]))],
			drawable);
	site_free(site);
	return 0;
}
