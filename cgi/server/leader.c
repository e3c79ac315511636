#include "leader.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/terminal.h"
#include "check/check.h"
#include "confine.h"
#include "diagram/diagram.h"
#include "health/log.h"
#include "limit.h"
#include "load/load.h"

enum { KILL_AFTER_S = 12, QUICK_DEATH_S = 2, TICK_MS = 500, LOOK_S = 1, SILENT_LIMIT = 5 };

static void
tell(struct leader *l, char kind, const char *text)
{
	char message[GENERATION_MESSAGE_SIZE];
	int len = snprintf(message, sizeof(message), "%c%s", kind, text);

	if (len >= (int)sizeof(message))
		len = sizeof(message) - 1;
	send(l->supervisor_fd, message, (size_t)len, MSG_NOSIGNAL);
}

/* The first findings, as lines. */
static void
tell_diagnostics(struct leader *l, struct diags *diags)
{
	struct buf text = {0};
	size_t told = 0;

	diags_sort(diags);
	for (size_t i = 0; i < diags->n && told < 5; i++) {
		const struct diag *d = &diags->v[i];

		if (d->severity != SEVERITY_ERROR)
			continue;
		buf_printf(&text, "%s%s:%u:%u: ", told++ > 0 ? "\n" : "", d->pos.file, d->pos.line,
			d->pos.column);
		terminal_add(&text, d->text);
	}
	tell(l, GENERATION_FAILED, buf_cstr(&text));
	buf_fini(&text);
}

/* Loads and checks the data; false: the supervisor has been told. */
static bool
load(struct leader *l)
{
	struct check_options options = {0};
	struct diags diags = {0};
	struct limits before = limit_loading();
	bool ok;

	l->model = load_directory(l->options->data_dir, &diags);
	if (l->model != NULL)
		diagram_check(l->model, &options, &diags);
	limit_lift(&before);
	ok = l->model != NULL && diags.count[SEVERITY_ERROR] == 0;
	if (!ok)
		tell_diagnostics(l, &diags);
	else if (strcmp(l->model->digest_hex, l->options->active_digest) == 0)
		tell(l, GENERATION_UNCHANGED, l->model->digest_hex), ok = false;
	else
		model_forget_files(l->model);
	diags_fini(&diags);
	return ok;
}

static void
begin_end(struct leader *l)
{
	if (!l->ending)
		l->ending_since = time(NULL);
	l->ending = true;
	for (unsigned i = 0; i < l->options->workers; i++)
		if (l->workers[i].pid > 0)
			kill(l->workers[i].pid, SIGTERM);
}

/* A worker that died while the generation served is replaced, but not at once if it cannot live;
 * one that dies before ends the generation. */
static void
worker_left(struct leader *l, struct worker *w, int how)
{
	time_t now = time(NULL);
	bool quick = now - w->started < QUICK_DEATH_S;

	if (w->ready_fd >= 0)
		close(w->ready_fd);
	if (w->go_fd >= 0)
		close(w->go_fd);
	*w = (struct worker){.ready_fd = -1, .go_fd = -1};
	metrics_sweep(l->options->metrics);
	if (l->ending)
		return;
	metrics_worker_died(l->options->metrics);
	log_event("worker-died", "%s=%d%s", WIFSIGNALED(how) ? "signal" : "status",
		WIFSIGNALED(how) ? WTERMSIG(how) : WEXITSTATUS(how),
		WIFSIGNALED(how) && WTERMSIG(how) == SIGSYS
			? " reason=\"a system call that is forbidden to it\""
			: "");
	if (l->serving) {
		w->due = now + (quick ? QUICK_DEATH_S : 0);
	} else {
		tell(l, GENERATION_FAILED, "a worker died before it could serve");
		begin_end(l);
	}
}

static void
replace_due(struct leader *l)
{
	time_t now = time(NULL);

	for (unsigned i = 0; i < l->options->workers && !l->ending; i++) {
		struct worker *w = &l->workers[i];

		if (w->due == 0 || w->due > now || worker_start(l, w))
			continue;
		log_event("fork-failed", "error=\"%s\"", strerror(errno));
		w->due = now + QUICK_DEATH_S;
	}
}

static bool
is_any_due(const struct leader *l)
{
	for (unsigned i = 0; i < l->options->workers; i++)
		if (l->workers[i].due != 0)
			return true;
	return false;
}

static void
reap(struct leader *l)
{
	pid_t pid;
	int how;

	while ((pid = waitpid(-1, &how, WNOHANG)) > 0)
		for (unsigned i = 0; i < l->options->workers; i++)
			if (l->workers[i].pid == pid)
				worker_left(l, &l->workers[i], how);
}

static void
on_signal(struct leader *l)
{
	struct signalfd_siginfo info;

	while (read(l->signal_fd, &info, sizeof(info)) == sizeof(info)) {
		if (info.ssi_signo == SIGCHLD)
			reap(l);
		else
			begin_end(l);
	}
}

static void
on_ready(struct leader *l, struct worker *w)
{
	char told[PIPE_BUF + 1];
	ssize_t n = read(w->ready_fd, told, PIPE_BUF);

	close(w->ready_fd);
	w->ready_fd = -1;
	if (n <= 0)
		return; /* it died: SIGCHLD tells */
	told[n] = '\0';
	if (strcmp(told, WORKER_WARM) != 0)
		log_event("worker-failed", "pid=%ld reason=\"%s\"", (long)w->pid, told);
	if (l->serving) {
		worker_let_go(w); /* a replacement */
		return;
	}
	if (strcmp(told, WORKER_WARM) != 0 && !l->ending) {
		tell(l, GENERATION_FAILED, told);
		begin_end(l);
	} else if (++l->ready == l->options->workers) {
		tell(l, GENERATION_READY, l->model->digest_hex);
	}
}

/* "go", which comes once, while all workers wait for it; or the supervisor has gone. */
static void
on_supervisor(struct leader *l)
{
	char byte;

	if (recv(l->supervisor_fd, &byte, 1, 0) != 1) {
		begin_end(l);
		return;
	}
	l->serving = true;
	for (unsigned i = 0; i < l->options->workers; i++)
		worker_let_go(&l->workers[i]);
}

static bool
anyone_left(const struct leader *l)
{
	for (unsigned i = 0; i < l->options->workers; i++)
		if (l->workers[i].pid > 0)
			return true;
	return false;
}

static void
kill_late(const struct leader *l)
{
	for (unsigned i = 0; l->ending && i < l->options->workers; i++)
		if (l->workers[i].pid > 0 && time(NULL) - l->ending_since > KILL_AFTER_S)
			kill(l->workers[i].pid, SIGKILL);
}

static void
end_stuck(struct leader *l, struct worker *w)
{
	metrics_worker_stuck(l->options->metrics);
	kill(w->pid, SIGKILL);
}

/* Ends a worker that no longer says that it is alive. Looks are counted rather than seconds: while
 * the machine sleeps, nobody is silent. */
static void
look_at_serving(struct leader *l, struct worker *w)
{
	unsigned long long beats = metrics_beats(l->options->metrics, w->pid);

	w->silent = beats == w->beats && beats > 0 ? w->silent + 1 : 0;
	w->beats = beats;
	if (w->silent < SILENT_LIMIT)
		return;
	log_event("worker-stuck", "pid=%ld looks=%u", (long)w->pid, w->silent);
	end_stuck(l, w);
	w->silent = 0;
}

/* Ends a replacement that does not become ready, and perhaps has yet to say anything. */
static void
look_at_starting(struct leader *l, struct worker *w, time_t now)
{
	if (now - w->started <= GENERATION_READY_LIMIT_S)
		return;
	log_event("worker-stuck", "pid=%ld starting_s=%lld", (long)w->pid,
		(long long)(now - w->started));
	end_stuck(l, w);
	w->started = now;
}

static void
look_at_workers(struct leader *l)
{
	time_t now = time(NULL);

	if (!l->serving || l->ending || now == l->looked)
		return;
	l->looked = now;
	for (unsigned i = 0; i < l->options->workers; i++) {
		struct worker *w = &l->workers[i];

		if (w->pid > 0 && w->go_fd < 0)
			look_at_serving(l, w);
		else if (w->pid > 0)
			look_at_starting(l, w, now);
	}
}

static void
lead(struct leader *l)
{
	struct pollfd fds[WORKER_LIMIT + 2];

	while (!l->ending || anyone_left(l)) {
		nfds_t n = 2;

		fds[0] = (struct pollfd){.fd = l->signal_fd, .events = POLLIN};
		fds[1] = (struct pollfd){.fd = l->ending ? -1 : l->supervisor_fd, .events = POLLIN};
		for (unsigned i = 0; i < l->options->workers; i++)
			fds[n++] = (struct pollfd){.fd = l->workers[i].ready_fd, .events = POLLIN};
		poll(fds, n,
			l->ending || is_any_due(l)
				? TICK_MS
				: LOOK_S * 1000); /* if it fails, nothing has come */
		for (nfds_t i = 2; i < n; i++)
			if (fds[i].revents != 0)
				on_ready(l, &l->workers[i - 2]);
		if (fds[1].revents != 0)
			on_supervisor(l);
		on_signal(l);
		replace_due(l);
		kill_late(l);
		look_at_workers(l);
	}
}

/* SIGHUP is for the supervisor; whoever sends it to all processes of the name means the same. */
static int
signals(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGHUP);
	sigprocmask(SIG_SETMASK, &set, NULL);
	sigdelset(&set, SIGHUP);
	return signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
}

/* A long loading can be given up: until it is over, SIGTERM simply ends it. */
static void
allow_term(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
}

void
leader_run(const struct generation_options *options, int supervisor_fd, int channel)
{
	struct leader l = {.options = options, .supervisor_fd = supervisor_fd, .channel = channel};

	for (unsigned i = 0; i < WORKER_LIMIT; i++)
		l.workers[i].ready_fd = l.workers[i].go_fd = -1;
	allow_term();
	signal(SIGPIPE, SIG_IGN); /* a worker may die just before it is let go */
	confine_process(CONFINE_LEADER, NULL);
	if (!load(&l))
		_exit(0);
	l.signal_fd = signals();
	if (l.signal_fd < 0 || socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, l.leash) < 0) {
		tell(&l, GENERATION_FAILED, "no descriptor to receive signals with");
		_exit(0);
	}
	for (unsigned i = 0; i < options->workers; i++) {
		if (worker_start(&l, &l.workers[i]))
			continue;
		tell(&l, GENERATION_FAILED, "cannot fork a worker");
		begin_end(&l);
		break;
	}
	lead(&l);
	_exit(0);
}
