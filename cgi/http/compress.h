/* compress: bodies in their compressed forms. The same bytes give the same result, always. */
#ifndef DEMARC_HTTP_COMPRESS_H
#define DEMARC_HTTP_COMPRESS_H

#include <stdbool.h>

#include "base/buf.h"
#include "negotiate.h"

/* How hard to try. */
enum effort {
	EFFORT_QUICK, /* for one answer */
	EFFORT_KEPT,  /* for many */
	EFFORT_MOST,  /* for every reader; takes a processor 1.5 ms a kB */
};

/* Appends the bytes, at most 2 GiB, in the coding; identity copies them. */
void
compress_body(struct buf *out, const struct buf *bytes, enum coding, enum effort);

/* Whether the packed bytes are the bytes, at most 2 GiB, in that coding, gzip or br, whoever packed
 * them, and however hard. */
bool
compress_holds(const struct buf *packed, const struct buf *bytes, enum coding);

#endif
