/* duties: what one party does for the controls, as a list to work with. */
#ifndef DEMARC_PAGES_DUTIES_H
#define DEMARC_PAGES_DUTIES_H

#include "page.h"

/* The duties in the controls and, apart from them, what the party may do, each with a box to be
 * ticked (static/duties.js keeps the ticks); then the controls that it is only asked or told about.
 * Nothing where the document has no controls. */
void
part_duties(struct page *, const struct party *);

#endif
