/* preview: the site for its author alone, on this machine: each save is followed, and what check
 * finds stands on every page. No part of it is in what fcgi serves or export writes. */
#ifndef DEMARC_PREVIEW_PREVIEW_H
#define DEMARC_PREVIEW_PREVIEW_H

struct preview_options {
	const char *data_dir;
	unsigned port; /* of the loopback */
};

/* Serves until it is ended by a signal. Returns only if it cannot: a message was printed. */
void
preview_run(const struct preview_options *);

#endif
