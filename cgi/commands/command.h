/* command: what demarc can be told on the command line. A command is a file with a struct command;
 * main.c is the table of them. */
#ifndef DEMARC_COMMANDS_COMMAND_H
#define DEMARC_COMMANDS_COMMAND_H

#include <getopt.h>
#include <stdbool.h>

#include "base/diag.h"
#include "check/check.h"
#include "model/model.h"

/* Exit statuses of all commands. */
enum { EXIT_CLEAN = 0, EXIT_FINDINGS = 1, EXIT_UNUSABLE = 2 };

struct command {
	const char *name;
	int (*run)(int argc, char **argv); /* argv[0] is the command's name */
	const char *synopsis;
	const char *help;
	void (*more_help)(void); /* prints what follows from other tables; NULL: nothing does */
};

/* The commands, a file each. */
extern const struct command command_check, command_render, command_get, command_export,
	command_import, command_gap, command_new, command_diff, command_answer, command_identify,
	command_fcgi;

/* A message to stderr, "demarc: …"; returns EXIT_UNUSABLE. */
int
command_error(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* The usage of the command, to stderr, after getopt has said what was wrong; returns EXIT_UNUSABLE.
 */
int
command_usage(const struct command *);

/* Writes bytes to stdout and says so if that failed; text for people is written as a terminal may
 * be given it. */
bool
command_output(const void *bytes, size_t len);
bool
command_text(const struct buf *);

/* As getopt_long with these letters, the first of which is ':'. What was wrong with an option has
 * been said when '?' comes back. */
int
command_option(int argc, char **argv, const char *letters, const struct option *);

/* The data directory of a command line that names none: $DEMARC_DATA, else "data". */
const char *
command_data_directory(void);

/* Loads and checks a data directory or a file, under limits, and adds the findings. NULL: it could
 * not be read or parsed. The model may have errors: see diags. */
struct model *
command_load(const char *path, const struct check_options *, struct diags *);

/* The whole of a file, or of standard input for "-", at most limit bytes. false: it cannot be read,
 * which has been said. */
bool
command_read(const char *path, size_t limit, struct buf *bytes);

/* Writes a command's result to a file, whole or not at all, or to standard output for NULL and "-".
 * Returns the exit status. */
int
command_write(const struct buf *, const char *path);

/* Whether something that is no mistake of the data was found: a file or a font that cannot be
 * read. */
bool
command_is_unusable(const struct diags *);

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
