/* Connections wait in an epoll set, and a thread takes whichever has something to do, for as long
 * as that can be done without waiting. So a connection costs a descriptor, and no thread, while it
 * is idle, while its front is slow to send a request or to take an answer, and while a picture is
 * being drawn for it. EPOLLONESHOT gives a connection to one thread at a time.
 *
 * libfcgi speaks the protocol, but waits where it reads and trusts what it reads. So what comes in
 * goes through an intake, and libfcgi gets requests that are whole: each thread has a pair of
 * sockets, an inlet, writes such a request into one end and lets libfcgi read it from the other.
 * Its own way to answer is to write 8 kB at a time, and to wait: the answer goes through an outlet
 * instead, mostly with one call, so that a worker that is killed has rarely sent half of one.
 *
 * At the end a connection closes after its next answer, and only those that stay unused for
 * LINGER_S are closed idle: a front that is just about to use one would find it gone, and all at
 * once is the worst way. Of these the reading side is shut first, so that a request that is already
 * on its way is still read and answered. */
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
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fcgiapp.h>

#include "handover.h"
#include "intake.h"
#include "outlet.h"
#include "base/clock.h"
#include "health/log.h"

enum {
	CONNECTIONS = 1024, /* descriptors from this number on are closed */
	DRAIN_MS = 2000, /* in which the supervisor closes the channel of a generation that has lost
			    its leader */
	REQUEST_LIMIT_S = 10, /* from the first byte of a request to the last of its variables; then
				 the same for its body */
	ANSWER_LIMIT_S = 60,  /* in which a front takes what the socket holds of an answer */
	PIECE = 16 << 10,     /* bytes that are read at a time */
	TURNS = 8,            /* pieces that are read from one connection while others may wait */
	TICK_US = 5000,
	BEAT_MS = 1000,
};
static const double LINGER_S = 1.5;

/* A request and its answer. */
struct exchange {
	struct wait wait; /* first, so that a wait leads back to its exchange */
	struct connection *connection;
	struct arena *arena; /* which the exchange is in */
	FCGX_Request fcgi;
	struct request request;
	struct response response;
	struct buf head;
	struct outlet outlet; /* of head and body */
	double start;
};

struct connection {
	int fd;
	struct server *server;
	struct intake intake;
	struct buf rest;           /* came after the request that is being answered */
	struct exchange *exchange; /* NULL: a request is waited for, or comes in */
	bool answered;             /* the last answer was sent: what comes is thrown away */
	bool emptied;              /* all that had come was read: what comes now wakes it */
	bool watched;            /* it is in the set; not before it must wait for the first time */
	double until;            /* what comes in shall be whole by then; 0: nothing does */
	struct connection *next; /* among the ready ones */

	/* for the thread that looks after all of them */
	bool open;               /* with the server's lock: its descriptor is its own */
	atomic_bool reading;     /* it waits for what comes in */
	_Atomic double deadline; /* for what it waits for; 0: none */
};

struct server {
	const struct fcgi_options *options;
	struct site *site;
	int epoll_fd;
	int over_fd;  /* readable once all threads shall leave */
	int tick_fd;  /* readable when a thread shall say that it is alive */
	int ready_fd; /* a semaphore: as many connections are ready */
	atomic_bool ending;
	atomic_bool over;
	atomic_uint open; /* connections, and threads about to take one */
	pthread_mutex_t lock;
	struct connection *ready,
		**ready_end; /* those that need wait for a picture no more, with the lock */
	struct connection connections[CONNECTIONS]; /* by descriptor */
};

struct thread {
	pthread_t id;
	struct server *server;
	int inlet[2]; /* libfcgi reads from the first what is written to the second */
};

bool
cgi_serve(struct site *site, char *const *environment)
{
	struct arena *arena = arena_new();
	struct request request;
	struct response response;
	struct buf out = {0};
	bool ok;

	request_from_cgi(&request, environment, arena);
	site_respond(site, &request, &response);
	response_cgi(&response, &out);
	site_release(site, &response);
	ok = fwrite(buf_cstr(&out), 1, out.len, stdout) == out.len && fflush(stdout) == 0;
	buf_fini(&out);
	arena_free(arena);
	return ok;
}

/* -- connections ------------------------------------------------------------------------ */

static void
end_exchange(struct connection *c)
{
	struct exchange *x = c->exchange;

	c->exchange = NULL;
	if (x == NULL)
		return;
	x->fcgi.ipcFd = -1; /* it is not libfcgi's to close */
	FCGX_Free(&x->fcgi, 0);
	site_release(c->server->site, &x->response);
	buf_fini(&x->head);
	arena_free(x->arena);
}

/* The lock is for who shuts connections from outside: it must not meet another one with the same
 * descriptor. */
static void
close_connection(struct connection *c)
{
	struct server *server = c->server;

	end_exchange(c);
	intake_fini(&c->intake);
	buf_fini(&c->rest);
	pthread_mutex_lock(&server->lock);
	c->open = false;
	close(c->fd);
	pthread_mutex_unlock(&server->lock);
	atomic_fetch_sub(&server->open, 1);
}

/* Lets a connection wait for events; from here on another thread may have it. */
static void
park(struct connection *c, unsigned events, double deadline)
{
	struct epoll_event event = {.events = events | EPOLLONESHOT, .data.fd = c->fd};
	int operation = c->watched ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, set = c->server->epoll_fd,
	    fd = c->fd;

	c->watched = true;
	atomic_store(&c->deadline, deadline);
	atomic_store(&c->reading, events == EPOLLIN);
	if (epoll_ctl(set, operation, fd, &event) < 0)
		close_connection(c);
}

static void
park_to_read(struct connection *c)
{
	if (intake_is_at_rest(&c->intake))
		c->until = 0;
	else if (c->until == 0)
		c->until = clock_seconds() + REQUEST_LIMIT_S;
	park(c, EPOLLIN, c->until);
}

/* Begins with a connection that was handed over. */
static struct connection *
welcome(struct server *server, int fd)
{
	struct connection *c = &server->connections[fd];

	pthread_mutex_lock(&server->lock);
	*c = (struct connection){.fd = fd, .server = server, .open = true};
	pthread_mutex_unlock(&server->lock);
	return c;
}

/* Takes a connection from the channel; NULL: there was none, or no room for it. A channel that has
 * ended is watched no more. The count goes up before, so that who waits at the end for the last one
 * to close does not miss it. */
static struct connection *
take_connection(struct server *server)
{
	int channel = server->options->channel, fd = -1;

	errno = EMFILE;
	if (atomic_fetch_add(&server->open, 1) < server->options->connections)
		fd = handover_take(channel);
	if (fd >= 0 && fd < CONNECTIONS)
		return welcome(server, fd);
	if (fd >= 0)
		close(fd);
	else if (errno == 0)
		epoll_ctl(server->epoll_fd, EPOLL_CTL_DEL, channel, NULL);
	else if (errno != EAGAIN)
		usleep(TICK_US); /* it stays readable: do not spin until another one closes */
	atomic_fetch_sub(&server->open, 1);
	return NULL;
}

/* -- answers ---------------------------------------------------------------------------- */

/* Sends what the connection takes now. True once all of it was sent; else the connection is not
 * ours any more. */
static bool
send_answer(struct connection *c)
{
	enum outlet_state state = outlet_send(&c->exchange->outlet, c->fd);

	if (state == OUTLET_FULL)
		park(c, EPOLLOUT, clock_seconds() + ANSWER_LIMIT_S);
	else if (state == OUTLET_LOST)
		close_connection(c);
	return state == OUTLET_DONE;
}

/* True once the connection is free for what comes next. A front that will not use it again learns
 * so, but may still have a body to send, which it must not be told is lost. If the end comes when
 * the answer is on its way already, the front may ask once more. */
static bool
go_on_sending(struct connection *c)
{
	bool last = !c->intake.keep || atomic_load(&c->server->ending);

	if (!send_answer(c))
		return false;
	end_exchange(c);
	c->until = 0;
	c->answered = last;
	if (c->answered)
		shutdown(c->fd, SHUT_WR);
	return true;
}

/* Answers, or lets the exchange wait for a picture: then it is not ours any more. True as above. */
static bool
respond(struct connection *c)
{
	struct exchange *x = c->exchange;
	struct site *site = c->server->site;
	struct response response;

	if (!site_try(site, &x->request, &response, &x->wait))
		return false;
	x->response = response;
	response_cgi_head(&x->response, &x->head);
	x->outlet = (struct outlet){.id = c->intake.id,
		.parts = {{buf_cstr(&x->head), x->head.len},
			{x->response.body, response_body_sent(&x->response)}}};
	site_count(site, &x->response, clock_seconds() - x->start);
	return go_on_sending(c);
}

/* -- requests --------------------------------------------------------------------------- */

static void
wake(struct wait *wait)
{
	struct connection *c = ((struct exchange *)wait)->connection;
	struct server *server = c->server;

	pthread_mutex_lock(&server->lock);
	c->next = NULL;
	*server->ready_end = c;
	server->ready_end = &c->next;
	pthread_mutex_unlock(&server->lock);
	eventfd_write(server->ready_fd, 1);
}

/* The next connection that is ready; NULL: another thread was faster. */
static struct connection *
take_ready(struct server *server)
{
	struct connection *c = NULL;
	eventfd_t one;

	if (eventfd_read(server->ready_fd, &one) < 0)
		return NULL;
	pthread_mutex_lock(&server->lock);
	c = server->ready;
	server->ready = c->next;
	if (server->ready == NULL)
		server->ready_end = &server->ready;
	pthread_mutex_unlock(&server->lock);
	return c;
}

static bool
open_inlet(struct thread *t)
{
	return socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, t->inlet) == 0;
}

/* Whatever is left in it must not come before the next request. */
static void
renew_inlet(struct thread *t)
{
	close(t->inlet[0]);
	close(t->inlet[1]);
	if (!open_inlet(t))
		t->inlet[0] = t->inlet[1] = -1;
}

/* Lets libfcgi read the request. */
static bool
read_request(struct thread *t, const struct buf *bytes, FCGX_Request *fcgi)
{
	FCGX_InitRequest(fcgi, -1, 0);
	if (send(t->inlet[1], bytes->data, bytes->len, MSG_DONTWAIT | MSG_NOSIGNAL) ==
		(ssize_t)bytes->len) {
		fcgi->ipcFd = t->inlet[0];
		fcgi->keepConnection = 1; /* FCGX_Accept_r finishes what was before: keep it open */
		if (FCGX_Accept_r(fcgi) == 0)
			return true;
	}
	log_event("request-lost", "bytes=%zu error=\"%s\"", bytes->len, strerror(errno));
	renew_inlet(t);
	return false;
}

static bool
begin_exchange(struct thread *t, struct connection *c)
{
	struct arena *arena = arena_new();
	struct exchange *x = c->exchange = ARENA_NEW(arena, struct exchange);

	x->wait.wake = wake;
	x->connection = c;
	x->arena = arena;
	x->start = clock_seconds();
	if (!read_request(t, &c->intake.request, &x->fcgi))
		return false;
	buf_fini(&c->intake.request);
	request_from_cgi(&x->request, x->fcgi.envp, arena);
	if (c->intake.too_large)
		x->request.refused = 431;
	return true;
}

/* Feeds the intake; what it does not take yet is kept for later. */
static enum intake_event
feed(struct connection *c, const void *bytes, size_t len)
{
	struct buf rest = {0};
	enum intake_event event;
	size_t used = intake_feed(&c->intake, bytes, len, &event);

	if (used < len)
		buf_add(&rest, (const char *)bytes + used, len - used);
	buf_fini(&c->rest);
	c->rest = rest;
	return event;
}

enum fcgi_step { STEP_AGAIN, STEP_WAIT, STEP_REQUEST, STEP_CLOSE };

static enum fcgi_step
act_on(struct connection *c, enum intake_event event)
{
	const struct buf *reply = &c->intake.reply;

	if (event == INTAKE_REPLY)
		return send(c->fd, reply->data, reply->len, MSG_DONTWAIT | MSG_NOSIGNAL) ==
				       (ssize_t)reply->len
			       ? STEP_AGAIN
			       : STEP_CLOSE;
	if (event == INTAKE_BROKEN || (c->answered && event == INTAKE_REQUEST))
		return STEP_CLOSE;
	return event == INTAKE_REQUEST ? STEP_REQUEST : STEP_AGAIN;
}

/* Takes in what is there. */
static enum fcgi_step
take_in(struct connection *c)
{
	char bytes[PIECE];
	ssize_t n;

	if (c->rest.len > 0)
		return act_on(c, feed(c, c->rest.data, c->rest.len));
	if (c->answered && c->intake.state != INTAKE_BODY)
		return STEP_CLOSE;
	if (c->emptied)
		return STEP_WAIT;
	n = recv(c->fd, bytes, sizeof(bytes), MSG_DONTWAIT);
	c->emptied = n < (ssize_t)sizeof(bytes);
	if (n > 0)
		return act_on(c, feed(c, bytes, (size_t)n));
	return n < 0 && (errno == EAGAIN || errno == EINTR) ? STEP_WAIT : STEP_CLOSE;
}

/* Takes in requests and answers them, as long as nothing must be waited for and others have their
 * turn. */
static void
go_on_reading(struct thread *t, struct connection *c)
{
	for (int turn = 0; turn < TURNS || c->rest.len > 0; turn++) {
		enum fcgi_step step = take_in(c);

		if (step == STEP_CLOSE || (step == STEP_REQUEST && !begin_exchange(t, c))) {
			close_connection(c);
			return;
		}
		if (step == STEP_REQUEST && !respond(c))
			return;
		if (step == STEP_WAIT)
			break;
	}
	park_to_read(c);
}

/* Whatever it was that the connection waited for. The exchanges read what park wrote, and so order
 * all that this thread does after all that the one before did; without them nothing but the kernel
 * would say so. */
static void
go_on(struct thread *t, struct connection *c)
{
	atomic_exchange(&c->reading, false);
	atomic_exchange(&c->deadline, 0);
	c->emptied = false;
	if (c->exchange == NULL || go_on_sending(c))
		go_on_reading(t, c);
}

/* -- threads ----------------------------------------------------------------------------- */

/* With a new connection, on which a request may have come already. */
static void
begin(struct thread *t)
{
	struct connection *c = take_connection(t->server);

	if (c != NULL)
		go_on_reading(t, c);
}

static void
go_on_ready(struct thread *t)
{
	struct connection *c = take_ready(t->server);

	if (c != NULL && respond(c))
		go_on_reading(t, c);
}

/* Shuts what takes too long; a thread then closes it. */
static void
shut_late(struct server *server)
{
	double now = clock_seconds();

	for (int fd = 0; fd < CONNECTIONS; fd++) {
		struct connection *c = &server->connections[fd];
		double deadline;

		pthread_mutex_lock(&server->lock);
		deadline = c->open ? atomic_load(&c->deadline) : 0;
		if (deadline > 0 && now > deadline)
			shutdown(fd, SHUT_RDWR);
		pthread_mutex_unlock(&server->lock);
	}
}

/* Says that the worker is alive, by a thread that takes requests: were none of them to, nobody
 * would. */
static void
beat(struct server *server)
{
	eventfd_t ticks;

	if (eventfd_read(server->tick_fd, &ticks) < 0)
		return; /* another thread was faster */
	site_tidy(server->site);
	site_measure(server->site);
	site_look(server->site);
	shut_late(server);
}

static void *
run_thread(void *data)
{
	struct thread *t = data;
	struct server *server = t->server;
	struct epoll_event event;

	while (!atomic_load(&server->over)) {
		if (epoll_wait(server->epoll_fd, &event, 1, -1) != 1)
			continue;
		if (event.data.fd == server->options->channel)
			begin(t);
		else if (event.data.fd == server->tick_fd)
			beat(server);
		else if (event.data.fd == server->ready_fd)
			go_on_ready(t);
		else if (event.data.fd != server->over_fd)
			go_on(t, &server->connections[event.data.fd]);
	}
	return NULL;
}

static bool
start_thread(struct server *server, struct thread *t)
{
	t->server = server;
	if (!open_inlet(t))
		return false;
	if (pthread_create(&t->id, NULL, run_thread, t) == 0)
		return true;
	close(t->inlet[0]);
	close(t->inlet[1]);
	return false;
}

static void
end_threads(struct server *server, const struct thread *threads, unsigned count)
{
	atomic_store(&server->over, true);
	eventfd_write(server->over_fd, 1); /* nobody reads it, so it wakes them all */
	for (unsigned i = 0; i < count; i++) {
		pthread_join(threads[i].id, NULL);
		close(threads[i].inlet[0]);
		close(threads[i].inlet[1]);
	}
}

/* -- beginning and end -------------------------------------------------------------------- */

static bool
watch(struct server *server, int fd, unsigned events)
{
	struct epoll_event event = {.events = events, .data.fd = fd};

	return fd >= 0 && epoll_ctl(server->epoll_fd, EPOLL_CTL_ADD, fd, &event) == 0;
}

/* The channel is shared with other processes: EPOLLEXCLUSIVE wakes one for a connection rather than
 * all. */
static bool
open_set(struct server *server)
{
	server->ready_end = &server->ready;
	pthread_mutex_init(&server->lock, NULL);
	server->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
	server->over_fd = eventfd(0, EFD_CLOEXEC);
	server->tick_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	server->ready_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK | EFD_SEMAPHORE);
	return server->epoll_fd >= 0 && watch(server, server->over_fd, EPOLLIN) &&
	       watch(server, server->tick_fd, EPOLLIN) &&
	       watch(server, server->ready_fd, EPOLLIN) &&
	       watch(server, server->options->channel, EPOLLIN | EPOLLEXCLUSIVE);
}

static void
close_set(struct server *server)
{
	const int all[] = {server->epoll_fd, server->over_fd, server->tick_fd, server->ready_fd};

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		close(all[i]);
	pthread_mutex_destroy(&server->lock);
}

/* Whether the other end is closed. */
static bool
has_ended(int fd, int wait_ms)
{
	struct pollfd p = {.fd = fd};

	return poll(&p, 1, wait_ms) > 0;
}

/* Until SIGTERM, or until the channel or the leash ends. */
static void
wait_for_end(const struct server *server, int signal_fd)
{
	/* of the channel and the leash nothing but their ends is waited for */
	struct pollfd fds[] = {{.fd = signal_fd, .events = POLLIN},
		{.fd = server->options->channel}, {.fd = server->options->leash}};

	while (poll(fds, sizeof(fds) / sizeof(fds[0]), BEAT_MS) <= 0)
		eventfd_write(server->tick_fd, 1);
}

/* What is queued already can still be read. */
static void
shut_idle(struct server *server)
{
	for (int fd = 0; fd < CONNECTIONS; fd++) {
		struct connection *c = &server->connections[fd];

		pthread_mutex_lock(&server->lock);
		if (c->open && atomic_load(&c->reading))
			shutdown(fd, SHUT_RD);
		pthread_mutex_unlock(&server->lock);
	}
}

/* What is in a channel that has ended nobody else will take. One that goes on has other readers,
 * unless they have lost their leader too: then it ends soon. */
static void
stop_taking(struct server *server)
{
	int channel = server->options->channel;
	bool lost = has_ended(server->options->leash, 0);
	struct connection *c;

	if (has_ended(channel, lost ? DRAIN_MS : 0))
		while ((c = take_connection(server)) != NULL)
			park_to_read(c);
	else
		epoll_ctl(server->epoll_fd, EPOLL_CTL_DEL, channel, NULL);
	atomic_store(&server->ending, true);
	site_leave(server->site);
}

/* Whether all connections were closed in time, those that the channel still held included. */
static bool
end_connections(struct server *server)
{
	double start = clock_seconds(), now = start;

	stop_taking(server);
	while (atomic_load(&server->open) > 0 && now < start + FCGI_GRACE_S) {
		if (now > start + LINGER_S)
			shut_idle(server);
		eventfd_write(server->tick_fd, 1);
		usleep(TICK_US);
		now = clock_seconds();
	}
	return atomic_load(&server->open) == 0;
}

static int
catch_term(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	return signalfd(-1, &set, SFD_CLOEXEC);
}

void
fcgi_serve(const struct fcgi_options *options, struct site *site)
{
	static struct server server; /* large, and there is one */
	struct thread *threads = calloc(options->threads, sizeof(*threads));
	unsigned started = 0;
	int signal_fd = catch_term();

	server.options = options;
	server.site = site;
	FCGX_Init();
	signal(SIGPIPE, SIG_IGN);
	if (signal_fd >= 0 && open_set(&server))
		while (started < options->threads && start_thread(&server, &threads[started]))
			started++;
	if (started == 0) {
		log_event("no-threads", "error=\"%s\"", strerror(errno));
		_exit(3);
	}
	wait_for_end(&server, signal_fd);
	if (!end_connections(&server)) {
		log_event("grace-over", "seconds=%d connections=%u", FCGI_GRACE_S,
			atomic_load(&server.open));
		_exit(0); /* what they still hold goes with the process */
	}
	end_threads(&server, threads, started);
	close(signal_fd);
	close_set(&server);
	free(threads);
}
