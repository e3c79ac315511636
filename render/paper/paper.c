/* Everything that is placed is a row of cells, a paragraph being a row of one. A row that does not
 * fit goes to the next page, unless it is so high that this would leave much of the page empty;
 * then it is split between lines. Headings wait until it is known where the first lines after them
 * come to, and go there with them. */
#include "paper.h"

#include <search.h>
#include <stdlib.h>
#include <string.h>

#include <cairo-pdf.h>

#include "base/own.h"
#include "output/cairo_paint.h"
#include "text/fonts.h"
#include "kinds/kind.h"
#include "identify/mark.h"
#include "output/pdf_pack.h"
#include "output/pdf_tag.h"
#include "scene/theme.h"

static const double page_width = 595.276, page_height = 841.89; /* A4 */
static const double left = 56.6, top = 66, bottom = 775; /* between which everything stands */
static const double column_gap = 9, row_pad = 3.5;

enum { WAITING = 4, CELL_LINES = 4096 };

/* A heading of a level: how it looks, and the space around it. */
struct heading_look {
	int level;
	enum paper_style style;
	double before, after;
};

static const struct heading_look heading_looks[] = {
	{1, PAPER_CHAPTER, 10, 8}, {2, PAPER_SECTION, 14, 5}, {3, PAPER_ENTRY, 12, 2}};

struct listed {
	int level;
	const struct passage *words;
	const char *place;
	unsigned page;
	struct listed *next;
};

struct paper {
	struct arena *arena;
	struct setter *setter;
	const struct paper_edges *edges;
	cairo_surface_t *surface;
	cairo_t *cr; /* NULL: nothing is drawn */
	double y;
	unsigned page, pages; /* the one that is written; how many there will be, 0: not known */
	bool fresh;           /* nothing stands on the page yet */
	bool bare;            /* it has no running head */
	struct {
		const struct passage *words;
		const struct heading_look *look;
		const char *place;
	} waiting[WAITING];
	size_t waiting_count;
	const char *place;              /* of what comes next */
	size_t numbered;                /* headings so far, for names of places */
	struct listed *headings, **end; /* as the first time had them */
	void *places;                   /* tree of names */
	int outline[4];                 /* the last entry of each level */
	struct {
		size_t columns; /* 0: there is no table */
		double x[PAPER_COLUMNS], width[PAPER_COLUMNS];
		const struct paper_cell *heads;
		bool ruled, begun; /* begun: it has something on this page */
	} table;
	uint64_t digest;
};

struct arena *
paper_arena(struct paper *paper)
{
	return paper->arena;
}

/* -- places ------------------------------------------------------------------------------------ */

static int
compare_names(const void *a, const void *b)
{
	return strcmp(a, b);
}

static bool
is_place(const char *name, const void *data)
{
	const struct paper *paper = data;

	return tfind(name, (void *const *)&paper->places, compare_names) != NULL;
}

static void
keep_place(struct paper *paper, const char *name)
{
	tsearch(arena_strdup(paper->arena, name), &paper->places, compare_names);
}

static void
ignore_name(void *name)
{
	(void)name;
}

void
paper_place(struct paper *paper, const char *name)
{
	paper->place = name;
	if (paper->cr == NULL)
		keep_place(paper, name);
}

/* Puts the name at the place that is reached. */
static void
draw_place(struct paper *paper, const char *name)
{
	OWN(buf_fini) struct buf attributes = {0};

	pdf_tag_string(&attributes, "name", name);
	buf_str(&attributes, "x=");
	pdf_tag_number(&attributes, left);
	buf_str(&attributes, "y=");
	pdf_tag_number(&attributes, paper->y > 20 ? paper->y - 12 : paper->y);
	cairo_tag_begin(paper->cr, CAIRO_TAG_DEST, buf_cstr(&attributes));
	cairo_tag_end(paper->cr, CAIRO_TAG_DEST);
}

static void
draw_next_place(struct paper *paper)
{
	if (paper->place != NULL && paper->cr != NULL)
		draw_place(paper, paper->place);
	paper->place = NULL;
}

/* -- pages
 * ------------------------------------------------------------------------------------------ */

/* Words at the edge of a page, which are no part of the text. */
static void
draw_edge(struct paper *paper, const char *words, double x, double y, bool right)
{
	struct passage *passage = passage_new(paper->arena, paper->edges->lang);
	struct paragraph *p;

	passage_add(passage, words);
	p = paragraph_set(paper->setter, passage, PAPER_RUNNING, PAPER_WIDTH * 0.6);
	paragraph_draw(
		p, 0, paper->cr, right ? x - paragraph_line_width(p, 0) : x, y, is_place, paper);
	paragraph_free(p);
}

static void
draw_rule(struct paper *paper, double x, double y, double width)
{
	paper_colour(paper->cr, PAINT_RULE);
	cairo_rectangle(paper->cr, x, y, width, 0.35);
	cairo_fill(paper->cr);
}

static void
draw_edges(struct paper *paper)
{
	const struct paper_edges *edges = paper->edges;

	draw_edge(paper, edges->top_left, left, 34, false);
	draw_edge(paper, edges->top_right, left + PAPER_WIDTH, 34, true);
	draw_rule(paper, left, 48, PAPER_WIDTH);
	draw_edge(paper, edges->bottom_left, left, 794, false);
	draw_edge(paper, arena_printf(paper->arena, "%u / %u", paper->page, paper->pages),
		left + PAPER_WIDTH, 794, true);
}

static void
begin_page(struct paper *paper)
{
	paper->page++;
	paper->y = top;
	paper->fresh = true;
	paper->table.begun = false;
}

static void
end_page(struct paper *paper)
{
	if (paper->cr == NULL)
		return;
	if (paper->table.begun)
		cairo_tag_end(paper->cr, "Table");
	if (!paper->bare)
		draw_edges(paper);
	cairo_show_page(paper->cr);
}

static void
turn_page(struct paper *paper)
{
	end_page(paper);
	begin_page(paper);
}

/* -- cells
 * ----------------------------------------------------------------------------------------- */

void
paper_cell_init(struct paper_cell *cell)
{
	*cell = (struct paper_cell){.end = &cell->first};
}

void
paper_cell_add(struct paper *paper, struct paper_cell *cell, enum paper_style style,
	const struct passage *passage)
{
	struct paper_piece *piece = ARENA_NEW(paper->arena, struct paper_piece);

	*piece = (struct paper_piece){passage, style, NULL};
	*cell->end = piece;
	cell->end = &piece->next;
}

/* A cell set in lines. */
struct set_cell {
	struct set_piece {
		struct paragraph *paragraph;
		enum paper_style style;
		unsigned lines;
		struct set_piece *next;
	} * first;
	const struct set_piece *at; /* what comes next, and its line; NULL: it is all there */
	unsigned line;
	double x;
};

static void
set_cell(struct paper *paper, struct set_cell *set, const struct paper_cell *cell, double x,
	double width)
{
	struct set_piece **end = &set->first;

	*set = (struct set_cell){.x = x};
	for (const struct paper_piece *piece = cell->first; piece != NULL; piece = piece->next) {
		struct set_piece *new = calloc(1, sizeof(*new));

		if (paper->cr == NULL)
			paper->digest = mark_digest(paper->digest, piece->passage->words);
		new->paragraph = paragraph_set(paper->setter, piece->passage, piece->style, width);
		new->style = piece->style;
		new->lines = paragraph_lines(new->paragraph);
		*end = new;
		end = &new->next;
	}
	set->at = set->first;
}

static void
set_cell_free(struct set_cell *set)
{
	for (struct set_piece *piece = set->first, *next; piece != NULL; piece = next) {
		next = piece->next;
		paragraph_free(piece->paragraph);
		free(piece);
	}
}

/* The height of all that is left. */
static double
rest_height(const struct set_cell *set)
{
	double height = 0;
	unsigned line = set->line;

	for (const struct set_piece *piece = set->at; piece != NULL; piece = piece->next, line = 0)
		height += (piece->lines - line) * paper_types[piece->style].line;
	return height;
}

/* Draws what fits into a height, at least one line if force says so; what is drawn is left behind.
 * Returns its height. In a table the cell has the tag. */
static double
draw_lines(struct paper *paper, struct set_cell *set, double height, bool force)
{
	const bool in_table = paper->table.begun;
	double done = 0;

	for (; set->at != NULL; set->at = set->at->next, set->line = 0) {
		const struct paper_type *type = &paper_types[set->at->style];
		unsigned left_over = set->at->lines - set->line,
			 fit = (unsigned)((height - done + 0.01) / type->line);

		fit = fit < left_over ? fit : left_over;
		if (fit < left_over && fit > 1 && left_over - fit == 1)
			fit--; /* no line alone at the top of the next page */
		if (fit == 0 && force && done == 0)
			fit = 1;
		if (fit > 0 && paper->cr != NULL && !in_table)
			cairo_tag_begin(paper->cr, type->tag, NULL);
		for (unsigned i = 0; i < fit && paper->cr != NULL; i++)
			paragraph_draw(set->at->paragraph, set->line + i, paper->cr, set->x,
				paper->y + done + i * type->line, is_place, paper);
		if (fit > 0 && paper->cr != NULL && !in_table)
			cairo_tag_end(paper->cr, type->tag);
		done += fit * type->line;
		set->line += fit;
		if (set->line < set->at->lines)
			break;
	}
	return done;
}

/* -- headings that wait
 * -------------------------------------------------------------------------------- */

static void
set_heading(struct paper *paper, struct set_cell *set, const struct passage *words,
	const struct heading_look *look)
{
	struct paper_piece piece = {words, look->style, NULL};

	set_cell(paper, set, &(struct paper_cell){.first = &piece}, left, PAPER_WIDTH);
}

static double
waiting_height(struct paper *paper)
{
	double height = 0;
	uint64_t digest = paper->digest;

	for (size_t i = 0; i < paper->waiting_count; i++) {
		const struct heading_look *look = paper->waiting[i].look;
		struct set_cell set;

		set_heading(paper, &set, paper->waiting[i].words, look);
		height += (i > 0 || !paper->fresh ? look->before : 0) + rest_height(&set) +
			  look->after;
		set_cell_free(&set);
	}
	paper->digest = digest;
	return height;
}

static void
note_heading(struct paper *paper, int level, const struct passage *words, const char *place)
{
	struct listed *heading = ARENA_NEW(paper->arena, struct listed);

	*heading = (struct listed){level, words, place, paper->page, NULL};
	*paper->end = heading;
	paper->end = &heading->next;
	keep_place(paper, place);
}

static void
add_outline(struct paper *paper, int level, const struct passage *words, const char *place)
{
	OWN(buf_fini) struct buf attributes = {0};
	int parent = CAIRO_PDF_OUTLINE_ROOT;

	for (int above = 1; above < level; above++)
		parent = paper->outline[above] > 0 ? paper->outline[above] : parent;
	pdf_tag_string(&attributes, "dest", place);
	paper->outline[level] = cairo_pdf_surface_add_outline(paper->surface, parent, words->words,
		buf_cstr(&attributes), level == 1 ? CAIRO_PDF_OUTLINE_FLAG_OPEN : 0);
	for (int below = level + 1; below < 4; below++)
		paper->outline[below] = 0;
}

static void
draw_headings(struct paper *paper)
{
	for (size_t i = 0; i < paper->waiting_count; i++) {
		const struct passage *words = paper->waiting[i].words;
		const struct heading_look *look = paper->waiting[i].look;
		struct set_cell set;

		set_heading(paper, &set, words, look);
		paper->y += paper->fresh ? 0 : look->before;
		if (paper->cr != NULL) {
			draw_place(paper, paper->waiting[i].place);
			add_outline(paper, look->level, words, paper->waiting[i].place);
		} else {
			note_heading(paper, look->level, words, paper->waiting[i].place);
		}
		paper->y += draw_lines(paper, &set, page_height, true) + look->after;
		paper->fresh = false;
		set_cell_free(&set);
	}
	paper->waiting_count = 0;
}

void
paper_heading(struct paper *paper, int level, const struct passage *words, const char *place,
	bool new_page)
{
	if (new_page && paper->y > (top + bottom) / 2)
		turn_page(paper);
	if (paper->waiting_count == WAITING)
		draw_headings(paper);
	paper->waiting[paper->waiting_count].words = words;
	paper->waiting[paper->waiting_count].look = &heading_looks[level - 1];
	paper->waiting[paper->waiting_count++].place =
		place != NULL ? place : arena_printf(paper->arena, "heading-%zu", paper->numbered);
	paper->numbered++;
}

/* -- rows
 * --------------------------------------------------------------------------------------------------
 */

struct row_look {
	size_t count;
	bool table; /* is a row of one */
	bool head;  /* of its heads */
	bool ruled;
	double pad; /* above and below */
};

static double
tallest(const struct set_cell *cells, size_t count)
{
	double height = 0;

	for (size_t i = 0; i < count; i++) {
		double h = rest_height(&cells[i]);

		height = h > height ? h : height;
	}
	return height;
}

static bool
is_done(const struct set_cell *cells, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (cells[i].at != NULL)
			return false;
	return true;
}

/* What fits of each cell from here on. */
static void
draw_row_part(struct paper *paper, struct set_cell *cells, const struct row_look *look, bool force)
{
	double highest = 0, room = bottom - paper->y - look->pad;

	if (paper->cr != NULL && look->table)
		cairo_tag_begin(paper->cr, "TR", NULL);
	paper->y += look->pad;
	for (size_t i = 0; i < look->count; i++) {
		double h;

		if (paper->cr != NULL && look->table)
			cairo_tag_begin(paper->cr, look->head ? "TH" : "TD", NULL);
		h = draw_lines(paper, &cells[i], room - look->pad, force);
		if (paper->cr != NULL && look->table)
			cairo_tag_end(paper->cr, look->head ? "TH" : "TD");
		highest = h > highest ? h : highest;
	}
	paper->y += highest + look->pad;
	if (paper->cr != NULL && look->table)
		cairo_tag_end(paper->cr, "TR");
	if (paper->cr != NULL && look->ruled)
		draw_rule(paper, left, paper->y - 0.35, PAPER_WIDTH);
	paper->fresh = false;
}

static void
draw_heads(struct paper *paper)
{
	const struct row_look look = {paper->table.columns, true, true, true, 2};
	struct set_cell cells[PAPER_COLUMNS];
	uint64_t digest = paper->digest;

	for (size_t i = 0; i < look.count; i++)
		set_cell(paper, &cells[i], &paper->table.heads[i], paper->table.x[i],
			paper->table.width[i]);
	draw_row_part(paper, cells, &look, true);
	for (size_t i = 0; i < look.count; i++)
		set_cell_free(&cells[i]);
	paper->digest = digest;
}

/* A table begins anew on each page, as what a tag holds must be on one. */
static void
begin_on_page(struct paper *paper)
{
	if (paper->table.columns == 0 || paper->table.begun)
		return;
	if (paper->cr != NULL)
		cairo_tag_begin(paper->cr, "Table", NULL);
	paper->table.begun = true;
	if (paper->table.heads != NULL)
		draw_heads(paper);
}

static const double heads_height = 34; /* about: two lines and what is around them */
static const double kept_height =
	42; /* of what follows a paragraph that follows a heading: it is not left alone with it */

/* Turns the page if headings, a table's heads and the first lines of a row do not fit together. */
static void
make_room(struct paper *paper, const struct set_cell *cells, const struct row_look *look)
{
	double height = tallest(cells, look->count) + 2 * look->pad, body = bottom - top;
	double first =
		height < body * 0.45 ? height : paper_types[PAPER_BODY].line * 3 + 2 * look->pad;
	double keep =
		paper->waiting_count > 0 && !look->table && first < body * 0.3 ? kept_height : 0;
	double before = waiting_height(paper) + keep +
			(paper->table.heads != NULL && !paper->table.begun ? heads_height : 0);

	if (paper->fresh || paper->y + before + first <= bottom + 0.01)
		return;
	turn_page(paper);
}

static void
place_row(struct paper *paper, struct set_cell *cells, const struct row_look *look)
{
	make_room(paper, cells, look);
	draw_headings(paper);
	begin_on_page(paper);
	draw_next_place(paper);
	for (bool force = false; !is_done(cells, look->count); force = true) {
		draw_row_part(paper, cells, look, force);
		if (is_done(cells, look->count))
			break;
		turn_page(paper);
		begin_on_page(paper);
	}
}

void
paper_paragraph(struct paper *paper, enum paper_style style, const struct passage *passage,
	double indent, const char *mark)
{
	const struct row_look look = {mark != NULL ? 2 : 1, false, false, false, 2};
	struct paper_piece piece = {passage, style, NULL}, before;
	struct passage *words;
	struct set_cell cells[2];

	set_cell(paper, &cells[0], &(struct paper_cell){.first = &piece}, left + indent,
		PAPER_WIDTH - indent);
	if (mark != NULL) {
		words = passage_new(paper->arena, passage->lang);
		passage_add(words, mark);
		before = (struct paper_piece){words, style, NULL};
		set_cell(paper, &cells[1], &(struct paper_cell){.first = &before},
			left + indent - 12, 12);
	}
	place_row(paper, cells, &look);
	set_cell_free(&cells[0]);
	if (mark != NULL)
		set_cell_free(&cells[1]);
}

void
paper_field(struct paper *paper, const struct paper_cell *label, const struct paper_cell *value,
	double label_width)
{
	const struct row_look look = {2, false, false, false, 1};
	struct set_cell cells[2];

	set_cell(paper, &cells[0], label, left, label_width - column_gap);
	set_cell(paper, &cells[1], value, left + label_width, PAPER_WIDTH - label_width);
	place_row(paper, cells, &look);
	set_cell_free(&cells[0]);
	set_cell_free(&cells[1]);
}

void
paper_gap(struct paper *paper, double height)
{
	if (!paper->fresh && paper->y + height < bottom)
		paper->y += height;
}

void
paper_break(struct paper *paper)
{
	if (!paper->fresh)
		turn_page(paper);
}

void
paper_table(struct paper *paper, size_t columns, const double *widths,
	const struct paper_cell *heads, bool ruled)
{
	double x = left, all = 0;

	for (size_t i = 0; i < columns; i++)
		all += widths[i];
	for (size_t i = 0; i < columns; i++) {
		double width = widths[i] / all * (PAPER_WIDTH + column_gap);

		paper->table.x[i] = x;
		paper->table.width[i] = width - column_gap;
		x += width;
	}
	paper->table.columns = columns;
	paper->table.heads = heads;
	paper->table.ruled = ruled;
	paper->table.begun = false;
}

void
paper_row(struct paper *paper, const struct paper_cell *row)
{
	const struct row_look look = {paper->table.columns, true, false, paper->table.ruled,
		paper->table.ruled ? row_pad : 1};
	struct set_cell cells[PAPER_COLUMNS];

	for (size_t i = 0; i < look.count; i++)
		set_cell(paper, &cells[i], &row[i], paper->table.x[i], paper->table.width[i]);
	place_row(paper, cells, &look);
	for (size_t i = 0; i < look.count; i++)
		set_cell_free(&cells[i]);
}

void
paper_wide_row(struct paper *paper, const struct paper_cell *cell)
{
	const struct row_look look = {1, true, false, paper->table.ruled, row_pad};
	struct set_cell set;

	set_cell(paper, &set, cell, left, PAPER_WIDTH);
	place_row(paper, &set, &look);
	set_cell_free(&set);
}

void
paper_table_end(struct paper *paper)
{
	if (paper->table.begun && paper->cr != NULL)
		cairo_tag_end(paper->cr, "Table");
	paper->table.columns = 0;
	paper->table.heads = NULL;
	paper->table.begun = false;
}

/* -- pictures
 * ------------------------------------------------------------------------------------------------
 */

#define PICTURE_LEAST 0.7 /* of its size: rather than that small it goes to the next page */

struct placing {
	struct paper *paper;
	double scale;
};

static void
measure_picture(const struct scene *scene, void *data)
{
	struct placing *p = data;
	double tallest_px = (bottom - top - waiting_height(p->paper)) / scene->height_px;

	double room_px = (bottom - p->paper->y - waiting_height(p->paper)) / scene->height_px;

	p->scale = (double)PAPER_WIDTH / scene->width_px;
	if (p->scale > tallest_px)
		p->scale = tallest_px;
	if (room_px < p->scale && room_px > p->scale * PICTURE_LEAST)
		p->scale = room_px;
	else if (room_px < p->scale && !p->paper->fresh)
		turn_page(p->paper);
	draw_headings(p->paper);
	draw_next_place(p->paper);
}

static void
place_picture(const struct scene *scene, void *data)
{
	struct placing *p = data;
	struct paper *paper = p->paper;

	measure_picture(scene, data);
	if (paper->cr != NULL) {
		cairo_save(paper->cr);
		cairo_translate(
			paper->cr, left + (PAPER_WIDTH - p->scale * scene->width_px) / 2, paper->y);
		cairo_scale(paper->cr, p->scale, p->scale);
		scene_paint_cairo(scene, PALETTE_LIGHT, true, paper->cr);
		cairo_restore(paper->cr);
	}
	paper->y += p->scale * scene->height_px;
	paper->fresh = false;
}

bool
paper_picture(struct paper *paper, const struct diagram_request *request)
{
	OWN(diags_fini) struct diags ignored = {0};
	struct placing placing = {.paper = paper};

	return diagram_visit(request, place_picture, &placing, &ignored);
}

/* -- the table of contents
 * ----------------------------------------------------------------------------------------- */

static void
draw_dots(struct paper *paper, double from, double to, double y)
{
	static const double dash[] = {0.7, 3};

	if (to - from < 12)
		return;
	paper_colour(paper->cr, PAINT_MUTED);
	cairo_set_dash(paper->cr, dash, 2, 0);
	cairo_set_line_width(paper->cr, 0.7);
	cairo_move_to(paper->cr, from, y);
	cairo_line_to(paper->cr, to, y);
	cairo_stroke(paper->cr);
	cairo_set_dash(paper->cr, NULL, 0, 0);
}

static const struct passage *
linked(struct paper *paper, const char *words, const struct listed *heading)
{
	struct passage *passage = passage_new(paper->arena, heading->words->lang);

	passage_to_place(passage, words, heading->place);
	return passage;
}

/* A heading's words, dots, and its page. */
static void
write_contents_line(struct paper *paper, const struct listed *heading)
{
	const enum paper_style style = heading->level == 1 ? PAPER_ENTRY : PAPER_CELL;
	double indent = 14 * (heading->level - 1), right = left + PAPER_WIDTH,
	       line = paper_types[style].line;
	const struct passage *words = linked(paper, heading->words->words, heading);
	struct passage *number = passage_new(paper->arena, paper->edges->lang);
	struct paragraph *p = paragraph_set(paper->setter, words, style, PAPER_WIDTH - indent - 34),
			 *n;
	unsigned last = paragraph_lines(p) - 1;
	double width;

	passage_add(number, arena_printf(paper->arena, "%u", heading->page));
	n = paragraph_set(paper->setter, number, style, 34);
	width = paragraph_line_width(n, 0);

	paper->y += heading->level == 1 && !paper->fresh ? 5 : 0;
	if (paper->y + (last + 1) * line > bottom)
		turn_page(paper);
	if (paper->cr != NULL) {
		cairo_tag_begin(paper->cr, "TOCI", NULL);
		for (unsigned i = 0; i <= last; i++)
			paragraph_draw(p, i, paper->cr, left + indent, paper->y + i * line,
				is_place, paper);
		draw_dots(paper, left + indent + paragraph_line_width(p, last) + 5,
			right - width - 5, paper->y + (last + 0.7) * line);
		paragraph_draw(
			n, 0, paper->cr, right - width, paper->y + last * line, is_place, paper);
		cairo_tag_end(paper->cr, "TOCI");
	}
	paper->y += (last + 1) * line;
	paper->fresh = false;
	paragraph_free(p);
	paragraph_free(n);
}

/* On pages of their own. */
static void
write_contents(struct paper *paper)
{
	struct passage *words = passage_new(paper->arena, paper->edges->lang);
	struct paper_piece piece = {words, PAPER_CHAPTER, NULL};
	struct set_cell set;

	passage_add(words, paper->edges->contents);
	set_cell(paper, &set, &(struct paper_cell){.first = &piece}, left, PAPER_WIDTH);
	paper->y += draw_lines(paper, &set, page_height, true) + heading_looks[0].after;
	set_cell_free(&set);
	for (const struct listed *heading = paper->headings; heading != NULL;
		heading = heading->next)
		write_contents_line(paper, heading);
}

/* -- the whole
 * ----------------------------------------------------------------------------------------------------------
 */

static void
paper_init(struct paper *paper, const struct paper_edges *edges)
{
	*paper = (struct paper){.arena = arena_new(),
		.setter = setter_new(),
		.edges = edges,
		.digest = MARK_DIGEST_START};
	paper->end = &paper->headings;
}

static void
paper_fini(struct paper *paper)
{
	setter_free(paper->setter);
	tdestroy(paper->places, ignore_name);
	arena_free(paper->arena);
}

static void
begin_writing(struct paper *paper)
{
	paper->page = 0;
	paper->numbered = 0;
	begin_page(paper);
}

static void
finish_part(struct paper *paper)
{
	draw_headings(paper); /* such as have nothing behind them */
	paper->place = NULL;
	end_page(paper);
}

/* The cover, then the contents, then the body, each on pages of its own. */
static void
write_all(struct paper *paper, const struct paper_text *text)
{
	begin_writing(paper);
	paper->bare = true;
	text->cover(paper, text->data);
	finish_part(paper);
	paper->bare = false;
	begin_page(paper);
	write_contents(paper);
	finish_part(paper);
	begin_page(paper);
	text->body(paper, text->data);
	finish_part(paper);
}

/* The first time: the body alone tells the headings, and then the contents how many pages they
 * take. */
static void
measure(struct paper *paper, const struct paper_text *text)
{
	unsigned contents;

	begin_writing(paper);
	text->cover(paper, text->data);
	begin_page(paper);
	text->body(paper, text->data);
	draw_headings(paper);
	paper->pages = paper->page;
	begin_page(paper);
	write_contents(paper);
	contents = paper->page - paper->pages;
	for (struct listed *heading = paper->headings; heading != NULL; heading = heading->next)
		heading->page += contents;
	paper->pages = paper->page;
}

static bool
is_whole(const struct paper *paper, struct diags *diags)
{
	uint32_t missing = setter_missing(paper->setter);

	if (missing != 0)
		diags_add(diags, SEVERITY_ERROR, "missing-glyph", (struct pos){0},
			"no font has the character U+%04X", missing);
	if (setter_font_failed(paper->setter))
		diags_add(diags, SEVERITY_ERROR, "missing-font", (struct pos){0},
			"a font that was there when the program started cannot be opened any more");
	return missing == 0 && !setter_font_failed(paper->setter);
}

bool
paper_digest(const struct paper_text *text, const struct paper_edges *edges, uint64_t *digest,
	struct diags *diags)
{
	struct paper paper;

	if (!fonts_load(diags))
		return false;
	paper_init(&paper, edges);
	measure(&paper, text);
	*digest = paper.digest;
	paper_fini(&paper);
	return true;
}

bool
paper_make(const struct paper_text *text, const struct paper_edges *edges, struct buf *out,
	struct diags *diags)
{
	OWN(buf_fini) struct buf plain = {0};
	struct paper paper;
	struct pdf_head head;
	bool made;

	if (!fonts_load(diags))
		return false;
	paper_init(&paper, edges);
	measure(&paper, text);
	made = is_whole(&paper, diags);
	if (made) {
		text->head(paper.arena, paper.digest, &head, text->data);
		paper.surface = pdf_begin(&head, page_width, page_height, &plain);
		paper.cr = cairo_create(paper.surface);
		write_all(&paper, text);
		made = pdf_end(paper.surface, paper.cr, &plain, diags) && is_whole(&paper, diags);
		if (made && !pdf_pack(&plain, edges->lang, out))
			buf_add(out, plain.data, plain.len);
	}
	paper_fini(&paper);
	return made;
}
