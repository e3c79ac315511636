/* search_form: the form that searches the controls. */
#ifndef DEMARC_PAGES_SEARCH_FORM_H
#define DEMARC_PAGES_SEARCH_FORM_H

#include "page.h"

/* The form that searches the controls; filter NULL: only the field for words. */
void
part_search(struct page *, const struct filter *);

#endif
