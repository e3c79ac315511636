#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/terminal.h"
#include "check/check.h"
#include "command.h"

struct check_args {
	bool strict;
	bool json;
	struct check_options check;
	char today[COMMAND_DAY_SIZE];
};

static const struct command_option option_table[] = {
	{.letter = 's', .name = "strict", .help = "warnings are findings too"},
	COMMAND_FORMAT,
	{.letter = 'u',
		.name = "unlinked",
		.help = "also list references whose address is not known"},
	{0},
};

static bool
parse(int argc, char **argv, struct check_args *options)
{
	int c;

	while ((c = command_option(&command_check, argc, argv)) != -1) {
		if (c == 's')
			options->strict = true;
		else if (c == 'u')
			options->check.unlinked = true;
		else if (c != 'f' || !command_format(&options->json))
			return false;
	}
	return true;
}

static void
set_today(struct check_args *options)
{
	command_today(options->today);
	options->check.today = options->today;
}

/* Adds the findings of one path. */
static void
check_path(const char *path, const struct check_args *options, struct diags *diags)
{
	model_free(command_load_named(path, &options->check, diags));
}

static const char *
plural(size_t n)
{
	return n == 1 ? "" : "s";
}

static bool
print(struct diags *diags, bool json)
{
	struct buf out = {0};
	char accepted[40] = "";
	bool ok = true;

	if (diags->count[SEVERITY_ACCEPTED] > 0)
		snprintf(accepted, sizeof(accepted), ", %zu accepted",
			diags->count[SEVERITY_ACCEPTED]);

	diags_sort(diags);
	if (json) {
		diags_json(diags, &out);
		ok = command_output(buf_cstr(&out), out.len);
		buf_fini(&out);
		return ok;
	}
	diags_print(diags, stderr);
	if (diags->n > 0)
		terminal_line(stderr, "%zu error%s, %zu warning%s%s", diags->count[SEVERITY_ERROR],
			plural(diags->count[SEVERITY_ERROR]), diags->count[SEVERITY_WARNING],
			plural(diags->count[SEVERITY_WARNING]), accepted);
	return ok;
}

static int
run_check(int argc, char **argv)
{
	struct check_args options = {.check = {.wordings = true}};
	struct diags diags = {0};
	bool usable, printed, found;

	if (!parse(argc, argv, &options))
		return command_usage(&command_check);
	set_today(&options);
	if (optind == argc)
		check_path(command_data_directory(), &options, &diags);
	for (int i = optind; i < argc; i++)
		check_path(argv[i], &options, &diags);
	printed = print(&diags, options.json);
	usable = !command_is_unusable(&diags);
	found = diags.count[SEVERITY_ERROR] > 0 ||
		(options.strict && diags.count[SEVERITY_WARNING] > 0);
	diags_fini(&diags);
	return !usable || !printed ? EXIT_UNUSABLE : found ? EXIT_FINDINGS : EXIT_CLEAN;
}

const struct command command_check = {
	.name = "check",
	.run = run_check,
	.options = option_table,
	.synopsis = "check [--strict] [--format=text|json] [--unlinked] [PATH...]",
	.help = "Names every mistake in XML files, with file:line:column. PATH is a file or a data\n"
		"directory. Exit status: 0 clean, 1 findings, 2 could not read.\n",
};
