/* pixels: a scene -> pixels, by cairo, and the palette that they are written with. */
#ifndef DEMARC_RENDER_PIXELS_H
#define DEMARC_RENDER_PIXELS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "glyph.h"
#include "palette.h"
#include "scene.h"
#include "theme.h"

struct pixels {
	int width, height;
	uint16_t *numbers; /* of the colours as cairo mixed them, row by row; owned */
	struct palette_choice palette;
};

/* What to draw, how large, and in which colours. */
struct pixels_job {
	const struct scene *scene;
	struct glyphs *glyphs;
	int width, height; /* device pixels */
	enum palette palette;
	bool transparent;
};

/* Draws it. The straight sides of rectangles come to lie between two pixels. false: diags says why. In either case
 * pixels_fini comes last. */
bool
pixels_draw(struct pixels *, const struct pixels_job *, struct diags *);

void
pixels_fini(struct pixels *);

#endif
