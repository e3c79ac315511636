#include "start.h"

#include "address/target.h"
#include "base/own.h"
#include "html/html.h"
#include "rewrite.h"

static void
write_language(struct html *h, const struct model *model, const struct places *places,
	const struct publish_place *place, const struct target *target,
	const struct language *language, struct arena *arena)
{
	const struct catalogue *catalogue = model_catalogue(model, language->tag);
	struct link link = {.to = target->route == ROUTE_DATA_HOME ? ROUTE_DATA : ROUTE_OVERVIEW,
		.service = target->service->id,
		.edition = target->edition,
		.lang = language->tag};
	const struct publish_place *page = places_settle(places, link_string(arena, &link));
	OWN(buf_fini) struct buf href = {0};

	if (page == NULL)
		return;
	rewrite_relative(&href, place->file, page->file);
	html_open(h, "li");
	html_open(h, "a");
	html_attr(h, "href", buf_cstr(&href));
	html_attr(h, "hreflang", language->tag);
	html_attr(h, "lang", language->tag);
	html_text(h, catalogue != NULL ? catalogue->name : language->tag);
	html_text(h, ": ");
	html_text(h, texts_value(&target->matrix->title, language->tag));
	html_close(h, "a");
	html_close(h, "li");
}

static void
write_head(struct html *h, const struct places *places, const struct publish_place *place,
	const char *title)
{
	const struct publish_place *style = places_settle(places, "/static/style.css");
	OWN(buf_fini) struct buf href = {0};

	html_open(h, "head");
	html_open(h, "meta");
	html_attr(h, "charset", "utf-8");
	html_simple(h, "title", NULL, title);
	html_open(h, "meta");
	html_attr(h, "name", "viewport");
	html_attr(h, "content", "width=device-width, initial-scale=1");
	if (style != NULL) {
		rewrite_relative(&href, place->file, style->file);
		html_open(h, "link");
		html_attr(h, "rel", "stylesheet");
		html_attr(h, "href", buf_cstr(&href));
	}
	html_close(h, "head");
}

void
start_write(struct buf *out, const struct model *model, const struct places *places,
	const struct publish_place *place)
{
	struct arena *arena = arena_new();
	struct request request;
	struct target target;
	struct html h;
	const char *title;

	request_from_target(&request, "GET", place->target, NULL, 0, arena);
	target_find(&target, model, &request);
	title = texts_value(&target.matrix->service_name, target.matrix->original);
	html_init(&h, out);
	html_doctype(&h);
	html_open(&h, "html");
	html_attr(&h, "lang", target.matrix->original);
	write_head(&h, places, place, title);
	html_open(&h, "body");
	html_open(&h, "main");
	html_attr(&h, "class", "wide");
	html_simple(&h, "h1", NULL, title);
	html_open(&h, "ul");
	for (size_t i = 0; i < target.matrix->language_count; i++)
		write_language(
			&h, model, places, place, &target, &target.matrix->languages[i], arena);
	html_close(&h, "ul");
	html_close(&h, "main");
	html_close(&h, "body");
	html_close(&h, "html");
	html_end(&h);
	arena_free(arena);
}
