/* line_footnotes: what a footnote of a table is about. Between sheet_lines.c and its rule for
 * footnotes. */
#ifndef DEMARC_IMPORT_LINE_FOOTNOTES_H
#define DEMARC_IMPORT_LINE_FOOTNOTES_H

#include "line_cells.h"

/* Puts the footnote's mark to the places that the value of the line names in the table above: ids
 * of rows and columns, "row/column" for a cell ("row/" where there are no columns), "cell" for the
 * last one, "table" or nothing for the table. One that is not there is a finding. */
void
line_mark_places(struct sheet_reader *, const char *footnote);

#endif
