/* Glyphs are placed as Pango placed them. On a page each is told which characters it stands for,
 * since a font's own table read backwards gives radicals instead of Han characters. Among pixels
 * its outline is filled: cairo 1.16 would put the glyph itself onto whole pixels. */
#include "cairo_paint.h"

#include "base/own.h"
#include "base/utf8.h"
#include "text/fonts.h"
#include "text/glyph.h"
#include "pdf_tag.h"

enum { FONTS_MAX = 16, LINE_MAX_GLYPHS = 1024 };

struct cairo_pen {
	cairo_t *cr;
	enum palette palette;
	struct {
		uint32_t font;
		cairo_font_face_t *face;
	} fonts[FONTS_MAX];
	size_t font_count;
	struct {
		const char *tag;
		bool linked;
	} groups[8]; /* the open ones */
	size_t depth;
	const struct pixel_grid *grid; /* NULL: the surface has none */
	int of_width;                  /* the scene's, in pixels */
};

/* SCENE_PX -> units of the context. */
static double
px(const struct cairo_pen *pen, int v)
{
	double scene = (double)v / SCENE_PX;

	return pen->grid == NULL ? scene : scene * pen->grid->width / pen->of_width;
}

/* The same to the nearest whole pixel, in whole numbers, which are the same everywhere. */
static int
snapped(const struct cairo_pen *pen, int v)
{
	long long n = 2LL * v * pen->grid->width, d = (long long)pen->of_width * SCENE_PX,
		  up = n + d;

	return (int)(up >= 0 ? up / (2 * d) : -((2 * d - 1 - up) / (2 * d)));
}

/* A straight side of a rectangle. */
static double
side(const struct cairo_pen *pen, int v)
{
	return pen->grid == NULL ? px(pen, v) : snapped(pen, v);
}

static void
set_colour(struct cairo_pen *pen, int paint)
{
	uint32_t rgb = theme_colour(pen->palette, paint);

	cairo_set_source_rgb(
		pen->cr, (rgb >> 16 & 255) / 255.0, (rgb >> 8 & 255) / 255.0, (rgb & 255) / 255.0);
}

/* -- fonts ---------------------------------------------------------------------------- */

static cairo_font_face_t *
open_face(uint32_t font)
{
	FcPattern *pattern = FcPatternCreate();
	cairo_font_face_t *face;
	size_t file;
	int index;

	glyphs_font_file(font, &file, &index);
	FcPatternAddString(pattern, FC_FILE, (const FcChar8 *)fonts_path(file));
	FcPatternAddInteger(pattern, FC_INDEX, index);
	face = cairo_ft_font_face_create_for_pattern(pattern);
	FcPatternDestroy(pattern);
	return face;
}

static cairo_font_face_t *
font_face(struct cairo_pen *pen, uint32_t font)
{
	for (size_t i = 0; i < pen->font_count; i++)
		if (pen->fonts[i].font == font)
			return pen->fonts[i].face;
	if (pen->font_count == FONTS_MAX)
		return pen->fonts[0].face;
	pen->fonts[pen->font_count].font = font;
	pen->fonts[pen->font_count].face = open_face(font);
	return pen->fonts[pen->font_count++].face;
}

/* -- text ------------------------------------------------------------------------------- */

static size_t
characters(const char *s, size_t bytes)
{
	size_t n = 0, len;

	for (const char *end = s + bytes; s < end; s += len, n++)
		utf8_next(s, &len);
	return n;
}

/* Glyphs of one font, with the characters they stand for: one each where the counts agree
 * (clusters), else the words as a whole. */
static void
show_run(struct cairo_pen *pen, const cairo_glyph_t *glyphs, size_t count, const char *words,
	size_t bytes, bool one_each)
{
	cairo_text_cluster_t clusters[LINE_MAX_GLYPHS];
	const char *s = words;
	size_t len;

	if (!one_each) {
		clusters[0] = (cairo_text_cluster_t){(int)bytes, (int)count};
		cairo_show_text_glyphs(
			pen->cr, words, (int)bytes, glyphs, (int)count, clusters, 1, 0);
		return;
	}
	for (size_t i = 0; i < count; i++, s += len) {
		utf8_next(s, &len);
		clusters[i] = (cairo_text_cluster_t){(int)len, 1};
	}
	cairo_show_text_glyphs(
		pen->cr, words, (int)bytes, glyphs, (int)count, clusters, (int)count, 0);
}

/* How many glyphs from first on have its font. */
static size_t
same_font(const struct text_line *line, size_t first, size_t count)
{
	size_t i = first + 1;

	while (i < count && line->glyphs[i].font == line->glyphs[first].font)
		i++;
	return i - first;
}

static size_t
bytes_of(const char *s, size_t count)
{
	const char *start = s;
	size_t len;

	for (; count > 0; count--, s += len)
		utf8_next(s, &len);
	return (size_t)(s - start);
}

static void
show_line(struct cairo_pen *pen, const struct text_block *text, const struct text_line *line,
	double x, double y)
{
	cairo_glyph_t glyphs[LINE_MAX_GLYPHS];
	const char *words = text->string + line->start;
	size_t n = characters(words, line->bytes), count = line->glyph_count, run;
	bool one_each;

	count = count > LINE_MAX_GLYPHS ? LINE_MAX_GLYPHS : count;
	one_each = n <= count; /* spaces that end a line have glyphs beyond the words */
	count = one_each ? n : count;
	for (size_t i = 0; i < count; i++)
		glyphs[i] = (cairo_glyph_t){line->glyphs[i].index, x + px(pen, line->glyphs[i].x),
			y + px(pen, line->glyphs[i].y)};
	for (size_t i = 0; i < count; i += run) {
		size_t bytes;

		run = same_font(line, i, count);
		bytes = one_each ? bytes_of(words, run) : i == 0 ? line->bytes : 0;
		cairo_set_font_face(pen->cr, font_face(pen, line->glyphs[i].font));
		show_run(pen, glyphs + i, run, words, bytes, one_each);
		words += one_each ? bytes : 0;
	}
}

static void
show_text(struct cairo_pen *pen, const struct item *item)
{
	const struct text_block *text = item->text;

	if (pen->depth == 0)
		cairo_tag_begin(pen->cr, "P", NULL);
	cairo_set_font_size(pen->cr, text->type->size_px);
	for (size_t l = 0; l < text->line_count; l++)
		show_line(pen, text, &text->lines[l], px(pen, scene_line_x(item, &text->lines[l])),
			px(pen, item->y) + text->baseline + (double)l * text->type->line_px);
	if (pen->depth == 0)
		cairo_tag_end(pen->cr, "P");
}

static void
trace_to(struct cairo_pen *pen, const struct outline_step *step, double x, double y, double scale)
{
	const struct outline_point *p = step->to;

	switch (step->kind) {
	case OUTLINE_MOVE:
		cairo_move_to(pen->cr, x + p->x * scale, y + p->y * scale);
		break;
	case OUTLINE_LINE:
		cairo_line_to(pen->cr, x + p->x * scale, y + p->y * scale);
		break;
	case OUTLINE_CURVE:
		cairo_curve_to(pen->cr, x + p[0].x * scale, y + p[0].y * scale, x + p[1].x * scale,
			y + p[1].y * scale, x + p[2].x * scale, y + p[2].y * scale);
		break;
	case OUTLINE_CLOSE:
		cairo_close_path(pen->cr);
		break;
	}
}

/* One by one: cairo is slower with all edges of a line at once. */
static void
fill_glyph(struct cairo_pen *pen, const struct text_glyph *at, double x, double y, double size)
{
	const struct glyph *glyph = glyphs_get(pen->grid->glyphs, at->font, at->index);
	double scale = size / glyph->units_per_em;

	if (y + glyph->bottom * scale < pen->grid->top ||
		y + glyph->top * scale > pen->grid->bottom)
		return;
	for (size_t i = 0; i < glyph->step_count; i++)
		trace_to(pen, &glyph->steps[i], x, y, scale);
	cairo_fill(pen->cr);
}

static void
fill_text(struct cairo_pen *pen, const struct item *item)
{
	const struct text_block *text = item->text;
	double size = px(pen, text->type->size_px * SCENE_PX);

	for (size_t l = 0; l < text->line_count; l++) {
		const struct text_line *line = &text->lines[l];
		int x = scene_line_x(item, line);
		int y = item->y + (text->baseline + (int)l * text->type->line_px) * SCENE_PX;

		for (size_t i = 0; i < line->glyph_count; i++)
			fill_glyph(pen, &line->glyphs[i], px(pen, x + line->glyphs[i].x),
				px(pen, y + line->glyphs[i].y), size);
	}
}

/* -- shapes ------------------------------------------------------------------------------- */

static void
rounded(cairo_t *cr, double x, double y, double w, double h, double r)
{
	const double k = r * 0.5523;

	cairo_move_to(cr, x, y + r);
	cairo_curve_to(cr, x, y + r - k, x + r - k, y, x + r, y);
	cairo_line_to(cr, x + w - r, y);
	cairo_curve_to(cr, x + w - r + k, y, x + w, y + r - k, x + w, y + r);
	cairo_line_to(cr, x + w, y + h - r);
	cairo_curve_to(cr, x + w, y + h - r + k, x + w - r + k, y + h, x + w - r, y + h);
	cairo_line_to(cr, x + r, y + h);
	cairo_curve_to(cr, x + r - k, y + h, x, y + h - r + k, x, y + h - r);
	cairo_close_path(cr);
}

/* However thin, it is seen. */
static double
at_least_a_pixel(const struct cairo_pen *pen, double length)
{
	return pen->grid != NULL && length < 1 ? 1 : length;
}

static void
fill_rect(struct cairo_pen *pen, const struct item *item)
{
	double x = side(pen, item->x), y = side(pen, item->y);
	double w = side(pen, item->x + item->w) - x, h = side(pen, item->y + item->h) - y;

	if (item->radius > 0)
		rounded(pen->cr, x, y, w, h, px(pen, item->radius));
	else
		cairo_rectangle(pen->cr, x, y, at_least_a_pixel(pen, w), at_least_a_pixel(pen, h));
	cairo_fill(pen->cr);
}

static void
fill_polygon(struct cairo_pen *pen, const struct item *item)
{
	for (size_t i = 0; i < item->count; i++)
		cairo_line_to(pen->cr, px(pen, item->points[i].x), px(pen, item->points[i].y));
	cairo_close_path(pen->cr);
	cairo_fill(pen->cr);
}

static void
fill_ribbon(struct cairo_pen *pen, const struct item *item)
{
	struct point p[8];

	scene_ribbon_outline(item, p);
	cairo_move_to(pen->cr, px(pen, p[0].x), px(pen, p[0].y));
	cairo_curve_to(pen->cr, px(pen, p[1].x), px(pen, p[1].y), px(pen, p[2].x), px(pen, p[2].y),
		px(pen, p[3].x), px(pen, p[3].y));
	cairo_line_to(pen->cr, px(pen, p[4].x), px(pen, p[4].y));
	cairo_curve_to(pen->cr, px(pen, p[5].x), px(pen, p[5].y), px(pen, p[6].x), px(pen, p[6].y),
		px(pen, p[7].x), px(pen, p[7].y));
	cairo_close_path(pen->cr);
	cairo_fill(pen->cr);
}

/* -- groups ---------------------------------------------------------------------------------- */

static void
open_link(struct cairo_pen *pen, const char *href)
{
	OWN(buf_fini) struct buf attributes = {0};

	pdf_tag_string(&attributes, "uri", href);
	cairo_tag_begin(pen->cr, CAIRO_TAG_LINK, buf_cstr(&attributes));
}

static void
open_group(struct cairo_pen *pen, const struct item *item)
{
	static const char *const names[GROUP__COUNT] = {"L", "LI"};

	pen->groups[pen->depth].tag = names[item->group];
	pen->groups[pen->depth++].linked = item->href != NULL;
	cairo_tag_begin(pen->cr, names[item->group], NULL);
	if (item->href != NULL)
		open_link(pen, item->href);
}

static void
close_group(struct cairo_pen *pen, const struct item *item)
{
	(void)item;
	if (pen->groups[--pen->depth].linked)
		cairo_tag_end(pen->cr, CAIRO_TAG_LINK);
	cairo_tag_end(pen->cr, pen->groups[pen->depth].tag);
}

/* -- all of it -------------------------------------------------------------------------------- */

typedef void
draw_function(struct cairo_pen *, const struct item *);

static void
plain_text(cairo_t *cr)
{
	cairo_font_options_t *options = cairo_font_options_create();

	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	cairo_set_font_options(cr, options);
	cairo_font_options_destroy(options);
}

void
scene_paint_cairo(const struct scene *scene, enum palette palette, bool transparent, cairo_t *cr)
{
	static draw_function *const draw[ITEM__COUNT] = {
		[ITEM_RECT] = fill_rect,
		[ITEM_POLYGON] = fill_polygon,
		[ITEM_RIBBON] = fill_ribbon,
		[ITEM_TEXT] = show_text,
		[ITEM_OPEN] = open_group,
		[ITEM_CLOSE] = close_group,
	};
	struct cairo_pen pen = {.cr = cr, .palette = palette};

	plain_text(cr);
	if (!transparent) {
		set_colour(&pen, PAINT_GROUND);
		cairo_paint(cr);
	}
	for (size_t i = 0; i < scene->count; i++) {
		if (scene->items[i].kind < ITEM_OPEN)
			set_colour(&pen, scene->items[i].paint);
		draw[scene->items[i].kind](&pen, &scene->items[i]);
	}
	for (size_t i = 0; i < pen.font_count; i++)
		cairo_font_face_destroy(pen.fonts[i].face);
}

/* -- among pixels --------------------------------------------------------------------------------
 */

/* The first and the last of its heights, SCENE_PX; letters may reach a little beyond their lines.
 */
static void
item_heights(const struct item *item, int *top, int *bottom)
{
	int reach = item->kind == ITEM_TEXT ? item->text->type->line_px * SCENE_PX : 0;
	int height = item->kind == ITEM_TEXT ? item->text->height * SCENE_PX : item->h;

	*top = item->kind == ITEM_POLYGON ? item->points[0].y : item->y - reach;
	*bottom = item->kind == ITEM_POLYGON ? *top : item->y + height + reach;
	for (size_t i = 0; i < item->count; i++) {
		int low = item->points[i].y, high = low + (item->kind == ITEM_RIBBON ? item->h : 0);

		*top = low < *top ? low : *top;
		*bottom = high > *bottom ? high : *bottom;
	}
}

static bool
is_in_grid(const struct cairo_pen *pen, const struct item *item)
{
	int top, bottom;

	item_heights(item, &top, &bottom);
	return snapped(pen, top) - 1 < pen->grid->bottom &&
	       snapped(pen, bottom) + 1 >= pen->grid->top;
}

void
scene_paint_pixels(const struct scene *scene, enum palette palette, bool transparent,
	const struct pixel_grid *grid, cairo_t *cr)
{
	static draw_function *const draw[ITEM_OPEN] = {
		[ITEM_RECT] = fill_rect,
		[ITEM_POLYGON] = fill_polygon,
		[ITEM_RIBBON] = fill_ribbon,
		[ITEM_TEXT] = fill_text,
	};
	struct cairo_pen pen = {
		.cr = cr, .palette = palette, .grid = grid, .of_width = scene->width_px};

	cairo_identity_matrix(cr);
	cairo_translate(cr, 0, -grid->top);
	set_colour(&pen, PAINT_GROUND);
	cairo_set_operator(cr, transparent ? CAIRO_OPERATOR_CLEAR : CAIRO_OPERATOR_SOURCE);
	cairo_paint(cr);
	cairo_set_operator(cr, CAIRO_OPERATOR_OVER);
	for (size_t i = 0; i < scene->count; i++) {
		const struct item *item = &scene->items[i];

		if (item->kind >= ITEM_OPEN || !is_in_grid(&pen, item))
			continue;
		set_colour(&pen, item->paint);
		draw[item->kind](&pen, item);
	}
}
