#include "listen.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/terminal.h"

/* Says why there will be no socket; false. */
#define REFUSE(fmt, ...) (terminal_line(stderr, "demarc: " fmt, __VA_ARGS__), false)

enum { BACKLOG = 1024 };

/* -- unix -------------------------------------------------------------------------- */

/* 0: somebody listens there, or does so without accepting (EAGAIN). */
static int
connect_errno(const struct sockaddr_un *address)
{
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), error = 0;

	if (fd < 0)
		return errno;
	if (connect(fd, (const struct sockaddr *)address, sizeof(*address)) < 0 && errno != EAGAIN)
		error = errno;
	close(fd);
	return error;
}

/* Removes a socket that nobody listens on; false: something else is in the way, which was told. */
static bool
remove_stale(const struct sockaddr_un *address)
{
	struct stat st;
	int error;

	if (lstat(address->sun_path, &st) < 0)
		return true;
	if (!S_ISSOCK(st.st_mode))
		return REFUSE("--listen %s: there is a file of that name that is no socket",
			address->sun_path);
	error = connect_errno(address);
	if (error == 0)
		return REFUSE("--listen %s: another program listens there", address->sun_path);
	if (error == ECONNREFUSED && unlink(address->sun_path) == 0)
		return true;
	return REFUSE("--listen %s: cannot replace the socket there: %s", address->sun_path,
		strerror(error == ECONNREFUSED ? errno : error));
}

static void
know_file(struct listening *listening, const char *path)
{
	struct stat st;

	if (lstat(path, &st) < 0)
		return;
	listening->path = path;
	listening->device = st.st_dev;
	listening->inode = st.st_ino;
}

static bool
listen_unix(struct listening *listening, const char *path)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	mode_t mask;
	bool bound;

	if (strlen(path) >= sizeof(address.sun_path))
		return REFUSE("--listen %s: the path is longer than %zu bytes", path,
			sizeof(address.sun_path) - 1);
	memcpy(address.sun_path, path, strlen(path) + 1);
	if (!remove_stale(&address))
		return false;
	listening->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	mask = umask(0117); /* 0660: the front's group, nobody else */
	bound = listening->fd >= 0 &&
		bind(listening->fd, (struct sockaddr *)&address, sizeof(address)) == 0;
	umask(mask);
	if (bound)
		know_file(listening, path);
	if (bound && listen(listening->fd, BACKLOG) == 0)
		return true;
	terminal_line(stderr, "demarc: --listen %s: %s", path, strerror(errno));
	listening_close(listening);
	return false;
}

static int
bind_first(const struct addrinfo *list)
{
	int fd = socket(list->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0), on = 1;

	if (fd < 0)
		return -1;
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	if (bind(fd, list->ai_addr, list->ai_addrlen) == 0 && listen(fd, BACKLOG) == 0)
		return fd;
	close(fd);
	return -1;
}

/* getaddrinfo takes any number for a port, modulo 65536, and none for 0, which is any free one. */
static bool
is_port(const char *text)
{
	size_t len = strspn(text, "0123456789");

	return len >= 1 && len <= 5 && text[len] == '\0' && atol(text) >= 1 && atol(text) <= 65535;
}

/* The host before the colon, without the brackets that an IPv6 address has in such places (RFC
 * 3986, 3.2.2). */
static void
host_of(const char *address, const char *colon, char *host, size_t size)
{
	bool brackets = address[0] == '[' && colon > address + 1 && colon[-1] == ']';
	const char *start = address + brackets, *end = colon - brackets;

	snprintf(host, size, "%.*s", (int)(end - start), start);
}

/* ":9000" is a port of the loopback; "HOST:9000" another address. */
static bool
listen_tcp(struct listening *listening, const char *address)
{
	const char *colon = strrchr(address, ':');
	char host[256] = "127.0.0.1";
	struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICSERV}, *list;
	int error;

	if (!is_port(colon + 1))
		return REFUSE("--listen %s: write a port from 1 to 65535 after the colon", address);
	if (colon > address)
		host_of(address, colon, host, sizeof(host));
	error = getaddrinfo(host, colon + 1, &hints, &list);
	if (error != 0)
		return REFUSE("--listen %s: %s", address, gai_strerror(error));
	listening->fd = bind_first(list);
	freeaddrinfo(list);
	if (listening->fd < 0)
		terminal_line(stderr, "demarc: --listen %s: %s", address, strerror(errno));
	return listening->fd >= 0;
}

/* -- both --------------------------------------------------------------------------- */

static bool
is_tcp(const char *address)
{
	return strchr(address, ':') != NULL && strchr(address, '/') == NULL;
}

bool
listening_open(struct listening *listening, const char *address)
{
	*listening = (struct listening){.fd = -1};
	return is_tcp(address) ? listen_tcp(listening, address) : listen_unix(listening, address);
}

/* Whether the file is the one that we made. Another instance may have put its own there since. */
static bool
is_our_file(const struct listening *listening)
{
	struct stat st;

	return listening->path != NULL && lstat(listening->path, &st) == 0 &&
	       st.st_dev == listening->device && st.st_ino == listening->inode;
}

void
listening_close(struct listening *listening)
{
	if (is_our_file(listening))
		unlink(listening->path);
	if (listening->fd >= 0)
		close(listening->fd);
	*listening = (struct listening){.fd = -1};
}
