/* generation: one snapshot of the data and the processes that serve it.
 *
 * Its leader loads the data once, checks them, and forks the workers, which share what it loaded.
 * The leader itself serves nothing, so it lives on to replace a worker that dies, from the same
 * snapshot, whatever the files say by then. */
#ifndef DEMARC_SERVER_GENERATION_H
#define DEMARC_SERVER_GENERATION_H

#include <sys/types.h>

#include "health/metrics.h"
#include "health/status.h"

struct generation_options {
	const char *data_dir;
	const char *base_url; /* as in struct site_options */
	const char *language; /* the same */
	int listen_fd;        /* which its processes shall not keep */
	unsigned workers;
	unsigned threads;
	const char *active_digest; /* of the generation that serves now, "" if none: equal data are
				      not loaded again */
	struct status *status;
	struct metrics *metrics;
};

/* What a leader tells its supervisor, one message each on a SOCK_SEQPACKET socket; what follows the
 * letter is text. */
enum {
	GENERATION_READY = 'R',     /* all workers are warm; the model's digest */
	GENERATION_UNCHANGED = 'U', /* the data are those that are served already */
	GENERATION_FAILED = 'F',    /* the first diagnostics */
	GENERATION_MESSAGE_SIZE = 4096,
	GENERATION_READY_LIMIT_S =
		300, /* in which a generation, or one worker that replaces another, must be ready */
};

/* What the supervisor has of a generation. */
struct generation_ends {
	int leader;  /* the socket to talk with the leader */
	int channel; /* to hand connections to the workers; see handover.h */
};

/* Forks a leader. It waits for a byte before its workers begin, ends them and itself on SIGTERM,
 * and when the supervisor goes. -1: errno says why, and there are no ends. Fork before pango is
 * used: it starts a thread. */
pid_t
generation_start(const struct generation_options *, struct generation_ends *);

#endif
