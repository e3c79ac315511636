/* render_drawn: generated tables, and what a picture shows of them, read from scene_dump, so that
 * no eyes are needed. A name is beside the rows that its box spans: the largest rectangle around it
 * that is no wider than a column. */
#ifndef DEMARC_TESTS_RENDER_DRAWN_H
#define DEMARC_TESTS_RENDER_DRAWN_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/own.h"
#include "diagram/diagram.h"
#include "kinds/kind.h"
#include "load/load.h"
#include "render_matrices.h"

enum { SEEDS = 60, ROWS_MAX = 9, COLUMNS_MAX = 3, PIECES_MAX = 20000, WORDS_MAX = 200 };

/* No name is part of another, nor of any word of the interface. */
static const struct party_spec four[] = {
	{"a", "Alphaco", PARTY_CUSTOMER},
	{"b", "Bravoco", PARTY_PROVIDER},
	{"c", "Carolco", PARTY_SUPPLIER},
	{"d", "Deltaco", PARTY_PARTNER},
};

static const char *const column_names[] = {"Colone", "Coltwo", "Colthree"};

/* -- generated documents ------------------------------------------------------------------ */

/* xorshift: the same tables everywhere. */
static inline unsigned
roll(uint32_t *seed, unsigned n)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 17;
	*seed ^= *seed << 5;
	return *seed % n;
}

/* Up to three parties that do something, some with words of their own: "Alphawords3". */
static const char *
make_spec(struct arena *arena, uint32_t *seed)
{
	unsigned kind = roll(seed, 10), first = roll(seed, COUNT(four)), n = 1 + roll(seed, 3);
	const char *spec = NULL;

	if (kind == 0)
		return "-";
	if (kind == 1)
		return "?";
	for (unsigned i = 0; i < n; i++) {
		const struct party_spec *party = &four[(first + i) % COUNT(four)];
		char letter = roll(seed, 2) == 0 ? 'A' : "ARSCI"[roll(seed, 5)];
		const char *words =
			roll(seed, 3) == 0 ? arena_printf(arena, "=%swords", party->id) : "";

		spec = arena_printf(arena, "%s%s%c:%s%s", spec != NULL ? spec : "",
			spec != NULL ? ";" : "", letter, party->id, words);
	}
	return spec;
}

/* The parts in another order. */
static inline void
turn(struct fixture *f, struct cell *c, unsigned by)
{
	struct part *v = arena_array(f->arena, c->parts.count + 1, sizeof(*v));

	for (unsigned i = 0; i < c->parts.count; i++)
		v[i] = c->parts.v[(i + by) % c->parts.count];
	c->parts.v = v;
}

/* n rows of few different cells, so that many are equal. */
static inline void
make_rows(struct fixture *f, uint32_t seed, size_t columns, size_t n)
{
	struct row_spec *specs;
	const char *pool[4];
	struct row *rows;

	fixture_init(f, "en", "Service", "Title", four, COUNT(four));
	specs = arena_array(f->arena, n, sizeof(*specs));
	if (columns > 0)
		fixture_columns(f, column_names, columns);
	for (size_t i = 0; i < COUNT(pool); i++)
		pool[i] = make_spec(f->arena, &seed);
	for (size_t i = 0; i < n; i++) {
		specs[i].id = arena_printf(f->arena, "r%zu", i);
		specs[i].name = arena_printf(f->arena, "Row%zu", i);
		for (size_t c = 0; c < table_cell_count(&f->table); c++)
			specs[i].cells[c] = pool[roll(&seed, COUNT(pool))];
	}
	rows = fixture_rows(f, specs, n);
	for (size_t i = 0; i < n; i++)
		for (size_t c = 0; c < table_cell_count(&f->table); c++) {
			struct cell *cell = (struct cell *)&rows[i].cells[c];

			turn(f, cell, roll(&seed, 3));
			if (parts_doing(&cell->parts, DOES_ANSWERS) > 1)
				cell->parts.shared = (enum sharing)(
					cell->parts.v[0].party->index % SHARED__COUNT);
		}
	if (n > 3)
		fixture_group(f, rows, "Group", 1, 2);
	if (roll(&seed, 2) == 0)
		fixture_condition(f, &rows[roll(&seed, (unsigned)n)], CONDITION_PLAN, "Gold",
			make_spec(f->arena, &seed));
}

static inline void
make_table(struct fixture *f, uint32_t seed, size_t columns)
{
	size_t n = 2 + roll(&seed, ROWS_MAX - 1);

	make_rows(f, seed, columns, n);
}

/* -- what is drawn -------------------------------------------------------------------------- */

struct piece {
	int x, y, w, h, paint;
	bool text;
	char words[WORDS_MAX];
};

struct drawn {
	struct piece *pieces;
	size_t count;
	struct buf dump;
};

static inline void
draw_request(const struct diagram_request *request, struct drawn *drawn)
{
	OWN(diags_fini) struct diags diags = {0};

	assert_true(diagram_scene(request, &drawn->dump, &diags));
	drawn->pieces = calloc(PIECES_MAX, sizeof(*drawn->pieces));
	for (const char *line = drawn->dump.data; line != NULL; line = strchr(line, '\n')) {
		struct piece *p = &drawn->pieces[drawn->count];

		line += strspn(line, "\n\t");
		p->text = strncmp(line, "text ", 5) == 0;
		if (!p->text && strncmp(line, "rect ", 5) != 0)
			continue;
		assert_true(sscanf(line, "%*s %d %d %d %d paint %d \"%199[^\n]", &p->x, &p->y,
				    &p->w, &p->h, &p->paint, p->words) >= 5);
		drawn->count++;
		assert_true(drawn->count < PIECES_MAX);
	}
}

static inline void
draw_at(const struct fixture *f, enum diagram_kind kind, unsigned width_px, struct drawn *drawn)
{
	struct diagram_request request;

	diagram_request_init(&request, &f->model, &f->matrix, kind, FORMAT_SVG);
	request.width_px = width_px;
	draw_request(&request, drawn);
}

static inline void
draw(const struct fixture *f, enum diagram_kind kind, struct drawn *drawn)
{
	draw_at(f, kind, 1200, drawn);
}

static inline void
drawn_fini(struct drawn *drawn)
{
	free(drawn->pieces);
	buf_fini(&drawn->dump);
}

/* NULL: nothing says that. */
static inline const struct piece *
look_for(const struct drawn *drawn, const char *words)
{
	for (size_t i = 0; i < drawn->count; i++)
		if (drawn->pieces[i].text &&
			strncmp(drawn->pieces[i].words, words, strlen(words)) == 0 &&
			drawn->pieces[i].words[strlen(words)] == '"')
			return &drawn->pieces[i];
	return NULL;
}

static inline const struct piece *
find_text(const struct drawn *drawn, const char *words)
{
	const struct piece *found = look_for(drawn, words);

	if (found != NULL)
		return found;
	fputs(drawn->dump.data, stderr);
	fail_msg("nothing says %s", words);
	return NULL;
}

static inline bool
is_around(const struct piece *out, const struct piece *in)
{
	return out->x <= in->x && out->y <= in->y && out->x + out->w >= in->x + in->w &&
	       out->y + out->h >= in->y + in->h;
}

/* The nearest dashes above and below the text: the height of its box, if its frame is dashed. */
static inline void
follow_dashes(const struct drawn *drawn, const struct piece *text, struct piece *box)
{
	enum { LONGEST = 6, INSET = 5, FARTHEST = 1000 };
	int above = FARTHEST, below = FARTHEST;

	for (size_t i = 0; i < drawn->count; i++) {
		const struct piece *p = &drawn->pieces[i];

		if (p->text || p->h != 1 || p->w < 2 || p->w > LONGEST || p->x < text->x - INSET ||
			p->x > text->x + text->w)
			continue;
		if (p->y <= text->y && text->y - p->y < above)
			above = text->y - p->y;
		if (p->y >= text->y + text->h && p->y - text->y < below)
			below = p->y - text->y;
	}
	if (above < FARTHEST && below < FARTHEST) {
		box->y -= above;
		box->h = above + below;
	}
}

/* The largest rectangle around the text, at most so wide; dashes, if there is none. */
static inline struct piece
box_of(const struct drawn *drawn, const struct piece *text, int most_w)
{
	struct piece box = *text;

	for (size_t i = 0; i < drawn->count; i++) {
		const struct piece *p = &drawn->pieces[i];

		if (!p->text && p->w <= most_w && is_around(p, text) &&
			p->w * p->h >= box.w * box.h)
			box = *p;
	}
	if (box.text)
		follow_dashes(drawn, text, &box);
	return box;
}

static inline int
middle(const struct piece *p)
{
	return p->x + p->w / 2;
}

/* -- beside a row ------------------------------------------------------------------------------ */

/* A place of the grid on the picture. */
struct where {
	int x0, x1, y0, y1;
};

static inline bool
is_beside(const struct piece *box, const struct where *where)
{
	return middle(box) >= where->x0 && middle(box) < where->x1 && box->y < where->y1 &&
	       box->y + box->h > where->y0;
}

/* Which of the parties are named beside the place, one bit each, conditions aside; words: only
 * where their own stand. */
static inline unsigned
named(const struct drawn *drawn, const struct where *where, int most_w, bool words)
{
	unsigned out = 0;

	for (size_t i = 0; i < drawn->count; i++)
		for (size_t p = 0; p < COUNT(four); p++) {
			const struct piece *text = &drawn->pieces[i];
			struct piece box;
			char own[16];

			snprintf(own, sizeof(own), "%swords", four[p].id);
			if (!text->text || strstr(text->words, "Gold") != NULL ||
				strstr(text->words, words ? own : four[p].name) == NULL)
				continue;
			box = box_of(drawn, text, most_w);
			if (is_beside(&box, where))
				out |= 1U << p;
		}
	return out;
}

static inline unsigned
meant(const struct cell *cell, bool words)
{
	unsigned out = 0;

	for (size_t i = 0; i < cell->parts.count; i++)
		if (!words || cell->parts.v[i].text.count > 0)
			out |= 1U << cell->parts.v[i].party->index;
	return out;
}

static inline int
setup(void **state)
{
	OWN(diags_fini) struct diags diags = {0};

	(void)state;
	data_model = load_directory("data", &diags);
	return data_model != NULL ? 0 : -1;
}

static inline int
teardown(void **state)
{
	(void)state;
	model_free(data_model);
	load_fini();
	diagram_fini();
	return 0;
}

#endif
