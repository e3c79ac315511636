#include "wide_table.h"

#include <string.h>

#include "base/buf.h"
#include "base/own.h"
#include "cell_told.h"
#include "model/names.h"
#include "vocabulary.h"
#include "wide.h"

enum { NAME_LIMIT = 12000 };

struct wide_names {
	struct arena *arena;
	const char *v[NAME_LIMIT];
	size_t count;
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
	return wide_find_table(w);
}

/* -- marks
 * ----------------------------------------------------------------------------------------- */

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

	wide_note_marks(w, marks, count, place, cell);
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
			if (column->whose != WHOSE_PARTY)
				continue;
			if (cast_heading(w->cast, column->name) != NULL)
				column->name = cast_heading(w->cast, column->name);
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

static bool
has_values(const struct wide *w, size_t row)
{
	size_t first = wide_nth_label(w, 0);
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

/* Marks that stand alone where details are lead to notes on the row. */
static bool
note_detail_marks(struct wide *w, const struct csv_cell *cell, const char *id)
{
	char marks[MARKS_IN_CELL][MARK_SIZE];
	size_t count;

	if (!signs_marks_alone(cell->text, marks, &count))
		return false;
	for (size_t i = 0; i < count; i++)
		if (signs_note(w->reader.signs, marks[i]) == NULL)
			return false;
	wide_note_marks(w, marks, count, id, cell);
	return true;
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
		if (w->columns[c].role == ROLE_DETAIL &&
			seen_at(w->sheet, row, c)->text[0] != '\0' &&
			!note_detail_marks(w, seen_at(w->sheet, row, c), id))
			buf_printf(&words, "%s%s", words.len > 0 ? " " : "",
				name_of(w, seen_at(w->sheet, row, c), id));
	return arena_strdup(w->arena, buf_cstr(&words));
}

/* The details of a row whose text is the reason why it does not apply. */
static void
write_detail(struct wide *w, const struct csv_cell *cell, const char *words)
{
	struct csv_cell *line;

	if (words[0] == '\0')
		return;
	line = made_line(w->lines, "detail", cell);
	made_put(line, COLUMN_TYPE, cell, "detail");
	made_put(line, MADE_TEXT, cell, words);
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
			wide_write_part(
				w, cell, said->who[i].party->id, DOES_ANSWERS, said->who[i].words);
		else
			wide_append(w, line, COLUMN_ANSWERS, cell, said->who[i].party->id);
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
		wide_note_marks(w, said.marks, said.mark_count,
			arena_printf(w->arena, "%s/%s", id, w->values > 1 ? w->columns[c].id : ""),
			cell);
		write_said(w, line, cell, &said);
	}
}

/* "1.2.1" before the words that it numbers. */
static bool
is_number(const char *words)
{
	return words[strspn(words, "0123456789.-() ")] == '\0';
}

/* The words of the labels but the group's, and the last cell of them. */
static const char *
row_name(struct wide *w, size_t row, const struct csv_cell **cell)
{
	OWN(buf_fini) struct buf name = {0};

	for (size_t n = w->grouped; n < w->labels; n++) {
		const struct csv_cell *label = seen_at(w->sheet, row, wide_nth_label(w, n));

		if (label->text[0] == '\0' ||
			(n > 0 && seen_joined(w->sheet, row, wide_nth_label(w, n)) && name.len > 0))
			continue;
		*cell = label;
		buf_printf(&name, "%s%s",
			name.len == 0                ? ""
			: is_number(buf_cstr(&name)) ? " "
						     : " / ",
			label->text);
	}
	return arena_strdup(w->arena, buf_cstr(&name));
}

static void
write_row(struct wide *w, size_t row)
{
	const struct csv_cell *cell = seen_at(w->sheet, row, wide_nth_label(w, 0)), *more = cell;
	const char *words = row_name(w, row, &cell), *detail, *id;
	struct csv_cell *line, named;
	char marks[MARKS_IN_CELL][MARK_SIZE];
	size_t count;

	if (words[0] == '\0') {
		cell_tell(w->diags, SEVERITY_ERROR, cell,
			"this line says who is responsible and not for what: write it into the column '%.64s'",
			w->columns[wide_nth_label(w, w->labels - 1)].name);
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
		wide_write_parties(w, row, line, id);
	else
		write_cells(w, row, line, id);
	if (strcmp(line[COLUMN_TYPE].text, "not-applicable") == 0)
		write_detail(w, more, detail);
}

/* Words alone in a row, before the column of what it is about: a heading that is no party or sign.
 */
static const struct csv_cell *
heading_before(const struct wide *w, size_t row)
{
	const struct csv_cell *cell = seen_at(w->sheet, row, 0);
	struct said_reader quiet = w->reader;
	struct diags unsaid = {0};
	bool words;

	if (wide_nth_label(w, 0) == 0 || cell->text[0] == '\0' || seen_filled(w->sheet, row) != 1)
		return NULL;
	quiet.diags = &unsaid;
	words = w->by_party ? said_roles(&quiet, cell).kind == SAID_WORDS
			    : !said_is_value(&quiet, cell);
	diags_fini(&unsaid);
	return words ? cell : NULL;
}

/* It may as well be a line that nobody answers for. */
static void
note_alone(struct wide *w, size_t row, const struct csv_cell *cell)
{
	if (w->sheet->width > 1 && seen_joined(w->sheet, row, 1))
		return;
	w->first_alone = w->alone++ == 0 ? cell : w->first_alone;
}

/* Whether the row repeats the headings of the columns that say who, as where a table is drawn in
 * several pieces. */
static bool
is_heading_again(const struct wide *w, size_t row)
{
	size_t same = 0;

	for (size_t c = 0; c < w->sheet->width; c++) {
		if (w->columns[c].role != ROLE_VALUE)
			continue;
		if (strcmp(wide_folded_at(w, row, c), wide_folded_at(w, w->heading, c)) != 0)
			return false;
		same += seen_at(w->sheet, row, c)->text[0] != '\0';
	}
	return same >= 2;
}

/* The first of several cells that name parties, not all that of their column: headings of another
 * table. NULL: they are none. */
static const struct csv_cell *
other_heading(const struct wide *w, size_t row)
{
	const struct csv_cell *first = NULL;
	size_t parties = 0, others = 0;

	for (size_t c = 0; c < w->sheet->width && w->by_party; c++) {
		const struct csv_cell *cell = seen_at(w->sheet, row, c);

		if (w->columns[c].role != ROLE_VALUE || cell->text[0] == '\0' ||
			cast_heading(w->cast, cell->text) == NULL)
			continue;
		first = first != NULL ? first : cell;
		parties++;
		others += strcmp(wide_folded_at(w, row, c), wide_folded_at(w, w->heading, c)) != 0;
	}
	return parties >= 2 && others > 0 ? first : NULL;
}

static bool
is_sum(const struct wide *w, size_t row)
{
	for (size_t c = 0; c < w->sheet->width; c++)
		if ((w->columns[c].role == ROLE_LABEL || w->columns[c].role == ROLE_NUMBER) &&
			vocabulary_sum(wide_folded_at(w, row, c)))
			return true;
	return false;
}

/* Whether it is no line of the table although it stands in it. */
static bool
is_passed_over(struct wide *w, size_t row)
{
	const struct csv_cell *other = other_heading(w, row);

	if (other != NULL)
		cell_tell(w->diags, SEVERITY_ERROR, other,
			"another table seems to begin here, with other headings: put it on a sheet of its own");
	if (is_sum(w, row)) {
		w->first_sum = w->sums++ == 0 ? seen_at(w->sheet, row, 0) : w->first_sum;
		return true;
	}
	return other != NULL || is_heading_again(w, row);
}

/* Whether the line, of which nothing but its number and name stands there, heads those below that
 * are numbered under it: 1 before 1.1. */
static bool
heads_numbers(const struct wide *w, size_t row)
{
	const char *number = seen_at(w->sheet, row, wide_nth_label(w, 0))->text;
	size_t len = strlen(number), next = row + 1;

	if (w->labels < 2 || w->grouped || len == 0 || !is_number(number) || has_values(w, row))
		return false;
	while (next < w->end && seen_filled(w->sheet, next) == 0)
		next++;
	len -= number[len - 1] == '.';
	return next < w->end &&
	       strncmp(seen_at(w->sheet, next, wide_nth_label(w, 0))->text, number, len) == 0 &&
	       strchr(".-", seen_at(w->sheet, next, wide_nth_label(w, 0))->text[len]) != NULL;
}

static void
write_numbered_group(struct wide *w, size_t row)
{
	const struct csv_cell *cell = seen_at(w->sheet, row, wide_nth_label(w, 0));
	struct csv_cell named;

	named = *cell;
	named.text = row_name(w, row, &cell);
	write_group(w, &named);
}

/* A group stands in the first of several label columns, or alone in its row. */
static void
read_row(struct wide *w, size_t row)
{
	const struct csv_cell *first = seen_at(w->sheet, row, wide_nth_label(w, 0));
	const struct csv_cell *next =
		w->labels > 1 ? seen_at(w->sheet, row, wide_nth_label(w, 1)) : NULL;
	bool joined = next != NULL && next->row == first->row && next->column == first->column;

	if (seen_filled(w->sheet, row) == 0)
		return;
	if (is_passed_over(w, row))
		return;
	if (heads_numbers(w, row)) {
		write_numbered_group(w, row);
		return;
	}
	if (heading_before(w, row) != NULL) {
		write_group(w, heading_before(w, row));
		return;
	}
	if (!has_values(w, row) && first->text[0] != '\0' && seen_filled(w->sheet, row) == 1) {
		note_alone(w, row, first);
		write_group(w, first);
		return;
	}
	if (w->grouped && first->text[0] != '\0' && !joined)
		write_group(w, first);
	else if (w->grouped && w->group != NULL && first->text[0] == '\0' && !w->told_groups) {
		cell_tell(w->diags, SEVERITY_NOTE, first,
			"blank cells in the column '%.64s' are read as the group above",
			w->columns[wide_nth_label(w, 0)].name);
		w->told_groups = true;
	}
	write_row(w, row);
}

static void
tell_sums(const struct wide *w)
{
	if (w->sums > 0)
		cell_tell(w->diags, SEVERITY_NOTE, w->first_sum,
			"lines with sums are left out: %zu, from this one on", w->sums);
}

static void
tell_alone(const struct wide *w)
{
	if (w->alone > 0)
		cell_tell(w->diags, SEVERITY_NOTE, w->first_alone,
			"lines with words in this column alone are read as headings of groups: %zu, from this one on; a line that nobody answers for says so in words such as N/A",
			w->alone);
}

/* Lines above the table that are no title: they have several cells. */
static void
tell_above(const struct wide *w)
{
	const struct csv_cell *first = NULL;
	size_t count = 0;

	for (size_t r = 0; r < w->heading; r++) {
		if (seen_filled(w->sheet, r) < 2 || signs_is_row(w->arena, w->sheet, r) ||
			(r + 1 == w->heading && w->two_headings))
			continue;
		for (size_t c = w->sheet->width; c-- > 0 && count == 0;)
			first = seen_at(w->sheet, r, c)->text[0] != '\0' ? seen_at(w->sheet, r, c)
									 : first;
		count++;
	}
	if (count > 0)
		cell_tell(w->diags, SEVERITY_NOTE, first,
			"lines above the table are left out: %zu, from this one on", count);
}

/* Lines below the table that are no legend, no note and no row. */
static void
tell_left(const struct wide *w)
{
	const struct csv_cell *first = NULL;
	bool legend = false;
	size_t left = 0;

	for (size_t r = w->end; r < w->sheet->count; r++) {
		const struct csv_cell *cell = seen_at(w->sheet, r, 0);
		const char *rest;

		for (size_t c = 1; c < w->sheet->width && cell->text[0] == '\0'; c++)
			cell = seen_at(w->sheet, r, c);
		legend = legend || vocabulary_legend(cell->text, &rest);
		if (legend || cell->text[0] == '\0' || signs_is_row(w->arena, w->sheet, r))
			continue;
		first = first != NULL ? first : cell;
		left++;
	}
	if (left > 0)
		cell_tell(w->diags, SEVERITY_NOTE, first,
			"lines below the table are left out: %zu, from this one on", left);
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
		else if (column->whose != WHOSE_PARTY)
			buf_printf(&list, "(%s)",
				column->whose == WHOSE_ALL ? "what they do together"
							   : "what does not apply");
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
	if (!wide_find_table(w))
		return NULL;
	if (w->end - w->heading > WIDE_ROW_LIMIT) {
		cell_tell(diags, SEVERITY_ERROR, sheet->corner,
			"more lines than a table can have (%d)", WIDE_ROW_LIMIT);
		return NULL;
	}
	w->reader.runs_answers = said_runs_answers(&w->reader);
	set_headings(w);
	title = title_of(w);
	write_table(w, title);
	write_columns(w);
	if (w->by_party)
		wide_look_at_parties(w);
	for (size_t r = w->heading + 1; r < w->end; r++)
		read_row(w, r);
	write_footnotes(w);
	tell_reading(w);
	tell_alone(w);
	tell_sums(w);
	tell_above(w);
	tell_left(w);
	if (diags->count[SEVERITY_ERROR] == errors)
		said_tell_signs(&w->reader, w->by_party);
	return title;
}
