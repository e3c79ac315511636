/* supplier: what a supplier's own document says, wherever pages show it: marked as its words. */
#ifndef DEMARC_PAGES_SUPPLIER_H
#define DEMARC_PAGES_SUPPLIER_H

#include "page.h"

/* What suppliers say themselves of a row, or of a control (the other is NULL), folded away until it
 * is wanted; nothing where none does. */
void
piece_supplied(struct page *, const struct row *, const struct control *);

/* A link to what the party says itself; nothing where it has no document. */
void
piece_to_supplier(struct page *, const struct party *);

#endif
