/* glyph: the outlines of glyphs, taken from the fonts once each, for SVG and for pixels.
 *
 * PDF has the same from the same font faces, as subsets of the fonts. One thread at a time. */
#ifndef DEMARC_TEXT_GLYPH_H
#define DEMARC_TEXT_GLYPH_H

#include <stddef.h>
#include <stdint.h>

#include "outline.h"

enum {
	GLYPH_EM = 320, /* units of the em in SVG paths: 1/20 px in text of 16 px; divides 10^9 */
};

struct glyph {
	uint32_t font;  /* file and face: glyphs_font */
	uint32_t index; /* in the font */
	struct outline_step *steps;
	size_t step_count;
	int units_per_em;
	double top, bottom; /* of the shape, or a little beyond */
	int x, y;           /* where its path starts, in GLYPH_EM, y downward */
	const char *path;   /* the SVG path data after that, all relative; "" for a blank */
	unsigned picture;   /* for a writer: the last picture it was in, */
	unsigned uses;      /* how often, */
	unsigned number;    /* and its number there */
};

struct glyphs;

/* Never NULL; free takes NULL. */
struct glyphs *
glyphs_new(void);
void
glyphs_free(struct glyphs *);

/* Forgets the outlines if they have grown past a bound; only between two pictures. */
void
glyphs_trim(struct glyphs *);

/* The number of a face in a font file: fonts_find and the index that fontconfig gives. */
uint32_t
glyphs_font(size_t file, int face_index);

/* And back. */
void
glyphs_font_file(uint32_t font, size_t *file, int *face_index);

/* The glyph, until the next glyphs_trim. A font that cannot be read any more gives blanks, and
 * glyphs_unreadable tells. */
struct glyph *
glyphs_get(struct glyphs *, uint32_t font, uint32_t index);

/* The font file that could not be read for some glyph since the last call; NULL: there was none. It
 * is tried again for the next glyph: descriptors may be free again by then. */
const char *
glyphs_unreadable(struct glyphs *);

/* A number that no earlier picture of these glyphs had, for glyph.picture. */
unsigned
glyphs_picture(struct glyphs *);

#endif
