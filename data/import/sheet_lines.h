/* sheet_lines: what the lines of a sheet become, each kind by its own rule. */
#ifndef DEMARC_IMPORT_SHEET_LINES_H
#define DEMARC_IMPORT_SHEET_LINES_H

#include "line_cells.h"

/* Turns the current line into elements. */
void
line_read(struct sheet_reader *);

/* The n-th kind of line; NULL: there are not so many. */
const char *
line_kind_name(size_t n);

#endif
