#include "walk.h"

#include <string.h>

#include "asset.h"
#include "base/own.h"
#include "data_file.h"
#include "diagram/diagram.h"
#include "model/choice.h"
#include "route.h"

struct walker {
	const struct model *model;
	bool (*visit)(const struct walk *, void *data);
	void *data;
	bool stopped;
	const char *plan, *option; /* keys of what the document is walked for; NULL: for all */
};

static void
step_as(struct walker *w, const struct link *link, const struct matrix *matrix, bool first)
{
	struct walk walk = {*link, matrix, w->plan != NULL || w->option != NULL, first};

	walk.link.plan = w->plan;
	walk.link.option = w->option;
	if (!w->stopped)
		w->stopped = !w->visit(&walk, w->data);
}

static void
step(struct walker *w, const struct link *link, const struct matrix *matrix)
{
	enum cache_class cache = route_table[link->to].cache;

	step_as(w, link, matrix,
		link->edition == 0 && cache != CACHE_FILE && cache != CACHE_PICTURE);
}

static bool
pattern_has(enum route_id id, const char *name)
{
	return strstr(route_table[id].pattern, name) != NULL;
}

static void
walk_parties(struct walker *w, struct link link, const struct matrix *matrix)
{
	for (size_t i = 0; i < matrix->party_count && !w->stopped; i++) {
		link.party = matrix->parties[i].id;
		if (route_names(link.to, &matrix->parties[i]))
			step(w, &link, matrix);
	}
}

/* What changed from each edition to the next. */
static void
walk_ranges(struct walker *w, struct link link, const struct matrix *matrix)
{
	const struct service *service = model_service(w->model, matrix->service);
	char range[32];

	for (size_t i = 1; i < service->edition_count && !w->stopped; i++) {
		snprintf(range, sizeof(range), "%u..%u", service->editions[i - 1]->edition,
			service->editions[i]->edition);
		link.range = range;
		step(w, &link, matrix);
	}
}

/* The pages of a route in one edition and language: one, or one for each control or party. */
static void
walk_route(struct walker *w, struct link link, const struct matrix *matrix)
{
	if (link.edition > 0 && !pattern_has(link.to, "{edition}"))
		return;
	if (pattern_has(link.to, "{party}")) {
		walk_parties(w, link, matrix);
		return;
	}
	if (pattern_has(link.to, "{range}")) {
		if (link.edition == 0)
			walk_ranges(w, link, matrix);
		return;
	}
	if (!pattern_has(link.to, "{clause}")) {
		step(w, &link, matrix);
		return;
	}
	for (size_t i = 0; i < matrix->control_count && !w->stopped; i++) {
		link.clause = control_token(&matrix->controls[i]);
		step(w, &link, matrix);
	}
}

/* edition 0: the addresses that name none. */
static void
walk_edition(struct walker *w, const struct matrix *matrix, unsigned edition)
{
	for (int id = 0; id < ROUTE__COUNT; id++) {
		bool chosen = w->plan != NULL || w->option != NULL;

		if (!pattern_has((enum route_id)id, "{lang}") ||
			!route_available((enum route_id)id, matrix) ||
			(chosen && !route_takes_choice((enum route_id)id)))
			continue;
		for (size_t i = 0; i < matrix->language_count && !w->stopped; i++)
			walk_route(w,
				(struct link){.to = (enum route_id)id,
					.service = matrix->service,
					.edition = edition,
					.lang = matrix->languages[i].tag},
				matrix);
	}
}

/* One picture; table NULL: of all; width NULL: the kind's own. */
static void
walk_picture(struct walker *w, struct diagram_request request, const char *lang,
	const struct table *table, const char *width)
{
	OWN(buf_fini) struct buf query = {0}, allowed = {0};
	char file[64];

	snprintf(file, sizeof(file), "%s.%s", diagram_kind_name(request.kind),
		diagram_format_name(request.format));
	diagram_option_set(&request, "lang", lang, &allowed);
	if (table != NULL)
		diagram_show_table(&request, table);
	if (width != NULL)
		diagram_option_set(&request, "width", width, &allowed);
	diagram_key(&request, &query);
	step_as(w,
		&(struct link){.to = ROUTE_DIAGRAM,
			.service = request.matrix->service,
			.file = file,
			.query = buf_cstr(&query)},
		request.matrix,
		request.kind == DIAGRAM_STACK && request.format == FORMAT_SVG &&
			(table != NULL || diagram_table(request.matrix, 1) == NULL));
}

/* Each page of a long picture; the first in the widths of those that pages show instead of the
 * whole. */
static void
walk_pages(struct walker *w, struct diagram_request request, const char *lang,
	const struct table *table)
{
	struct diagram_request one = request;
	size_t pages;

	if (table != NULL)
		diagram_show_table(&one, table);
	pages = diagram_pages(&one);
	if (pages == 1 || request.format != FORMAT_SVG)
		return;
	for (request.page = 1; request.page <= pages && !w->stopped; request.page++)
		walk_picture(w, request, lang, table, NULL);
	request.page = 1;
	if (diagram_is_shown_whole(&one))
		return;
	walk_picture(w, request, lang, table, PICTURE_NARROW);
	walk_picture(w, request, lang, table, PICTURE_BESIDE);
}

/* In its own width and, as SVG, in those that pages show; no page shows a badge in another. */
static void
walk_widths(struct walker *w, struct diagram_request request, const char *lang,
	const struct table *table)
{
	struct diagram_request one = request;

	if (table != NULL)
		diagram_show_table(&one, table);
	walk_picture(w, request, lang, table, NULL);
	walk_pages(w, request, lang, table);
	if (request.format != FORMAT_SVG || request.kind == DIAGRAM_BADGE ||
		!diagram_is_shown_whole(&one))
		return;
	walk_picture(w, request, lang, table, PICTURE_NARROW);
	walk_picture(w, request, lang, table, PICTURE_BESIDE);
}

/* Where there are several tables, those kinds that draw one below the other have a picture of each.
 */
static void
walk_tables(struct walker *w, struct diagram_request request, const char *lang)
{
	const struct table *table;

	if ((request.kind != DIAGRAM_STACK && request.kind != DIAGRAM_MATRIX) ||
		diagram_table(request.matrix, 1) == NULL)
		return;
	for (size_t i = 0; (table = diagram_table(request.matrix, i)) != NULL; i++)
		walk_widths(w, request, lang, table);
}

/* Of all tables and of each, in each language, and the widths that pages show. */
static void
walk_kind(struct walker *w, const struct matrix *matrix, enum diagram_kind kind,
	enum diagram_format format)
{
	struct diagram_request request;

	for (size_t i = 0; i < matrix->language_count; i++) {
		diagram_request_init(&request, w->model, matrix, kind, format);
		walk_widths(w, request, matrix->languages[i].tag, NULL);
		walk_tables(w, request, matrix->languages[i].tag);
	}
}

/* Each kind that fits, in each format. */
static void
walk_pictures(struct walker *w, const struct matrix *matrix)
{
	for (int kind = 0; kind < DIAGRAM_KIND__COUNT; kind++) {
		if (!diagram_fits((enum diagram_kind)kind, w->model, matrix, NULL))
			continue;
		for (int format = 0; format < FORMAT__COUNT; format++)
			walk_kind(w, matrix, (enum diagram_kind)kind, (enum diagram_format)format);
	}
}

static void
walk_data(struct walker *w, const struct matrix *matrix, unsigned edition)
{
	for (size_t i = 0; i < data_file_count() && !w->stopped; i++) {
		struct link link = {.service = matrix->service, .edition = edition};

		if (export_format_fits(data_file_at(i), matrix)) {
			data_file_link(&link, data_file_at(i));
			step(w, &link, matrix);
		}
	}
}

/* The document as it is for one plan, or with one option: its data, and of the current edition its
 * pages and the pictures that most of them show. Others are found on the pages. */
static void
walk_choice(struct walker *w, const struct matrix *all, unsigned edition, const struct choice *plan,
	const struct choice *option)
{
	struct arena *arena = arena_new();
	const struct matrix *matrix = matrix_for(arena, all, plan, option);

	w->plan = plan != NULL ? plan->key : NULL;
	w->option = option != NULL ? option->key : NULL;
	walk_data(w, matrix, edition);
	if (edition == 0)
		walk_edition(w, matrix, 0);
	if (edition == 0 && diagram_fits(DIAGRAM_STACK, w->model, matrix, NULL))
		walk_kind(w, matrix, DIAGRAM_STACK, FORMAT_SVG);
	w->plan = w->option = NULL;
	arena_free(arena);
}

static void
walk_choices(struct walker *w, const struct matrix *matrix, unsigned edition)
{
	for (size_t i = 0; i < matrix->plan_count && !w->stopped; i++)
		walk_choice(w, matrix, edition, &matrix->plans[i], NULL);
	for (size_t i = 0; i < matrix->option_count && !w->stopped; i++)
		walk_choice(w, matrix, edition, NULL, &matrix->options[i]);
}

static void
walk_service(struct walker *w, const struct service *service)
{
	walk_edition(w, service->current, 0);
	walk_data(w, service->current, 0);
	step(w, &(struct link){.to = ROUTE_FEED, .service = service->id}, service->current);
	if (route_available(ROUTE_DIAGRAM, service->current))
		walk_pictures(w, service->current);
	walk_choices(w, service->current, 0);
}

void
walk_site(const struct model *model, bool (*visit)(const struct walk *, void *data), void *data)
{
	struct walker w = {.model = model, .visit = visit, .data = data};

	if (model->service_count != 1)
		step(&w, &(struct link){.to = ROUTE_HOME}, NULL);
	for (size_t i = 0; i < asset_count(); i++)
		step(&w, &(struct link){.to = ROUTE_STATIC, .file = asset_at(i).name}, NULL);
	step(&w, &(struct link){.to = ROUTE_ROBOTS}, NULL);
	step(&w, &(struct link){.to = ROUTE_SITEMAP}, NULL);
	step(&w, &(struct link){.to = ROUTE_LLMS}, NULL);
	if (model_has_security_contact(model))
		step(&w, &(struct link){.to = ROUTE_SECURITY}, NULL);
	for (size_t i = 0; i < model->service_count; i++)
		walk_service(&w, &model->services[i]);
	for (size_t i = 0; i < model->service_count; i++)
		for (size_t j = 0; j < model->services[i].edition_count; j++) {
			const struct matrix *matrix = model->services[i].editions[j];

			walk_edition(&w, matrix, matrix->edition);
			walk_data(&w, matrix, matrix->edition);
			walk_choices(&w, matrix, matrix->edition);
		}
}
