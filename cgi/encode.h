/* encode: bodies in their compressed forms. The same bytes give the same result, always. */
#ifndef DEMARC_ENCODE_H
#define DEMARC_ENCODE_H

#include "base/buf.h"
#include "negotiate.h"

/* How hard to try. */
enum effort {
	EFFORT_QUICK, /* for one answer */
	EFFORT_KEPT,  /* for many */
};

/* Appends the bytes in the coding; identity copies them. out->failed on lack of memory. */
void
encode_body(struct buf *out, const struct buf *bytes, enum encoding, enum effort);

#endif
