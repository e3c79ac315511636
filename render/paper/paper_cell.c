/* Cells of a row, set in lines and drawn as far as the page reaches. */
#include <stdlib.h>

#include "identify/mark.h"
#include "paper_state.h"

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

void
paper_set_cell(struct paper *paper, struct set_cell *set, const struct paper_cell *cell, double x,
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

void
paper_set_cell_free(struct set_cell *set)
{
	for (struct set_piece *piece = set->first, *next; piece != NULL; piece = next) {
		next = piece->next;
		paragraph_free(piece->paragraph);
		free(piece);
	}
}

double
paper_rest_height(const struct set_cell *set)
{
	double height = 0;
	unsigned line = set->line;

	for (const struct set_piece *piece = set->at; piece != NULL; piece = piece->next, line = 0)
		height += (piece->lines - line) * paper_types[piece->style].line;
	return height;
}

double
paper_draw_lines(struct paper *paper, struct set_cell *set, double height, bool force)
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
		if (fit > 0 && !in_table)
			paper_tag(paper, type->tag);
		for (unsigned i = 0; i < fit && paper->cr != NULL; i++)
			paragraph_draw(set->at->paragraph, set->line + i, paper->cr, set->x,
				paper->y + done + i * type->line, paper_is_destination, paper);
		if (fit > 0 && !in_table)
			paper_tag_end(paper, type->tag);
		done += fit * type->line;
		set->line += fit;
		if (set->line < set->at->lines)
			break;
	}
	return done;
}
