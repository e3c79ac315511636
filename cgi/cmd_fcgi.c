/* Where the socket comes from: --listen, systemd's socket activation (sd_listen_fds(3)), or descriptor 0 under a spawner. Without
 * any of them and with a CGI environment, one request is answered and that is all. */
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

#include "command.h"
#include "confine.h"
#include "diagram.h"
#include "fcgi.h"
#include "supervisor.h"

enum { BACKLOG = 1024, SYSTEMD_FD = 3, THREADS_DEFAULT = 32, COUNT_LIMIT = 256 };

struct options {
	const char *listen;
	const char *data_dir;
	unsigned workers;
	unsigned threads;
	const char *base_url;
};

static bool
parse_count(const char *option, const char *value, unsigned *count)
{
	char *end;
	long n = strtol(value, &end, 10);

	if (*value == '\0' || *end != '\0' || n < 1 || n > COUNT_LIMIT)
		return command_error("%s '%s': write a number from 1 to %d", option, value, COUNT_LIMIT), false;
	*count = (unsigned)n;
	return true;
}

static bool
parse(int argc, char **argv, struct options *options)
{
	static const struct option names[] = {{"listen", required_argument, NULL, 'l'},
		{"workers", required_argument, NULL, 'w'}, {"threads", required_argument, NULL, 't'}, {NULL, 0, NULL, 0}};
	int c;

	while ((c = getopt_long(argc, argv, "l:w:t:", names, NULL)) != -1) {
		if (c == 'l')
			options->listen = optarg;
		else if (c == 'w' && !parse_count("--workers", optarg, &options->workers))
			return false;
		else if (c == 't' && !parse_count("--threads", optarg, &options->threads))
			return false;
		else if (c == '?')
			return false;
	}
	if (argc - optind > 1)
		return command_error("one data directory, please"), false;
	options->data_dir = optind < argc ? argv[optind] : command_data_directory();
	return true;
}

/* -- sockets ----------------------------------------------------------------------- */

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
		return command_error("--listen %s: there is a file of that name that is no socket", address->sun_path), false;
	error = connect_errno(address);
	if (error == 0)
		return command_error("--listen %s: another program listens there", address->sun_path), false;
	if (error == ECONNREFUSED && unlink(address->sun_path) == 0)
		return true;
	return command_error("--listen %s: cannot replace the socket there: %s", address->sun_path,
		strerror(error == ECONNREFUSED ? errno : error)), false;
}

static int
listen_unix(const char *path)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	int fd;
	mode_t mask;
	bool bound;

	if (strlen(path) >= sizeof(address.sun_path))
		return command_error("--listen %s: the path is longer than %zu bytes", path, sizeof(address.sun_path) - 1), -1;
	memcpy(address.sun_path, path, strlen(path) + 1);
	if (!remove_stale(&address))
		return -1;
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	mask = umask(0117); /* 0660: the front's group, nobody else */
	bound = fd >= 0 && bind(fd, (struct sockaddr *)&address, sizeof(address)) == 0;
	umask(mask);
	if (bound && listen(fd, BACKLOG) == 0)
		return fd;
	command_error("--listen %s: %s", path, strerror(errno));
	if (bound)
		unlink(path);
	return -1;
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

/* The host before the colon, without the brackets that an IPv6 address has in such places (RFC 3986, 3.2.2). */
static void
host_of(const char *address, const char *colon, char *host, size_t size)
{
	bool brackets = address[0] == '[' && colon > address + 1 && colon[-1] == ']';
	const char *start = address + brackets, *end = colon - brackets;

	snprintf(host, size, "%.*s", (int)(end - start), start);
}

/* ":9000" is a port of the loopback; "HOST:9000" another address. */
static int
listen_tcp(const char *address)
{
	const char *colon = strrchr(address, ':');
	char host[256] = "127.0.0.1";
	struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICSERV}, *list;
	int fd, error;

	if (!is_port(colon + 1))
		return command_error("--listen %s: write a port from 1 to 65535 after the colon", address), -1;
	if (colon > address)
		host_of(address, colon, host, sizeof(host));
	error = getaddrinfo(host, colon + 1, &hints, &list);
	if (error != 0)
		return command_error("--listen %s: %s", address, gai_strerror(error)), -1;
	fd = bind_first(list);
	freeaddrinfo(list);
	if (fd < 0)
		command_error("--listen %s: %s", address, strerror(errno));
	return fd;
}

/* A socket that waits for connections. Descriptor 0 of a CGI program may be one too, but a connected one (Apache's
 * mod_cgid). */
static bool
is_listening(int fd)
{
	int listening = 0;
	socklen_t len = sizeof(listening);

	return getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listening, &len) == 0 && listening;
}

static bool
is_systemd(void)
{
	const char *pid = getenv("LISTEN_PID"), *count = getenv("LISTEN_FDS");

	return pid != NULL && count != NULL && atol(pid) == (long)getpid() && atoi(count) >= 1;
}

static bool
is_tcp(const char *address)
{
	return strchr(address, ':') != NULL && strchr(address, '/') == NULL;
}

/* -1: a message was printed. */
static int
find_socket(const struct options *options)
{
	if (options->listen != NULL)
		return is_tcp(options->listen) ? listen_tcp(options->listen) : listen_unix(options->listen);
	if (is_systemd())
		return SYSTEMD_FD;
	if (is_listening(STDIN_FILENO))
		return STDIN_FILENO;
	command_error("no socket: name one with --listen, or let a spawner or systemd hand one over");
	return -1;
}

/* -- ways to serve ---------------------------------------------------------------------- */

/* Before any confinement: afterwards no process of ours may load code. false: a message was printed. */
static bool
load_pixels(void)
{
	struct diags diags = {0};
	bool loaded = diagram_load_pixels(&diags);

	diags_print(&diags, stderr);
	diags_fini(&diags);
	return loaded;
}

/* Whether the one request is for a picture made of pixels. */
static bool
asks_for_pixels(void)
{
	const char *path = getenv("PATH_INFO"), *suffix;
	int format;

	if (path == NULL || path[0] == '\0')
		path = getenv("SCRIPT_NAME");
	suffix = path != NULL ? strrchr(path, '.') : NULL;
	format = suffix != NULL ? diagram_format_find(suffix + 1) : -1;
	return format >= 0 && diagram_format_is_raster((enum diagram_format)format);
}

static int
serve_once(const struct options *options)
{
	extern char **environ;
	struct site_options site_options = {.base_url = options->base_url};
	struct diags diags = {0};
	struct model *model;
	struct site *site;
	int status;
	bool ok;

	if (asks_for_pixels())
		load_pixels(); /* without them the answer is an error, as for any picture that cannot be drawn */
	confine(CONFINE_LEADER, NULL);
	model = command_load(options->data_dir, &(struct check_options){0}, &diags);
	if (model == NULL || diags.count[SEVERITY_ERROR] > 0) {
		status = command_refuse(&diags);
		model_free(model);
		diags_fini(&diags);
		fputs("Status: 500 Internal Server Error\r\nContent-Type: text/plain\r\nContent-Length: 33\r\n\r\n"
		      "The data could not be loaded now.", stdout);
		return status;
	}
	diags_fini(&diags);
	site = site_new(model, &site_options);
	confine(CONFINE_WORKER, NULL);
	ok = cgi_serve(site, environ);
	site_free(site);
	return ok ? EXIT_CLEAN : EXIT_UNUSABLE;
}

static unsigned
processors(void)
{
	long n = sysconf(_SC_NPROCESSORS_ONLN);

	return n < 2 ? 2 : n > 16 ? 16 : (unsigned)n;
}

int
cmd_fcgi(int argc, char **argv)
{
	struct options options = {.workers = processors(), .threads = THREADS_DEFAULT};
	struct supervisor_options supervisor;
	const char *file;
	int fd, status;

	if (!parse(argc, argv, &options))
		return command_usage("fcgi");
	if (!command_base_url(&options.base_url))
		return EXIT_UNUSABLE;
	if (options.listen == NULL && getenv("GATEWAY_INTERFACE") != NULL && !is_listening(STDIN_FILENO))
		return serve_once(&options);
	if (!load_pixels())
		return EXIT_UNUSABLE;
	fd = find_socket(&options);
	if (fd < 0)
		return EXIT_UNUSABLE;
	file = options.listen != NULL && !is_tcp(options.listen) ? options.listen : NULL;
	supervisor = (struct supervisor_options){options.data_dir, options.base_url, fd, file, options.workers,
		options.threads};
	status = supervisor_run(&supervisor);
	if (file != NULL)
		unlink(file);
	return status;
}
