/* Both libraries are given room for the worst that they make of so many bytes, so nothing but
 * memory could lack, and that ends the process (data/base/memory.c). */
#include "compress.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include <brotli/decode.h>
#include <brotli/encode.h>
#include <zlib.h>

/* Bits of a window that holds it all. Brotli zeroes tables of 32 MiB for a window above 16 bits,
 * each time. */
static int
window_bits(size_t len)
{
	int bits = BROTLI_MIN_WINDOW_BITS;

	while (bits < BROTLI_DEFAULT_WINDOW && ((size_t)1 << bits) - 16 < len)
		bits++;
	return bits;
}

static void
compress_br(struct buf *out, const struct buf *bytes, enum effort effort)
{
	static const int quality[] = {[EFFORT_QUICK] = 4, [EFFORT_KEPT] = 9, [EFFORT_MOST] = 11};
	size_t size = BrotliEncoderMaxCompressedSize(bytes->len);
	uint8_t *data = malloc(size);
	bool done = BrotliEncoderCompress(quality[effort], window_bits(bytes->len),
		BROTLI_MODE_TEXT, bytes->len, (const uint8_t *)buf_cstr(bytes), &size, data);

	assert(done);
	(void)done;
	buf_add(out, data, size);
	free(data);
}

/* A gzip header of its own making has no time in it (RFC 1952: 0 is none). */
static void
compress_gzip(struct buf *out, const struct buf *bytes, enum effort effort)
{
	static const int level[] = {[EFFORT_QUICK] = 5, [EFFORT_KEPT] = 9, [EFFORT_MOST] = 9};
	z_stream z = {0};
	int error = deflateInit2(&z, level[effort], Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
	size_t size = deflateBound(&z, bytes->len);
	uint8_t *data;

	assert(error == Z_OK && bytes->len <= UINT32_MAX / 2);
	data = malloc(size);
	z.next_in = (Bytef *)buf_cstr(bytes);
	z.avail_in = (uInt)bytes->len;
	z.next_out = data;
	z.avail_out = (uInt)size;
	error = deflate(&z, Z_FINISH);
	assert(error == Z_STREAM_END);
	(void)error;
	buf_add(out, data, size - z.avail_out);
	deflateEnd(&z);
	free(data);
}

void
compress_body(struct buf *out, const struct buf *bytes, enum coding coding, enum effort effort)
{
	if (coding == CODING_BR)
		compress_br(out, bytes, effort);
	else if (coding == CODING_GZIP)
		compress_gzip(out, bytes, effort);
	else
		buf_add(out, bytes->data, bytes->len);
}

/* Each unpacks into room for one byte more than is expected, so that who has more is seen. */
static bool
br_holds(const struct buf *packed, const struct buf *bytes, uint8_t *room)
{
	BrotliDecoderState *state = BrotliDecoderCreateInstance(NULL, NULL, NULL);
	size_t left = packed->len, space = bytes->len + 1, got = 0;
	const uint8_t *next = (const uint8_t *)buf_cstr(packed);
	bool whole = BrotliDecoderDecompressStream(state, &left, &next, &space, &room, &got) ==
		     BROTLI_DECODER_RESULT_SUCCESS;

	BrotliDecoderDestroyInstance(state);
	return whole && left == 0 && got == bytes->len;
}

static bool
gzip_holds(const struct buf *packed, const struct buf *bytes, uint8_t *room)
{
	z_stream z = {.next_in = (Bytef *)buf_cstr(packed),
		.avail_in = (uInt)packed->len,
		.next_out = room,
		.avail_out = (uInt)bytes->len + 1};
	bool whole = inflateInit2(&z, 15 + 16) == Z_OK && inflate(&z, Z_FINISH) == Z_STREAM_END &&
		     z.avail_in == 0 && z.total_out == bytes->len;

	inflateEnd(&z);
	return whole;
}

bool
compress_holds(const struct buf *packed, const struct buf *bytes, enum coding coding)
{
	uint8_t *room = malloc(bytes->len + 1);
	bool holds = packed->len <= UINT32_MAX &&
		     (coding == CODING_BR ? br_holds : gzip_holds)(packed, bytes, room) &&
		     memcmp(room, buf_cstr(bytes), bytes->len) == 0;

	free(room);
	return holds;
}
