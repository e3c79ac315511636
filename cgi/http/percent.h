/* percent: percent-encoding of the parts of an address (RFC 3986, 2.1). */
#ifndef DEMARC_HTTP_PERCENT_H
#define DEMARC_HTTP_PERCENT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"

/* Appends the string with everything encoded that a path segment or a query's name or value cannot
 * hold. */
void
percent_encode(struct buf *, const char *);

/* The same for a whole path: slashes stay. */
void
percent_encode_path(struct buf *, const char *);

/* Appends "name=value", encoded, with "&" before it if the query has something already. */
void
percent_argument(struct buf *query, const char *name, const char *value);

/* Decodes len bytes into a string in the arena. plus: "+" is a space, and a percent sign without
 * two digits stands for itself, as in queries. NULL: a stray percent sign in a path, or a NUL. */
char *
percent_decode(struct arena *, const char *, size_t len, bool plus);

#endif
