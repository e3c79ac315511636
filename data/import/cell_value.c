#include "cell_value.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/own.h"
#include "typed.h"

/* -- strings ---------------------------------------------------------------------------------- */

static int
hex(const char *digits, size_t count)
{
	int value = 0;

	for (size_t i = 0; i < count; i++) {
		static const char all[] = "0123456789ABCDEFabcdef";
		const char *at = digits[i] != '\0' ? strchr(all, digits[i]) : NULL;

		if (at == NULL)
			return -1;
		value = value * 16 + (int)(at - all < 16 ? at - all : at - all - 6);
	}
	return value;
}

/* ST_Xstring writes characters that XML has not, and the underscore before such, as _x000D_. */
static void
add_unescaped(struct buf *out, const char *s)
{
	for (; *s != '\0'; s++) {
		int c = strncmp(s, "_x", 2) == 0 && strlen(s) >= 7 && s[6] == '_' ? hex(s + 2, 4)
										  : -1;

		if (c < 0 || c >= 0x80) {
			buf_char(out, *s);
			continue;
		}
		if (c >= ' ' || c == '\n' || c == '\t')
			buf_char(out, (char)c);
		s += 6;
	}
}

static void
add_text(struct buf *out, const struct xml_node *t)
{
	OWN(buf_fini) struct buf words = {0};

	for (const struct xml_node *n = t->first; n != NULL; n = n->next)
		if (n->name == NULL)
			buf_str(&words, n->text);
	add_unescaped(out, buf_cstr(&words));
}

/* <si> or <is>: <t>, or runs with a <t> each; phonetic hints (rPh) are left out. */
static const char *
rich_text(struct arena *arena, const struct xml_node *si)
{
	OWN(buf_fini) struct buf out = {0};

	for (const struct xml_node *n = xml_child(si, NULL); n != NULL; n = xml_next(n, NULL)) {
		const struct xml_node *t = strcmp(n->name, "r") == 0 ? xml_child(n, "t") : n;

		if (t != NULL && strcmp(t->name, "t") == 0)
			add_text(&out, t);
	}
	return arena_strndup(arena, buf_cstr(&out), out.len);
}

static void
read_strings(struct cell_values *v, const struct xml_node *root)
{
	v->strings = arena_array(v->arena, xml_count(root, "si"), sizeof(*v->strings));
	for (const struct xml_node *si = xml_child(root, "si"); si != NULL; si = xml_next(si, "si"))
		v->strings[v->string_count++] = rich_text(v->arena, si);
}

/* -- formats ------------------------------------------------------------------------------------
 */

static long
number_attr(const struct xml_node *node, const char *name)
{
	const char *value = xml_attr(node, name);

	return value != NULL ? strtol(value, NULL, 10) : 0;
}

/* A code such as yyyy/m/d;@ or 0.00: what stands in quotes or brackets is not of it. */
static struct cell_format
format_of(const char *code)
{
	struct cell_format format = {.decimals = -1};
	const char *point = NULL;

	for (const char *p = code; *p != '\0' && *p != ';'; p++) {
		if (*p == '"' || *p == '[') {
			p += 1 + strcspn(p + 1, *p == '"' ? "\"" : "]");
			if (*p == '\0')
				break;
		} else if (*p == '\\' && p[1] != '\0') {
			p++;
		} else if (strchr("yYdDeE", *p) != NULL && strncmp(p, "E+", 2) != 0) {
			format.date = true;
		} else if (*p == '%') {
			format.percent = true;
		} else if (*p == '.') {
			point = p;
		}
	}
	if (point != NULL)
		format.decimals = (int)strspn(point + 1, "0");
	else if (code[0] == '0' && code[strspn(code, "0%")] == '\0')
		format.decimals = 0;
	return format;
}

/* Formats that need not be written down (18.8.30), with the dates of East Asia. */
static struct cell_format
built_in(long id)
{
	static const struct {
		long first, last;
		struct cell_format format;
	} known[] = {{1, 1, {.decimals = 0}}, {2, 2, {.decimals = 2}}, {4, 4, {.decimals = 2}},
		{9, 9, {.decimals = 0, .percent = true}},
		{10, 10, {.decimals = 2, .percent = true}}, {14, 17, {.date = true}},
		{22, 22, {.date = true}}, {27, 31, {.date = true}}, {36, 36, {.date = true}},
		{50, 54, {.date = true}}, {57, 58, {.date = true}}};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (id >= known[i].first && id <= known[i].last)
			return known[i].format;
	return (struct cell_format){.decimals = -1};
}

static struct cell_format
find_format(const struct xml_node *styles, long id)
{
	const struct xml_node *list = xml_child(styles, "numFmts");

	for (const struct xml_node *f = list != NULL ? xml_child(list, "numFmt") : NULL; f != NULL;
		f = xml_next(f, "numFmt"))
		if (number_attr(f, "numFmtId") == id && xml_attr(f, "formatCode") != NULL)
			return format_of(xml_attr(f, "formatCode"));
	return built_in(id);
}

enum { FORMAT_LIMIT = 20000 };

static void
read_formats(struct cell_values *v, const struct xml_node *styles)
{
	const struct xml_node *list = xml_child(styles, "cellXfs");

	if (list == NULL || xml_count(list, "xf") > FORMAT_LIMIT)
		return;
	v->formats = arena_array(v->arena, xml_count(list, "xf"), sizeof(*v->formats));
	for (const struct xml_node *x = xml_child(list, "xf"); x != NULL; x = xml_next(x, "xf")) {
		struct cell_format format = find_format(styles, number_attr(x, "numFmtId"));

		/* the first two fills are none and a pattern that every file has (18.8.21) */
		format.coloured = number_attr(x, "fillId") > 1;
		v->formats[v->format_count++] = format;
	}
}

void
cell_values_prepare(
	struct cell_values *v, const struct xml_node *strings, const struct xml_node *styles)
{
	if (strings != NULL)
		read_strings(v, strings);
	if (styles != NULL)
		read_formats(v, styles);
}

/* -- cells --------------------------------------------------------------------------------------
 */

bool
cell_value_coloured(const struct cell_values *v, const struct xml_node *c)
{
	size_t style = (size_t)number_attr(c, "s");

	return style < v->format_count && v->formats[style].coloured;
}

/* A number as its format shows it; one without decimals of its own as it is kept, in up to 15
 * digits. */
static const char *
number_text(struct arena *arena, const char *kept, struct cell_format format)
{
	char *end, text[64];
	double value = strtod(kept, &end);

	if (end == kept || *end != '\0' || value > 1e15 || value < -1e15)
		return kept;
	if (format.percent)
		value *= 100;
	if (format.decimals >= 0 && format.decimals <= 10)
		snprintf(text, sizeof(text), "%.*f", format.decimals, value);
	else
		snprintf(text, sizeof(text), "%.15g", value);
	return arena_printf(arena, "%s%s", text, format.percent ? "%" : "");
}

static void
read_number(const struct cell_values *v, const struct xml_node *c, const char *kept,
	struct csv_cell *cell)
{
	size_t style = (size_t)number_attr(c, "s");
	struct cell_format format =
		style < v->format_count ? v->formats[style] : (struct cell_format){.decimals = -1};
	const char *date =
		format.date ? typed_serial(v->arena, strtol(kept, NULL, 10), v->from_1904) : NULL;

	cell->form = date != NULL ? CSV_DATE : CSV_NUMBER;
	cell->text = date != NULL ? date : number_text(v->arena, kept, format);
	if (format.decimals > 0 && date == NULL)
		cell->form = CSV_TEXT; /* as many decimals as somebody chose to show */
}

/* Without white space around it, as in CSV. */
static const char *
trimmed(struct arena *arena, const char *text)
{
	size_t len = strlen(text);

	csv_trim(&text, &len);
	return arena_strndup(arena, text, len);
}

void
cell_value_read(struct cell_values *v, const struct xml_node *c, struct csv_cell *cell)
{
	OWN(buf_fini) struct buf kept = {0};
	const struct xml_node *value = xml_child(c, "v"), *in = xml_child(c, "is");
	const char *type = xml_attr(c, "t");

	type = type != NULL ? type : "n";
	if (xml_child(c, "f") != NULL)
		cell->form = CSV_FORMULA;
	if (value != NULL)
		add_text(&kept, value);
	if (strcmp(type, "inlineStr") == 0 && in != NULL) {
		cell->text = trimmed(v->arena, rich_text(v->arena, in));
	} else if (kept.len == 0) {
		return;
	} else if (strcmp(type, "s") == 0) {
		size_t at = (size_t)strtoul(buf_cstr(&kept), NULL, 10);

		cell->text = at < v->string_count ? trimmed(v->arena, v->strings[at]) : "";
		if (at >= v->string_count && v->lacking++ == 0)
			v->first_lacking = arena_strdup(
				v->arena, xml_attr(c, "r") != NULL ? xml_attr(c, "r") : "?");
	} else if (strcmp(type, "b") == 0) {
		cell->text = strcmp(buf_cstr(&kept), "0") == 0 ? "FALSE" : "TRUE";
	} else if (strcmp(type, "n") == 0) {
		read_number(v, c, arena_strdup(v->arena, buf_cstr(&kept)), cell);
	} else {
		cell->text = trimmed(v->arena, buf_cstr(&kept));
		if (strcmp(type, "d") == 0 && strlen(cell->text) >= 10)
			cell->text = arena_strndup(v->arena, cell->text, 10);
	}
}
