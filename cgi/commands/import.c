/* A spreadsheet or JSON becomes a matrix as XML, which is then loaded and checked like any other:
 * it is written only if it has no errors. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/own.h"
#include "command.h"
#include "diagram/diagram.h"
#include "import/doubts.h"
#include "import/oscal_catalog.h"
#include "import/read_json.h"
#include "import/read_sheet.h"
#include "import/template.h"
#include "export/matrix_xml.h"
#include "server/limit.h"
#include "load/load.h"
#include "model/value.h"

struct import_args {
	const char *form;
	const char *path;
	const char *output;
	const char *about, *framework;
	bool template;
	struct catalog_options catalog;
};

static bool
is_catalog(const struct import_args *options)
{
	return strcmp(options->form, "oscal-catalog") == 0;
}

static bool
is_sheet(const struct import_args *options)
{
	return strcmp(options->form, "csv") == 0 || strcmp(options->form, "xlsx") == 0;
}

static bool
check_options(const struct import_args *options)
{
	const struct catalog_options *catalog = &options->catalog;

	if (!is_sheet(options) && strcmp(options->form, "json") != 0 && !is_catalog(options))
		return command_error(
			       "there is no form '%s'; there is: csv, xlsx, json, oscal-catalog",
			       options->form),
		       false;
	if (!is_catalog(options) && (catalog->id != NULL || catalog->parts))
		return command_error("--id and --parts are for oscal-catalog alone"), false;
	if (!is_catalog(options) && !is_sheet(options) && catalog->lang != NULL)
		return command_error("--lang is for csv, xlsx and oscal-catalog"), false;
	if (!is_sheet(options) && (options->about != NULL || options->framework != NULL))
		return command_error("--about and --framework are for csv and xlsx"), false;
	if (catalog->id != NULL && !value_is_id(catalog->id))
		return command_error("'%s' is no id: write a letter, then letters, digits, - and _",
			       catalog->id),
		       false;
	if (catalog->lang != NULL && !value_is_language(catalog->lang))
		return command_error("'%s' is no language tag such as en or ja", catalog->lang),
		       false;
	return true;
}

static const struct command_option option_table[] = {
	COMMAND_OUTPUT,
	{.letter = 'i',
		.name = "id",
		.value = "ID",
		.help = "oscal-catalog: the framework's id; else made from the title"},
	{.letter = 'l',
		.name = "lang",
		.value = "LANG",
		.help = "the language of words; of a catalogue, else en; of a sheet, else as it looks"},
	{.letter = 'a',
		.name = "about",
		.value = "SHEET",
		.help = "a sheet of our own layout that says what is not in FILE: service, edition, parties"},
	{.letter = 'f',
		.name = "framework",
		.value = "ID",
		.help = "whose clauses a list by clause has; else the one that fits; with --template, those to list"},
	{.letter = 't',
		.name = "template",
		.help = "write a workbook to fill in, for the languages of --lang (ja,en)"},
	{.letter = 'p',
		.name = "parts",
		.help = "oscal-catalog: the labelled parts of controls too"},
	{0},
};

static bool
parse(int argc, char **argv, struct import_args *options)
{
	int c;

	while ((c = command_option(&command_import, argc, argv)) != -1)
		if (c == 'o')
			options->output = optarg;
		else if (c == 'i')
			options->catalog.id = optarg;
		else if (c == 'l')
			options->catalog.lang = optarg;
		else if (c == 'p')
			options->catalog.parts = true;
		else if (c == 'a')
			options->about = optarg;
		else if (c == 'f')
			options->framework = optarg;
		else if (c == 't')
			options->template = true;
		else
			return false;
	if (options->template)
		return argc == optind ||
		       (command_error("--template takes no form and no file"), false);
	if (argc - optind != 2)
		return command_error("name a form (csv, xlsx, json or oscal-catalog) and a file"),
		       false;
	options->form = argv[optind];
	options->path = argv[optind + 1];
	return check_options(options);
}

/* A catalogue is larger than what becomes of it. */
enum { CATALOG_LIMIT = 64 << 20 };

/* What the loader and the rules find in the XML, told as places of the sheet; and the XML in
 * canonical form. */
static void
check_xml(
	const char *path, struct buf *xml, const struct sheet_origins *origins, struct diags *diags)
{
	size_t from = diags->n;
	struct model *model = load_bytes(path, xml, command_data_directory(), diags);

	if (model != NULL && origins != NULL)
		sheet_doubts(model, origins, diags);
	if (model != NULL)
		diagram_check(model, &(struct check_options){.wordings = true}, diags);
	if (origins != NULL)
		sheet_locate(diags, from, path, origins);
	if (model != NULL && model->service_count > 0) {
		buf_clear(xml);
		write_matrix_xml(xml, model->services[0].current);
	}
	model_free(model);
}

/* A sheet in any layout. */
static bool
convert_sheet(const struct import_args *options, const struct buf *bytes, struct arena *arena,
	struct buf *xml, struct sheet_origins *origins, struct diags *diags)
{
	OWN(buf_fini) struct buf about = {0};
	struct sheet_options sheet = {.lang = options->catalog.lang,
		.framework = options->framework,
		.about_path = options->about};
	struct model *frameworks;
	char today[COMMAND_DAY_SIZE];
	bool good;

	if (options->about != NULL && !command_read(options->about, LOAD_FILE_LIMIT, &about))
		return false;
	command_today(today);
	frameworks = load_shared(command_data_directory(), diags);
	sheet.about = options->about != NULL ? &about : NULL;
	sheet.today = today;
	sheet.frameworks = frameworks;
	good = diags->count[SEVERITY_ERROR] == 0 &&
	       read_matrix_sheet(options->path, bytes, &sheet, arena, xml, origins, diags);
	model_free(frameworks);
	return good;
}

static bool
convert(const struct import_args *options, const struct buf *bytes, struct buf *xml,
	struct diags *diags)
{
	struct arena *arena = arena_new();
	struct sheet_origins origins;
	bool good;

	if (is_sheet(options)) {
		good = convert_sheet(options, bytes, arena, xml, &origins, diags);
		if (good)
			check_xml(options->path, xml, &origins, diags);
	} else if (is_catalog(options)) {
		good = read_oscal_catalog(options->path, bytes, &options->catalog, xml, diags);
		if (good)
			check_xml(arena_printf(arena, "%s (as XML)", options->path), xml, NULL,
				diags);
	} else {
		good = read_matrix_json(options->path, bytes, xml, diags);
		if (good)
			check_xml(arena_printf(arena, "%s (as XML)", options->path), xml, NULL,
				diags);
	}
	arena_free(arena);
	return good && diags->count[SEVERITY_ERROR] == 0;
}

/* What no command would read again is not written. */
static bool
is_readable(const struct buf *xml, const char *path)
{
	return xml->len <= LOAD_FILE_LIMIT ||
	       (command_error(
			"%s: as XML it takes %zu bytes, and no file larger than the limit of %d (8 MiB) is read; make several "
			"documents of it",
			path, xml->len, LOAD_FILE_LIMIT),
		       false);
}

enum { TEMPLATE_LANGUAGES = 8 };

/* "ja,en" -> its tags, in the arena. 0: one of them is none, which has been said. */
static size_t
split_languages(struct arena *arena, const char *list, const char *tags[TEMPLATE_LANGUAGES])
{
	size_t n = 0, len;

	for (; *list != '\0'; list += len + (list[len] == ',')) {
		len = strcspn(list, ",");
		if (n == TEMPLATE_LANGUAGES)
			return command_error("--lang: at most %d languages", TEMPLATE_LANGUAGES), 0;
		tags[n] = arena_strndup(arena, list, len);
		if (!value_is_language(tags[n++]))
			return command_error(
				       "'%s' is no language tag such as en or ja", tags[n - 1]),
			       0;
	}
	if (n == 0)
		command_error("--lang: write language tags such as ja,en");
	return n;
}

static int
write_workbook(const struct import_args *options, struct arena *arena, const struct model *model)
{
	const char *tags[TEMPLATE_LANGUAGES];
	char today[COMMAND_DAY_SIZE];
	struct template_options template = {.languages = tags, .today = today};
	OWN(buf_fini) struct buf out = {0};

	template.language_count = split_languages(
		arena, options->catalog.lang != NULL ? options->catalog.lang : "ja,en", tags);
	if (template.language_count == 0)
		return EXIT_UNUSABLE;
	if (options->framework != NULL) {
		template.framework = model_framework(model, options->framework);
		if (template.framework == NULL)
			return command_error(
				"--framework='%s': there is no such framework", options->framework);
	}
	command_today(today);
	write_template(&out, model, &template);
	return command_write(&out, options->output);
}

static int
run_template(const struct import_args *options)
{
	OWN(diags_fini) struct diags diags = {0};
	struct model *model = load_shared(command_data_directory(), &diags);
	struct arena *arena = arena_new();
	int status = diags.count[SEVERITY_ERROR] == 0 ? write_workbook(options, arena, model)
						      : command_refuse(&diags);

	arena_free(arena);
	model_free(model);
	return status;
}

static int
run_import(int argc, char **argv)
{
	struct import_args options = {0};
	OWN(buf_fini) struct buf bytes = {0}, xml = {0};
	OWN(diags_fini) struct diags diags = {0};
	struct limits before;
	bool good;

	if (!parse(argc, argv, &options))
		return command_usage(&command_import);
	if (options.template)
		return run_template(&options);
	if (!command_read(
		    options.path, is_catalog(&options) ? CATALOG_LIMIT : LOAD_FILE_LIMIT, &bytes))
		return EXIT_UNUSABLE;
	before = limit_loading();
	good = convert(&options, &bytes, &xml, &diags);
	limit_lift(&before);
	diags_sort(&diags);
	diags_print(&diags, stderr);
	if (good && !is_readable(&xml, options.path))
		return EXIT_UNUSABLE;
	return good ? command_write(&xml, options.output) : EXIT_FINDINGS;
}

static void
complete(int letter, struct buf *words)
{
	if (letter == 0)
		buf_str(words, "csv xlsx json oscal-catalog");
}

const struct command command_import = {
	.name = "import",
	.run = run_import,
	.options = option_table,
	.complete = complete,
	.synopsis =
		"import [-o FILE] [--about SHEET] [--framework ID] [--lang LANG] [--id ID] [--parts] csv|xlsx|json|oscal-catalog FILE | --template",
	.help = "Makes a matrix as XML from a filled-in spreadsheet, a workbook or CSV, or from the\n"
		"JSON that export writes, and checks it. What is wrong is named by its cell.\n"
		"Besides our own layout, tables of rows and columns and lists by clause are read:\n"
		"docs/data.md tells which; how they are read is told. --template gives a workbook\n"
		"to fill in.\n\n"
		"From an OSCAL catalogue, JSON or XML, it makes a framework.\n",
};
