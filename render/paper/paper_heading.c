/* Headings wait until it is known where the first lines after them come to, and go there with
 * them. */
#include "base/own.h"
#include "output/pdf_tag.h"
#include "paper_state.h"

const struct heading_look paper_heading_looks[] = {
	{1, PAPER_CHAPTER, 10, 8}, {2, PAPER_SECTION, 14, 5}, {3, PAPER_ENTRY, 12, 2}};

static void
set_heading(struct paper *paper, struct set_cell *set, const struct passage *words,
	const struct heading_look *look)
{
	struct paper_piece piece = {words, look->style, NULL};

	paper_set_cell(paper, set, &(struct paper_cell){.first = &piece}, PAPER_LEFT, PAPER_WIDTH);
}

double
paper_waiting_height(struct paper *paper)
{
	double height = 0;
	uint64_t digest = paper->digest;

	for (size_t i = 0; i < paper->waiting_count; i++) {
		const struct heading_look *look = paper->waiting[i].look;
		struct set_cell set;

		set_heading(paper, &set, paper->waiting[i].words, look);
		height += (i > 0 || !paper->fresh ? look->before : 0) + paper_rest_height(&set) +
			  look->after;
		paper_set_cell_free(&set);
	}
	paper->digest = digest;
	return height;
}

static void
note_heading(struct paper *paper, int level, const struct passage *words, const char *destination)
{
	struct listed_heading *heading = ARENA_NEW(paper->arena, struct listed_heading);

	*heading = (struct listed_heading){level, words, destination, paper->page, NULL};
	*paper->end = heading;
	paper->end = &heading->next;
	paper_keep_destination(paper, destination);
}

static void
add_outline(struct paper *paper, int level, const struct passage *words, const char *destination)
{
	OWN(buf_fini) struct buf attributes = {0};
	int parent = CAIRO_PDF_OUTLINE_ROOT;

	for (int above = 1; above < level; above++)
		parent = paper->outline[above] > 0 ? paper->outline[above] : parent;
	pdf_tag_string(&attributes, "dest", destination);
	paper->outline[level] = cairo_pdf_surface_add_outline(paper->surface, parent, words->words,
		buf_cstr(&attributes), level == 1 ? CAIRO_PDF_OUTLINE_FLAG_OPEN : 0);
	for (int below = level + 1; below < 4; below++)
		paper->outline[below] = 0;
}

void
paper_draw_headings(struct paper *paper)
{
	for (size_t i = 0; i < paper->waiting_count; i++) {
		const struct passage *words = paper->waiting[i].words;
		const struct heading_look *look = paper->waiting[i].look;
		struct set_cell set;

		set_heading(paper, &set, words, look);
		paper->y += paper->fresh ? 0 : look->before;
		if (paper->cr != NULL) {
			paper_draw_destination(paper, paper->waiting[i].destination);
			add_outline(paper, look->level, words, paper->waiting[i].destination);
		} else {
			note_heading(paper, look->level, words, paper->waiting[i].destination);
		}
		paper->y += paper_draw_lines(paper, &set, PAPER_PAGE_HEIGHT, true) + look->after;
		paper->fresh = false;
		paper_set_cell_free(&set);
	}
	paper->waiting_count = 0;
}

void
paper_heading(struct paper *paper, int level, const struct passage *words, const char *destination,
	bool new_page)
{
	if (new_page && paper->y > (PAPER_TOP + PAPER_BOTTOM) / 2)
		paper_turn_page(paper);
	if (paper->waiting_count == PAPER_WAITING)
		paper_draw_headings(paper);
	paper->waiting[paper->waiting_count].words = words;
	paper->waiting[paper->waiting_count].look = &paper_heading_looks[level - 1];
	paper->waiting[paper->waiting_count++].destination =
		destination != NULL ? destination
				    : arena_printf(paper->arena, "heading-%zu", paper->numbered);
	paper->numbered++;
}
