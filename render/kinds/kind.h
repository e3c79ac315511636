/* kind: what every kind of picture is made of, for diagram.c and the kinds themselves.
 *
 * measure sets the texts, place decides every rectangle and the height, paint only fills the scene.
 */
#ifndef DEMARC_KINDS_KIND_H
#define DEMARC_KINDS_KIND_H

#include "paging.h"
#include "sheet.h"

struct kind {
	const char *name;
	const char *title_id; /* message id of what it is called */
	int width_px;         /* if none is asked for */
	bool fixed; /* is always laid out at that width, and enlarged or reduced as a whole */
	bool shows_tables;    /* which ones can be chosen */
	bool shows_framework; /* likewise */
	bool one_table; /* draws one table; of several each is drawn below the other (tables.h) */
	/* Whether the matrix has what it shows; if not, why. */
	bool (*fits)(const struct model *, const struct matrix *, const char **why);
	const struct paging *paging; /* how a long one is divided; NULL: it is not */
	/* Whom it is about if nobody is highlighted. NULL: it needs nobody. */
	const struct party *(*subject)(const struct matrix *);
	void *(*measure)(struct sheet *);
	void (*place)(struct sheet *, void *);
	void (*paint)(const struct sheet *, const void *, struct scene *);
	const char *(*title)(const struct diagram_request *, struct arena *);
	void (*describe)(const struct diagram_request *, struct arena *, struct buf *);
};

extern const struct kind kind_stack, kind_matrix, kind_flow, kind_coverage, kind_party, kind_card;

/* The row of the request's kind. */
const struct kind *
kind_of(const struct diagram_request *);

/* The width asked for, or the one that the kind or the aspect has. */
int
kind_width(const struct diagram_request *);

/* The width that kind_width gives if none is asked for. */
int
kind_own_width(const struct diagram_request *);

/* Lays the picture out and shows the scene to visit. false: diags says why there is none. */
bool
diagram_visit(const struct diagram_request *, void (*visit)(const struct scene *, void *data),
	void *data, struct diags *);

/* The display list as scene_dump gives it, for tests. As diagram_render. */
bool
diagram_scene(const struct diagram_request *, struct buf *out, struct diags *);

#endif
