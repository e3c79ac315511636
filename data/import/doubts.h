/* doubts: what a spreadsheet may have changed without a trace. */
#ifndef DEMARC_IMPORT_DOUBTS_H
#define DEMARC_IMPORT_DOUBTS_H

#include "base/diag.h"
#include "model/model.h"
#include "read_sheet.h"

/* Warns of each clause such as 5.1 where the framework has 5.10 too and the document has not,
 * unless the cell is one of text: a spreadsheet that takes 5.10 for a number keeps 5.1. The places
 * are those in the XML; sheet_locate moves them. */
void
sheet_doubts(const struct model *, const struct sheet_origins *, struct diags *);

#endif
