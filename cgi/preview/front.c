/* Browsers open connections that they may never use, so heads are read side by side; an answer is
 * written in one go, and who does not take it in time loses it. */
#include "front.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

enum { CONNECTIONS = 64, HEAD_LIMIT = 16384, IDLE_S = 30, SEND_S = 10, HEADER_LIMIT = 32 };

struct half_request {
	int fd; /* -1: none */
	time_t since;
	size_t len;
	char head[HEAD_LIMIT + 1];
};

struct front {
	int fd;
	unsigned port;
	front_answer_fn *answer;
	void *data;
	struct half_request *connections;
};

static void
drop(struct half_request *c)
{
	close(c->fd);
	c->fd = -1;
}

static void
send_all(int fd, const struct buf *out)
{
	const struct timeval limit = {.tv_sec = SEND_S};

	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof(limit));
	for (size_t at = 0; at < out->len;) {
		ssize_t n = send(fd, out->data + at, out->len - at, MSG_NOSIGNAL);

		if (n <= 0)
			return;
		at += (size_t)n;
	}
	shutdown(fd, SHUT_WR);
}

static void
refuse(int fd, const char *status)
{
	struct buf out = {0};

	buf_printf(&out,
		"HTTP/1.1 %s\r\nContent-Type: text/plain\r\nContent-Length: %zu\r\nConnection: close\r\n\r\n%s\n",
		status, strlen(status) + 1, status);
	send_all(fd, &out);
	buf_fini(&out);
}

/* -- a request -------------------------------------------------------------------------------- */

/* "localhost:8080" and the like, with the port that is served. */
static bool
is_own_host(const char *host, unsigned port)
{
	static const char *const names[] = {"localhost", "127.0.0.1", "[::1]"};
	struct buf whole = {0};
	bool own = false;

	for (size_t i = 0; !own && i < sizeof(names) / sizeof(names[0]); i++) {
		buf_clear(&whole);
		buf_printf(&whole, "%s:%u", names[i], port);
		own = strcasecmp(host, buf_cstr(&whole)) == 0;
	}
	buf_fini(&whole);
	return own;
}

/* Ends lines by zero and lists those of the headers; how many. */
static size_t
split_headers(char *lines, const char *headers[HEADER_LIMIT])
{
	size_t n = 0;
	char *line;

	while ((line = strsep(&lines, "\n")) != NULL) {
		size_t len = strlen(line);

		if (len > 0 && line[len - 1] == '\r')
			line[len - 1] = '\0';
		if (strchr(line, ':') != NULL && n < HEADER_LIMIT)
			headers[n++] = line;
	}
	return n;
}

static bool
names_own_host(const char *const *headers, size_t count, unsigned port)
{
	for (size_t i = 0; i < count; i++)
		if (strncasecmp(headers[i], "Host:", 5) == 0)
			return is_own_host(headers[i] + 5 + strspn(headers[i] + 5, " \t"), port);
	return false;
}

/* Answers have the page's own bytes, and are never kept by the reader. */
static size_t
without_encodings(const char **headers, size_t count)
{
	static const char *const dropped[] = {
		"Accept-Encoding:", "If-None-Match:", "If-Modified-Since:"};
	size_t n = 0;

	for (size_t i = 0; i < count; i++) {
		bool drops = false;

		for (size_t j = 0; j < sizeof(dropped) / sizeof(dropped[0]); j++)
			drops |= strncasecmp(headers[i], dropped[j], strlen(dropped[j])) == 0;
		if (!drops)
			headers[n++] = headers[i];
	}
	return n;
}

static void
answer_one(struct front *front, struct half_request *c)
{
	const char *headers[HEADER_LIMIT], *method, *target;
	char *rest = c->head, *line = strsep(&rest, "\n");
	size_t count = split_headers(rest, headers);
	struct arena *arena = arena_new();
	struct request request;
	struct buf out = {0};

	method = strsep(&line, " ");
	target = strsep(&line, " \r");
	if (target == NULL || target[0] != '/') {
		refuse(c->fd, "400 Bad Request");
	} else if (!names_own_host(headers, count, front->port)) {
		refuse(c->fd, "421 Misdirected Request");
	} else {
		count = without_encodings(headers, count);
		request_from_target(&request, method, target, headers, count, arena);
		front->answer(&request, &out, front->data);
		send_all(c->fd, &out);
	}
	buf_fini(&out);
	arena_free(arena);
	drop(c);
}

/* -- connections ------------------------------------------------------------------------------- */

static void
take(struct front *front)
{
	int fd = accept4(front->fd, NULL, NULL, SOCK_CLOEXEC);
	struct half_request *c = front->connections, *end = c + CONNECTIONS;

	if (fd < 0)
		return;
	while (c < end && c->fd >= 0)
		c++;
	if (c == end) {
		close(fd);
		return;
	}
	c->fd = fd;
	c->since = time(NULL);
	c->len = 0;
}

static void
on_bytes(struct front *front, struct half_request *c)
{
	ssize_t n = recv(c->fd, c->head + c->len, HEAD_LIMIT - c->len, MSG_DONTWAIT);

	if (n <= 0) {
		drop(c);
		return;
	}
	c->len += (size_t)n;
	c->head[c->len] = '\0';
	if (memmem(c->head, c->len, "\r\n\r\n", 4) != NULL) {
		answer_one(front, c);
	} else if (c->len == HEAD_LIMIT) {
		refuse(c->fd, "431 Request Header Fields Too Large");
		drop(c);
	}
}

static void
drop_idle(struct front *front)
{
	time_t now = time(NULL);

	for (size_t i = 0; i < CONNECTIONS; i++)
		if (front->connections[i].fd >= 0 && now - front->connections[i].since > IDLE_S)
			drop(&front->connections[i]);
}

void
front_serve(int fd, unsigned port, front_answer_fn *answer, front_look_fn *look, void *data)
{
	struct front front = {
		fd, port, answer, data, calloc(CONNECTIONS, sizeof(struct half_request))};
	struct pollfd fds[CONNECTIONS + 1];

	for (size_t i = 0; i < CONNECTIONS; i++)
		front.connections[i].fd = -1;
	for (;;) {
		fds[0] = (struct pollfd){.fd = fd, .events = POLLIN};
		for (size_t i = 0; i < CONNECTIONS; i++)
			fds[i + 1] =
				(struct pollfd){.fd = front.connections[i].fd, .events = POLLIN};
		if (poll(fds, CONNECTIONS + 1, 1000) < 0 || (fds[0].revents & ~POLLIN) != 0)
			break;
		look(data);
		for (size_t i = 0; i < CONNECTIONS; i++)
			if (fds[i + 1].revents != 0)
				on_bytes(&front, &front.connections[i]);
		if (fds[0].revents != 0)
			take(&front);
		drop_idle(&front);
	}
	free(front.connections);
}
