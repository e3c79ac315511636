/* cairo_paint: a scene -> any surface of cairo. */
#ifndef DEMARC_OUTPUT_CAIRO_PAINT_H
#define DEMARC_OUTPUT_CAIRO_PAINT_H

#include <stdbool.h>

#include "late.h"
#include "text/glyph.h"
#include "scene/scene.h"
#include "scene/theme.h"

/* For a page: a pixel of the scene is a unit of the context. Groups become tags, which only PDF
 * has. */
void
scene_paint_cairo(const struct scene *, enum palette, bool transparent, cairo_t *);

/* What of a picture a surface of pixels holds. */
struct pixel_grid {
	struct glyphs *glyphs;
	int width;       /* of the picture, device pixels: so many for the scene's width */
	int top, bottom; /* the picture's rows that are drawn, the first at the top of the surface;
			    bottom is none of them */
};

/* Paints these rows, whatever the surface held before. The straight sides of rectangles come to lie
 * between two pixels. Rows come out the same whichever are drawn together. */
void
scene_paint_pixels(
	const struct scene *, enum palette, bool transparent, const struct pixel_grid *, cairo_t *);

#endif
