#include <stdlib.h>

#include "command.h"
#include "preview/preview.h"

enum { PORT_DEFAULT = 8080, PORT_LIMIT = 65535 };

static const struct command_option option_table[] = {
	{.letter = 'p',
		.is_short = true,
		.name = "port",
		.value = "N",
		.help = "of this machine alone; default: 8080"},
	{0},
};

static bool
parse(int argc, char **argv, struct preview_options *options)
{
	int c;

	while ((c = command_option(&command_preview, argc, argv)) != -1) {
		char *end = NULL;
		long n = c == 'p' ? strtol(optarg, &end, 10) : 0;

		if (c != 'p')
			return false;
		if (*optarg == '\0' || *end != '\0' || n < 1 || n > PORT_LIMIT)
			return command_error("--port='%s': write a number from 1 to %d", optarg,
				       PORT_LIMIT),
			       false;
		options->port = (unsigned)n;
	}
	if (argc - optind > 1)
		return command_error("one data directory, please"), false;
	options->data_dir = optind < argc ? argv[optind] : command_data_directory();
	return true;
}

static int
run_preview(int argc, char **argv)
{
	struct preview_options options = {.port = PORT_DEFAULT};

	if (!parse(argc, argv, &options))
		return command_usage(&command_preview);
	preview_run(&options);
	return EXIT_UNUSABLE;
}

const struct command command_preview = {
	.name = "preview",
	.run = run_preview,
	.options = option_table,
	.synopsis = "preview [--port=N] [DATADIR]",
	.help = "Shows the site to its author at http://localhost:8080/, with what check finds on each\n"
		"page; follows each save. For this machine alone: the public is served by fcgi.\n",
};
