/* The options of a picture come from render's table, so a new one is known here at once. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/own.h"
#include "command.h"
#include "diagram/diagram.h"
#include "paper/document.h"

enum { OPTION_LIMIT = 24, FIRST_PICTURE_OPTION = 256, KIND_DOCUMENT = DIAGRAM_KIND__COUNT };

struct render_args {
	int kind;
	int format; /* -1: not said */
	const char *output;
	const char *depfile;
	const char *edition;  /* NULL: the current one */
	const char *base_url; /* of the site that the picture's links lead to; "": it has none */
	bool words;           /* its description instead of the picture */
	const char *file;
	const char
		*values[OPTION_LIMIT]; /* of the picture's options, in the order of their table */
};

static const struct command_option option_table[] = {
	{.letter = 'o',
		.is_short = true,
		.name = "output",
		.value = "FILE",
		.help = "write to FILE, whole or not at all"},
	{.letter = 'f',
		.name = "format",
		.value = "FORMAT",
		.words = "svg png webp pdf",
		.help = "svg, png, webp or pdf; without it the suffix of the output decides"},
	{.letter = 'w',
		.name = "describe",
		.help = "write what the picture shows, in words, instead"},
	{.letter = 'd',
		.name = "depfile",
		.value = "FILE",
		.help = "write a makefile's rule that names all files that were read"},
	{.letter = 'e',
		.name = "edition",
		.value = "N",
		.help = "of a data directory; without it the current one"},
	{.letter = 'b',
		.name = "base-url",
		.value = "URL",
		.help = "of the site whose pages SVG and PDF link to; without it,\nand without DEMARC_BASE_URL, nothing is linked"},
	{0},
};

/* The options that pictures share come from their own table. */
static void
more_options(struct command_option *more)
{
	size_t count;
	const struct diagram_option *options = diagram_options(&count);

	for (size_t i = 0; i < count && i < OPTION_LIMIT; i++)
		more[i] = (struct command_option){.letter = FIRST_PICTURE_OPTION + (int)i,
			.name = options[i].name,
			.value = "VALUE",
			.help = options[i].allowed};
}

static bool
parse_format(struct render_args *options, const char *name)
{
	options->format = diagram_format_find(name);
	if (options->format < 0)
		command_error("--format='%s': write svg, png, webp or pdf", name);
	return options->format >= 0;
}

/* "boundary.png" says png */
static void
format_from_suffix(struct render_args *options)
{
	const char *dot = options->output != NULL ? strrchr(options->output, '.') : NULL;

	if (options->format < 0 && dot != NULL)
		options->format = diagram_format_find(dot + 1);
	if (options->format < 0)
		options->format = options->kind == KIND_DOCUMENT ? FORMAT_PDF : FORMAT_SVG;
}

static bool
parse_kind(struct render_args *options, const char *name)
{
	struct buf kinds = {0};

	options->kind =
		strcmp(name, "document") == 0 ? (int)KIND_DOCUMENT : diagram_kind_find(name);
	for (int kind = 0; kind < DIAGRAM_KIND__COUNT; kind++)
		buf_printf(&kinds, "%s%s", kind > 0 ? ", " : "",
			diagram_kind_name((enum diagram_kind)kind));
	buf_str(&kinds, ", document");
	if (options->kind < 0)
		command_error(
			"there is no kind of picture '%s'; there is: %s", name, buf_cstr(&kinds));
	buf_fini(&kinds);
	return options->kind >= 0;
}

/* The paper is a PDF in some language; what else a picture can be told means nothing to it. */
static bool
fits_document(const struct render_args *options)
{
	size_t count;
	const struct diagram_option *table = diagram_options(&count);

	for (size_t i = 0; i < count && i < OPTION_LIMIT; i++)
		if (options->values[i] != NULL && strcmp(table[i].name, "lang") != 0)
			return command_error(
				       "--%s is for pictures; the document has a language alone",
				       table[i].name),
			       false;
	if (options->format != FORMAT_PDF || options->words)
		return command_error("the document is a PDF: leave out %s",
			       options->words ? "--describe" : "--format, or write pdf"),
		       false;
	return true;
}

static bool
parse(int argc, char **argv, struct render_args *options)
{
	int c;

	while ((c = command_option(&command_render, argc, argv)) != -1) {
		if (c == 'o')
			options->output = optarg;
		else if (c == 'd')
			options->depfile = optarg;
		else if (c == 'e')
			options->edition = optarg;
		else if (c == 'b')
			options->base_url = optarg;
		else if (c == 'w')
			options->words = true;
		else if (c == 'f' && !parse_format(options, optarg))
			return false;
		else if (c >= FIRST_PICTURE_OPTION)
			options->values[c - FIRST_PICTURE_OPTION] = optarg;
		else if (c == '?')
			return false;
	}
	if (argc - optind != 2) {
		command_error(argc - optind < 2 ? "name a kind of picture and a file"
						: "one kind and one file, please");
		return false;
	}
	if (!parse_kind(options, argv[optind]) ||
		!command_given_base_url(options->base_url, &options->base_url))
		return false;
	options->file = argv[optind + 1];
	if (options->depfile != NULL &&
		(options->output == NULL || strcmp(options->output, "-") == 0)) {
		command_error("--depfile says what the output is made of: name it with -o");
		return false;
	}
	format_from_suffix(options);
	return options->kind != KIND_DOCUMENT || fits_document(options);
}

static bool
set_options(struct diagram_request *request, const struct render_args *options)
{
	size_t count;
	const struct diagram_option *table = diagram_options(&count);

	for (size_t i = 0; i < count && i < OPTION_LIMIT; i++) {
		struct buf allowed = {0};
		bool bad = options->values[i] != NULL &&
			   diagram_option_set(request, table[i].name, options->values[i],
				   &allowed) != OPTION_TAKEN;

		if (bad)
			command_error("--%s='%s': write %s", table[i].name, options->values[i],
				buf_cstr(&allowed));
		buf_fini(&allowed);
		if (bad)
			return false;
	}
	return true;
}

/* How many pages there are is known when all is said. */
static bool
has_page(const struct diagram_request *request)
{
	if (!diagram_has_page(request))
		command_error(
			"--page='%u': write a whole number from 1 to %zu, the pages that this picture has",
			request->page, diagram_pages(request));
	return diagram_has_page(request);
}

static int
write_picture(const struct buf *picture, const struct render_args *options)
{
	if (options->output != NULL && strcmp(options->output, "-") != 0) {
		if (buf_write_file(picture, options->output))
			return EXIT_CLEAN;
		return command_error("cannot write %s: %s", options->output, strerror(errno));
	}
	if (options->format != FORMAT_SVG && !options->words && isatty(STDOUT_FILENO))
		return command_error(
			"this format does not belong on a terminal; name a file with -o");
	return (options->words ? command_text(picture)
			       : command_output(buf_cstr(picture), picture->len))
		       ? EXIT_CLEAN
		       : EXIT_UNUSABLE;
}

/* -- what it is made of ----------------------------------------------------------------- */

/* These mean something to make that no backslash takes away. */
static bool
can_be_named(const char *name)
{
	bool can = strpbrk(name, ";|=\t\n") == NULL;

	if (!can)
		command_error(
			"--depfile: no makefile can name '%s': leave out ; | = tabs and line ends",
			name);
	return can;
}

/* As a makefile writes a file's name: a backslash before what means something, and before each
 * backslash in front of it. As a target it may hold a percent sign only behind a backslash, as a
 * prerequisite only without (GNU make manual, "Static Usage"). */
static void
put_name(struct buf *out, const char *name, bool target)
{
	const char *special = target ? " #:*?[%" : " #:*?[";

	for (size_t backslashes = 0; *name != '\0'; name++) {
		if (strchr(special, *name) != NULL)
			for (backslashes++; backslashes > 0; backslashes--)
				buf_char(out, '\\');
		backslashes = *name == '\\' ? backslashes + 1 : 0;
		buf_str(out, *name == '$' ? "$" : "");
		buf_char(out, *name);
	}
}

static size_t
add_once(const char **names, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(names[i], name) == 0)
			return n;
	names[n] = name;
	return n + 1;
}

static const char *
folder_of(struct arena *arena, const char *file)
{
	const char *slash = strrchr(file, '/');

	return slash != NULL ? arena_printf(arena, "%.*s", (int)(slash - file), file) : ".";
}

/* Every file that was read, each once; of a data directory also the folders they were found in,
 * because a new file there, such as a new edition, changes what is read. */
static size_t
files_read(
	const struct model *model, const struct matrix *matrix, bool directory, const char ***names)
{
	size_t read = 0, n = 0,
	       room = 1 + model->framework_count + model->correspondence_count +
		      model->catalogue_count;
	const char **files = arena_array(model->arena, room, sizeof(*files));

	*names = arena_array(model->arena, 2 * room, sizeof(**names));
	files[read++] = matrix->path;
	for (size_t i = 0; i < model->framework_count; i++)
		files[read++] = model->frameworks[i].file->path;
	for (size_t i = 0; i < model->correspondence_count; i++)
		files[read++] = model->correspondences[i].file->path;
	for (size_t i = 0; i < model->catalogue_count; i++)
		files[read++] = model->catalogues[i].file->path;
	for (size_t i = 0; i < read; i++)
		if (files[i] != NULL && strcmp(files[i], "-") != 0)
			n = add_once(*names, n, files[i]);
	for (size_t i = 0, most = n; directory && i < most; i++)
		n = add_once(*names, n, folder_of(model->arena, (*names)[i]));
	return n;
}

/* The output and the depfile itself depend on the files; each file is a target without a rule too,
 * so that one that is taken away does not stop make. */
static bool
make_depfile(const struct model *model, const struct matrix *matrix,
	const struct render_args *options, struct buf *out)
{
	struct stat found;
	const char **files;
	size_t n = files_read(
		model, matrix, stat(options->file, &found) == 0 && S_ISDIR(found.st_mode), &files);
	bool ok = can_be_named(options->output) && can_be_named(options->depfile);

	put_name(out, options->output, true);
	buf_char(out, ' ');
	put_name(out, options->depfile, true);
	buf_char(out, ':');
	for (size_t i = 0; i < n && ok; i++) {
		ok = can_be_named(files[i]);
		buf_str(out, " \\\n  ");
		put_name(out, files[i], false);
	}
	buf_char(out, '\n');
	for (size_t i = 0; i < n; i++) {
		put_name(out, files[i], true);
		buf_str(out, ":\n");
	}
	return ok;
}

/* It is always written anew: its time tells when the output was last looked at. */
static int
write_depfile(const struct buf *rule, const char *file)
{
	if (buf_write_file(rule, file) && utimensat(AT_FDCWD, file, NULL, 0) == 0)
		return EXIT_CLEAN;
	return command_error("cannot write %s: %s", file, strerror(errno));
}

/* -- drawing ------------------------------------------------------------------------------ */

static const struct matrix *
find_edition(const struct service *service, const struct render_args *options)
{
	const struct matrix *matrix = service->current;

	if (options->edition == NULL)
		return matrix;
	matrix = strspn(options->edition, "0123456789") == strlen(options->edition)
			 ? service_edition(service, (unsigned)strtoul(options->edition, NULL, 10))
			 : NULL;
	if (matrix == NULL)
		command_error("--edition='%s': %s has no such edition; the current one is %u",
			options->edition, options->file, service->current->edition);
	return matrix;
}

static bool
make_picture(const struct diagram_request *request, const struct render_args *options,
	struct buf *picture, struct diags *diags)
{
	const char *why;

	if (options->kind == KIND_DOCUMENT)
		return document_render(
			request->model, request->matrix, request->lang, picture, diags);
	if (!options->words)
		return diagram_render(request, picture, diags);
	if (!diagram_fits(request->kind, request->model, request->matrix, &why)) {
		diags_add(diags, SEVERITY_ERROR, "no-picture", matrix_pos(request->matrix), "%s",
			why);
		return false;
	}
	diagram_description(request, picture);
	buf_char(picture, '\n');
	return true;
}

static int
draw(const struct model *model, const struct render_args *options)
{
	OWN(diags_fini) struct diags diags = {0};
	struct diagram_request request;
	const struct matrix *matrix;
	OWN(buf_fini) struct buf picture = {0}, rule = {0};
	int status = EXIT_FINDINGS;

	if (model->service_count != 1)
		return command_error(model->service_count == 0
					     ? "%s holds no matrix"
					     : "%s holds several services; name a matrix file",
			options->file);
	matrix = find_edition(&model->services[0], options);
	if (matrix == NULL)
		return EXIT_UNUSABLE;
	diagram_request_init(&request, model, matrix,
		options->kind == KIND_DOCUMENT ? DIAGRAM_STACK : (enum diagram_kind)options->kind,
		(enum diagram_format)options->format);
	if (!set_options(&request, options) || !has_page(&request))
		return EXIT_UNUSABLE;
	if (options->base_url[0] != '\0')
		request.pages =
			arena_printf(model->arena, "%s/%s/", options->base_url, matrix->service);
	if (options->depfile != NULL && !make_depfile(model, matrix, options, &rule))
		return EXIT_UNUSABLE;
	if (make_picture(&request, options, &picture, &diags))
		status = write_picture(&picture, options);
	diags_print(&diags, stderr);
	if (status == EXIT_CLEAN && options->depfile != NULL)
		status = write_depfile(&rule, options->depfile);
	return status;
}

static int
run_render(int argc, char **argv)
{
	struct render_args options = {.format = -1};
	struct diags diags = {0};
	struct model *model;
	int status;

	if (!parse(argc, argv, &options))
		return command_usage(&command_render);
	if (!options.words)
		diagram_prepare((enum diagram_format)options.format);
	model = command_load_named(options.file, &(struct check_options){0}, &diags);
	if (model == NULL || diags.count[SEVERITY_ERROR] > 0)
		status = command_refuse(&diags);
	else
		status = draw(model, &options);
	model_free(model);
	diags_fini(&diags);
	return status;
}

static void
complete(int letter, struct buf *words)
{
	for (int kind = 0; letter == 0 && kind < DIAGRAM_KIND__COUNT; kind++)
		buf_printf(words, "%s ", diagram_kind_name((enum diagram_kind)kind));
	if (letter == 0)
		buf_str(words, "document");
}

const struct command command_render = {
	.name = "render",
	.run = run_render,
	.options = option_table,
	.more_options = more_options,
	.complete = complete,
	.first = "Kinds",
	.synopsis = "render KIND [options] FILE",
	.help = "Draws one picture of FILE (a matrix, a data directory, or - for standard input), or, as\n"
		"KIND document, all of it as a paper (PDF; of the options below --lang alone applies).\n"
		"A file that would not change keeps its time.\n",
};
