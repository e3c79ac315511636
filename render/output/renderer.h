/* renderer: what drawing keeps from one picture to the next: a Pango font map, measured texts,
 * outlines, room for pixels.
 *
 * A picture borrows one and gives it back, so there are as many as pictures were ever drawn at
 * once, each is used by one thread at a time, and any thread finds them warm. */
#ifndef DEMARC_OUTPUT_RENDERER_H
#define DEMARC_OUTPUT_RENDERER_H

#include <stdbool.h>

#include "base/diag.h"
#include "text/glyph.h"
#include "pixels.h"
#include "text/text.h"

struct renderer {
	struct texter *texter;
	struct glyphs *glyphs;
	struct pixels pixels;
	struct renderer *next; /* of the idle ones */
};

/* One for the caller alone; NULL: the fonts are missing, diags says so. */
struct renderer *
renderer_take(struct diags *);

/* How many bytes of texts each remembers from now on (texter_keep). */
void
renderers_keep(size_t bytes);

/* Gives it back. NULL is allowed. */
void
renderer_return(struct renderer *);

/* Releases the idle ones. */
void
renderers_fini(void);

#endif
