/* Pages, what stands at their edges, and the places on them that can be linked to. */
#include <search.h>
#include <string.h>

#include "base/own.h"
#include "output/pdf_tag.h"
#include "paper_state.h"
#include "scene/theme.h"

struct arena *
paper_arena(struct paper *paper)
{
	return paper->arena;
}

/* -- elements of the structure --------------------------------------------------------- */

void
paper_tag(struct paper *paper, const char *tag)
{
	if (paper->cr != NULL)
		cairo_tag_begin(paper->cr, tag, NULL);
}

void
paper_tag_end(struct paper *paper, const char *tag)
{
	if (paper->cr != NULL)
		cairo_tag_end(paper->cr, tag);
}

/* -- destinations: names that can be linked to
 * ---------------------------------------------------------------------------- */

static int
compare_names(const void *a, const void *b)
{
	return strcmp(a, b);
}

bool
paper_is_destination(const char *name, const void *data)
{
	const struct paper *paper = data;

	return tfind(name, (void *const *)&paper->destinations, compare_names) != NULL;
}

void
paper_keep_destination(struct paper *paper, const char *name)
{
	tsearch(arena_strdup(paper->arena, name), &paper->destinations, compare_names);
}

static void
ignore_name(void *name)
{
	(void)name;
}

void
paper_forget_destinations(struct paper *paper)
{
	tdestroy(paper->destinations, ignore_name);
}

void
paper_destination(struct paper *paper, const char *name)
{
	paper->destination = name;
	if (paper->cr == NULL)
		paper_keep_destination(paper, name);
}

void
paper_draw_destination(struct paper *paper, const char *name)
{
	OWN(buf_fini) struct buf attributes = {0};

	pdf_tag_string(&attributes, "name", name);
	buf_str(&attributes, "x=");
	pdf_tag_number(&attributes, PAPER_LEFT);
	buf_str(&attributes, "y=");
	pdf_tag_number(&attributes, paper->y > 20 ? paper->y - 12 : paper->y);
	cairo_tag_begin(paper->cr, CAIRO_TAG_DEST, buf_cstr(&attributes));
	cairo_tag_end(paper->cr, CAIRO_TAG_DEST);
}

void
paper_draw_next_destination(struct paper *paper)
{
	if (paper->destination != NULL && paper->cr != NULL)
		paper_draw_destination(paper, paper->destination);
	paper->destination = NULL;
}

/* -- pages ----------------------------------------------------------------------------- */

/* Words at the edge of a page, which are no part of the text. */
static void
draw_edge(struct paper *paper, const char *words, double x, double y, bool right)
{
	struct passage *passage = passage_new(paper->arena, paper->edges->lang);
	struct set_paragraph *p;

	passage_add(passage, words);
	p = paragraph_set(paper->setter, passage, PAPER_RUNNING, PAPER_WIDTH * 0.6);
	paragraph_draw(p, 0, paper->cr, right ? x - paragraph_line_width(p, 0) : x, y,
		paper_is_destination, paper);
	paragraph_free(p);
}

void
paper_draw_rule(struct paper *paper, double x, double y, double width)
{
	paper_colour(paper->cr, PAINT_RULE);
	cairo_rectangle(paper->cr, x, y, width, 0.35);
	cairo_fill(paper->cr);
}

static void
draw_edges(struct paper *paper)
{
	const struct paper_edges *edges = paper->edges;

	draw_edge(paper, edges->top_left, PAPER_LEFT, 34, false);
	draw_edge(paper, edges->top_right, PAPER_LEFT + PAPER_WIDTH, 34, true);
	paper_draw_rule(paper, PAPER_LEFT, 48, PAPER_WIDTH);
	draw_edge(paper, edges->bottom_left, PAPER_LEFT, 794, false);
	draw_edge(paper, arena_printf(paper->arena, "%u / %u", paper->page, paper->pages),
		PAPER_LEFT + PAPER_WIDTH, 794, true);
}

void
paper_begin_page(struct paper *paper)
{
	paper->page++;
	paper->y = PAPER_TOP;
	paper->fresh = true;
	paper->table.begun = false;
}

void
paper_end_page(struct paper *paper)
{
	if (paper->cr == NULL)
		return;
	if (paper->table.begun)
		cairo_tag_end(paper->cr, "Table");
	if (!paper->bare)
		draw_edges(paper);
	cairo_show_page(paper->cr);
}

void
paper_turn_page(struct paper *paper)
{
	paper_end_page(paper);
	paper_begin_page(paper);
}

void
paper_gap(struct paper *paper, double height)
{
	if (!paper->fresh && paper->y + height < PAPER_BOTTOM)
		paper->y += height;
}

void
paper_break(struct paper *paper)
{
	if (!paper->fresh)
		paper_turn_page(paper);
}
