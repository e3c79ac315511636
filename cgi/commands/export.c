/* One document in one form to a file or standard output, or the whole site into a directory
 * (publish.h). */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "address/data_file.h"
#include "address/offer.h"
#include "base/own.h"
#include "base/terminal.h"
#include "command.h"
#include "export/export.h"
#include "libraries.h"
#include "model/choice.h"
#include "publish/publish.h"

enum { ANSWERS_KEPT = 1 << 20 }; /* bytes: an export asks for each once */

struct export_args {
	const struct export_format *format; /* NULL: the site */
	const char *output;
	const char *base_url;
	const char *language;
	const char *path;
	const char *plan, *option; /* NULL: all */
	bool plain;                /* the site without compressed forms */
	bool chosen;               /* not all formats: those of offer */
	struct offer offer;        /* of the site */
};

static const struct command_option option_table[] = {
	{.letter = 'o',
		.is_short = true,
		.name = "output",
		.value = "PATH",
		.help = "the directory, or the file (else standard output)"},
	{.letter = 'b',
		.name = "base-url",
		.value = "URL",
		.help = "where it will stand, for addresses that must be absolute"},
	{.letter = 'z',
		.name = "no-compress",
		.help = "of the site: no .gz and .br beside the files, for hosts that make their own"},
	{.letter = 'F',
		.name = "formats",
		.value = "LIST",
		.help = "of the site: only files in these, with commas between: html (pages, and\nwhat belongs to them), svg, png, webp, pdf, xlsx, csv, ics, json, xml, oscal"},
	{.letter = 'p',
		.name = "plan",
		.value = "PLAN",
		.help = "of one form: the document as it is for that plan"},
	{.letter = 'q',
		.name = "option",
		.value = "OPTION",
		.help = "of one form: the document as it is with that option"},
	{.letter = 'f',
		.name = "format",
		.value = "FORMAT",
		.help = "xlsx, boundary, controls, mapping, facts, changes, parties,\ncertifications, questions, crm, ssrm, plans (CSV), calendar, xml,\njson, schema, component-json, component-xml, mapping-json, mapping-xml,\nssp-json, ssp-xml, catalog-json, catalog-xml (OSCAL)"},
	{0},
};

/* Of the site. */
static void
list_formats(struct buf *out, const char *between)
{
	for (size_t i = 0; offer_name(i) != NULL; i++)
		buf_printf(out, "%s%s", i > 0 ? between : "", offer_name(i));
}

static bool
parse_format(struct export_args *options, const char *name)
{
	OWN(buf_fini) struct buf names = {0};

	options->format = export_format_find(name);
	for (size_t i = 0; i < export_format_count; i++)
		buf_printf(&names, "%s%s", i > 0 ? ", " : "", export_formats[i].id);
	if (options->format == NULL)
		command_error("--format='%s': write one of %s", name, buf_cstr(&names));
	return options->format != NULL;
}

static bool
parse_formats(struct export_args *options, const char *list)
{
	OWN(buf_fini) struct buf names = {0}, unknown = {0};

	options->chosen = true;
	if (offer_read(&options->offer, list, &unknown))
		return true;
	list_formats(&names, ", ");
	return command_error("--formats: there is no '%s'; write some of %s, with commas between",
		       buf_cstr(&unknown), buf_cstr(&names)),
	       false;
}

static bool
parse(int argc, char **argv, struct export_args *options)
{
	int c;

	while ((c = command_option(&command_export, argc, argv)) != -1) {
		if (c == 'o')
			options->output = optarg;
		else if (c == 'b')
			options->base_url = optarg;
		else if (c == 'z')
			options->plain = true;
		else if (c == 'p')
			options->plan = optarg;
		else if (c == 'q')
			options->option = optarg;
		else if (c == 'f' && !parse_format(options, optarg))
			return false;
		else if (c == 'F' && !parse_formats(options, optarg))
			return false;
		else if (c == '?')
			return false;
	}
	if (argc - optind > 1)
		return command_error("name one file or data directory"), false;
	options->path = optind < argc ? argv[optind] : command_data_directory();
	return true;
}

static int
write_output(const struct buf *bytes, const struct export_args *options)
{
	if (options->output != NULL && strcmp(options->output, "-") != 0) {
		if (buf_write_file(bytes, options->output))
			return EXIT_CLEAN;
		return command_error("cannot write %s: %s", options->output, strerror(errno));
	}
	if (options->format->packed && isatty(STDOUT_FILENO))
		return command_error("%s does not belong on a terminal; name a file with -o",
			options->format->file);
	return command_output(buf_cstr(bytes), bytes->len) ? EXIT_CLEAN : EXIT_UNUSABLE;
}

/* The choice, or NULL for none asked for. false: there is no such one, which is told. */
static bool
find_choice(const char *name, const char *asked, const struct choice *choices, size_t count,
	const struct choice **choice)
{
	OWN(buf_fini) struct buf names = {0};

	if (asked == NULL)
		return true;
	*choice = choice_find(choices, count, asked);
	for (size_t i = 0; i < count; i++)
		buf_printf(&names, "%s%s", i > 0 ? ", " : "", choices[i].key);
	if (*choice == NULL && count == 0)
		return command_error("--%s='%s': the document speaks of no %s", name, asked, name),
		       false;
	if (*choice == NULL)
		command_error("--%s='%s': write one of %s", name, asked, buf_cstr(&names));
	return *choice != NULL;
}

static int
export_document(const struct model *model, const struct export_args *options)
{
	OWN(buf_fini) struct buf bytes = {0};
	const struct choice *plan = NULL, *option = NULL;
	const struct matrix *matrix;

	if (model->service_count != 1)
		return command_error("%s holds %zu services; name the file of one", options->path,
			model->service_count);
	matrix = model->services[0].current;
	if (!find_choice("plan", options->plan, matrix->plans, matrix->plan_count, &plan) ||
		!find_choice(
			"option", options->option, matrix->options, matrix->option_count, &option))
		return EXIT_UNUSABLE;
	matrix = matrix_for(model->arena, matrix, plan, option);
	if (!export_format_fits(options->format, matrix))
		return command_error("%s has no %s, hence no %s", options->path,
			export_format_needs(options->format), options->format->file);
	data_file_write(options->format, &bytes, model, matrix, options->base_url);
	if (bytes.failed)
		return command_error("out of memory");
	return write_output(&bytes, options);
}

static void
free_string(char **s)
{
	free(*s);
}

static void
tell(const struct outdir *out, const char *name)
{
	if (out->others > 0)
		terminal_line(stderr,
			"%s: %zu files, %zu of them unchanged; %zu that are not of an export were kept",
			name, out->files, out->kept, out->others);
	else
		terminal_line(stderr, "%s: %zu files, %zu of them unchanged", name, out->files,
			out->kept);
}

/* The site takes over the model. */
static int
export_site(struct model *model, const struct export_args *options)
{
	const struct site_options site_options = {.cache_bytes = ANSWERS_KEPT,
		.base_url = options->base_url,
		.language = options->language,
		.exported = true,
		.offer = options->offer};
	struct site *site = site_new(model, &site_options);
	OWN(buf_fini) struct buf libraries = {0};
	struct publish_options publish = {
		.base_url = options->base_url != NULL ? options->base_url : "",
		.plain = options->plain};
	OWN(outdir_fini) struct outdir out = {0};
	OWN(free_string) char *why = NULL;
	int status = EXIT_CLEAN;

	libraries_print(&libraries);
	publish.libraries = buf_cstr(&libraries);
	if (!outdir_begin(&out, options->output, &why))
		status = command_error("%s", why);
	else if (!publish_site(site, &publish, &out))
		status = command_error("%s is as it was", options->output);
	else
		tell(&out, options->output);
	site_free(site);
	return status;
}

static bool
is_usable(struct export_args *options)
{
	if (options->format != NULL && options->chosen)
		return command_error("--formats is for the site: leave out --format"), false;
	if (options->format != NULL && options->plain)
		return command_error("--no-compress is for the site: leave out --format"), false;
	if (options->format != NULL)
		return command_given_base_url(options->base_url, &options->base_url);
	if (options->plan != NULL || options->option != NULL)
		return command_error(
			       "--plan and --option are for one form, with --format: the site has pages for each"),
		       false;
	if (options->output == NULL)
		return command_error(
			       "name a directory with -o for the whole site, or a form with --format"),
		       false;
	return command_language(&options->language) &&
	       (options->base_url == NULL ||
		       command_given_base_url(options->base_url, &options->base_url));
}

static int
run_export(int argc, char **argv)
{
	struct export_args options = {0};
	struct diags diags = {0};
	struct model *model;
	int status;

	if (!parse(argc, argv, &options) || !is_usable(&options))
		return command_usage(&command_export);
	model = command_load(options.path, &(struct check_options){0}, &diags);
	if (model == NULL || diags.count[SEVERITY_ERROR] > 0)
		status = command_refuse(&diags);
	else if (options.format == NULL)
		status = export_site(model, &options), model = NULL;
	else
		status = export_document(model, &options);
	model_free(model);
	diags_fini(&diags);
	return status;
}

static void
complete(int letter, struct buf *words)
{
	if (letter == 'F')
		list_formats(words, " ");
	for (size_t i = 0; letter == 'f' && i < export_format_count; i++)
		buf_printf(words, "%s%s", i > 0 ? " " : "", export_formats[i].id);
}

const struct command command_export = {
	.name = "export",
	.run = run_export,
	.options = option_table,
	.complete = complete,
	.synopsis =
		"export -o DIR [--base-url=URL] [DATADIR] | export --format=FORMAT [-o FILE] [FILE]",
	.help = "Writes the whole site as files for any static host, or the document in one form:\n"
		"the same bytes that the site gives. The files of an earlier export in DIR are replaced\n"
		"as a whole, those that stay as they were keep their time, and all others stay.\n",
};
