/* standards: how far the document goes in its frameworks, counted, and what became of these. */
#ifndef DEMARC_PAGES_STANDARDS_H
#define DEMARC_PAGES_STANDARDS_H

#include "page.h"

/* "40 of the 121 controls of ISO/IEC 27017:2015, 7 of its 7 cloud-specific ones". */
const char *
standards_extent(const struct page *);

/* "ISO/IEC 27017:2015 is withdrawn; ISO/IEC 27017:2026 replaces it." NULL: it is not. */
const char *
standards_withdrawn(const struct page *, const struct framework *);

/* All of that in a list, and of which other frameworks the document states nothing; nothing for a
 * document without controls. counterparts: also what is mapped, and whether the published table
 * agrees. */
void
piece_standards(struct page *, bool counterparts);

#endif
