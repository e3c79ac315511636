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

#include "base/own.h"
#include "base/terminal.h"
#include "check/check.h"
#include "command.h"
#include "completion.h"
#include "diagram/diagram.h"
#include "address/identity.h"
#include "server/limit.h"
#include "load/load.h"
#include "libraries.h"

extern const struct command command_completion; /* below: it tells of this table */

static const struct command *const command_table[] = {&command_check, &command_render, &command_get,
	&command_export, &command_import, &command_gap, &command_answer, &command_new,
	&command_diff, &command_identify, &command_preview, &command_fcgi, &command_completion,
	NULL};

/* -- completion ------------------------------------------------------------------------------ */

static const struct {
	const char *name;
	void (*put)(const struct command *const *, struct buf *);
} shells[] = {{"bash", completion_bash}, {"zsh", completion_zsh}};
enum { SHELL_COUNT = sizeof(shells) / sizeof(shells[0]) };

static int
run_completion(int argc, char **argv)
{
	OWN(buf_fini) struct buf script = {0};

	if (command_option(&command_completion, argc, argv) != -1)
		return command_usage(&command_completion);
	for (size_t i = 0; argc - optind == 1 && i < SHELL_COUNT; i++)
		if (strcmp(shells[i].name, argv[optind]) == 0)
			shells[i].put(command_table, &script);
	if (script.len == 0)
		return command_error("name a shell, bash or zsh"),
		       command_usage(&command_completion);
	return command_output(buf_cstr(&script), script.len) ? EXIT_CLEAN : EXIT_UNUSABLE;
}

static void
complete_shell(int letter, struct buf *words)
{
	for (size_t i = 0; letter == 0 && i < SHELL_COUNT; i++)
		buf_printf(words, "%s%s", i > 0 ? " " : "", shells[i].name);
}

const struct command command_completion = {
	.name = "completion",
	.run = run_completion,
	.complete = complete_shell,
	.synopsis = "completion bash|zsh",
	.help = "Writes what the shell needs to complete the commands and options of this program, to\n"
		"be read where the shell looks for it; packages and make install put it there.\n",
};

/* -- the program ------------------------------------------------------------------------------ */

static const struct command *
find_command(const char *name)
{
	for (size_t i = 0; command_table[i] != NULL; i++)
		if (strcmp(command_table[i]->name, name) == 0)
			return command_table[i];
	return NULL;
}

static int
print_help(void)
{
	fputs("usage: demarc COMMAND [argument...]\n\n", stdout);
	for (size_t i = 0; command_table[i] != NULL; i++)
		printf("  demarc %s\n", command_table[i]->synopsis);
	fputs("\ndemarc COMMAND --help tells more, demarc --version the version and those of libraries.\n",
		stdout);
	return EXIT_CLEAN;
}

/* The program, then a line for each library: what a report of a fault must say. */
static int
print_version(void)
{
	OWN(buf_fini) struct buf libraries = {0};

	printf("demarc %s (%.12s)\n", DEMARC_VERSION, identity_build_id());
	libraries_print(&libraries);
	fputs(buf_cstr(&libraries), stdout);
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
	if (strcmp(argv[1], "--version") == 0)
		return print_version();
	command = find_command(argv[1]);
	if (command == NULL)
		return command_error("there is no command '%s'; demarc --help lists them", argv[1]);
	for (int i = 2; i < argc && strcmp(argv[i], "--") != 0; i++)
		if (strcmp(argv[i], "--help") == 0) {
			command_print_help(command);
			return EXIT_CLEAN;
		}
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
