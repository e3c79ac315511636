/* walk: every address of the site, from the route table and the model. */
#ifndef DEMARC_ADDRESS_WALK_H
#define DEMARC_ADDRESS_WALK_H

#include "model/model.h"
#include "link.h"

/* Pixels: the widths of the pictures that pages show, besides the kind's own: on narrow screens,
 * and beside text. */
#define PICTURE_NARROW "400"
#define PICTURE_BESIDE "640"

/* One address; its link's strings live until the next one. */
struct walk {
	struct link link;
	const struct matrix *matrix; /* NULL: of no service */
	bool chosen; /* one address more of what another one shows, for one plan or option */
	bool first;  /* worth making before it is asked for: a page of the current edition, or a
			picture on those most read */
};

/* Calls visit for each page, picture and file, those of the current editions first; redirects and
 * what a running server tells are left out. false from visit ends the walk. */
void
walk_site(const struct model *, bool (*visit)(const struct walk *, void *data), void *data);

#endif
