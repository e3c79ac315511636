/* The options of a picture come from render's table, so a new one is known here at once. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "diagram.h"

enum { OPTION_LIMIT = 24, FIRST_PICTURE_OPTION = 256 };

struct options {
	int kind;
	int format; /* -1: not said */
	const char *output;
	const char *file;
	const char *values[OPTION_LIMIT]; /* of the picture's options, in the order of their table */
};

/* -o and --format, then a row for each option of a picture. */
static void
fill_names(struct option *names)
{
	size_t count;
	const struct diagram_option *options = diagram_options(&count);

	*names++ = (struct option){"output", required_argument, NULL, 'o'};
	*names++ = (struct option){"format", required_argument, NULL, 'f'};
	for (size_t i = 0; i < count && i < OPTION_LIMIT; i++)
		*names++ = (struct option){options[i].name, required_argument, NULL, FIRST_PICTURE_OPTION + (int)i};
	*names = (struct option){0};
}

static bool
parse_format(struct options *options, const char *name)
{
	options->format = diagram_format_find(name);
	if (options->format < 0)
		command_error("--format='%s': write svg, png, webp or pdf", name);
	return options->format >= 0;
}

/* "boundary.png" says png */
static void
format_from_suffix(struct options *options)
{
	const char *dot = options->output != NULL ? strrchr(options->output, '.') : NULL;

	if (options->format < 0 && dot != NULL)
		options->format = diagram_format_find(dot + 1);
	if (options->format < 0)
		options->format = FORMAT_SVG;
}

static bool
parse_kind(struct options *options, const char *name)
{
	struct buf kinds = {0};

	options->kind = diagram_kind_find(name);
	for (int kind = 0; kind < DIAGRAM_KIND__COUNT; kind++)
		buf_printf(&kinds, "%s%s", kind > 0 ? ", " : "", diagram_kind_name((enum diagram_kind)kind));
	if (options->kind < 0)
		command_error("there is no kind of picture '%s'; there is: %s", name, buf_cstr(&kinds));
	buf_fini(&kinds);
	return options->kind >= 0;
}

static bool
parse(int argc, char **argv, struct options *options)
{
	struct option names[OPTION_LIMIT + 3];
	int c;

	fill_names(names);
	while ((c = getopt_long(argc, argv, "o:", names, NULL)) != -1) {
		if (c == 'o')
			options->output = optarg;
		else if (c == 'f' && !parse_format(options, optarg))
			return false;
		else if (c >= FIRST_PICTURE_OPTION)
			options->values[c - FIRST_PICTURE_OPTION] = optarg;
		else if (c == '?')
			return false;
	}
	if (argc - optind != 2) {
		command_error(argc - optind < 2 ? "name a kind of picture and a file" : "one kind and one file, please");
		return false;
	}
	if (!parse_kind(options, argv[optind]))
		return false;
	options->file = argv[optind + 1];
	format_from_suffix(options);
	return true;
}

static bool
set_options(struct diagram_request *request, const struct options *options)
{
	size_t count;
	const struct diagram_option *table = diagram_options(&count);

	for (size_t i = 0; i < count && i < OPTION_LIMIT; i++) {
		struct buf allowed = {0};
		bool bad = options->values[i] != NULL && diagram_option_set(request, table[i].name, options->values[i],
								  &allowed) != OPTION_TAKEN;

		if (bad)
			command_error("--%s='%s': write %s", table[i].name, options->values[i], buf_cstr(&allowed));
		buf_fini(&allowed);
		if (bad)
			return false;
	}
	return true;
}

static int
write_picture(const struct buf *picture, const struct options *options)
{
	if (options->output != NULL && strcmp(options->output, "-") != 0) {
		if (buf_write_file(picture, options->output))
			return EXIT_CLEAN;
		return command_error("cannot write %s: %s", options->output, strerror(errno));
	}
	if (options->format != FORMAT_SVG && isatty(STDOUT_FILENO))
		return command_error("this format does not belong on a terminal; name a file with -o");
	return command_output(buf_cstr(picture), picture->len) ? EXIT_CLEAN : EXIT_UNUSABLE;
}

static int
draw(const struct model *model, const struct options *options, struct diags *diags)
{
	struct diagram_request request;
	struct buf picture = {0};
	int status = EXIT_FINDINGS;

	if (model->service_count == 0)
		return command_error("%s holds no matrix", options->file);
	diagram_request_init(&request, model, model->services[0].current, (enum diagram_kind)options->kind,
		(enum diagram_format)options->format);
	if (!set_options(&request, options))
		return EXIT_UNUSABLE;
	if (diagram_render(&request, &picture, diags))
		status = write_picture(&picture, options);
	else
		diags_print(diags, stderr);
	buf_fini(&picture);
	return status;
}

int
cmd_render(int argc, char **argv)
{
	struct options options = {.format = -1};
	struct diags diags = {0};
	struct model *model;
	int status;

	if (!parse(argc, argv, &options))
		return command_usage("render");
	model = command_load(options.file, &(struct check_options){0}, &diags);
	if (model == NULL || diags.count[SEVERITY_ERROR] > 0)
		status = command_refuse(&diags);
	else
		status = draw(model, &options, &diags);
	model_free(model);
	diags_fini(&diags);
	return status;
}
