/* Three tables: kinds, options, formats. A request is a row of each; drawing one is: borrow a renderer,
 * measure and place, paint into a scene, write the scene. */
#include "diagram.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/own.h"
#include "base/utf8.h"
#include "fonts.h"
#include "kind.h"
#include "png_write.h"
#include "raster.h"
#include "renderer.h"
#include "say.h"
#include "svg.h"
#include "theme.h"

enum {
	LABEL_MAX = 600, /* characters of one text in a picture */
};

static const struct kind *const kinds[DIAGRAM_KIND__COUNT] = {
	[DIAGRAM_STACK] = &kind_stack,
};

const struct kind *
kind_of(const struct diagram_request *request)
{
	return kinds[request->kind];
}

int
kind_width(const struct diagram_request *request)
{
	return request->width_px > 0 ? (int)request->width_px : kind_of(request)->width_px;
}

/* -- the sheet, for kinds -------------------------------------------------------------- */

/* The string, or its first LABEL_MAX characters and an ellipsis: the page has the rest. */
static const char *
shorten(struct arena *arena, const char *string)
{
	const char *s = string;
	size_t len;

	for (int i = 0; i < LABEL_MAX && *s != '\0'; i++, s += len)
		utf8_next(s, &len);
	return *s == '\0' ? string : arena_printf(arena, "%.*s…", (int)(s - string), string);
}

const struct text_block *
sheet_text(struct sheet *sheet, const char *string, const char *lang, enum style style, int width_px)
{
	const struct text_block *block =
		text_set(sheet->texter, shorten(sheet->arena, string), lang, style, width_px);

	if (block->missing != 0 && sheet->missing == 0) {
		sheet->missing = block->missing;
		sheet->missing_in = block->string;
	}
	return block;
}

static bool
is_faded(const struct sheet *sheet, const struct party *party)
{
	return sheet->request->highlight != NULL && sheet->request->highlight != party;
}

int
sheet_paint(const struct sheet *sheet, const struct party *party, enum party_paint paint)
{
	static const int neutral[PARTY_PAINT__COUNT] = {
		[PARTY_BAR] = PAINT_NEUTRAL_BAR,
		[PARTY_TINT] = PAINT_NEUTRAL,
		[PARTY_MID] = PAINT_NEUTRAL_MID,
	};

	if (party == NULL || is_faded(sheet, party))
		return neutral[paint];
	return paint_party(sheet->slots[party->index], paint);
}

int
sheet_ink(const struct sheet *sheet, const struct party *party)
{
	return is_faded(sheet, party) ? PAINT_MUTED : PAINT_INK;
}

/* -- drawing ------------------------------------------------------------------------------ */

/* A picture with its sizes known, and what it stands on. */
struct draft {
	const struct kind *kind;
	struct renderer *renderer;
	struct arena *arena;
	struct sheet sheet;
	void *layout;
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
	diags_add(diags, SEVERITY_ERROR, "missing-glyph", sheet->request->matrix->pos,
		"no font has the character U+%04X, which the picture needs for \"%s\"", sheet->missing,
		sheet->missing_in);
	return false;
}

static bool
draft_init(struct draft *draft, const struct diagram_request *request, struct diags *diags)
{
	const struct matrix *matrix = request->matrix;
	unsigned *slots;
	const char *why;

	*draft = (struct draft){.kind = kind_of(request), .arena = arena_new()};
	if (!draft->kind->fits(matrix, &why)) {
		diags_add(diags, SEVERITY_ERROR, "no-picture", matrix->pos, "%s", why);
		return false;
	}
	draft->renderer = renderer_take(diags);
	if (draft->renderer == NULL)
		return false;
	slots = arena_array(draft->arena, matrix->party_count, sizeof(*slots));
	theme_slots(matrix, slots);
	draft->sheet = (struct sheet){
		.request = request,
		.arena = draft->arena,
		.texter = draft->renderer->texter,
		.slots = slots,
		.width_px = kind_width(request),
	};
	draft->layout = draft->kind->measure(&draft->sheet);
	draft->kind->place(&draft->sheet, draft->layout);
	return draft->sheet.missing == 0 || say_missing(&draft->sheet, diags);
}

static void
draft_paint(struct draft *draft, struct scene *scene)
{
	scene_init(scene, draft->arena);
	scene->width_px = draft->sheet.width_px;
	scene->height_px = draft->sheet.height_px;
	draft->kind->paint(&draft->sheet, draft->layout, scene);
}

/* Begins ids, always as long: a letter and a hash of what tells this picture from any other. */
static const char *
id_prefix(const struct diagram_request *request, struct arena *arena)
{
	static const char digits[] = "0123456789bcdfghjkmnpqrstvwxyz"; /* no word comes of them */
	OWN(buf_fini) struct buf name = {0};
	uint64_t h = 14695981039346656037U; /* FNV-1a */
	char prefix[5] = "d";

	buf_printf(&name, "%s/%u/%s?", request->matrix->service, request->matrix->edition,
		kind_of(request)->name);
	diagram_key(request, &name);
	for (size_t i = 0; i < name.len; i++)
		h = (h ^ (unsigned char)name.data[i]) * 1099511628211U;
	for (size_t i = 1; i < sizeof(prefix) - 1; i++, h /= sizeof(digits) - 1)
		prefix[i] = digits[h % (sizeof(digits) - 1)];
	return arena_strdup(arena, prefix);
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
			.title = draft->kind->title(request, draft->arena),
			.description = buf_cstr(&description),
			.lang = request->lang,
			.prefix = id_prefix(request, draft->arena),
			.dark = request->theme == THEME_DARK,
			.follows = request->theme == THEME_AUTO,
			.transparent = request->transparent,
		},
		draft->renderer->glyphs, out);
	return !out->failed;
}

/* What the pixels were made from, for the file's Source. */
static const char *
source_words(const struct diagram_request *request, struct arena *arena)
{
	return arena_printf(arena, "%s, edition %u, %s", request->matrix->service, request->matrix->edition,
		request->matrix->date);
}

static bool
write_png(struct draft *draft, struct buf *out, struct diags *diags)
{
	const struct diagram_request *request = draft->sheet.request;
	int scale = (int)request->scale;
	long long pixels = (long long)draft->sheet.width_px * draft->sheet.height_px * scale * scale;
	OWN(raster_fini) struct raster raster = {0};
	struct scene scene;

	if (pixels > DIAGRAM_PIXELS_MAX) {
		diags_add(diags, SEVERITY_ERROR, "too-large", request->matrix->pos,
			"the picture would have %d x %d pixels, more than %d in all: a smaller scale or "
			"width, or SVG, will do",
			draft->sheet.width_px * scale, draft->sheet.height_px * scale, DIAGRAM_PIXELS_MAX);
		return false;
	}
	draft_paint(draft, &scene);
	raster_draw(&raster, &scene, draft->renderer->glyphs, scale, request->theme == THEME_DARK,
		request->transparent);
	return png_write_raster(&raster,
		&(struct png_head){
			.title = draft->kind->title(request, draft->arena),
			.source = source_words(request, draft->arena),
			.scale = scale,
		},
		out);
}

static const struct {
	const char *name, *type;
	bool (*write)(struct draft *, struct buf *, struct diags *);
} formats[FORMAT__COUNT] = {
	[FORMAT_SVG] = {"svg", "image/svg+xml", write_svg},
	[FORMAT_PNG] = {"png", "image/png", write_png},
};

bool
diagram_render(const struct diagram_request *request, struct buf *out, struct diags *diags)
{
	OWN(draft_fini) struct draft draft;

	if (!draft_init(&draft, request, diags))
		return false;
	if (formats[request->format].write(&draft, out, diags))
		return true;
	if (out->failed)
		diags_add(diags, SEVERITY_ERROR, "too-large", request->matrix->pos,
			"the picture needs more memory than it may have");
	return false;
}

bool
diagram_size(
	const struct diagram_request *request, unsigned *width_px, unsigned *height_px, struct diags *diags)
{
	OWN(draft_fini) struct draft draft;

	if (!draft_init(&draft, request, diags))
		return false;
	*width_px = (unsigned)draft.sheet.width_px;
	*height_px = (unsigned)draft.sheet.height_px;
	return true;
}

bool
diagram_scene(const struct diagram_request *request, struct buf *out, struct diags *diags)
{
	OWN(draft_fini) struct draft draft;
	struct scene scene;

	if (!draft_init(&draft, request, diags))
		return false;
	draft_paint(&draft, &scene);
	scene_dump(&scene, out);
	return true;
}

static void
free_arena(struct arena **arena)
{
	arena_free(*arena);
}

void
diagram_description(const struct diagram_request *request, struct buf *out)
{
	OWN(free_arena) struct arena *arena = arena_new();
	const struct kind *kind = kind_of(request);
	const char *why;

	if (kind->fits(request->matrix, &why))
		kind->describe(request, arena, out);
}

/* -- names --------------------------------------------------------------------------------- */

const char *
diagram_kind_name(enum diagram_kind kind)
{
	return kinds[kind]->name;
}

const char *
diagram_kind_title_id(enum diagram_kind kind)
{
	return kinds[kind]->title_id;
}

const char *
diagram_format_name(enum diagram_format format)
{
	return formats[format].name;
}

const char *
diagram_format_type(enum diagram_format format)
{
	return formats[format].type;
}

int
diagram_kind_find(const char *name)
{
	for (int i = 0; i < DIAGRAM_KIND__COUNT; i++)
		if (strcmp(kinds[i]->name, name) == 0)
			return i;
	return -1;
}

int
diagram_format_find(const char *name)
{
	for (int i = 0; i < FORMAT__COUNT; i++)
		if (strcmp(formats[i].name, name) == 0)
			return i;
	return -1;
}

/* -- the process ------------------------------------------------------------------------------ */

const char *
diagram_environment(void)
{
	OWN(diags_fini) struct diags ignored = {0};

	return fonts_load(&ignored) ? fonts_identity() : "";
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
		diagram_request_init(&request, model, model->services[i].current, DIAGRAM_STACK, FORMAT_PNG);
		diagram_render(&request, &out, &ignored);
	}
	return true;
}

void
diagram_fini(void)
{
	renderers_fini();
	fonts_fini();
}
