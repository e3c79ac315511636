/* figure: pictures on pages. */
#ifndef DEMARC_PAGES_FIGURE_H
#define DEMARC_PAGES_FIGURE_H

#include "diagram/diagram.h"
#include "page.h"

/* The picture's own address: without a content hash, so that it stays and shows what is current. */
const char *
figure_address(const struct page *, const struct diagram_request *);

/* Gives the request the format that a page can show it in: its own, else the first that the site
 * has and that has room for it. false: there is none. */
bool
figure_show(const struct page *, struct diagram_request *);

/* A picture, with its downloads. Nothing where the kind does not fit the document, or the site has
 * no pictures. */
struct picture {
	enum diagram_kind kind;
	const struct table *table;     /* NULL: all */
	const struct party *highlight; /* NULL: the kind's own choice */
	const struct party *open;      /* whose own rows are shown among ours; NULL: nobody's */
	const char *width;             /* as the option; NULL: the kind's own */
	const struct link *link;       /* where it leads to; NULL: nowhere */
	bool repeats; /* the page says the same in words: the alternative text is but its title */
};
void
piece_picture(struct page *, const struct picture *);

/* The same once for each table that pictures show. link: leads there to the table. */
void
piece_pictures(struct page *, const struct picture *);

/* Whether there are several such tables, and so a picture of each. */
bool
figure_has_several(const struct page *);

#endif
