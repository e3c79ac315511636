#include "zip.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <zlib.h>

#include "base/own.h"

static void
put(struct buf *out, uint32_t value, unsigned bytes)
{
	for (; bytes > 0; bytes--, value >>= 8)
		buf_char(out, (char)(value & 0xff));
}

void
zip_begin(struct zip *zip, struct buf *out, const char *date)
{
	unsigned year = (unsigned)atoi(date), month = (unsigned)atoi(date + 5),
		 day = (unsigned)atoi(date + 8);

	*zip = (struct zip){.out = out};
	zip->dos_date = (year > 1980 ? (year - 1980) << 9 : 0) | month << 5 | day;
}

/* The bytes deflated without a wrapper (RFC 1951). */
static void
deflate_raw(struct buf *out, const struct buf *bytes)
{
	z_stream stream = {0};
	unsigned char chunk[16384];

	if (deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY) != Z_OK) {
		out->failed = true;
		return;
	}
	stream.next_in = (unsigned char *)bytes->data;
	stream.avail_in = (uInt)bytes->len;
	do {
		stream.next_out = chunk;
		stream.avail_out = sizeof(chunk);
		deflate(&stream, Z_FINISH);
		buf_add(out, chunk, sizeof(chunk) - stream.avail_out);
	} while (stream.avail_out == 0);
	deflateEnd(&stream);
}

/* What local header and directory have in common (4.3.7 and 4.3.12). */
static void
put_facts(struct buf *out, const struct zip *zip, const char *name, const struct buf *bytes,
	const struct buf *packed)
{
	put(out, 20, 2); /* version needed: 2.0, deflate */
	put(out, 0, 2);
	put(out, 8, 2); /* deflated */
	put(out, 0, 2); /* midnight */
	put(out, zip->dos_date, 2);
	put(out, (uint32_t)crc32(0, (const unsigned char *)buf_cstr(bytes), (uInt)bytes->len), 4);
	put(out, (uint32_t)packed->len, 4);
	put(out, (uint32_t)bytes->len, 4);
	put(out, (uint32_t)strlen(name), 2);
	put(out, 0, 2);
}

void
zip_file(struct zip *zip, const char *name, const struct buf *bytes)
{
	OWN(buf_fini) struct buf packed = {0};
	size_t offset = zip->out->len;

	deflate_raw(&packed, bytes);
	if (packed.failed || bytes->failed || offset > UINT32_MAX / 2 ||
		bytes->len > UINT32_MAX / 2) {
		zip->out->failed = true;
		return;
	}
	put(zip->out, 0x04034b50, 4);
	put_facts(zip->out, zip, name, bytes, &packed);
	buf_str(zip->out, name);
	buf_add(zip->out, packed.data, packed.len);
	put(&zip->directory, 0x02014b50, 4);
	put(&zip->directory, 20, 2);
	put_facts(&zip->directory, zip, name, bytes, &packed);
	put(&zip->directory, 0, 6); /* no comment, first disk, no internal attributes */
	put(&zip->directory, 0, 4);
	put(&zip->directory, (uint32_t)offset, 4);
	buf_str(&zip->directory, name);
	zip->count++;
}

void
zip_end(struct zip *zip)
{
	size_t offset = zip->out->len;

	buf_add(zip->out, zip->directory.data, zip->directory.len);
	put(zip->out, 0x06054b50, 4);
	put(zip->out, 0, 4);
	put(zip->out, zip->count, 2);
	put(zip->out, zip->count, 2);
	put(zip->out, (uint32_t)zip->directory.len, 4);
	put(zip->out, (uint32_t)offset, 4);
	put(zip->out, 0, 2);
	zip->out->failed |= zip->directory.failed;
	buf_fini(&zip->directory);
}
