/* Each thread waits for a connection together with a descriptor that wakes it at the end; only then it lets libfcgi accept.
 * The listening socket does not block, so of several that woke one gets the connection and the others wait again.
 *
 * A front that keeps connections open holds a thread with each. At the end a connection closes after its next answer, and
 * only those that stay unused for LINGER_S are closed idle: a front that is just about to use one would find it gone, and
 * all at once is the worst way. Of these the reading side is shut first, so that a request that is already on its way is still
 * read and answered. */
#include "fcgi.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <fcgiapp.h>

#include "log.h"

static const double LINGER_S = 1.5;

struct server {
	int listen_fd;
	int wake_fd; /* readable from the end on */
	atomic_bool ending;
	struct site *site;
	struct status *status;
};

struct thread {
	struct server *server;
	pthread_t id;
	pthread_mutex_t mutex; /* guards idle and the life of request.ipcFd */
	bool idle;             /* between requests: its connection may be shut */
	atomic_bool left;
	FCGX_Request request;
};

static double
seconds_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* -- one request ------------------------------------------------------------------- */

/* Answers into out; the status. */
static int
answer(struct site *site, char *const *environment, struct buf *out)
{
	struct arena *arena = arena_new();
	struct request request;
	struct response response = {0};
	int status;

	request_from_cgi(&request, environment, arena);
	site_respond(site, &request, time(NULL), &response);
	response_cgi(&response, out);
	status = response.status;
	site_release(site, &response);
	arena_free(arena);
	return status;
}

static void
handle(struct thread *t)
{
	struct buf out = {0};
	double start = seconds_now();
	int status = answer(t->server->site, t->request.envp, &out);

	/* a client that went away is no error of ours */
	FCGX_PutStr(buf_cstr(&out), (int)out.len, t->request.out);
	buf_fini(&out);
	if (t->server->status != NULL)
		status_request(t->server->status, status, seconds_now() - start);
}

bool
cgi_serve(struct site *site, char *const *environment)
{
	struct buf out = {0};
	bool ok;

	answer(site, environment, &out);
	ok = fwrite(buf_cstr(&out), 1, out.len, stdout) == out.len && fflush(stdout) == 0;
	buf_fini(&out);
	return ok;
}

/* -- threads -------------------------------------------------------------------------- */

/* Waits for a connection or the end. */
static void
wait_for_connection(struct server *server)
{
	struct pollfd fds[] = {{.fd = server->listen_fd, .events = POLLIN}, {.fd = server->wake_fd, .events = POLLIN}};

	while (poll(fds, 2, -1) < 0 && errno == EINTR)
		;
}

static void
set_idle(struct thread *t, bool idle)
{
	pthread_mutex_lock(&t->mutex);
	t->idle = idle;
	pthread_mutex_unlock(&t->mutex);
}

/* Takes the next request, from the connection it holds or a new one. */
static bool
next_request(struct thread *t)
{
	int result;

	if (t->request.ipcFd < 0)
		wait_for_connection(t->server);
	if (t->request.ipcFd < 0 && atomic_load(&t->server->ending))
		return false;
	set_idle(t, true);
	result = FCGX_Accept_r(&t->request);
	set_idle(t, false);
	return result == 0;
}

static void *
run_thread(void *data)
{
	struct thread *t = data;

	while (!atomic_load(&t->server->ending) || t->request.ipcFd >= 0) {
		if (!next_request(t))
			continue;
		handle(t);
		if (atomic_load(&t->server->ending))
			t->request.keepConnection = 0;
		pthread_mutex_lock(&t->mutex);
		FCGX_Finish_r(&t->request);
		pthread_mutex_unlock(&t->mutex);
	}
	atomic_store(&t->left, true);
	return NULL;
}

static bool
start_thread(struct server *server, struct thread *t)
{
	t->server = server;
	pthread_mutex_init(&t->mutex, NULL);
	FCGX_InitRequest(&t->request, server->listen_fd, 0);
	t->request.ipcFd = -1;
	return pthread_create(&t->id, NULL, run_thread, t) == 0;
}

/* -- the end ---------------------------------------------------------------------------- */

static void
wait_for_signal(void)
{
	sigset_t set;
	int signal;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigwait(&set, &signal);
}

static void
release_idle(struct thread *t)
{
	pthread_mutex_lock(&t->mutex);
	if (t->idle && t->request.ipcFd >= 0)
		shutdown(t->request.ipcFd, SHUT_RD);
	pthread_mutex_unlock(&t->mutex);
}

/* Whether all threads left in time. */
static bool
end_threads(struct server *server, struct thread *threads, unsigned count)
{
	double start = seconds_now(), now;
	unsigned left;

	atomic_store(&server->ending, true);
	eventfd_write(server->wake_fd, 1);
	do {
		left = 0;
		now = seconds_now();
		for (unsigned i = 0; i < count; i++) {
			if (atomic_load(&threads[i].left))
				left++;
			else if (now > start + LINGER_S)
				release_idle(&threads[i]);
		}
		if (left < count)
			usleep(5000);
	} while (left < count && now < start + FCGI_GRACE_S);
	return left == count;
}

static void
never_block(int fd)
{
	int flags = fcntl(fd, F_GETFL);

	if (flags >= 0)
		fcntl(fd, F_SETFL, flags | O_NONBLOCK);
}

void
fcgi_serve(int listen_fd, unsigned count, struct site *site, struct status *status)
{
	struct server server = {.listen_fd = listen_fd, .wake_fd = eventfd(0, EFD_CLOEXEC), .site = site, .status = status};
	struct thread *threads = calloc(count, sizeof(*threads));
	unsigned started = 0;

	FCGX_Init();
	signal(SIGPIPE, SIG_IGN);
	never_block(listen_fd);
	while (threads != NULL && started < count && start_thread(&server, &threads[started]))
		started++;
	if (started == 0) {
		log_event("no-threads", "error=\"%s\"", strerror(errno));
		_exit(3);
	}
	wait_for_signal();
	if (!end_threads(&server, threads, started)) {
		log_event("grace-over", "seconds=%d", FCGI_GRACE_S);
		_exit(0); /* what the threads hold goes with the process */
	}
	for (unsigned i = 0; i < started; i++)
		pthread_join(threads[i].id, NULL);
	close(server.wake_fd);
	free(threads);
}
