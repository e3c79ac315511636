/* see: what a control or an answer leads to, as a link with its words. */
#ifndef DEMARC_PAGES_SEE_H
#define DEMARC_PAGES_SEE_H

#include "page.h"

/* The thing, and the fact of it that is meant, with its value. */
void
piece_see(struct page *, const struct see *);

#endif
