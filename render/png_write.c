/* libpng writes the file, libdeflate packs the pixels: at LEVEL it needs about two thirds of zlib's time for
 * nine tenths of the bytes. Rows are unfiltered: with a palette, neighbouring numbers say nothing about each
 * other, and long runs and repeated rows are what deflate is good at. pHYs makes a picture as large on a
 * slide at every scale. */
#include "png_write.h"

#include <setjmp.h>
#include <stdlib.h>

#include <libdeflate.h>
#include <png.h>

#include "base/own.h"

enum { LEVEL = 5 };

static void
append(png_structp png, png_bytep bytes, png_size_t len)
{
	buf_add(png_get_io_ptr(png), bytes, len);
}

static void
flush(png_structp png)
{
	(void)png;
}

static void
write_palette(png_structp png, png_infop info, const struct raster *raster)
{
	png_color colours[256] = {0};
	png_byte alphas[256];
	int clear = 0; /* alphas up to the last one that is not opaque */

	for (int i = 0; i < raster->colours; i++) {
		uint32_t c = raster->palette[i];

		colours[i] = (png_color){(png_byte)(c >> 16), (png_byte)(c >> 8), (png_byte)c};
		alphas[i] = (png_byte)(c >> 24);
		if (alphas[i] != 255)
			clear = i + 1;
	}
	png_set_PLTE(png, info, colours, raster->colours);
	if (clear > 0)
		png_set_tRNS(png, info, alphas, clear, NULL);
}

/* libpng takes strings it does not change without const. */
static png_text
word(const char *key, const char *text)
{
	return (png_text){
		.compression = PNG_ITXT_COMPRESSION_NONE,
		.key = (char *)(uintptr_t)key,
		.text = (char *)(uintptr_t)text,
	};
}

static void
write_words(png_structp png, png_infop info, const struct png_head *head)
{
	png_text words[] = {
		word("Title", head->title),
		word("Source", head->source),
	};

	png_set_text(png, info, words, sizeof(words) / sizeof(*words));
}

/* The pixels as one zlib stream (RFC 1950), which is what IDAT holds. */
static bool
pack(const struct raster *raster, struct buf *out)
{
	struct libdeflate_compressor *packer = libdeflate_alloc_compressor(LEVEL);
	size_t size = raster_bytes(raster), bound;

	if (packer == NULL)
		return false;
	bound = libdeflate_zlib_compress_bound(packer, size);
	out->data = malloc(bound);
	out->cap = bound;
	out->len = out->data != NULL ? libdeflate_zlib_compress(packer, raster->rows, size, out->data, bound)
				     : 0;
	libdeflate_free_compressor(packer);
	return out->len > 0;
}

static void
write_file(png_structp png, png_infop info, const struct raster *raster, const struct png_head *head,
	const struct buf *packed)
{
	png_uint_32 per_metre = (png_uint_32)((96 * head->scale * 10000 + 127) / 254);

	png_set_IHDR(png, info, (png_uint_32)raster->width, (png_uint_32)raster->height, 8,
		PNG_COLOR_TYPE_PALETTE, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
		PNG_FILTER_TYPE_DEFAULT);
	write_palette(png, info, raster);
	png_set_pHYs(png, info, per_metre, per_metre, PNG_RESOLUTION_METER);
	write_words(png, info, head);
	png_write_info(png, info);
	png_write_chunk(png, (png_const_bytep) "IDAT", (png_const_bytep)packed->data, packed->len);
	png_write_chunk(png, (png_const_bytep) "IEND", NULL, 0);
}

bool
png_write_raster(const struct raster *raster, const struct png_head *head, struct buf *out)
{
	OWN(buf_fini) struct buf packed = {0};
	png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
	png_infop info = png != NULL ? png_create_info_struct(png) : NULL;

	if (info == NULL || !pack(raster, &packed) || setjmp(png_jmpbuf(png)) != 0) {
		png_destroy_write_struct(&png, &info);
		return false;
	}
	png_set_write_fn(png, out, append, flush);
	write_file(png, info, raster, head, &packed);
	png_destroy_write_struct(&png, &info);
	return !out->failed;
}
