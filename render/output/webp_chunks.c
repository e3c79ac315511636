/* A simple file has one chunk, VP8L; with more it must begin with VP8X, which repeats the size of
 * the canvas. */
#include "webp_chunks.h"

#include <stdint.h>
#include <string.h>

#include "base/own.h"
#include "svg_out.h"

enum { RIFF = 12, HEAD = 8, VP8L_HEAD = 5, FLAG_XMP = 4, FLAG_ALPHA = 16 };

static void
put(struct buf *out, uint32_t value, int bytes)
{
	for (; bytes > 0; bytes--, value >>= 8)
		buf_char(out, (char)(value & 255));
}

static uint32_t
get32(const char *bytes)
{
	const unsigned char *p = (const unsigned char *)bytes;

	return (uint32_t)p[3] << 24 | (uint32_t)p[2] << 16 | (uint32_t)p[1] << 8 | p[0];
}

static void
write_xmp(struct buf *out, const char *title, const char *source)
{
	buf_str(out,
		"<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
		"<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title><rdf:Alt>"
		"<rdf:li xml:lang=\"x-default\">");
	svg_escape(out, title, strlen(title));
	buf_str(out, "</rdf:li></rdf:Alt></dc:title><dc:source>");
	svg_escape(out, source, strlen(source));
	buf_str(out, "</dc:source></rdf:Description></rdf:RDF></x:xmpmeta>");
}

/* The image's own head has its size, each side less one in 14 bits, and whether it has alpha. */
static void
write_vp8x(struct buf *out, uint32_t image)
{
	buf_str(out, "VP8X");
	put(out, 10, 4);
	put(out, FLAG_XMP | (image >> 28 & 1 ? FLAG_ALPHA : 0), 4);
	put(out, image & 0x3fff, 3);
	put(out, image >> 14 & 0x3fff, 3);
}

bool
webp_chunks_add(struct buf *file, size_t at, const char *title, const char *source)
{
	OWN(buf_fini) struct buf tail = {0}, xmp = {0};
	const char *simple = file->data + at;
	size_t len = file->len - at;

	if (len < RIFF + HEAD + VP8L_HEAD || memcmp(simple + RIFF, "VP8L", 4) != 0)
		return false;
	write_xmp(&xmp, title, source);
	write_vp8x(&tail, get32(simple + RIFF + HEAD + 1));
	buf_add(&tail, simple + RIFF, len - RIFF);
	buf_str(&tail, "XMP ");
	put(&tail, (uint32_t)xmp.len, 4);
	buf_add(&tail, xmp.data, xmp.len);
	put(&tail, 0, (int)(xmp.len & 1));
	file->len = at;
	buf_str(file, "RIFF");
	put(file, (uint32_t)tail.len + 4, 4);
	buf_str(file, "WEBP");
	buf_add(file, tail.data, tail.len);
	return !file->failed;
}
