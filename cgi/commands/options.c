/* One table of options for the three who read it: getopt, --help and the shells' completion. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/own.h"
#include "command.h"

size_t
command_options(const struct command *command, struct command_option list[COMMAND_OPTION_LIMIT])
{
	size_t n = 0;

	memset(list, 0, COMMAND_OPTION_LIMIT * sizeof(*list));
	for (const struct command_option *o = command->options; o != NULL && o->name != NULL; o++)
		list[n++] = *o;
	if (command->more_options != NULL)
		command->more_options(list + n);
	while (list[n].name != NULL)
		n++;
	return n;
}

/* -- getopt ---------------------------------------------------------------------------------- */

struct getopt_tables {
	char letters[2 * COMMAND_OPTION_LIMIT + 2]; /* ":o:b" */
	struct option names[COMMAND_OPTION_LIMIT + 1];
};

static void
make_tables(const struct command *command, struct getopt_tables *tables)
{
	struct command_option list[COMMAND_OPTION_LIMIT];
	size_t count = command_options(command, list);
	char *letter = tables->letters;

	*letter++ = ':';
	for (size_t i = 0; i < count; i++) {
		bool has_value = list[i].value != NULL;

		tables->names[i] = (struct option){list[i].name,
			has_value ? required_argument : no_argument, NULL, list[i].letter};
		if (list[i].is_short)
			*letter++ = (char)list[i].letter;
		if (list[i].is_short && has_value)
			*letter++ = ':';
	}
	*letter = '\0';
	tables->names[count] = (struct option){0};
}

int
command_option(const struct command *command, int argc, char **argv)
{
	struct getopt_tables tables = {0};
	const char *given;
	int c;

	make_tables(command, &tables);
	opterr = 0; /* getopt would print what was given as it is */
	c = getopt_long(argc, argv, tables.letters, tables.names, NULL);
	given = argv[optind - 1];
	if (c == ':')
		command_error("%s: write a value behind it", given);
	else if (c == '?' && optopt == 0)
		command_error("there is no option '%s', or several begin so", given);
	else if (c == '?' && strncmp(given, "--", 2) == 0 && strchr(given, '=') != NULL)
		command_error("'%s': this option takes no value", given);
	else if (c == '?')
		command_error("there is no option '-%c'", optopt);
	return c == ':' ? '?' : c;
}

/* -- help ------------------------------------------------------------------------------------ */

/* "-o, --output=FILE" */
static void
put_forms(const struct command_option *option, struct buf *out)
{
	if (option->is_short)
		buf_printf(out, "-%c, ", option->letter);
	buf_printf(out, "--%s", option->name);
	if (option->value != NULL)
		buf_printf(out, "=%s", option->value);
}

static int
width_of(const struct command_option *option)
{
	OWN(buf_fini) struct buf forms = {0};

	put_forms(option, &forms);
	return (int)forms.len;
}

/* Its forms, then its help in a column of its own. */
static void
print_option(const struct command_option *option, int width)
{
	OWN(buf_fini) struct buf forms = {0};
	const char *line = option->help;

	put_forms(option, &forms);
	for (bool first = true; line != NULL; first = false) {
		size_t len = strcspn(line, "\n");

		printf("  %-*s  %.*s\n", width, first ? buf_cstr(&forms) : "", (int)len, line);
		line = line[len] == '\n' ? line + len + 1 : NULL;
	}
}

void
command_print_help(const struct command *command)
{
	struct command_option list[COMMAND_OPTION_LIMIT];
	size_t count = command_options(command, list);
	OWN(buf_fini) struct buf words = {0};
	int width = 0;

	printf("usage: demarc %s\n\n%s", command->synopsis, command->help);
	for (size_t i = 0; i < count; i++)
		if (width_of(&list[i]) > width)
			width = width_of(&list[i]);
	if (count > 0)
		putchar('\n');
	for (size_t i = 0; i < count; i++)
		print_option(&list[i], width);
	if (command->first == NULL)
		return;
	command_words(command, NULL, &words);
	printf("\n%s: %s\n", command->first, buf_cstr(&words));
}

/* -- completion ------------------------------------------------------------------------------ */

/* "auto, light or dark" is a list of words; "a language of the document" is none. */
static bool
put_listed(const char *prose, struct buf *words)
{
	size_t start = words->len;

	while (*prose != '\0') {
		size_t len = strcspn(prose, ", ");

		if (prose[len] == ' ' && strncmp(prose + len, " or ", 4) != 0) {
			words->len = start;
			return false;
		}
		buf_printf(words, "%s%.*s", words->len > start ? " " : "", (int)len, prose);
		prose += len;
		prose += strncmp(prose, ", ", 2) == 0 ? 2 : strncmp(prose, " or ", 4) == 0 ? 4 : 0;
	}
	return true;
}

void
command_words(const struct command *command, const struct command_option *option, struct buf *words)
{
	if (option != NULL && option->words != NULL)
		buf_str(words, option->words);
	else if (command->complete != NULL)
		command->complete(option != NULL ? option->letter : 0, words);
	if (words->len == 0 && option != NULL && option->value != NULL)
		put_listed(option->help, words);
}
