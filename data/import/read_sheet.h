/* read_sheet: a filled-in spreadsheet, saved as CSV -> a matrix as XML.
 *
 * The layout is described in docs/data.md: a line for each thing, whose kind stands in the first
 * column; words stand in a column for each language (name_ja, text_en). */
#ifndef DEMARC_IMPORT_READ_SHEET_H
#define DEMARC_IMPORT_READ_SHEET_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/csv.h"

/* Where the lines of the XML come from: v[n] is the cell of the sheet that line n is made from. */
struct sheet_origins {
	const struct csv_cell *v;
	size_t count;
};

/* Appends the matrix as XML in canonical form, from sheets (the rows of each; those without a
 * column kind are passed over, if another one has it). What is wrong with the sheets themselves is
 * added to diags; what is wrong with the matrix is for the loader and check to find, and
 * sheet_locate moves that to the sheets' cells. path: of the file. false: diags has an error. */
bool
read_matrix_sheets(const char *path, const struct csv *sheets, size_t count, struct arena *,
	struct buf *xml, struct sheet_origins *, struct diags *);

/* The same for the bytes of a CSV file or of a workbook, in any layout of sheets (docs/data.md). */
bool
read_matrix_sheet(const char *path, const struct buf *bytes, struct arena *, struct buf *xml,
	struct sheet_origins *, struct diags *);

/* Moves findings with places in the XML, all from the place `from` in the list on, to the cells
 * that the lines come from. xml_path: what those are called by. */
void
sheet_locate(struct diags *, size_t from, const char *xml_path, const struct sheet_origins *);

#endif
