/* Outlines are loaded unscaled, in the font's own integers, so they are the same on every machine and size.
 * For SVG they become relative path data on a grid of GLYPH_EM: straight lines shrink to h and v, and chains
 * of TrueType's quadratic curves to t wherever the reflected control point is at most one unit off. */
#include "glyph.h"

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

struct glyphs {
	FT_Library library;
	struct {
		uint32_t font;
		FT_Face face;
	} faces[FACES_MAX];
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

	if (FT_Init_FreeType(&glyphs->library) != 0)
		abort();
	glyphs->arena = arena_new();
	return glyphs;
}

void
glyphs_free(struct glyphs *glyphs)
{
	if (glyphs == NULL)
		return;
	for (size_t i = 0; i < glyphs->face_count; i++)
		FT_Done_Face(glyphs->faces[i].face);
	FT_Done_FreeType(glyphs->library);
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

static FT_Face
open_face(struct glyphs *glyphs, uint32_t font)
{
	size_t n = glyphs->face_count, file;
	FT_Face face = NULL;
	int index;

	for (size_t i = 0; i < n; i++)
		if (glyphs->faces[i].font == font)
			return glyphs->faces[i].face;
	glyphs_font_file(font, &file, &index);
	if (n == FACES_MAX || FT_New_Face(glyphs->library, fonts_path(file), index, &face) != 0) {
		glyphs->unreadable = fonts_path(file);
		return NULL;
	}
	glyphs->faces[n].font = font;
	glyphs->faces[n].face = face;
	glyphs->face_count++;
	return face;
}

/* -- path data --------------------------------------------------------------- */

/* The pen while an outline is walked, in GLYPH_EM units. */
struct pen {
	struct buf *out;
	long upem;
	int x, y;
	int mirror_x, mirror_y; /* where t would put the next control point */
	int start_x, start_y;   /* of the contour */
	int first_x, first_y;   /* of the first contour, which path data leaves to the writer */
	bool curved;            /* whether the last command was q or t */
	bool open, begun;
	bool waiting; /* a line to the contour's start is not written yet */
	char command; /* the last one; repeated commands need no letter */
};

static int
grid(const struct pen *pen, long v)
{
	long scaled = 2 * v * GLYPH_EM + pen->upem;

	/* floor((v * GLYPH_EM / upem) + 1/2), below zero too */
	return (int)(scaled >= 0 ? scaled / (2 * pen->upem)
				 : -((-scaled + 2 * pen->upem - 1) / (2 * pen->upem)));
}

static void
put(struct pen *pen, char command, const int *numbers, size_t count)
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
close_contour(struct pen *pen)
{
	if (pen->open)
		put(pen, 'z', NULL, 0);
	pen->open = false;
	pen->waiting = false;
	pen->command = '\0';
}

static int
move_to(const FT_Vector *to, void *user)
{
	struct pen *pen = user;
	int x = grid(pen, to->x), y = -grid(pen, to->y);

	close_contour(pen);
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
	return 0;
}

static void
put_line(struct pen *pen, int x, int y)
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
put_waiting(struct pen *pen)
{
	if (pen->waiting)
		put_line(pen, pen->start_x, pen->start_y);
	pen->waiting = false;
}

static int
line_to(const FT_Vector *to, void *user)
{
	struct pen *pen = user;
	int x = grid(pen, to->x), y = -grid(pen, to->y);

	put_waiting(pen);
	pen->waiting = x == pen->start_x && y == pen->start_y;
	if (!pen->waiting)
		put_line(pen, x, y);
	return 0;
}

static int
conic_to(const FT_Vector *control, const FT_Vector *to, void *user)
{
	struct pen *pen = user;
	int cx = grid(pen, control->x), cy = -grid(pen, control->y);
	int x = grid(pen, to->x), y = -grid(pen, to->y);

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
	return 0;
}

static int
cubic_to(const FT_Vector *c1, const FT_Vector *c2, const FT_Vector *to, void *user)
{
	struct pen *pen = user;
	int x = grid(pen, to->x), y = -grid(pen, to->y);

	put_waiting(pen);
	put(pen, 'c',
		(int[]){grid(pen, c1->x) - pen->x, -grid(pen, c1->y) - pen->y, grid(pen, c2->x) - pen->x,
			-grid(pen, c2->y) - pen->y, x - pen->x, y - pen->y},
		6);
	pen->x = x;
	pen->y = y;
	pen->curved = false;
	return 0;
}

static void
path_data(struct glyphs *glyphs, struct glyph *glyph)
{
	static const FT_Outline_Funcs funcs = {move_to, line_to, conic_to, cubic_to, 0, 0};
	struct pen pen = {.out = &glyphs->path, .upem = glyph->units_per_em};

	buf_clear(&glyphs->path);
	FT_Outline_Decompose(&glyph->shape, &funcs, &pen);
	close_contour(&pen);
	glyph->x = pen.first_x;
	glyph->y = pen.first_y;
	glyph->path = arena_strndup(glyphs->arena, buf_cstr(&glyphs->path), glyphs->path.len);
}

/* -- the table ------------------------------------------------------------------ */

static void *
copy(struct arena *arena, const void *from, size_t count, size_t size)
{
	void *to = arena_array(arena, count, size);

	if (count > 0)
		memcpy(to, from, count * size);
	return to;
}

/* The slot of the face's outline holds it until the next load. false: the font cannot be read now. */
static bool
load(struct glyphs *glyphs, struct glyph *glyph)
{
	FT_Face face = open_face(glyphs, glyph->font);
	FT_Outline *shape;

	glyph->units_per_em = GLYPH_EM;
	glyph->path = "";
	if (face == NULL)
		return false;
	if (FT_Load_Glyph(face, glyph->index, FT_LOAD_NO_SCALE | FT_LOAD_NO_BITMAP) != 0 ||
		face->glyph->format != FT_GLYPH_FORMAT_OUTLINE)
		return true;
	shape = &face->glyph->outline;
	glyph->units_per_em = face->units_per_EM;
	glyph->shape = *shape;
	glyph->shape.points =
		copy(glyphs->arena, shape->points, (size_t)shape->n_points, sizeof(*shape->points));
	glyph->shape.tags = copy(glyphs->arena, shape->tags, (size_t)shape->n_points, sizeof(*shape->tags));
	glyph->shape.contours =
		copy(glyphs->arena, shape->contours, (size_t)shape->n_contours, sizeof(*shape->contours));
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

FT_Library
glyphs_library(const struct glyphs *glyphs)
{
	return glyphs->library;
}
