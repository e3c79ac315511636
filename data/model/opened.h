/* opened: the document with what a supplier says of its own rows among ours.
 *
 * Behind each of our rows that a supplier's document opens stand that document's rows, in a group
 * that is named after ours, the supplier and its edition. Whoever is handed such a matrix need not
 * know: it shows them as it shows any row. */
#ifndef DEMARC_MODEL_OPENED_H
#define DEMARC_MODEL_OPENED_H

#include "model.h"

/* Makes the matrix's list of opened ones, in the model's arena; the catalogues must be there. */
void
opened_make(const struct model *, struct matrix *);

#endif
