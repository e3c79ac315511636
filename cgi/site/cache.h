/* cache: contents by key, bounded in bytes, each made once however many ask for it at the same
 * time.
 *
 * Least recently used goes first. What somebody still reads stays until it is given back, so a
 * content may leave the cache at any time. Thread-safe. */
#ifndef DEMARC_SITE_CACHE_H
#define DEMARC_SITE_CACHE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "http/negotiate.h"
#include "wait.h"

struct cache;

/* One content in all its content codings; what it has not is empty. */
struct content {
	struct buf bodies[CODING__COUNT];
};

/* A new cache that keeps up to so many bytes; cache_free releases it. */
struct cache *
cache_new(size_t limit_bytes);

/* Nobody may hold a content any more. */
void
cache_free(struct cache *);

enum cache_answer {
	CACHE_MADE,
	CACHE_FAILED, /* it cannot be made */
	CACHE_BUSY,   /* nor can it now: too many want it, or want something made */
	CACHE_LATER,  /* somebody makes it, or it cannot be begun yet: ask again when woken */
};

enum { CACHE_CROWD = 512 }; /* most that may wait for contents others make */

/* Fills the content. What it makes is kept if it says CACHE_MADE; after CACHE_LATER it is called
 * again with the same content when the wait was woken. */
typedef enum cache_answer
cache_make_fn(struct content *, void *data, struct wait *);

/* The content of the key, made if it is not there; while one request makes it, others wait, and
 * have what came of it. keep: whether to keep it. The content is set with CACHE_MADE alone; give it
 * back with cache_release. */
enum cache_answer
cache_get(struct cache *, const char *key, bool keep, cache_make_fn *make, void *data,
	struct wait *, const struct content **);

/* NULL is allowed. */
void
cache_release(struct cache *, const struct content *);

/* Bytes that are kept now, and most it may keep. */
size_t
cache_bytes(struct cache *);
size_t
cache_limit(const struct cache *);

#endif
