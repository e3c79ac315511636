/* sheet_changes: the sheet of what an edition says otherwise than the one it replaces. Private to
 * the sheets. */
#ifndef DEMARC_EXPORT_SHEET_CHANGES_H
#define DEMARC_EXPORT_SHEET_CHANGES_H

#include "sheet_fill.h"

/* Fills the sheet; without an older edition it has headings alone. */
void
worksheet_fill_changes(const struct filler *);

#endif
