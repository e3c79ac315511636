/* wide: a table of rows and columns while it is read. Private to wide_table.c, wide_find.c,
 * wide_columns.c and wide_parties.c. */
#ifndef DEMARC_IMPORT_WIDE_H
#define DEMARC_IMPORT_WIDE_H

#include "base/buf.h"
#include "said.h"
#include "wide_table.h"

enum { WIDE_ROW_LIMIT = 5000 };

enum column_role { ROLE_LABEL, ROLE_NUMBER, ROLE_DETAIL, ROLE_VALUE, ROLE_EMPTY };

/* What a column of values is about in a table whose columns are parties. */
enum column_whose { WHOSE_PARTY, WHOSE_ALL, WHOSE_NOBODY };

struct wide_column {
	enum column_role role;
	enum column_whose whose;
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
	bool two_headings;  /* a row above that of the headings heads several of them */
	bool names_parties; /* two headings or more do */
	bool by_party;
	bool by_raci; /* its cells are letters of RACI, so its columns are parties */
	bool grouped; /* the first of several labels is the group of the lines */
	bool told_words, told_groups, told_blanks, told_letters, told_marks;
	size_t alone; /* lines with words in one column alone */
	const struct csv_cell *first_alone;
	size_t sums; /* lines with sums */
	const struct csv_cell *first_sum;
	const char *group;                   /* of the row before, folded */
	struct buf marked[SHEET_NOTE_LIMIT]; /* where the marks of each note stand */
};

/* What stands in the cell, folded. */
const char *
wide_folded_at(const struct wide *, size_t row, size_t column);

/* Whether the column is headed as a legend that stands beside the table. */
bool
wide_is_legend(const struct wide *, size_t column);

/* Finds the table, its columns and the signs of the sheet: what stands above it may look like a
 * table, too. false: there is none. */
bool
wide_find_table(struct wide *);

/* Finds out what each column is, and whether its columns are parties and its lines in groups. The
 * table's headings and lines are found. */
void
wide_find_roles(struct wide *);

/* The column of the label of that number, from 0; the first column, if there is none. */
size_t
wide_nth_label(const struct wide *, size_t n);

/* Remembers that marks stand at a place of the table, as a line of kind footnote says it. */
void
wide_note_marks(struct wide *, char marks[][MARK_SIZE], size_t count, const char *place,
	const struct csv_cell *);

/* A line of kind part. */
void
wide_write_part(
	struct wide *, const struct csv_cell *, const char *party, enum does, const char *words);

/* Adds a word to a cell of the line. */
void
wide_append(struct wide *, struct csv_cell *line, int column, const struct csv_cell *,
	const char *word);

/* What no legend says follows from all cells of parties together: which marks there are, and
 * whether anybody is accountable beside those who are responsible. Before the rows. */
void
wide_look_at_parties(struct wide *);

/* A row of parties, into a line of kind row and lines behind it: what each does. It does not apply
 * if nobody does anything and some cell says so. */
void
wide_write_parties(struct wide *, size_t row, struct csv_cell *line, const char *id);

#endif
