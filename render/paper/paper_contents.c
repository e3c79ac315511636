/* The table of contents. */
#include "paper_state.h"
#include "scene/theme.h"

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
linked(struct paper *paper, const char *words, const struct listed_heading *heading)
{
	struct passage *passage = passage_new(paper->arena, heading->words->lang);

	passage_to_destination(passage, words, heading->destination);
	return passage;
}

/* A heading's words, dots, and its page. */
static void
write_contents_line(struct paper *paper, const struct listed_heading *heading)
{
	const enum paper_style style = heading->level == 1 ? PAPER_ENTRY : PAPER_CELL;
	double indent = 14 * (heading->level - 1), right = PAPER_LEFT + PAPER_WIDTH,
	       line = paper_types[style].line;
	const struct passage *words = linked(paper, heading->words->words, heading);
	struct passage *number = passage_new(paper->arena, paper->edges->lang);
	struct set_paragraph *p = paragraph_set(
				     paper->setter, words, style, PAPER_WIDTH - indent - 34),
			     *n;
	unsigned last = paragraph_lines(p) - 1;
	double width;

	passage_add(number, arena_printf(paper->arena, "%u", heading->page));
	n = paragraph_set(paper->setter, number, style, 34);
	width = paragraph_line_width(n, 0);

	paper->y += heading->level == 1 && !paper->fresh ? 5 : 0;
	if (paper->y + (last + 1) * line > PAPER_BOTTOM)
		paper_turn_page(paper);
	if (paper->cr != NULL) {
		cairo_tag_begin(paper->cr, "TOCI", NULL);
		for (unsigned i = 0; i <= last; i++)
			paragraph_draw(p, i, paper->cr, PAPER_LEFT + indent, paper->y + i * line,
				paper_is_destination, paper);
		draw_dots(paper, PAPER_LEFT + indent + paragraph_line_width(p, last) + 5,
			right - width - 5, paper->y + (last + 0.7) * line);
		paragraph_draw(n, 0, paper->cr, right - width, paper->y + last * line,
			paper_is_destination, paper);
		cairo_tag_end(paper->cr, "TOCI");
	}
	paper->y += (last + 1) * line;
	paper->fresh = false;
	paragraph_free(p);
	paragraph_free(n);
}

void
paper_write_contents(struct paper *paper)
{
	struct passage *words = passage_new(paper->arena, paper->edges->lang);
	struct paper_piece piece = {words, PAPER_CHAPTER, NULL};
	struct set_cell set;

	passage_add(words, paper->edges->contents);
	paper_set_cell(paper, &set, &(struct paper_cell){.first = &piece}, PAPER_LEFT, PAPER_WIDTH);
	paper->y += paper_draw_lines(paper, &set, PAPER_PAGE_HEIGHT, true) +
		    paper_heading_looks[0].after;
	paper_set_cell_free(&set);
	for (const struct listed_heading *heading = paper->headings; heading != NULL;
		heading = heading->next)
		write_contents_line(paper, heading);
}
