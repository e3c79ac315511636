/* demarc: one program, a table of commands. Started by a web server as a CGI program it takes none:
 * what a front then hands over as arguments are the words of a query without "=" (RFC 3875, 4.4),
 * hence any reader's. */
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/terminal.h"
#include "check/check.h"
#include "command.h"
#include "diagram/diagram.h"
#include "address/identity.h"
#include "server/limit.h"
#include "load/load.h"

static const struct command *const commands[] = {&command_check, &command_render, &command_get,
	&command_export, &command_import, &command_gap, &command_answer, &command_new,
	&command_diff, &command_identify, &command_fcgi};
enum { COMMAND_COUNT = sizeof(commands) / sizeof(commands[0]) };

static const struct command *
find_command(const char *name)
{
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		if (strcmp(commands[i]->name, name) == 0)
			return commands[i];
	return NULL;
}

static int
print_command_help(const struct command *command)
{
	printf("usage: demarc %s\n\n%s", command->synopsis, command->help);
	if (command->more_help != NULL)
		command->more_help();
	return EXIT_CLEAN;
}

static int
print_help(void)
{
	fputs("usage: demarc COMMAND [argument...]\n\n", stdout);
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		printf("  demarc %s\n", commands[i]->synopsis);
	fputs("\ndemarc COMMAND --help tells more, demarc --version the version.\n", stdout);
	return EXIT_CLEAN;
}

static int
run(int argc, char **argv)
{
	const struct command *command;

	if (argc < 2) {
		terminal_line(stderr,
			"usage: demarc check|render|get|diff|export|fcgi ...; demarc --help tells more");
		return EXIT_UNUSABLE;
	}
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)
		return print_help();
	if (strcmp(argv[1], "--version") == 0) {
		printf("demarc %s (%.12s)\n", DEMARC_VERSION, build_id());
		return EXIT_CLEAN;
	}
	command = find_command(argv[1]);
	if (command == NULL)
		return command_error("there is no command '%s'; demarc --help lists them", argv[1]);
	for (int i = 2; i < argc && strcmp(argv[i], "--") != 0; i++)
		if (strcmp(argv[i], "--help") == 0)
			return print_command_help(command);
	return command->run(argc - 1, argv + 1);
}

/* Whoever is started by a CGI program has the variable too: what it may do then is what any reader
 * may. */
static bool
is_cgi(void)
{
	return getenv("GATEWAY_INTERFACE") != NULL;
}

static int
serve_as_cgi(void)
{
	char name[] = "fcgi", *arguments[] = {name, NULL};

	return command_fcgi.run(1, arguments);
}

/* A file must not come to be descriptor 1 or 2 because whoever started us closed that: messages
 * would be written into it. What takes the place cannot be used, as is told of a closed one. */
static void
fill_standard_streams(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0)
			open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

/* A message goes out line by line: a web server logs what it reads at a time as a line of its own,
 * and processes that share a log would mix their words. */
static void
whole_lines(void)
{
	static char line[BUFSIZ];

	setvbuf(stderr, line, _IOLBF, sizeof(line));
}

int
main(int argc, char **argv)
{
	int status;

	fill_standard_streams();
	whole_lines();
	signal(SIGXFSZ,
		SIG_IGN); /* a write past the limit of a file's size fails instead, and says so */
	status = is_cgi() ? serve_as_cgi() : run(argc, argv);
	if ((fflush(stdout) != 0 || ferror(stdout)) &&
		status != EXIT_UNUSABLE) /* that one has said it */
		status = command_error("cannot write to standard output");
	diagram_fini();
	load_fini();
	return status;
}
