#include "scene.h"

#include <stdlib.h>
#include <string.h>

#include "theme.h"

enum { CORNER_POINTS = 4 };

void
scene_init(struct scene *scene, struct arena *arena)
{
	*scene = (struct scene){.arena = arena};
}

static struct item *
add(struct scene *scene, enum item_kind kind)
{
	scene->items = arena_grow(scene->arena, scene->items, scene->count, &scene->cap, sizeof(*scene->items));
	scene->items[scene->count].kind = kind;
	return &scene->items[scene->count++];
}

void
scene_rect(struct scene *scene, int paint, int x_px, int y_px, int w_px, int h_px, int radius_px)
{
	struct item *item = add(scene, ITEM_RECT);
	int largest = (w_px < h_px ? w_px : h_px) / 2;

	item->paint = paint;
	item->x = x_px * SCENE_PX;
	item->y = y_px * SCENE_PX;
	item->w = w_px * SCENE_PX;
	item->h = h_px * SCENE_PX;
	item->radius = (radius_px < largest ? radius_px : largest) * SCENE_PX;
}

void
scene_frame(
	struct scene *scene, int border, int surface, int x_px, int y_px, int w_px, int h_px, int radius_px)
{
	const int d = THEME_HAIR;

	scene_rect(scene, border, x_px, y_px, w_px, h_px, radius_px);
	scene_rect(scene, surface, x_px + d, y_px + d, w_px - 2 * d, h_px - 2 * d, radius_px - d);
}

/* Dashes along one side; they start and end with a dash, the gaps between are as equal as pixels allow. */
static void
dash_side(struct scene *scene, int paint, int x_px, int y_px, int length_px, bool upright)
{
	const int dash = 5, gap = 4;
	int n = (length_px + gap) / (dash + gap), at;

	for (int i = 0; i < n; i++) {
		at = n > 1 ? (length_px - dash) * i / (n - 1) : 0;
		if (upright)
			scene_rect(scene, paint, x_px, y_px + at, THEME_HAIR, dash, 0);
		else
			scene_rect(scene, paint, x_px + at, y_px, dash, THEME_HAIR, 0);
	}
}

void
scene_dashes(struct scene *scene, int border, int x_px, int y_px, int w_px, int h_px)
{
	const int r = THEME_RADIUS / 2; /* the corners stay open, which looks rounded */

	dash_side(scene, border, x_px + r, y_px, w_px - 2 * r, false);
	dash_side(scene, border, x_px + r, y_px + h_px - THEME_HAIR, w_px - 2 * r, false);
	dash_side(scene, border, x_px, y_px + r, h_px - 2 * r, true);
	dash_side(scene, border, x_px + w_px - THEME_HAIR, y_px + r, h_px - 2 * r, true);
}

void
scene_polygon(struct scene *scene, int paint, const struct point *points, size_t count)
{
	struct item *item = add(scene, ITEM_POLYGON);
	struct point *copy = arena_array(scene->arena, count, sizeof(*copy));

	memcpy(copy, points, count * sizeof(*copy));
	item->paint = paint;
	item->points = copy;
	item->count = count;
}

void
scene_bracket(struct scene *scene, int paint, int x_px, int y_px, int h_px, int arm_px, int nub_px)
{
	const int s = THEME_STROKE, side = arm_px > 0 ? 1 : -1;
	int back = arm_px > 0 ? x_px : x_px - s; /* left edge of the upright */
	int inner = arm_px > 0 ? back : back + s, outer = arm_px > 0 ? back + s : back;
	int arm = inner - arm_px, nub = outer + side * nub_px;
	int top = y_px, bottom = y_px + h_px, middle = y_px + h_px / 2 - s / 2;
	const struct point px[] = {
		{arm, top},
		{outer, top},
		{outer, middle},
		{nub, middle},
		{nub, middle + s},
		{outer, middle + s},
		{outer, bottom},
		{arm, bottom},
		{arm, bottom - s},
		{inner, bottom - s},
		{inner, top + s},
		{arm, top + s},
	};
	struct point points[sizeof(px) / sizeof(*px)];

	for (size_t i = 0; i < sizeof(px) / sizeof(*px); i++)
		points[i] = (struct point){px[i].x * SCENE_PX, px[i].y * SCENE_PX};
	scene_polygon(scene, paint, points, sizeof(px) / sizeof(*px));
}

/* -- hatches ------------------------------------------------------------------- */

/* The rounded rectangle as a convex polygon, clockwise on the screen. Returns its number of points. */
static size_t
rounded_polygon(struct point *out, int x, int y, int w, int h, int r)
{
	static const int cosine[CORNER_POINTS] = {1024, 887, 512, 0}; /* of 0, 30, 60 and 90 degrees */
	const struct {
		int cx, cy, sx, sy;
		bool rising; /* whether the angle grows from the vertical */
	} corners[] = {
		{x + r, y + r, -1, -1, false},
		{x + w - r, y + r, 1, -1, true},
		{x + w - r, y + h - r, 1, 1, false},
		{x + r, y + h - r, -1, 1, true},
	};
	size_t n = 0;

	for (size_t c = 0; c < 4; c++)
		for (int i = 0; i < CORNER_POINTS; i++) {
			int k = corners[c].rising ? CORNER_POINTS - 1 - i : i;

			out[n++] = (struct point){
				corners[c].cx + corners[c].sx * r * cosine[k] / 1024,
				corners[c].cy + corners[c].sy * r * cosine[CORNER_POINTS - 1 - k] / 1024,
			};
		}
	return n;
}

static long long
side_of(struct point a, struct point b, struct point p)
{
	return (long long)(b.x - a.x) * (p.y - a.y) - (long long)(b.y - a.y) * (p.x - a.x);
}

/* Where the line from p to q crosses, sp and sq being their signed distances. */
static struct point
crossing(struct point p, struct point q, long long sp, long long sq)
{
	return (struct point){
		p.x + (int)((q.x - p.x) * sp / (sp - sq)),
		p.y + (int)((q.y - p.y) * sp / (sp - sq)),
	};
}

/* What of the polygon lies right of the edge from a to b (Sutherland and Hodgman). */
static size_t
clip_edge(struct point a, struct point b, const struct point *in, size_t n, struct point *out)
{
	size_t m = 0;

	for (size_t i = 0; i < n; i++) {
		struct point p = in[i], q = in[(i + 1) % n];
		long long sp = side_of(a, b, p), sq = side_of(a, b, q);

		if (sp >= 0)
			out[m++] = p;
		if ((sp > 0 && sq < 0) || (sp < 0 && sq > 0))
			out[m++] = crossing(p, q, sp, sq);
	}
	return m;
}

static size_t
clip(struct point *stripe, size_t n, const struct point *within, size_t within_count)
{
	struct point next[4 * CORNER_POINTS + 8];

	for (size_t i = 0; i < within_count && n > 0; i++) {
		struct point a = within[i], b = within[(i + 1) % within_count];

		if (a.x == b.x && a.y == b.y)
			continue;
		n = clip_edge(a, b, stripe, n, next);
		memcpy(stripe, next, n * sizeof(*next));
	}
	return n;
}

/* The corners of stripe number n of a direction, long enough for the box. The stripes keep to one lattice of the whole
 * picture, so that neighbouring boxes continue each other. */
static void
stripe_corners(unsigned direction, int at, int width, const struct item *box, struct point out[4])
{
	int left = box->x, right = box->x + box->w, top = box->y, bottom = box->y + box->h;

	if (direction == HATCH_RISING) { /* x + y = at */
		out[0] = (struct point){at - top, top};
		out[1] = (struct point){at - top + width, top};
		out[2] = (struct point){at - bottom + width, bottom};
		out[3] = (struct point){at - bottom, bottom};
	} else if (direction == HATCH_FALLING) { /* x - y = at */
		out[0] = (struct point){at + top, top};
		out[1] = (struct point){at + top + width, top};
		out[2] = (struct point){at + bottom + width, bottom};
		out[3] = (struct point){at + bottom, bottom};
	} else if (direction == HATCH_UPRIGHT) {
		out[0] = (struct point){at, top};
		out[1] = (struct point){at + width, top};
		out[2] = (struct point){at + width, bottom};
		out[3] = (struct point){at, bottom};
	} else {
		out[0] = (struct point){left, at};
		out[1] = (struct point){right, at};
		out[2] = (struct point){right, at + width};
		out[3] = (struct point){left, at + width};
	}
}

/* The lattice's least and greatest value in the box. */
static void
stripe_range(unsigned direction, const struct item *box, int *from, int *to)
{
	int left = box->x, right = box->x + box->w, top = box->y, bottom = box->y + box->h;

	*from = direction == HATCH_RISING    ? left + top
		: direction == HATCH_FALLING ? left - bottom
		: direction == HATCH_UPRIGHT ? left
					     : top;
	*to = direction == HATCH_RISING	   ? right + bottom
	      : direction == HATCH_FALLING ? right - top
	      : direction == HATCH_UPRIGHT ? right
					   : bottom;
}

static int
round_down(int v, int step)
{
	return v >= 0 ? v / step * step : -((-v + step - 1) / step * step);
}

static void
stripes(struct scene *scene, int paint, unsigned direction, const struct hatch *hatch, const struct item *box,
	const struct point *within, size_t count)
{
	struct point stripe[4 * CORNER_POINTS + 8];
	int pitch = hatch->pitch_px * SCENE_PX, from, to;
	bool oblique = direction == HATCH_RISING || direction == HATCH_FALLING;
	int width = hatch->stripe_px * SCENE_PX * (oblique && hatch->stripe_px == 1 ? 3 : 2) / 2; /* a slanted pixel */
	size_t n;

	stripe_range(direction, box, &from, &to);
	for (int at = round_down(from, pitch) - pitch; at < to; at += pitch) {
		stripe_corners(direction, at, width, box, stripe);
		n = clip(stripe, 4, within, count);
		if (n > 2)
			scene_polygon(scene, paint, stripe, n);
	}
}

void
scene_hatch(struct scene *scene, int paint, const struct hatch *hatch, int x_px, int y_px, int w_px, int h_px,
	int radius_px)
{
	const struct item box = {
		.x = x_px * SCENE_PX, .y = y_px * SCENE_PX, .w = w_px * SCENE_PX, .h = h_px * SCENE_PX};
	struct point within[4 * CORNER_POINTS];
	size_t count = rounded_polygon(within, box.x, box.y, box.w, box.h, radius_px * SCENE_PX);

	for (unsigned direction = HATCH_RISING; direction <= HATCH_LEVEL; direction *= 2)
		if (hatch->directions & direction)
			stripes(scene, paint, direction, hatch, &box, within, count);
}

void
scene_ribbon(struct scene *scene, int paint, int x0_px, int y0_px, int x1_px, int y1_px, int h_px)
{
	struct item *item = add(scene, ITEM_RIBBON);
	struct point *end = ARENA_NEW(scene->arena, struct point);

	*end = (struct point){x1_px * SCENE_PX, y1_px * SCENE_PX};
	item->paint = paint;
	item->x = x0_px * SCENE_PX;
	item->y = y0_px * SCENE_PX;
	item->h = h_px * SCENE_PX;
	item->w = end->x - item->x;
	item->points = end;
	item->count = 1;
}

/* Were both edges the same curve, a steep ribbon would be thin: its height is measured along y. So the edges bend at
 * different places, as far apart as the slope asks for. */
void
scene_ribbon_outline(const struct item *item, struct point out[8])
{
	int x0 = item->x, x1 = item->points->x, y0 = item->y, y1 = item->points->y, h = item->h;
	int middle = (x0 + x1) / 2, dx = x1 - x0, dy = y1 - y0;
	int slope = dx > 0 ? 64 * (dy > 0 ? dy : -dy) / dx : 0; /* 1/64 */
	int apart = (slope < 64 ? slope : 64) * h * 2 / 3 / 64;
	int upper = middle + (dy > 0 ? apart : -apart), lower = middle - (dy > 0 ? apart : -apart);

	out[0] = (struct point){x0, y0};
	out[1] = (struct point){upper, y0};
	out[2] = (struct point){upper, y1};
	out[3] = (struct point){x1, y1};
	out[4] = (struct point){x1, y1 + h};
	out[5] = (struct point){lower, y1 + h};
	out[6] = (struct point){lower, y0 + h};
	out[7] = (struct point){x0, y0 + h};
}

/* -- words and groups ------------------------------------------------------------- */

void
scene_text(struct scene *scene, int paint, int x_px, int y_px, const struct text_block *text,
	enum align align, bool spoken)
{
	struct item *item = add(scene, ITEM_TEXT);

	item->paint = paint;
	item->x = x_px * SCENE_PX;
	item->y = y_px * SCENE_PX;
	item->w = text->width * SCENE_PX;
	item->h = text->height * SCENE_PX;
	item->text = text;
	item->align = align;
	item->spoken = spoken;
}

int
scene_line_x(const struct item *item, const struct text_line *line)
{
	return item->align == ALIGN_CENTRE ? item->x + (item->w - line->width) / 2 : item->x;
}

void
scene_open(struct scene *scene, enum group_kind group, const char *title, const char *href)
{
	struct item *item = add(scene, ITEM_OPEN);

	item->group = group;
	item->title = title;
	item->href = href;
}

void
scene_close(struct scene *scene)
{
	add(scene, ITEM_CLOSE);
}

void
scene_shift(struct scene *scene, size_t first, int dx_px, int dy_px)
{
	int dx = dx_px * SCENE_PX, dy = dy_px * SCENE_PX;

	for (size_t i = first; (dx != 0 || dy != 0) && i < scene->count; i++) {
		struct item *item = &scene->items[i];

		item->x += dx;
		item->y += dy;
		for (size_t k = 0; k < item->count; k++) {
			item->points[k].x += dx;
			item->points[k].y += dy;
		}
	}
}

/* -- dump --------------------------------------------------------------------------- */

static void
dump_box(const struct item *item, const char *name, struct buf *out)
{
	buf_printf(out, "%s %d %d %d %d paint %d", name, item->x / SCENE_PX, item->y / SCENE_PX,
		item->w / SCENE_PX, item->h / SCENE_PX, item->paint);
}

static void
dump_text(const struct item *item, struct buf *out)
{
	dump_box(item, "text", out);
	for (size_t i = 0; i < item->text->line_count; i++) {
		const struct text_line *line = &item->text->lines[i];

		buf_str(out, i == 0 ? " \"" : " / ");
		buf_add(out, item->text->string + line->start, line->bytes);
	}
	buf_str(out, "\"");
}

static void
dump_polygon(const struct item *item, struct buf *out)
{
	buf_printf(out, "polygon paint %d", item->paint);
	for (size_t i = 0; i < item->count; i++)
		buf_printf(out, " %d,%d", item->points[i].x / SCENE_PX, item->points[i].y / SCENE_PX);
}

void
scene_dump(const struct scene *scene, struct buf *out)
{
	static const char *const group_names[GROUP__COUNT] = {"list", "item"};
	int depth = 0;

	buf_printf(out, "picture %d %d\n", scene->width_px, scene->height_px);
	for (size_t i = 0; i < scene->count; i++) {
		const struct item *item = &scene->items[i];

		if (item->kind == ITEM_CLOSE) {
			depth--;
			continue;
		}
		for (int d = 0; d < depth; d++)
			buf_char(out, '\t');
		if (item->kind == ITEM_RECT) {
			dump_box(item, "rect", out);
			buf_printf(out, " radius %d", item->radius / SCENE_PX);
		} else if (item->kind == ITEM_POLYGON) {
			dump_polygon(item, out);
		} else if (item->kind == ITEM_RIBBON) {
			dump_box(item, "ribbon", out);
			buf_printf(out, " to %d %d", item->points->x / SCENE_PX, item->points->y / SCENE_PX);
		} else if (item->kind == ITEM_TEXT) {
			dump_text(item, out);
		} else {
			buf_printf(out, "%s \"%s\" %s", group_names[item->group],
				item->title ? item->title : "", item->href ? item->href : "");
			depth++;
		}
		buf_char(out, '\n');
	}
}
