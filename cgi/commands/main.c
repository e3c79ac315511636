/* demarc: one program, a table of commands. Started by a web server as a CGI program it needs none. */
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check/check.h"
#include "command.h"
#include "diagram.h"
#include "address/identity.h"
#include "server/limit.h"
#include "load/load.h"

static const struct command commands[] = {
	{"check", cmd_check, "check [--strict] [--format=text|json] [--unlinked] [PATH...]",
		"Names every mistake in XML files, with file:line:column. PATH is a file or a data\n"
		"directory. Exit status: 0 clean, 1 findings, 2 could not read.\n\n"
		"  --strict           warnings are findings too\n"
		"  --format=FORMAT    text (default) or json\n"
		"  --unlinked         also list references whose address is not known\n"},
	{"render", cmd_render, "render KIND [options] FILE",
		"Draws one picture of FILE (a matrix, a data directory, or - for standard input).\n"
		"A file that would not change keeps its time.\n\n"
		"  -o, --output=FILE  write to FILE, whole or not at all\n"
		"  --format=FORMAT    svg, png, webp or pdf; without it the suffix of the output decides\n"
		"  --describe         write what the picture shows, in words, instead\n"
		"  --depfile=FILE     write a makefile's rule that names all files that were read\n"
		"  --edition=N        of a data directory; without it the current one\n"},
	{"get", cmd_get, "get [-H 'Name: value'] [-X METHOD] [-b] URLPATH [DATADIR]",
		"Answers one request without a web server: status, headers and body as HTTP.\n"
		"Exit status: 0 for a status below 400, 1 otherwise.\n\n"
		"  -H, --header=LINE    a header of the request; may be repeated\n"
		"  -X, --request=METHOD GET (default), HEAD, ...\n"
		"  -b, --body           print the body alone\n"},
	{"export", cmd_export, "export -o DIR [--base-url=URL] [DATADIR] | export --format=FORMAT [-o FILE] [FILE]",
		"Writes the whole site as files for any static host, or the document in one form:\n"
		"the same bytes that the site gives. DIR is replaced as a whole; files that stay as\n"
		"they were keep their time.\n\n"
		"  -o, --output=PATH  the directory, or the file (else standard output)\n"
		"  --base-url=URL     where it will stand, for addresses that must be absolute\n"
		"  --plan=PLAN        of one form: the document as it is for that plan\n"
		"  --option=OPTION    of one form: the document as it is with that option\n"
		"  --format=FORMAT    xlsx, boundary, controls, mapping, facts, changes, parties,\n"
		"                     certifications, questions (CSV), xml,\n"
		"                     json, schema, component-json, component-xml, mapping-json, mapping-xml (OSCAL)\n"},
	{"import", cmd_import, "import csv|json|oscal-catalog [-o FILE] [--id ID] [--lang LANG] [--parts] FILE",
		"Makes a matrix as XML from a filled-in spreadsheet, saved as CSV, or from the JSON\n"
		"that export writes, and checks it. What is wrong is named by line and column.\n\n"
		"From an OSCAL catalogue, JSON or XML, it makes a framework.\n\n"
		"  -o, --output=FILE  write to FILE, whole or not at all; else to standard output\n"
		"  --id=ID            oscal-catalog: the framework's id; else made from the title\n"
		"  --lang=LANG        oscal-catalog: the language of its words; else en\n"
		"  --parts            oscal-catalog: the labelled parts of controls too\n"},
	{"gap", cmd_gap, "gap --to=FRAMEWORK [--lang=LANG] [--format=text|json] [FILE|DATADIR]",
		"Tells which clauses of a framework the document addresses, by its own mapping and by\n"
		"published correspondences, and which a document for that framework would still lack.\n"
		"Exit status: 0 nothing is lacking, 1 something is, 2 could not read.\n\n"
		"  --to=FRAMEWORK     a framework's id, such as iso27017-2026\n"
		"  --lang=LANG        of titles; default: en\n"
		"  --format=FORMAT    text (default) or json\n"},
	{"new", cmd_new, "new DIR",
		"Makes a data directory with a commented matrix to start from, which passes check.\n"},
	{"diff", cmd_diff, "diff [--format=text|json] OLD NEW",
		"Tells what the edition in the file NEW says otherwise than the one in OLD, cell by\n"
		"cell. Exit status: 0 no difference, 1 differences, 2 a file could not be used.\n\n"
		"  --format=FORMAT    text (default) or json\n"},
	{"fcgi", cmd_fcgi, "fcgi [--listen=PATH|[HOST]:PORT] [--workers=N] [--threads=N] [DATADIR]",
		"Serves the site through FastCGI: on the named socket, on one handed over by\n"
		"systemd, or on descriptor 0 under a spawner. Reloads when the data change.\n\n"
		"  -l, --listen=ADDRESS a unix socket (mode 0660), or a port of the loopback\n"
		"  -w, --workers=N      processes; default: one a processor\n"
		"  -t, --threads=N      threads in each; default: 8\n"},
};
enum { COMMAND_COUNT = sizeof(commands) / sizeof(commands[0]) };

static const struct command *
find_command(const char *name)
{
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		if (strcmp(commands[i].name, name) == 0)
			return &commands[i];
	return NULL;
}

int
command_error(const char *fmt, ...)
{
	va_list ap;

	fputs("demarc: ", stderr);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	return EXIT_UNUSABLE;
}

int
command_usage(const char *name)
{
	fprintf(stderr, "usage: demarc %s\n", find_command(name)->synopsis);
	return EXIT_UNUSABLE;
}

/* The options that pictures share come from their own table. */
static void
print_diagram_options(void)
{
	size_t count;
	const struct diagram_option *options = diagram_options(&count);

	for (size_t i = 0; i < count; i++)
		printf("  --%s=VALUE%*s%s\n", options[i].name, (int)(11 - strlen(options[i].name)), "", options[i].allowed);
	fputs("\nKinds:", stdout);
	for (int kind = 0; kind < DIAGRAM_KIND__COUNT; kind++)
		printf(" %s", diagram_kind_name((enum diagram_kind)kind));
	fputc('\n', stdout);
}

bool
command_is_base_url(const char *url)
{
	const char *rest = strncmp(url, "https://", 8) == 0 ? url + 8 : strncmp(url, "http://", 7) == 0 ? url + 7 : "/";
	size_t len = strlen(url);

	return *rest != '/' && *rest != '\0' && url[len - 1] != '/' && strcspn(url, " \"<>?#'&\\") == len;
}

bool
command_base_url(const char **base_url)
{
	const char *set = getenv("DEMARC_BASE_URL");

	*base_url = set != NULL ? set : "";
	if (**base_url == '\0' || command_is_base_url(*base_url))
		return true;
	command_error("DEMARC_BASE_URL='%s': write an address such as https://trust.example.com, without a slash at its end", set);
	return false;
}

int
command_help(const char *name)
{
	const struct command *command = find_command(name);

	printf("usage: demarc %s\n\n%s", command->synopsis, command->help);
	if (command->run == cmd_render)
		print_diagram_options();
	return EXIT_CLEAN;
}

bool
command_output(const void *bytes, size_t len)
{
	if (fwrite(bytes, 1, len, stdout) == len && fflush(stdout) == 0)
		return true;
	command_error("cannot write to standard output");
	return false;
}

const char *
command_data_directory(void)
{
	const char *dir = getenv("DEMARC_DATA");

	return dir != NULL && *dir != '\0' ? dir : "data";
}

struct model *
command_load(const char *path, const struct check_options *options, struct diags *diags)
{
	struct stat st;
	struct model *model;
	struct limits before = limit_loading();

	model = stat(path, &st) == 0 && S_ISDIR(st.st_mode) ? load_directory(path, diags) : load_file(path, diags);
	if (model != NULL)
		check_model(model, options, diags);
	limit_lift(&before);
	return model;
}

bool
command_unreadable(const struct diags *diags, size_t from)
{
	for (size_t i = from; i < diags->n; i++)
		if (strcmp(diags->v[i].rule, "unreadable") == 0)
			return true;
	return false;
}

int
command_refuse(struct diags *diags)
{
	diags_sort(diags);
	diags_print(diags, stderr);
	return command_unreadable(diags, 0) ? EXIT_UNUSABLE : EXIT_FINDINGS;
}

static int
print_help(void)
{
	fputs("usage: demarc COMMAND [argument...]\n\n", stdout);
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		printf("  demarc %s\n", commands[i].synopsis);
	fputs("\ndemarc COMMAND --help tells more, demarc --version the version.\n", stdout);
	return EXIT_CLEAN;
}

static int
run(int argc, char **argv)
{
	const struct command *command;

	if (argc < 2 && getenv("GATEWAY_INTERFACE") != NULL)
		return cmd_fcgi(argc, argv);
	if (argc < 2) {
		fputs("usage: demarc check|render|get|diff|export|fcgi ...; demarc --help tells more\n", stderr);
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
			return command_help(command->name);
	return command->run(argc - 1, argv + 1);
}

/* A file must not come to be descriptor 1 or 2 because whoever started us closed that: messages would be written into it. What
 * takes the place cannot be used, as is told of a closed one. */
static void
fill_standard_streams(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0)
			open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

int
main(int argc, char **argv)
{
	int status;

	fill_standard_streams();
	signal(SIGXFSZ, SIG_IGN); /* a write past the limit of a file's size fails instead, and says so */
	status = run(argc, argv);
	if ((fflush(stdout) != 0 || ferror(stdout)) && status != EXIT_UNUSABLE) /* that one has said it */
		status = command_error("cannot write to standard output");
	diagram_fini();
	load_fini();
	return status;
}
