/* outline: the shape of a glyph as its font file has it, read by HarfBuzz, which sets the texts
 * too.
 *
 * It comes as cairo has it from FreeType: quadratic curves as cubic ones in 1/256 of a unit, and
 * without lines that lead nowhere. One thread at a time. */
#ifndef DEMARC_TEXT_OUTLINE_H
#define DEMARC_TEXT_OUTLINE_H

#include <stddef.h>
#include <stdint.h>

enum outline_kind { OUTLINE_MOVE, OUTLINE_LINE, OUTLINE_CURVE, OUTLINE_CLOSE };

/* Units of the font, y downward. */
struct outline_point {
	double x, y;
};

struct outline_step {
	enum outline_kind kind;
	struct outline_point to[3]; /* a curve's control points and end; else the first alone */
};

/* How many points a step has. */
extern const int outline_points[];

struct outline_face;

/* NULL: the file cannot be read, or is no font. index as fontconfig gives it. */
struct outline_face *
outline_open(const char *path, int index);
/* Takes what outline_open gave. */
void
outline_close(struct outline_face *);

/* Of the font's design; more than 0. */
int
outline_units_per_em(const struct outline_face *);

/* The steps of a glyph, each contour closed; until the next call. */
const struct outline_step *
outline_read(struct outline_face *, uint32_t glyph, size_t *count);
#endif
