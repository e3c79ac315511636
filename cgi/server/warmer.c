/* A site of many services has more pages than anybody wants to wait for before it serves, and any
 * of them is made in a few milliseconds when it is asked for first. So only a head start is waited
 * for. Whatever was made is followed by a rest, in which readers, of this generation or the one
 * before, have the processors. Who wants the page that is just being made waits for it no longer
 * than if he made it himself. Resting rather than a low priority: a thread of low priority that has
 * a lock has it for long. */
#include "warmer.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "health/log.h"

/* A rest is so many times as long as what was made took, and not longer than a blink. */
static const double REST = 2, REST_LONGEST_S = 0.1;

struct warmer {
	pthread_t thread;
	bool started;
	struct site *site;
	double head_start, head_start_until;
	double began; /* to make what is being made */
	pthread_mutex_t lock;
	pthread_cond_t changed;
	bool ready;      /* with the lock: the head start is over, or all was made */
	const char *why; /* the same: what failed before */
	struct buf failed;
};

/* Whether nobody knew yet. */
static bool
say_ready(struct warmer *w, const char *why)
{
	bool first;

	pthread_mutex_lock(&w->lock);
	first = !w->ready;
	w->ready = true;
	if (first)
		w->why = why;
	pthread_cond_signal(&w->changed);
	pthread_mutex_unlock(&w->lock);
	return first;
}

static void
rest(double seconds)
{
	double length = seconds * REST < REST_LONGEST_S ? seconds * REST : REST_LONGEST_S;

	nanosleep(&(struct timespec){.tv_nsec = (long)(length * 1e9)}, NULL);
}

/* Between two things that are made. */
static void
pause_after(void *data)
{
	struct warmer *w = data;
	double now = clock_seconds();

	if (now >= w->head_start_until)
		say_ready(w, NULL);
	rest(now - w->began);
	w->began = clock_seconds();
}

static void *
run(void *data)
{
	struct warmer *w = data;
	bool ok = site_rehearse(w->site, &w->failed);

	w->began = clock_seconds();
	w->head_start_until = w->began + w->head_start;
	if (ok && w->head_start <= 0)
		say_ready(w, NULL);
	ok = ok && site_warm(w->site, pause_after, w, &w->failed);
	if (!say_ready(w, ok ? NULL : buf_cstr(&w->failed)) && !ok)
		log_event("warming-failed", "reason=\"%s\"", buf_cstr(&w->failed));
	return NULL;
}

/* Signals are for the thread that serves. */
static bool
start_thread(struct warmer *w)
{
	sigset_t all, before;
	bool started;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	errno = pthread_create(&w->thread, NULL, run, w);
	started = errno == 0;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return started;
}

struct warmer *
warmer_start(struct site *site, double head_start)
{
	struct warmer *w = calloc(1, sizeof(*w));

	w->site = site;
	w->failed.limit = PIPE_BUF; /* which is written at once or not at all */
	w->head_start = head_start;
	pthread_mutex_init(&w->lock, NULL);
	pthread_cond_init(&w->changed, NULL);
	w->started = start_thread(w);
	if (!w->started) {
		log_event("warming-failed", "reason=\"%s\"", strerror(errno));
		w->ready = true;
	}
	return w;
}

const char *
warmer_wait(struct warmer *w)
{
	const char *why;

	pthread_mutex_lock(&w->lock);
	while (!w->ready)
		pthread_cond_wait(&w->changed, &w->lock);
	why = w->why;
	pthread_mutex_unlock(&w->lock);
	return why;
}

void
warmer_end(struct warmer *w)
{
	site_leave(w->site);
	if (w->started)
		pthread_join(w->thread, NULL);
	pthread_mutex_destroy(&w->lock);
	pthread_cond_destroy(&w->changed);
	buf_fini(&w->failed);
	free(w);
}
