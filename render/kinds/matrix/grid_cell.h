/* grid_cell: what the cells of the matrix picture say, set in type. For grid_measure.c alone. */
#ifndef DEMARC_KINDS_MATRIX_GRID_CELL_H
#define DEMARC_KINDS_MATRIX_GRID_CELL_H

#include "grid.h"

/* Adds a chip of the party's part of the cell; none if it has no part. named: the chip says whose
 * it is. */
void
grid_add_party(struct sheet *, struct grid_field *, const struct cell *, const struct party *,
	bool named, int width_px);

/* Adds a chip of a cell that nobody has a part in. */
void
grid_add_nobody(struct sheet *, struct grid_field *, const struct cell *, int width_px);

/* Sets all that a cell says, each party by name. */
void
grid_set_cell(struct sheet *, struct grid_field *, const struct cell *, int width_px);

/* Sets the conditions as lines, behind the *count there are and below y; returns where they end. */
int
grid_set_lines(struct sheet *, const struct condition *, size_t n, struct grid_line *lines,
	size_t *count, int y, int width_px);

#endif
