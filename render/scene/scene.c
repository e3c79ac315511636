#include "scene.h"

#include <stdlib.h>
#include <string.h>

#include "theme.h"

void
scene_init(struct scene *scene, struct arena *arena)
{
	*scene = (struct scene){.arena = arena};
}

static struct item *
add(struct scene *scene, enum item_kind kind)
{
	scene->items = arena_grow(
		scene->arena, scene->items, scene->count, &scene->cap, sizeof(*scene->items));
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
scene_frame(struct scene *scene, int border, int surface, int x_px, int y_px, int w_px, int h_px,
	int radius_px)
{
	const int d = THEME_HAIR;

	scene_rect(scene, border, x_px, y_px, w_px, h_px, radius_px);
	scene_rect(scene, surface, x_px + d, y_px + d, w_px - 2 * d, h_px - 2 * d, radius_px - d);
}

/* Dashes along one side; they start and end with a dash, the gaps between are as equal as pixels
 * allow. */
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

/* Were both edges the same curve, a steep ribbon would be thin: its height is measured along y. So
 * the edges bend at different places, as far apart as the slope asks for. */
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
		buf_printf(
			out, " %d,%d", item->points[i].x / SCENE_PX, item->points[i].y / SCENE_PX);
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
			buf_printf(out, " to %d %d", item->points->x / SCENE_PX,
				item->points->y / SCENE_PX);
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
