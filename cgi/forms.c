/* The form that searches the controls, and the picture of the boundary. */
#include <string.h>

#include "base/own.h"
#include "names.h"
#include "parts.h"
#include "walk.h"

/* -- the form ------------------------------------------------------------------------- */

static void
write_option(struct page *page, const char *value, const char *words, bool selected)
{
	html_open(page->html, "option");
	html_attr(page->html, "value", value);
	if (selected)
		html_attr(page->html, "selected", "selected");
	html_text(page->html, words);
	html_close(page->html, "option");
}

static void
open_field(struct page *page, const char *name, const char *label_id)
{
	html_open(page->html, "p");
	html_attr(page->html, "class", "field");
	html_open(page->html, "label");
	html_attr(page->html, "for", arena_printf(page->arena, "filter-%s", name));
	html_text(page->html, say(page, label_id));
	html_close(page->html, "label");
	html_lit(page->html, " ");
}

static void
open_select(struct page *page, const char *name, const char *label_id)
{
	open_field(page, name, label_id);
	html_open(page->html, "select");
	html_attr(page->html, "id", arena_printf(page->arena, "filter-%s", name));
	html_attr(page->html, "name", name);
	write_option(page, "", say(page, "filter.any"), false);
}

static void
close_select(struct page *page)
{
	html_close(page->html, "select");
	html_close(page->html, "p");
}

static void
write_words(struct page *page, const struct filter *filter)
{
	struct html *h = page->html;

	open_field(page, "q", "filter.q");
	html_open(h, "input");
	html_attr(h, "type", "search");
	html_attr(h, "id", "filter-q");
	html_attr(h, "name", "q");
	html_attr_int(h, "maxlength", 100);
	html_attr(h, "value", filter != NULL ? filter->q : "");
	html_attr(h, "placeholder", say(page, "filter.example"));
	html_close(h, "p");
}

static void
write_party(struct page *page, const struct filter *filter)
{
	open_select(page, "party", "filter.party");
	for (size_t i = 0; i < page->matrix->party_count; i++) {
		const struct party *party = &page->matrix->parties[i];

		write_option(page, party->id, texts_value(&party->name, page->lang), filter->party == party);
	}
	close_select(page);
}

static void
write_status(struct page *page, const struct filter *filter)
{
	open_select(page, "status", "filter.status");
	for (int i = 0; i < CONTROL_STATUS__COUNT; i++)
		write_option(page, control_status_names[i], say_name(page, "status", control_status_names[i]),
			filter->status == i);
	close_select(page);
}

static void
write_theme(struct page *page, const struct filter *filter)
{
	const struct matrix *matrix = page->matrix;

	open_select(page, "theme", "filter.theme");
	for (size_t i = 0; i < matrix->uses_count; i++) {
		const struct framework *framework = model_framework(page->model, matrix->uses[i].framework);

		for (size_t j = 0; framework != NULL && matrix->uses[i].role == USES_MAPPED &&
				   j < framework->group_count;
			j++)
			write_option(page, framework->groups[j].id,
				texts_value(&framework->groups[j].title, page->lang),
				filter->theme == &framework->groups[j]);
	}
	close_select(page);
}

static void
write_cloud(struct page *page, const struct filter *filter)
{
	struct html *h = page->html;

	html_open(h, "p");
	html_attr(h, "class", "field check");
	html_open(h, "input");
	html_attr(h, "type", "checkbox");
	html_attr(h, "id", "filter-cld");
	html_attr(h, "name", "cld");
	html_attr(h, "value", "1");
	if (filter->cloud)
		html_attr(h, "checked", "checked");
	html_lit(h, " ");
	html_open(h, "label");
	html_attr(h, "for", "filter-cld");
	html_text(h, say(page, "filter.cld"));
	html_close(h, "label");
	html_close(h, "p");
}

/* Whether the framework of the controls tells some of them apart as cloud-specific. */
static bool
has_cloud(const struct page *page)
{
	const char *id = page->matrix->control_framework;
	const struct framework *framework = id != NULL ? model_framework(page->model, id) : NULL;

	for (size_t i = 0; framework != NULL && i < framework->clause_count; i++)
		if (framework->clauses[i].kind == CLAUSE_CLOUD)
			return true;
	return false;
}

void
part_search(struct page *page, const struct filter *filter)
{
	struct link link = page_link(page, ROUTE_CONTROLS);
	struct html *h = page->html;

	html_open(h, "form");
	html_attr(h, "class", filter != NULL ? "search filters" : "search");
	html_attr(h, "role", "search");
	html_attr(h, "method", "get");
	html_attr(h, "action", url_string(page->arena, &link));
	html_attr(h, "aria-label", say(page, "filter.label"));
	write_words(page, filter);
	if (filter != NULL) {
		write_party(page, filter);
		write_status(page, filter);
		if (route_available(ROUTE_MAPPING, page->matrix))
			write_theme(page, filter);
		if (has_cloud(page))
			write_cloud(page, filter);
	}
	html_open(h, "p");
	html_attr(h, "class", "field");
	html_open(h, "button");
	html_attr(h, "type", "submit");
	html_text(h, say(page, "filter.submit"));
	html_close(h, "button");
	html_close(h, "p");
	html_close(h, "form");
}

/* -- the picture ------------------------------------------------------------------------- */

const char *
picture_address(const struct page *page, const struct diagram_request *request)
{
	OWN(buf_fini) struct buf query = {0};
	struct link link = {.to = ROUTE_DIAGRAM, .service = page->service->id};

	link.file = arena_printf(
		page->arena, "%s.%s", diagram_kind_name(request->kind), diagram_format_name(request->format));
	diagram_key(request, &query);
	if (page->target->edition > 0)
		url_argument(&query, "edition", arena_printf(page->arena, "%u", page->target->edition));
	link.query = arena_strdup(page->arena, buf_cstr(&query));
	return url_string(page->arena, &link);
}

/* The picture's address with the content hash, so that it may be kept for good. */
static const char *
picture_url(const struct page *page, const struct diagram_request *request)
{
	OWN(buf_fini) struct buf query = {0};
	char version[VERSION_SIZE];
	struct link link = {.to = ROUTE_DIAGRAM, .service = page->service->id, .version = version};

	link.file = arena_printf(
		page->arena, "%s.%s", diagram_kind_name(request->kind), diagram_format_name(request->format));
	diagram_key(request, &query);
	if (page->target->edition > 0)
		url_argument(&query, "edition", arena_printf(page->arena, "%u", page->target->edition));
	link.query = arena_strdup(page->arena, buf_cstr(&query));
	link.version = NULL;
	identity_version(page->identity, url_string(page->arena, &link), version);
	link.version = version;
	return url_string(page->arena, &link);
}

static void
begin_picture(const struct page *page, struct diagram_request *request, const struct picture *picture, const char *width)
{
	OWN(buf_fini) struct buf allowed = {0};

	diagram_request_init(request, page->model, page->matrix, picture->kind, FORMAT_SVG);
	diagram_option_set(request, "lang", page->lang, &allowed);
	if (picture->highlight != NULL)
		diagram_option_set(request, "highlight", picture->highlight->id, &allowed);
	if (width != NULL)
		diagram_option_set(request, "width", width, &allowed);
}

static void
write_size(struct page *page, const struct diagram_request *request)
{
	OWN(diags_fini) struct diags diags = {0};
	unsigned width_px, height_px;

	if (!diagram_size(request, &width_px, &height_px, &diags))
		return;
	html_attr_int(page->html, "width", width_px);
	html_attr_int(page->html, "height", height_px);
}

static void
write_alternative(struct page *page, const struct diagram_request *request, bool repeats)
{
	OWN(buf_fini) struct buf words = {0};

	if (repeats)
		diagram_title(request, &words);
	else
		diagram_description(request, &words);
	html_attr(page->html, "alt",
		repeats ? say_with(page, "picture.repeats", "title", buf_cstr(&words)) : buf_cstr(&words));
}

/* A narrow screen gets a narrow picture, whose letters are as large as those of the wide one. */
static void
write_image(struct page *page, const struct diagram_request *request, bool repeats)
{
	OWN(buf_fini) struct buf allowed = {0};
	struct diagram_request narrow = *request;
	struct html *h = page->html;

	html_open(h, "picture");
	if (diagram_option_set(&narrow, "width", PICTURE_NARROW, &allowed) == OPTION_TAKEN) {
		html_open(h, "source");
		html_attr(h, "media", "(max-width: 40rem)");
		html_attr(h, "srcset", picture_url(page, &narrow));
		write_size(page, &narrow);
	}
	html_open(h, "img");
	html_attr(h, "src", picture_url(page, request));
	write_alternative(page, request, repeats);
	write_size(page, request);
	html_close(h, "picture");
}

/* The picture in its own size, in each format. */
static void
write_downloads(struct page *page, const struct picture *picture)
{
	struct link embed = page_link(page, ROUTE_EMBED);
	struct html *h = page->html;

	embed.query = arena_printf(page->arena, "kind=%s%s%s", diagram_kind_name(picture->kind),
		picture->highlight != NULL ? "&highlight=" : "", picture->highlight != NULL ? picture->highlight->id : "");

	html_open(h, "figcaption");
	html_text(h, say(page, "picture.download"));
	for (int format = 0; format < FORMAT__COUNT; format++) {
		struct diagram_request request;

		begin_picture(page, &request, picture, NULL);
		request.format = (enum diagram_format)format;
		html_lit(h, " ");
		html_open(h, "a");
		html_attr(h, "href", picture_url(page, &request));
		html_attr(h, "type", diagram_format_type(request.format));
		html_text(h, say_name(page, "picture", diagram_format_name(request.format)));
		html_close(h, "a");
	}
	html_lit(h, " ");
	part_link(page, &embed, say(page, "picture.embed"));
	html_close(h, "figcaption");
}

void
part_picture(struct page *page, const struct picture *picture)
{
	struct diagram_request request;

	if (!diagram_fits(picture->kind, page->model, page->matrix, NULL))
		return;
	begin_picture(page, &request, picture, picture->width);
	html_open(page->html, "figure");
	html_attr(page->html, "class", "picture");
	if (picture->link != NULL)
		part_open_link(page, picture->link);
	write_image(page, &request, picture->repeats);
	if (picture->link != NULL)
		html_close(page->html, "a");
	write_downloads(page, picture);
	html_close(page->html, "figure");
}
