#include "png_chunks.h"

#include <stdint.h>
#include <string.h>

#include <zlib.h>

#include "base/own.h"

enum {
	HEADER_BYTES = 8 + 4 + 4 + 13 + 4
}; /* the signature, and IHDR with its length, name and check */

static void
put_32(struct buf *out, uint32_t v)
{
	const unsigned char bytes[] = {(unsigned char)(v >> 24), (unsigned char)(v >> 16),
		(unsigned char)(v >> 8), (unsigned char)v};

	buf_add(out, bytes, sizeof(bytes));
}

/* Key, two zeros for "not compressed", no language, no translated key, text (11.3.4.5). */
static void
put_text(const struct png_text *text, struct buf *out)
{
	OWN(buf_fini) struct buf chunk = {0};

	buf_str(&chunk, "iTXt");
	buf_str(&chunk, text->key);
	buf_add(&chunk, "\0\0\0\0\0", 5);
	buf_str(&chunk, text->text);
	put_32(out, (uint32_t)chunk.len - 4);
	buf_add(out, chunk.data, chunk.len);
	put_32(out, (uint32_t)crc32(0, (const Bytef *)chunk.data, (uInt)chunk.len));
}

void
png_add_texts(
	const void *file, size_t size, const struct png_text *texts, size_t count, struct buf *out)
{
	const char *bytes = file;

	buf_add(out, bytes, HEADER_BYTES);
	for (size_t i = 0; i < count; i++)
		put_text(&texts[i], out);
	buf_add(out, bytes + HEADER_BYTES, size - HEADER_BYTES);
}
