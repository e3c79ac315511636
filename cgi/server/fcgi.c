/* Connections wait in an epoll set, and a thread takes whichever can be read, for the time of one request. So a connection
 * that a front keeps open costs a descriptor while it is idle, and no thread: with a thread for each, sixteen idle ones would
 * keep every other reader waiting. libfcgi has no such mode, but between two requests it keeps nothing of a connection but
 * its descriptor, request.ipcFd; there it is put in and taken out. libfcgi never sees the listening socket.
 *
 * EPOLLONESHOT gives a connection to one thread. Reads and writes have time limits, so neither a front that sends half a
 * request nor one that does not take its answer holds a thread for long.
 *
 * At the end a connection closes after its next answer, and only those that stay unused for LINGER_S are closed idle: a
 * front that is just about to use one would find it gone, and all at once is the worst way. Of these the reading side is shut
 * first, so that a request that is already on its way is still read and answered. */
#include "fcgi.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <fcgiapp.h>

#include "health/log.h"

enum { READ_LIMIT_S = 2, WRITE_LIMIT_S = 30, BODY_LIMIT = 1 << 20, TICK_US = 5000, BEAT_S = 1 };
static const double LINGER_S = 1.5;

struct server {
	int listen_fd;
	int epoll_fd;
	int over_fd; /* readable once all threads shall leave */
	atomic_bool ending;
	atomic_bool over;
	atomic_uint open;             /* connections, and threads about to accept one */
	atomic_bool idle[FD_SETSIZE]; /* by descriptor: it waits in the set */
	struct site *site;
};

static double
seconds_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* -- one request ------------------------------------------------------------------- */

/* Answers into out, and counts it. */
static void
answer(struct site *site, char *const *environment, struct buf *out)
{
	double start = seconds_now();
	struct arena *arena = arena_new();
	struct request request;
	struct response response = {0};

	request_from_cgi(&request, environment, arena);
	site_respond(site, &request, time(NULL), &response);
	response_cgi(&response, out);
	site_count(site, &response, seconds_now() - start);
	site_release(site, &response);
	arena_free(arena);
}

/* Nobody wants the body, but it must be off a connection that is used again. */
static void
skip_body(FCGX_Request *request)
{
	char bytes[8192];
	size_t skipped = 0;

	while (request->keepConnection && FCGX_GetStr(bytes, sizeof(bytes), request->in) == (int)sizeof(bytes))
		if ((skipped += sizeof(bytes)) > BODY_LIMIT)
			request->keepConnection = 0;
}

static void
handle(struct server *server, FCGX_Request *request)
{
	struct buf out = {0};

	answer(server->site, request->envp, &out);
	/* a client that went away is no error of ours */
	FCGX_PutStr(buf_cstr(&out), (int)out.len, request->out);
	skip_body(request);
	buf_fini(&out);
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

/* -- connections ------------------------------------------------------------------------ */

/* Lets a connection wait for its next request; from here on another thread may have it. */
static void
park(struct server *server, int fd, int operation)
{
	struct epoll_event event = {.events = EPOLLIN | EPOLLONESHOT, .data.fd = fd};

	atomic_store(&server->idle[fd], true);
	if (epoll_ctl(server->epoll_fd, operation, fd, &event) == 0)
		return;
	atomic_store(&server->idle[fd], false);
	close(fd);
	atomic_fetch_sub(&server->open, 1);
}

static void
limit_time(int fd)
{
	struct timeval read_limit = {.tv_sec = READ_LIMIT_S}, write_limit = {.tv_sec = WRITE_LIMIT_S};

	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &read_limit, sizeof(read_limit));
	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &write_limit, sizeof(write_limit));
}

/* The count goes up before the end is asked for, so that either the end is seen here, or the connection there. A
 * descriptor past FD_SETSIZE would be too large for libfcgi, which calls select(2). */
static void
accept_connection(struct server *server)
{
	int fd = -1;

	atomic_fetch_add(&server->open, 1);
	if (!atomic_load(&server->ending))
		fd = accept4(server->listen_fd, NULL, NULL, SOCK_CLOEXEC);
	if (fd >= 0 && fd < FD_SETSIZE) {
		limit_time(fd);
		park(server, fd, EPOLL_CTL_ADD);
		return;
	}
	if (fd >= 0)
		close(fd);
	else if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM)
		usleep(TICK_US); /* it stays readable: do not spin until one closes */
	atomic_fetch_sub(&server->open, 1);
}

/* Answers the request that a connection has, or closes it if it has none. */
static void
serve_connection(struct server *server, int fd)
{
	FCGX_Request request;

	atomic_store(&server->idle[fd], false);
	FCGX_InitRequest(&request, -1, 0);
	request.ipcFd = fd;
	request.keepConnection = 1; /* FCGX_Accept_r finishes what was before: keep it open */
	if (FCGX_Accept_r(&request) == 0) {
		handle(server, &request);
		if (atomic_load(&server->ending))
			request.keepConnection = 0;
		FCGX_Finish_r(&request);
	}
	if (request.ipcFd >= 0)
		park(server, fd, EPOLL_CTL_MOD);
	else
		atomic_fetch_sub(&server->open, 1);
}

static void *
run_thread(void *data)
{
	struct server *server = data;
	struct epoll_event event;

	while (!atomic_load(&server->over)) {
		if (epoll_wait(server->epoll_fd, &event, 1, -1) != 1)
			continue;
		if (event.data.fd == server->listen_fd)
			accept_connection(server);
		else if (event.data.fd != server->over_fd)
			serve_connection(server, event.data.fd);
	}
	return NULL;
}

/* -- beginning and end -------------------------------------------------------------------- */

/* The listening socket is shared with other processes: EPOLLEXCLUSIVE wakes one for a connection rather than all, and it
 * must not block, as another may have been faster. */
static bool
open_set(struct server *server)
{
	struct epoll_event listening = {.events = EPOLLIN | EPOLLEXCLUSIVE, .data.fd = server->listen_fd};
	struct epoll_event over;
	int flags = fcntl(server->listen_fd, F_GETFL);

	server->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
	server->over_fd = eventfd(0, EFD_CLOEXEC);
	over = (struct epoll_event){.events = EPOLLIN, .data.fd = server->over_fd};
	return server->epoll_fd >= 0 && server->over_fd >= 0 && flags >= 0 &&
	       fcntl(server->listen_fd, F_SETFL, flags | O_NONBLOCK) == 0 &&
	       epoll_ctl(server->epoll_fd, EPOLL_CTL_ADD, server->over_fd, &over) == 0 &&
	       epoll_ctl(server->epoll_fd, EPOLL_CTL_ADD, server->listen_fd, &listening) == 0;
}

/* Meanwhile a worker that has nothing to do says that it is alive, and how large. */
static void
wait_for_signal(struct site *site)
{
	const struct timespec beat = {.tv_sec = BEAT_S};
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	while (sigtimedwait(&set, NULL, &beat) != SIGTERM)
		site_measure(site);
}

/* What is queued already can still be read. */
static void
shut_idle(struct server *server)
{
	for (int fd = 0; fd < FD_SETSIZE; fd++)
		if (atomic_load(&server->idle[fd]))
			shutdown(fd, SHUT_RD);
}

/* Whether all connections were closed in time. */
static bool
end_connections(struct server *server)
{
	double start = seconds_now(), now = start;

	atomic_store(&server->ending, true);
	epoll_ctl(server->epoll_fd, EPOLL_CTL_DEL, server->listen_fd, NULL);
	while (atomic_load(&server->open) > 0 && now < start + FCGI_GRACE_S) {
		if (now > start + LINGER_S)
			shut_idle(server);
		site_measure(server->site);
		usleep(TICK_US);
		now = seconds_now();
	}
	return atomic_load(&server->open) == 0;
}

static void
end_threads(struct server *server, const pthread_t *threads, unsigned count)
{
	atomic_store(&server->over, true);
	eventfd_write(server->over_fd, 1); /* nobody reads it, so it wakes them all */
	for (unsigned i = 0; i < count; i++)
		pthread_join(threads[i], NULL);
}

void
fcgi_serve(int listen_fd, unsigned count, struct site *site)
{
	struct server server = {.listen_fd = listen_fd, .site = site};
	pthread_t *threads = calloc(count, sizeof(*threads));
	unsigned started = 0;

	FCGX_Init();
	signal(SIGPIPE, SIG_IGN);
	if (threads != NULL && open_set(&server))
		while (started < count && pthread_create(&threads[started], NULL, run_thread, &server) == 0)
			started++;
	if (started == 0) {
		log_event("no-threads", "error=\"%s\"", strerror(errno));
		_exit(3);
	}
	wait_for_signal(site);
	if (!end_connections(&server)) {
		log_event("grace-over", "seconds=%d connections=%u", FCGI_GRACE_S, atomic_load(&server.open));
		_exit(0); /* what they still hold goes with the process */
	}
	end_threads(&server, threads, started);
	close(server.epoll_fd);
	close(server.over_fd);
	free(threads);
}
