/* made_lines: lines of our own layout (docs/data.md), made of sheets that have another. Each cell
 * remembers the one that it is made of, so that what is found later is told there. */
#ifndef DEMARC_IMPORT_MADE_LINES_H
#define DEMARC_IMPORT_MADE_LINES_H

#include "line_cells.h"

/* The columns of made lines: those of line_columns, then the words in one language. */
enum made_column { MADE_NAME = COLUMN__COUNT, MADE_TEXT, MADE__COUNT };

struct made_lines {
	struct arena *arena;
	struct csv csv; /* with its heading */
	size_t cap;
};

/* Empty lines with their heading, for words in that language; origin: the cell that the whole is
 * told at. Texts and cells live as long as the arena. */
void
made_begin(struct made_lines *, struct arena *, const char *lang, const struct csv_cell *origin);

/* A line of that kind, all of it made of origin; fill its cells with made_put. */
struct csv_cell *
made_line(struct made_lines *, const char *kind, const struct csv_cell *origin);

/* Sets a cell of a line, of those of enum field and enum made_column. */
void
made_put(struct csv_cell *line, int column, const struct csv_cell *origin, const char *text);

#endif
