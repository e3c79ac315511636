/* Lines become elements one by one (sheet_lines.c); at the end those are put into the order of the
 * shapes. Elements remember their cell in xml_node.offset (its place in a list, from 1), so that
 * what the loader finds in the XML can be told as a cell of the sheet. */
#include "read_sheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/own.h"
#include "line_elements.h"
#include "sheet_lines.h"
#include "layouts.h"
#include "workbook.h"
#include "document/tree.h"
#include "document/write_xml.h"
#include "model/names.h"
#include "model/value.h"
#include "document/shape_table.h"

/* -- the heading
 * ------------------------------------------------------------------------------------------ */

/* The place in languages for a tag, a new one if need be; -1: it is no tag, or there are too many.
 */
static int
find_language(struct sheet_reader *r, const char *tag)
{
	for (size_t i = 0; i < r->language_count; i++)
		if (strcasecmp(r->languages[i].tag, tag) == 0)
			return (int)i;
	if (!value_is_language(tag) || r->language_count == SHEET_LANGUAGE_LIMIT)
		return -1;
	r->languages[r->language_count].tag = tag;
	r->languages[r->language_count].name = r->languages[r->language_count].text = -1;
	return (int)r->language_count++;
}

/* name_ja, text_en. */
static bool
read_words_column(struct sheet_reader *r, const char *heading, int place)
{
	bool name = strncasecmp(heading, "name_", 5) == 0;
	int language =
		name || strncasecmp(heading, "text_", 5) == 0 ? find_language(r, heading + 5) : -1;

	if (language < 0)
		return false;
	if (name)
		r->languages[language].name = place;
	else
		r->languages[language].text = place;
	return true;
}

/* Which of two would count, only we would know. */
static void
refuse_twice(struct sheet_reader *r, size_t place)
{
	const struct csv_cell *cell = &r->row->cells[place];
	char name[CSV_NAME_SIZE];

	for (size_t i = 0; i < place && cell->text[0] != '\0' && cell->text[0] != '#'; i++)
		if (strcasecmp(r->row->cells[i].text, cell->text) == 0) {
			csv_cell_name(&r->row->cells[i], name);
			line_wrong(r, cell, "the column '%.64s' is there already, in %s",
				cell->text, name);
			return;
		}
}

static bool
read_heading(struct sheet_reader *r)
{
	size_t errors = r->diags->count[SEVERITY_ERROR];

	for (size_t i = 0; i < r->language_count; i++)
		r->languages[i].name = r->languages[i].text = -1;
	for (int c = 0; c < COLUMN__COUNT; c++)
		r->columns[c] = -1;
	for (size_t i = 0; i < r->row->count; i++) {
		const char *heading = r->row->cells[i].text;
		int column = 0;

		refuse_twice(r, i);
		while (column < COLUMN__COUNT && strcasecmp(line_columns[column], heading) != 0)
			column++;
		if (column < COLUMN__COUNT)
			r->columns[column] = (int)i;
		else if (heading[0] != '\0' && heading[0] != '#' &&
			 !read_words_column(r, heading, (int)i))
			line_wrong(r, &r->row->cells[i],
				"unknown column '%.64s': the columns are kind, id, type, value, answers, runs, "
				"supports, may, consulted, informed, shared, and name_LANG and text_LANG for each language",
				heading);
	}
	for (int c = COLUMN_KIND; c <= COLUMN_VALUE; c++)
		if (r->columns[c] < 0)
			line_wrong(r, &r->row->cells[0], "the first line names no column '%s'",
				line_columns[c]);
	if (r->language_count == 0)
		line_wrong(r, &r->row->cells[0],
			"the first line names no column for words, such as name_en and text_en");
	return r->diags->count[SEVERITY_ERROR] == errors;
}

/* -- what follows from the lines
 * ------------------------------------------------------------------------------ */

static const char *
attr_of(const struct xml_node *node, const char *name)
{
	const char *value = node != NULL ? xml_attr(node, name) : NULL;

	return value != NULL ? value : "";
}

/* The first provider publishes, else the first party. */
static const char *
find_publisher(struct sheet_reader *r)
{
	const struct xml_node *parties = xml_child(r->root, "parties");
	const struct xml_node *first = parties != NULL ? xml_child(parties, "party") : NULL;

	for (const struct xml_node *p = first; p != NULL; p = xml_next(p, "party"))
		if (strcmp(attr_of(p, "kind"), "provider") == 0)
			return attr_of(p, "id");
	return attr_of(first, "id");
}

static const char *
find_framework(struct sheet_reader *r)
{
	for (const struct xml_node *u = xml_child(r->about, "uses"); u != NULL;
		u = xml_next(u, "uses"))
		if (strcmp(attr_of(u, "role"), "primary") == 0)
			return attr_of(u, "framework");
	return NULL;
}

/* The language of that tag that a line has declared, taken out of the list; NULL: none. */
static struct xml_node *
take_language(struct xml_node *languages, const char *tag)
{
	for (struct xml_node **n = &languages->first; *n != NULL; n = &(*n)->next) {
		struct xml_node *language = *n;

		if (strcasecmp(attr_of(language, "tag"), tag) != 0)
			continue;
		*n = language->next;
		language->next = NULL;
		return language;
	}
	return NULL;
}

/* Those of the columns of words, in their order; what a line says of another one goes behind. */
static void
complete_languages(struct sheet_reader *r)
{
	struct xml_node *languages = line_only(r, r->about, "languages");
	struct xml_node declared = *languages;

	languages->first = languages->last = NULL;
	for (size_t i = 0; i < r->language_count; i++) {
		struct xml_node *language = take_language(&declared, r->languages[i].tag);

		if (language != NULL) {
			tree_adopt(languages, language);
		} else {
			language = line_add(r, languages, "language", &r->row->cells[0]);
			tree_attr(r->arena, language, "tag", r->languages[i].tag);
		}
		tree_attr(r->arena, language, "role", language_role_names[i == 0 ? 0 : 1]);
	}
	if (declared.first != NULL)
		line_wrong(r, &r->row->cells[0],
			"the language '%.64s' has no columns of words (name_%.64s, text_%.64s)",
			attr_of(declared.first, "tag"), attr_of(declared.first, "tag"),
			attr_of(declared.first, "tag"));
	tree_attr(r->arena, r->root, "original", r->languages[0].tag);
}

static void
complete(struct sheet_reader *r)
{
	struct xml_node *controls;
	static const char *const wanted[] = {"service", "document", "edition"}, *const made[] = {
											"service",
											"title",
											"edition"};

	complete_languages(r);
	if (xml_child(r->about, "publisher") == NULL)
		tree_attr(r->arena, line_add(r, r->about, "publisher", &r->row->cells[0]), "party",
			find_publisher(r));
	for (size_t i = 0; i < 3; i++)
		if (xml_child(r->about, made[i]) == NULL)
			line_wrong(
				r, &r->row->cells[0], "there is no line of kind '%s'", wanted[i]);
	if (xml_child(r->root, "parties") == NULL)
		line_wrong(r, &r->row->cells[0], "there is no line of kind 'party'");
	if (xml_child(r->root, "tables") == NULL && xml_child(r->root, "controls") == NULL)
		line_wrong(r, &r->row->cells[0], "there is no line of kind 'table' or 'control'");
	controls =
		xml_child(r->root, "controls") != NULL ? line_only(r, r->root, "controls") : NULL;
	if (controls != NULL && find_framework(r) == NULL)
		line_wrong(r, &r->row->cells[0],
			"there are controls and no line of kind 'framework' and type 'primary' to number them");
	else if (controls != NULL)
		tree_attr(r->arena, controls, "framework", find_framework(r));
}

/* Where the shape has an element's name; an alternative counts as what it stands for. */
static size_t
rank_of(const struct shape *shape, const char *name)
{
	size_t rank = 0;

	for (const struct slot *s = shape->slots; s != NULL && s->name != NULL; s++) {
		rank += !s->or ;
		if (strcmp(s->name, name) == 0)
			return rank;
	}
	return 0;
}

/* Puts children into the order of the shape; those of one kind keep theirs. */
static void
put_in_order(struct xml_node *node, const struct shape *shape)
{
	struct xml_node *children = node->first, *next;
	size_t most = 0;

	if (shape->words || children == NULL)
		return;
	for (const struct slot *s = shape->slots; s != NULL && s->name != NULL; s++)
		most++;
	node->first = node->last = NULL;
	for (size_t rank = 0; rank <= most; rank++) {
		struct xml_node *rest = NULL, **tail = &rest;

		for (struct xml_node *c = children; c != NULL; c = next) {
			next = c->next;
			c->next = NULL;
			if (rank_of(shape, c->name) == rank) {
				tree_adopt(node, c);
			} else {
				*tail = c;
				tail = &c->next;
			}
		}
		children = rest;
	}
	for (struct xml_node *c = node->first; c != NULL; c = c->next)
		for (const struct slot *s = shape->slots; s != NULL && s->name != NULL; s++)
			if (strcmp(s->name, c->name) == 0)
				put_in_order(c, s->shape);
}

/* -- where the lines of the XML come from
 * ------------------------------------------------------------------------- */

struct liner {
	const struct sheet_reader *r;
	struct csv_cell *v;
	size_t line;
	size_t cap;
};

/* Follows write_xml.c: an element without words has a line for its end, and its children have lines
 * of their own. */
static void
note_lines(struct liner *l, const struct xml_node *node)
{
	bool words = node->first != NULL && node->first->name == NULL;
	struct csv_cell origin = l->r->origins[node->offset > 0 ? node->offset - 1 : 0];

	if (++l->line < l->cap)
		l->v[l->line] = origin;
	if (node->first == NULL || words)
		return;
	for (const struct xml_node *c = node->first; c != NULL; c = c->next)
		note_lines(l, c);
	if (++l->line < l->cap)
		l->v[l->line] = origin;
}

static void
find_origins(const struct sheet_reader *r, const struct buf *xml, struct sheet_origins *origins)
{
	struct liner liner = {.r = r, .line = 1, .cap = 2};

	for (size_t i = 0; i < xml->len; i++)
		liner.cap += xml->data[i] == '\n';
	liner.v = arena_array(r->arena, liner.cap, sizeof(*liner.v));
	note_lines(&liner, r->root);
	*origins = (struct sheet_origins){.v = liner.v, .count = liner.cap};
}

/* The cell of a line of the XML; NULL: it has none. */
static const struct csv_cell *
origin_at(const struct sheet_origins *origins, unsigned long line)
{
	return line < origins->count && origins->v[line].pos.file != NULL ? &origins->v[line]
									  : NULL;
}

/* A finding about a value, 'clause="x" on <control>: write …', without what the sheet has not:
 * "'x'" and what follows is left to be said. */
static const char *
without_markup(const char *text)
{
	size_t name = strspn(text, "abcdefghijklmnopqrstuvwxyz-");
	const char *on = strstr(text, "\" on <");

	return on != NULL && name > 0 && text[name] == '=' && strstr(on, ">: ") != NULL
		       ? strstr(on, ">: ") + 3
		       : text;
}

/* What findings say of elements of XML, in the words of the sheet: of our own layout, whose columns
 * are named so, and of others, of which only the cell is known. */
static const struct {
	const char *in_xml, *in_ours, *in_others;
	bool named; /* in others the thing goes by what stands in the cell: its id is made up */
} phrases[] = {
	{"nobody answers for this cell; give one part does=\"answers\"",
		"nobody answers for it: write who does into the column 'answers', or not-applicable into the column 'type'",
		"nobody answers for it: write who does into one of the columns of parties (an A, in a table of RACI), or N/A and why",
		true},
	{"parties answer for this cell;", "parties answer for it;", "parties answer for it;",
		false},
	{"tell in <limits> what is left out", "tell in a line of kind 'limits' what is left out",
		"tell in its description what is left out", false},
	{"neither <tables> nor <controls>", "neither lines of kind 'table' nor of kind 'control'",
		"neither a table nor a list by clause", false},
};

static bool
is_own_heading(const char *heading)
{
	for (int c = 0; heading != NULL && c < COLUMN__COUNT; c++)
		if (strcasecmp(heading, line_columns[c]) == 0)
			return true;
	return heading != NULL &&
	       (strncasecmp(heading, "name_", 5) == 0 || strncasecmp(heading, "text_", 5) == 0);
}

/* As much of what stands in the cell as a message has: whole characters of its first line. */
static int
shown_len(const struct csv_cell *cell)
{
	size_t len = strcspn(cell->raw, "\n");

	len = len < cell->raw_len ? len : cell->raw_len;
	for (len = len < 64 ? len : 64;
		len > 0 && len < cell->raw_len && ((unsigned char)cell->raw[len] & 0xc0) == 0x80;)
		len--;
	return (int)len;
}

/* The finding in those words, to be freed; NULL: it says nothing of the kind. */
static char *
in_words_of_sheet(const char *text, const struct csv_cell *cell)
{
	bool own = is_own_heading(cell->heading);

	for (size_t i = 0; i < sizeof(phrases) / sizeof(phrases[0]); i++) {
		const char *at = strstr(text, phrases[i].in_xml), *colon = strchr(text, ':');
		const char *words = own ? phrases[i].in_ours : phrases[i].in_others;
		const char *rest = at != NULL ? at + strlen(phrases[i].in_xml) : NULL;
		char *out = NULL;

		if (at == NULL)
			continue;
		if (!own && phrases[i].named && cell->raw_len > 0 && colon != NULL && colon < at)
			return asprintf(&out, "'%.*s': %s%s", shown_len(cell), cell->raw, words,
				       rest) < 0
				       ? NULL
				       : out;
		return asprintf(&out, "%.*s%s%s", (int)(at - text), text, words, rest) < 0 ? NULL
											   : out;
	}
	return NULL;
}

/* The finding with its cell before it; a line of the XML that it names is named as a cell too. */
static char *
text_with_cells(const char *text, const struct csv_cell *cell, const struct sheet_origins *origins)
{
	static const char line[] = " at line ";
	const char *at = strstr(text, line);
	char name[CSV_PLACE_SIZE], other[CSV_NAME_SIZE], *end = NULL, *out = NULL;
	const struct csv_cell *there =
		at != NULL ? origin_at(origins, strtoul(at + strlen(line), &end, 10)) : NULL;

	csv_cell_place(cell, name);
	if (without_markup(text) != text)
		return asprintf(&out, "%s: '%.64s': %s", name, cell->text, without_markup(text)) < 0
			       ? NULL
			       : out;
	if (there == NULL)
		return asprintf(&out, "%s: %s", name, text) < 0 ? NULL : out;
	csv_cell_name(there, other);
	return asprintf(&out, "%s: %.*s in %s%s", name, (int)(at - text), text, other, end) < 0
		       ? NULL
		       : out;
}

void
sheet_locate(
	struct diags *diags, size_t from, const char *xml_path, const struct sheet_origins *origins)
{
	for (size_t i = from; i < diags->n; i++) {
		struct diag *diag = &diags->v[i];
		const struct csv_cell *origin = origin_at(origins, diag->pos.line);
		char *text;

		if (strcmp(diag->pos.file, xml_path) != 0 || origin == NULL)
			continue;
		diag->pos.line = origin->pos.line;
		diag->pos.column = origin->pos.column;
		text = in_words_of_sheet(diag->text, origin);
		if (text != NULL) {
			free(diag->text);
			diag->text = text;
		}
		text = text_with_cells(diag->text, origin, origins);
		if (text == NULL)
			continue;
		free(diag->text);
		diag->text = text;
	}
}

/* -- all of it
 * -----------------------------------------------------------------------------------------------------
 */

/* Cells with words, but those in columns of remarks. */
static size_t
count_said(const struct csv_row *row, const struct sheet_reader *r)
{
	size_t n = 0;

	for (size_t i = 0; i < row->count; i++)
		n += row->cells[i].text[0] != '\0' &&
		     (i >= r->headings->count || r->headings->cells[i].text[0] != '#');
	return n;
}

static bool
is_remark(const struct csv_row *row, const struct sheet_reader *r)
{
	const char *kind = (size_t)r->columns[COLUMN_KIND] < row->count
				   ? row->cells[r->columns[COLUMN_KIND]].text
				   : "";

	return kind[0] == '#' || count_said(row, r) == 0;
}

/* A control with its number and nothing else: a template lists all of them. */
static bool
is_silent(const struct csv_row *row, const struct sheet_reader *r)
{
	return strcmp(line_cell(r, COLUMN_KIND)->text, "control") == 0 &&
	       line_cell(r, COLUMN_ID)->text[0] != '\0' && count_said(row, r) == 2;
}

static void
read_lines(struct sheet_reader *r, const struct csv *sheet)
{
	const struct csv_row *first_silent = NULL;
	size_t silent = 0;

	r->row = r->headings = &sheet->rows[0];
	if (!read_heading(r))
		return;
	for (size_t i = 1; i < sheet->count; i++) {
		r->row = &sheet->rows[i];
		if (is_silent(r->row, r)) {
			first_silent = silent++ == 0 ? r->row : first_silent;
			continue;
		}
		if (!is_remark(r->row, r))
			line_read(r);
	}
	if (silent == 0)
		return;
	r->row = first_silent;
	line_doubt(r, line_cell(r, COLUMN_ID),
		"controls of which nothing is said are left out: %zu, from this one on", silent);
}

static bool
read_matrix_sheets(const char *path, const struct csv *sheets, size_t count, struct arena *arena,
	struct buf *xml, struct sheet_origins *origins, struct diags *diags)
{
	struct sheet_reader r = {.arena = arena, .diags = diags, .path = path};
	size_t errors = diags->count[SEVERITY_ERROR];

	if (count == 0) {
		diags_add(diags, SEVERITY_ERROR, "bad-sheet", (struct pos){.file = path},
			"the sheet is empty");
		return false;
	}
	r.row = &sheets[0].rows[0];
	r.root = line_add(&r, NULL, "matrix", &r.row->cells[0]);
	r.about = line_add(&r, r.root, "about", &r.row->cells[0]);
	for (size_t i = 0; i < count; i++)
		read_lines(&r, &sheets[i]);
	r.row = &sheets[0].rows[0];
	if (diags->count[SEVERITY_ERROR] == errors)
		complete(&r);
	if (diags->count[SEVERITY_ERROR] > errors)
		return false;
	put_in_order(r.root, shape_of_matrix());
	write_xml(xml, r.root, XML_NAMESPACE);
	find_origins(&r, xml, origins);
	return true;
}

/* The sheets of a file, of one that is CSV or of a workbook that is then open. */
struct sheet_file {
	struct workbook workbook;
	struct sheet_source *sources;
	size_t count;
};

static void
sheet_file_fini(struct sheet_file *file)
{
	workbook_fini(&file->workbook);
}

static bool
read_file(struct sheet_file *file, const char *path, const struct buf *bytes, struct arena *arena,
	struct diags *diags)
{
	if (workbook_is_other(path, bytes, diags))
		return false;
	if (!archive_is(buf_cstr(bytes), bytes->len)) {
		file->sources = ARENA_NEW(arena, struct sheet_source);
		file->count = 1;
		return csv_read(&file->sources[0].csv, arena, path, bytes, diags);
	}
	if (!workbook_read(&file->workbook, arena, path, bytes, diags))
		return false;
	file->count = file->workbook.sheet_count;
	file->sources = arena_array(arena, file->count, sizeof(*file->sources));
	for (size_t i = 0; i < file->count; i++)
		file->sources[i] = (struct sheet_source){
			file->workbook.sheets[i].csv, &file->workbook.sheets[i]};
	return true;
}

bool
read_matrix_sheet(const char *path, const struct buf *bytes, const struct sheet_options *options,
	struct arena *arena, struct buf *xml, struct sheet_origins *origins, struct diags *diags)
{
	OWN(sheet_file_fini) struct sheet_file file = {0}, about = {0};
	struct sheet_source *all;
	const struct csv *sheets;
	size_t count, errors = diags->count[SEVERITY_ERROR];

	if (options->about != NULL &&
		!read_file(&about, options->about_path, options->about, arena, diags))
		return false;
	if (!read_file(&file, path, bytes, arena, diags))
		return false;
	all = arena_array(arena, about.count + file.count, sizeof(*all));
	for (size_t i = 0; i < about.count; i++)
		all[i] = about.sources[i];
	for (size_t i = 0; i < file.count; i++)
		all[about.count + i] = file.sources[i];
	sheets = layouts_read(arena, path, all, about.count + file.count, options, diags, &count);
	return diags->count[SEVERITY_ERROR] == errors &&
	       read_matrix_sheets(path, sheets, count, arena, xml, origins, diags);
}
