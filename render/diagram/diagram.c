/* Drawing is: borrow a renderer, measure and place, paint into a scene, write the scene. */
#include "diagram.h"

#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/arena.h"
#include "base/own.h"
#include "text/breaks.h"
#include "text/fonts.h"
#include "output/gd_write.h"
#include "kinds/kind.h"
#include "identify/mark.h"
#include "output/pdf.h"
#include "output/pixels.h"
#include "output/renderer.h"
#include "kinds/say.h"
#include "kinds/tables.h"
#include "output/svg.h"
#include "scene/theme.h"
#include "output/webp_chunks.h"

enum { READABLE_PX = 8 }; /* below, letters are too small for most readers */

/* -- drawing ------------------------------------------------------------------------------ */

/* A picture with its sizes known, and what it stands on. */
struct draft {
	const struct diagram_request *asked;
	struct diagram_request request; /* the same, of a page with what stands on it alone */
	const struct kind *kind;
	struct renderer *renderer;
	struct arena *arena;
	struct sheet sheet;
	void *layout;
	int width_px, height_px; /* of the canvas: the layout and what the aspect adds around it */
	int out_width_px;        /* of the picture: the canvas as a whole, larger or smaller */
};

static void
draft_fini(struct draft *draft)
{
	renderer_return(draft->renderer);
	arena_free(draft->arena);
}

static bool
say_missing(const struct sheet *sheet, struct diags *diags)
{
	diags_add(diags, SEVERITY_ERROR, "missing-glyph", matrix_pos(sheet->request->matrix),
		"no font has the character U+%04X (%s script), which the picture needs for \"%s\": name a file or directory of fonts "
		"that has it in DEMARC_FONTS",
		sheet->missing, break_script_name(sheet->missing), sheet->missing_in);
	return false;
}

static enum palette
palette_of(const struct diagram_request *request)
{
	static const enum palette palettes[THEME__COUNT] = {[THEME_DARK] = PALETTE_DARK,
		[THEME_PRINT] = PALETTE_PRINT,
		[THEME_CONTRAST] = PALETTE_CONTRAST};

	return palettes[request->theme];
}

/* Again with smaller letters and then in a wider picture, until all words fit. */
static void
lay_out(struct draft *draft, int width_px)
{
	enum { TRIES = 32 };
	struct sheet *sheet = &draft->sheet;

	sheet->fit = (struct fit){0};
	sheet->narrow = width_px < SHEET_NARROW;
	for (int i = 0; i < TRIES; i++) {
		sheet->width_px = draft->width_px = width_px;
		sheet->fit.lacking_px = sheet->fit.least_px = 0;
		draft->layout = tables_measure(draft->kind, sheet);
		if (sheet_take_wishes(sheet))
			continue;
		if (sheet->fit.lacking_px == 0 || draft->kind->fixed ||
			width_px == DIAGRAM_WIDTH_MAX)
			break;
		width_px += sheet->fit.lacking_px;
		width_px = width_px < DIAGRAM_WIDTH_MAX ? width_px : DIAGRAM_WIDTH_MAX;
	}
	tables_place(draft->kind, sheet, draft->layout);
	draft->width_px = sheet->width_px;
	draft->height_px = sheet->height_px;
}

/* Makes the canvas larger on one side, so that it has the aspect. */
static void
widen_canvas(struct draft *draft, int w, int h)
{
	int width = (draft->height_px * w + h - 1) / h;

	if (width > draft->width_px)
		draft->width_px = width;
	draft->height_px = (draft->width_px * h + w / 2) / w;
}

/* Lays out at the width that leaves the least canvas, and so the largest letters, in the aspect:
 * the wider the layout, the lower it is, until it is as wide as the canvas. Of equal ones the
 * widest fills it best. */
static void
lay_out_in_aspect(struct draft *draft, int w, int h)
{
	static const int widths[] = {480, 560, 640, 720, 800, 880, 960, 1060, 1160, 1280, 1400,
		1560, 1760, 2000, 2300, 2700, 3200};
	int best = draft->kind->width_px, least = 0;

	for (size_t i = 0; !draft->kind->fixed && i < sizeof(widths) / sizeof(*widths); i++) {
		lay_out(draft, widths[i]);
		widen_canvas(draft, w, h);
		if (least == 0 || draft->width_px <= least) {
			least = draft->width_px;
			best = widths[i];
		}
		if (draft->width_px == draft->sheet.width_px)
			break; /* from here on wider layouts only add to the canvas */
	}
	lay_out(draft, best);
	widen_canvas(draft, w, h);
}

/* Finds what is to be drawn. false: diags says why there is nothing. */
static bool
find_page(struct draft *draft, struct diags *diags)
{
	const struct diagram_request *asked = draft->asked;
	const char *why;

	if (!draft->kind->fits(asked->model, asked->matrix, &why)) {
		diags_add(
			diags, SEVERITY_ERROR, "no-picture", matrix_pos(asked->matrix), "%s", why);
		return false;
	}
	if (paging_take(draft->kind->paging, asked, draft->arena, &draft->request))
		return true;
	diags_add(diags, SEVERITY_ERROR, "no-page", matrix_pos(asked->matrix),
		"the picture has no page %u: it has pages 1 to %zu", asked->page,
		paging_count(draft->kind->paging, asked));
	return false;
}

static void
warn_of_small_letters(const struct draft *draft, struct diags *diags)
{
	const struct diagram_request *asked = draft->asked;
	int px = draft->sheet.fit.least_px * draft->out_width_px / draft->width_px;
	size_t pages;

	if (px >= READABLE_PX)
		return;
	pages = draft->request.part.pages == 0 ? paging_count(draft->kind->paging, asked) : 1;
	diags_add(diags, SEVERITY_WARNING, "small-letters", matrix_pos(asked->matrix),
		"the smallest letters of the picture have %d px, too few to read: a greater width%s will do",
		px, pages > 1 ? arena_printf(draft->arena, ", or its pages 1 to %zu,", pages) : "");
}

static void
warn_of_more_pages(const struct draft *draft, struct diags *diags)
{
	const struct diagram_part *part = &draft->request.part;

	if (draft->asked->page == 0 && part->pages > 0)
		diags_add(diags, SEVERITY_WARNING, "more-pages", matrix_pos(draft->asked->matrix),
			"the whole picture would be too long: this is the first of its pages, 1 to %zu, which can be asked for",
			part->pages);
}

static bool
draft_init(struct draft *draft, const struct diagram_request *asked, struct diags *diags)
{
	const struct diagram_request *request = &draft->request;
	unsigned *slots;
	int w, h;

	*draft = (struct draft){.asked = asked,
		.kind = kind_of(asked),
		.arena = arena_new(),
		.out_width_px = kind_width(asked)};
	if (!find_page(draft, diags))
		return false;
	draft->renderer = renderer_take(diags);
	if (draft->renderer == NULL)
		return false;
	slots = arena_array(draft->arena, asked->matrix->party_count, sizeof(*slots));
	theme_slots(asked->matrix, slots);
	draft->sheet = (struct sheet){
		.request = request,
		.arena = draft->arena,
		.texter = draft->renderer->texter,
		.slots = slots,
		.palette = palette_of(request),
	};
	if (diagram_aspect(request, &w, &h)) {
		lay_out_in_aspect(draft, w, h);
	} else {
		lay_out(draft, draft->kind->fixed ? draft->kind->width_px : draft->out_width_px);
		if (!draft->kind->fixed || draft->out_width_px == 0)
			draft->out_width_px = draft->width_px;
	}
	warn_of_small_letters(draft, diags);
	warn_of_more_pages(draft, diags);
	return draft->sheet.missing == 0 || say_missing(&draft->sheet, diags);
}

/* The picture's height, in the proportions of its canvas; those of a small one are too coarse for
 * an aspect. */
static int
out_height(const struct draft *draft)
{
	int w, h;

	if (draft->kind->of_words && diagram_aspect(draft->asked, &w, &h))
		return (draft->out_width_px * h + w / 2) / w;
	return (int)(((long long)draft->height_px * draft->out_width_px + draft->width_px / 2) /
		     draft->width_px);
}

static void
draft_paint(struct draft *draft, struct scene *scene)
{
	scene_init(scene, draft->arena);
	scene->width_px = draft->width_px;
	scene->height_px = draft->height_px;
	tables_paint(draft->kind, &draft->sheet, draft->layout, scene);
	scene_shift(scene, 0, (draft->width_px - draft->sheet.width_px) / 2,
		(draft->height_px - draft->sheet.height_px) / 2);
}

/* Begins ids, always as long: a letter and a hash of what tells this picture from any other. */
static const char *
id_prefix(const struct diagram_request *request, struct arena *arena)
{
	static const char digits[] = "0123456789bcdfghjkmnpqrstvwxyz"; /* no word comes of them */
	OWN(buf_fini) struct buf name = {0};
	uint64_t h;
	char prefix[5] = "d";

	buf_printf(&name, "%s/%u/%s?", request->matrix->service, request->matrix->edition,
		kind_of(request)->name);
	diagram_key(request, &name);
	h = hash_bytes(HASH_START, name.data, name.len);
	for (size_t i = 1; i < sizeof(prefix) - 1; i++, h /= sizeof(digits) - 1)
		prefix[i] = digits[h % (sizeof(digits) - 1)];
	return arena_strdup(arena, prefix);
}

/* The title, and which page of how many it is. */
static const char *
title_of(const struct diagram_request *request, struct arena *arena)
{
	const char *title = kind_of(request)->title(request, arena);
	const struct diagram_part *part = &request->part;

	if (part->pages == 0)
		return title;
	return SAY(arena, request, "diagram.title.page", "title", title, "page",
		arena_printf(arena, "%zu", part->page), "pages",
		arena_printf(arena, "%zu", part->pages));
}

/* Of what the picture says, not of how it looks: the same in every format, theme and font. */
static void
content_of(const struct draft *draft, const struct scene *scene, char out[MARK_CONTENT_SIZE])
{
	const struct diagram_request *request = draft->sheet.request;
	OWN(buf_fini) struct buf description = {0};
	uint64_t digest = mark_digest(MARK_DIGEST_START, title_of(request, draft->arena));

	draft->kind->describe(request, draft->arena, &description);
	digest = mark_digest(digest, buf_cstr(&description));
	for (size_t i = 0; i < scene->count; i++) {
		const struct item *item = &scene->items[i];

		if (item->kind == ITEM_OPEN && item->title != NULL)
			digest = mark_digest(digest, item->title);
		else if (item->kind == ITEM_TEXT && item->spoken)
			digest = mark_digest(digest, item->text->string);
	}
	mark_digest_hex(digest, out);
}

/* Where the picture comes from, for the file to say; see mark.h. */
static const char *
source_words(const struct draft *draft, const struct scene *scene)
{
	const struct diagram_request *request = draft->sheet.request;
	const struct matrix *matrix = request->matrix;
	OWN(buf_fini) struct buf key = {0}, line = {0};
	char content[MARK_CONTENT_SIZE];

	diagram_key(draft->asked, &key);
	content_of(draft, scene, content);
	mark_print(&(struct mark){.service = matrix->service,
			   .kind = draft->kind->name,
			   .format = diagram_format_name(request->format),
			   .query = buf_cstr(&key),
			   .lang = request->lang,
			   .edition = matrix->edition,
			   .date = matrix->date,
			   .content = content},
		&line);
	return arena_strdup(draft->arena, buf_cstr(&line));
}

static bool
write_svg(struct draft *draft, struct buf *out, struct diags *diags)
{
	const struct diagram_request *request = draft->sheet.request;
	OWN(buf_fini) struct buf description = {0};
	struct scene scene;

	(void)diags;
	draft_paint(draft, &scene);
	draft->kind->describe(request, draft->arena, &description);
	svg_write(&scene,
		&(struct svg_head){
			.title = title_of(request, draft->arena),
			.description = buf_cstr(&description),
			.source = source_words(draft, &scene),
			.lang = request->lang,
			.prefix = id_prefix(draft->asked, draft->arena),
			.palette = draft->sheet.palette,
			.follows = request->theme == THEME_AUTO,
			.transparent = request->transparent,
			.live = request->live,
			.width_px = draft->out_width_px,
			.height_px = out_height(draft),
		},
		draft->renderer->glyphs, out);
	return !out->failed;
}

static const char *
publisher_words(const struct diagram_request *request)
{
	const struct party *publisher = request->matrix->publisher;

	return publisher != NULL ? texts_value(&publisher->name, request->lang) : NULL;
}

static bool
has_too_many_pixels(int w, int h)
{
	return (long long)w * h > DIAGRAM_PIXELS_MAX || w > DIAGRAM_SIDE_MAX ||
	       h > DIAGRAM_SIDE_MAX;
}

/* The renderer's pixels, and the source's words. false: there would be too many, or cairo failed.
 */
static bool
draw(struct draft *draft, const char **source, struct diags *diags)
{
	const struct diagram_request *request = draft->sheet.request;
	int w = draft->out_width_px * (int)request->scale,
	    h = out_height(draft) * (int)request->scale;
	struct scene scene;

	if (has_too_many_pixels(w, h)) {
		diags_add(diags, SEVERITY_ERROR, "too-large", matrix_pos(request->matrix),
			"the picture would have %d x %d pixels, more than %d in all or %d on a side: a smaller scale or "
			"width, or SVG, will do",
			w, h, DIAGRAM_PIXELS_MAX, DIAGRAM_SIDE_MAX);
		return false;
	}
	draft_paint(draft, &scene);
	*source = source_words(draft, &scene);
	return pixels_draw(&draft->renderer->pixels,
		&(struct pixels_job){
			.scene = &scene,
			.glyphs = draft->renderer->glyphs,
			.width = w,
			.height = h,
			.palette = draft->sheet.palette,
			.transparent = request->transparent,
		},
		diags);
}

static bool
write_png(struct draft *draft, struct buf *out, struct diags *diags)
{
	const struct diagram_request *request = draft->sheet.request;
	const char *source;

	return draw(draft, &source, diags) &&
	       gd_write_png(&draft->renderer->pixels,
		       &(struct png_head){
			       .title = title_of(request, draft->arena),
			       .source = source,
			       .scale = (int)request->scale,
		       },
		       out, diags);
}

static bool
write_webp(struct draft *draft, struct buf *out, struct diags *diags)
{
	const char *source, *title = title_of(draft->sheet.request, draft->arena);
	size_t at = out->len;

	return draw(draft, &source, diags) && gd_write_webp(&draft->renderer->pixels, out, diags) &&
	       webp_chunks_add(out, at, title, source);
}

static bool
write_pdf(struct draft *draft, struct buf *out, struct diags *diags)
{
	const struct diagram_request *request = draft->sheet.request;
	struct scene scene;

	draft_paint(draft, &scene);
	return pdf_write(&scene,
		&(struct pdf_head){
			.title = title_of(request, draft->arena),
			.subject = source_words(draft, &scene),
			.publisher = publisher_words(request),
			.date = request->matrix->date,
			.palette = draft->sheet.palette,
			.transparent = request->transparent,
			.width_px = draft->out_width_px,
		},
		out, diags);
}

static bool (*const writers[FORMAT__COUNT])(struct draft *, struct buf *, struct diags *) = {
	[FORMAT_SVG] = write_svg,
	[FORMAT_PNG] = write_png,
	[FORMAT_WEBP] = write_webp,
	[FORMAT_PDF] = write_pdf,
};

/* Whether all glyphs were there: a picture with gaps where words should be is none. */
static bool
has_glyphs(struct draft *draft, struct diags *diags)
{
	const char *path = glyphs_unreadable(draft->renderer->glyphs);

	if (path == NULL)
		return true;
	diags_add(diags, SEVERITY_ERROR, "unreadable", (struct pos){.file = path},
		"cannot read the font");
	return false;
}

bool
diagram_render(const struct diagram_request *request, struct buf *out, struct diags *diags)
{
	OWN(draft_fini) struct draft draft;

	if (!draft_init(&draft, request, diags))
		return false;
	if (writers[request->format](&draft, out, diags))
		return has_glyphs(&draft, diags);
	if (out->failed)
		diags_add(diags, SEVERITY_ERROR, "too-large", matrix_pos(request->matrix),
			"the picture needs more memory than it may have");
	return false;
}

bool
diagram_size(const struct diagram_request *request, unsigned *width_px, unsigned *height_px,
	struct diags *diags)
{
	OWN(draft_fini) struct draft draft;

	if (!draft_init(&draft, request, diags))
		return false;
	*width_px = (unsigned)draft.out_width_px;
	*height_px = (unsigned)out_height(&draft);
	return true;
}

bool
diagram_is_too_large(const struct diagram_request *request)
{
	OWN(diags_fini) struct diags ignored = {0};
	unsigned w, h;

	return diagram_format_is_raster(request->format) &&
	       diagram_size(request, &w, &h, &ignored) &&
	       has_too_many_pixels((int)(w * request->scale), (int)(h * request->scale));
}

bool
diagram_visit(const struct diagram_request *request,
	void (*visit)(const struct scene *, void *data), void *data, struct diags *diags)
{
	OWN(draft_fini) struct draft draft;
	struct scene scene;

	if (!draft_init(&draft, request, diags))
		return false;
	draft_paint(&draft, &scene);
	visit(&scene, data);
	return true;
}

static void
dump(const struct scene *scene, void *out)
{
	scene_dump(scene, out);
}

bool
diagram_scene(const struct diagram_request *request, struct buf *out, struct diags *diags)
{
	return diagram_visit(request, dump, out, diags);
}

bool
diagram_content(
	const struct diagram_request *request, char out[MARK_CONTENT_SIZE], struct diags *diags)
{
	OWN(draft_fini) struct draft draft;
	struct scene scene;

	if (!draft_init(&draft, request, diags))
		return false;
	draft_paint(&draft, &scene);
	content_of(&draft, &scene, out);
	return true;
}

static void
free_arena(struct arena **arena)
{
	arena_free(*arena);
}

void
diagram_title(const struct diagram_request *request, struct buf *out)
{
	OWN(free_arena) struct arena *arena = arena_new();
	struct diagram_request page;

	if (diagram_fits(request->kind, request->model, request->matrix, NULL) &&
		paging_take(kind_of(request)->paging, request, arena, &page))
		buf_str(out, title_of(&page, arena));
}

void
diagram_description(const struct diagram_request *request, struct buf *out)
{
	OWN(free_arena) struct arena *arena = arena_new();
	struct diagram_request page;

	if (diagram_fits(request->kind, request->model, request->matrix, NULL) &&
		paging_take(kind_of(request)->paging, request, arena, &page))
		kind_of(request)->describe(&page, arena, out);
}

/* -- the process ------------------------------------------------------------------------------ */

const char *
diagram_environment(void)
{
	OWN(diags_fini) struct diags ignored = {0};

	return fonts_load(&ignored) ? fonts_identity() : "";
}

bool
diagram_load_pixels(struct diags *diags)
{
	return late_pango(diags) && gd_load(diags);
}

static struct {
	pthread_t thread;
	bool begun;
} preparing;

static void *
prepare_pixels(void *ignored)
{
	OWN(diags_fini) struct diags told_later = {0};

	if (late_cairo(&told_later))
		gd_load(&told_later);
	return ignored;
}

void
diagram_prepare(enum diagram_format format)
{
	preparing.begun = diagram_format_is_raster(format) &&
			  pthread_create(&preparing.thread, NULL, prepare_pixels, NULL) == 0;
}

void
diagram_keep(size_t bytes)
{
	renderers_keep(bytes);
}

bool
diagram_warm(const struct model *model, struct diags *diags)
{
	OWN(buf_fini) struct buf out = {0};
	OWN(diags_fini) struct diags ignored = {0};
	struct diagram_request request;
	struct renderer *renderer = renderer_take(diags);

	renderer_return(renderer);
	if (renderer == NULL)
		return false;
	for (size_t i = 0; i < model->service_count; i++) {
		/* A picture that cannot be drawn is told when it is asked for. */
		diagram_request_init(
			&request, model, model->services[i].current, DIAGRAM_STACK, FORMAT_PNG);
		diagram_render(&request, &out, &ignored);
	}
	return true;
}

void
diagram_fini(void)
{
	if (preparing.begun)
		pthread_join(preparing.thread, NULL);
	preparing.begun = false;
	renderers_fini();
	fonts_fini();
}
