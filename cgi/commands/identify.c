/* demarc identify: which edition pictures show, alone or in slides, and whether the data say
 * otherwise by now. Each picture becomes a finding, and the findings are printed in one of two
 * forms. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/json.h"
#include "base/own.h"
#include "command.h"
#include "diagram/diagram.h"
#include "paper/document.h"
#include "identify/mark_read.h"
#include "identify/office.h"
#include "packed/archive.h"

enum state {
	STATE_CURRENT,
	STATE_STALE,
	STATE_UNKNOWN,    /* what it shows, or whether that is still so */
	STATE_IDENTIFIED, /* there are no data to compare with */
	STATE_UNREADABLE,
	STATE__COUNT
};

static const char *const state_names[STATE__COUNT] = {
	"current", "stale", "unknown", "identified", "unreadable"};

struct finding {
	const char *file;
	const char *part;   /* NULL: the file itself */
	const char *slides; /* "2, 5", or "" */
	enum state state;
	bool marked; /* the mark is there */
	struct mark mark;
	const char *why; /* NULL: nothing to add */
	struct finding *next;
};

struct identifying {
	struct arena *arena;
	const struct model *model; /* NULL: no data */
	struct finding *first, **end;
	const char *file; /* that is being read */
	size_t found, count[STATE__COUNT];
};

/* -- whether it is as the data have it ------------------------------------------------------- */

static const char *
lacks_language(const struct mark *mark, const struct matrix *matrix, struct arena *arena)
{
	if (matrix_language(matrix, mark->lang) != NULL)
		return NULL;
	return arena_printf(arena, "the document has no language '%s' any more", mark->lang);
}

/* The request that the picture was drawn for, or NULL with why the document cannot answer it any
 * more. */
static const char *
request_of(const struct mark *mark, const struct model *model, const struct matrix *matrix,
	struct arena *arena, struct diagram_request *request)
{
	int kind = diagram_kind_find(mark->kind), format = diagram_format_find(mark->format);
	OWN(buf_fini) struct buf allowed = {0};
	char *query = arena_strdup(arena, mark->query), *pair;

	if (kind < 0 || format < 0 || !diagram_fits((enum diagram_kind)kind, model, matrix, NULL))
		return arena_printf(arena, "the document has no picture '%s' any more", mark->kind);
	diagram_request_init(
		request, model, matrix, (enum diagram_kind)kind, (enum diagram_format)format);
	if (lacks_language(mark, matrix, arena) != NULL)
		return lacks_language(mark, matrix, arena);
	diagram_option_set(request, "lang", mark->lang, &allowed);
	while ((pair = strsep(&query, "&")) != NULL && pair[0] != '\0') {
		const char *name = strsep(&pair, "=");

		if (pair == NULL ||
			diagram_option_set(request, name, pair, &allowed) != OPTION_TAKEN)
			return arena_printf(arena, "the document has no %s '%s' any more", name,
				pair != NULL ? pair : "");
	}
	return NULL;
}

/* Compares what the picture says with what it would say now. */
static const char *
changed(const struct mark *mark, const struct model *model, const struct matrix *matrix,
	struct arena *arena)
{
	OWN(diags_fini) struct diags diags = {0};
	struct diagram_request request;
	char content[MARK_CONTENT_SIZE];
	bool whole = strcmp(mark->kind, "document") == 0;
	const char *why = whole ? lacks_language(mark, matrix, arena)
				: request_of(mark, model, matrix, arena, &request);

	if (why != NULL)
		return why;
	if ((whole ? document_content(model, matrix, mark->lang, content, &diags)
		   : diagram_content(&request, content, &diags)) &&
		strcmp(content, mark->content) == 0)
		return NULL;
	return arena_printf(arena, "the data of edition %u have changed since", mark->edition);
}

static enum state
judge(const struct identifying *all, const struct mark *mark, const char **why)
{
	const struct service *service = model_service(all->model, mark->service);
	const struct matrix *matrix =
		service != NULL ? service_edition(service, mark->edition) : NULL;

	if (service == NULL) {
		*why = arena_printf(all->arena, "the data have no service '%s'", mark->service);
		return STATE_UNKNOWN;
	}
	if (mark->edition < service->current->edition) {
		*why = arena_printf(all->arena, "edition %u of %s is current",
			service->current->edition, service->current->date);
		return STATE_STALE;
	}
	if (matrix == NULL) {
		*why = arena_printf(all->arena,
			"the data have no edition %u; edition %u of %s is current", mark->edition,
			service->current->edition, service->current->date);
		return STATE_UNKNOWN;
	}
	*why = matrix->status == EDITION_WITHDRAWN ? "the edition has been withdrawn"
						   : changed(mark, all->model, matrix, all->arena);
	return *why == NULL ? STATE_CURRENT : STATE_STALE;
}

/* -- finding ------------------------------------------------------------------------------------
 */

static struct finding *
add(struct identifying *all, const char *part, const char *slides)
{
	struct finding *finding = ARENA_NEW(all->arena, struct finding);

	finding->file = all->file;
	finding->part = part;
	finding->slides = slides;
	all->found++;
	*all->end = finding;
	all->end = &finding->next;
	return finding;
}

static void
add_unreadable(struct identifying *all, const char *part, const char *slides, const char *why)
{
	struct finding *finding = add(all, part, slides);

	finding->state = STATE_UNREADABLE;
	finding->why = why;
	all->count[STATE_UNREADABLE]++;
}

/* Of what is in an archive only pictures that could be ours are told of. */
static void
identify(struct identifying *all, const char *part, const char *slides, const char *bytes,
	size_t len)
{
	struct mark mark = {0};
	const char *why = NULL;
	enum mark_result result = mark_read(all->arena, bytes, len, &mark, &why);
	struct finding *finding;

	if (result == MARK_FOREIGN && part != NULL)
		return;
	if (result == MARK_FOREIGN)
		why = "it is neither a picture nor slides or a text document: PNG, WebP, SVG, PDF, PowerPoint, Impress, Word";
	if (result == MARK_FOREIGN || result == MARK_BROKEN) {
		add_unreadable(all, part, slides, why);
		return;
	}
	finding = add(all, part, slides);
	finding->marked = result == MARK_FOUND;
	finding->mark = mark;
	finding->state = result == MARK_NONE  ? STATE_UNKNOWN
			 : all->model == NULL ? STATE_IDENTIFIED
					      : judge(all, &mark, &why);
	finding->why = why;
	all->count[finding->state]++;
}

static void
identify_part(const struct office_picture *picture, void *data)
{
	if (picture->bytes != NULL)
		identify(data, picture->part, picture->slides, picture->bytes, picture->len);
	else
		add_unreadable(data, picture->part, picture->slides, picture->why);
}

static void
identify_file(struct identifying *all, const char *path)
{
	OWN(buf_fini) struct buf bytes = {0};
	const char *why;

	all->file = path;
	if (!buf_read_file(&bytes, path, ARCHIVE_FILE_LIMIT, &why) ||
		(archive_is(buf_cstr(&bytes), bytes.len) &&
			!office_read(all->arena, bytes.data, bytes.len, identify_part, all, &why)))
		add_unreadable(all, NULL, "", why);
	else if (!archive_is(buf_cstr(&bytes), bytes.len))
		identify(all, NULL, "", buf_cstr(&bytes), bytes.len);
}

/* -- as text
 * ---------------------------------------------------------------------------------------- */

static void
print_finding(const struct finding *f, struct buf *out)
{
	buf_str(out, f->file);
	if (f->part != NULL)
		buf_printf(out, ", %s", f->part);
	if (f->slides[0] != '\0')
		buf_printf(out, ", slide %s", f->slides);
	if (f->marked)
		buf_printf(out, ": %s of %s, edition %u of %s, %s", f->mark.kind, f->mark.service,
			f->mark.edition, f->mark.date, f->mark.lang);
	if (f->state != STATE_IDENTIFIED)
		buf_printf(out, ": %s", state_names[f->state]);
	if (f->why != NULL)
		buf_printf(out, ": %s", f->why);
	buf_char(out, '\n');
}

static void
print_text(const struct identifying *all, struct buf *out)
{
	for (const struct finding *f = all->first; f != NULL; f = f->next)
		print_finding(f, out);
}

/* -- as JSON
 * ----------------------------------------------------------------------------------------- */

static void
json_finding(struct json *j, const struct finding *f)
{
	json_open(j, '{');
	json_member(j, "file", f->file);
	json_member(j, "part", f->part);
	if (f->slides[0] != '\0')
		json_member(j, "slides", f->slides);
	json_member(j, "state", state_names[f->state]);
	json_member(j, "reason", f->why);
	if (f->marked) {
		json_member(j, "service", f->mark.service);
		json_member(j, "kind", f->mark.kind);
		json_member(j, "format", f->mark.format);
		json_member(j, "options", f->mark.query);
		json_member(j, "language", f->mark.lang);
		json_key(j, "edition");
		json_number(j, f->mark.edition);
		json_member(j, "date", f->mark.date);
		json_member(j, "content", f->mark.content);
	}
	json_close(j);
}

static void
print_json(const struct identifying *all, struct buf *out)
{
	struct json j;

	json_init(&j, out);
	json_open(&j, '{');
	json_key(&j, "pictures");
	json_open(&j, '[');
	for (const struct finding *f = all->first; f != NULL; f = f->next)
		json_finding(&j, f);
	json_close(&j);
	for (int state = 0; state < STATE__COUNT; state++) {
		json_key(&j, state_names[state]);
		json_number(&j, (long long)all->count[state]);
	}
	json_close(&j);
}

/* -- the command
 * --------------------------------------------------------------------------------------- */

struct identify_args {
	bool json;
	char **files;
	int count;
	const char *data; /* NULL: compare with nothing */
};

static bool
is_directory(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static const struct command_option option_table[] = {
	COMMAND_FORMAT,
	{0},
};

static bool
parse(int argc, char **argv, struct identify_args *options)
{
	const char *data = getenv("DEMARC_DATA");
	int c;

	while ((c = command_option(&command_identify, argc, argv)) != -1) {
		if (c != 'f' || !command_format(&options->json))
			return false;
	}
	options->files = argv + optind;
	options->count = argc - optind;
	options->data = data != NULL && *data != '\0' ? data : NULL;
	if (options->count > 0 && is_directory(argv[argc - 1]))
		options->data = argv[argc - 1], options->count--;
	if (options->count == 0)
		return command_error("name a picture, slides or a text document"), false;
	return true;
}

static int
report(const struct model *model, const struct identify_args *options)
{
	struct identifying all = {.arena = arena_new(), .model = model};
	OWN(buf_fini) struct buf out = {0};
	bool written;

	all.end = &all.first;
	for (int i = 0; i < options->count; i++) {
		size_t before = all.found;

		identify_file(&all, options->files[i]);
		if (all.found == before)
			command_error(
				"%s holds no picture that could be one of ours", options->files[i]);
	}
	(options->json ? print_json : print_text)(&all, &out);
	written = command_output(buf_cstr(&out), out.len);
	arena_free(all.arena);
	if (!written || all.count[STATE_UNREADABLE] > 0)
		return EXIT_UNUSABLE;
	return all.count[STATE_STALE] > 0 ? EXIT_FINDINGS : EXIT_CLEAN;
}

static int
run_identify(int argc, char **argv)
{
	struct identify_args options = {0};
	struct diags diags = {0};
	struct model *model = NULL;
	int status;

	if (!parse(argc, argv, &options))
		return command_usage(&command_identify);
	if (options.data != NULL)
		model = command_load(options.data, &(struct check_options){0}, &diags);
	if (options.data != NULL && (model == NULL || diags.count[SEVERITY_ERROR] > 0)) {
		command_refuse(&diags);
		status = EXIT_UNUSABLE;
	} else {
		status = report(model, &options);
	}
	model_free(model);
	diags_fini(&diags);
	return status;
}

const struct command command_identify = {
	.name = "identify",
	.run = run_identify,
	.options = option_table,
	.synopsis = "identify [--format=text|json] FILE... [DATADIR]",
	.help = "Tells which service, edition and language the pictures show that demarc made: PNG, WebP,\n"
		"SVG and PDF, and those inside PowerPoint, Impress and Word files. With a data directory,\n"
		"or DEMARC_DATA, also whether they still are what the document says. Exit status: 0 nothing\n"
		"is stale, 1 something is, 2 a file could not be read.\n",
};
