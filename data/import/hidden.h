/* hidden: rows and columns of a workbook's sheet that are not shown, by hand or by a filter, and
 * hold something all the same. Private to workbook.c. */
#ifndef DEMARC_IMPORT_HIDDEN_H
#define DEMARC_IMPORT_HIDDEN_H

#include "workbook.h"

/* Those of a sheet whose rows are read. In the arena. */
struct hidden_places
hidden_rows(struct arena *, const struct workbook_sheet *);
struct hidden_places
hidden_columns(struct arena *, const struct workbook_sheet *);

#endif
