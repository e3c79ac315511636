/* A thread of its own, as the supervisor's other work may take long: it looks at the data, which
 * may lie on a drive that does not answer. It accepts a connection only when the one before is
 * handed over, so that those that nobody can take wait in the socket's queue, where a new
 * generation finds them. */
#include "handover.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PAUSE_US = 5000 };

struct handover {
	pthread_t thread;
	pthread_mutex_t lock;
	int listen_fd;
	int wake_fd; /* readable when channel or over has changed */
	int channel; /* with the lock; -1: none */
	int pending; /* accepted, and not yet handed over; -1: none */
	bool over;   /* with the lock */
};

int
handover_channel(int ends[2])
{
	return socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends);
}

/* -- sending ---------------------------------------------------------------------------- */

union handover_control {
	struct cmsghdr header; /* for its alignment */
	char bytes[CMSG_SPACE(sizeof(int))];
};

static bool
send_descriptor(int channel, int fd)
{
	union handover_control control = {0};
	char byte = 'C';
	struct iovec data = {&byte, 1};
	struct msghdr message = {.msg_iov = &data,
		.msg_iovlen = 1,
		.msg_control = control.bytes,
		.msg_controllen = sizeof(control.bytes)};
	struct cmsghdr *header = CMSG_FIRSTHDR(&message);

	header->cmsg_level = SOL_SOCKET;
	header->cmsg_type = SCM_RIGHTS;
	header->cmsg_len = CMSG_LEN(sizeof(fd));
	memcpy(CMSG_DATA(header), &fd, sizeof(fd));
	return sendmsg(channel, &message, MSG_DONTWAIT | MSG_NOSIGNAL) == 1;
}

static void
drop_channel(struct handover *h)
{
	if (h->channel >= 0)
		close(h->channel);
	h->channel = -1;
}

/* If nobody is left at the other end, the connection waits for the next channel. */
static void
hand_over(struct handover *h)
{
	bool sent, gone;

	pthread_mutex_lock(&h->lock);
	sent = h->channel >= 0 && send_descriptor(h->channel, h->pending);
	gone = !sent && (errno == EPIPE || errno == ECONNRESET);
	if (gone)
		drop_channel(h);
	pthread_mutex_unlock(&h->lock);
	if (sent) {
		close(h->pending);
		h->pending = -1;
	} else if (!gone) {
		usleep(PAUSE_US); /* too much is on its way */
	}
}

/* Takes and hands over what waits, as long as the channel takes it at once. */
static void
accept_all(struct handover *h)
{
	while (h->pending < 0 &&
		(h->pending = accept4(h->listen_fd, NULL, NULL, SOCK_CLOEXEC)) >= 0)
		hand_over(h);
	if (h->pending < 0 && errno != EAGAIN)
		usleep(PAUSE_US); /* no descriptors, say: it stays readable, so do not spin */
}

/* Waits for what is next: a connection, or that the channel takes the one there is. */
static void
take_turn(struct handover *h, int channel)
{
	bool holds = h->pending >= 0;
	int fd = channel < 0 ? -1 : holds ? channel : h->listen_fd;
	struct pollfd fds[] = {{.fd = h->wake_fd, .events = POLLIN},
		{.fd = fd, .events = holds ? POLLOUT : POLLIN}};
	eventfd_t count;

	poll(fds, 2, -1); /* if it fails, nothing has come */
	if (fds[0].revents != 0)
		eventfd_read(h->wake_fd, &count);
	else if (fds[1].revents != 0 && holds)
		hand_over(h);
	else if (fds[1].revents != 0)
		accept_all(h);
}

static void *
run(void *data)
{
	struct handover *h = data;
	bool over = false;

	while (!over) {
		int channel;

		pthread_mutex_lock(&h->lock);
		over = h->over;
		channel = h->channel;
		pthread_mutex_unlock(&h->lock);
		if (!over)
			take_turn(h, channel);
	}
	return NULL;
}

struct handover *
handover_start(int listen_fd)
{
	struct handover *h = calloc(1, sizeof(*h));
	int flags = fcntl(listen_fd, F_GETFL), error = 0;

	h->listen_fd = listen_fd;
	h->channel = h->pending = -1;
	pthread_mutex_init(&h->lock, NULL);
	h->wake_fd = eventfd(0, EFD_CLOEXEC);
	/* a connection may be gone before it is accepted */
	if (h->wake_fd < 0 || flags < 0 || fcntl(listen_fd, F_SETFL, flags | O_NONBLOCK) < 0)
		error = errno;
	else
		error = pthread_create(&h->thread, NULL, run, h);
	if (error == 0)
		return h;
	if (h->wake_fd >= 0)
		close(h->wake_fd);
	free(h);
	errno = error;
	return NULL;
}

static void
change(struct handover *h, int channel, bool over)
{
	pthread_mutex_lock(&h->lock);
	drop_channel(h);
	h->channel = channel;
	h->over = over;
	pthread_mutex_unlock(&h->lock);
	eventfd_write(h->wake_fd, 1);
}

void
handover_to(struct handover *h, int channel)
{
	change(h, channel, false);
}

void
handover_end(struct handover *h)
{
	if (h == NULL)
		return;
	change(h, -1, true);
	pthread_join(h->thread, NULL);
	if (h->pending >= 0)
		close(h->pending);
	close(h->wake_fd);
	pthread_mutex_destroy(&h->lock);
	free(h);
}

/* -- receiving -------------------------------------------------------------------------- */

int
handover_take(int channel)
{
	union handover_control control;
	char byte;
	struct iovec data = {&byte, 1};
	struct msghdr message = {.msg_iov = &data,
		.msg_iovlen = 1,
		.msg_control = control.bytes,
		.msg_controllen = sizeof(control.bytes)};
	ssize_t n = recvmsg(channel, &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
	struct cmsghdr *header = n == 1 ? CMSG_FIRSTHDR(&message) : NULL;
	int fd = -1;

	if (header != NULL && header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS)
		memcpy(&fd, CMSG_DATA(header), sizeof(fd));
	else if (n >= 0)
		errno = n == 0 ? 0 : EMFILE; /* the kernel had no room for it, and closed it */
	return fd;
}
