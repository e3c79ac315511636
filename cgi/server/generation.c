#include "generation.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <malloc.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/terminal.h"
#include "check/check.h"
#include "confine.h"
#include "diagram/diagram.h"
#include "fcgi.h"
#include "handover.h"
#include "limit.h"
#include "load/load.h"
#include "health/log.h"
#include "site/site.h"

enum { WORKER_LIMIT = 256, KILL_AFTER_S = 12, QUICK_DEATH_S = 2, TICK_MS = 500, LOOK_S = 1, SILENT_LIMIT = 5,
	PICTURES_WAITING = 32 };

#define WARM "warm" /* what a worker says before it serves, unless it cannot */

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

/* -- worker ------------------------------------------------------------------------- */

/* Everything that a parent's death must end. */
static void
die_with(pid_t parent)
{
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() != parent) /* it went before we asked */
		_exit(0);
}

/* Of what a fork inherits, keeps standard streams and two descriptors, of which a may be among these. */
static void
keep_only(int a, int b)
{
	int low = a < b ? a : b, high = a < b ? b : a, first = STDERR_FILENO + 1;

	if (low > first)
		close_range((unsigned)first, (unsigned)low - 1, 0);
	/* where nothing lies between, the call finds its first descriptor above its last, and does nothing */
	close_range((unsigned)(low < first ? first : low + 1), (unsigned)high - 1, 0);
	close_range((unsigned)high + 1, ~0U, 0);
}

/* Says that it is warm, or what it cannot answer, and waits for the word to accept; false: the generation is given up. */
static bool
wait_for_go(int ready_fd, int go_fd, const struct buf *failed)
{
	char byte;
	bool go = write(ready_fd, failed->len > 0 ? buf_cstr(failed) : WARM, failed->len > 0 ? failed->len : strlen(WARM)) > 0;

	close(ready_fd);
	go = go && read(go_fd, &byte, 1) == 1; /* no signal is handled meanwhile: it ends the process or waits */
	close(go_fd);
	return go;
}

/* Pictures take some megabytes for some milliseconds, on any thread. Large blocks go back to the system at once, and threads
 * share two heaps, or each would keep what its largest picture took: 280 MiB rather than 60 after 2,000 pictures. */
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
		: files.rlim_cur > UINT_MAX                  ? UINT_MAX
							      : (unsigned)files.rlim_cur - OTHERS - 2 * threads;
}

static void
run_worker(struct leader *l, int ready_fd, int go_fd)
{
	unsigned cores = (unsigned)sysconf(_SC_NPROCESSORS_ONLN);
	/* Workers draw as much at a time as there are processors. */
	struct site_options site_options = {.status = l->options->status, .metrics = l->options->metrics,
		.base_url = l->options->base_url, .drawings = cores > l->options->workers ? cores / l->options->workers : 1,
		.waiting = PICTURES_WAITING};
	struct fcgi_options fcgi_options = {l->channel, l->leash[0], l->options->threads, connections(l->options->threads)};
	struct buf failed = {.limit = PIPE_BUF}; /* which is written at once or not at all */
	struct site *site;
	sigset_t none;

	/* until it serves, SIGTERM simply ends it; afterwards fcgi_serve waits for it */
	sigemptyset(&none);
	sigaddset(&none, SIGCHLD);
	sigaddset(&none, SIGTERM);
	sigprocmask(SIG_UNBLOCK, &none, NULL);
	bound_heap();
	site = site_new(l->model, &site_options);
	metrics_join(l->options->metrics);
	/* before a thread starts, so that all of them are confined; before warming, so that what the confinement lacks shows
	 * before the generation serves */
	confine(CONFINE_WORKER, NULL);
	site_warm(site, &failed);
	if (!wait_for_go(ready_fd, go_fd, &failed))
		_exit(0);
	sigemptyset(&none);
	sigaddset(&none, SIGTERM);
	pthread_sigmask(SIG_BLOCK, &none, NULL);
	fcgi_serve(&fcgi_options, site);
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

static void
close_pair(const int fds[2])
{
	close(fds[0]);
	close(fds[1]);
}

/* false: errno says why. */
static bool
start_worker(struct leader *l, struct worker *w)
{
	int ready[2], go[2];
	pid_t leader = getpid(), pid;

	if (pipe2(ready, O_CLOEXEC) < 0)
		return false;
	if (pipe2(go, O_CLOEXEC) < 0) {
		close_pair(ready);
		return false;
	}
	pid = fork();
	if (pid < 0) {
		close_pair(ready);
		close_pair(go);
		return false;
	}
	if (pid == 0) {
		die_with(leader);
		close_siblings(l);
		close(ready[0]);
		close(go[1]);
		run_worker(l, ready[1], go[0]);
	}
	close(ready[1]);
	close(go[0]);
	*w = (struct worker){.pid = pid, .started = time(NULL), .ready_fd = ready[0], .go_fd = go[1]};
	return true;
}

static void
let_go(struct worker *w)
{
	char byte = 'G';
	ssize_t ignored = write(w->go_fd, &byte, 1);

	(void)ignored;
	close(w->go_fd);
	w->go_fd = -1;
}

/* -- leader --------------------------------------------------------------------------- */

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
		buf_printf(&text, "%s%s:%u:%u: ", told++ > 0 ? "\n" : "", d->pos.file, d->pos.line, d->pos.column);
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

/* A worker that died while the generation served is replaced, but not at once if it cannot live; one that dies before
 * ends the generation. */
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
		WIFSIGNALED(how) && WTERMSIG(how) == SIGSYS ? " reason=\"a system call that is forbidden to it\"" : "");
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

		if (w->due == 0 || w->due > now || start_worker(l, w))
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
	if (strcmp(told, WARM) != 0)
		log_event("worker-failed", "pid=%ld reason=\"%s\"", (long)w->pid, told);
	if (l->serving) {
		let_go(w); /* a replacement */
		return;
	}
	if (strcmp(told, WARM) != 0 && !l->ending) {
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
		let_go(&l->workers[i]);
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

/* Ends a worker that no longer says that it is alive. Looks are counted rather than seconds: while the machine sleeps, nobody
 * is silent. */
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
	log_event("worker-stuck", "pid=%ld starting_s=%lld", (long)w->pid, (long long)(now - w->started));
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
		poll(fds, n, l->ending || is_any_due(l) ? TICK_MS : LOOK_S * 1000); /* if it fails, nothing has come */
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

static void
run_leader(const struct generation_options *options, int supervisor_fd, int channel)
{
	struct leader l = {.options = options, .supervisor_fd = supervisor_fd, .channel = channel};

	for (unsigned i = 0; i < WORKER_LIMIT; i++)
		l.workers[i].ready_fd = l.workers[i].go_fd = -1;
	allow_term();
	signal(SIGPIPE, SIG_IGN); /* a worker may die just before it is let go */
	confine(CONFINE_LEADER, NULL);
	if (!load(&l))
		_exit(0);
	l.signal_fd = signals();
	if (l.signal_fd < 0 || socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, l.leash) < 0) {
		tell(&l, GENERATION_FAILED, "no descriptor to receive signals with");
		_exit(0);
	}
	for (unsigned i = 0; i < options->workers; i++) {
		if (start_worker(&l, &l.workers[i]))
			continue;
		tell(&l, GENERATION_FAILED, "cannot fork a worker");
		begin_end(&l);
		break;
	}
	lead(&l);
	_exit(0);
}

/* The listening socket is the supervisor's alone. As a spawner hands it over it takes the place of a standard stream, which is
 * not to be left open for any file. */
static void
leave_socket(int listen_fd)
{
	close(listen_fd);
	if (listen_fd <= STDERR_FILENO)
		open("/dev/null", O_RDWR);
}

pid_t
generation_start(const struct generation_options *options, struct generation_ends *ends)
{
	int leader[2], channel[2];
	pid_t supervisor = getpid(), pid;

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, leader) < 0)
		return -1;
	if (handover_channel(channel) < 0) {
		close_pair(leader);
		return -1;
	}
	pid = fork();
	if (pid == 0) {
		die_with(supervisor);
		leave_socket(options->listen_fd);
		keep_only(channel[0], leader[1]);
		run_leader(options, leader[1], channel[0]);
	}
	close(leader[1]);
	close(channel[0]);
	*ends = (struct generation_ends){leader[0], channel[1]};
	if (pid < 0) {
		close(leader[0]);
		close(channel[1]);
	}
	return pid;
}
