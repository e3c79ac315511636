/* signs: what a sheet says of the signs in it: a legend ("○ = provider"), and notes that marks such
 * as ※1 or *2 lead to. */
#ifndef DEMARC_IMPORT_SIGNS_H
#define DEMARC_IMPORT_SIGNS_H

#include <stdbool.h>
#include <stddef.h>

#include "seen.h"

struct sign {
	const char *sign; /* of signs that look alike, one */
	const char *meaning;
	const struct csv_cell *cell; /* where it is said */
	bool used;
};

struct sheet_note {
	const char *mark; /* without brackets: "※1" */
	const char *words;
	const struct csv_cell *cell;
	bool used;
};

enum { SIGN_LIMIT = 40, SHEET_NOTE_LIMIT = 400, MARK_SIZE = 24, MARKS_IN_CELL = 8 };

struct signs {
	struct sign signs[SIGN_LIMIT];
	size_t sign_count;
	struct sheet_note notes[SHEET_NOTE_LIMIT];
	size_t note_count;
};

/* Whether the row holds a legend or a note, and is no line of a table. */
bool
signs_is_row(struct arena *, const struct seen_sheet *, size_t row);

/* Adds what the rows say, from one to the one before the last; in a sheet of legends (all) each row
 * may be one. */
void
signs_read(struct signs *, struct arena *, const struct seen_sheet *, size_t from, size_t to,
	bool all);

/* The same of one column, which is headed as a legend beside a table. */
void
signs_read_column(struct signs *, struct arena *, const struct seen_sheet *, size_t from, size_t to,
	size_t column);

/* The sign; NULL: no legend names it. */
struct sign *
signs_find(struct signs *, struct arena *, const char *sign);

/* The note; NULL: there is none. */
struct sheet_note *
signs_note(struct signs *, const char *mark);

/* Words without the marks behind them, which are put into marks. In the arena. */
const char *
signs_take_marks(
	struct arena *, const char *words, char marks[MARKS_IN_CELL][MARK_SIZE], size_t *count);

/* Whether the words are nothing but marks, which are put into marks. */
bool
signs_marks_alone(const char *words, char marks[MARKS_IN_CELL][MARK_SIZE], size_t *count);

/* Whether a text is a sign rather than words: a symbol, or a letter or two. */
bool
signs_is_sign(const char *text);

#endif
