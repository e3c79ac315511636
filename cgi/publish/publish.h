/* publish: the whole site as files that any static host serves. */
#ifndef DEMARC_PUBLISH_PUBLISH_H
#define DEMARC_PUBLISH_PUBLISH_H

#include <stdbool.h>

#include "outdir.h"
#include "site/site.h"

struct publish_options {
	const char *base_url;  /* "": none is known */
	bool plain;            /* no compressed forms */
	const char *libraries; /* names and versions of those that draw: pictures of an earlier
				  export are kept undrawn where nothing that decides them changed */
};

/* Writes all that can be reached from the site's pages into the directory, compressed forms beside
 * them, on all processors: the same files with the same bytes however many there are. Links are
 * relative, so that the tree works below any address and from a disk; where base_url is not "",
 * addresses that are absolute name the files below it. Complaints go to stderr. false: the
 * directory is as it was. */
bool
publish_site(struct site *, const struct publish_options *, struct outdir *);

#endif
