/* Everything that is placed is a row of cells, a paragraph being a row of one. A row that does not
 * fit goes to the next page, unless it is so high that this would leave much of the page empty;
 * then it is split between lines. */
#include "paper_state.h"

static const double row_pad = 3.5;
static const double heads_height = 34; /* about: two lines and what is around them */
/* Of what follows a paragraph that follows a heading: it is not left alone with it. */
static const double kept_height = 42;

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
		double h = paper_rest_height(&cells[i]);

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
	double highest = 0, room = PAPER_BOTTOM - paper->y - look->pad;

	if (look->table)
		paper_tag(paper, "TR");
	paper->y += look->pad;
	for (size_t i = 0; i < look->count; i++) {
		double h;

		if (look->table)
			paper_tag(paper, look->head ? "TH" : "TD");
		h = paper_draw_lines(paper, &cells[i], room - look->pad, force);
		if (look->table)
			paper_tag_end(paper, look->head ? "TH" : "TD");
		highest = h > highest ? h : highest;
	}
	paper->y += highest + look->pad;
	if (look->table)
		paper_tag_end(paper, "TR");
	if (paper->cr != NULL && look->ruled)
		paper_draw_rule(paper, PAPER_LEFT, paper->y - 0.35, PAPER_WIDTH);
	paper->fresh = false;
}

static void
draw_heads(struct paper *paper)
{
	const struct row_look look = {paper->table.columns, true, true, true, 2};
	struct set_cell cells[PAPER_COLUMNS];
	uint64_t digest = paper->digest;

	for (size_t i = 0; i < look.count; i++)
		paper_set_cell(paper, &cells[i], &paper->table.heads[i], paper->table.x[i],
			paper->table.width[i]);
	draw_row_part(paper, cells, &look, true);
	for (size_t i = 0; i < look.count; i++)
		paper_set_cell_free(&cells[i]);
	paper->digest = digest;
}

/* A table begins anew on each page, as what a tag holds must be on one. */
static void
begin_on_page(struct paper *paper)
{
	if (paper->table.columns == 0 || paper->table.begun)
		return;
	paper_tag(paper, "Table");
	paper->table.begun = true;
	if (paper->table.heads != NULL)
		draw_heads(paper);
}

/* Turns the page if headings, a table's heads and the first lines of a row do not fit together. */
static void
make_room(struct paper *paper, const struct set_cell *cells, const struct row_look *look)
{
	double height = tallest(cells, look->count) + 2 * look->pad,
	       body = PAPER_BOTTOM - PAPER_TOP;
	double first =
		height < body * 0.45 ? height : paper_types[PAPER_BODY].line * 3 + 2 * look->pad;
	double keep =
		paper->waiting_count > 0 && !look->table && first < body * 0.3 ? kept_height : 0;
	double before = paper_waiting_height(paper) + keep +
			(paper->table.heads != NULL && !paper->table.begun ? heads_height : 0);

	if (paper->fresh || paper->y + before + first <= PAPER_BOTTOM + 0.01)
		return;
	paper_turn_page(paper);
}

static void
place_row(struct paper *paper, struct set_cell *cells, const struct row_look *look)
{
	make_room(paper, cells, look);
	paper_draw_headings(paper);
	begin_on_page(paper);
	paper_draw_next_destination(paper);
	for (bool force = false; !is_done(cells, look->count); force = true) {
		draw_row_part(paper, cells, look, force);
		if (is_done(cells, look->count))
			break;
		paper_turn_page(paper);
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

	paper_set_cell(paper, &cells[0], &(struct paper_cell){.first = &piece}, PAPER_LEFT + indent,
		PAPER_WIDTH - indent);
	if (mark != NULL) {
		words = passage_new(paper->arena, passage->lang);
		passage_add(words, mark);
		before = (struct paper_piece){words, style, NULL};
		paper_set_cell(paper, &cells[1], &(struct paper_cell){.first = &before},
			PAPER_LEFT + indent - 12, 12);
	}
	place_row(paper, cells, &look);
	paper_set_cell_free(&cells[0]);
	if (mark != NULL)
		paper_set_cell_free(&cells[1]);
}

void
paper_field(struct paper *paper, const struct paper_cell *label, const struct paper_cell *value,
	double label_width)
{
	const struct row_look look = {2, false, false, false, 1};
	struct set_cell cells[2];

	paper_set_cell(paper, &cells[0], label, PAPER_LEFT, label_width - PAPER_COLUMN_GAP);
	paper_set_cell(
		paper, &cells[1], value, PAPER_LEFT + label_width, PAPER_WIDTH - label_width);
	place_row(paper, cells, &look);
	paper_set_cell_free(&cells[0]);
	paper_set_cell_free(&cells[1]);
}

void
paper_table(struct paper *paper, size_t columns, const double *widths,
	const struct paper_cell *heads, bool ruled)
{
	double x = PAPER_LEFT, all = 0;

	for (size_t i = 0; i < columns; i++)
		all += widths[i];
	for (size_t i = 0; i < columns; i++) {
		double width = widths[i] / all * (PAPER_WIDTH + PAPER_COLUMN_GAP);

		paper->table.x[i] = x;
		paper->table.width[i] = width - PAPER_COLUMN_GAP;
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
		paper_set_cell(paper, &cells[i], &row[i], paper->table.x[i], paper->table.width[i]);
	place_row(paper, cells, &look);
	for (size_t i = 0; i < look.count; i++)
		paper_set_cell_free(&cells[i]);
}

void
paper_wide_row(struct paper *paper, const struct paper_cell *cell)
{
	const struct row_look look = {1, true, false, paper->table.ruled, row_pad};
	struct set_cell set;

	paper_set_cell(paper, &set, cell, PAPER_LEFT, PAPER_WIDTH);
	place_row(paper, &set, &look);
	paper_set_cell_free(&set);
}

void
paper_table_end(struct paper *paper)
{
	if (paper->table.begun)
		paper_tag_end(paper, "Table");
	paper->table.columns = 0;
	paper->table.heads = NULL;
	paper->table.begun = false;
}
