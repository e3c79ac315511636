/* sheet_duties: who must do what for each clause, in the two shapes that reviewers ask for. Private
 * to the sheets. */
#ifndef DEMARC_EXPORT_SHEET_DUTIES_H
#define DEMARC_EXPORT_SHEET_DUTIES_H

#include "sheet_fill.h"

/* What customers must do: a row for each clause and customer with a part in it, one for a clause
 * without, then the rows of tables in which they have a part. FedRAMP calls it a customer
 * responsibility matrix. */
void
worksheet_fill_crm(const struct filler *);

/* A row for each clause in the columns of CSA's shared security responsibility model (CCM and CAIQ
 * 4): answer, ownership, what the provider does, what customers must do. */
void
worksheet_fill_ssrm(const struct filler *);

#endif
