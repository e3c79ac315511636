/* libxml2 tells what it reads through SAX2 callbacks, and we build the tree in our arena.
 *
 * The source is UTF-8, and another name in its declaration is refused. The parser is not told of it
 * (XML_PARSE_IGNORE_ENC): a converter between us and the parser would make byte positions guesses.
 *
 * Positions: in the callback for a start tag the parser stands at the tag's end. A raw "<" cannot
 * stand inside a tag, so the nearest "<" before that place is where the tag begins.
 *
 * Guards: what would keep the parser busy before any callback is looked for before parsing: a
 * DOCTYPE, whose entities can take minutes whatever the options, and very many attributes on one
 * tag, which take seconds.
 *
 * After a failure the parser is not stopped: xmlStopParser frees the input, and a parser that
 * called us from the midst of it reads on from what was freed. Instead the callbacks pass over what
 * follows, and the file ends for the parser: the some thousand bytes that it has taken already are
 * all that it goes on with. */
#include "parse.h"

#include <stdint.h>
#include <string.h>

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include "base/own.h"
#include "base/utf8.h"

#define DOCTYPE "<!DOCTYPE"
#define XML_SPACE " \t\r\n"

struct builder {
	const char *xmlns; /* of all elements; NULL: any */
	struct arena *arena;
	struct diags *diags;
	struct xml_doc *doc;
	xmlParserCtxtPtr parser;
	size_t handed;         /* bytes of the file that the parser has been given */
	struct xml_node *open; /* the innermost open element */
	struct buf text;       /* characters since the last tag */
	size_t markup_end;     /* where the last tag ends and text may begin */
	size_t depth;
	bool failed;
};

static void
parser_free(xmlParserCtxtPtr *parser)
{
	if (*parser != NULL)
		xmlFreeParserCtxt(*parser);
}

/* -- positions ------------------------------------------------------------ */

struct pos
xml_node_pos(const struct xml_doc *doc, const struct xml_node *node)
{
	return source_file_pos(doc->file, node->offset);
}

/* Walks the tag's attributes, name = "value", to the one of that name. */
struct pos
xml_attr_pos(const struct xml_doc *doc, const struct xml_node *node, const char *name)
{
	const char *p = doc->file->bytes + node->offset + 1;

	p += strcspn(p, " \t\r\n/>");
	for (;;) {
		const char *start;
		size_t len;

		p += strspn(p, " \t\r\n");
		start = p;
		len = strcspn(p, " \t\r\n=/>");
		p += len;
		p += strspn(p, " \t\r\n");
		if (len == 0 || *p != '=')
			return xml_node_pos(doc, node);
		p++;
		p += strspn(p, " \t\r\n");
		if (*p != '"' && *p != '\'')
			return xml_node_pos(doc, node);
		if (len == strlen(name) && memcmp(start, name, len) == 0)
			return source_file_pos(doc->file, (size_t)(p + 1 - doc->file->bytes));
		p = strchr(p + 1, *p);
		if (p == NULL)
			return xml_node_pos(doc, node);
		p++;
	}
}

/* -- the tree -------------------------------------------------------------- */

const char *
xml_attr(const struct xml_node *node, const char *name)
{
	for (size_t i = 0; i < node->attr_count; i++)
		if (strcmp(node->attrs[i].name, name) == 0)
			return node->attrs[i].value;
	return NULL;
}

static const struct xml_node *
element_from(const struct xml_node *node, const char *name)
{
	while (node != NULL &&
		(node->name == NULL || (name != NULL && strcmp(node->name, name) != 0)))
		node = node->next;
	return node;
}

const struct xml_node *
xml_child(const struct xml_node *node, const char *name)
{
	return element_from(node->first, name);
}

const struct xml_node *
xml_next(const struct xml_node *node, const char *name)
{
	return element_from(node->next, name);
}

size_t
xml_count(const struct xml_node *node, const char *name)
{
	size_t n = 0;

	for (const struct xml_node *c = xml_child(node, name); c != NULL; c = xml_next(c, name))
		n++;
	return n;
}

static void
append(struct builder *b, struct xml_node *node)
{
	node->parent = b->open;
	if (b->open == NULL)
		b->doc->root = node;
	else if (b->open->last == NULL)
		b->open->first = b->open->last = node;
	else
		b->open->last = b->open->last->next = node;
}

static void
flush_text(struct builder *b)
{
	struct xml_node *node;

	if (b->text.len == 0)
		return;
	node = ARENA_NEW(b->arena, struct xml_node);
	node->text = arena_strndup(b->arena, b->text.data, b->text.len);
	node->offset = (unsigned)b->markup_end;
	append(b, node);
	buf_clear(&b->text);
}

/* -- the source as text ---------------------------------------------------------- */

/* Past a comment, CDATA section or processing instruction that p starts with; p itself if it is
 * none. */
static const char *
skip_special(const char *p)
{
	static const struct {
		const char *open, *close;
	} specials[] = {{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}};

	if (p[1] != '!' && p[1] != '?')
		return p;
	for (size_t i = 0; i < sizeof(specials) / sizeof(specials[0]); i++) {
		const char *end;

		if (strncmp(p, specials[i].open, strlen(specials[i].open)) != 0)
			continue;
		end = strstr(p + strlen(specials[i].open), specials[i].close);
		return end != NULL ? end + strlen(specials[i].close) : p + strlen(p);
	}
	return p;
}

/* Past the tag that p starts with; *attributes counts its "=" outside quotes. */
static const char *
skip_tag(const char *p, size_t *attributes)
{
	char quote = '\0';

	*attributes = 0;
	for (; *p != '\0'; p++) {
		if (quote != '\0')
			quote = *p == quote ? '\0' : quote;
		else if (*p == '"' || *p == '\'')
			quote = *p;
		else if (*p == '=')
			++*attributes;
		else if (*p == '>')
			break;
	}
	return p;
}

/* -- callbacks --------------------------------------------------------------- */

static size_t
consumed(const struct builder *b)
{
	long n = xmlByteConsumed(b->parser);

	return n < 0 ? 0 : (size_t)n > b->doc->file->len ? b->doc->file->len : (size_t)n;
}

__attribute__((format(printf, 4, 5))) static void
fail(struct builder *b, size_t offset, const char *rule, const char *fmt, ...)
{
	char text[512];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	diags_add(
		b->diags, SEVERITY_ERROR, rule, source_file_pos(b->doc->file, offset), "%s", text);
	b->failed = true;
}

/* Past the ">" of a tag whose attributes end at offset. */
static size_t
tag_end(const struct builder *b, size_t offset)
{
	const char *p = strchrnul(b->doc->file->bytes + offset, '>');

	return (size_t)(p - b->doc->file->bytes) + (*p == '>');
}

static const char *
attribute_name(struct arena *arena, const char *local, const char *prefix)
{
	if (prefix == NULL)
		return arena_strdup(arena, local);
	if (strcmp(prefix, "xml") == 0 && strcmp(local, "lang") == 0)
		return "xml:lang"; /* what most of them are */
	return arena_printf(arena, "%s:%s", prefix, local);
}

/* libxml2 leaves an ampersand, however it was written, as "&#38;" where it is not to replace
 * entities. */
static const char *
attribute_value(struct arena *arena, const char *start, const char *end)
{
	static const char mark[] = "&#38;";
	char *value = arena_strndup(arena, start, (size_t)(end - start)), *to = value;

	if (memchr(start, '&', (size_t)(end - start)) == NULL)
		return value;
	for (const char *from = value; *from != '\0'; to++) {
		bool ampersand = strncmp(from, mark, sizeof(mark) - 1) == 0;

		*to = *from;
		from += ampersand ? sizeof(mark) - 1 : 1;
	}
	*to = '\0';
	return value;
}

/* libxml2 hands over five pointers an attribute: name, prefix, namespace, value, end of value. */
static void
copy_attributes(struct builder *b, struct xml_node *node, int count, const xmlChar **v)
{
	struct xml_attr *attrs = arena_array(b->arena, (size_t)count, sizeof(*attrs));

	for (int i = 0; i < count; i++, v += 5) {
		attrs[i].name = attribute_name(b->arena, (const char *)v[0], (const char *)v[1]);
		attrs[i].value = attribute_value(b->arena, (const char *)v[3], (const char *)v[4]);
	}
	node->attrs = attrs;
	node->attr_count = (size_t)count;
}

static void
on_start(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
	int namespace_count, const xmlChar **namespaces, int count, int defaulted,
	const xmlChar **attributes)
{
	struct builder *b = data;
	struct xml_node *node;
	size_t end = consumed(b), offset = end;

	(void)namespace_count, (void)namespaces, (void)defaulted;
	if (b->failed)
		return;
	while (offset > 0 && b->doc->file->bytes[offset] != '<')
		offset--;
	if (b->xmlns != NULL && (uri == NULL || strcmp((const char *)uri, b->xmlns) != 0)) {
		fail(b, offset, "namespace",
			"element <%s%s%s> is in %s%s%s; demarc reads only the namespace '%s'",
			prefix ? (const char *)prefix : "", prefix ? ":" : "", (const char *)name,
			uri ? "the namespace '" : "no namespace", uri ? (const char *)uri : "",
			uri ? "'" : "", b->xmlns);
		return;
	}
	if (b->depth >= XML_DEPTH_LIMIT) {
		fail(b, offset, "too-deep", "more than %d elements inside one another",
			XML_DEPTH_LIMIT);
		return;
	}
	flush_text(b);
	node = ARENA_NEW(b->arena, struct xml_node);
	node->name = arena_strdup(b->arena, (const char *)name);
	node->offset = (unsigned)offset;
	copy_attributes(b, node, count, attributes);
	append(b, node);
	b->open = node;
	b->depth++;
	b->markup_end = tag_end(b, end);
}

static void
on_end(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	struct builder *b = data;

	(void)name, (void)prefix, (void)uri;
	if (b->failed)
		return;
	flush_text(b);
	b->open = b->open->parent;
	b->depth--;
	b->markup_end = consumed(b);
}

static void
on_text(void *data, const xmlChar *text, int len)
{
	struct builder *b = data;

	if (!b->failed)
		buf_add(&b->text, text, (size_t)len);
}

static void
on_error(void *data, xmlErrorPtr error)
{
	struct builder *b = data;
	const char *text = error->message ? error->message : "not well-formed";
	struct pos pos = {b->doc->file->path, error->line > 0 ? (unsigned)error->line : 1,
		error->int2 > 0 ? (unsigned)error->int2 : 1};

	if (b->failed || error->level < XML_ERR_ERROR)
		return;
	b->failed = true;
	diags_add(b->diags, SEVERITY_ERROR, "not-well-formed", pos, "not well-formed XML: %.*s",
		(int)strcspn(text, "\n"), text);
}

/* Gives the parser the next bytes of the file; none are left after a failure. */
static int
on_read(void *data, char *bytes, int room)
{
	struct builder *b = data;
	size_t n = b->doc->file->len - b->handed;

	if (b->failed)
		return 0;
	if (n > (size_t)room)
		n = (size_t)room;
	memcpy(bytes, b->doc->file->bytes + b->handed, n);
	b->handed += n;
	return (int)n;
}

/* -- before parsing ------------------------------------------------------------ */

static struct pos
place_of(const struct xml_doc *doc, const char *p)
{
	return source_file_pos(doc->file, (size_t)(p - doc->file->bytes));
}

/* Of what s starts with, so many bytes are ASCII and not the end: a word at a time, since most of a
 * file is. */
static size_t
skip_ascii(const char *s, size_t len)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
	size_t i = 0;

	for (uint64_t word; i + sizeof(word) <= len; i += sizeof(word)) {
		memcpy(&word, s + i, sizeof(word));
		/* a high bit of a byte, or a borrow by one that is zero */
		if (((word | (word - ones)) & ones << 7) != 0)
			break;
	}
	while (i < len && s[i] > 0)
		i++;
	return i;
}

static bool
check_utf8(struct xml_doc *doc, struct diags *diags)
{
	const struct source_file *file = doc->file;

	for (size_t i = 0, len; i < file->len; i += len) {
		len = file->bytes[i] > 0 ? skip_ascii(file->bytes + i, file->len - i)
					 : utf8_len(file->bytes + i);
		if (len > 0 && file->bytes[i] != '\0')
			continue;
		diags_add(diags, SEVERITY_ERROR, "encoding", source_file_pos(file, i),
			"byte 0x%02x is not UTF-8 text: save the file as UTF-8",
			(unsigned char)file->bytes[i]);
		return false;
	}
	return true;
}

/* The name that the XML declaration gives the encoding, in quotes; NULL: it gives none. A malformed
 * one is the parser's. */
static const char *
find_encoding(const char *declaration)
{
	const char *end = strstr(declaration, "?>"), *p;

	if (strncmp(declaration, "<?xml", 5) != 0 || strchr(XML_SPACE, declaration[5]) == NULL ||
		end == NULL)
		return NULL;
	p = memmem(declaration, (size_t)(end - declaration), "encoding", 8);
	if (p == NULL)
		return NULL;
	p += 8;
	p += strspn(p, XML_SPACE);
	if (*p != '=')
		return NULL;
	p++;
	p += strspn(p, XML_SPACE);
	return *p == '"' || *p == '\'' ? p : NULL;
}

/* Names of the encoding that is read, and of the part of it that is ASCII, in any case
 * (XML 1.0, 4.3.3). */
static bool
is_utf8_name(const char *name, size_t len)
{
	static const char *const names[] = {"UTF-8", "UTF8", "US-ASCII", "ASCII"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strlen(names[i]) == len && strncasecmp(names[i], name, len) == 0)
			return true;
	return false;
}

/* Another program would read the file otherwise, or not at all. */
static bool
check_encoding(const struct xml_doc *doc, struct diags *diags)
{
	const char *quoted = find_encoding(doc->file->bytes);
	char quote[] = {quoted != NULL ? *quoted : '\0', '<', '\0'};
	size_t len = quoted != NULL ? strcspn(quoted + 1, quote) : 0;

	if (quoted == NULL || is_utf8_name(quoted + 1, len))
		return true;
	diags_add(diags, SEVERITY_ERROR, "encoding", place_of(doc, quoted + 1),
		"the encoding '%.*s' is not read; UTF-8 and US-ASCII are: save the file as UTF-8, and write so or leave it out",
		len < 40 ? (int)len : 40, quoted + 1);
	return false;
}

static bool
check_markup(const struct xml_doc *doc, struct diags *diags)
{
	const char *past;

	for (const char *p = doc->file->bytes; (p = strchr(p, '<')) != NULL; p = past) {
		size_t attributes = 0;

		past = skip_special(p);
		if (past == p)
			past = skip_tag(p, &attributes);
		if (strncmp(p, DOCTYPE, strlen(DOCTYPE)) == 0)
			diags_add(diags, SEVERITY_ERROR, "doctype", place_of(doc, p),
				"a DOCTYPE is not allowed: remove it, and write out what its entities stand for");
		else if (attributes > XML_ATTRIBUTE_LIMIT)
			diags_add(diags, SEVERITY_ERROR, "too-many-attributes", place_of(doc, p),
				"%zu attributes on one element; at most %d are read", attributes,
				XML_ATTRIBUTE_LIMIT);
		else
			continue;
		return false;
	}
	return true;
}

static bool
parse(struct builder *b)
{
	OWN(parser_free) xmlParserCtxtPtr parser = xmlNewParserCtxt();
	xmlSAXHandler sax = {
		.initialized = XML_SAX2_MAGIC,
		.startElementNs = on_start,
		.endElementNs = on_end,
		.characters = on_text,
		.ignorableWhitespace = on_text,
		.cdataBlock = on_text,
		.serror = on_error,
	};

	if (parser == NULL)
		return false;
	b->parser = parser;
	*parser->sax = sax;
	parser->userData = b;
	xmlCtxtReadIO(parser, on_read, NULL, b, b->doc->file->path, NULL,
		XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
	if (parser->myDoc != NULL) {
		xmlFreeDoc(parser->myDoc);
		parser->myDoc = NULL;
	}
	return !b->failed && b->doc->root != NULL && b->open == NULL;
}

struct xml_doc *
xml_parse_as(
	struct arena *arena, const struct source_file *file, const char *xmlns, struct diags *diags)
{
	struct xml_doc *doc = ARENA_NEW(arena, struct xml_doc);
	struct builder b = {.arena = arena, .diags = diags, .doc = doc, .xmlns = xmlns};
	bool ok;

	doc->file = file;
	if (file->len == 0) {
		diags_add(diags, SEVERITY_ERROR, "not-well-formed",
			(struct pos){.file = file->path}, "the file is empty");
		return NULL;
	}
	if (!check_utf8(doc, diags) || !check_encoding(doc, diags) || !check_markup(doc, diags))
		return NULL;
	ok = parse(&b);
	buf_fini(&b.text);
	if (!ok && !b.failed)
		diags_add(diags, SEVERITY_ERROR, "not-well-formed",
			(struct pos){.file = file->path}, "there is no element");
	return ok ? doc : NULL;
}

struct xml_doc *
xml_parse(struct arena *arena, const struct source_file *file, struct diags *diags)
{
	return xml_parse_as(arena, file, XML_NAMESPACE, diags);
}

void
xml_fini(void)
{
	xmlCleanupParser();
}
