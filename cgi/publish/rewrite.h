/* rewrite: addresses of the site in the bytes of a page, picture or feed, found and replaced. */
#ifndef DEMARC_PUBLISH_REWRITE_H
#define DEMARC_PUBLISH_REWRITE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"

/* An address as it stands in the bytes, taken apart. */
struct address {
	const char *target; /* path and query, without "v=": "/chrofy/ja/controls?party=aws" */
	const char *anchor; /* "#x", or "" */
	bool absolute;      /* it began with the base address */
};

/* Appends what stands in the bytes instead of the address, to out; false: it stays as it is. */
typedef bool
rewrite_fn(const struct address *, struct buf *out, void *data);

/* Whether bytes of the media type hold addresses that a copy of the site must rewrite. */
bool
rewrite_concerns(const char *type, const char *target);

/* Copies the bytes, which answer the target here, to out with each address replaced: attributes
 * whose value starts with one slash or with "../", srcset too, and whatever starts with base_url
 * (if it is not ""). */
void
rewrite_addresses(struct buf *out, const char *bytes, size_t len, const char *here,
	const char *base_url, struct arena *arena, rewrite_fn *replace, void *data);

/* The file for an address: page "/a/b" is "a/b.html", "/a/" is "a/index.html", "/s.svg?lang=ja" is
 * "s_lang-ja.svg". In the arena. */
const char *
rewrite_file_name(struct arena *, const char *target, bool page);

/* Appends the way from one file to another: "../static/style.css". */
void
rewrite_relative(struct buf *out, const char *from, const char *to);

#endif
