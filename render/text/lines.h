/* lines: of the places where a text may be broken, those that look best together.
 *
 * As few lines as it takes, ended between phrases rather than within them and outside brackets
 * rather than inside, of about the same length, and none of a single character. Words stay whole
 * unless one alone is wider than the line. */
#ifndef DEMARC_TEXT_LINES_H
#define DEMARC_TEXT_LINES_H

#include "breaks.h"

struct line_range {
	size_t start, end; /* characters, without the spaces around */
};

/* The lines' ranges go to out, which has room for count + 1. width: in the unit of the advances.
 * Returns how many. */
size_t
lines_choose(const struct break_char *, size_t count, int width, struct line_range *out);

/* The widest piece that has no break of at least that rating inside. */
int
lines_need(const struct break_char *, size_t count, enum break_rating);

#endif
