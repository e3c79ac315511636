/* scene: a picture as a list of things to draw, in whole numbers.
 *
 * Lengths are in 1/SCENE_PX of a pixel, x to the right, y downward; the first item lies lowest. A
 * colour is a role of theme.h. Groups give the structure that a reader who does not see the picture
 * gets. Strings and texts are not copied: they outlive the scene. */
#ifndef DEMARC_SCENE_SCENE_H
#define DEMARC_SCENE_SCENE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "text/text.h"
#include "theme.h"

enum { SCENE_PX = TEXT_PX };

enum item_kind {
	ITEM_RECT,    /* x y w h, radius */
	ITEM_POLYGON, /* points[count] */
	ITEM_RIBBON,  /* from x y to points[0], h high */
	ITEM_TEXT,    /* text at x y, its top left corner */
	ITEM_OPEN,    /* a group begins */
	ITEM_CLOSE,
	ITEM__COUNT
};

enum group_kind { GROUP_LIST, GROUP_LIST_ITEM, GROUP__COUNT };

enum align { ALIGN_START, ALIGN_CENTRE };

struct point {
	int x, y;
};

struct item {
	enum item_kind kind;
	int paint;
	int x, y, w, h;
	int radius;
	struct point *points; /* of the scene's arena */
	size_t count;
	const struct text_block *text;
	enum align align; /* of the lines in text->width */
	bool spoken; /* a reader of the structure gets these words; else a group's title has said
			them */
	enum group_kind group;
	const char *title; /* of a group, may be NULL */
	const char *href;  /* of a group, may be NULL */
};

struct scene {
	struct arena *arena; /* owned by whoever made the scene */
	int width_px, height_px;
	struct item *items;
	size_t count, cap;
};

/* An empty scene, which lives in the arena. */
void
scene_init(struct scene *, struct arena *);

/* A filled rectangle; in pixels. */
void
scene_rect(struct scene *, int paint, int x_px, int y_px, int w_px, int h_px, int radius_px);

/* A frame of one pixel inside the rectangle: a border in one colour, the surface in another. */
void
scene_frame(struct scene *, int border, int surface, int x_px, int y_px, int w_px, int h_px,
	int radius_px);

/* The same, dashed. */
void
scene_dashes(struct scene *, int border, int x_px, int y_px, int w_px, int h_px);

/* A convex or concave polygon; in SCENE_PX. The points are copied. */
void
scene_polygon(struct scene *, int paint, const struct point *, size_t count);

/* A bracket whose back stands at x and whose arms reach arm_px to the left of it (to the right if
 * negative), with a nub at the other side in the middle. */
void
scene_bracket(struct scene *, int paint, int x_px, int y_px, int h_px, int arm_px, int nub_px);

/* Stripes, clipped to the rounded rectangle. */
void
scene_hatch(struct scene *, int paint, const struct hatch *, int x_px, int y_px, int w_px, int h_px,
	int radius_px);

/* A band of the same height all along, in gentle curves from (x0, y0), its upper left corner, to
 * (x1, y1), its upper right one. */
void
scene_ribbon(struct scene *, int paint, int x0_px, int y0_px, int x1_px, int y1_px, int h_px);

/* The outline of a ribbon in SCENE_PX: start, two control points and end of its upper edge, then of
 * its lower edge from the right back to the left. */
void
scene_ribbon_outline(const struct item *, struct point out[8]);

/* Lines of text; x and y of the block's top left corner, in pixels. */
void
scene_text(struct scene *, int paint, int x_px, int y_px, const struct text_block *, enum align,
	bool spoken);

/* Where a line of a text item starts, SCENE_PX. */
int
scene_line_x(const struct item *, const struct text_line *);

/* Opens a group of what is added until scene_close, with its title and link (NULL: none), which SVG
 * and PDF have. */
void
scene_open(struct scene *, enum group_kind, const char *title, const char *href);
void
scene_close(struct scene *);

/* Moves everything from the item on; 0: from the first. */
void
scene_shift(struct scene *, size_t first, int dx_px, int dy_px);

/* One line an item, for tests: what it is, where, and the words. Sizes in pixels. */
void
scene_dump(const struct scene *, struct buf *);

#endif
