/* command: what demarc can be told on the command line. A command is a row in the table of main.c. */
#ifndef DEMARC_COMMAND_H
#define DEMARC_COMMAND_H

#include <getopt.h>
#include <stdbool.h>

#include "base/err.h"
#include "check.h"
#include "model.h"

/* Exit statuses of all commands. */
enum { EXIT_CLEAN = 0, EXIT_FINDINGS = 1, EXIT_UNUSABLE = 2 };

struct command {
	const char *name;
	int (*run)(int argc, char **argv); /* argv[0] is the command's name */
	const char *synopsis;
	const char *help;
};

int
cmd_check(int argc, char **argv);
int
cmd_render(int argc, char **argv);
int
cmd_get(int argc, char **argv);
int
cmd_export(int argc, char **argv);
int
cmd_import(int argc, char **argv);
int
cmd_gap(int argc, char **argv);
int
cmd_new(int argc, char **argv);
int
cmd_diff(int argc, char **argv);
int
cmd_identify(int argc, char **argv);
int
cmd_fcgi(int argc, char **argv);

/* A message to stderr, "demarc: …"; returns EXIT_UNUSABLE. */
int
command_error(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* The usage of the named command, to stderr, after getopt has said what was wrong; returns EXIT_UNUSABLE. */
int
command_usage(const char *name);

/* Its help, to stdout; returns EXIT_CLEAN. */
int
command_help(const char *name);

/* Writes bytes to stdout and says so if that failed. */
bool
command_output(const void *bytes, size_t len);

/* The data directory of a command line that names none: $DEMARC_DATA, else "data". */
const char *
command_data_directory(void);

/* Loads and checks a data directory or a file, under limits, and adds the findings. NULL: it could not be
 * read or parsed. The model may have errors: see diags. */
struct model *
command_load(const char *path, const struct check_options *, struct diags *);

/* Whether the findings from the given one on say that a file could not be read at all. */
bool
command_unreadable(const struct diags *, size_t from);

/* Prints why nothing can be done with what was loaded; the exit status for it. */
int
command_refuse(struct diags *);

/* "https://trust.example.com/a", without a slash at its end. */
bool
command_is_base_url(const char *);

/* $DEMARC_BASE_URL, "" if it is not set. false: it is no such address, which has been said. */
bool
command_base_url(const char **base_url);

/* The value of --base-url, or where that is NULL what command_base_url gives. */
bool
command_given_base_url(const char *option, const char **base_url);

#endif
