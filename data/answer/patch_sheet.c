/* The bytes of a sheet's XML are copied but for the elements of the cells that are written. */
#include <stdlib.h>
#include <string.h>

#include "base/own.h"
#include "patch.h"

/* -- places in the bytes -------------------------------------------------------------------- */

/* Behind the start tag that begins there; *empty: it is the whole element. */
static const char *
behind_tag(const char *at, bool *empty)
{
	char quote = '\0';

	for (; *at != '\0' && (*at != '>' || quote != '\0'); at++)
		if (quote != '\0')
			quote = *at == quote ? '\0' : quote;
		else if (*at == '"' || *at == '\'')
			quote = *at;
	*empty = *at != '\0' && at[-1] == '/';
	return *at != '\0' ? at + 1 : NULL;
}

/* Behind the element that begins there, which holds no other of its name; NULL: it does not end. */
static const char *
behind_element(const char *at)
{
	size_t len = strcspn(at + 1, " \t\r\n/>");
	bool empty;
	const char *end = behind_tag(at, &empty);

	while (end != NULL && !empty && (end = strstr(end, "</")) != NULL) {
		end += 2;
		if (strncmp(end, at + 1, len) == 0 && strchr(" \t\r\n>", end[len]) != NULL) {
			end = strchr(end, '>');
			return end != NULL ? end + 1 : NULL;
		}
	}
	return end;
}

/* -- cells ------------------------------------------------------------------------------------- */

/* Where the cell of a column stands in a row, or what stands before it. */
struct cell_spot {
	const struct xml_node *cell;   /* NULL: it is not there */
	const struct xml_node *before; /* the last cell before it; NULL: none */
	const struct xml_node *like;
};

static struct cell_spot
find_spot(const struct xml_node *row, const struct patch *patch)
{
	struct cell_spot spot = {0};
	unsigned column = 0, at;

	for (const struct xml_node *c = xml_child(row, "c"); c != NULL; c = xml_next(c, "c")) {
		const char *name = xml_attr(c, "r");

		if (name == NULL || workbook_place(name, &at, &column) == NULL)
			column++;
		if (column == patch->column)
			spot.cell = c;
		else if (column < patch->column)
			spot.before = c;
		if (column == patch->like)
			spot.like = c;
	}
	return spot;
}

static const struct xml_node *
find_row(
	const struct xml_node *data, const struct xml_node *from, unsigned wanted, unsigned *number)
{
	const struct xml_node *row = from != NULL ? from : xml_child(data, "row");

	for (; row != NULL; row = xml_next(row, "row")) {
		const char *given = xml_attr(row, "r");

		if (row != from)
			*number = given != NULL ? (unsigned)strtoul(given, NULL, 10) : *number + 1;
		if (*number >= wanted)
			return *number == wanted ? row : NULL;
	}
	return NULL;
}

static bool
is_merged(const struct workbook_sheet *sheet, unsigned row, unsigned column)
{
	for (size_t i = 0; i < sheet->merged_count; i++) {
		const struct cell_range *m = &sheet->merged[i];

		if (row >= m->first_row && row <= m->last_row && column >= m->first_column &&
			column <= m->last_column)
			return row != m->first_row || column != m->first_column;
	}
	return false;
}

bool
patch_fits(const struct workbook_sheet *sheet, const struct csv_row *row, unsigned column)
{
	bool is_free = column > row->count || (row->cells[column - 1].text[0] == '\0' &&
						      row->cells[column - 1].form != CSV_FORMULA);

	return is_free &&
	       (sheet == NULL || (row->count > 0 && !is_merged(sheet, row->cells[0].row, column)));
}

/* -- writing --------------------------------------------------------------------------------- */

static bool
is_hex(const char *s)
{
	return strspn(s, "0123456789ABCDEFabcdef") >= 4;
}

/* Escaped for XML, and as ST_Xstring wants underscores that look like its own escapes. */
static void
add_words(struct buf *out, const char *s)
{
	for (; *s != '\0'; s++)
		if (*s == '&')
			buf_str(out, "&amp;");
		else if (*s == '<')
			buf_str(out, "&lt;");
		else if (*s == '>')
			buf_str(out, "&gt;");
		else if (strncmp(s, "_x", 2) == 0 && is_hex(s + 2) && s[6] == '_')
			buf_str(out, "_x005F_");
		else if ((unsigned char)*s >= ' ' || *s == '\n' || *s == '\t')
			buf_char(out, *s);
}

static void
add_cell(struct buf *out, const char *row_tag, const struct cell_spot *spot,
	const struct patch *patch)
{
	const char *name = row_tag + 1, *colon = strchr(name, ':');
	int prefix = colon != NULL && (size_t)(colon - name) < strcspn(name, " \t\r\n/>")
			     ? (int)(colon - name) + 1
			     : 0;
	const struct xml_node *looks = spot->cell != NULL ? spot->cell : spot->like;
	const char *style = looks != NULL ? xml_attr(looks, "s") : NULL;
	char at[CSV_NAME_SIZE];

	csv_cell_name(&(struct csv_cell){.row = patch->row, .column = patch->column}, at);
	buf_printf(out, "<%.*sc r=\"%s\"", prefix, name, at);
	if (style != NULL && style[strspn(style, "0123456789")] == '\0')
		buf_printf(out, " s=\"%s\"", style);
	buf_printf(out, " t=\"inlineStr\"><%.*sis><%.*st xml:space=\"preserve\">", prefix, name,
		prefix, name);
	add_words(out, patch->text);
	buf_printf(out, "</%.*st></%.*sis></%.*sc>", prefix, name, prefix, name, prefix, name);
}

/* Copies up to the cell's place and writes it. false: its row ends before it begins. */
static bool
write_patch(struct buf *out, const char *bytes, const char **at, const struct xml_node *row,
	const struct patch *patch)
{
	struct cell_spot spot = find_spot(row, patch);
	const char *place, *next;
	bool empty = false;

	if (spot.cell != NULL) {
		place = bytes + spot.cell->offset;
		next = behind_element(place);
	} else if (spot.before != NULL)
		place = next = behind_element(bytes + spot.before->offset);
	else
		place = next = behind_tag(bytes + row->offset, &empty);
	if (next == NULL || empty)
		return false;
	if (place < *at) /* behind one that was just written */
		place = next = *at;
	buf_add(out, *at, (size_t)(place - *at));
	add_cell(out, bytes + row->offset, &spot, patch);
	*at = next;
	return true;
}

/* What was written must be XML again: odd bytes may have misled. */
static bool
is_xml(const struct buf *written)
{
	OWN(diags_fini) struct diags found = {0};
	OWN(buf_fini) struct buf copy = {0};
	struct arena *arena = arena_new();
	struct source_file *file;
	bool good;

	buf_add(&copy, written->data, written->len);
	file = source_file_new(arena, "sheet", &copy);
	good = xml_parse_as(arena, file, NULL, &found) != NULL;
	source_file_forget(file);
	arena_free(arena);
	return good;
}

bool
patch_sheet(struct buf *out, const struct workbook_sheet *sheet, const struct patch *patches,
	size_t count)
{
	const struct xml_node *data = xml_child(sheet->root, "sheetData"), *row = NULL;
	const char *bytes = sheet->file_bytes->bytes, *at = bytes;
	unsigned number = 0;

	for (size_t i = 0; i < count; i++) {
		row = find_row(data, row, patches[i].row, &number);
		if (row == NULL || !write_patch(out, bytes, &at, row, &patches[i]))
			return false;
	}
	buf_add(out, at, (size_t)(bytes + sheet->file_bytes->len - at));
	return is_xml(out);
}
