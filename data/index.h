/* index: places in a list by key, made once and then read by any thread. */
#ifndef DEMARC_INDEX_H
#define DEMARC_INDEX_H

#include "base/arena.h"
#include "model.h"

/* An index of count keys, where key i stands for place i. The keys must live as long as the arena. */
struct index
index_make(struct arena *, const char *const *keys, size_t count);

/* The place of a key; of its first one if it is there more than once. false: it is not there. */
bool
index_find(const struct index *, const char *key, size_t *at);

#endif
