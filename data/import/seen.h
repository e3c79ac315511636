/* seen: a sheet as it is seen: every row equally wide, and a merged cell in each place that it
 * covers. */
#ifndef DEMARC_IMPORT_SEEN_H
#define DEMARC_IMPORT_SEEN_H

#include "base/arena.h"
#include "base/csv.h"
#include "workbook.h"

struct seen_sheet {
	const char *name; /* of the sheet; NULL: the only one, of CSV */
	const struct csv_row *rows;
	size_t count;
	size_t width;
	const struct csv_cell *corner; /* what the whole is told at; NULL: it is empty */
};

/* A sheet of the rows, with the merged cells of the workbook's sheet; NULL: CSV has none. What a
 * merged cell covers has its text and its place. */
struct seen_sheet
seen_make(struct arena *, const struct csv *, const struct workbook_sheet *);

/* The cell; both count from 0. */
const struct csv_cell *
seen_at(const struct seen_sheet *, size_t row, size_t column);

/* Whether it is one cell with the one before it in its row. */
bool
seen_joined(const struct seen_sheet *, size_t row, size_t column);

/* How many different cells of the row have words. */
size_t
seen_filled(const struct seen_sheet *, size_t row);

#endif
