/* patch: texts written into cells of a sheet, and nothing else changed. Private to answer.c. */
#ifndef DEMARC_ANSWER_PATCH_H
#define DEMARC_ANSWER_PATCH_H

#include "base/buf.h"
#include "base/csv.h"
#include "import/workbook.h"

struct patch {
	unsigned row, column; /* from 1 */
	unsigned like;        /* the column of the row whose looks a new cell takes */
	const char *text;
};

/* Whether the row's cell holds nothing, not even a formula, and is no part of a merged one: so it
 * can be written. The sheet is NULL for CSV. */
bool
patch_fits(const struct workbook_sheet *, const struct csv_row *, unsigned column);

/* Appends the CSV with the patches, which are in order of rows and columns. */
void
patch_csv(struct buf *out, const struct csv *, const struct patch *, size_t count);

/* Appends the XML of a sheet with the patches, in the same order, whose rows are there. false: the
 * sheet is written in a way that cannot be changed. */
bool
patch_sheet(struct buf *out, const struct workbook_sheet *, const struct patch *, size_t count);

#endif
