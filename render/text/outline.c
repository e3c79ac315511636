#include "outline.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include <hb-ot.h>

#include "face_file.h"

enum { FIXED = 256, FREETYPE = 64 }; /* parts of a unit: cairo's, and FreeType's */

const int outline_points[] = {
	[OUTLINE_MOVE] = 1, [OUTLINE_LINE] = 1, [OUTLINE_CURVE] = 3, [OUTLINE_CLOSE] = 0};

/* In FIXED, y downward. */
struct place {
	long x, y;
};

struct outline_face {
	hb_face_t *face;
	hb_font_t *font; /* at its own units */
	hb_draw_funcs_t *calls;
	struct outline_step *steps;
	struct place *ends; /* of each step */
	size_t count, room;
	struct place start; /* of the contour */
	bool open;
};

/* -- steps ------------------------------------------------------------------------------ */

static struct place
place_of(float x, float y)
{
	return (struct place){lround((double)x * FREETYPE) * (FIXED / FREETYPE),
		-lround((double)y * FREETYPE) * (FIXED / FREETYPE)};
}

static struct outline_point
point_of(struct place p)
{
	return (struct outline_point){(double)p.x / FIXED, (double)p.y / FIXED};
}

static bool
same(struct place a, struct place b)
{
	return a.x == b.x && a.y == b.y;
}

static struct outline_step *
add(struct outline_face *f, enum outline_kind kind, struct place end)
{
	if (f->count == f->room) {
		f->room = f->room > 0 ? 2 * f->room : 64;
		f->steps = reallocarray(f->steps, f->room, sizeof(*f->steps));
		f->ends = reallocarray(f->ends, f->room, sizeof(*f->ends));
	}
	f->steps[f->count] = (struct outline_step){.kind = kind};
	f->ends[f->count] = end;
	return &f->steps[f->count++];
}

static bool
ends_with_line(const struct outline_face *f)
{
	return f->steps[f->count - 1].kind == OUTLINE_LINE;
}

/* Whether what is now the last line and one on to there are one line, or the last is none. */
static bool
goes_on(const struct outline_face *f, struct place to)
{
	struct place at = f->ends[f->count - 1], before = f->ends[f->count - 2];
	long dx = at.x - before.x, dy = at.y - before.y, ex = to.x - at.x, ey = to.y - at.y;

	return same(before, at) || (dx * ey == dy * ex && dx * ex + dy * ey >= 0);
}

static void
line(struct outline_face *f, struct place to)
{
	if (f->steps[f->count - 1].kind != OUTLINE_MOVE && same(f->ends[f->count - 1], to))
		return;
	if (ends_with_line(f) && goes_on(f, to))
		f->count--;
	add(f, OUTLINE_LINE, to)->to[0] = point_of(to);
}

static void
curve(struct outline_face *f, struct place c1, struct place c2, struct place to)
{
	struct place at = f->ends[f->count - 1];
	struct outline_step *step;

	if (same(at, c1) && same(at, c2) && same(at, to)) {
		line(f, to);
		return;
	}
	if (ends_with_line(f) && same(at, f->ends[f->count - 2]))
		f->count--;
	step = add(f, OUTLINE_CURVE, to);
	step->to[0] = point_of(c1);
	step->to[1] = point_of(c2);
	step->to[2] = point_of(to);
}

static void
close_contour(struct outline_face *f)
{
	if (!f->open)
		return;
	if (ends_with_line(f) && same(f->ends[f->count - 1], f->start))
		f->count--;
	add(f, OUTLINE_CLOSE, f->start);
	f->open = false;
}

/* -- what HarfBuzz tells ------------------------------------------------------------------ */

static void
on_move(hb_draw_funcs_t *calls, void *face, hb_draw_state_t *state, float x, float y, void *data)
{
	struct outline_face *f = face;

	(void)calls, (void)state, (void)data;
	close_contour(f);
	f->start = place_of(x, y);
	f->open = true;
	add(f, OUTLINE_MOVE, f->start)->to[0] = point_of(f->start);
}

static void
on_line(hb_draw_funcs_t *calls, void *face, hb_draw_state_t *state, float x, float y, void *data)
{
	(void)calls, (void)state, (void)data;
	line(face, place_of(x, y));
}

/* Two thirds of the way from an end to the control point, cut off as cairo does. */
static struct place
raised(struct place end, struct place control)
{
	return (struct place){(long)((double)end.x + 2.0 / 3.0 * (double)(control.x - end.x)),
		(long)((double)end.y + 2.0 / 3.0 * (double)(control.y - end.y))};
}

static void
on_quadratic(hb_draw_funcs_t *calls, void *face, hb_draw_state_t *state, float cx, float cy,
	float x, float y, void *data)
{
	struct outline_face *f = face;
	struct place control = place_of(cx, cy), to = place_of(x, y);

	(void)calls, (void)state, (void)data;
	curve(f, raised(f->ends[f->count - 1], control), raised(to, control), to);
}

static void
on_cubic(hb_draw_funcs_t *calls, void *face, hb_draw_state_t *state, float x1, float y1, float x2,
	float y2, float x, float y, void *data)
{
	(void)calls, (void)state, (void)data;
	curve(face, place_of(x1, y1), place_of(x2, y2), place_of(x, y));
}

static void
on_close(hb_draw_funcs_t *calls, void *face, hb_draw_state_t *state, void *data)
{
	(void)calls, (void)state, (void)data;
	close_contour(face);
}

/* -- faces ---------------------------------------------------------------------------------- */

static hb_draw_funcs_t *
make_calls(void)
{
	hb_draw_funcs_t *calls = hb_draw_funcs_create();

	hb_draw_funcs_set_move_to_func(calls, on_move, NULL, NULL);
	hb_draw_funcs_set_line_to_func(calls, on_line, NULL, NULL);
	hb_draw_funcs_set_quadratic_to_func(calls, on_quadratic, NULL, NULL);
	hb_draw_funcs_set_cubic_to_func(calls, on_cubic, NULL, NULL);
	hb_draw_funcs_set_close_path_func(calls, on_close, NULL, NULL);
	return calls;
}

struct outline_face *
outline_open(const char *path, int index)
{
	hb_face_t *opened = face_file_open(path, index);
	struct outline_face *f;
	unsigned instance = face_file_instance(index);

	if (opened == NULL)
		return NULL;
	f = calloc(1, sizeof(*f));
	f->face = opened;
	f->font = hb_font_create(opened); /* its scale is the units to the em */
	if (instance > 0)
		hb_font_set_var_named_instance(f->font, instance - 1);
	f->calls = make_calls();
	return f;
}

void
outline_close(struct outline_face *f)
{
	hb_draw_funcs_destroy(f->calls);
	hb_font_destroy(f->font);
	hb_face_destroy(f->face);
	free(f->steps);
	free(f->ends);
	free(f);
}

int
outline_units_per_em(const struct outline_face *f)
{
	return (int)hb_face_get_upem(f->face);
}

const struct outline_step *
outline_read(struct outline_face *f, uint32_t glyph, size_t *count)
{
	f->count = 0;
	f->open = false;
	hb_font_get_glyph_shape(f->font, glyph, f->calls, f);
	close_contour(f);
	*count = f->count;
	return f->steps;
}
