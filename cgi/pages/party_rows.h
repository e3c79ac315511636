/* party_rows: the rows of the tables that are one party's. */
#ifndef DEMARC_PAGES_PARTY_ROWS_H
#define DEMARC_PAGES_PARTY_ROWS_H

#include "page.h"

/* The rows of all tables in which the party does this (what else it does, only where it does not
 * answer), as links under a heading ("h3"), each with what tells it from others and, if asked for,
 * the party's own words. false: there are none. */
bool
piece_party_rows(struct page *, const struct party *, enum does, const char *heading, bool words);

#endif
