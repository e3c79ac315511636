#include "supervisor.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/terminal.h"
#include "confine.h"
#include "generation.h"
#include "handover.h"
#include "health/log.h"
#include "watch.h"

enum { WATCH_MS = 250, RETRY_S = 2 };

struct generation {
	unsigned number;
	pid_t pid;                   /* of the leader; 0: there is none */
	struct generation_ends ends; /* the channel is the handover's once it is active */
	time_t started;
};
static const struct generation no_generation = {.ends = {-1, -1}};

struct supervisor {
	const struct supervisor_options *options;
	struct status *status;
	struct metrics *metrics;
	struct handover *handover;
	int signal_fd;
	struct generation active, next;
	unsigned started;
	char digest[65];    /* of the active one */
	bool has_served;    /* some generation has served */
	uint64_t signature; /* of the data when a generation was last started */
	uint64_t changing;  /* a signature that must be seen twice: a file may be half written */
	bool reload_wanted;
	bool ending;
	time_t retry_at; /* start again what died by itself; 0: nothing to */
	int exit_status;
};

static void
drop_next(struct supervisor *s)
{
	close(s->next.ends.leader);
	close(s->next.ends.channel);
	s->next = no_generation;
}

static void
drop_active(struct supervisor *s)
{
	handover_to(s->handover, -1);
	close(s->active.ends.leader);
	s->active = no_generation;
}

static void
start(struct supervisor *s)
{
	struct generation_options options = {.data_dir = s->options->data_dir,
		.base_url = s->options->base_url,
		.listen_fd = s->options->listening->fd,
		.workers = s->options->workers,
		.threads = s->options->threads,
		.active_digest = s->digest,
		.status = s->status,
		.metrics = s->metrics};

	s->reload_wanted = false;
	s->retry_at = 0;
	s->signature = s->changing = watch_signature(s->options->data_dir);
	s->next.number = ++s->started;
	s->next.started = time(NULL);
	s->next.pid = generation_start(&options, &s->next.ends);
	if (s->next.pid < 0) {
		log_event("fork-failed", "error=\"%s\"", strerror(errno));
		s->next = no_generation;
		s->retry_at = time(NULL) + RETRY_S;
	}
}

/* -- what a leader tells ------------------------------------------------------------------ */

static void
on_generation_ready(struct supervisor *s, const char *digest)
{
	struct generation old = s->active;
	char go = 'G';

	send(s->next.ends.leader, &go, 1, MSG_NOSIGNAL);
	handover_to(s->handover, s->next.ends.channel); /* from here on the old one gets no more */
	s->active = s->next;
	s->has_served = true;
	s->next = no_generation;
	snprintf(s->digest, sizeof(s->digest), "%.64s", digest);
	status_serving(s->status, s->active.number, s->digest, s->options->workers, time(NULL));
	log_event(old.pid > 0 ? "reloaded" : "serving",
		"generation=%u workers=%u threads=%u digest=%.16s", s->active.number,
		s->options->workers, s->options->threads, s->digest);
	if (old.pid > 0) {
		kill(old.pid, SIGTERM);
		close(old.ends.leader);
	}
}

static void
on_generation_failed(struct supervisor *s, const char *reason)
{
	if (s->active.pid > 0) {
		status_degraded(s->status, time(NULL));
		log_event("reload-failed", "serving=%u reason=\"%s\"", s->active.number, reason);
	} else if (s->has_served) {
		status_degraded(s->status, time(NULL));
		log_event("reload-failed", "serving=0 reason=\"%s\"", reason);
		s->retry_at = time(NULL) + RETRY_S; /* it has served before, and will again */
	} else {
		terminal_line(stderr, "demarc: cannot serve %s:", s->options->data_dir);
		terminal_lines(stderr, reason);
		s->exit_status = 1;
		s->ending = true;
	}
	drop_next(s);
}

static void
on_generation_unchanged(struct supervisor *s)
{
	status_unchanged(s->status);
	log_event("unchanged", "serving=%u", s->active.number);
	drop_next(s);
}

static void
on_next(struct supervisor *s)
{
	char message[GENERATION_MESSAGE_SIZE + 1];
	ssize_t n = recv(s->next.ends.leader, message, GENERATION_MESSAGE_SIZE, 0);

	if (n <= 0) {
		on_generation_failed(s,
			"loading was ended: the data need too much time or memory, or the loader died");
		return;
	}
	message[n] = '\0';
	if (message[0] == GENERATION_READY)
		on_generation_ready(s, message + 1);
	else if (message[0] == GENERATION_UNCHANGED)
		on_generation_unchanged(s);
	else
		on_generation_failed(s, message + 1);
}

/* -- signals and children ------------------------------------------------------------------- */

static void
reap(struct supervisor *s)
{
	pid_t pid;

	while ((pid = waitpid(-1, NULL, WNOHANG)) > 0) {
		if (pid != s->active.pid || s->ending)
			continue;
		log_event("generation-died", "generation=%u", s->active.number);
		drop_active(s);
		s->digest[0] = '\0'; /* the same data must be loaded again */
		s->retry_at = time(NULL);
	}
	metrics_sweep(s->metrics);
}

static void
on_signal(struct supervisor *s)
{
	struct signalfd_siginfo info;

	while (read(s->signal_fd, &info, sizeof(info)) == sizeof(info)) {
		if (info.ssi_signo == SIGCHLD)
			reap(s);
		else if (info.ssi_signo == SIGHUP)
			s->reload_wanted = true;
		else
			s->ending = true;
	}
}

/* -- the data on disk ----------------------------------------------------------------------------
 */

/* A change counts when two looks agree: between them the writer has finished, or at least paused.
 */
static void
look_at_data(struct supervisor *s)
{
	uint64_t now = watch_signature(s->options->data_dir);

	if (now == s->changing && now != s->signature)
		s->reload_wanted = true;
	s->changing = now;
}

/* One that hangs, on a dead network drive say, must not keep all later ones from starting. on_next
 * then tells. */
static void
give_up_late(const struct supervisor *s)
{
	if (s->next.pid > 0 && time(NULL) - s->next.started > GENERATION_READY_LIMIT_S)
		kill(s->next.pid, SIGKILL);
}

static void
start_if_wanted(struct supervisor *s)
{
	bool retry = s->retry_at != 0 && time(NULL) >= s->retry_at;

	if (s->next.pid > 0 || s->ending)
		return;
	if (s->reload_wanted || retry)
		start(s);
}

/* -- the loop
 * ---------------------------------------------------------------------------------------- */

static void
supervise(struct supervisor *s)
{
	while (!s->ending) {
		struct pollfd fds[] = {{.fd = s->signal_fd, .events = POLLIN},
			{.fd = s->next.ends.leader, .events = POLLIN}};
		int n = poll(fds, 2, WATCH_MS); /* if it fails, nothing has come */

		if (fds[1].revents != 0)
			on_next(s);
		on_signal(s);
		if (n == 0)
			look_at_data(s);
		give_up_late(s);
		start_if_wanted(s);
	}
}

/* Tells both generations to finish, and waits until they have. They close the socket at once, and
 * so do we: who connects meanwhile would wait for nobody. */
static void
end(struct supervisor *s)
{
	const struct generation *all[] = {&s->active, &s->next};

	handover_end(s->handover);
	listening_close(s->options->listening);
	for (size_t i = 0; i < 2; i++)
		if (all[i]->pid > 0)
			kill(all[i]->pid, SIGTERM);
	while (waitpid(-1, NULL, 0) > 0)
		; /* no signal is handled that could interrupt it */
}

static int
signals(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	sigaddset(&set, SIGHUP);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigprocmask(SIG_BLOCK, &set, NULL);
	return signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
}

static void
confine_supervisor(const struct supervisor_options *options)
{
	struct confinement in_force = confine_process(CONFINE_SUPERVISOR, options->listening->path);

	confine_log("supervisor", &in_force);
}

int
supervisor_run(const struct supervisor_options *options)
{
	struct supervisor s = {.options = options,
		.status = status_new(),
		.metrics = metrics_new(),
		.signal_fd = signals(),
		.active = no_generation,
		.next = no_generation};

	if (s.status == NULL || s.metrics == NULL || s.signal_fd < 0) {
		terminal_line(stderr, "demarc: cannot start: %s", strerror(errno));
		return 1;
	}
	confine_supervisor(options); /* before the handover, as it takes a single thread */
	s.handover = handover_start(options->listening->fd);
	if (s.handover == NULL) {
		terminal_line(stderr, "demarc: cannot start: %s", strerror(errno));
		return 1;
	}
	start(&s);
	supervise(&s);
	if (s.exit_status == 0)
		log_event("ending", "generation=%u", s.active.number);
	end(&s);
	return s.exit_status;
}
