/* answers: what the items of a search lead to and how they are called, as the page of the search
 * and the index for the browser both tell it. */
#ifndef DEMARC_PAGES_ANSWERS_H
#define DEMARC_PAGES_ANSWERS_H

#include "page.h"
#include "search/search.h"

/* Where an item of the index stands, in the index's language. "" for SEARCH_CLAUSE. */
const char *
answer_href(struct page *, const struct search_index *, const struct search_item *);

/* What it is, and how it stands: "Control · Provided". */
const char *
answer_tag(struct page *, const struct search_index *, const struct search_item *);

/* What is said of a title that no standard backs, in the index's language; "" of others. */
const char *
answer_doubt(struct page *, const struct search_index *, const struct search_passage *);

#endif
