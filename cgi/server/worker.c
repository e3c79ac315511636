/* A worker is a fork of the leader: it has the model from it, makes its site, and says so when it
 * is warm enough. */
#include "leader.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <malloc.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "confine.h"
#include "fcgi.h"
#include "process.h"
#include "site/site.h"
#include "warmer.h"

enum { PICTURES_WAITING = 32 };

/* How long pages are made before a worker serves, if another generation does: then nobody waits for
 * this one. */
static const double HEAD_START_S = 1;

/* Says that it is warm, or what it cannot answer (NULL: nothing), and waits for the word to accept;
 * false: the generation is given up. */
static bool
wait_for_go(int ready_fd, int go_fd, const char *failed)
{
	const char *word = failed != NULL ? failed : WORKER_WARM;
	char byte;
	bool go = write(ready_fd, word, strlen(word)) > 0;

	close(ready_fd);
	go = go && read(go_fd, &byte, 1) ==
			   1; /* no signal is handled meanwhile: it ends the process or waits */
	close(go_fd);
	return go;
}

/* Pictures take some megabytes for some milliseconds, on any thread. Large blocks go back to the
 * system at once, and threads share two heaps, or each would keep what its largest picture took.
 * The rest site_tidy gives back. */
static void
bound_heap(void)
{
	mallopt(M_ARENA_MAX, 2);
	mallopt(M_MMAP_THRESHOLD, 256 << 10);
	mallopt(M_TRIM_THRESHOLD, 1 << 20);
}

/* How many connections a worker has descriptors for; each thread needs two, and files some. */
static unsigned
connections(unsigned threads)
{
	enum { OTHERS = 48, FEWEST = 16 };
	struct rlimit files = {FEWEST, FEWEST};

	getrlimit(RLIMIT_NOFILE, &files);
	return files.rlim_cur < OTHERS + FEWEST + 2 * threads ? FEWEST
	       : files.rlim_cur > UINT_MAX                    ? UINT_MAX
					   : (unsigned)files.rlim_cur - OTHERS - 2 * threads;
}

static double
head_start(const struct leader *l)
{
	bool others_serve = !l->serving && l->options->active_digest[0] != '\0';

	return others_serve ? HEAD_START_S : 0;
}

static void
run_worker(struct leader *l, int ready_fd, int go_fd)
{
	unsigned cores = (unsigned)sysconf(_SC_NPROCESSORS_ONLN);
	/* Workers draw as much at a time as there are processors. */
	struct site_options site_options = {.status = l->options->status,
		.metrics = l->options->metrics,
		.base_url = l->options->base_url,
		.language = l->options->language,
		.drawings = cores > l->options->workers ? cores / l->options->workers : 1,
		.waiting = PICTURES_WAITING};
	struct fcgi_options fcgi_options = {
		l->channel, l->leash[0], l->options->threads, connections(l->options->threads)};
	struct site *site;
	struct warmer *warmer;
	sigset_t none;

	/* until it serves, SIGTERM simply ends it; afterwards fcgi_serve waits for it */
	sigemptyset(&none);
	sigaddset(&none, SIGCHLD);
	sigaddset(&none, SIGTERM);
	sigprocmask(SIG_UNBLOCK, &none, NULL);
	bound_heap();
	site = site_new(l->model, &site_options);
	metrics_join(l->options->metrics);
	/* before a thread starts, so that all of them are confined, the one that warms included:
	 * what the confinement lacks shows before the generation serves */
	confine_process(CONFINE_WORKER, NULL);
	warmer = warmer_start(site, head_start(l));
	if (!wait_for_go(ready_fd, go_fd, warmer_wait(warmer)))
		_exit(0);
	sigemptyset(&none);
	sigaddset(&none, SIGTERM);
	pthread_sigmask(SIG_BLOCK, &none, NULL);
	fcgi_serve(&fcgi_options, site);
	warmer_end(warmer);
	_exit(0);
}

/* The leader's ends, and those of its siblings, are not a worker's business. */
static void
close_siblings(struct leader *l)
{
	for (unsigned i = 0; i < l->options->workers; i++) {
		if (l->workers[i].ready_fd >= 0)
			close(l->workers[i].ready_fd);
		if (l->workers[i].go_fd >= 0)
			close(l->workers[i].go_fd);
	}
	close(l->leash[1]);
	close(l->supervisor_fd);
	close(l->signal_fd);
}

/* false: errno says why. */
bool
worker_start(struct leader *l, struct worker *w)
{
	int ready[2], go[2];
	pid_t leader = getpid(), pid;

	if (pipe2(ready, O_CLOEXEC) < 0)
		return false;
	if (pipe2(go, O_CLOEXEC) < 0) {
		process_close_pair(ready);
		return false;
	}
	pid = fork();
	if (pid < 0) {
		process_close_pair(ready);
		process_close_pair(go);
		return false;
	}
	if (pid == 0) {
		process_die_with(leader);
		close_siblings(l);
		close(ready[0]);
		close(go[1]);
		run_worker(l, ready[1], go[0]);
	}
	close(ready[1]);
	close(go[0]);
	*w = (struct worker){
		.pid = pid, .started = time(NULL), .ready_fd = ready[0], .go_fd = go[1]};
	return true;
}

void
worker_let_go(struct worker *w)
{
	char byte = 'G';
	ssize_t ignored = write(w->go_fd, &byte, 1);

	(void)ignored;
	close(w->go_fd);
	w->go_fd = -1;
}
