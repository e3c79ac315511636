/* search_form: the form that searches the document, and that which filters its controls. */
#ifndef DEMARC_PAGES_SEARCH_FORM_H
#define DEMARC_PAGES_SEARCH_FORM_H

#include "page.h"

/* The form that leads to the page of the search; words: what stands in it, "" for nothing. */
void
piece_search(struct page *, const char *words);

/* The form that chooses among the controls. */
void
piece_filters(struct page *, const struct filter *);

#endif
