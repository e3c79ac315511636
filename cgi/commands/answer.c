/* A customer's questionnaire comes in and goes out as a file; what stays blank is listed. */
#include <stdio.h>
#include <string.h>

#include "address/data_file.h"
#include "answer/answer.h"
#include "base/own.h"
#include "base/terminal.h"
#include "command.h"
#include "server/limit.h"

struct answer_args {
	const char *path, *output, *service, *framework, *base_url, *data;
	struct answer_options answer;
	struct export_pages pages; /* that answer.pages may point at */
};

static const struct command_option option_table[] = {
	COMMAND_OUTPUT,
	{.letter = 's',
		.name = "service",
		.value = "ID",
		.help = "the document, where there are several"},
	{.letter = 'f',
		.name = "framework",
		.value = "ID",
		.help = "whose clause numbers they are; else the one that fits"},
	{.letter = 'l',
		.name = "lang",
		.value = "LANG",
		.help = "the language of the answers; else the original one"},
	{.letter = 't',
		.name = "sheet",
		.value = "NAME",
		.help = "fill this sheet alone; else each that asks"},
	{.letter = 'k',
		.name = "key",
		.value = "COLUMN",
		.help = "the letters of the column that says what is asked"},
	{.letter = 'b',
		.name = "base-url",
		.value = "URL",
		.help = "the site, for the column of addresses"},
	{0},
};

static bool
is_letters(const char *s)
{
	size_t len = strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

	return len > 0 && len <= 3 && s[len] == '\0';
}

static bool
set_option(struct answer_args *options, int c)
{
	const struct {
		int letter;
		const char **value;
	} rows[] = {{'o', &options->output}, {'s', &options->service}, {'f', &options->framework},
		{'b', &options->base_url}, {'l', &options->answer.lang},
		{'t', &options->answer.sheet}, {'k', &options->answer.key}};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (rows[i].letter == c) {
			*rows[i].value = optarg;
			return true;
		}
	return false;
}

static bool
parse(int argc, char **argv, struct answer_args *options)
{
	int c;

	while ((c = command_option(&command_answer, argc, argv)) != -1)
		if (!set_option(options, c))
			return false;
	if (argc - optind < 1 || argc - optind > 2)
		return command_error(
			       "name a questionnaire, a workbook or CSV, and perhaps the data"),
		       false;
	if (options->answer.key != NULL && !is_letters(options->answer.key))
		return command_error("--key='%s': write the letters of a column, such as B",
			       options->answer.key),
		       false;
	options->path = argv[optind];
	options->data = optind + 1 < argc ? argv[optind + 1] : command_data_directory();
	return command_given_base_url(options->base_url, &options->base_url);
}

/* The document that answers; NULL: it is not there, or not the only one, which has been said. */
static const struct matrix *
find_matrix(const struct model *model, const struct answer_args *options)
{
	OWN(buf_fini) struct buf list = {0};
	const struct service *service =
		options->service != NULL ? model_service(model, options->service) : NULL;

	if (model->service_count == 0)
		return command_error("no document found that could answer"), NULL;
	if (options->service == NULL && model->service_count == 1)
		return model->services[0].current;
	if (service != NULL)
		return service->current;
	for (size_t i = 0; i < model->service_count; i++)
		buf_printf(&list, "%s%s", i > 0 ? ", " : "", model->services[i].id);
	if (options->service == NULL)
		command_error("several documents are there: say which with --service: %s",
			buf_cstr(&list));
	else
		command_error("--service='%s': write one of %s", options->service, buf_cstr(&list));
	return NULL;
}

static bool
settle(struct answer_args *options, const struct model *model, const struct matrix *matrix)
{
	if (options->answer.lang == NULL)
		options->answer.lang = matrix->original;
	if (matrix_language(matrix, options->answer.lang) == NULL)
		return command_error("--lang='%s': the document has no such language",
			       options->answer.lang),
		       false;
	if (options->framework == NULL)
		return true;
	options->answer.framework = model_framework(model, options->framework);
	if (options->answer.framework == NULL)
		command_error("--framework='%s': there is no such framework", options->framework);
	return options->answer.framework != NULL;
}

static int
answer(struct answer_args *options, const struct model *model, const struct buf *bytes,
	struct diags *diags)
{
	const struct matrix *matrix = find_matrix(model, options);
	OWN(buf_fini) struct buf out = {0};
	struct answer_counts counts;
	struct arena *arena;
	bool good;

	if (matrix == NULL || !settle(options, model, matrix))
		return EXIT_UNUSABLE;
	options->pages = (struct export_pages){data_file_page, options->base_url};
	if (options->base_url[0] != '\0')
		options->answer.pages = &options->pages;
	arena = arena_new();
	good = answer_questionnaire(
		&out, arena, options->path, bytes, model, matrix, &options->answer, &counts, diags);
	arena_free(arena);
	diags_print(diags, stderr);
	if (!good)
		return EXIT_FINDINGS;
	terminal_line(stderr, "%zu of %zu answered", counts.answered, counts.asked);
	return command_write(&out, options->output);
}

/* The bytes of a questionnaire, and what a workbook takes. */
enum { QUESTIONNAIRE_LIMIT = 64 << 20 };

static int
run_answer(int argc, char **argv)
{
	struct answer_args options = {0};
	OWN(buf_fini) struct buf bytes = {0};
	OWN(diags_fini) struct diags found = {0}, diags = {.limit = 1000};
	struct limits before;
	struct model *model;
	int status;

	if (!parse(argc, argv, &options))
		return command_usage(&command_answer);
	if (!command_read(options.path, QUESTIONNAIRE_LIMIT, &bytes))
		return EXIT_UNUSABLE;
	model = command_load(options.data, &(struct check_options){0}, &found);
	if (model == NULL || found.count[SEVERITY_ERROR] > 0) {
		model_free(model);
		return command_refuse(&found);
	}
	before = limit_loading();
	status = answer(&options, model, &bytes, &diags);
	limit_lift(&before);
	model_free(model);
	return status;
}

const struct command command_answer = {
	.name = "answer",
	.run = run_answer,
	.options = option_table,
	.synopsis =
		"answer [-o FILE] [--service ID] [--framework ID] [--lang LANG] [--sheet NAME] [--key COLUMN] [--base-url URL] SHEET [DATADIR|FILE]",
	.help = "Fills a customer's questionnaire, a workbook or CSV, with what the document says.\n"
		"A column of clause numbers, several in a cell perhaps, or of ids of the document's\n"
		"questions says what is asked; status, answer, who, edition and address go into the\n"
		"columns whose headings ask for them, else into new ones; columns for yes and no get\n"
		"a mark. What the document does not say stays blank and is listed; nothing else in\n"
		"the file changes.\n",
};
