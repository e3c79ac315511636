/* png_chunks: what a PNG says of itself besides its pixels (ISO/IEC 15948), put into a file that is
 * written already. */
#ifndef DEMARC_OUTPUT_PNG_CHUNKS_H
#define DEMARC_OUTPUT_PNG_CHUNKS_H

#include <stddef.h>

#include "base/buf.h"

struct png_text {
	const char *key;  /* Latin-1, 1 to 79 bytes: "Title", "Source" (11.3.4.2) */
	const char *text; /* UTF-8 */
};

/* Adds the file to out, with an iTXt chunk for each text behind its header. The file begins with
 * signature and IHDR, as every encoder writes it. */
void
png_add_texts(
	const void *file, size_t size, const struct png_text *, size_t count, struct buf *out);

#endif
