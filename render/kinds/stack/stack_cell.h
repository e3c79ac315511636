/* stack_cell: what the cells and runs of the boundary picture say, set in type. For stack_measure.c
 * alone. */
#ifndef DEMARC_KINDS_STACK_STACK_CELL_H
#define DEMARC_KINDS_STACK_STACK_CELL_H

#include "stack.h"

/* The cell of the table at the row and column. */
const struct cell *
stack_cell_at(const struct stack *, size_t row, size_t column);

/* The tag of those who run what others answer for; none leaves out->tag NULL. */
void
stack_measure_tag(struct sheet *, const struct cell *, struct stack_cell *out, int width_px);

/* The lines below a label: with_detail the row's detail and conditions; what the run's label and
 * the tag leave unsaid. */
void
stack_measure_lines(struct sheet *, const struct row *, const struct cell *, bool owner_said,
	bool with_detail, struct stack_cell *out, int width_px);

/* Whether all rows of the run say the same of what their owners do, so that it can be said once. */
bool
stack_owners_agree(
	const struct stack *, size_t first, size_t count, size_t column, const char *lang);

/* The label of a run whose rows and column are known. */
void
stack_measure_run(struct sheet *, const struct stack *, struct stack_run *, bool with_role,
	enum style, int width_px);

#endif
