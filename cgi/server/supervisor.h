/* supervisor: keeps a site served whatever happens to its data and its processes.
 *
 * One mechanism for start, reload and crash: a new generation is started beside the old one, and
 * only when it is ready the old one is told to finish and leave. If its data are broken the old one
 * stays. The supervisor owns the socket and reads no data itself. */
#ifndef DEMARC_SERVER_SUPERVISOR_H
#define DEMARC_SERVER_SUPERVISOR_H

#include "listen.h"

struct supervisor_options {
	const char *data_dir;
	const char *base_url; /* as in struct site_options */
	const char *language; /* the same */
	struct listening *listening;
	unsigned workers; /* 1 to 256 */
	unsigned threads; /* in each, 1 to 256 */
};

/* Serves until SIGTERM or SIGINT; reloads on SIGHUP and when files change. At the end it closes the
 * socket first, so that another instance can take its place while requests in hand are still
 * answered. Returns the exit status: 0 after an orderly end, 1 if the data could not be served to
 * begin with (the reasons are on stderr). */
int
supervisor_run(const struct supervisor_options *);

#endif
