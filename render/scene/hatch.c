/* Stripes clipped to a rounded rectangle, all in whole numbers (Sutherland and Hodgman, 1974). */
#include "scene.h"

#include <stdlib.h>
#include <string.h>

#include "theme.h"

enum { CORNER_POINTS = 4 };

/* The rounded rectangle as a convex polygon, clockwise on the screen. Returns its number of points.
 */
static size_t
rounded_polygon(struct point *out, int x, int y, int w, int h, int r)
{
	static const int cosine[CORNER_POINTS] = {
		1024, 887, 512, 0}; /* of 0, 30, 60 and 90 degrees */
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
				corners[c].cy +
					corners[c].sy * r * cosine[CORNER_POINTS - 1 - k] / 1024,
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

/* The corners of stripe number n of a direction, long enough for the box. The stripes keep to one
 * lattice of the whole picture, so that neighbouring boxes continue each other. */
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
	*to = direction == HATCH_RISING    ? right + bottom
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
stripes(struct scene *scene, int paint, unsigned direction, const struct hatch *hatch,
	const struct item *box, const struct point *within, size_t count)
{
	struct point stripe[4 * CORNER_POINTS + 8];
	int pitch = hatch->pitch_px * SCENE_PX, from, to;
	bool oblique = direction == HATCH_RISING || direction == HATCH_FALLING;
	int width = hatch->stripe_px * SCENE_PX * (oblique && hatch->stripe_px == 1 ? 3 : 2) /
		    2; /* a slanted pixel */
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
scene_hatch(struct scene *scene, int paint, const struct hatch *hatch, int x_px, int y_px, int w_px,
	int h_px, int radius_px)
{
	const struct item box = {.x = x_px * SCENE_PX,
		.y = y_px * SCENE_PX,
		.w = w_px * SCENE_PX,
		.h = h_px * SCENE_PX};
	struct point within[4 * CORNER_POINTS];
	size_t count = rounded_polygon(within, box.x, box.y, box.w, box.h, radius_px * SCENE_PX);

	for (unsigned direction = HATCH_RISING; direction <= HATCH_LEVEL; direction *= 2)
		if (hatch->directions & direction)
			stripes(scene, paint, direction, hatch, &box, within, count);
}
