/* leader: the first process of a generation; it loads the data and keeps the workers. Private to the files of generations.
 * Nothing here is of any other process. */
#ifndef DEMARC_SERVER_LEADER_H
#define DEMARC_SERVER_LEADER_H

#include "generation.h"

#include <stdbool.h>
#include <sys/types.h>
#include <time.h>

enum { WORKER_LIMIT = 256 };

struct worker {
	pid_t pid; /* 0: none */
	time_t started;
	time_t due;   /* while there is none: when to start it again; 0: not at all */
	int ready_fd; /* readable when it is warm; -1 once it was read */
	int go_fd;    /* closed to let it accept; -1 once it may */
	unsigned long long beats; /* of metrics_beats, when last looked at */
	unsigned silent;          /* looks since then in which there was no other */
};

struct leader {
	const struct generation_options *options;
	struct model *model;
	int supervisor_fd;
	int channel; /* only workers read it */
	int signal_fd;
	int leash[2]; /* workers have the first end, and notice when the second goes with the leader */
	struct worker workers[WORKER_LIMIT];
	unsigned ready;
	bool serving; /* the supervisor said go */
	bool ending;
	time_t ending_since;
	time_t looked; /* at the workers' beats */
};

/* What a worker says before it serves, unless it cannot. */
#define WORKER_WARM "warm"

/* Leads the generation until it has ended, and leaves the process. channel: what workers get their connections from. */
void
leader_run(const struct generation_options *, int supervisor_fd, int channel) __attribute__((noreturn));

/* -- workers ------------------------------------------------------------------------ */

/* Starts a worker, which warms its site and then waits to be let go. false: errno says why. */
bool
worker_start(struct leader *, struct worker *);

/* Lets it serve. */
void
worker_let_go(struct worker *);

#endif
