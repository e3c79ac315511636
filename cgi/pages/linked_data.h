/* linked_data: what the page says to programs that index it (JSON-LD, schema.org). */
#ifndef DEMARC_PAGES_LINKED_DATA_H
#define DEMARC_PAGES_LINKED_DATA_H

#include "page.h"

/* In the head: what programs that index pages read (JSON-LD). */
void
piece_linked_data(struct page *, const char *title, const char *description);

#endif
