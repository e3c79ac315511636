/* pixels: a scene -> pixels, by cairo, and the palette that they are written with. */
#ifndef DEMARC_OUTPUT_PIXELS_H
#define DEMARC_OUTPUT_PIXELS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/diag.h"
#include "text/glyph.h"
#include "palette.h"
#include "scene/scene.h"
#include "scene/theme.h"

/* Begins as zeros. What it owns serves the next picture too: the system hands out and clears memory
 * slower than cairo draws. */
struct pixels {
	int width, height;
	uint16_t *numbers; /* of the colours as cairo mixed them, row by row; owned */
	size_t room;       /* for so many of them */
	struct palette_choice palette;
	struct colours *colours;
};

/* What to draw, how large, and in which colours. */
struct pixels_job {
	const struct scene *scene;
	struct glyphs *glyphs;
	int width, height; /* device pixels */
	enum palette palette;
	bool transparent;
};

/* Draws it in place of what was there. The straight sides of rectangles come to lie between two
 * pixels. false: diags says why. */
bool
pixels_draw(struct pixels *, const struct pixels_job *, struct diags *);

/* Releases what a picture of ordinary size would not need. */
void
pixels_trim(struct pixels *);

/* Releases all. */
void
pixels_fini(struct pixels *);

#endif
