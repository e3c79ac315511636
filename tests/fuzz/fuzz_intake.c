/* Any bytes as what a front sends, in pieces whose size the first byte gives: whatever comes of
 * them comes of the whole too, a request is whole, and nothing grows past its bounds. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "server/intake.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Requests are records that end with an empty one of variables. */
static void
expect_whole(const struct buf *request)
{
	const unsigned char *p = (const unsigned char *)request->data, *end = p + request->len;
	size_t len = 1;

	while (p < end) {
		assert(end - p >= 8 && p[0] == 1 && p[6] == 0);
		len = (size_t)p[4] << 8 | p[5];
		assert((size_t)(end - p) >= 8 + len);
		p += 8 + len;
	}
	assert(p == end && len == 0);
}

static void
feed_all(const uint8_t *data, size_t size, size_t piece, struct buf *out)
{
	struct intake in = {0};
	enum intake_event event = INTAKE_MORE;

	for (size_t at = 0; at < size && event != INTAKE_BROKEN;) {
		at += intake_feed(&in, data + at, size - at < piece ? size - at : piece, &event);
		assert(in.content.len <= 512 && in.request.len <= INTAKE_VARIABLES + 64 &&
			in.reply.len <= 64);
		if (event != INTAKE_MORE)
			buf_int(out, event);
		if (event == INTAKE_REPLY)
			buf_add(out, in.reply.data, in.reply.len);
		if (event == INTAKE_REQUEST) {
			expect_whole(&in.request);
			buf_add(out, in.request.data, in.request.len);
		}
	}
	intake_fini(&in);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf whole = {0}, pieces = {0};

	if (size == 0)
		return 0;
	feed_all(data + 1, size - 1, size, &whole);
	feed_all(data + 1, size - 1, 1 + data[0], &pieces);
	assert(whole.len == pieces.len &&
		memcmp(buf_cstr(&whole), buf_cstr(&pieces), whole.len) == 0);
	buf_fini(&whole);
	buf_fini(&pieces);
	return 0;
}
