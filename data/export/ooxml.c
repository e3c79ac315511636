#include "ooxml.h"

#include <stdarg.h>
#include <string.h>

#include "base/own.h"
#include "base/utf8.h"
#include "document/write_xml.h"

enum { CELL_LIMIT = 32767 }; /* UTF-16 units that a cell can hold */

#define ADD(pack, parent, ...) ooxml_add((pack), (parent), __VA_ARGS__, (const char *)NULL)

/* -- parts --------------------------------------------------------------------------------------
 */

struct xml_node *
ooxml_add(struct ooxml *pack, struct xml_node *parent, const char *name, ...)
{
	struct xml_node *node = tree_element(pack->arena, parent, name);
	const char *attr;
	va_list ap;

	va_start(ap, name);
	while ((attr = va_arg(ap, const char *)) != NULL)
		tree_attr(pack->arena, node, attr, va_arg(ap, const char *));
	va_end(ap);
	return node;
}

void
ooxml_put(struct ooxml *pack, const char *name, const struct xml_node *root, const char *xmlns)
{
	OWN(buf_fini) struct buf xml = {0};

	write_xml(&xml, root, xmlns);
	zip_file(&pack->zip, name, &xml);
}

const char *
ooxml_place(struct arena *arena, size_t row, size_t col)
{
	char letters[8];
	size_t n = sizeof(letters);

	letters[--n] = '\0';
	for (col++; col > 0; col = (col - 1) / 26)
		letters[--n] = (char)('A' + (col - 1) % 26);
	return arena_printf(arena, "%s%zu", letters + n, row + 1);
}

/* -- cells --------------------------------------------------------------------------------------
 */

/* Words past what a cell can hold are cut at a character, and the cut is shown. */
static const char *
bounded(struct arena *arena, const char *words)
{
	size_t units = 0, at = 0, len;

	if (strlen(words) <= CELL_LIMIT)
		return words;
	for (; words[at] != '\0'; at += len) {
		units += utf8_next(words + at, &len) > 0xffff ? 2 : 1;
		if (units >= CELL_LIMIT)
			return arena_printf(arena, "%.*s…", (int)at, words);
	}
	return words;
}

/* "_x0041_" is an escape in workbooks (ECMA-376, 22.9.2.19, ST_Xstring): words that look like one
 * have their first mark escaped. */
static bool
is_escape(const char *s)
{
	return s[0] == '_' && s[1] == 'x' && strspn(s + 2, "0123456789ABCDEFabcdef") >= 4 &&
	       s[6] == '_';
}

const char *
ooxml_text(struct arena *arena, const char *words)
{
	OWN(buf_fini) struct buf out = {0};

	if (strstr(words, "_x") == NULL)
		return words;
	for (; *words != '\0'; words++)
		if (is_escape(words))
			buf_str(&out, "_x005F_");
		else
			buf_char(&out, *words);
	return arena_strdup(arena, buf_cstr(&out));
}

void
ooxml_cell(
	struct ooxml *pack, struct xml_node *row, const char *at, unsigned style, const char *words)
{
	struct xml_node *cell =
		ADD(pack, row, "c", "r", at, "s", arena_printf(pack->arena, "%u", style));

	if (words[0] == '\0')
		return;
	tree_attr(pack->arena, cell, "t", "inlineStr");
	tree_words(pack->arena, ADD(pack, ADD(pack, cell, "is"), "t", "xml:space", "preserve"),
		ooxml_text(pack->arena, bounded(pack->arena, words)));
}

unsigned
ooxml_lines(const char *words, unsigned width)
{
	unsigned lines = 1, used = 0;
	size_t len;

	for (; *words != '\0'; words += len) {
		uint32_t c = utf8_next(words, &len);

		used += (unsigned)utf8_width(c);
		if (c == '\n' || used > width - 1) {
			lines++;
			used = c == '\n' ? 0 : (unsigned)utf8_width(c);
		}
	}
	return lines;
}

/* -- styles -------------------------------------------------------------------------------------
 */

void
ooxml_font(
	struct ooxml *pack, struct xml_node *fonts, bool bold, bool underlined, const char *colour)
{
	struct xml_node *font = ADD(pack, fonts, "font");

	if (bold)
		ADD(pack, font, "b");
	if (underlined)
		ADD(pack, font, "u");
	ADD(pack, font, "sz", "val", "10");
	ADD(pack, font, "color", "rgb", colour);
	ADD(pack, font, "name", "val", "Yu Gothic");
	ADD(pack, font, "family", "val", "2");
}

void
ooxml_fill(struct ooxml *pack, struct xml_node *fills, const char *pattern, const char *colour)
{
	struct xml_node *fill =
		ADD(pack, ADD(pack, fills, "fill"), "patternFill", "patternType", pattern);

	if (colour != NULL)
		ADD(pack, fill, "fgColor", "rgb", colour);
}

void
ooxml_border(struct ooxml *pack, struct xml_node *borders, const char *style)
{
	static const char *const sides[] = {"left", "right", "top", "bottom", "diagonal"};
	struct xml_node *border = ADD(pack, borders, "border");

	for (size_t i = 0; i < sizeof(sides) / sizeof(sides[0]); i++) {
		struct xml_node *side = ADD(pack, border, sides[i]);

		if (style != NULL && i < 4) {
			tree_attr(pack->arena, side, "style", style);
			ADD(pack, side, "color", "rgb", "FFBFC7CF");
		}
	}
}

void
ooxml_format(struct ooxml *pack, struct xml_node *formats, const char *font, const char *fill,
	const char *border)
{
	struct xml_node *format =
		ADD(pack, formats, "xf", "numFmtId", border[0] == '0' ? "0" : "49", "fontId", font,
			"fillId", fill, "borderId", border, "xfId", "0", "applyFont", "1",
			"applyFill", "1", "applyBorder", "1", "applyAlignment", "1");

	ADD(pack, format, "alignment", "vertical", "top", "wrapText", "1");
}
