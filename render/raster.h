/* raster: a scene -> pixels that are numbers of a palette.
 *
 * The flat colours of the scene are in the palette exactly; between two of them lie steps for the soft
 * edges. So the pixels can be written as a PNG of one byte each without any change of colour. */
#ifndef DEMARC_RENDER_RASTER_H
#define DEMARC_RENDER_RASTER_H

#include <stdbool.h>
#include <stdint.h>

#include "glyph.h"
#include "scene.h"
#include "theme.h"

struct raster {
	int width, height; /* device pixels */
	uint8_t *rows; /* height times a zero, PNG's filter "none", and width numbers of the palette; owned */
	uint32_t palette[256]; /* 0xAARRGGBB, not premultiplied */
	int colours;
};

/* Draws the scene into that many pixels. The straight sides of rectangles come to lie between two pixels. */
void
raster_draw(struct raster *, const struct scene *, struct glyphs *, int width, int height, enum palette,
	bool transparent);

/* The bytes in rows. */
size_t
raster_bytes(const struct raster *);

void
raster_fini(struct raster *);

#endif
