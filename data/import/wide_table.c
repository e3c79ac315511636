#include "wide_table.h"

#include <string.h>

#include "base/buf.h"
#include "base/own.h"
#include "cell_told.h"
#include "model/names.h"
#include "vocabulary.h"

enum { ROWS_LOOKED_AT = 30, ROW_LIMIT = 5000, NAME_LIMIT = 12000 };

enum column_role { ROLE_LABEL, ROLE_NUMBER, ROLE_DETAIL, ROLE_VALUE, ROLE_EMPTY };

struct wide_names {
	struct arena *arena;
	const char *v[NAME_LIMIT];
	size_t count;
};

struct wide_column {
	enum column_role role;
	const struct cast_party *party;
	const char *id; /* of one of several columns of values */
	const char *name;
};

struct wide {
	struct arena *arena;
	struct diags *diags;
	const struct seen_sheet *sheet;
	struct made_lines *lines;
	struct said_reader reader;
	struct cast *cast;
	const struct wide_options *options;
	size_t heading, end; /* rows of the headings, and behind the table's last one */
	struct wide_column columns[CSV_COLUMN_LIMIT];
	size_t labels, values, details;
	bool by_party;
	bool told_words, told_groups, told_blanks;
	const char *group;                   /* of the row before, folded */
	struct buf marked[SHEET_NOTE_LIMIT]; /* where the marks of each note stand */
};

/* -- ids ------------------------------------------------------------------------------------------
 */

struct wide_names *
wide_names_new(struct arena *arena)
{
	struct wide_names *names = ARENA_NEW(arena, struct wide_names);

	names->arena = arena;
	return names;
}

static bool
is_taken(const struct wide_names *names, const char *id)
{
	for (size_t i = 0; i < names->count; i++)
		if (strcmp(names->v[i], id) == 0)
			return true;
	return false;
}

/* An id out of the words that no other thing has. */
static const char *
new_id(struct wide_names *names, const char *words, const char *stem)
{
	const char *first = cast_id(names->arena, words, stem, names->count + 1), *id = first;

	for (size_t n = 2; is_taken(names, id); n++)
		id = arena_printf(names->arena, "%s-%zu", first, n);
	if (names->count < NAME_LIMIT)
		names->v[names->count++] = id;
	return id;
}

/* -- where the table is ---------------------------------------------------------------------------
 */

/* The row of headings: with several cells, and others like it below. The number of rows: none. */
static size_t
find_heading(struct arena *arena, const struct seen_sheet *sheet)
{
	for (size_t r = 0; r + 1 < sheet->count && r < ROWS_LOOKED_AT; r++) {
		if (seen_filled(sheet, r) < 2 || signs_is_row(arena, sheet, r))
			continue;
		for (size_t below = r + 1; below < sheet->count && below < r + 4; below++)
			if (seen_filled(sheet, below) >= 2 && !signs_is_row(arena, sheet, below))
				return r;
	}
	return sheet->count;
}

static const char *
folded_at(const struct wide *w, size_t row, size_t column)
{
	return vocabulary_fold(w->arena, seen_at(w->sheet, row, column)->text);
}

/* Whether the headings below a merged one are those that count. */
static bool
has_second_heading(const struct wide *w, size_t row)
{
	for (size_t c = 1; c < w->sheet->width; c++)
		if (seen_joined(w->sheet, row, c) && seen_at(w->sheet, row, c)->text[0] != '\0')
			return row + 2 < w->sheet->count && !seen_joined(w->sheet, row + 1, c) &&
			       seen_at(w->sheet, row + 1, c)->text[0] != '\0';
	return false;
}

static size_t
find_end(const struct wide *w)
{
	size_t r = w->heading + 1, end = r;

	for (; r < w->sheet->count && !signs_is_row(w->arena, w->sheet, r); r++)
		if (seen_filled(w->sheet, r) > 0)
			end = r + 1;
	/* what stands alone behind the last line is no group of anything */
	while (end > w->heading + 1 && seen_filled(w->sheet, end - 1) <= 1 &&
		(seen_filled(w->sheet, end - 1) == 0 ||
			seen_at(w->sheet, end - 1, 0)->text[0] != '\0'))
		end--;
	return end;
}

/* -- what the columns are -------------------------------------------------------------------------
 */

static bool
is_party_heading(const struct wide *w, size_t column)
{
	char marks[MARKS_IN_CELL][MARK_SIZE];
	size_t count;
	const char *words = signs_take_marks(
		w->arena, seen_at(w->sheet, w->heading, column)->text, marks, &count);
	enum party_kind kind;

	return words[0] != '\0' &&
	       (cast_find(w->cast, words) != NULL ||
		       vocabulary_party(vocabulary_fold(w->arena, words), &kind));
}

/* Whether most of what stands in the column names parties, or is a sign. */
static bool
holds_values(const struct wide *w, size_t column)
{
	size_t filled = 0, values = 0;

	for (size_t r = w->heading + 1; r < w->end; r++) {
		const struct csv_cell *cell = seen_at(w->sheet, r, column);

		if (cell->text[0] == '\0' || seen_filled(w->sheet, r) < 2)
			continue;
		filled++;
		values += said_is_value(&w->reader, cell);
	}
	return filled > 0 && values * 2 >= filled;
}

static bool
is_blank_column(const struct wide *w, size_t column)
{
	for (size_t r = w->heading; r < w->end; r++)
		if (seen_at(w->sheet, r, column)->text[0] != '\0')
			return false;
	return true;
}

static enum column_role
role_of(const struct wide *w, size_t column, bool behind_values)
{
	enum heading_words heading = vocabulary_heading(folded_at(w, w->heading, column));

	if (is_blank_column(w, column))
		return ROLE_EMPTY;
	if (heading == HEADING_NUMBER)
		return ROLE_NUMBER;
	if (heading == HEADING_DETAIL)
		return ROLE_DETAIL;
	if (w->by_party)
		return is_party_heading(w, column) || behind_values ? ROLE_VALUE : ROLE_LABEL;
	if (behind_values)
		return ROLE_VALUE;
	return column > 0 && heading != HEADING_LABEL && holds_values(w, column) ? ROLE_VALUE
										 : ROLE_LABEL;
}

static void
find_roles(struct wide *w)
{
	size_t parties = 0;

	for (size_t c = 1; c < w->sheet->width; c++)
		parties += is_party_heading(w, c);
	w->by_party = parties >= 2 || (parties == 1 && w->sheet->width == 2);
	w->labels = w->values = w->details = 0;
	for (size_t c = 0; c < w->sheet->width; c++) {
		struct wide_column *column = &w->columns[c];

		column->role = role_of(w, c, w->values > 0);
		w->labels += column->role == ROLE_LABEL;
		w->values += column->role == ROLE_VALUE;
		w->details += column->role == ROLE_DETAIL;
	}
}

/* Finds the table and its columns. false: there is none. */
static bool
find_table(struct wide *w)
{
	w->heading = find_heading(w->arena, w->sheet);
	if (w->heading == w->sheet->count || w->sheet->width > CSV_COLUMN_LIMIT)
		return false;
	w->heading += has_second_heading(w, w->heading);
	w->end = find_end(w);
	signs_read(w->reader.signs, w->arena, w->sheet, 0, w->heading, false);
	signs_read(w->reader.signs, w->arena, w->sheet, w->end, w->sheet->count, false);
	find_roles(w);
	return w->labels > 0 && w->values > 0;
}

static void
begin(struct wide *w, struct arena *arena, struct cast *cast, struct signs *signs,
	const struct seen_sheet *sheet, struct diags *diags)
{
	*w = (struct wide){.arena = arena,
		.diags = diags,
		.sheet = sheet,
		.cast = cast,
		.reader = {.arena = arena, .diags = diags, .cast = cast, .signs = signs}};
}

bool
wide_table_is(struct arena *arena, struct cast *cast, const struct seen_sheet *sheet)
{
	struct wide *w = ARENA_NEW(arena, struct wide);

	begin(w, arena, cast, ARENA_NEW(arena, struct signs), sheet, NULL);
	return find_table(w);
}

/* -- marks
 * ----------------------------------------------------------------------------------------- */

/* Remembers that marks stand at a place of the table, as a line of kind footnote says it. */
static void
note_marks(struct wide *w, char marks[][MARK_SIZE], size_t count, const char *place,
	const struct csv_cell *cell)
{
	for (size_t i = 0; i < count; i++) {
		struct sheet_note *note = signs_note(w->reader.signs, marks[i]);

		if (note == NULL) {
			cell_tell(w->diags, SEVERITY_ERROR, cell,
				"the mark '%s' leads to no note: write a line '%s …' below the table",
				marks[i], marks[i]);
			continue;
		}
		note->used = true;
		buf_printf(&w->marked[note - w->reader.signs->notes], "%s%s",
			w->marked[note - w->reader.signs->notes].len > 0 ? " " : "", place);
	}
}

static void
write_footnotes(struct wide *w)
{
	for (size_t i = 0; i < w->reader.signs->note_count; i++) {
		const struct sheet_note *note = &w->reader.signs->notes[i];
		struct csv_cell *line;

		if (w->marked[i].len == 0)
			continue;
		line = made_line(w->lines, "footnote", note->cell);
		made_put(line, COLUMN_ID, note->cell,
			arena_printf(w->arena, "note-%zu-%zu", w->options->number, i + 1));
		made_put(line, COLUMN_VALUE, note->cell,
			arena_strdup(w->arena, buf_cstr(&w->marked[i])));
		made_put(line, MADE_TEXT, note->cell, note->words);
	}
	for (size_t i = 0; i < w->reader.signs->note_count; i++)
		buf_fini(&w->marked[i]);
}

/* Words without marks, in one line; the marks are remembered at the place. */
static const char *
name_of(struct wide *w, const struct csv_cell *cell, const char *place)
{
	char marks[MARKS_IN_CELL][MARK_SIZE];
	size_t count;
	char *words = arena_strdup(w->arena, signs_take_marks(w->arena, cell->text, marks, &count));

	note_marks(w, marks, count, place, cell);
	for (char *p = words; *p != '\0'; p++)
		if (*p == '\n')
			*p = ' ';
	return words;
}

/* -- lines
 * ----------------------------------------------------------------------------------------- */

static const char *
title_of(struct wide *w)
{
	for (size_t r = w->heading; r-- > 0;)
		if (seen_filled(w->sheet, r) == 1 && !signs_is_row(w->arena, w->sheet, r))
			for (size_t c = 0; c < w->sheet->width; c++)
				if (seen_at(w->sheet, r, c)->text[0] != '\0')
					return name_of(w, seen_at(w->sheet, r, c), "table");
	return NULL;
}

static void
write_table(struct wide *w, const char *title)
{
	const struct csv_cell *origin = w->sheet->corner;
	struct csv_cell *line = made_line(w->lines, "table", origin);

	title = title != NULL ? title : w->options->title;
	made_put(line, COLUMN_ID, origin,
		new_id(w->options->names, w->sheet->name != NULL ? w->sheet->name : title,
			"table"));
	made_put(line, COLUMN_TYPE, origin, table_kind_names[TABLE_LAYERS]);
	made_put(line, MADE_NAME, origin, title);
}

static void
write_columns(struct wide *w)
{
	struct wide_names *taken = wide_names_new(w->arena);

	for (size_t c = 0; c < w->sheet->width; c++) {
		const struct csv_cell *cell = seen_at(w->sheet, w->heading, c);
		struct wide_column *column = &w->columns[c];
		struct csv_cell *line;

		column->name = cell->text;
		if (column->role != ROLE_VALUE)
			continue;
		if (w->by_party) {
			column->name = name_of(w, cell, "table");
			column->party = cast_meet(w->cast, column->name, cell);
			if (column->party == NULL && !w->cast->declared && column->name[0] != '\0')
				column->party = cast_add(w->cast, column->name, cell);
			if (column->party == NULL)
				cell_tell(w->diags, SEVERITY_ERROR, cell,
					"the other columns are parties, and '%.64s' is none that a line of kind 'party' names",
					cell->text);
			continue;
		}
		column->id = new_id(taken, cell->text, "column");
		if (w->values == 1)
			continue;
		column->name = name_of(w, cell, column->id);
		line = made_line(w->lines, "column", cell);
		made_put(line, COLUMN_ID, cell, column->id);
		made_put(line, MADE_NAME, cell, column->name);
	}
}

static size_t
nth_label(const struct wide *w, size_t n)
{
	for (size_t c = 0; c < w->sheet->width; c++)
		if (w->columns[c].role == ROLE_LABEL && n-- == 0)
			return c;
	return 0;
}

static bool
has_values(const struct wide *w, size_t row)
{
	size_t first = nth_label(w, 0);
	const struct csv_cell *label = seen_at(w->sheet, row, first);

	for (size_t c = 0; c < w->sheet->width; c++) {
		const struct csv_cell *cell = seen_at(w->sheet, row, c);

		if (w->columns[c].role == ROLE_VALUE && cell->text[0] != '\0' &&
			(cell->row != label->row || cell->column != label->column))
			return true;
	}
	return false;
}

static void
write_group(struct wide *w, const struct csv_cell *cell)
{
	const char *folded = vocabulary_fold(w->arena, cell->text);
	struct csv_cell *line;
	const char *id;

	if (w->group != NULL && strcmp(w->group, folded) == 0)
		return;
	w->group = folded;
	id = new_id(w->options->names, cell->text, "group");
	line = made_line(w->lines, "group", cell);
	made_put(line, COLUMN_ID, cell, id);
	made_put(line, MADE_NAME, cell, name_of(w, cell, "table"));
}

/* The words of all columns that say more of the row. */
static const char *
detail_of(struct wide *w, size_t row, const char *id, const struct csv_cell **cell)
{
	OWN(buf_fini) struct buf words = {0};

	for (size_t c = w->sheet->width; c-- > 0;)
		if (w->columns[c].role == ROLE_DETAIL && seen_at(w->sheet, row, c)->text[0] != '\0')
			*cell = seen_at(w->sheet, row, c);
	for (size_t c = 0; c < w->sheet->width; c++)
		if (w->columns[c].role == ROLE_DETAIL && seen_at(w->sheet, row, c)->text[0] != '\0')
			buf_printf(&words, "%s%s", words.len > 0 ? " " : "",
				name_of(w, seen_at(w->sheet, row, c), id));
	return arena_strdup(w->arena, buf_cstr(&words));
}

static void
write_remark(struct wide *w, const struct csv_cell *cell, const char *words)
{
	struct csv_cell *line;

	if (words[0] == '\0')
		return;
	line = made_line(w->lines, "note", cell);
	made_put(line, COLUMN_TYPE, cell, note_kind_names[NOTE_REMARK]);
	made_put(line, MADE_TEXT, cell, words);
}

static void
write_part(struct wide *w, const struct csv_cell *cell, const char *party, enum does does,
	const char *words)
{
	struct csv_cell *line = made_line(w->lines, "part", cell);

	made_put(line, COLUMN_ID, cell, party);
	made_put(line, COLUMN_TYPE, cell, does_names[does]);
	made_put(line, MADE_TEXT, cell, words);
}

static void
append(struct wide *w, struct csv_cell *line, int column, const struct csv_cell *cell,
	const char *word)
{
	made_put(line, column, cell,
		line[column].text[0] != '\0'
			? arena_printf(w->arena, "%s %s", line[column].text, word)
			: word);
}

/* Puts what a cell says of who answers into a line of kind row or cell, and lines behind it. */
static void
write_said(
	struct wide *w, struct csv_cell *line, const struct csv_cell *cell, const struct said *said)
{
	bool words = false;

	for (size_t i = 0; i < said->count; i++)
		words = words || said->who[i].words[0] != '\0';
	if (said->kind == SAID_NOT_APPLICABLE) {
		made_put(line, COLUMN_TYPE, cell, "not-applicable");
		made_put(line, MADE_TEXT, cell, said->words);
	}
	if (said->kind != SAID_PARTIES)
		return;
	if (said->sharing != SHARED_UNSTATED)
		made_put(line, COLUMN_SHARED, cell, sharing_names[said->sharing]);
	for (size_t i = 0; i < said->count; i++)
		if (words)
			write_part(
				w, cell, said->who[i].party->id, DOES_ANSWERS, said->who[i].words);
		else
			append(w, line, COLUMN_ANSWERS, cell, said->who[i].party->id);
}

/* Programs leave all but the first of merged cells blank when they write CSV. */
static void
tell_blank(struct wide *w, const struct csv_cell *cell)
{
	if (w->sheet->name == NULL && !w->told_blanks)
		cell_tell(w->diags, SEVERITY_WARNING, cell,
			"blank cells are read as: nobody is named; if they were merged with others, import the workbook, since CSV has only the first of them");
	w->told_blanks = true;
}

/* A row whose columns name nobody: who answers, in each. */
static void
write_cells(struct wide *w, size_t row, struct csv_cell *line, const char *id)
{
	for (size_t c = 0; c < w->sheet->width; c++) {
		const struct csv_cell *cell = seen_at(w->sheet, row, c);
		struct said said;

		if (w->columns[c].role != ROLE_VALUE)
			continue;
		said = said_parties(&w->reader, cell);
		if (cell->text[0] == '\0')
			tell_blank(w, cell);
		if (w->values > 1) {
			line = made_line(w->lines, "cell", cell);
			made_put(line, COLUMN_ID, cell, w->columns[c].id);
		}
		note_marks(w, said.marks, said.mark_count,
			arena_printf(w->arena, "%s/%s", id, w->values > 1 ? w->columns[c].id : ""),
			cell);
		write_said(w, line, cell, &said);
	}
}

static void
tell_words(struct wide *w, const struct csv_cell *cell)
{
	if (!w->told_words)
		cell_tell(w->diags, SEVERITY_NOTE, cell,
			"words in a column of a party are read as what it answers for");
	w->told_words = true;
}

/* A row of parties: what each does. It does not apply if nobody does anything and some cell says
 * so. */
static void
write_parties(struct wide *w, size_t row, struct csv_cell *line, const char *id)
{
	const struct csv_cell *not_cell = NULL;
	const char *reason = "";
	bool some = false;

	for (size_t c = 0; c < w->sheet->width; c++) {
		const struct csv_cell *cell = seen_at(w->sheet, row, c);
		const struct cast_party *party = w->columns[c].party;
		struct said said;

		if (w->columns[c].role != ROLE_VALUE || party == NULL)
			continue;
		said = said_roles(&w->reader, cell);
		note_marks(w, said.marks, said.mark_count, arena_printf(w->arena, "%s/", id), cell);
		for (int does = 0; does < DOES__COUNT; does++)
			if (said.does[does])
				append(w, line, COLUMN_ANSWERS + does, cell, party->id),
					some = true;
		if (said.kind == SAID_WORDS) {
			tell_words(w, cell);
			write_part(w, cell, party->id, DOES_ANSWERS, said.words);
			some = true;
		}
		if (said.kind == SAID_NOT_APPLICABLE)
			not_cell = cell, reason = said.words;
	}
	if (some || not_cell == NULL)
		return;
	made_put(line, COLUMN_TYPE, not_cell, "not-applicable");
	made_put(line, MADE_TEXT, not_cell, reason);
}

/* The words of the labels but the group's, and the last cell of them. */
static const char *
row_name(struct wide *w, size_t row, const struct csv_cell **cell)
{
	OWN(buf_fini) struct buf name = {0};

	for (size_t n = w->labels > 1; n < w->labels; n++) {
		const struct csv_cell *label = seen_at(w->sheet, row, nth_label(w, n));

		if (label->text[0] == '\0' ||
			(n > 0 && seen_joined(w->sheet, row, nth_label(w, n)) && name.len > 0))
			continue;
		*cell = label;
		buf_printf(&name, "%s%s", name.len > 0 ? " / " : "", label->text);
	}
	return arena_strdup(w->arena, buf_cstr(&name));
}

static void
write_row(struct wide *w, size_t row)
{
	const struct csv_cell *cell = seen_at(w->sheet, row, nth_label(w, 0)), *more = cell;
	const char *words = row_name(w, row, &cell), *detail, *id;
	struct csv_cell *line, named;
	char marks[MARKS_IN_CELL][MARK_SIZE];
	size_t count;

	if (words[0] == '\0') {
		cell_tell(w->diags, SEVERITY_ERROR, cell,
			"this line says who is responsible and not for what: write it into the column '%.64s'",
			w->columns[nth_label(w, w->labels - 1)].name);
		return;
	}
	id = new_id(w->options->names, signs_take_marks(w->arena, words, marks, &count), "row");
	detail = detail_of(w, row, id, &more);
	named = *cell;
	named.text = words;
	line = made_line(w->lines, "row", cell);
	made_put(line, COLUMN_ID, cell, id);
	made_put(line, MADE_NAME, cell, name_of(w, &named, id));
	made_put(line, MADE_TEXT, more, detail);
	if (w->by_party)
		write_parties(w, row, line, id);
	else
		write_cells(w, row, line, id);
	if (strcmp(line[COLUMN_TYPE].text, "not-applicable") == 0)
		write_remark(w, more, detail);
}

/* A group stands in the first of several label columns, or alone in its row. */
static void
read_row(struct wide *w, size_t row)
{
	const struct csv_cell *first = seen_at(w->sheet, row, nth_label(w, 0));
	const struct csv_cell *next =
		w->labels > 1 ? seen_at(w->sheet, row, nth_label(w, 1)) : NULL;
	bool joined = next != NULL && next->row == first->row && next->column == first->column;

	if (seen_filled(w->sheet, row) == 0)
		return;
	if (!has_values(w, row) && first->text[0] != '\0' && seen_filled(w->sheet, row) == 1) {
		write_group(w, first);
		return;
	}
	if (w->labels > 1 && first->text[0] != '\0' && !joined)
		write_group(w, first);
	else if (w->labels > 1 && w->group != NULL && first->text[0] == '\0' && !w->told_groups) {
		cell_tell(w->diags, SEVERITY_NOTE, first,
			"blank cells in the column '%.64s' are read as the group above",
			w->columns[nth_label(w, 0)].name);
		w->told_groups = true;
	}
	write_row(w, row);
}

/* What was taken for what. */
static void
tell_reading(const struct wide *w)
{
	static const char *const words[] = {[ROLE_LABEL] = "what it is about",
		[ROLE_NUMBER] = "left out",
		[ROLE_DETAIL] = "details"};
	OWN(buf_fini) struct buf list = {0};

	for (size_t c = 0; c < w->sheet->width; c++) {
		const struct wide_column *column = &w->columns[c];

		if (column->role == ROLE_EMPTY)
			continue;
		buf_printf(&list, "%s'%.40s' ", list.len > 0 ? ", " : "", column->name);
		if (column->role != ROLE_VALUE)
			buf_printf(&list, "(%s)", words[column->role]);
		else if (column->party != NULL)
			buf_printf(&list, "(what %s does)", column->party->id);
		else
			buf_printf(&list, "(who answers)");
	}
	cell_tell(w->diags, SEVERITY_NOTE, w->sheet->corner, "read as a table with the columns %s",
		buf_cstr(&list));
}

/* Cells know what their column is headed by. */
static void
set_headings(struct wide *w)
{
	for (size_t r = w->heading + 1; r < w->end; r++)
		for (size_t c = 0; c < w->sheet->width; c++) {
			struct csv_cell *cell = (struct csv_cell *)seen_at(w->sheet, r, c);

			if (!seen_joined(w->sheet, r, c))
				cell->heading = seen_at(w->sheet, w->heading, c)->text;
		}
}

const char *
wide_table_read(struct made_lines *lines, struct cast *cast, struct signs *signs,
	const struct seen_sheet *sheet, const struct wide_options *options, struct diags *diags)
{
	struct wide *w = ARENA_NEW(lines->arena, struct wide);
	size_t errors = diags->count[SEVERITY_ERROR];
	const char *title;

	begin(w, lines->arena, cast, signs, sheet, diags);
	w->lines = lines;
	w->options = options;
	if (!find_table(w))
		return NULL;
	if (w->end - w->heading > ROW_LIMIT) {
		cell_tell(diags, SEVERITY_ERROR, sheet->corner,
			"more lines than a table can have (%d)", ROW_LIMIT);
		return NULL;
	}
	w->reader.runs_answers = said_runs_answers(&w->reader);
	set_headings(w);
	title = title_of(w);
	write_table(w, title);
	write_columns(w);
	for (size_t r = w->heading + 1; r < w->end; r++)
		read_row(w, r);
	write_footnotes(w);
	tell_reading(w);
	if (diags->count[SEVERITY_ERROR] == errors)
		said_tell_signs(&w->reader, w->by_party);
	return title;
}
