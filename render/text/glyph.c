/* Outlines have whole numbers, or halves where TrueType implies a point between two others. They
 * have cubic curves alone; TrueType's quadratic ones are found again, since they take a third less
 * of a file.
 *
 * For SVG they become relative path data on a grid of GLYPH_EM: straight lines shrink to h and v,
 * and chains of quadratic curves to t wherever the reflected control point is at most one unit off.
 */
#include "glyph.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "fonts.h"

enum {
	FILE_BITS = 6, /* of a font number: the file */
	FACES_MAX = 32,
	TABLE_SIZE = 4096, /* a power of two */
	GLYPHS_MAX = TABLE_SIZE / 2,
};

struct glyph_face {
	uint32_t font;
	struct outline_face *opened;
};

struct glyphs {
	struct glyph_face faces[FACES_MAX];
	size_t face_count;
	struct arena *arena;
	struct glyph *table[TABLE_SIZE];
	size_t count;
	unsigned picture;
	const char *unreadable; /* in fonts.c */
	struct buf path;        /* scratch */
};

struct glyphs *
glyphs_new(void)
{
	struct glyphs *glyphs = calloc(1, sizeof(*glyphs));

	glyphs->arena = arena_new();
	return glyphs;
}

void
glyphs_free(struct glyphs *glyphs)
{
	if (glyphs == NULL)
		return;
	for (size_t i = 0; i < glyphs->face_count; i++)
		outline_close(glyphs->faces[i].opened);
	arena_free(glyphs->arena);
	buf_fini(&glyphs->path);
	free(glyphs);
}

void
glyphs_trim(struct glyphs *glyphs)
{
	if (glyphs->count < GLYPHS_MAX / 2)
		return;
	memset(glyphs->table, 0, sizeof(glyphs->table));
	glyphs->count = 0;
	arena_free(glyphs->arena);
	glyphs->arena = arena_new();
}

uint32_t
glyphs_font(size_t file, int face_index)
{
	return (uint32_t)file | (uint32_t)face_index << FILE_BITS;
}

void
glyphs_font_file(uint32_t font, size_t *file, int *face_index)
{
	*file = font & ((1U << FILE_BITS) - 1);
	*face_index = (int)(font >> FILE_BITS);
}

/* -- faces -------------------------------------------------------------------- */

/* NULL: it cannot be read. */
static struct outline_face *
open_face(struct glyphs *glyphs, uint32_t font)
{
	struct outline_face *opened;
	size_t file;
	int index;

	for (size_t i = 0; i < glyphs->face_count; i++)
		if (glyphs->faces[i].font == font)
			return glyphs->faces[i].opened;
	glyphs_font_file(font, &file, &index);
	opened = glyphs->face_count < FACES_MAX ? outline_open(fonts_path(file), index) : NULL;
	if (opened != NULL)
		glyphs->faces[glyphs->face_count++] = (struct glyph_face){font, opened};
	return opened;
}

/* -- path data --------------------------------------------------------------- */

/* Twice a coordinate of the font's units, so that halves are whole. */
struct twice {
	long x, y;
};

/* The pen while an outline is walked, in GLYPH_EM units. */
struct outline_pen {
	struct buf *out;
	long upem;
	struct twice at;    /* where it stands, exactly */
	struct twice start; /* of the contour */
	int x, y;
	int mirror_x, mirror_y; /* where t would put the next control point */
	int start_x, start_y;   /* of the contour */
	int first_x, first_y;   /* of the first contour, which path data leaves to the writer */
	bool curved;            /* whether the last command was q or t */
	bool open, begun;
	bool waiting; /* a line to the contour's start is not written yet */
	char command; /* the last one; repeated commands need no letter */
};

static struct twice
twice(const struct outline_point *p)
{
	return (struct twice){lround(2 * p->x), lround(2 * p->y)};
}

static int
grid(const struct outline_pen *pen, long twice)
{
	long scaled = twice * GLYPH_EM + pen->upem;

	/* floor((twice / 2 * GLYPH_EM / upem) + 1/2), below zero too */
	return (int)(scaled >= 0 ? scaled / (2 * pen->upem)
				 : -((-scaled + 2 * pen->upem - 1) / (2 * pen->upem)));
}

static void
put(struct outline_pen *pen, char command, const int *numbers, size_t count)
{
	bool fresh = command != pen->command;

	if (fresh)
		buf_char(pen->out, command);
	for (size_t i = 0; i < count; i++) {
		if (numbers[i] >= 0 && (i > 0 || !fresh))
			buf_char(pen->out, ' ');
		buf_int(pen->out, numbers[i]);
	}
	pen->command = command;
}

static void
close_contour(struct outline_pen *pen)
{
	if (pen->open)
		put(pen, 'z', NULL, 0);
	pen->open = false;
	pen->waiting = false;
	pen->command = '\0';
}

/* A contour that draws nothing leaves none: it begins with what is drawn. */
static void
begin_contour(struct outline_pen *pen)
{
	int x = grid(pen, pen->start.x), y = -grid(pen, -pen->start.y);

	if (pen->begun) {
		put(pen, 'm', (int[]){x - pen->start_x, y - pen->start_y}, 2);
	} else {
		pen->begun = true;
		pen->first_x = x;
		pen->first_y = y;
	}
	pen->start_x = x;
	pen->start_y = y;
	pen->x = x;
	pen->y = y;
	pen->curved = false;
	pen->open = true;
}

static void
put_line(struct outline_pen *pen, int x, int y)
{
	int dx = x - pen->x, dy = y - pen->y;

	if (dx != 0 && dy != 0)
		put(pen, 'l', (int[]){dx, dy}, 2);
	else if (dx != 0)
		put(pen, 'h', &dx, 1);
	else if (dy != 0)
		put(pen, 'v', &dy, 1);
	pen->x = x;
	pen->y = y;
	pen->curved = false;
}

/* A line back to the contour's start waits: if nothing follows, z draws it. */
static void
put_waiting(struct outline_pen *pen)
{
	if (pen->waiting)
		put_line(pen, pen->start_x, pen->start_y);
	pen->waiting = false;
}

static void
line_to(struct outline_pen *pen, const struct outline_point *p)
{
	struct twice to = twice(p);
	int x = grid(pen, to.x), y = -grid(pen, -to.y);

	put_waiting(pen);
	pen->waiting = x == pen->start_x && y == pen->start_y;
	if (!pen->waiting)
		put_line(pen, x, y);
	pen->at = to;
}

static void
quadratic_to(struct outline_pen *pen, const struct twice *control, const struct twice *to)
{
	int cx = grid(pen, control->x), cy = -grid(pen, -control->y);
	int x = grid(pen, to->x), y = -grid(pen, -to->y);

	put_waiting(pen);
	if (pen->curved && abs(cx - pen->mirror_x) <= 1 && abs(cy - pen->mirror_y) <= 1) {
		cx = pen->mirror_x;
		cy = pen->mirror_y;
		put(pen, 't', (int[]){x - pen->x, y - pen->y}, 2);
	} else {
		put(pen, 'q', (int[]){cx - pen->x, cy - pen->y, x - pen->x, y - pen->y}, 4);
	}
	pen->mirror_x = 2 * x - cx;
	pen->mirror_y = 2 * y - cy;
	pen->x = x;
	pen->y = y;
	pen->curved = true;
}

static void
cubic_to(struct outline_pen *pen, const struct twice *c1, const struct twice *c2,
	const struct twice *to)
{
	int x = grid(pen, to->x), y = -grid(pen, -to->y);

	put_waiting(pen);
	put(pen, 'c',
		(int[]){grid(pen, c1->x) - pen->x, -grid(pen, -c1->y) - pen->y,
			grid(pen, c2->x) - pen->x, -grid(pen, -c2->y) - pen->y, x - pen->x,
			y - pen->y},
		6);
	pen->x = x;
	pen->y = y;
	pen->curved = false;
}

/* A quadratic curve raised to a cubic one has its control points a third of the way from its own to
 * either end. Ours are off by 1/512 at most, so both ways back agree within 1/85 of a unit. */
static bool
is_quadratic(double start, double c1, double c2, double end)
{
	return fabs((3 * c1 - start) - (3 * c2 - end)) <= 1.0 / 16;
}

static void
curve_to(struct outline_pen *pen, const struct outline_point *p)
{
	double x = (double)pen->at.x / 2, y = (double)pen->at.y / 2;
	struct twice c1 = twice(p), c2 = twice(p + 1), to = twice(p + 2);

	if (is_quadratic(x, p[0].x, p[1].x, p[2].x) && is_quadratic(y, p[0].y, p[1].y, p[2].y))
		quadratic_to(
			pen, &(struct twice){lround(3 * p[0].x - x), lround(3 * p[0].y - y)}, &to);
	else
		cubic_to(pen, &c1, &c2, &to);
	pen->at = to;
}

static void
draw_to(struct outline_pen *pen, const struct outline_step *step)
{
	if (step->kind == OUTLINE_MOVE || step->kind == OUTLINE_CLOSE) {
		close_contour(pen);
		if (step->kind == OUTLINE_MOVE)
			pen->start = pen->at = twice(step->to);
		return;
	}
	if (!pen->open)
		begin_contour(pen);
	if (step->kind == OUTLINE_LINE)
		line_to(pen, step->to);
	else
		curve_to(pen, step->to);
}

static void
path_data(struct glyphs *glyphs, struct glyph *glyph)
{
	struct outline_pen pen = {.out = &glyphs->path, .upem = glyph->units_per_em};

	buf_clear(&glyphs->path);
	for (size_t i = 0; i < glyph->step_count; i++)
		draw_to(&pen, &glyph->steps[i]);
	close_contour(&pen);
	glyph->x = pen.first_x;
	glyph->y = pen.first_y;
	glyph->path = arena_strndup(glyphs->arena, buf_cstr(&glyphs->path), glyphs->path.len);
}

/* -- the table ------------------------------------------------------------------ */

/* From control points, between which every curve lies. */
static void
find_extents(struct glyph *glyph)
{
	for (size_t i = 0; i < glyph->step_count; i++)
		for (int k = 0; k < outline_points[glyph->steps[i].kind]; k++) {
			double y = glyph->steps[i].to[k].y;

			glyph->top = y < glyph->top ? y : glyph->top;
			glyph->bottom = y > glyph->bottom ? y : glyph->bottom;
		}
}

/* false: the font cannot be read now. */
static bool
load(struct glyphs *glyphs, struct glyph *glyph)
{
	struct outline_face *face = open_face(glyphs, glyph->font);
	const struct outline_step *steps;
	size_t file;
	int index;

	glyph->units_per_em = GLYPH_EM;
	glyph->path = "";
	if (face == NULL) {
		glyphs_font_file(glyph->font, &file, &index);
		glyphs->unreadable = fonts_path(file);
		return false;
	}
	glyph->units_per_em = outline_units_per_em(face);
	steps = outline_read(face, glyph->index, &glyph->step_count);
	glyph->steps = arena_array(glyphs->arena, glyph->step_count, sizeof(*steps));
	if (glyph->step_count > 0)
		memcpy(glyph->steps, steps, glyph->step_count * sizeof(*steps));
	find_extents(glyph);
	path_data(glyphs, glyph);
	return true;
}

struct glyph *
glyphs_get(struct glyphs *glyphs, uint32_t font, uint32_t index)
{
	uint32_t at = (index * 2654435761U ^ font * 40503U) >> 8;
	struct glyph *glyph;

	while ((glyph = glyphs->table[at % TABLE_SIZE]) != NULL) {
		if (glyph->index == index && glyph->font == font)
			return glyph;
		at++;
	}
	glyph = ARENA_NEW(glyphs->arena, struct glyph);
	glyph->font = font;
	glyph->index = index;
	if (load(glyphs, glyph) && glyphs->count < TABLE_SIZE - 1) {
		glyphs->table[at % TABLE_SIZE] = glyph;
		glyphs->count++;
	}
	return glyph;
}

const char *
glyphs_unreadable(struct glyphs *glyphs)
{
	const char *path = glyphs->unreadable;

	glyphs->unreadable = NULL;
	return path;
}

unsigned
glyphs_picture(struct glyphs *glyphs)
{
	return ++glyphs->picture;
}
