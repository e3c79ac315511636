/* read_sheet: a filled-in spreadsheet, a workbook or CSV -> a matrix as XML.
 *
 * The layouts are described in docs/data.md. In our own there is a line for each thing, whose kind
 * stands in a column of that name; words stand in a column for each language (name_ja, text_en).
 * Others are made into lines of it (layouts.h). */
#ifndef DEMARC_IMPORT_READ_SHEET_H
#define DEMARC_IMPORT_READ_SHEET_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/csv.h"
#include "model/model.h"

/* Where the lines of the XML come from: v[n] is the cell of the sheet that line n is made from. */
struct sheet_origins {
	const struct csv_cell *v;
	size_t count;
};

struct sheet_options {
	const char *lang;               /* of words in other layouts; NULL: to be found */
	const char *framework;          /* of a list by clause; NULL: to be found */
	const char *today;              /* ISO 8601: of an edition that no line dates */
	const struct model *frameworks; /* those that there are; NULL: none */
	const char *about_path; /* of another sheet, which says what these do not; NULL: none */
	const struct buf *about;
};

/* Appends the matrix as XML in canonical form, from the bytes of a CSV file or of a workbook. What
 * is wrong with the sheets themselves is added to diags; what is wrong with the matrix is for the
 * loader and check to find, and sheet_locate moves that to the sheets' cells. path: of the file.
 * false: diags has an error. */
bool
read_matrix_sheet(const char *path, const struct buf *bytes, const struct sheet_options *,
	struct arena *, struct buf *xml, struct sheet_origins *, struct diags *);

/* Moves findings with places in the XML, all from the place `from` in the list on, to the cells
 * that the lines come from. xml_path: what those are called by. */
void
sheet_locate(struct diags *, size_t from, const char *xml_path, const struct sheet_origins *);

#endif
