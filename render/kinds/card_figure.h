/* card_figure: what a card shows at its right: the rows of the tables in miniature, below the name
 * of each, or, in a document without tables, its controls. For card.c alone. */
#ifndef DEMARC_KINDS_CARD_FIGURE_H
#define DEMARC_KINDS_CARD_FIGURE_H

#include "sheet.h"

/* A table, or what controls there are. */
struct card_group {
	const struct table *table;        /* NULL: the controls */
	const struct text_block *caption; /* NULL: it has none */
};

struct card_figure {
	struct card_group *groups;
	size_t group_count; /* 0: there is nothing to show */
	size_t row_count;   /* of all tables */
	const char
		*names; /* of the tables, if there is no room for them in the figure; else NULL */
	int width, height;
};

/* Finds what is shown, and sets the captions. title: of the card, which needs no second time. */
void
card_figure_measure(
	struct sheet *, struct card_figure *, const char *title, int width_px, int height_px);

/* Whether it shows something of the party. */
bool
card_figure_has(const struct diagram_request *, const struct card_figure *, const struct party *);

/* With its corner at x and y; what is lower than the room for it stands in the middle. */
void
card_figure_paint(const struct sheet *, struct scene *, const struct card_figure *, int x, int y);

#endif
