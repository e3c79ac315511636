#include "layouts.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "cast.h"
#include "cell_told.h"
#include "clause_list.h"
#include "seen.h"
#include "tongues.h"
#include "made_lines.h"
#include "model/names.h"
#include "model/value.h"
#include "vocabulary.h"
#include "wide_table.h"

/* Fewer blank cells with a colour than this are ornament. */
enum { COLOURED_CELLS = 4 };

struct layouts {
	struct arena *arena;
	const char *path;
	const struct sheet_options *options;
	struct diags *diags;
	struct csv *out;
	size_t count;
	const char *lang;
	const char *second;    /* the other language of sheets in two; NULL: they are in one */
	const char *titles[2]; /* of the first table; NULL: none stood above it */
	struct cast cast;
	struct signs signs; /* that sheets of legends name */
	struct wide_names *names;
	const struct csv_cell *corner;     /* of the first sheet that was made into lines */
	const struct framework *framework; /* of a list by clause; NULL: there was none */
	size_t tables;
};

/* -- our own layout
 * -------------------------------------------------------------------------------- */

static size_t
kind_column(const struct csv *csv)
{
	size_t c = 0;

	while (csv->count > 0 && c < csv->rows[0].count &&
		strcasecmp(csv->rows[0].cells[c].text, line_columns[COLUMN_KIND]) != 0)
		c++;
	return c;
}

bool
layout_is_own(const struct csv *csv)
{
	return csv->count > 0 && kind_column(csv) < csv->rows[0].count;
}

static bool
has_line(const struct csv *csv, const char *kind)
{
	size_t column = kind_column(csv);

	for (size_t i = 1; i < csv->count; i++)
		if (column < csv->rows[i].count &&
			strcmp(csv->rows[i].cells[column].text, kind) == 0)
			return true;
	return false;
}

static bool
some_has_line(const struct layouts *l, const char *kind)
{
	for (size_t i = 0; i < l->count; i++)
		if (has_line(&l->out[i], kind))
			return true;
	return false;
}

/* The language of the first column of words. */
static const char *
own_language(const struct layouts *l)
{
	for (size_t i = 0; i < l->count; i++)
		for (size_t c = 0; c < l->out[i].rows[0].count; c++) {
			const char *heading = l->out[i].rows[0].cells[c].text;

			if ((strncasecmp(heading, "name_", 5) == 0 ||
				    strncasecmp(heading, "text_", 5) == 0) &&
				value_is_language(heading + 5))
				return heading + 5;
		}
	return NULL;
}

/* Whether lines of our own have words in the language. */
static bool
has_language(const struct layouts *l, const char *tag)
{
	for (size_t i = 0; i < l->count; i++)
		for (size_t c = 0; c < l->out[i].rows[0].count; c++) {
			const char *heading = l->out[i].rows[0].cells[c].text;

			if ((strncasecmp(heading, "name_", 5) == 0 ||
				    strncasecmp(heading, "text_", 5) == 0) &&
				strcasecmp(heading + 5, tag) == 0)
				return true;
		}
	return false;
}

/* The primary framework that a line of our own names; NULL: none. */
static const char *
own_framework(const struct layouts *l)
{
	for (size_t i = 0; i < l->count; i++) {
		const struct csv *csv = &l->out[i];
		size_t kind = kind_column(csv), id = 0;

		while (id < csv->rows[0].count &&
			strcasecmp(csv->rows[0].cells[id].text, line_columns[COLUMN_ID]) != 0)
			id++;
		for (size_t r = 1; r < csv->count; r++)
			if (kind < csv->rows[r].count && id < csv->rows[r].count &&
				strcmp(csv->rows[r].cells[kind].text, "framework") == 0)
				return csv->rows[r].cells[id].text;
	}
	return NULL;
}

/* -- others
 * ---------------------------------------------------------------------------------------- */

static bool
is_japanese(const struct csv *csv)
{
	for (size_t r = 0; r < csv->count; r++)
		for (size_t c = 0; c < csv->rows[r].count; c++)
			if (vocabulary_is_japanese(csv->rows[r].cells[c].text))
				return true;
	return false;
}

static const char *
find_language(const struct layouts *l, const struct sheet_source *sources, size_t count)
{
	const char *own = own_language(l);

	if (l->options->lang != NULL)
		return l->options->lang;
	if (own != NULL)
		return own;
	for (size_t i = 0; i < count; i++)
		if (!layout_is_own(&sources[i].csv) && is_japanese(&sources[i].csv))
			return "ja";
	return "en";
}

static bool
is_legend_sheet(const char *name)
{
	const char *rest;

	return name != NULL && vocabulary_legend(name, &rest);
}

static const char *
source_name(const struct sheet_source *source)
{
	return source->sheet != NULL ? source->sheet->name : NULL;
}

/* Hidden sheets, and those that begin with a remark, are not of the document. */
static bool
is_hidden(const struct sheet_source *source)
{
	return (source->sheet != NULL && source->sheet->hidden) ||
	       (source->csv.count > 0 && strncmp(source->csv.rows[0].cells[0].text, "# ", 2) == 0);
}

/* The file's name without directory and ending. */
static const char *
base_name(const struct layouts *l)
{
	const char *slash = strrchr(l->path, '/'), *name = slash != NULL ? slash + 1 : l->path;
	const char *point = strrchr(name, '.');

	return point != NULL && point > name ? arena_strndup(l->arena, name, (size_t)(point - name))
					     : arena_strdup(l->arena, name);
}

static const char *
default_title(const struct layouts *l, const struct seen_sheet *seen)
{
	if (seen->name != NULL && seen->name[0] != '\0' && strncasecmp(seen->name, "sheet", 5) != 0)
		return seen->name;
	return language_match(l->cast.lang, "ja") ? "責任分担" : "Responsibilities";
}

/* What is not seen is read all the same: who hid it may not know that it goes into the document. */
static void
tell_hidden(struct layouts *l, const struct workbook_sheet *sheet)
{
	const struct {
		const char *what;
		const struct hidden_places *places;
	} kinds[] = {{"rows", sheet != NULL ? &sheet->hidden_rows : NULL},
		{"columns", sheet != NULL ? &sheet->hidden_columns : NULL}};

	for (size_t i = 0; i < 2 && sheet != NULL; i++)
		if (kinds[i].places->count > 0)
			cell_tell(l->diags, SEVERITY_WARNING, kinds[i].places->first,
				"%s that are hidden or filtered out are read like all others: %s; delete those that the document is not to have",
				kinds[i].what, kinds[i].places->list);
}

static void
put_out(struct layouts *l, const struct csv *csv)
{
	l->out[l->count++] = *csv;
}

/* Makes lines of the sheet, in the language that is being read. false: it has no layout that is
 * known.
 */
static bool
read_seen(struct layouts *l, const struct seen_sheet *seen, struct made_lines *lines)
{
	struct clause_list_options clauses = {
		.frameworks = l->options->frameworks, .wanted = l->options->framework};
	const char **title = &l->titles[l->cast.in_second];

	made_begin(lines, l->arena, l->cast.lang, seen->corner);
	clauses.wanted = clauses.wanted != NULL ? clauses.wanted : own_framework(l);
	if (clause_list_is(l->arena, &l->cast, seen, &clauses)) {
		struct signs *signs = ARENA_NEW(l->arena, struct signs);

		*signs = l->signs;
		l->framework = clause_list_read(lines, &l->cast, signs, seen, &clauses, l->diags);
	} else if (wide_table_is(l->arena, &l->cast, seen)) {
		struct signs *signs = ARENA_NEW(l->arena, struct signs);
		struct wide_options options = {.lang = l->cast.lang,
			.title = default_title(l, seen),
			.number = l->tables + 1,
			.names = l->cast.in_second ? wide_names_new(l->arena) : l->names};
		const char *found;

		*signs = l->signs;
		found = wide_table_read(lines, &l->cast, signs, seen, &options, l->diags);
		*title = *title != NULL ? *title : found;
	} else {
		return false;
	}
	return true;
}

/* Reads in the second language. What is told is what was told of the first, but for errors. */
static void
in_second(struct layouts *l, const struct seen_sheet *seen, struct made_lines *lines,
	void (*read)(struct layouts *, const struct seen_sheet *, struct made_lines *))
{
	struct diags *told = l->diags, unsaid = {0};

	l->diags = l->cast.diags = &unsaid;
	l->cast.lang = l->second;
	l->cast.in_second = true;
	read(l, seen, lines);
	l->diags = l->cast.diags = told;
	l->cast.lang = l->lang;
	l->cast.in_second = false;
	for (size_t i = 0; i < unsaid.n && told->count[SEVERITY_ERROR] == 0; i++)
		if (unsaid.v[i].severity == SEVERITY_ERROR)
			diags_add(told, SEVERITY_ERROR, unsaid.v[i].rule, unsaid.v[i].pos, "%s",
				unsaid.v[i].text);
	diags_fini(&unsaid);
}

static void
read_again(struct layouts *l, const struct seen_sheet *seen, struct made_lines *lines)
{
	read_seen(l, seen, lines);
}

/* Lines of one language, or of both where there are two. */
static void
put_lines(struct layouts *l, const struct made_lines *lines, const struct made_lines *second)
{
	const struct csv_cell *at;
	const struct csv *joined = &lines->csv;

	if (l->second != NULL)
		joined = tongues_join(l->arena, lines, second, &at);
	if (joined == NULL)
		cell_tell(l->diags, SEVERITY_ERROR, at,
			"from here on what is said in one language differs from the other: the same lines and signs must stand in both");
	else if (joined->count > 1)
		put_out(l, joined);
}

/* Makes lines of the sheet; NULL for the one in another language: there is none. false: it has no
 * layout that is known. */
static bool
convert(struct layouts *l, const struct sheet_source *source, const struct sheet_source *other)
{
	struct seen_sheet seen, other_seen;
	struct made_lines lines, second = {0};
	struct tongues both;
	bool known;

	if (!seen_fits(&source->csv))
		return false;
	seen = seen_make(l->arena, &source->csv, source->sheet);
	if (seen.corner == NULL)
		return true;
	both = (struct tongues){.views = {seen, seen}};
	if (other != NULL) {
		other_seen = seen_make(l->arena, &other->csv, other->sheet);
		tongues_sheets(&both, l->arena, &seen, &other_seen, l->lang);
	} else {
		tongues_columns(&both, l->arena, &seen, l->lang);
	}
	known = read_seen(l, &both.views[0], &lines);
	if (known && l->second != NULL)
		in_second(l, &both.views[1], &second, read_again);
	if (!known)
		return false;
	tell_hidden(l, source->sheet);
	if (other != NULL)
		tell_hidden(l, other->sheet);
	l->tables++;
	l->corner = l->corner != NULL ? l->corner : seen.corner;
	put_lines(l, &lines, &second);
	return true;
}

/* -- what a document needs besides
 * ----------------------------------------------------------------- */

static void
add_service(struct layouts *l, struct made_lines *lines)
{
	const char *name = base_name(l);
	struct csv_cell *line = made_line(lines, "service", l->corner);
	const char *id = cast_id(l->arena, name, "service", 1);

	made_put(line, COLUMN_ID, l->corner, id);
	made_put(line, MADE_NAME, l->corner, name);
	cell_tell(l->diags, SEVERITY_WARNING, l->corner,
		"no line of kind 'service' says what it is about: the file's name gives the id '%s' and the name '%.64s'",
		id, name);
}

static void
add_document(struct layouts *l, struct made_lines *lines)
{
	const char *title =
		l->titles[l->cast.in_second] != NULL ? l->titles[l->cast.in_second] : l->titles[0];
	struct csv_cell *line = made_line(lines, "document", l->corner);

	if (title == NULL)
		title = language_match(l->cast.lang, "ja") ? "責任分担" : "Shared responsibilities";
	made_put(line, MADE_NAME, l->corner, title);
	cell_tell(l->diags, SEVERITY_WARNING, l->corner,
		"no line of kind 'document' gives its title: taken for '%.64s'", title);
}

static void
add_edition(struct layouts *l, struct made_lines *lines)
{
	struct csv_cell *line = made_line(lines, "edition", l->corner);

	made_put(line, COLUMN_ID, l->corner, "1");
	made_put(line, COLUMN_TYPE, l->corner, edition_status_names[EDITION_DRAFT]);
	made_put(line, COLUMN_VALUE, l->corner, l->options->today);
	cell_tell(l->diags, SEVERITY_WARNING, l->corner,
		"no line of kind 'edition' says which it is: taken for edition 1, a draft of today, %s",
		l->options->today);
}

static void
add_framework(struct layouts *l, struct made_lines *lines)
{
	struct csv_cell *line = made_line(lines, "framework", l->corner);

	made_put(line, COLUMN_ID, l->corner, l->framework->id);
	made_put(line, COLUMN_TYPE, l->corner, uses_role_names[USES_PRIMARY]);
}

static void
add_lacking(struct layouts *l, const struct seen_sheet *seen, struct made_lines *lines)
{
	(void)seen;
	made_begin(lines, l->arena, l->cast.lang, l->corner);
	if (!some_has_line(l, "service"))
		add_service(l, lines);
	if (!some_has_line(l, "document"))
		add_document(l, lines);
	if (!some_has_line(l, "edition"))
		add_edition(l, lines);
	if (l->framework != NULL && own_framework(l) == NULL)
		add_framework(l, lines);
	cast_write(&l->cast, lines);
}

static void
complete(struct layouts *l)
{
	struct made_lines lines, second = {0};

	add_lacking(l, NULL, &lines);
	if (l->second != NULL)
		in_second(l, NULL, &second, add_lacking);
	put_lines(l, &lines, &second);
}

/* -- all of them
 * ------------------------------------------------------------------------------------- */

static void
pass_over(struct layouts *l, const struct sheet_source *source, const char *why)
{
	if (!is_hidden(source) && source->csv.count > 0)
		cell_tell(l->diags, SEVERITY_NOTE, &source->csv.rows[0].cells[0],
			"this sheet is passed over: %s", why);
}

/* The sheet that says the same as this one in another language; NULL: none does. */
static const struct sheet_source *
mate_of(struct layouts *l, const struct sheet_source *sources, size_t count, size_t of)
{
	for (size_t i = 0; i < count; i++) {
		struct tongues both;
		struct seen_sheet one, other;

		if (i == of || is_hidden(&sources[i]) || !seen_fits(&sources[i].csv) ||
			sources[i].csv.count == 0 || sources[of].csv.count == 0 ||
			!seen_fits(&sources[of].csv))
			continue;
		one = seen_make(l->arena, &sources[of].csv, sources[of].sheet);
		other = seen_make(l->arena, &sources[i].csv, sources[i].sheet);
		if (tongues_sheets(&both, l->arena, &one, &other, l->options->lang))
			return &sources[i];
	}
	return NULL;
}

/* Whether sheets are in two languages, and in which; lines of our own that are in one keep to it.
 */
static void
find_second(struct layouts *l, const struct sheet_source *sources, size_t count)
{
	const char *own = own_language(l);

	for (size_t i = 0; i < count && l->second == NULL; i++) {
		const struct sheet_source *mate = mate_of(l, sources, count, i);
		struct seen_sheet seen, other;
		struct tongues both;

		if (layout_is_own(&sources[i].csv) || is_hidden(&sources[i]) ||
			!seen_fits(&sources[i].csv) || sources[i].csv.count == 0)
			continue;
		seen = seen_make(l->arena, &sources[i].csv, sources[i].sheet);
		if (mate != NULL)
			other = seen_make(l->arena, &mate->csv, mate->sheet);
		if (mate != NULL ? !tongues_sheets(&both, l->arena, &seen, &other,
					   own != NULL ? own : l->options->lang)
				 : !tongues_columns(&both, l->arena, &seen,
					   own != NULL ? own : l->options->lang))
			continue;
		l->lang = both.tags[0];
		l->second = own == NULL || has_language(l, both.tags[1]) ? both.tags[1] : NULL;
		cell_tell(l->diags, SEVERITY_NOTE, seen.corner,
			"read in two languages, %s and %s, from %s", both.tags[0], both.tags[1],
			mate != NULL ? "a sheet for each" : both.columns);
		if (l->second == NULL)
			return;
	}
}

static void
begin(struct layouts *l, const struct sheet_source *sources, size_t count)
{
	l->out = arena_array(l->arena, count + 2, sizeof(*l->out));
	for (size_t i = 0; i < count; i++)
		if (layout_is_own(&sources[i].csv)) {
			tell_hidden(l, sources[i].sheet);
			put_out(l, &sources[i].csv);
		}
	l->lang = find_language(l, sources, count);
	find_second(l, sources, count);
	l->cast = (struct cast){.arena = l->arena, .diags = l->diags, .lang = l->lang};
	for (size_t i = 0; i < l->count; i++)
		cast_declare(&l->cast, &l->out[i]);
	l->names = wide_names_new(l->arena);
	for (size_t i = 0; i < count; i++)
		if (is_legend_sheet(source_name(&sources[i])) && seen_fits(&sources[i].csv)) {
			struct seen_sheet seen =
				seen_make(l->arena, &sources[i].csv, sources[i].sheet);

			signs_read(&l->signs, l->arena, &seen, 0, seen.count, true);
		}
}

/* Whether a heading is that key, or, as workbooks have it, begins with the interface's words for it
 * that say so: "Table (id)". */
static bool
is_key(const struct layouts *l, const char *heading, const char *key)
{
	static const char *const tags[] = {"en", "ja"};

	if (strcmp(heading, key) == 0)
		return true;
	for (size_t i = 0; l->options->frameworks != NULL && i < 2; i++) {
		const char *words = model_message(
			l->options->frameworks, tags[i], arena_printf(l->arena, "sheet.%s", key));

		if (strstr(words, "(id)") != NULL && strncmp(heading, words, strlen(words)) == 0)
			return true;
	}
	return false;
}

/* The sheets that demarc exports and from which no document can be made, by two of their headings.
 */
static const char *
exported(const struct layouts *l, const struct csv *csv)
{
	static const struct {
		const char *name, *headings[2];
	} sheets[] = {{"boundary", {"table", "state"}},
		{"mapping", {"counterpart", "relation_source"}}, {"facts", {"fact", "bound"}},
		{"changes", {"must_act", "concerns"}}, {"parties", {"party", "region"}},
		{"certifications", {"scheme", "expires"}}, {"questions", {"question", "see"}},
		{"plans", {"plan_id", "clause"}}, {"answered", {"edition_number", "edition_date"}}};

	for (size_t i = 0; csv->count > 0 && i < sizeof(sheets) / sizeof(sheets[0]); i++) {
		size_t found = 0;

		for (size_t c = 0; c < csv->rows[0].count; c++)
			for (size_t h = 0; h < 2; h++)
				found += is_key(
					l, csv->rows[0].cells[c].text, sheets[i].headings[h]);
		if (found == 2)
			return sheets[i].name;
	}
	return NULL;
}

/* Of a sheet in none of the layouts, the headings that ours has not would say nothing. false: it
 * has some that ours has. */
static bool
refuse_unknown(struct layouts *l, const struct sheet_source *source)
{
	const struct csv_row *first = &source->csv.rows[0];
	const struct workbook_sheet *sheet = source->sheet;

	for (size_t c = 0; c < first->count; c++) {
		const char *heading = first->cells[c].text;

		for (size_t i = 0; i < COLUMN__COUNT; i++)
			if (strcasecmp(heading, line_columns[i]) == 0)
				return false;
		if (strncasecmp(heading, "name_", 5) == 0 || strncasecmp(heading, "text_", 5) == 0)
			return false;
	}
	if (sheet != NULL && sheet->coloured_first != NULL && sheet->coloured >= COLOURED_CELLS)
		cell_tell(l->diags, SEVERITY_ERROR, &first->cells[0],
			"%zu cells, the first of them %s, have a colour and no words: colours are not read, so write into each who is responsible",
			sheet->coloured, sheet->coloured_first);
	cell_tell(l->diags, SEVERITY_ERROR, &first->cells[0],
		"no layout that is known: there is no column 'kind', no table that has parties in its headings or cells, and no list by clause (docs/data.md, A spreadsheet becomes a document)");
	return true;
}

static bool
refuse_exported(struct layouts *l, const struct sheet_source *sources, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const char *name = exported(l, &sources[i].csv);

		if (name == NULL)
			continue;
		cell_tell(l->diags, SEVERITY_ERROR, &sources[i].csv.rows[0].cells[0],
			"this is the sheet '%s' that demarc exports, of which no document can be made: matrix.json (demarc import json) and matrix.xml hold all of it; of the sheets, controls, crm and ssrm are read",
			name);
		return true;
	}
	return false;
}

const struct csv *
layouts_read(struct arena *arena, const char *path, const struct sheet_source *sources,
	size_t count, const struct sheet_options *options, struct diags *diags, size_t *out_count)
{
	struct layouts *l = ARENA_NEW(arena, struct layouts);
	bool whole;

	*l = (struct layouts){.arena = arena, .path = path, .options = options, .diags = diags};
	*out_count = 0;
	if (refuse_exported(l, sources, count))
		return NULL;
	begin(l, sources, count);
	whole = some_has_line(l, "table") || some_has_line(l, "control");
	for (size_t i = 0; i < count; i++) {
		const struct sheet_source *mate = mate_of(l, sources, count, i);

		if (layout_is_own(&sources[i].csv) || is_legend_sheet(source_name(&sources[i])) ||
			(mate != NULL && mate < &sources[i]))
			continue;
		if (whole)
			pass_over(l, &sources[i],
				"other sheets, with the column kind, have the tables and controls");
		else if (!is_hidden(&sources[i]) && !convert(l, &sources[i], mate) && count > 1)
			pass_over(l, &sources[i],
				"it has no column kind, no table of parties and no list by clause");
	}
	if (l->corner != NULL)
		complete(l);
	for (size_t i = 0; i < count && l->count == 0; i++)
		if (sources[i].csv.count > 0 && !refuse_unknown(l, &sources[i]))
			put_out(l, &sources[i].csv);
	*out_count = l->count;
	return l->out;
}
