/* Each part is a tree (tree.h) written as XML and put into the archive. Cells hold their words in
 * themselves (inlineStr), all as text: nothing in a cell can be a formula. */
#include "xlsx.h"

#include <stdio.h>
#include <string.h>

#include "base/own.h"
#include "ooxml.h"
#include "worksheet.h"
#include "document/tree.h"
#include "document/write_xml.h"

#define MAIN OOXML_MAIN
#define OFFICE_RELATIONS OOXML_OFFICE_RELATIONS
#define PACKAGE_RELATIONS OOXML_PACKAGE_RELATIONS
#define SPREADSHEET OOXML_SPREADSHEET

/* The places of cellXfs in the style sheet. */
enum xlsx_style { STYLE_PLAIN, STYLE_HEADING, STYLE_WORDS, STYLE_LINK };

enum {
	HEIGHT_LIMIT = 409, /* points of a row */
	LINE_PT = 15,       /* of a line of words */
	PAPER_PT = 1132,    /* between the margins of A3, landscape */
};

struct book {
	struct ooxml pack;
	const struct model *model;
	const struct matrix *matrix;
	struct worksheet sheets[SHEET_BOOK__COUNT];
	size_t order[SHEET_COLUMN_LIMIT]; /* of the sheet being written: column by column, its place
					     in the sheet */
};

/* -- trees ------------------------------------------------------------------------------ */

#define ADD(b, parent, ...) ooxml_add(&(b)->pack, (parent), __VA_ARGS__, (const char *)NULL)

static void
add_words(struct book *b, struct xml_node *parent, const char *name, const char *words)
{
	tree_words(b->pack.arena, ADD(b, parent, name), words);
}

static const char *
number(struct book *b, size_t n)
{
	return arena_printf(b->pack.arena, "%zu", n);
}

/* All of the sheet, its heading included: "A1:F9". */
static const char *
area(struct book *b, const struct worksheet *s)
{
	return arena_printf(b->pack.arena, "A1:%s",
		ooxml_place(b->pack.arena, s->row_count, s->column_count - 1));
}

/* "$A$1:$F$9" for names. */
static const char *
fixed_area(struct book *b, const struct worksheet *s)
{
	const char *last = ooxml_place(b->pack.arena, s->row_count, s->column_count - 1);
	size_t letters = strcspn(last, "0123456789");

	return arena_printf(
		b->pack.arena, "'%s'!$A$1:$%.*s$%s", s->title, (int)letters, last, last + letters);
}

/* -- what every workbook has ----------------------------------------------------------------- */

static void
put_types(struct book *b)
{
	struct xml_node *root = tree_element(b->pack.arena, NULL, "Types");

	ADD(b, root, "Default", "Extension", "rels", "ContentType",
		"application/vnd.openxmlformats-package.relationships+xml");
	ADD(b, root, "Default", "Extension", "xml", "ContentType", "application/xml");
	ADD(b, root, "Override", "PartName", "/xl/workbook.xml", "ContentType",
		SPREADSHEET "sheet.main+xml");
	ADD(b, root, "Override", "PartName", "/xl/styles.xml", "ContentType",
		SPREADSHEET "styles+xml");
	for (size_t i = 0; i < SHEET_BOOK__COUNT; i++)
		ADD(b, root, "Override", "PartName",
			arena_printf(b->pack.arena, "/xl/worksheets/sheet%zu.xml", i + 1),
			"ContentType", SPREADSHEET "worksheet+xml");
	ADD(b, root, "Override", "PartName", "/docProps/core.xml", "ContentType",
		"application/vnd.openxmlformats-package.core-properties+xml");
	ooxml_put(&b->pack, "[Content_Types].xml", root,
		"http://schemas.openxmlformats.org/package/2006/content-types");
}

static void
relate(struct book *b, struct xml_node *root, size_t id, const char *type, const char *target,
	bool external)
{
	ADD(b, root, "Relationship", "Id", arena_printf(b->pack.arena, "rId%zu", id), "Type", type,
		"Target", target, external ? "TargetMode" : NULL, "External");
}

static void
put_relations(struct book *b)
{
	struct xml_node *root = tree_element(b->pack.arena, NULL, "Relationships");

	relate(b, root, 1, OFFICE_RELATIONS "/officeDocument", "xl/workbook.xml", false);
	relate(b, root, 2,
		"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
		"docProps/core.xml", false);
	ooxml_put(&b->pack, "_rels/.rels", root, PACKAGE_RELATIONS);
	root = tree_element(b->pack.arena, NULL, "Relationships");
	for (size_t i = 0; i < SHEET_BOOK__COUNT; i++)
		relate(b, root, i + 1, OFFICE_RELATIONS "/worksheet",
			arena_printf(b->pack.arena, "worksheets/sheet%zu.xml", i + 1), false);
	relate(b, root, SHEET_BOOK__COUNT + 1, OFFICE_RELATIONS "/styles", "styles.xml", false);
	ooxml_put(&b->pack, "xl/_rels/workbook.xml.rels", root, PACKAGE_RELATIONS);
}

static const char *
book_title(struct book *b)
{
	const char *lang = b->matrix->original;

	return arena_printf(b->pack.arena, "%s: %s (%u, %s)",
		texts_value(&b->matrix->service_name, lang), texts_value(&b->matrix->title, lang),
		b->matrix->edition, b->matrix->date);
}

static void
put_properties(struct book *b)
{
	struct xml_node *root = ADD(b, NULL, "cp:coreProperties", "xmlns:cp",
		"http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
		"xmlns:dc", "http://purl.org/dc/elements/1.1/", "xmlns:dcterms",
		"http://purl.org/dc/terms/", "xmlns:xsi",
		"http://www.w3.org/2001/XMLSchema-instance");
	const char *date = arena_printf(b->pack.arena, "%sT00:00:00Z", b->matrix->date);

	add_words(b, root, "dc:title", book_title(b));
	add_words(b, root, "dc:creator",
		texts_value(&b->matrix->publisher->name, b->matrix->original));
	add_words(b, root, "dc:language", b->matrix->original);
	tree_words(
		b->pack.arena, ADD(b, root, "dcterms:created", "xsi:type", "dcterms:W3CDTF"), date);
	tree_words(b->pack.arena, ADD(b, root, "dcterms:modified", "xsi:type", "dcterms:W3CDTF"),
		date);
	ooxml_put(&b->pack, "docProps/core.xml", root, NULL);
}

/* -- styles -------------------------------------------------------------------------------------
 */

static void
put_styles(struct book *b)
{
	struct xml_node *root = tree_element(b->pack.arena, NULL, "styleSheet"), *list;

	list = ADD(b, root, "fonts", "count", "3");
	ooxml_font(&b->pack, list, false, false, "FF1B2733");
	ooxml_font(&b->pack, list, true, false, "FFFFFFFF");
	ooxml_font(&b->pack, list, false, true, "FF0B57A4");
	list = ADD(b, root, "fills", "count", "3");
	ooxml_fill(&b->pack, list, "none", NULL);
	ooxml_fill(&b->pack, list, "gray125", NULL);
	ooxml_fill(&b->pack, list, "solid", "FF23415F");
	list = ADD(b, root, "borders", "count", "2");
	ooxml_border(&b->pack, list, NULL);
	ooxml_border(&b->pack, list, "thin");
	list = ADD(b, root, "cellStyleXfs", "count", "1");
	ADD(b, list, "xf", "numFmtId", "0", "fontId", "0", "fillId", "0", "borderId", "0");
	list = ADD(b, root, "cellXfs", "count", "4");
	ooxml_format(&b->pack, list, "0", "0", "0");
	ooxml_format(&b->pack, list, "1", "2", "1");
	ooxml_format(&b->pack, list, "0", "0", "1");
	ooxml_format(&b->pack, list, "2", "0", "1");
	list = ADD(b, root, "cellStyles", "count", "1");
	ADD(b, list, "cellStyle", "name", "Normal", "xfId", "0", "builtinId", "0");
	ooxml_put(&b->pack, "xl/styles.xml", root, MAIN);
}

/* -- the workbook
 * ---------------------------------------------------------------------------------- */

static void
put_workbook(struct book *b)
{
	struct xml_node *root = ADD(b, NULL, "workbook", "xmlns:r", OFFICE_RELATIONS), *list;

	ADD(b, ADD(b, root, "bookViews"), "workbookView", "activeTab", "0");
	list = ADD(b, root, "sheets");
	for (size_t i = 0; i < SHEET_BOOK__COUNT; i++)
		ADD(b, list, "sheet", "name", b->sheets[i].title, "sheetId", number(b, i + 1),
			"r:id", arena_printf(b->pack.arena, "rId%zu", i + 1));
	list = ADD(b, root, "definedNames");
	for (size_t i = 0; i < SHEET_BOOK__COUNT; i++) {
		tree_words(b->pack.arena,
			ADD(b, list, "definedName", "name", "_xlnm._FilterDatabase", "localSheetId",
				number(b, i), "hidden", "1"),
			fixed_area(b, &b->sheets[i]));
		tree_words(b->pack.arena,
			ADD(b, list, "definedName", "name", "_xlnm.Print_Titles", "localSheetId",
				number(b, i)),
			arena_printf(b->pack.arena, "'%s'!$A:$%c,'%s'!$1:$1", b->sheets[i].title,
				(char)('A' + b->sheets[i].fixed - 1), b->sheets[i].title));
	}
	ooxml_put(&b->pack, "xl/workbook.xml", root, MAIN);
}

/* -- a sheet
 * ------------------------------------------------------------------------------------------- */

/* Columns of no language and of the first one stand first, then language by language, so that each
 * reader has what concerns them side by side, on the screen and on paper. */
static void
set_order(struct book *b, const struct worksheet *s)
{
	size_t n = 0;

	for (size_t lang = 0; lang < b->matrix->language_count; lang++)
		for (size_t c = 0; c < s->column_count; c++)
			if (s->columns[c].lang == (int)lang ||
				(lang == 0 && s->columns[c].lang < 0))
				b->order[n++] = c;
}

static bool
is_empty(const struct worksheet *s, size_t c)
{
	for (size_t r = 0; r < s->row_count; r++)
		if (worksheet_at(s, r, c)->text[0] != '\0')
			return false;
	return true;
}

/* Columns for programs, and those that this document has no use for, are there and hidden; a sheet
 * without rows shows what it could hold. */
static bool
is_hidden(const struct worksheet *s, size_t c)
{
	return s->row_count > 0 && (s->columns[c].program || is_empty(s, c));
}

/* Programs do not agree on when they fit heights to words, so they are told. row -1: the heading.
 */
static const char *
row_height(struct book *b, const struct worksheet *s, long row)
{
	unsigned most = 1;

	for (size_t c = 0; c < s->column_count; c++) {
		const char *words =
			row < 0 ? s->columns[c].heading : worksheet_at(s, (size_t)row, c)->text;
		unsigned lines =
			s->columns[c].program ? 1 : ooxml_lines(words, s->columns[c].width);

		if (lines > most)
			most = lines;
	}
	most = most * LINE_PT + 3;
	return number(b, most < HEIGHT_LIMIT ? most : HEIGHT_LIMIT);
}

/* row -1: the heading. Its tree is gone when it is written: a large sheet has many cells. */
static void
write_row(const struct book *whole, struct buf *out, const struct worksheet *s, long row)
{
	struct book own = *whole, *b = &own;
	struct xml_node *node;

	b->pack.arena = arena_new();
	node = ADD(b, NULL, "row", "r", number(b, (size_t)(row + 2)), "ht", row_height(b, s, row),
		"customHeight", "1");
	for (size_t c = 0; c < s->column_count; c++) {
		const struct sheet_cell *cell =
			row < 0 ? NULL : worksheet_at(s, (size_t)row, b->order[c]);
		const char *at = ooxml_place(b->pack.arena, (size_t)(row + 1), c);

		if (cell == NULL)
			ooxml_cell(
				&b->pack, node, at, STYLE_HEADING, s->columns[b->order[c]].heading);
		else
			ooxml_cell(&b->pack, node, at,
				cell->link != NULL ? STYLE_LINK : STYLE_WORDS, cell->text);
	}
	write_xml_element(out, node);
	arena_free(b->pack.arena);
}

#define ROWS "sheetData"

/* The part with the rows where the tree has an empty element for them. */
static void
put_with_rows(
	struct book *b, const char *name, const struct xml_node *root, const struct worksheet *s)
{
	OWN(buf_fini) struct buf frame = {0}, xml = {0};
	const char *gap;

	write_xml(&frame, root, MAIN);
	gap = strstr(buf_cstr(&frame), "<" ROWS "/>");
	if (gap == NULL)
		return;
	buf_add(&xml, frame.data, (size_t)(gap - frame.data));
	buf_str(&xml, "<" ROWS ">");
	for (long r = -1; r < (long)s->row_count; r++)
		write_row(b, &xml, s, r);
	buf_str(&xml, "</" ROWS ">");
	buf_str(&xml, gap + strlen("<" ROWS "/>"));
	xml.failed |= frame.failed;
	zip_file(&b->pack.zip, name, &xml);
}

/* The heading and the first columns stay when the rest is scrolled. */
static void
add_view(struct book *b, struct xml_node *root, const struct worksheet *s, bool first)
{
	const char *at = ooxml_place(b->pack.arena, 1, s->fixed);
	struct xml_node *view = ADD(b, ADD(b, root, "sheetViews"), "sheetView",
		first ? "tabSelected" : "workbookViewId", first ? "1" : "0",
		first ? "workbookViewId" : NULL, "0");

	ADD(b, view, "pane", "xSplit", number(b, s->fixed), "ySplit", "1", "topLeftCell", at,
		"activePane", "bottomRight", "state", "frozen");
	ADD(b, view, "selection", "pane", "bottomRight", "activeCell", at, "sqref", at);
}

static void
add_columns(struct book *b, struct xml_node *root, const struct worksheet *s)
{
	struct xml_node *cols = ADD(b, root, "cols");

	for (size_t i = 0; i < s->column_count; i++)
		ADD(b, cols, "col", "min", number(b, i + 1), "max", number(b, i + 1), "width",
			number(b, s->columns[b->order[i]].width), "customWidth", "1",
			is_hidden(s, b->order[i]) ? "hidden" : NULL, "1");
}

/* "#controls!A2" with the sheet's title instead of its name. */
static const char *
location(struct book *b, const char *link)
{
	size_t len = strcspn(link + 1, "!");

	for (size_t i = 0; i < SHEET_BOOK__COUNT; i++)
		if (strlen(b->sheets[i].name) == len &&
			strncmp(b->sheets[i].name, link + 1, len) == 0)
			return arena_printf(
				b->pack.arena, "'%s'%s", b->sheets[i].title, link + 1 + len);
	return link + 1;
}

/* Links to other sheets stand by themselves, addresses in a part of their own. */
static void
add_links(struct book *b, struct xml_node *root, const struct worksheet *s, size_t n)
{
	struct xml_node *links = tree_element(b->pack.arena, NULL, "hyperlinks");
	struct xml_node *relations = tree_element(b->pack.arena, NULL, "Relationships");
	size_t id = 0;

	for (size_t i = 0; i < s->filled; i++) {
		const char *link = worksheet_at(
				   s, i / s->column_count, b->order[i % s->column_count])
					   ->link,
			   *at;

		if (link == NULL)
			continue;
		at = ooxml_place(b->pack.arena, i / s->column_count + 1, i % s->column_count);
		if (link[0] == '#') {
			ADD(b, links, "hyperlink", "ref", at, "location", location(b, link));
			continue;
		}
		ADD(b, links, "hyperlink", "ref", at, "r:id",
			arena_printf(b->pack.arena, "rId%zu", ++id));
		relate(b, relations, id, OFFICE_RELATIONS "/hyperlink", link, true);
	}
	if (links->first == NULL)
		return;
	tree_adopt(root, links);
	if (id > 0)
		ooxml_put(&b->pack,
			arena_printf(b->pack.arena, "xl/worksheets/_rels/sheet%zu.xml.rels", n + 1),
			relations, PACKAGE_RELATIONS);
}

/* Percent at which the columns of each language, the fixed ones with them, go on one page. */
static unsigned
print_scale(const struct book *b, const struct worksheet *s)
{
	unsigned most = 1;

	for (int lang = 0; lang < (int)b->matrix->language_count; lang++) {
		unsigned chars = 0;

		for (size_t c = 0; lang > 0 && c < s->fixed; c++)
			chars += s->columns[c].width;
		for (size_t c = 0; c < s->column_count; c++)
			if (!is_hidden(s, c) && (s->columns[c].lang == lang ||
							(lang == 0 && s->columns[c].lang < 0)))
				chars += s->columns[c].width;
		most = chars > most ? chars : most;
	}
	most = PAPER_PT * 100 /
	       (most * 13 / 2 + 1); /* a character takes up to 6 1/2 points, by the font */
	return most > 100 ? 100 : most < 10 ? 10 : most;
}

/* A page for each language. */
static void
add_breaks(struct book *b, struct xml_node *root, const struct worksheet *s)
{
	size_t count = b->matrix->language_count - 1;
	struct xml_node *breaks;

	if (count == 0)
		return;
	breaks = ADD(b, root, "colBreaks", "count", number(b, count), "manualBreakCount",
		number(b, count));
	for (size_t c = 1; c < s->column_count; c++)
		if (s->columns[b->order[c]].lang > 0 &&
			s->columns[b->order[c]].lang != s->columns[b->order[c - 1]].lang)
			ADD(b, breaks, "brk", "id", number(b, c), "max", "1048575", "man", "1");
}

/* A3, landscape; title above, page number below. An ampersand begins a code there. */
static void
add_print(struct book *b, struct xml_node *root, const struct worksheet *s)
{
	OWN(buf_fini) struct buf header = {0};
	struct xml_node *node;

	buf_str(&header, "&L");
	for (const char *p = book_title(b); *p != '\0'; p++) {
		buf_char(&header, *p);
		if (*p == '&')
			buf_char(&header, '&');
	}
	buf_printf(&header, "&R%s", s->title);
	ADD(b, root, "pageMargins", "left", "0.4", "right", "0.4", "top", "0.6", "bottom", "0.6",
		"header", "0.3", "footer", "0.3");
	ADD(b, root, "pageSetup", "paperSize", "8", "scale", number(b, print_scale(b, s)),
		"orientation", "landscape");
	node = ADD(b, root, "headerFooter");
	add_words(b, node, "oddHeader",
		ooxml_text(b->pack.arena, arena_strdup(b->pack.arena, buf_cstr(&header))));
	add_words(b, node, "oddFooter", "&C&P / &N");
}

static void
put_sheet(struct book *b, size_t n)
{
	const struct worksheet *s = &b->sheets[n];
	struct xml_node *root = ADD(b, NULL, "worksheet", "xmlns:r", OFFICE_RELATIONS);

	set_order(b, s);
	ADD(b, root, "dimension", "ref", area(b, s));
	add_view(b, root, s, n == 0);
	ADD(b, root, "sheetFormatPr", "defaultRowHeight", "15");
	add_columns(b, root, s);
	ADD(b, root, ROWS);
	ADD(b, root, "autoFilter", "ref", area(b, s));
	add_links(b, root, s, n);
	add_print(b, root, s);
	add_breaks(b, root, s);
	put_with_rows(b, arena_printf(b->pack.arena, "xl/worksheets/sheet%zu.xml", n + 1), root, s);
}

void
write_matrix_xlsx(struct buf *out, const struct model *model, const struct matrix *matrix,
	const struct export_pages *pages)
{
	struct book book = {.pack = {.arena = arena_new()}, .model = model, .matrix = matrix};

	for (int i = 0; i < SHEET_BOOK__COUNT; i++)
		worksheet_make(
			&book.sheets[i], (enum sheet_id)i, book.pack.arena, model, matrix, pages);
	zip_begin(&book.pack.zip, out, matrix->date);
	put_types(&book);
	put_relations(&book);
	put_properties(&book);
	put_workbook(&book);
	put_styles(&book);
	for (size_t i = 0; i < SHEET_BOOK__COUNT; i++)
		put_sheet(&book, i);
	zip_end(&book.pack.zip);
	arena_free(book.pack.arena);
}
