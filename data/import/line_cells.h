/* line_cells: the cells of the line that is being read, and what must stand in them. Between
 * read_sheet.c, sheet_lines.c and line_elements.c. */
#ifndef DEMARC_IMPORT_LINE_CELLS_H
#define DEMARC_IMPORT_LINE_CELLS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/csv.h"
#include "document/parse.h"

enum { SHEET_LANGUAGE_LIMIT = 16 };

/* The columns that are not words. */
enum field {
	COLUMN_KIND,
	COLUMN_ID,
	COLUMN_TYPE,
	COLUMN_VALUE,
	COLUMN_ANSWERS,
	COLUMN_RUNS,
	COLUMN_SUPPORTS,
	COLUMN_MAY,
	COLUMN_CONSULTED,
	COLUMN_INFORMED,
	COLUMN_SHARED,
	COLUMN__COUNT
};

extern const char *const line_columns[COLUMN__COUNT + 1];

struct sheet_reader {
	struct arena *arena;
	struct diags *diags;
	const char *path;
	int columns[COLUMN__COUNT]; /* their places in the sheet; -1: it has not */
	size_t language_count;
	struct {
		const char *tag;
		int name, text; /* places; -1: none */
	} languages[SHEET_LANGUAGE_LIMIT];
	const struct csv_row *row;      /* being read */
	const struct csv_row *headings; /* of its sheet; NULL: not read yet */
	struct csv_cell *origins;       /* of elements */
	size_t origin_count, origin_cap;
	struct xml_node *root, *about;
	struct xml_node *table, *rows, *table_row, *holder,
		*control;          /* what following lines belong to; NULL: nothing */
	bool has_columns;          /* the table: its cells have lines of their own */
	struct xml_node *question; /* or section */
	struct xml_node *fact; /* what a condition belongs to, right below it; NULL: not a fact */
	struct xml_node *condition; /* the last one */
	struct xml_node *publishes; /* the last one */
	struct xml_node *last;      /* what a note belongs to */
};

/* The current line's cell in a column; an empty one without a position if it has none. */
const struct csv_cell *
line_cell(const struct sheet_reader *, enum field);

/* The cell, one of the current line's, with the heading of its column. */
struct csv_cell
line_headed(const struct sheet_reader *, const struct csv_cell *);

/* The same for a column by its place in the sheet; -1: an empty one. */
const struct csv_cell *
line_cell_at(const struct sheet_reader *, int place);

/* A finding about a cell of the current line; where it has no such cell, about the line. */
void
line_wrong(struct sheet_reader *, const struct csv_cell *, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* A warning about it: something was undone that a spreadsheet does to what is typed. */
void
line_doubt(struct sheet_reader *, const struct csv_cell *, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* The value, where there is one; else NULL. */
const char *
line_value(const struct sheet_reader *);

/* The cell's words. That there are none is a finding, in which meaning says what they are ("its
 * number"). */
const char *
line_need(struct sheet_reader *, enum field, const char *meaning);

/* The same for an id. */
const char *
line_need_id(struct sheet_reader *);

/* The same for a date in the column of values, as people and spreadsheets write it; in ISO 8601. */
const char *
line_need_date(struct sheet_reader *);

/* One of the names, which end in NULL; usual for an empty cell unless that is NULL. NULL: it is
 * none of them, which is a finding. */
const char *
line_need_name(struct sheet_reader *, enum field, const char *const *names, const char *usual);

/* A value of a fact of that kind, freed of what spreadsheets do to it. */
const char *
line_fact_value(struct sheet_reader *, const char *kind, const char *value);

/* The number of a cell in the list of origins, for xml_node.offset; the line's first for a cell
 * that is not there. */
unsigned
line_origin(struct sheet_reader *, const struct csv_cell *);

/* A new element that remembers the cell. */
struct xml_node *
line_add(struct sheet_reader *, struct xml_node *parent, const char *name, const struct csv_cell *);

#endif
