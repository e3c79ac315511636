/* lead: what the first page says of the document before anything that is in it. */
#ifndef DEMARC_PAGES_LEAD_H
#define DEMARC_PAGES_LEAD_H

#include "page.h"

/* Its name and subject, a field to search it by, and a list: edition, certificates, standing of the
 * standard, contacts, the forms in which it can be taken along. */
void
piece_lead(struct page *);

#endif
