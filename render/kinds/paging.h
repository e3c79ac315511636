/* paging: a long picture in pages, each with some of the items (rows, controls, clauses) that the
 * whole has.
 *
 * The division follows from the document and from what is asked for, not from fonts and widths: the
 * same rows stand on page 3 of the wide picture and of the narrow one. Pages are about as long as
 * each other, and rather end where a group or a table does. */
#ifndef DEMARC_KINDS_PAGING_H
#define DEMARC_KINDS_PAGING_H

#include "base/arena.h"
#include "picture.h"

/* How well a page begins with an item. */
enum joint { JOINT_NONE, JOINT_GROUP, JOINT_SECTION };

struct page_item {
	unsigned lines; /* how high it is, roughly; of small things, 1 for each */
	enum joint joint;
};

/* How a kind is divided; a row of struct kind has one. */
struct paging {
	unsigned lines;       /* that stand on a page at most */
	unsigned slide_lines; /* likewise where the picture has an aspect */
	unsigned at_a_glance; /* so many pages are shown as one picture */
	unsigned whole;       /* so many are drawn as one where no page is asked for */
	unsigned slides;      /* likewise where the picture has an aspect */
	/* All items of the picture, in the arena; returns how many. */
	size_t (*items)(const struct diagram_request *, struct arena *, struct page_item **items);
	/* Leaves the request with the items of its part alone. NULL: the kind heeds the part. */
	void (*excerpt)(struct diagram_request *, struct arena *);
};

/* How many pages the picture has: 1, unless it is a long one. At least 1. paging: of its kind;
 * NULL: there is one page, as with the functions below. */
size_t
paging_count(const struct paging *, const struct diagram_request *);

/* Whether it has so much in it that it is divided; the whole of it then shows less of each thing.
 */
bool
paging_is_long(const struct paging *, const struct diagram_request *);

/* Whether all of it can be shown at a glance, as on a page of the site or on a slide. */
bool
paging_is_shown_whole(const struct paging *, const struct diagram_request *);

/* The page that is drawn: the one asked for; if none is, 0, all of it, or the first of a picture
 * that would be too long for a screen, or for a slide. */
size_t
paging_page(const struct paging *, const struct diagram_request *);

/* The picture that this page is, or the whole, in *out, whose new parts are in the arena. false:
 * there is no such page. */
bool
paging_take(const struct paging *, const struct diagram_request *, struct arena *,
	struct diagram_request *out);

/* Whether the item is to be shown. */
bool
paging_has(const struct diagram_request *, size_t item);

#endif
