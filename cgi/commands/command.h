/* command: what demarc can be told on the command line. A command is a file with a struct command;
 * main.c is the table of them. */
#ifndef DEMARC_COMMANDS_COMMAND_H
#define DEMARC_COMMANDS_COMMAND_H

#include <getopt.h> /* optarg and optind, for who calls command_option */
#include <stdbool.h>

#include "base/diag.h"
#include "check/check.h"
#include "model/model.h"

/* Exit statuses of all commands. */
enum { EXIT_CLEAN = 0, EXIT_FINDINGS = 1, EXIT_UNUSABLE = 2 };

/* An option, as getopt takes it, as --help tells of it and as shells complete it. */
struct command_option {
	int letter;        /* what command_option gives back */
	bool is_short;     /* "-o" means it too */
	const char *name;  /* "output"; NULL ends a table */
	const char *value; /* "FILE", what a value is; NULL: it takes none */
	const char *words; /* all that the value may be, blanks between; NULL: that is not known */
	const char *help;  /* lines, without a newline at the end */
};

struct command {
	const char *name;
	int (*run)(int argc, char **argv); /* argv[0] is the command's name */
	const char *synopsis;
	const char *help; /* lines, each with its newline; options are told below */
	const struct command_option *options; /* NULL: it has none of its own */
	/* What follows from tables of others; each NULL: nothing does. Fills in as many options as
	 * there are, at most COMMAND_MORE_LIMIT, into memory that is zero. */
	void (*more_options)(struct command_option *);
	/* Appends the words that the option's value may be, or for 0 the first argument, with
	 * blanks between. */
	void (*complete)(int letter, struct buf *words);
	const char *first; /* what the words of the first argument are called in help; NULL: they
			      stand in the synopsis */
};

enum { COMMAND_MORE_LIMIT = 24, COMMAND_OPTION_LIMIT = 40 };

/* The commands, a file each. */
extern const struct command command_check, command_render, command_get, command_export,
	command_import, command_gap, command_new, command_diff, command_answer, command_identify,
	command_preview, command_fcgi;

/* Rows for the options that several commands have: "text" or "json", which command_format reads,
 * and where command_write writes to. */
#define COMMAND_FORMAT                                                                             \
	{                                                                                          \
		.letter = 'f', .name = "format", .value = "FORMAT", .words = "text json",          \
		.help = "text (default) or json"                                                   \
	}
#define COMMAND_OUTPUT                                                                             \
	{                                                                                          \
		.letter = 'o', .is_short = true, .name = "output", .value = "FILE",                \
		.help = "write to FILE, whole or not at all; else to standard output"              \
	}

/* The options of a command, its own and those that follow from other tables; how many. */
size_t
command_options(const struct command *, struct command_option list[COMMAND_OPTION_LIMIT]);

/* Appends the words that an option's value may be, NULL for the first argument; none are known:
 * nothing. */
void
command_words(const struct command *, const struct command_option *, struct buf *words);

/* Prints what --help tells of the command. */
void
command_print_help(const struct command *);

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

/* The letter of the next option on a command line, as getopt(3) has it; -1: there is no more. What
 * was wrong with an option has been said when '?' comes back. */
int
command_option(const struct command *, int argc, char **argv);

/* The value that getopt left of COMMAND_FORMAT. false: it is none, which has been said. */
bool
command_format(bool *json);

/* The data directory of a command line that names none: $DEMARC_DATA, else "data". */
const char *
command_data_directory(void);

/* Loads and checks a data directory or a file, under limits, and adds the findings. NULL: it could
 * not be read or parsed. The model may have errors: see diags. */
struct model *
command_load(const char *path, const struct check_options *, struct diags *);

/* The same; of a file with no more than it names (load_named). */
struct model *
command_load_named(const char *path, const struct check_options *, struct diags *);

/* The whole of a file, or of standard input for "-", at most limit bytes. false: it cannot be read,
 * which has been said. */
bool
command_read(const char *path, size_t limit, struct buf *bytes);

/* The day it is in UTC, ISO 8601; SOURCE_DATE_EPOCH says another one, so that what follows from it
 * can be made again. */
enum { COMMAND_DAY_SIZE = 16 };
void
command_today(char day[COMMAND_DAY_SIZE]);

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
