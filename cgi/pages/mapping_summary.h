/* mapping_summary: what of a document's counterparts agrees with the published table, what differs
 * from it, and which controls have none. */
#ifndef DEMARC_PAGES_MAPPING_SUMMARY_H
#define DEMARC_PAGES_MAPPING_SUMMARY_H

#include "page.h"

/* A section for one framework that the document maps to. */
void
piece_mapping_summary(struct page *, const struct framework *from, const struct framework *to);

#endif
