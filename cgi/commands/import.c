/* A spreadsheet or JSON becomes a matrix as XML, which is then loaded and checked like any other: it is written
 * only if it has no errors. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/own.h"
#include "command.h"
#include "diagram/diagram.h"
#include "import/read_json.h"
#include "import/read_sheet.h"
#include "export/matrix_xml.h"
#include "server/limit.h"
#include "load/load.h"

struct options {
	const char *form;
	const char *path;
	const char *output;
};

static bool
parse(int argc, char **argv, struct options *options)
{
	static const struct option names[] = {{"output", required_argument, NULL, 'o'}, {NULL, 0, NULL, 0}};
	int c;

	while ((c = command_option(argc, argv, ":o:", names)) != -1) {
		if (c != 'o')
			return false;
		options->output = optarg;
	}
	if (argc - optind != 2)
		return command_error("name a form (csv or json) and a file"), false;
	options->form = argv[optind];
	options->path = argv[optind + 1];
	if (strcmp(options->form, "csv") != 0 && strcmp(options->form, "json") != 0)
		return command_error("there is no form '%s'; there is: csv, json", options->form), false;
	return true;
}

static bool
read_input(const char *path, struct buf *bytes)
{
	const char *why;
	char chunk[65536];
	size_t n;

	if (strcmp(path, "-") != 0)
		return buf_read_file(bytes, path, LOAD_FILE_LIMIT, &why) ||
		       (command_error("cannot read %s: %s", path, why), false);
	bytes->limit = LOAD_FILE_LIMIT;
	while ((n = fread(chunk, 1, sizeof(chunk), stdin)) > 0)
		buf_add(bytes, chunk, n);
	return !bytes->failed || (command_error("standard input is larger than the limit of 8 MiB"), false);
}

/* Frameworks are those of the data directory at hand, if there is one. */
static void
find_frameworks(void)
{
	char path[4096];

	snprintf(path, sizeof(path), "%s/frameworks", command_data_directory());
	if (access(path, F_OK) == 0)
		setenv("DEMARC_SHARED", command_data_directory(), 0);
}

/* What the loader and the rules find in the XML, told as places of the sheet; and the XML in canonical form. */
static void
check_xml(const char *path, struct buf *xml, const struct sheet_origins *origins, struct diags *diags)
{
	struct model *model = load_bytes(path, xml, diags);

	if (model != NULL)
		diagram_check(model, &(struct check_options){0}, diags);
	if (origins != NULL)
		sheet_locate(diags, path, origins);
	if (model != NULL && model->service_count > 0) {
		buf_clear(xml);
		write_matrix_xml(xml, model->services[0].current);
	}
	model_free(model);
}

static bool
convert(const struct options *options, const struct buf *bytes, struct buf *xml, struct diags *diags)
{
	struct arena *arena = arena_new();
	struct sheet_origins origins;
	bool good;

	if (strcmp(options->form, "csv") == 0) {
		good = read_matrix_sheet(options->path, bytes, arena, xml, &origins, diags);
		if (good)
			check_xml(options->path, xml, &origins, diags);
	} else {
		good = read_matrix_json(options->path, bytes, xml, diags);
		if (good)
			check_xml(arena_printf(arena, "%s (as XML)", options->path), xml, NULL, diags);
	}
	arena_free(arena);
	return good && diags->count[SEVERITY_ERROR] == 0;
}

/* What no command would read again is not written. */
static bool
is_readable(const struct buf *xml, const char *path)
{
	return xml->len <= LOAD_FILE_LIMIT ||
	       (command_error("%s: as XML it takes %zu bytes, and no file larger than the limit of %d (8 MiB) is read; make several "
			"documents of it", path, xml->len, LOAD_FILE_LIMIT), false);
}

static int
write_output(const struct buf *xml, const struct options *options)
{
	if (options->output == NULL || strcmp(options->output, "-") == 0)
		return command_output(buf_cstr(xml), xml->len) ? EXIT_CLEAN : EXIT_UNUSABLE;
	if (buf_write_file(xml, options->output))
		return EXIT_CLEAN;
	return command_error("cannot write %s: %s", options->output, strerror(errno));
}

static int
run_import(int argc, char **argv)
{
	struct options options = {0};
	OWN(buf_fini) struct buf bytes = {0}, xml = {0};
	OWN(diags_fini) struct diags diags = {0};
	struct limits before;
	bool good;

	if (!parse(argc, argv, &options))
		return command_usage(&command_import);
	if (!read_input(options.path, &bytes))
		return EXIT_UNUSABLE;
	find_frameworks();
	before = limit_loading();
	good = convert(&options, &bytes, &xml, &diags);
	limit_lift(&before);
	diags_sort(&diags);
	diags_print(&diags, stderr);
	if (good && !is_readable(&xml, options.path))
		return EXIT_UNUSABLE;
	return good ? write_output(&xml, &options) : EXIT_FINDINGS;
}

const struct command command_import = {
	.name = "import",
	.run = run_import,
	.synopsis = "import csv|json [-o FILE] FILE",
	.help = "Makes a matrix as XML from a filled-in spreadsheet, saved as CSV, or from the JSON\n"
		"that export writes, and checks it. What is wrong is named by line and column.\n\n"
		"  -o, --output=FILE  write to FILE, whole or not at all; else to standard output\n",
};
