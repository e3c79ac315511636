/* store: indexes of a model's editions, each made when it is first asked for, and kept as long as
 * it is among those that were asked for last. */
#ifndef DEMARC_SEARCH_STORE_H
#define DEMARC_SEARCH_STORE_H

#include "search.h"

/* How many are kept: an index of CHROFY's document takes 2 MB, and a directory may have hundreds of
 * documents. */
enum { SEARCH_STORE_KEPT = 8 };

struct search_store;

/* Indexes of the model, which must outlive the store. Release it with search_store_free. */
struct search_store *
search_store_new(const struct model *);

/* Releases the store and its indexes; no arena that uses one may be left. NULL is allowed. */
void
search_store_free(struct search_store *);

/* The index of an edition of the model in one of its languages, until the arena is released.
 * Thread-safe: the first who asks makes it, and others wait. That of the document for one plan or
 * option (choice.h) is made in the arena each time, as the document is. */
const struct search_index *
search_store_get(struct search_store *, struct arena *, const struct matrix *, const char *lang);

/* How much memory the indexes that are kept take, in bytes; never waits. */
size_t
search_store_bytes(const struct search_store *);

#endif
