/* party_rows: the rows of the tables that are one party's. */
#ifndef DEMARC_PAGES_PARTY_ROWS_H
#define DEMARC_PAGES_PARTY_ROWS_H

#include "page.h"

/* The rows that the party answers for, or runs for another, as links under a heading ("h3"); false: there are none. */
bool
part_party_rows(struct page *, const struct party *, enum does, const char *heading);

#endif
