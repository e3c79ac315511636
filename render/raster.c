/* FreeType's smooth rasteriser turns every outline, of a glyph or of a shape, into spans of equal coverage;
 * a span is mixed over the pixels below. Coverage has LEVELS steps, few enough that all mixtures of a picture
 * fit into a palette and its file stays small. A mixture is worked out once and then looked up. Should the
 * palette be full (a picture of very many parties), the nearest colour serves: flat colours come first, so
 * they are always exact. */
#include "raster.h"

#include <stdlib.h>
#include <string.h>

#include "theme.h"

enum {
	LEVELS = 15, /* steps from nothing to all */
	POINTS_MAX = 4096,
	POLYGON_MAX = 256,
	OPAQUE = 255,
};

struct painter {
	struct raster *raster;
	struct glyphs *glyphs;
	int width, of_width; /* device pixels for so many of the scene */
	enum palette palette;
	int number_of[PAINT__COUNT]; /* a paint's number in the palette, -1 until it is used */
	int ink;                     /* the number now drawn with */
	uint16_t (*mixtures)[PAINT__COUNT + 1]
			    [LEVELS + 1]; /* [below][ink][level]: number + 1, 0 while unknown */
	FT_Vector points[POINTS_MAX];
};

/* -- colours -------------------------------------------------------------------- */

static int
channel(uint32_t colour, int shift)
{
	return (int)(colour >> shift & 255);
}

/* level / LEVELS of ink, which is opaque, over what lies below. */
static uint32_t
mix(uint32_t below, uint32_t ink, int level)
{
	int under = channel(below, 24) * (LEVELS - level); /* the weights, of OPAQUE * LEVELS */
	int over = OPAQUE * level, all = under + over;
	uint32_t out = (uint32_t)((all + LEVELS / 2) / LEVELS) << 24;

	for (int shift = 0; shift <= 16; shift += 8)
		out |= (uint32_t)((channel(below, shift) * under + channel(ink, shift) * over + all / 2) /
				  all)
		       << shift;
	return out;
}

static int
distance(uint32_t a, uint32_t b)
{
	int sum = 0;

	for (int shift = 0; shift <= 24; shift += 8) {
		int d = channel(a, shift) - channel(b, shift);

		sum += d * d;
	}
	return sum;
}

/* The palette's number for the colour, which is added if there is room. */
static int
colour_number(struct raster *raster, uint32_t colour)
{
	int nearest = 0;

	for (int i = 1; i < raster->colours; i++)
		if (distance(raster->palette[i], colour) < distance(raster->palette[nearest], colour))
			nearest = i;
	if (raster->colours == 256 || (raster->colours > 0 && raster->palette[nearest] == colour))
		return nearest;
	raster->palette[raster->colours] = colour;
	return raster->colours++;
}

static uint8_t
mixture(struct painter *p, uint8_t below, int level)
{
	uint16_t *known = &p->mixtures[below][p->ink][level];
	const uint32_t *palette = p->raster->palette;

	if (*known == 0)
		*known =
			(uint16_t)(colour_number(p->raster, mix(palette[below], palette[p->ink], level)) + 1);
	return (uint8_t)(*known - 1);
}

/* The ground is number 0; then all flat colours, in the order of the scene. */
static void
flat_colours(struct painter *p, const struct scene *scene, bool transparent)
{
	uint32_t ground = theme_colour(p->palette, PAINT_GROUND);

	memset(p->number_of, -1, sizeof(p->number_of));
	p->raster->palette[0] = transparent ? ground : ground | 0xff000000U;
	p->raster->colours = 1;
	if (!transparent)
		p->number_of[PAINT_GROUND] = 0;
	for (size_t i = 0; i < scene->count; i++) {
		const struct item *item = &scene->items[i];

		if (item->kind >= ITEM_OPEN || p->number_of[item->paint] >= 0)
			continue;
		p->number_of[item->paint] =
			colour_number(p->raster, theme_colour(p->palette, item->paint) | 0xff000000U);
	}
}

/* -- sizes ----------------------------------------------------------------------- */

/* SCENE_PX -> 1/64 of a device pixel. */
static int
scaled(const struct painter *p, int v)
{
	long long n = 2LL * v * p->width, d = p->of_width;

	return (int)((n >= 0 ? n + d : n - d) / (2 * d));
}

/* The same, to the nearest whole pixel. */
static int
snapped(const struct painter *p, int v)
{
	int s = scaled(p, v) + SCENE_PX / 2;

	return s >= 0 ? s / SCENE_PX : -((SCENE_PX - 1 - s) / SCENE_PX);
}

/* -- outlines ---------------------------------------------------------------------- */

static uint8_t *
row_at(const struct raster *raster, int y)
{
	return raster->rows + (size_t)y * ((size_t)raster->width + 1) + 1;
}

static void
mix_span(struct painter *p, uint8_t *row, const FT_Span *span)
{
	int level = (span->coverage * LEVELS + 127) / 255;

	if (level == LEVELS)
		memset(row + span->x, p->ink, span->len);
	else if (level > 0)
		for (int i = 0; i < span->len; i++)
			row[span->x + i] = mixture(p, row[span->x + i], level);
}

static void
mix_spans(int y, int count, const FT_Span *spans, void *user)
{
	struct painter *p = user;
	uint8_t *row = row_at(p->raster, y);

	for (int i = 0; i < count; i++)
		mix_span(p, row, &spans[i]);
}

/* The outline is in 1/64 of a device pixel, y downward: nothing is turned over, rows come as they are. */
static void
fill_outline(struct painter *p, FT_Outline *outline)
{
	FT_Raster_Params params = {
		.source = outline,
		.flags = FT_RASTER_FLAG_AA | FT_RASTER_FLAG_DIRECT | FT_RASTER_FLAG_CLIP,
		.gray_spans = mix_spans,
		.user = p,
		.clip_box = {0, 0, p->raster->width, p->raster->height},
	};

	FT_Outline_Render(glyphs_library(p->glyphs), outline, &params);
}

static void
draw_glyph(struct painter *p, const struct text_glyph *at, int x, int y, int size_px)
{
	const struct glyph *glyph = glyphs_get(p->glyphs, at->font, at->index);
	long scale = (long)((long long)size_px * p->width * SCENE_PX * 65536 / p->of_width /
		glyph->units_per_em); /* 16.16 */
	FT_Outline outline = glyph->shape;

	if (outline.n_points == 0 || outline.n_points > POINTS_MAX)
		return;
	for (int i = 0; i < outline.n_points; i++) {
		p->points[i].x = x + FT_MulFix(glyph->shape.points[i].x, scale);
		p->points[i].y = y - FT_MulFix(glyph->shape.points[i].y, scale);
	}
	outline.points = p->points;
	fill_outline(p, &outline);
}

static void
draw_text(struct painter *p, const struct item *item)
{
	const struct text_block *text = item->text;

	for (size_t l = 0; l < text->line_count; l++) {
		const struct text_line *line = &text->lines[l];
		int x = scene_line_x(item, line);
		int y = item->y + (text->baseline + (int)l * text->type->line_px) * SCENE_PX;

		for (size_t i = 0; i < line->glyph_count; i++)
			draw_glyph(p, &line->glyphs[i], scaled(p, x + line->glyphs[i].x),
				scaled(p, y + line->glyphs[i].y), text->type->size_px);
	}
}

static void
draw_polygon(struct painter *p, const struct item *item)
{
	char tags[POLYGON_MAX];
	short end = (short)(item->count - 1);
	FT_Outline outline = {.n_contours = 1,
		.n_points = (short)item->count,
		.points = p->points,
		.tags = tags,
		.contours = &end};

	if (item->count > sizeof(tags))
		return;
	memset(tags, FT_CURVE_TAG_ON, sizeof(tags));
	for (size_t i = 0; i < item->count; i++)
		p->points[i] = (FT_Vector){scaled(p, item->points[i].x), scaled(p, item->points[i].y)};
	fill_outline(p, &outline);
}

/* Two cubic curves, the corners on them, their control points off. */
static void
draw_ribbon(struct painter *p, const struct item *item)
{
	struct point corners[8];
	FT_Vector points[8];
	char tags[8];
	short end = 7;
	FT_Outline outline = {.n_contours = 1, .n_points = 8, .points = points, .tags = tags, .contours = &end};

	scene_ribbon_outline(item, corners);
	for (int i = 0; i < 8; i++) {
		points[i] = (FT_Vector){scaled(p, corners[i].x), scaled(p, corners[i].y)};
		tags[i] = i % 4 == 1 || i % 4 == 2 ? FT_CURVE_TAG_CUBIC : FT_CURVE_TAG_ON;
	}
	fill_outline(p, &outline);
}

/* Four cubic quarters of a circle, each two points on and two off the curve. */
static void
draw_rounded(struct painter *p, const struct item *item)
{
	const int r = scaled(p, item->radius), k = r * 4477 / 10000; /* 1 - 0.5523: the control point's inset */
	const int x0 = snapped(p, item->x) * SCENE_PX, x1 = snapped(p, item->x + item->w) * SCENE_PX;
	const int y0 = snapped(p, item->y) * SCENE_PX, y1 = snapped(p, item->y + item->h) * SCENE_PX;
	FT_Vector points[16] = {
		{x0, y0 + r},
		{x0, y0 + k},
		{x0 + k, y0},
		{x0 + r, y0},
		{x1 - r, y0},
		{x1 - k, y0},
		{x1, y0 + k},
		{x1, y0 + r},
		{x1, y1 - r},
		{x1, y1 - k},
		{x1 - k, y1},
		{x1 - r, y1},
		{x0 + r, y1},
		{x0 + k, y1},
		{x0, y1 - k},
		{x0, y1 - r},
	};
	char tags[16];
	short end = 15;
	FT_Outline outline = {
		.n_contours = 1, .n_points = 16, .points = points, .tags = tags, .contours = &end};

	for (int i = 0; i < 16; i++)
		tags[i] = i % 4 == 1 || i % 4 == 2 ? FT_CURVE_TAG_CUBIC : FT_CURVE_TAG_ON;
	fill_outline(p, &outline);
}

static int
at_least_one(int v)
{
	return v > 0 ? v : 1;
}

/* However thin, it is seen. */
static void
draw_rect(struct painter *p, const struct item *item)
{
	int x = snapped(p, item->x), y = snapped(p, item->y);
	int w = at_least_one(snapped(p, item->x + item->w) - x), h = at_least_one(snapped(p, item->y + item->h) - y);

	if (item->radius > 0) {
		draw_rounded(p, item);
		return;
	}
	if (x < 0) {
		w += x;
		x = 0;
	}
	if (x + w > p->raster->width)
		w = p->raster->width - x;
	for (int row = y < 0 ? 0 : y; w > 0 && row < y + h && row < p->raster->height; row++)
		memset(row_at(p->raster, row) + x, p->ink, (size_t)w);
}

static void
draw_item(struct painter *p, const struct item *item)
{
	static void (*const draw[])(struct painter *, const struct item *) = {
		[ITEM_RECT] = draw_rect,
		[ITEM_POLYGON] = draw_polygon,
		[ITEM_RIBBON] = draw_ribbon,
		[ITEM_TEXT] = draw_text,
	};

	if (item->kind >= ITEM_OPEN)
		return;
	p->ink = p->number_of[item->paint];
	draw[item->kind](p, item);
}

size_t
raster_bytes(const struct raster *raster)
{
	return ((size_t)raster->width + 1) * (size_t)raster->height;
}

void
raster_draw(struct raster *raster, const struct scene *scene, struct glyphs *glyphs, int width, int height,
	enum palette palette, bool transparent)
{
	struct painter *p = calloc(1, sizeof(*p));

	*raster = (struct raster){.width = width, .height = height};
	raster->rows = calloc(1, raster_bytes(raster));
	p->mixtures = calloc(256, sizeof(*p->mixtures));
	p->raster = raster;
	p->glyphs = glyphs;
	p->width = width;
	p->of_width = scene->width_px;
	p->palette = palette;
	flat_colours(p, scene, transparent);
	for (size_t i = 0; i < scene->count; i++)
		draw_item(p, &scene->items[i]);
	free(p->mixtures);
	free(p);
}

void
raster_fini(struct raster *raster)
{
	free(raster->rows);
	*raster = (struct raster){0};
}
