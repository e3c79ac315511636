/* webp_chunks: what a WebP says of itself, put into the bytes that an encoder has finished (RFC
 * 9649): an XMP chunk (ISO 16684-1). */
#ifndef DEMARC_OUTPUT_WEBP_CHUNKS_H
#define DEMARC_OUTPUT_WEBP_CHUNKS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* The simple lossless file from byte at of file to its end gets its title and source. false, and
 * nothing changed: it is no such file. */
bool
webp_chunks_add(struct buf *file, size_t at, const char *title, const char *source);

#endif
