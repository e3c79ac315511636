/* Where the socket comes from: --listen, systemd's socket activation (sd_listen_fds(3)), or
 * descriptor 0 under a spawner. Without any of them and with a CGI environment, one request is
 * answered and that is all. */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "command.h"
#include "diagram/diagram.h"
#include "server/confine.h"
#include "server/fcgi.h"
#include "server/listen.h"
#include "server/supervisor.h"

enum { SYSTEMD_FD = 3, THREADS_DEFAULT = 32, COUNT_LIMIT = 256 };

struct fcgi_args {
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
		return command_error(
			       "%s '%s': write a number from 1 to %d", option, value, COUNT_LIMIT),
		       false;
	*count = (unsigned)n;
	return true;
}

static const struct command_option option_table[] = {
	{.letter = 'l',
		.is_short = true,
		.name = "listen",
		.value = "ADDRESS",
		.help = "a unix socket (mode 0660), or a port of the loopback"},
	{.letter = 'w',
		.is_short = true,
		.name = "workers",
		.value = "N",
		.help = "processes; default: one a processor"},
	{.letter = 't',
		.is_short = true,
		.name = "threads",
		.value = "N",
		.help = "threads in each; default: 32"},
	{0},
};

static bool
parse(int argc, char **argv, struct fcgi_args *options)
{
	int c;

	while ((c = command_option(&command_fcgi, argc, argv)) != -1) {
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

/* A socket that waits for connections. Descriptor 0 of a CGI program may be one too, but a
 * connected one (Apache's mod_cgid). */
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

/* false: a message was printed. */
static bool
find_socket(const struct fcgi_args *options, struct listening *listening)
{
	if (options->listen != NULL)
		return listening_open(listening, options->listen);
	listening->fd = is_systemd() ? SYSTEMD_FD : STDIN_FILENO;
	if (listening->fd == SYSTEMD_FD || is_listening(STDIN_FILENO))
		return true;
	command_error(
		"no socket: name one with --listen, or let a spawner or systemd hand one over");
	return false;
}

/* -- ways to serve ---------------------------------------------------------------------- */

/* Before any confinement: afterwards no process of ours may load code. false: a message was
 * printed. */
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
serve_once(const struct fcgi_args *options)
{
	extern char **environ;
	struct site_options site_options = {.base_url = options->base_url};
	struct diags diags = {0};
	struct model *model;
	struct site *site;
	int status;
	bool ok;

	if (asks_for_pixels())
		load_pixels(); /* without them the answer is an error, as for any picture that
				  cannot be drawn */
	confine_process(CONFINE_LEADER, NULL);
	model = command_load(options->data_dir, &(struct check_options){0}, &diags);
	if (model == NULL || diags.count[SEVERITY_ERROR] > 0) {
		status = command_refuse(&diags);
		model_free(model);
		diags_fini(&diags);
		fputs("Status: 500 Internal Server Error\r\nContent-Type: text/plain\r\nContent-Length: 33\r\n\r\n"
		      "The data could not be loaded now.",
			stdout);
		return status;
	}
	diags_fini(&diags);
	site = site_new(model, &site_options);
	confine_process(CONFINE_WORKER, NULL);
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

static int
run_fcgi(int argc, char **argv)
{
	struct fcgi_args options = {.workers = processors(), .threads = THREADS_DEFAULT};
	struct supervisor_options supervisor;
	struct listening listening = {.fd = -1};
	int status;

	if (!parse(argc, argv, &options))
		return command_usage(&command_fcgi);
	if (!command_base_url(&options.base_url))
		return EXIT_UNUSABLE;
	if (getenv("GATEWAY_INTERFACE") != NULL && !is_listening(STDIN_FILENO))
		return serve_once(&options);
	if (!load_pixels())
		return EXIT_UNUSABLE;
	if (!find_socket(&options, &listening))
		return EXIT_UNUSABLE;
	supervisor = (struct supervisor_options){
		options.data_dir, options.base_url, &listening, options.workers, options.threads};
	status = supervisor_run(&supervisor);
	listening_close(&listening);
	return status;
}

const struct command command_fcgi = {
	.name = "fcgi",
	.run = run_fcgi,
	.options = option_table,
	.synopsis = "fcgi [--listen=PATH|[HOST]:PORT] [--workers=N] [--threads=N] [DATADIR]",
	.help = "Serves the site through FastCGI: on the named socket, on one handed over by\n"
		"systemd, or on descriptor 0 under a spawner. Reloads when the data change.\n",
};
