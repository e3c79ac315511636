/* A table of formats: how one begins, and where it has its words. */
#include "mark_read.h"

#include <stdint.h>
#include <string.h>

#include <zlib.h>

#include "base/own.h"
#include "base/source_file.h"
#include "document/parse.h"

enum {
	WORDS_LIMIT = 4096,   /* bytes of words: our lines are far shorter */
	XML_LIMIT = 16 << 20, /* bytes of an SVG: ours have less than one million */
};

struct reading {
	struct arena *arena;
	const unsigned char *bytes;
	size_t len;
	struct mark *mark;
	const char **why;
};

static enum mark_result
broken(const struct reading *r, const char *why)
{
	*r->why = why;
	return MARK_BROKEN;
}

static enum mark_result
none(const struct reading *r, const char *why)
{
	*r->why = why;
	return MARK_NONE;
}

/* -- PNG (ISO/IEC 15948) ---------------------------------------------------------------------- */

static uint32_t
big_endian(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* Past the next n strings, each with its end; NULL: there are not as many. */
static const unsigned char *
skip_strings(const unsigned char *p, const unsigned char *end, int n)
{
	for (; n > 0 && p != NULL; n--) {
		p = memchr(p, '\0', (size_t)(end - p));
		p = p != NULL ? p + 1 : NULL;
	}
	return p;
}

static bool
parse_packed(const struct reading *r, const unsigned char *p, size_t len)
{
	unsigned char words[WORDS_LIMIT];
	uLongf size = sizeof(words);

	return uncompress(words, &size, p, (uLong)len) == Z_OK &&
	       mark_parse(r->arena, (char *)words, size, r->mark);
}

/* tEXt, zTXt or iTXt with our keyword: programs that save a picture anew take one for the other. */
static bool
read_text_chunk(
	const struct reading *r, const unsigned char *type, const unsigned char *p, size_t len)
{
	const unsigned char *end = p + len, *words;
	bool international = memcmp(type, "iTXt", 4) == 0, packed = memcmp(type, "zTXt", 4) == 0;

	if (len < 10 || memcmp(p, "Source", 7) != 0)
		return false;
	words = p + 7;
	if (international) {
		packed = words[0] == 1;
		words = skip_strings(words + 2, end, 2);
	} else if (packed) {
		words++;
	}
	if (words == NULL)
		return false;
	return packed ? parse_packed(r, words, (size_t)(end - words))
		      : mark_parse(r->arena, (const char *)words, (size_t)(end - words), r->mark);
}

static enum mark_result
read_png(const struct reading *r)
{
	enum { HEAD = 8, CRC = 4 };
	bool found = false;

	for (size_t at = HEAD;;) {
		const unsigned char *chunk = r->bytes + at;
		size_t len;

		if (r->len - at < HEAD + CRC ||
			(len = big_endian(chunk)) > r->len - at - HEAD - CRC)
			return broken(r, "the PNG ends in the middle of a chunk");
		if (crc32(crc32(0, NULL, 0), chunk + 4, (uInt)(len + 4)) !=
			big_endian(chunk + HEAD + len))
			return broken(r, "the PNG is damaged: the checksum of a chunk is wrong");
		if (memcmp(chunk + 4, "IEND", 4) == 0)
			break;
		if (memcmp(chunk + 5, "EXt", 3) == 0 || memcmp(chunk + 5, "TXt", 3) == 0)
			found = found || read_text_chunk(r, chunk + 4, chunk + HEAD, len);
		at += HEAD + len + CRC;
	}
	return found ? MARK_FOUND : none(r, "the PNG does not say what it shows");
}

/* -- SVG and the XMP of WebP ---------------------------------------------------------------------
 */

/* The first element of that name at or below the node, going down at most the depth that xml.h
 * allows. */
static const struct xml_node *
find_element(const struct xml_node *node, const char *name)
{
	const struct xml_node *found;

	if (strcmp(node->name, name) == 0)
		return node;
	for (const struct xml_node *c = xml_child(node, NULL); c != NULL; c = xml_next(c, NULL))
		if ((found = find_element(c, name)) != NULL)
			return found;
	return NULL;
}

/* The words of an element without the space around them. */
static bool
parse_element(const struct reading *r, const struct xml_node *element)
{
	const char *words =
		element != NULL && element->first != NULL && element->first->text != NULL
			? element->first->text
			: "";
	size_t len;

	words += strspn(words, " \t\r\n");
	len = strlen(words);
	while (len > 0 && strchr(" \t\r\n", words[len - 1]) != NULL)
		len--;
	return mark_parse(r->arena, words, len, r->mark);
}

static void
source_file_release(struct source_file **file)
{
	source_file_forget(*file);
}

/* Whether some element of that name in a piece of XML is a mark. *xml: whether it is well-formed.
 */
static bool
read_xml(const struct reading *r, const unsigned char *bytes, size_t len, const char *name,
	bool *xml)
{
	OWN(diags_fini) struct diags diags = {0};
	OWN(buf_fini) struct buf copy = {0};
	struct xml_doc *doc;

	*xml = false;
	if (len > XML_LIMIT)
		return false;
	buf_add(&copy, bytes, len);
	OWN(source_file_release) struct source_file *file = source_file_new(r->arena, "", &copy);
	doc = xml_parse_as(r->arena, file, NULL, &diags);
	*xml = doc != NULL;
	return doc != NULL && parse_element(r, find_element(doc->root, name));
}

static enum mark_result
read_svg(const struct reading *r)
{
	bool xml;

	if (read_xml(r, r->bytes, r->len, "metadata", &xml))
		return MARK_FOUND;
	if (xml)
		return none(r, "the SVG does not say what it shows");
	return broken(r, "the SVG is not well-formed XML, has a DOCTYPE or more than 16 MiB");
}

/* -- WebP (RFC 9649)
 * ------------------------------------------------------------------------------- */

static uint32_t
little_endian(const unsigned char *p)
{
	return (uint32_t)p[3] << 24 | (uint32_t)p[2] << 16 | (uint32_t)p[1] << 8 | p[0];
}

static enum mark_result
read_webp(const struct reading *r)
{
	enum { RIFF = 12, HEAD = 8 };
	size_t end = 8 + (size_t)little_endian(r->bytes + 4);
	bool found = false, xml;

	if (end > r->len || end < RIFF + HEAD)
		return broken(r, "the WebP ends too early");
	for (size_t at = RIFF; at + HEAD <= end;) {
		size_t len = little_endian(r->bytes + at + 4);

		if (len > end - at - HEAD)
			return broken(r, "the WebP ends in the middle of a chunk");
		if (memcmp(r->bytes + at, "XMP ", 4) == 0)
			found = found || read_xml(r, r->bytes + at + HEAD, len, "source", &xml);
		at += HEAD + len + (len & 1);
	}
	return found ? MARK_FOUND : none(r, "the WebP does not say what it shows");
}

/* -- PDF (ISO 32000)
 * ---------------------------------------------------------------------------------- */

/* "(...)": up to the parenthesis that closes it; ours have nothing that needs a backslash. */
static bool
parse_literal(const struct reading *r, const unsigned char *p, const unsigned char *end)
{
	const unsigned char *close = memchr(p, ')', (size_t)(end - p));

	return close != NULL && mark_parse(r->arena, (const char *)p, (size_t)(close - p), r->mark);
}

static int
hex_digit(unsigned char c)
{
	static const char digits[] = "0123456789abcdef0123456789ABCDEF";
	const char *at = c != '\0' ? strchr(digits, c) : NULL;

	return at != NULL ? (int)((at - digits) & 15) : -1;
}

/* "<FEFF0041...>": UTF-16, as other programs write it. */
static bool
parse_hex(const struct reading *r, const unsigned char *p, const unsigned char *end)
{
	OWN(buf_fini) struct buf words = {.limit = WORDS_LIMIT};

	for (; end - p >= 4 && hex_digit(*p) >= 0; p += 4) {
		int unit = 0;

		for (int i = 0; i < 4; i++) {
			if (hex_digit(p[i]) < 0)
				return false;
			unit = unit * 16 + hex_digit(p[i]);
		}
		if (unit != 0xFEFF)
			buf_char(&words, unit < 128 ? (char)unit : '?');
	}
	return mark_parse(r->arena, buf_cstr(&words), words.len, r->mark);
}

/* Every "/Subject" is looked at, the last one counting, as after an update. */
static enum mark_result
read_pdf(const struct reading *r)
{
	static const char key[] = "/Subject";
	const unsigned char *p = r->bytes, *end = r->bytes + r->len, *stop;
	bool found = false;

	while ((p = memmem(p, (size_t)(end - p), key, strlen(key))) != NULL) {
		p += strlen(key);
		while (p < end && strchr(" \t\r\n", *p) != NULL && *p != '\0')
			p++;
		stop = end - p > WORDS_LIMIT ? p + WORDS_LIMIT : end;
		if (p < end && *p == '(')
			found = parse_literal(r, p + 1, stop) || found;
		else if (p < end && *p == '<')
			found = parse_hex(r, p + 1, stop) || found;
	}
	if (found)
		return MARK_FOUND;
	if (memmem(r->bytes, r->len, "%%EOF", 5) == NULL)
		return broken(r, "the PDF ends too early");
	return none(r, "the PDF does not say what it shows");
}

/* -- all of them
 * ----------------------------------------------------------------------------------------- */

static bool
is_png(const struct reading *r)
{
	return r->len >= 8 && memcmp(r->bytes, "\x89PNG\r\n\x1a\n", 8) == 0;
}

static bool
is_webp(const struct reading *r)
{
	return r->len >= 12 && memcmp(r->bytes, "RIFF", 4) == 0 &&
	       memcmp(r->bytes + 8, "WEBP", 4) == 0;
}

static bool
is_pdf(const struct reading *r)
{
	return r->len >= 5 && memcmp(r->bytes, "%PDF-", 5) == 0;
}

/* "<svg" within the first kilobyte of something that begins as XML does. */
static bool
is_svg(const struct reading *r)
{
	size_t at = r->len >= 3 && memcmp(r->bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

	while (at < r->len &&
		(r->bytes[at] == ' ' || (r->bytes[at] >= '\t' && r->bytes[at] <= '\r')))
		at++;
	return at < r->len && r->bytes[at] == '<' &&
	       memmem(r->bytes, r->len < 1024 ? r->len : 1024, "<svg", 4) != NULL;
}

/* Pictures that we do not write, but that one of ours may have been turned into. */
static enum mark_result
read_other(const struct reading *r)
{
	return none(r,
		"its format has no place for what it shows; demarc writes PNG, WebP, SVG and PDF");
}

static bool
is_other(const struct reading *r)
{
	return r->len >= 4 &&
	       (memcmp(r->bytes, "\xff\xd8\xff", 3) == 0 || memcmp(r->bytes, "GIF8", 4) == 0 ||
		       (memcmp(r->bytes, "BM", 2) == 0 && r->len >= 26));
}

static const struct {
	bool (*is)(const struct reading *);
	enum mark_result (*read)(const struct reading *);
} formats[] = {{is_png, read_png}, {is_webp, read_webp}, {is_pdf, read_pdf}, {is_svg, read_svg},
	{is_other, read_other}};

enum mark_result
mark_read(struct arena *arena, const char *bytes, size_t len, struct mark *mark, const char **why)
{
	const struct reading r = {arena, (const unsigned char *)bytes, len, mark, why};

	for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++)
		if (formats[i].is(&r))
			return formats[i].read(&r);
	return MARK_FOREIGN;
}
