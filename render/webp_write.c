/* libwebp finds the palette again by itself: the colours are few and exact. */
#include "webp_write.h"

#include <stdlib.h>

#include <webp/encode.h>

enum { EFFORT = 3 }; /* of 9: pictures of flat colours gain little from more */

static void
fill(WebPPicture *picture, const struct raster *raster)
{
	for (int y = 0; y < raster->height; y++) {
		const uint8_t *row = raster->rows + (size_t)y * ((size_t)raster->width + 1) + 1;
		uint32_t *to = picture->argb + (size_t)y * (size_t)picture->argb_stride;

		for (int x = 0; x < raster->width; x++)
			to[x] = raster->palette[row[x]];
	}
}

static int
append(const uint8_t *bytes, size_t len, const WebPPicture *picture)
{
	buf_add(picture->custom_ptr, bytes, len);
	return 1;
}

static bool
refuse(struct diags *diags, const char *why)
{
	diags_add(diags, SEVERITY_ERROR, "webp", (struct pos){0}, "the picture cannot be written as WebP: %s", why);
	return false;
}

bool
webp_write_raster(const struct raster *raster, struct buf *out, struct diags *diags)
{
	WebPConfig config;
	WebPPicture picture;
	bool done;

	if (!WebPConfigInit(&config) || !WebPConfigLosslessPreset(&config, EFFORT) || !WebPPictureInit(&picture))
		return refuse(diags, "libwebp has another version than the one this was built with");
	config.exact = 1;
	picture.use_argb = 1;
	picture.width = raster->width;
	picture.height = raster->height;
	picture.writer = append;
	picture.custom_ptr = out;
	if (!WebPPictureAlloc(&picture))
		return refuse(diags, "it needs more memory than there is");
	fill(&picture, raster);
	done = WebPEncode(&config, &picture) && !out->failed;
	WebPPictureFree(&picture);
	return done || refuse(diags, "the encoder failed");
}
