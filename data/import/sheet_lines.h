/* sheet_lines: what the lines of a sheet become. Between read_sheet.c and sheet_lines.c. */
#ifndef DEMARC_IMPORT_SHEET_LINES_H
#define DEMARC_IMPORT_SHEET_LINES_H

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

extern const char *const sheet_columns[COLUMN__COUNT + 1];

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
	const struct csv_row *row; /* being read */
	struct csv_cell *origins;  /* of elements */
	size_t origin_count, origin_cap;
	struct xml_node *root, *about;
	struct xml_node *table, *rows, *table_row, *holder,
		*control; /* what following lines belong to; NULL: nothing */
	bool has_columns; /* the table: its cells have lines of their own */
	struct xml_node *question;
	struct xml_node *fact; /* what a condition belongs to, right below it; NULL: not a fact */
	struct xml_node *last; /* what a note belongs to */
};

/* The current line's cell in a column; an empty one without a place if it has none. */
const struct csv_cell *
sheet_cell_of(const struct sheet_reader *, enum field);

/* A finding about a cell of the current line; where it has no such cell, about the line. */
void
sheet_wrong(struct sheet_reader *, const struct csv_cell *, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* A warning about it: something was undone that a spreadsheet does to what is typed. */
void
sheet_doubt(struct sheet_reader *, const struct csv_cell *, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* A new element that remembers the cell. */
struct xml_node *
sheet_add(
	struct sheet_reader *, struct xml_node *parent, const char *name, const struct csv_cell *);

/* The element of that name in parent, made if it is not there. */
struct xml_node *
sheet_only(struct sheet_reader *, struct xml_node *parent, const char *name);

/* Turns the current line into elements. */
void
sheet_read_line(struct sheet_reader *);

#endif
