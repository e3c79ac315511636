/* Four sheets: how to fill it in, what the document is and whose, a table, controls; and a hidden
 * one with the lists. A sheet whose first cell begins with # is a remark to import, and so is such
 * a line and such a column. */
#include "template.h"

#include <string.h>

#include "base/own.h"
#include "export/ooxml.h"
#include "line_cells.h"
#include "model/names.h"
#include "sheet_lines.h"

enum template_sheet {
	TEMPLATE_READ_ME,
	TEMPLATE_ABOUT,
	TEMPLATE_TABLE,
	TEMPLATE_CONTROLS,
	TEMPLATE_LISTS,
	SHEETS
};

enum {
	COLUMNS = COLUMN__COUNT + 2 * SHEET_LANGUAGE_LIMIT + 1,
	LAST_LINE = 1000, /* up to which there are lists to choose from */
	PARTY_LINES = 8,  /* for parties, those that are written already included */
	FIRST_PARTY = 7,  /* the row, from 1: behind headings, hints and four lines */
	READ_ME_LINES = 8,
	PROMPT_LIMIT = 255,
	REMARK_WIDTH = 48,
};

enum template_style { STYLE_PLAIN, STYLE_HEADING, STYLE_TEXT, STYLE_REMARK, STYLE_WORDS };

struct template
{
	struct ooxml pack;
	const struct model *model;
	const struct template_options *options;
};

#define ADD(t, parent, ...) ooxml_add(&(t)->pack, (parent), __VA_ARGS__, (const char *)NULL)

/* What may stand in the column type, by kind. */
static const struct type_list {
	const char *kind;
	const char *const *names;
	const char *more; /* names with spaces between; NULL: none */
} type_lists[] = {{"edition", edition_status_names, NULL}, {"framework", uses_role_names, NULL},
	{"party", party_kind_names, NULL}, {"reference", reference_kind_names, NULL},
	{"contact", contact_kind_names, NULL}, {"block", block_kind_names, NULL},
	{"table", table_kind_names, NULL}, {"condition", condition_kind_names, NULL},
	{"control", control_status_names, NULL}, {"part", does_names, NULL},
	{"fact", fact_kind_names, NULL}, {"map", relation_names, NULL},
	{"note", note_kind_names, NULL}, {"see", NULL, "reference contact table row clause"},
	{"row", NULL, "not-applicable"}, {"cell", NULL, "not-applicable"},
	{"detail", NULL,
		"region since contact purpose data short number issued expires href body scope "
		"scheme-as-published for replaces plan kind detail column as-published"},
	{"condition-part", does_names, NULL}, {"row-condition", condition_kind_names, NULL},
	{"opens", NULL, "row clause"}};
enum { TYPE_LISTS = sizeof(type_lists) / sizeof(type_lists[0]) };

/* -- words ----------------------------------------------------------------------------------------
 */

/* The interface's words in each language of the document, one below another; those that it speaks.
 */
static const char *
hint(struct template *t, const char *id, const char *between)
{
	OWN(buf_fini) struct buf words = {0};

	for (size_t i = 0; i < t->options->language_count; i++) {
		const char *said = model_message(t->model, t->options->languages[i], id);

		if (words.len == 0 || strstr(buf_cstr(&words), said) == NULL)
			buf_printf(&words, "%s%s", words.len > 0 ? between : "", said);
	}
	return arena_strdup(t->pack.arena, buf_cstr(&words));
}

static const char *
sheet_title(struct template *t, enum template_sheet sheet)
{
	static const char *const ids[SHEETS] = {[TEMPLATE_READ_ME] = "template.read-me",
		[TEMPLATE_ABOUT] = "template.about",
		[TEMPLATE_TABLE] = "template.table",
		[TEMPLATE_CONTROLS] = "template.controls",
		[TEMPLATE_LISTS] = "template.lists"};

	return hint(t, ids[sheet], " ");
}

static size_t
column_count(const struct template *t)
{
	return COLUMN__COUNT + 2 * t->options->language_count + 1;
}

/* Which of the columns of our layout stands there, counted as in enum field and then by language;
 * behind the ids stands one that says what the line is about. */
enum { REMARK_COLUMN = COLUMN_ID + 1 };

static size_t
field_of(size_t column)
{
	return column > REMARK_COLUMN ? column - 1 : column;
}

/* "kind", "id", "#", …, "name_ja", "text_ja", … */
static const char *
heading_of(struct template *t, size_t column)
{
	size_t field = field_of(column);

	if (column == REMARK_COLUMN)
		return "#";
	if (field < COLUMN__COUNT)
		return line_columns[field];
	return arena_printf(t->pack.arena, "%s_%s",
		(field - COLUMN__COUNT) % 2 == 0 ? "name" : "text",
		t->options->languages[(field - COLUMN__COUNT) / 2]);
}

static const char *
hint_of(struct template *t, size_t column)
{
	const char *heading = heading_of(t, column);

	if (strcmp(heading, "#") == 0)
		return hint(t, "template.hint.remark", "\n");
	return hint(t,
		arena_printf(
			t->pack.arena, "template.hint.%.*s", (int)strcspn(heading, "_"), heading),
		"\n");
}

/* -- rows -----------------------------------------------------------------------------------------
 */

struct filled {
	struct template *t;
	struct xml_node *data;
	size_t row; /* the next, from 0 */
};

/* Heights follow from the words, since programs do not agree on when they fit them. */
static struct xml_node *
add_row(struct filled *f, unsigned lines)
{
	struct xml_node *row = ADD(f->t, f->data, "row", "r",
		arena_printf(f->t->pack.arena, "%zu", f->row + 1), "ht",
		arena_printf(f->t->pack.arena, "%u", lines * 15 + 3), "customHeight", "1");

	f->row++;
	return row;
}

static void
add_cell(struct filled *f, struct xml_node *row, size_t column, enum template_style style,
	const char *words)
{
	ooxml_cell(
		&f->t->pack, row, ooxml_place(f->t->pack.arena, f->row - 1, column), style, words);
}

/* A line: kind, id, type, value, and what it is about. */
static void
add_line(struct filled *f, const char *kind, const char *id, const char *type, const char *value,
	const char *remark)
{
	const char *given[COLUMNS] = {[COLUMN_KIND] = kind,
		[COLUMN_ID] = id,
		[COLUMN_TYPE] = type,
		[COLUMN_VALUE] = value};
	struct xml_node *row = add_row(f, ooxml_lines(remark, REMARK_WIDTH - 2));

	for (size_t c = 0; c < column_count(f->t); c++)
		if (c == REMARK_COLUMN)
			add_cell(f, row, c, STYLE_REMARK, remark);
		else
			add_cell(f, row, c, STYLE_TEXT,
				given[field_of(c)] != NULL ? given[field_of(c)] : "");
}

static unsigned
width_of(size_t column)
{
	size_t field = field_of(column);

	if (column == REMARK_COLUMN)
		return REMARK_WIDTH;
	if (field < COLUMN__COUNT)
		return field == COLUMN_VALUE ? 20 : 16;
	return (field - COLUMN__COUNT) % 2 == 0 ? 28 : 48;
}

/* The headings, and below them a remark that says what each column is for. */
static void
add_headings(struct filled *f)
{
	struct xml_node *row = add_row(f, 1);
	unsigned most = 1;

	for (size_t c = 0; c < column_count(f->t); c++)
		add_cell(f, row, c, STYLE_HEADING, heading_of(f->t, c));
	for (size_t c = 0; c < column_count(f->t); c++) {
		unsigned lines = ooxml_lines(hint_of(f->t, c), width_of(c));

		most = lines > most ? lines : most;
	}
	row = add_row(f, most);
	for (size_t c = 0; c < column_count(f->t); c++)
		add_cell(f, row, c, STYLE_REMARK,
			c == COLUMN_KIND ? arena_printf(f->t->pack.arena, "# %s", hint_of(f->t, c))
					 : hint_of(f->t, c));
}

static void
add_about(struct filled *f)
{
	struct template *t = f->t;

	add_line(f, "service", NULL, NULL, NULL, hint(t, "template.line.service", "\n"));
	add_line(f, "document", NULL, NULL, NULL, hint(t, "template.line.document", "\n"));
	add_line(f, "edition", "1", "draft", t->options->today,
		hint(t, "template.line.edition", "\n"));
	add_line(f, t->options->framework != NULL ? "framework" : NULL,
		t->options->framework != NULL ? t->options->framework->id : NULL,
		t->options->framework != NULL ? "primary" : NULL, NULL,
		hint(t, "template.line.framework", "\n"));
	add_line(f, "party", "customer", "customer", NULL, hint(t, "template.line.customer", "\n"));
	add_line(f, "party", "provider", "provider", NULL, hint(t, "template.line.provider", "\n"));
	add_line(f, NULL, NULL, NULL, NULL, hint(t, "template.line.party", "\n"));
	for (int i = 3; i < PARTY_LINES; i++)
		add_line(f, NULL, NULL, NULL, NULL, "");
	add_line(f, NULL, NULL, NULL, NULL, hint(t, "template.line.more", "\n"));
}

static void
add_table(struct filled *f)
{
	add_line(f, "table", "boundary", "layers", NULL, hint(f->t, "template.line.table", "\n"));
	add_line(f, NULL, NULL, NULL, NULL, hint(f->t, "template.line.row", "\n"));
	add_line(f, NULL, NULL, NULL, NULL, hint(f->t, "template.line.part", "\n"));
}

/* Each clause with its title, to be filled in or left. */
static void
add_controls(struct filled *f)
{
	const struct framework *framework = f->t->options->framework;

	if (framework == NULL)
		add_line(f, NULL, NULL, NULL, NULL, hint(f->t, "template.line.control", "\n"));
	for (size_t i = 0; framework != NULL && i < framework->clause_count; i++) {
		const struct clause *clause = &framework->clauses[i];
		OWN(buf_fini) struct buf title = {0};

		for (size_t l = 0; l < f->t->options->language_count; l++) {
			const char *words =
				texts_value(&clause->title, f->t->options->languages[l]);

			if (title.len == 0 || strstr(buf_cstr(&title), words) == NULL)
				buf_printf(&title, "%s%s", title.len > 0 ? "\n" : "", words);
		}
		add_line(f, "control", clause->number, NULL, NULL,
			arena_strdup(f->t->pack.arena, buf_cstr(&title)));
	}
}

/* -- lists to choose from
 * ---------------------------------------------------------------------------- */

static const struct type_list *
types_of(const char *kind)
{
	for (size_t i = 0; i < TYPE_LISTS; i++)
		if (strcmp(type_lists[i].kind, kind) == 0)
			return &type_lists[i];
	return NULL;
}

/* The n-th name of a list; NULL: there are not so many. */
static const char *
type_at(struct template *t, const struct type_list *list, size_t n)
{
	const char *at = list->more;

	for (const char *const *name = list->names; name != NULL && *name != NULL; name++)
		if ((*name)[0] != '\0' && n-- == 0)
			return *name;
	for (; at != NULL && *at != '\0'; at += strcspn(at, " "), at += strspn(at, " "))
		if (n-- == 0)
			return arena_strndup(t->pack.arena, at, strcspn(at, " "));
	return NULL;
}

static size_t
type_count(struct template *t, const struct type_list *list)
{
	size_t n = 0;

	while (list != NULL && type_at(t, list, n) != NULL)
		n++;
	return n;
}

/* A column of kinds, and one of types for each kind; kinds without any have an empty cell. */
static void
add_lists(struct filled *f)
{
	struct xml_node *row = add_row(f, 1);

	add_cell(f, row, 0, STYLE_PLAIN, "#");
	for (size_t n = 0; n < 40; n++) {
		row = add_row(f, 1);
		if (line_kind_name(n) != NULL)
			add_cell(f, row, 0, STYLE_PLAIN, line_kind_name(n));
		for (size_t k = 0; line_kind_name(k) != NULL; k++) {
			const struct type_list *list = types_of(line_kind_name(k));

			if (list != NULL && type_at(f->t, list, n) != NULL)
				add_cell(f, row, k + 1, STYLE_PLAIN, type_at(f->t, list, n));
		}
	}
}

/* "'Lists'!$B$2:$B$5" */
static const char *
area(struct template *t, enum template_sheet sheet, size_t column, size_t from, size_t to)
{
	const char *first = ooxml_place(t->pack.arena, 0, column);
	int letters = (int)strcspn(first, "0123456789");

	return arena_printf(t->pack.arena, "'%s'!$%.*s$%zu:$%.*s$%zu", sheet_title(t, sheet),
		letters, first, from, letters, first, to);
}

static void
add_name(struct template *t, struct xml_node *names, const char *name, const char *place)
{
	tree_words(t->pack.arena, ADD(t, names, "definedName", "name", name), place);
}

static void
add_names(struct template *t, struct xml_node *root)
{
	struct xml_node *names = ADD(t, root, "definedNames");
	size_t kinds = 0;

	while (line_kind_name(kinds) != NULL)
		kinds++;
	add_name(t, names, "kinds", area(t, TEMPLATE_LISTS, 0, 2, kinds + 1));
	add_name(t, names, "parties",
		area(t, TEMPLATE_ABOUT, COLUMN_ID, FIRST_PARTY, FIRST_PARTY + PARTY_LINES - 1));
	for (size_t k = 0; k < kinds; k++) {
		size_t count = type_count(t, types_of(line_kind_name(k)));

		add_name(t, names, arena_printf(t->pack.arena, "types_%s", line_kind_name(k)),
			area(t, TEMPLATE_LISTS, k + 1, 2, count > 0 ? count + 1 : 2));
	}
}

/* At most so many bytes, to the end of a character. */
static const char *
bounded(struct template *t, const char *words, size_t limit)
{
	size_t len = strlen(words);

	if (len <= limit)
		return words;
	for (len = limit; len > 0 && ((unsigned char)words[len] & 0xc0) == 0x80;)
		len--;
	return arena_strndup(t->pack.arena, words, len);
}

/* A cell that is chosen shows what it is for. Lists do not refuse other words: a remark is one, and
 * several parties may stand in a cell. */
static void
add_validation(struct template *t, struct xml_node *list, size_t column, const char *formula)
{
	const char *place = ooxml_place(t->pack.arena, 0, column);
	int letters = (int)strcspn(place, "0123456789");
	struct xml_node *node = ADD(t, list, "dataValidation", "type",
		formula != NULL ? "list" : "none", "allowBlank", "1", "showInputMessage", "1",
		"promptTitle", heading_of(t, column), "prompt",
		bounded(t, hint_of(t, column), PROMPT_LIMIT), "sqref",
		arena_printf(
			t->pack.arena, "%.*s3:%.*s%d", letters, place, letters, place, LAST_LINE));

	if (formula != NULL)
		tree_words(t->pack.arena, ADD(t, node, "formula1"), formula);
}

static void
add_validations(struct template *t, struct xml_node *root)
{
	struct xml_node *list = ADD(t, root, "dataValidations", "count",
		arena_printf(t->pack.arena, "%zu", column_count(t) - 1));

	for (size_t c = 0; c < column_count(t); c++) {
		const char *formula = NULL;
		size_t field = field_of(c);

		if (c == REMARK_COLUMN)
			continue;
		if (field == COLUMN_KIND)
			formula = "kinds";
		else if (field == COLUMN_TYPE)
			formula = "INDIRECT(\"types_\"&$A3)";
		else if (field >= COLUMN_ANSWERS && field <= COLUMN_INFORMED)
			formula = "parties";
		else if (field == COLUMN_SHARED)
			formula = "\"jointly,divided\"";
		add_validation(t, list, c, formula);
	}
}

/* -- sheets
 * ----------------------------------------------------------------------------------------- */

static void
add_read_me(struct filled *f)
{
	struct xml_node *row = add_row(f, 1);

	add_cell(f, row, 0, STYLE_HEADING,
		arena_printf(f->t->pack.arena, "# %s", hint(f->t, "template.title", " / ")));
	for (int n = 1; n <= READ_ME_LINES; n++) {
		const char *words =
			hint(f->t, arena_printf(f->t->pack.arena, "template.read-me.%d", n), "\n");

		row = add_row(f, ooxml_lines(words, 100));
		add_cell(f, row, 0, STYLE_WORDS, words);
	}
}

static bool
has_lines(enum template_sheet sheet)
{
	return sheet != TEMPLATE_READ_ME && sheet != TEMPLATE_LISTS;
}

/* Cells that nobody has written yet are of text too. */
static void
add_columns(struct template *t, struct xml_node *root, enum template_sheet sheet)
{
	struct xml_node *cols = ADD(t, root, "cols");
	size_t count = has_lines(sheet) ? column_count(t) : 1;

	for (size_t c = 0; c < count; c++) {
		const char *at = arena_printf(t->pack.arena, "%zu", c + 1);
		unsigned width = has_lines(sheet) ? width_of(c) : 104;

		ADD(t, cols, "col", "min", at, "max", at, "width",
			arena_printf(t->pack.arena, "%u", width), "customWidth", "1", "style",
			!has_lines(sheet)    ? "0"
			: c == REMARK_COLUMN ? "3"
					     : "2");
	}
}

static void
add_view(struct template *t, struct xml_node *root, enum template_sheet sheet)
{
	struct xml_node *view = ADD(t, ADD(t, root, "sheetViews"), "sheetView", "workbookViewId",
		"0", sheet == TEMPLATE_READ_ME ? "tabSelected" : NULL, "1");

	if (has_lines(sheet))
		ADD(t, view, "pane", "xSplit", "3", "ySplit", "2", "topLeftCell", "D3",
			"activePane", "bottomRight", "state", "frozen");
}

static void
put_sheet(struct template *t, enum template_sheet sheet)
{
	static void (*const fill[SHEETS])(struct filled *) = {[TEMPLATE_READ_ME] = add_read_me,
		[TEMPLATE_ABOUT] = add_about,
		[TEMPLATE_TABLE] = add_table,
		[TEMPLATE_CONTROLS] = add_controls,
		[TEMPLATE_LISTS] = add_lists};
	struct xml_node *root = ADD(t, NULL, "worksheet", "xmlns:r", OOXML_OFFICE_RELATIONS);
	struct filled f = {.t = t};

	if (has_lines(sheet))
		ADD(t, ADD(t, root, "sheetPr"), "pageSetUpPr", "fitToPage", "1");
	add_view(t, root, sheet);
	ADD(t, root, "sheetFormatPr", "defaultRowHeight", "15");
	add_columns(t, root, sheet);
	f.data = ADD(t, root, "sheetData");
	if (has_lines(sheet))
		add_headings(&f);
	fill[sheet](&f);
	if (has_lines(sheet))
		add_validations(t, root);
	ADD(t, root, "pageMargins", "left", "0.4", "right", "0.4", "top", "0.5", "bottom", "0.5",
		"header", "0.3", "footer", "0.3");
	ADD(t, root, "pageSetup", "paperSize", "8", "orientation", "landscape",
		has_lines(sheet) ? "fitToHeight" : NULL, "0");
	ooxml_put(&t->pack,
		arena_printf(t->pack.arena, "xl/worksheets/sheet%d.xml", (int)sheet + 1), root,
		OOXML_MAIN);
}

/* -- what every workbook has
 * -------------------------------------------------------------------------- */

static void
put_types(struct template *t)
{
	struct xml_node *root = ADD(t, NULL, "Types");

	ADD(t, root, "Default", "Extension", "rels", "ContentType",
		"application/vnd.openxmlformats-package.relationships+xml");
	ADD(t, root, "Default", "Extension", "xml", "ContentType", "application/xml");
	ADD(t, root, "Override", "PartName", "/xl/workbook.xml", "ContentType",
		OOXML_SPREADSHEET "sheet.main+xml");
	ADD(t, root, "Override", "PartName", "/xl/styles.xml", "ContentType",
		OOXML_SPREADSHEET "styles+xml");
	for (int i = 0; i < SHEETS; i++)
		ADD(t, root, "Override", "PartName",
			arena_printf(t->pack.arena, "/xl/worksheets/sheet%d.xml", i + 1),
			"ContentType", OOXML_SPREADSHEET "worksheet+xml");
	ooxml_put(&t->pack, "[Content_Types].xml", root,
		"http://schemas.openxmlformats.org/package/2006/content-types");
}

static void
put_relations(struct template *t)
{
	struct xml_node *root = ADD(t, NULL, "Relationships");

	ADD(t, root, "Relationship", "Id", "rId1", "Type", OOXML_OFFICE_RELATIONS "/officeDocument",
		"Target", "xl/workbook.xml");
	ooxml_put(&t->pack, "_rels/.rels", root, OOXML_PACKAGE_RELATIONS);
	root = ADD(t, NULL, "Relationships");
	for (int i = 0; i < SHEETS; i++)
		ADD(t, root, "Relationship", "Id", arena_printf(t->pack.arena, "rId%d", i + 1),
			"Type", OOXML_OFFICE_RELATIONS "/worksheet", "Target",
			arena_printf(t->pack.arena, "worksheets/sheet%d.xml", i + 1));
	ADD(t, root, "Relationship", "Id", arena_printf(t->pack.arena, "rId%d", SHEETS + 1), "Type",
		OOXML_OFFICE_RELATIONS "/styles", "Target", "styles.xml");
	ooxml_put(&t->pack, "xl/_rels/workbook.xml.rels", root, OOXML_PACKAGE_RELATIONS);
}

static void
put_workbook(struct template *t)
{
	struct xml_node *root = ADD(t, NULL, "workbook", "xmlns:r", OOXML_OFFICE_RELATIONS), *list;

	ADD(t, ADD(t, root, "bookViews"), "workbookView", "activeTab", "0");
	list = ADD(t, root, "sheets");
	for (int i = 0; i < SHEETS; i++)
		ADD(t, list, "sheet", "name", sheet_title(t, (enum template_sheet)i), "sheetId",
			arena_printf(t->pack.arena, "%d", i + 1), "r:id",
			arena_printf(t->pack.arena, "rId%d", i + 1),
			i == TEMPLATE_LISTS ? "state" : NULL, "hidden");
	add_names(t, root);
	ooxml_put(&t->pack, "xl/workbook.xml", root, OOXML_MAIN);
}

static void
put_styles(struct template *t)
{
	static const struct {
		const char *font, *fill, *border;
	} formats[] = {[STYLE_PLAIN] = {"0", "0", "0"},
		[STYLE_HEADING] = {"1", "2", "1"},
		[STYLE_TEXT] = {"0", "0", "1"},
		[STYLE_REMARK] = {"2", "3", "1"},
		[STYLE_WORDS] = {"0", "0", "0"}};
	struct xml_node *root = ADD(t, NULL, "styleSheet"), *list;

	list = ADD(t, root, "fonts", "count", "3");
	ooxml_font(&t->pack, list, false, false, "FF1B2733");
	ooxml_font(&t->pack, list, true, false, "FFFFFFFF");
	ooxml_font(&t->pack, list, false, false, "FF44525F");
	list = ADD(t, root, "fills", "count", "4");
	ooxml_fill(&t->pack, list, "none", NULL);
	ooxml_fill(&t->pack, list, "gray125", NULL);
	ooxml_fill(&t->pack, list, "solid", "FF23415F");
	ooxml_fill(&t->pack, list, "solid", "FFF1F4F7");
	list = ADD(t, root, "borders", "count", "2");
	ooxml_border(&t->pack, list, NULL);
	ooxml_border(&t->pack, list, "thin");
	list = ADD(t, root, "cellStyleXfs", "count", "1");
	ADD(t, list, "xf", "numFmtId", "0", "fontId", "0", "fillId", "0", "borderId", "0");
	list = ADD(t, root, "cellXfs", "count", "5");
	for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++)
		ooxml_format(&t->pack, list, formats[i].font, formats[i].fill, formats[i].border);
	ooxml_put(&t->pack, "xl/styles.xml", root, OOXML_MAIN);
}

void
write_template(struct buf *out, const struct model *model, const struct template_options *options)
{
	struct template t = {.pack = {.arena = arena_new()}, .model = model, .options = options};

	zip_begin(&t.pack.zip, out, options->today);
	put_types(&t);
	put_relations(&t);
	put_workbook(&t);
	put_styles(&t);
	for (int i = 0; i < SHEETS; i++)
		put_sheet(&t, (enum template_sheet)i);
	zip_end(&t.pack.zip);
	arena_free(t.pack.arena);
}
