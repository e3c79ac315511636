/* kind: what every kind of picture is made of, for diagram.c and the kinds themselves.
 *
 * measure sets the texts, place decides every rectangle and the height, paint only fills the scene. */
#ifndef DEMARC_RENDER_KIND_H
#define DEMARC_RENDER_KIND_H

#include "base/arena.h"
#include "diagram.h"
#include "scene.h"
#include "text.h"

/* One picture in the making. */
struct sheet {
	const struct diagram_request *request;
	struct arena *arena; /* of this picture */
	struct texter *texter;
	const unsigned *slots; /* each party's colour */
	int width_px;          /* given */
	int height_px;         /* for place to set */
	uint32_t missing;      /* a character that no font has; 0: none */
	const char *missing_in;
};

struct kind {
	const char *name;
	const char *title_id;                                  /* message id of what it is called */
	int width_px;                                          /* if none is asked for */
	bool (*fits)(const struct matrix *, const char **why); /* whether the matrix has what it shows */
	void *(*measure)(struct sheet *);
	void (*place)(struct sheet *, void *);
	void (*paint)(const struct sheet *, const void *, struct scene *);
	const char *(*title)(const struct diagram_request *, struct arena *);
	void (*describe)(const struct diagram_request *, struct arena *, struct buf *);
};

extern const struct kind kind_stack;

const struct kind *
kind_of(const struct diagram_request *);

/* The width asked for, or the kind's own. */
int
kind_width(const struct diagram_request *);

/* The display list as scene_dump gives it, for tests. As diagram_render. */
bool
diagram_scene(const struct diagram_request *, struct buf *out, struct diags *);

/* text_set in the picture's texter that also notes a missing character and shortens what no picture can hold.
 */
const struct text_block *
sheet_text(struct sheet *, const char *string, const char *lang, enum style, int width_px);

/* The paint of a party's colour: faded if another party is highlighted. NULL: a colour of no party. */
int
sheet_paint(const struct sheet *, const struct party *, enum party_paint);

/* Text that belongs to the party: muted if another one is highlighted. */
int
sheet_ink(const struct sheet *, const struct party *);

#endif
