/* Where they are, how wide, what they say, and in which forms they can be had. */
#include "figure.h"

#include "base/own.h"
#include "address/key.h"
#include "writing.h"
#include "http/percent.h"
#include "address/walk.h"

enum {
	/* Whether pixels have room for a page costs a layout; where there are more pages, they are
	 * linked as SVG and PDF, which always have. */
	PAGES_WITH_PIXELS = 40,
};

/* version: buffer for the content hash that goes into the address; NULL: none. */
static const char *
print_address(
	const struct page *page, const struct diagram_request *request, char version[VERSION_SIZE])
{
	OWN(buf_fini) struct buf query = {0};
	struct link link = page_link(page, ROUTE_DIAGRAM);

	link.edition = 0;
	link.file = arena_printf(page->arena, "%s.%s", diagram_kind_name(request->kind),
		diagram_format_name(request->format));
	diagram_key(request, &query);
	if (page->target->edition > 0)
		percent_argument(
			&query, "edition", arena_printf(page->arena, "%u", page->target->edition));
	link.query = buf_cstr(&query);
	if (version != NULL) {
		identity_version(page->identity,
			key_of_address(page->arena, link_string(page->arena, &link)), version);
		link.version = version;
	}
	return link_string(page->arena, &link);
}

const char *
figure_address(const struct page *page, const struct diagram_request *request)
{
	return print_address(page, request, NULL);
}

/* The picture's address with the content hash, so that it may be kept for good. */
static const char *
picture_url(const struct page *page, const struct diagram_request *request)
{
	char version[VERSION_SIZE];

	return arena_printf(
		page->arena, "%s%s", page->mount, print_address(page, request, version));
}

static void
begin_picture(const struct page *page, struct diagram_request *request,
	const struct picture *picture, const char *width)
{
	OWN(buf_fini) struct buf allowed = {0};

	diagram_request_init(request, page->model, page->matrix, picture->kind, FORMAT_SVG);
	diagram_option_set(request, "lang", page->lang, &allowed);
	if (picture->highlight != NULL)
		diagram_option_set(request, "highlight", picture->highlight->id, &allowed);
	if (picture->table != NULL)
		diagram_show_table(request, picture->table);
	if (picture->open != NULL)
		diagram_option_set(request, "open", picture->open->id, &allowed);
	if (width != NULL)
		diagram_option_set(request, "width", width, &allowed);
}

static bool
has_room(const struct page *page, const struct diagram_request *request)
{
	return offer_has_picture(page->offer, request->format) &&
	       (!diagram_format_is_raster(request->format) || !diagram_is_too_large(request));
}

bool
figure_show(const struct page *page, struct diagram_request *request)
{
	static const enum diagram_format shown[] = {FORMAT_SVG, FORMAT_PNG, FORMAT_WEBP};

	if (request->format != FORMAT_PDF && offer_has_picture(page->offer, request->format))
		return true;
	for (size_t i = 0; i < sizeof(shown) / sizeof(shown[0]); i++) {
		request->format = shown[i];
		if (has_room(page, request))
			return true;
	}
	return false;
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
		repeats ? page_say_with(page, "picture.repeats", "title", buf_cstr(&words))
			: buf_cstr(&words));
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

/* What the page that chooses pictures starts from. */
static const char *
embed_query(const struct page *page, const struct picture *picture)
{
	OWN(buf_fini) struct buf query = {0};

	buf_printf(&query, "kind=%s", diagram_kind_name(picture->kind));
	if (picture->highlight != NULL)
		percent_argument(&query, "highlight", picture->highlight->id);
	if (picture->open != NULL)
		percent_argument(&query, "open", picture->open->id);
	if (picture->table != NULL && figure_has_several(page))
		percent_argument(&query, "table", picture->table->id);
	return arena_strdup(page->arena, buf_cstr(&query));
}

static void
write_file_link(struct page *page, const struct diagram_request *request, const char *words)
{
	struct html *h = page->html;

	html_lit(h, " ");
	html_open(h, "a");
	html_attr(h, "href", picture_url(page, request));
	html_attr(h, "type", diagram_format_type(request->format));
	html_text(h, words);
	html_close(h, "a");
}

/* Each format that has room for it. words: of the first one; NULL: the format's name, as of all
 * others. with_pixels false: those that always have room. */
static void
write_formats(
	struct page *page, struct diagram_request request, const char *words, bool with_pixels)
{
	for (int format = 0; format < FORMAT__COUNT; format++) {
		request.format = (enum diagram_format)format;
		if ((diagram_format_is_raster(request.format) && !with_pixels) ||
			!has_room(page, &request))
			continue;
		write_file_link(page, &request,
			words != NULL ? words
				      : page_say_name(page, "picture",
						diagram_format_name(request.format)));
		words = NULL;
	}
}

/* The picture in its own size; of one that has but pages, what leads to more. */
static void
write_downloads(struct page *page, const struct picture *picture)
{
	struct link embed = page_link(page, ROUTE_EMBED);
	struct diagram_request request;
	struct html *h = page->html;

	begin_picture(page, &request, picture, NULL);
	embed.query = embed_query(page, picture);
	html_open(h, "figcaption");
	if (diagram_is_drawn_whole(&request)) {
		html_text(h, page_say(page, "picture.download"));
		write_formats(page, request, NULL, true);
		html_lit(h, " ");
	}
	piece_link(page, &embed, page_say(page, "picture.embed"));
	html_close(h, "figcaption");
}

/* Links to the pages of a long picture, each in all formats; nothing for any other. */
static void
write_pages(struct page *page, const struct picture *picture)
{
	struct diagram_request request;
	struct html *h = page->html;
	size_t pages;

	begin_picture(page, &request, picture, NULL);
	pages = diagram_pages(&request);
	if (pages == 1)
		return;
	html_simple(h, "p", NULL, page_say(page, "picture.pages"));
	html_open(h, "ul");
	html_attr(h, "class", "picture-pages");
	for (request.page = 1; request.page <= pages; request.page++) {
		html_open(h, "li");
		write_formats(page, request,
			page_say_with(page, "picture.page", "page",
				arena_printf(page->arena, "%u", request.page)),
			pages <= PAGES_WITH_PIXELS);
		html_close(h, "li");
	}
	html_close(h, "ul");
}

static void
write_linked_image(
	struct page *page, const struct diagram_request *request, const struct picture *picture)
{
	if (picture->link != NULL)
		piece_open_link(page, picture->link);
	write_image(page, request, picture->repeats);
	if (picture->link != NULL)
		html_close(page->html, "a");
}

void
piece_picture(struct page *page, const struct picture *picture)
{
	struct diagram_request request;

	if (!diagram_fits(picture->kind, page->model, page->matrix, NULL) ||
		!page_offers(page, ROUTE_EMBED))
		return;
	begin_picture(page, &request, picture, picture->width);
	if (!diagram_is_shown_whole(&request))
		request.page = 1;
	html_open(page->html, "figure");
	html_attr(page->html, "class", "picture");
	if (figure_show(page, &request))
		write_linked_image(page, &request, picture);
	write_pages(page, picture);
	write_downloads(page, picture);
	html_close(page->html, "figure");
}

bool
figure_has_several(const struct page *page)
{
	return diagram_table(page->matrix, 1) != NULL;
}

void
piece_pictures(struct page *page, const struct picture *picture)
{
	struct picture one = *picture;
	struct link link;

	for (size_t i = 0; (one.table = diagram_table(page->matrix, i)) != NULL; i++) {
		if (picture->link != NULL && figure_has_several(page)) {
			link = *picture->link;
			link.anchor = table_anchor(page, one.table);
			one.link = &link;
		}
		piece_picture(page, &one);
	}
}
