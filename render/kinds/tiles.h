/* tiles: sections of equal tiles under a heading, as many beside each other as fit; for the kinds
 * that show many short things. All sizes are in pixels. */
#ifndef DEMARC_KINDS_TILES_H
#define DEMARC_KINDS_TILES_H

#include "sheet.h"

struct tile {
	const struct text_block *number, *label, *note; /* all but label may be NULL */
	enum cell_look look;
	const struct party *const *parties; /* whose it is: the surface is that of the only one */
	size_t party_count;
	enum sharing shared;  /* its sign stands in the corner */
	bool muted;           /* the words stand back */
	const char *sentence; /* the tile in words */
	const char *href;     /* may be NULL */
	struct box box;
};

struct tile_section {
	const struct text_block *heading,
		*count;    /* count may be NULL: at the right end of the heading */
	const char *title; /* of the list, for those who do not see it */
	struct tile *tiles;
	size_t tile_count;
	int columns, tile_w;
	int y;
};

enum { TILES_SECTION_GAP = 26 };

/* Sets how many tiles of at least least_w stand side by side, and how wide they are. */
void
tiles_fit(const struct sheet *, struct tile_section *, int least_w);

/* For tiles that are set twice, the first time to learn what their words need:
 *	for (int pass = 0; tiles_pass(sheet, section, least_w, pass); pass++) … */
bool
tiles_pass(struct sheet *, struct tile_section *, int least_w, int pass);

/* The width that a tile's words may have. */
int
tiles_inner(const struct tile_section *);

/* Puts heading and tiles below y; returns where they end. */
int
tiles_place(const struct sheet *, struct tile_section *, int y);

/* Paints the section where it was placed. */
void
tiles_paint(const struct sheet *, const struct tile_section *, struct scene *);

#endif
