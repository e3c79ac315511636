/* index: the order of a list by key, made once and then read by any thread.
 *
 * The first member of the list's structs is the key, a string. */
#ifndef DEMARC_BASE_INDEX_H
#define DEMARC_BASE_INDEX_H

#include <stdbool.h>
#include <stddef.h>

#include "arena.h"

/* Large lists stay fast by it. An empty one is passed over: lookups then walk the list. */
struct index {
	const unsigned *order;
	size_t n;
};

/* An index of a list of count structs of size bytes each. */
struct index
index_make(struct arena *, const void *list, size_t size, size_t count);

/* Which struct of the list has the key; the first one if several have it. false: none. */
bool
index_find(const struct index *, const void *list, size_t size, const char *key, size_t *at);

/* The same, but false if several structs have the key. */
bool
index_only(const struct index *, const void *list, size_t size, const char *key, size_t *at);

#endif
