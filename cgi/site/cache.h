/* cache: contents by key, bounded in bytes, each made once however many ask for it at the same time.
 *
 * Least recently used goes first. What somebody still reads stays until it is given back, so a content may
 * leave the cache at any time. Thread-safe. */
#ifndef DEMARC_SITE_CACHE_H
#define DEMARC_SITE_CACHE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "http/negotiate.h"

struct cache;

/* One content in all its forms; a form that it has not is empty. */
struct content {
	struct buf forms[ENCODING__COUNT];
};

/* A new cache that keeps up to so many bytes; cache_free releases it. */
struct cache *
cache_new(size_t limit_bytes);

/* Nobody may hold a content any more. */
void
cache_free(struct cache *);

/* Fills the content. false: it could not be made; nothing is kept. */
typedef bool cache_make_fn(struct content *, void *data);

/* The content of the key, made if it is not there; while one thread makes it, others wait for it. keep:
 * whether to keep it. NULL: it could not be made. Give it back with cache_release. */
const struct content *
cache_get(struct cache *, const char *key, bool keep, cache_make_fn *make, void *data);

/* NULL is allowed. */
void
cache_release(struct cache *, const struct content *);

/* Bytes that are kept now, and most it may keep. */
size_t
cache_bytes(struct cache *);
size_t
cache_limit(const struct cache *);

#endif
