/* cell_told: findings about cells, with the place and the heading that a reader of the sheet sees.
 */
#ifndef DEMARC_IMPORT_CELL_TOLD_H
#define DEMARC_IMPORT_CELL_TOLD_H

#include <stdarg.h>

#include "base/csv.h"
#include "base/diag.h"

/* Adds "Sheet!D5, column 'type': …". Errors are of the rule bad-sheet, others of spreadsheet. */
void
cell_tell(struct diags *, enum severity, const struct csv_cell *, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));
void
cell_tell_list(struct diags *, enum severity, const struct csv_cell *, const char *fmt, va_list)
	__attribute__((format(printf, 4, 0)));

#endif
