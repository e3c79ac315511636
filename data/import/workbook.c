/* workbook.xml lists the sheets by relationship; strings that several cells share and the formats
 * of numbers stand in files of their own. */
#include "workbook.h"

#include <stdlib.h>
#include <string.h>

#include "base/own.h"
#include "cell_value.h"
#include "hidden.h"

enum {
	PART_LIMIT = 16 << 20, /* bytes of a file in it */
	CELL_LIMIT = 4000000,  /* cells of all sheets, with the empty ones before them */
	SHEET_LIMIT = 200,
	MERGED_LIMIT = 5000,
	NAME_LIMIT = 2000,
	LAST_ROW = 1048576,
	LAST_COLUMN = 16384,
};

struct workbook_reader {
	struct arena *arena;
	const char *path;
	struct archive *archive;
	struct diags *diags;
	struct cell_values values;
	size_t cells_left;
};

static bool
refuse(struct workbook_reader *r, const char *what, const char *why)
{
	diags_add(r->diags, SEVERITY_ERROR, "bad-workbook", (struct pos){.file = r->path}, "%s: %s",
		what, why);
	return false;
}

/* A file of the archive as a tree. NULL: it is not there or cannot be read; must: that is told. */
static const struct xml_doc *
read_xml(struct workbook_reader *r, const char *name, bool must)
{
	OWN(diags_fini) struct diags found = {0};
	OWN(buf_fini) struct buf bytes = {0};
	const char *why = "it is not there";
	const struct xml_doc *doc = NULL;
	struct source_file *source;
	size_t file;

	if (archive_find(r->archive, name, &file))
		why = archive_read(r->archive, file, PART_LIMIT, &bytes);
	if (why == NULL) {
		source = source_file_new(r->arena, name, &bytes);
		doc = xml_parse_as(r->arena, source, NULL, &found);
		why = found.n > 0 ? found.v[0].text : "it is no XML";
		if (doc == NULL)
			source_file_forget(source);
	}
	if (doc == NULL && must)
		refuse(r, name, why);
	return doc;
}

static void
forget(const struct xml_doc *doc)
{
	if (doc != NULL)
		source_file_forget((struct source_file *)doc->file);
}

/* -- cells ----------------------------------------------------------------------------------- */

const char *
workbook_place(const char *name, unsigned *row, unsigned *column)
{
	unsigned c = 0, r = 0;

	for (; *name >= 'A' && *name <= 'Z' && c <= LAST_COLUMN; name++)
		c = c * 26 + (unsigned)(*name - 'A') + 1;
	for (; *name >= '0' && *name <= '9' && r <= LAST_ROW; name++)
		r = r * 10 + (unsigned)(*name - '0');
	*row = r;
	*column = c;
	return c > 0 && r > 0 && c <= LAST_COLUMN && r <= LAST_ROW ? name : NULL;
}

static struct csv_cell
empty_cell(const struct workbook_reader *r, const char *sheet, unsigned row, unsigned column)
{
	return (struct csv_cell){
		.text = "", .pos = {.file = r->path}, .row = row, .column = column, .sheet = sheet};
}

/* The cells of a row, which may leave out empty ones. false: there are too many. */
static bool
read_row(struct workbook_reader *r, struct workbook_sheet *sheet, const struct xml_node *node,
	unsigned number, struct csv_row *row)
{
	struct csv_cell *cells = NULL;
	size_t count = 0, cap = 0;
	unsigned column = 0, at;

	for (const struct xml_node *c = xml_child(node, "c"); c != NULL; c = xml_next(c, "c")) {
		const char *name = xml_attr(c, "r");
		struct csv_cell cell;

		if (name == NULL || workbook_place(name, &at, &column) == NULL)
			column++;
		cell = empty_cell(r, sheet->name, number, column);
		cell_value_read(&r->values, c, &cell);
		if (cell.text[0] == '\0' && cell.form != CSV_FORMULA) {
			if (cell_value_coloured(&r->values, c) && sheet->coloured++ == 0 &&
				name != NULL)
				sheet->coloured_first = name;
			continue;
		}
		if (column == 0 || column > CSV_COLUMN_LIMIT)
			return refuse(r, sheet->name, "more columns than are looked at (256)");
		while (count < column) {
			if (r->cells_left-- == 0)
				return refuse(r, sheet->name, "more cells than are looked at");
			cells = arena_grow(r->arena, cells, count, &cap, sizeof(*cells));
			cells[count] = empty_cell(r, sheet->name, number, (unsigned)count + 1);
			count++;
		}
		cells[column - 1] = cell;
	}
	*row = (struct csv_row){cells, count};
	return true;
}

static bool
read_rows(struct workbook_reader *r, struct workbook_sheet *sheet, const struct xml_node *data)
{
	unsigned number = 0;
	size_t cap = 0;

	for (const struct xml_node *n = xml_child(data, "row"); n != NULL; n = xml_next(n, "row")) {
		const char *given = xml_attr(n, "r");
		long row = given != NULL ? strtol(given, NULL, 10) : (long)number + 1;

		if (row <= (long)number || row > LAST_ROW)
			return refuse(r, sheet->name, "its rows are not in order");
		number = (unsigned)row;
		sheet->csv.rows = arena_grow(r->arena, sheet->csv.rows, sheet->csv.count, &cap,
			sizeof(*sheet->csv.rows));
		if (!read_row(r, sheet, n, number, &sheet->csv.rows[sheet->csv.count]))
			return false;
		sheet->csv.count += sheet->csv.rows[sheet->csv.count].count > 0;
		if (sheet->csv.count == CSV_ROW_LIMIT)
			return refuse(r, sheet->name, "more rows than are looked at (200000)");
	}
	return true;
}

static bool
read_merged(struct workbook_reader *r, struct workbook_sheet *sheet)
{
	const struct xml_node *list = xml_child(sheet->root, "mergeCells");
	size_t most = list != NULL ? xml_count(list, "mergeCell") : 0;
	struct cell_range *ranges = arena_array(r->arena, most, sizeof(*ranges));

	if (most > MERGED_LIMIT)
		return refuse(r, sheet->name, "more merged cells than are looked at (5000)");

	for (const struct xml_node *m = list != NULL ? xml_child(list, "mergeCell") : NULL;
		m != NULL; m = xml_next(m, "mergeCell")) {
		const char *ref = xml_attr(m, "ref");
		struct cell_range range;

		ref = ref != NULL ? workbook_place(ref, &range.first_row, &range.first_column)
				  : NULL;
		if (ref != NULL && *ref == ':' &&
			workbook_place(ref + 1, &range.last_row, &range.last_column) != NULL)
			ranges[sheet->merged_count++] = range;
	}
	sheet->merged = ranges;
	return true;
}

/* -- sheets ------------------------------------------------------------------------------------ */

/* The value of an attribute whatever its prefix is: "r:id". */
static const char *
attr_behind_prefix(const struct xml_node *node, const char *name)
{
	for (size_t i = 0; i < node->attr_count; i++) {
		const char *colon = strchr(node->attrs[i].name, ':');

		if (colon != NULL && strcmp(colon + 1, name) == 0)
			return node->attrs[i].value;
	}
	return NULL;
}

/* The file that a relationship of xl/workbook.xml leads to. */
static const char *
target_of(struct workbook_reader *r, const struct xml_node *relations, const char *id)
{
	for (const struct xml_node *n = xml_child(relations, "Relationship");
		n != NULL && id != NULL; n = xml_next(n, "Relationship")) {
		const char *target = xml_attr(n, "Target");

		if (target != NULL && xml_attr(n, "Id") != NULL &&
			strcmp(xml_attr(n, "Id"), id) == 0)
			return target[0] == '/' ? target + 1
						: arena_printf(r->arena, "xl/%s", target);
	}
	return NULL;
}

/* Cells that name strings which are not there would be read as blank ones. */
static bool
has_strings(struct workbook_reader *r, const struct workbook_sheet *sheet)
{
	if (r->values.lacking == 0)
		return true;
	diags_add(r->diags, SEVERITY_ERROR, "bad-workbook", (struct pos){.file = r->path},
		"%s: %zu cells name strings that the workbook has not, the first of them %s: it is damaged; open and save it with a spreadsheet program",
		sheet->name, r->values.lacking, r->values.first_lacking);
	return false;
}

static bool
read_sheet(struct workbook_reader *r, const struct xml_node *node, const struct xml_node *relations,
	struct workbook_sheet *sheet)
{
	const char *state = xml_attr(node, "state"), *name = xml_attr(node, "name");
	const char *part = target_of(r, relations, attr_behind_prefix(node, "id"));
	const struct xml_doc *doc;
	const struct xml_node *data;

	sheet->name = name != NULL ? name : "";
	sheet->hidden = state != NULL && strcmp(state, "visible") != 0;
	if (part == NULL || !archive_find(r->archive, part, &sheet->file))
		return refuse(r, sheet->name, "the sheet's file is not there");
	doc = read_xml(r, part, true);
	if (doc == NULL)
		return false;
	sheet->file_bytes = (struct source_file *)doc->file;
	sheet->root = doc->root;
	data = xml_child(doc->root, "sheetData");
	if (!read_merged(r, sheet) || (data != NULL && !read_rows(r, sheet, data)) ||
		!has_strings(r, sheet))
		return false;
	sheet->hidden_rows = hidden_rows(r->arena, sheet);
	sheet->hidden_columns = hidden_columns(r->arena, sheet);
	return true;
}

static bool
read_sheets(struct workbook_reader *r, struct workbook *workbook, const struct xml_node *root,
	const struct xml_node *relations)
{
	const struct xml_node *list = xml_child(root, "sheets");
	size_t count = list != NULL ? xml_count(list, "sheet") : 0;
	struct workbook_sheet *sheets = arena_array(r->arena, count, sizeof(*sheets));

	workbook->sheets = sheets;
	if (count == 0 || count > SHEET_LIMIT)
		return refuse(r, "xl/workbook.xml", "it has no sheets, or too many");
	for (const struct xml_node *s = xml_child(list, "sheet"); s != NULL;
		s = xml_next(s, "sheet"))
		if (!read_sheet(r, s, relations, &sheets[workbook->sheet_count++]))
			return false;
	return true;
}

/* Names that people give to cells, which lists of words for others go by. */
static void
read_names(struct workbook_reader *r, struct workbook *workbook, const struct xml_node *root)
{
	const struct xml_node *list = xml_child(root, "definedNames");
	struct workbook_name *names = NULL;
	size_t cap = 0;

	for (const struct xml_node *n = list != NULL ? xml_child(list, "definedName") : NULL;
		n != NULL && workbook->name_count < NAME_LIMIT; n = xml_next(n, "definedName")) {
		const char *name = xml_attr(n, "name");

		if (name == NULL || n->first == NULL || n->first->name != NULL)
			continue;
		names = arena_grow(r->arena, names, workbook->name_count, &cap, sizeof(*names));
		names[workbook->name_count++] = (struct workbook_name){name, n->first->text};
	}
	workbook->names = names;
}

/* The file that a relationship of the type leads to, by the end of its address; usual: there is
 * none.
 */
static const char *
part_of_type(struct workbook_reader *r, const struct xml_node *relations, const char *end,
	const char *usual)
{
	for (const struct xml_node *n = xml_child(relations, "Relationship"); n != NULL;
		n = xml_next(n, "Relationship")) {
		const char *type = xml_attr(n, "Type"), *id = xml_attr(n, "Id");
		size_t len = type != NULL ? strlen(type) : 0;

		if (len > strlen(end) && id != NULL && strcmp(type + len - strlen(end), end) == 0)
			return target_of(r, relations, id);
	}
	return usual;
}

/* A file that there need not be; one that is there must be read. false: it cannot, which is told.
 */
static bool
read_if_there(struct workbook_reader *r, const char *name, const struct xml_doc **doc)
{
	size_t file;
	bool there = name != NULL && archive_find(r->archive, name, &file);

	*doc = there ? read_xml(r, name, true) : NULL;
	return !there || *doc != NULL;
}

static bool
read_values(
	struct workbook_reader *r, const struct xml_node *root, const struct xml_node *relations)
{
	const struct xml_node *properties = xml_child(root, "workbookPr");
	const char *from_1904 = properties != NULL ? xml_attr(properties, "date1904") : NULL;
	const struct xml_doc *strings, *styles = NULL;
	bool good =
		read_if_there(r,
			part_of_type(r, relations, "/sharedStrings", "xl/sharedStrings.xml"),
			&strings) &&
		read_if_there(r, part_of_type(r, relations, "/styles", "xl/styles.xml"), &styles);

	r->values = (struct cell_values){.arena = r->arena,
		.from_1904 = from_1904 != NULL && strcmp(from_1904, "0") != 0 &&
			     strcmp(from_1904, "false") != 0};
	cell_values_prepare(&r->values, strings != NULL ? strings->root : NULL,
		styles != NULL ? styles->root : NULL);
	forget(strings);
	forget(styles);
	return good;
}

static const char open_document[] = "this is a file of OpenDocument (.ods): save it as .xlsx";

static bool
tell_other(const char *path, const char *what, struct diags *diags)
{
	diags_add(diags, SEVERITY_ERROR, "bad-workbook", (struct pos){.file = path}, "%s", what);
	return true;
}

/* What programs write as text and name as workbooks. */
static bool
is_markup(const struct buf *bytes)
{
	static const char *const signs[] = {"<html", "<table", "<HTML", "<TABLE",
		"urn:schemas-microsoft-com:office:spreadsheet", "office:document"};
	char start[2048];
	size_t len = bytes->len < sizeof(start) - 1 ? bytes->len : sizeof(start) - 1, at;

	memcpy(start, len > 0 ? bytes->data : "", len);
	start[len] = '\0';
	at = strncmp(start, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
	at += strspn(start + at, " \t\r\n");
	for (size_t i = 0; start[at] == '<' && i < sizeof(signs) / sizeof(signs[0]); i++)
		if (strstr(start + at, signs[i]) != NULL)
			return true;
	return false;
}

bool
workbook_is_other(const char *path, const struct buf *bytes, struct diags *diags)
{
	static const struct {
		const char *start;
		size_t at, len;
		const char *what;
	} others[] = {
		{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0, 8,
			"this is an old workbook (.xls), or one with a password: save it as .xlsx, without a password"},
		{"mimetypeapplication/vnd.oasis.opendocument", 30, 42, open_document},
		{"%PDF-", 0, 5, "this is a PDF: save the sheet as .xlsx or as CSV UTF-8"}};

	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (bytes->len >= others[i].at + others[i].len &&
			memcmp(bytes->data + others[i].at, others[i].start, others[i].len) == 0)
			return tell_other(path, others[i].what, diags);
	return is_markup(bytes) &&
	       tell_other(path,
		       "this is a web page or XML, whatever its name ends in: open it with a spreadsheet program and save it as .xlsx",
		       diags);
}

/* An archive of another program, by a file that it holds and a workbook has not. */
static bool
is_other_archive(const struct workbook_reader *r)
{
	static const struct {
		const char *file, *what;
	} others[] = {{"content.xml", open_document},
		{"xl/workbook.bin", "this is a binary workbook (.xlsb): save it as .xlsx"},
		{"Index/Document.iwa", "this is a file of Numbers: export it as .xlsx"},
		{"word/document.xml",
			"this is a text document (.docx): put its table into a sheet and save that as .xlsx"}};
	size_t file;

	if (archive_find(r->archive, "xl/workbook.xml", &file))
		return false;
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (archive_find(r->archive, others[i].file, &file))
			return tell_other(r->path, others[i].what, r->diags);
	return false;
}

bool
workbook_read(struct workbook *workbook, struct arena *arena, const char *path,
	const struct buf *bytes, struct diags *diags)
{
	struct workbook_reader r = {
		.arena = arena, .path = path, .diags = diags, .cells_left = CELL_LIMIT};
	const struct xml_doc *book, *relations;
	const char *why;
	bool good = false;

	*workbook = (struct workbook){0};
	if (!archive_is(buf_cstr(bytes), bytes->len))
		return refuse(
			&r, "this is no workbook (.xlsx)", "save it as such, or as CSV UTF-8");
	r.archive = workbook->archive = archive_open(bytes->data, bytes->len, &why);
	if (r.archive == NULL) {
		diags_add(diags, SEVERITY_ERROR, "bad-workbook", (struct pos){.file = path}, "%s",
			why);
		return false;
	}
	if (is_other_archive(&r))
		return false;
	book = read_xml(&r, "xl/workbook.xml", true);
	relations = book != NULL ? read_xml(&r, "xl/_rels/workbook.xml.rels", true) : NULL;
	if (book != NULL)
		read_names(&r, workbook, book->root);
	if (relations != NULL)
		good = read_values(&r, book->root, relations->root) &&
		       read_sheets(&r, workbook, book->root, relations->root);
	forget(book);
	forget(relations);
	return good;
}

void
workbook_fini(struct workbook *workbook)
{
	for (size_t i = 0; i < workbook->sheet_count; i++)
		if (workbook->sheets[i].file_bytes != NULL)
			source_file_forget(workbook->sheets[i].file_bytes);
	archive_close(&workbook->archive);
}
