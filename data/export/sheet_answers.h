/* sheet_answers: what the document says of each clause of every framework that it leads to, for
 * those who fill in questionnaires. Private to the sheets. */
#ifndef DEMARC_EXPORT_SHEET_ANSWERS_H
#define DEMARC_EXPORT_SHEET_ANSWERS_H

#include "sheet_fill.h"

/* A row for each clause that a control of the document leads to, and each control that does. */
void
worksheet_fill_answers(const struct filler *);

#endif
