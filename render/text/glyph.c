/* Cairo is asked at a size of the font's own units to the em, unhinted, so that outlines are the
 * same on every machine and at every size: whole numbers, or halves where TrueType implies a point
 * between two others. Cairo knows cubic curves alone; TrueType's quadratic ones are found again,
 * since they take a third less of a file.
 *
 * For SVG they become relative path data on a grid of GLYPH_EM: straight lines shrink to h and v,
 * and chains of quadratic curves to t wherever the reflected control point is at most one unit off.
 */
#include "glyph.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <cairo-ft.h>

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
	cairo_scaled_font_t *scaled; /* at units_per_em */
	int units_per_em;
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
		cairo_scaled_font_destroy(glyphs->faces[i].scaled);
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

cairo_font_face_t *
glyphs_font_face(uint32_t font)
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

static cairo_scaled_font_t *
scale_face(cairo_font_face_t *face, double size)
{
	cairo_font_options_t *options = cairo_font_options_create();
	cairo_matrix_t matrix, identity;
	cairo_scaled_font_t *scaled;

	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	cairo_matrix_init_scale(&matrix, size, size);
	cairo_matrix_init_identity(&identity);
	scaled = cairo_scaled_font_create(face, &matrix, &identity, options);
	cairo_font_options_destroy(options);
	return scaled;
}

/* The one thing that cairo does not say of a font itself. 0: it cannot be read. */
static int
units_per_em(cairo_font_face_t *face)
{
	cairo_scaled_font_t *scaled = scale_face(face, GLYPH_EM);
	FT_Face opened = cairo_ft_scaled_font_lock_face(scaled);
	int units = opened != NULL ? opened->units_per_EM : 0;

	if (opened != NULL)
		cairo_ft_scaled_font_unlock_face(scaled);
	cairo_scaled_font_destroy(scaled);
	return units;
}

/* NULL: it cannot be read. */
static const struct glyph_face *
open_face(struct glyphs *glyphs, uint32_t font)
{
	cairo_font_face_t *unscaled;
	struct glyph_face *face;

	for (size_t i = 0; i < glyphs->face_count; i++)
		if (glyphs->faces[i].font == font)
			return &glyphs->faces[i];
	if (glyphs->face_count == FACES_MAX)
		return NULL;
	unscaled = glyphs_font_face(font);
	face = &glyphs->faces[glyphs->face_count];
	*face = (struct glyph_face){.font = font, .units_per_em = units_per_em(unscaled)};
	if (face->units_per_em > 0) {
		face->scaled = scale_face(unscaled, face->units_per_em);
		glyphs->face_count++;
	}
	cairo_font_face_destroy(unscaled);
	return face->units_per_em > 0 ? face : NULL;
}

/* Cairo does not read a font again that it once could not read. */
static void
forget_face(struct glyphs *glyphs, uint32_t font)
{
	for (size_t i = 0; i < glyphs->face_count; i++)
		if (glyphs->faces[i].font == font) {
			cairo_scaled_font_destroy(glyphs->faces[i].scaled);
			glyphs->faces[i] = glyphs->faces[--glyphs->face_count];
			return;
		}
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
twice(const cairo_path_data_t *p)
{
	return (struct twice){lround(2 * p->point.x), lround(2 * p->point.y)};
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

/* Cairo moves after each contour, the last one too: so a contour begins with what is drawn. */
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
line_to(struct outline_pen *pen, const cairo_path_data_t *p)
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
 * either end. Cairo's are off by 1/512 at most, so both ways back agree within 1/85 of a unit. */
static bool
is_quadratic(double start, double c1, double c2, double end)
{
	return fabs((3 * c1 - start) - (3 * c2 - end)) <= 1.0 / 16;
}

static void
curve_to(struct outline_pen *pen, const cairo_path_data_t *p)
{
	double x = (double)pen->at.x / 2, y = (double)pen->at.y / 2;
	struct twice c1 = twice(p), c2 = twice(p + 1), to = twice(p + 2);

	if (is_quadratic(x, p[0].point.x, p[1].point.x, p[2].point.x) &&
		is_quadratic(y, p[0].point.y, p[1].point.y, p[2].point.y))
		quadratic_to(pen,
			&(struct twice){lround(3 * p[0].point.x - x), lround(3 * p[0].point.y - y)},
			&to);
	else
		cubic_to(pen, &c1, &c2, &to);
	pen->at = to;
}

static void
draw_to(struct outline_pen *pen, const cairo_path_data_t *element)
{
	cairo_path_data_type_t type = element->header.type;

	if (type == CAIRO_PATH_MOVE_TO || type == CAIRO_PATH_CLOSE_PATH) {
		close_contour(pen);
		if (type == CAIRO_PATH_MOVE_TO)
			pen->start = pen->at = twice(element + 1);
		return;
	}
	if (!pen->open)
		begin_contour(pen);
	if (type == CAIRO_PATH_LINE_TO)
		line_to(pen, element + 1);
	else
		curve_to(pen, element + 1);
}

static void
path_data(struct glyphs *glyphs, struct glyph *glyph)
{
	struct outline_pen pen = {.out = &glyphs->path, .upem = glyph->units_per_em};

	buf_clear(&glyphs->path);
	for (size_t i = 0; i < glyph->shape_count; i += (size_t)glyph->shape[i].header.length)
		draw_to(&pen, &glyph->shape[i]);
	close_contour(&pen);
	glyph->x = pen.first_x;
	glyph->y = pen.first_y;
	glyph->path = arena_strndup(glyphs->arena, buf_cstr(&glyphs->path), glyphs->path.len);
}

/* -- the table ------------------------------------------------------------------ */

/* The outline as cairo has it; NULL: it could not be read. To be destroyed. */
static cairo_path_t *
outline(const struct glyph_face *face, uint32_t index)
{
	cairo_surface_t *surface = cairo_recording_surface_create(
		CAIRO_CONTENT_ALPHA, NULL); /* without edges that cut */
	cairo_t *cr = cairo_create(surface);
	cairo_path_t *path;

	cairo_set_scaled_font(cr, face->scaled);
	cairo_glyph_path(cr, &(cairo_glyph_t){.index = index}, 1);
	path = cairo_copy_path(cr);
	cairo_destroy(cr);
	cairo_surface_destroy(surface);
	if (path->status == CAIRO_STATUS_SUCCESS)
		return path;
	cairo_path_destroy(path);
	return NULL;
}

/* From control points, between which every curve lies. */
static void
find_extents(struct glyph *glyph)
{
	for (size_t i = 0; i < glyph->shape_count; i += (size_t)glyph->shape[i].header.length)
		for (int k = 1; k < glyph->shape[i].header.length; k++) {
			double y = glyph->shape[i + (size_t)k].point.y;

			glyph->top = y < glyph->top ? y : glyph->top;
			glyph->bottom = y > glyph->bottom ? y : glyph->bottom;
		}
}

/* false: the font cannot be read now. */
static bool
load(struct glyphs *glyphs, struct glyph *glyph)
{
	const struct glyph_face *face = open_face(glyphs, glyph->font);
	cairo_path_t *path = face != NULL ? outline(face, glyph->index) : NULL;
	size_t file;
	int index;

	glyph->units_per_em = GLYPH_EM;
	glyph->path = "";
	if (path == NULL) {
		glyphs_font_file(glyph->font, &file, &index);
		glyphs->unreadable = fonts_path(file);
		forget_face(glyphs, glyph->font);
		return false;
	}
	glyph->units_per_em = face->units_per_em;
	glyph->shape_count = (size_t)path->num_data;
	glyph->shape = arena_array(glyphs->arena, glyph->shape_count, sizeof(*glyph->shape));
	if (path->num_data > 0)
		memcpy(glyph->shape, path->data, glyph->shape_count * sizeof(*glyph->shape));
	cairo_path_destroy(path);
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
