/* store: the indexes of a model's editions, each made when it is first asked for. */
#ifndef DEMARC_SEARCH_STORE_H
#define DEMARC_SEARCH_STORE_H

#include "search.h"

struct search_store;

/* Indexes of the model, which must outlive the store. Release it with search_store_free. */
struct search_store *
search_store_new(const struct model *);

/* Releases the store and its indexes. NULL is allowed. */
void
search_store_free(struct search_store *);

/* The index of an edition of the model in one of its languages; it lives as long as the store.
 * Thread-safe: the first who asks makes it, and others wait. That of the document for one plan or
 * option (choice.h) is made in the arena each time, as the document is. */
const struct search_index *
search_store_get(struct search_store *, struct arena *, const struct matrix *, const char *lang);

#endif
