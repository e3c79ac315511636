/* /S/L/embed: choose a picture, see it, and take what shows it elsewhere. Who wants a slide starts
 * from one; who wants something else says so in the form. */
#include <string.h>

#include "base/own.h"
#include "diagram/diagram.h"
#include "embed_form.h"
#include "embed_markup.h"
#include "figure.h"
#include "writing.h"

/* -- what is often wanted -------------------------------------------------------------------- */

enum { PRESET_OPTIONS = 3, PRESET_W = 160, PRESET_H = 100 };

static const struct preset {
	const char *id; /* message embed.<id> */
	const char *options[PRESET_OPTIONS][2];
	enum diagram_format format;
	bool badge; /* that kind, whatever is chosen */
} presets[] = {
	{"slide", {{"aspect", "16:9"}, {"scale", "2"}}, FORMAT_PNG, false},
	{"dark-slide", {{"aspect", "16:9"}, {"scale", "2"}, {"theme", "dark"}}, FORMAT_PNG, false},
	{"half-slide", {{"width", "640"}, {"scale", "2"}}, FORMAT_PNG, false},
	{"paper", {{"width", "680"}, {"theme", "print"}}, FORMAT_PDF, false},
	{"web", {{NULL}}, FORMAT_SVG, false},
	{"badge", {{NULL}}, FORMAT_SVG, true},
};

/* The first kind that fits the document. */
static enum diagram_kind
first_kind(const struct page *page)
{
	int kind = 0;

	while (kind < DIAGRAM_BADGE &&
		!diagram_fits((enum diagram_kind)kind, page->model, page->matrix, NULL))
		kind++;
	return (enum diagram_kind)kind;
}

/* What is chosen to be shown; how, is the preset's alone. */
static void
fill_preset(const struct page *page, const struct preset *preset, struct diagram_request *request)
{
	OWN(buf_fini) struct buf ignored = {0};
	const struct diagram_request *chosen = &page->target->picture;
	enum diagram_kind kind = preset->badge                   ? DIAGRAM_BADGE
				 : chosen->kind == DIAGRAM_BADGE ? first_kind(page)
								 : chosen->kind;

	diagram_request_init(request, page->model, page->matrix, kind, preset->format);
	request->lang = chosen->lang;
	if (chosen->kind == kind) {
		request->highlight = chosen->highlight;
		request->control = chosen->control;
		request->framework = chosen->framework;
		request->table_count = chosen->table_count;
		memcpy(request->tables, chosen->tables, sizeof(chosen->tables));
	}
	for (size_t i = 0; i < PRESET_OPTIONS && preset->options[i][0] != NULL; i++)
		diagram_option_set(request, preset->options[i][0], preset->options[i][1], &ignored);
}

/* As pixels no denser than a small picture needs; what is drawn as SVG anyway stays one. false: it
 * would be too large, or the site has no picture to show. */
static bool
shrink(const struct page *page, const struct diagram_request *request, struct target *small)
{
	*small = *page->target;
	small->route = ROUTE_DIAGRAM;
	small->picture = *request;
	if (small->picture.format == FORMAT_PDF && offer_has_picture(page->offer, FORMAT_PNG))
		small->picture.format = FORMAT_PNG;
	small->picture.scale = 1;
	return figure_show(page, &small->picture) && !target_is_too_large(small, page->arena);
}

static void
write_preset(struct page *page, const struct preset *preset)
{
	OWN(buf_fini) struct buf query = {0}, now = {0};
	struct link link = page_link(page, ROUTE_EMBED);
	struct target other = *page->target, small;
	struct html *h = page->html;

	fill_preset(page, preset, &other.picture);
	if (!shrink(page, &other.picture, &small))
		return;
	target_query(&other, &query);
	target_query(page->target, &now);
	link.query = buf_cstr(&query);
	html_open(h, "li");
	piece_open_link(page, &link);
	if (strcmp(buf_cstr(&query), buf_cstr(&now)) == 0)
		html_attr(h, "aria-current", "true");
	html_open(h, "img");
	html_attr(h, "src",
		arena_printf(
			page->arena, "%s%s", page->mount, figure_address(page, &small.picture)));
	html_attr(h, "alt", "");
	html_attr_int(h, "width", PRESET_W);
	html_attr_int(h, "height", PRESET_H);
	html_attr(h, "loading", "lazy");
	html_simple(h, "span", NULL, page_say_name(page, "embed", preset->id));
	html_close(h, "a");
	html_close(h, "li");
}

static bool
has_presets(const struct page *page)
{
	for (size_t i = 0; i < sizeof(presets) / sizeof(presets[0]); i++)
		if (offer_has_picture(page->offer, presets[i].format))
			return true;
	return false;
}

static void
write_presets(struct page *page)
{
	struct html *h = page->html;

	if (!has_presets(page))
		return;
	html_open(h, "section");
	piece_heading(page, "h2", "presets", page_say(page, "embed.presets"));
	html_open(h, "ul");
	html_attr(h, "class", "presets");
	for (size_t i = 0; i < sizeof(presets) / sizeof(presets[0]); i++)
		if (offer_has_picture(page->offer, presets[i].format))
			write_preset(page, &presets[i]);
	html_close(h, "ul");
	html_close(h, "section");
}

/* -- the picture ----------------------------------------------------------------------------- */

/* "chrofy-stack-en-dark.png": the options' values tell files apart in a folder of downloads. */
static const char *
file_name(const struct page *page, const struct diagram_request *request)
{
	OWN(buf_fini) struct buf key = {0}, name = {0};
	bool value = false;

	diagram_key(request, &key);
	buf_printf(&name, "%s-%s", page->service->id, diagram_kind_name(request->kind));
	for (const char *s = buf_cstr(&key); *s != '\0'; s++) {
		if (*s == '=')
			buf_char(&name, '-');
		else if (value && *s != '&')
			buf_char(&name, *s == ':' ? 'x' : *s == ',' ? '-' : *s);
		value = *s == '=' || (value && *s != '&');
	}
	buf_printf(&name, ".%s", diagram_format_name(request->format));
	return arena_strdup(page->arena, buf_cstr(&name));
}

/* What shows through a transparent picture: the squares are as light or dark as it takes it to be.
 */
static const char *
figure_class(const struct diagram_request *request)
{
	if (!request->transparent)
		return "picture";
	if (request->theme == THEME_DARK)
		return "picture chequered on-dark";
	return request->theme == THEME_AUTO && request->format == FORMAT_SVG
		       ? "picture chequered"
		       : "picture chequered on-light";
}

/* A PDF is shown as another form of the same picture, which does not follow the reader either. */
static void
write_image(
	struct page *page, const struct diagram_request *request, unsigned width, unsigned height)
{
	struct diagram_request shown = *request;
	struct html *h = page->html;

	if (shown.format == FORMAT_PDF && shown.theme == THEME_AUTO)
		shown.theme = THEME_LIGHT;
	if (!figure_show(page, &shown))
		return;
	html_open(h, "img");
	html_attr(h, "src",
		arena_printf(page->arena, "%s%s", page->mount, figure_address(page, &shown)));
	html_attr(h, "alt", embed_alternative(page, request));
	html_attr_int(h, "width", width);
	html_attr_int(h, "height", height);
}

static void
write_preview(
	struct page *page, const struct diagram_request *request, unsigned width, unsigned height)
{
	struct html *h = page->html;

	html_open(h, "figure");
	html_attr(h, "class", figure_class(request));
	write_image(page, request, width, height);
	html_open(h, "figcaption");
	html_open(h, "a");
	html_attr(h, "href",
		arena_printf(page->arena, "%s%s", page->mount, figure_address(page, request)));
	html_attr(h, "download", file_name(page, request));
	html_attr(h, "type", diagram_format_type(request->format));
	html_text(h, page_say_with(page, "embed.download", "file", file_name(page, request)));
	html_close(h, "a");
	html_text(h, arena_printf(page->arena, " %u × %u px", width * request->scale,
			     height * request->scale));
	html_close(h, "figcaption");
	html_close(h, "figure");
}

static bool
is_too_large(const struct page *page)
{
	struct target picture = *page->target;

	picture.route = ROUTE_DIAGRAM;
	return target_is_too_large(&picture, page->arena);
}

static void
write_embed(struct page *page)
{
	OWN(diags_fini) struct diags ignored = {0};
	const struct diagram_request *request = &page->target->picture;
	const char *title = page_say(page, "embed.title");
	unsigned width = 0, height = 0;

	page_begin(page, title, page_say(page, "embed.lead"));
	html_simple(page->html, "h1", NULL, title);
	html_simple(page->html, "p", "lead", page_say(page, "embed.lead"));
	write_presets(page);
	piece_heading(page, "h2", "choose", page_say(page, "embed.choose"));
	part_embed_form(page);
	if (is_too_large(page)) {
		html_simple(page->html, "p", "note", page_say(page, "embed.too-large"));
	} else if (diagram_size(request, &width, &height, &ignored)) {
		write_preview(page, request, width, height);
		part_markup(page, request, width, height);
	}
	page_end(page);
}

/* What nobody chose is an SVG; where the site has none it is in the first format that there is. */
void
page_embed(struct page *page)
{
	const struct target *asked = page->target;
	struct target offered = *asked;
	int format = FORMAT_SVG;

	while (format < FORMAT_PDF && !offer_has_picture(page->offer, (enum diagram_format)format))
		format++;
	if (!offer_has_picture(page->offer, asked->picture.format))
		offered.picture.format = (enum diagram_format)format;
	page->target = &offered;
	write_embed(page);
	page->target = asked;
}
