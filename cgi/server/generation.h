/* generation: one snapshot of the data and the processes that serve it.
 *
 * Its leader loads the data once, checks them, and forks the workers, which share what it loaded. The leader itself serves
 * nothing, so it lives on to replace a worker that dies, from the same snapshot, whatever the files say by then. */
#ifndef DEMARC_SERVER_GENERATION_H
#define DEMARC_SERVER_GENERATION_H

#include <sys/types.h>

#include "health/metrics.h"
#include "health/status.h"

struct generation_options {
	const char *data_dir;
	const char *base_url; /* as in struct site_options */
	int listen_fd;
	unsigned workers;
	unsigned threads;
	const char *active_digest; /* of the generation that serves now, "" if none: equal data are not loaded again */
	struct status *status;
	struct metrics *metrics;
};

/* What a leader tells its supervisor, one message each on a SOCK_SEQPACKET socket; what follows the letter is text. */
enum {
	GENERATION_READY = 'R',     /* all workers are warm; the model's digest */
	GENERATION_UNCHANGED = 'U', /* the data are those that are served already */
	GENERATION_FAILED = 'F',    /* the first diagnostics */
	GENERATION_MESSAGE_SIZE = 4096,
};

/* Forks a leader; its end of the socket is *fd. It waits for a byte on it before its workers accept, ends them and itself on
 * SIGTERM, and when the supervisor goes. -1: errno says why. Fork before pango is used: it starts a thread. */
pid_t
generation_start(const struct generation_options *, int *fd);

#endif
