/* columns: a label and the columns beside it share a width by what their words need. All sizes are
 * in pixels. */
#ifndef DEMARC_KINDS_COLUMNS_H
#define DEMARC_KINDS_COLUMNS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

struct columns {
	size_t count;
	int gap;   /* before each column */
	int total; /* of label, columns and gaps */
	int label_w;
	int *x, *w; /* of each column, from the start of the label */
};

/* Columns of equal width beside a label of label_w or more. */
void
columns_init(struct columns *, struct arena *, size_t count, int total, int gap, int label_w);

/* What there is of what the words need, 100 or more being enough. */
int
columns_percent(const struct columns *, int label_need, const int *needs);

/* Whether the words have room, with letters smaller if need be. */
bool
columns_have_room(const struct columns *, int label_need, const int *needs);

/* Gives each what it needs: equal columns if that is enough for the neediest one, for which the
 * label gives way down to its own need; else columns of different widths. */
void
columns_share(struct columns *, int label_need, const int *needs);

/* The width of count columns from the first on, with the gaps between. */
int
columns_span(const struct columns *, size_t first, size_t count);

#endif
