/* sheet_plans: the plans and options, and what becomes otherwise under each. Private to the sheets.
 */
#ifndef DEMARC_EXPORT_SHEET_PLANS_H
#define DEMARC_EXPORT_SHEET_PLANS_H

#include "sheet_fill.h"

/* A row for each plan and option, then one for each of its conditions: where it stands and what
 * holds there. */
void
worksheet_fill_plans(const struct filler *);

#endif
