/* Rows first get the height of their own text; then every run whose label needs more than its rows
 * have shares the difference among them; then everything is put below what stands above it. */
#include "stack.h"

#include "scene/theme.h"

/* The rows' heights and the gaps between them, a run's first to its last. */
static int
rows_height(const struct stack *stack, const struct stack_run *run)
{
	int h = ((int)run->count - 1) * STACK_GAP;

	for (size_t i = run->first; i < run->first + run->count; i++)
		h += stack->bands[i].box.h;
	return h;
}

static void
stretch(struct stack *stack, const struct stack_run *run, int need)
{
	int missing = need - rows_height(stack, run), n = (int)run->count;

	for (int i = 0; i < n && missing > 0; i++)
		stack->bands[run->first + (size_t)i].box.h += sheet_share(missing, i, n);
}

static int
block_height(const struct stack *stack, const struct stack_run *run)
{
	return run->label_h + run->zone_h + 2 * stack_pad(stack);
}

static void
stretch_rows(struct stack *stack)
{
	for (size_t i = 0; i < stack->run_count; i++) {
		struct stack_run *run = &stack->runs[i];

		if (stack->form == STACK_BLOCKS)
			stretch(stack, run, block_height(stack, run));
		else if (stack->form == STACK_BRACKETS && !stack->narrow)
			stretch(stack, run, run->label_h);
	}
}

/* Whether more than a line parts the row from the one above: it is the first of a run with its
 * bracket, or has blocks below it. */
static bool
starts_run(const struct stack *stack, size_t row)
{
	return stack->form == STACK_FOLDED ||
	       (stack->form == STACK_BRACKETS && stack->bands[row].run->first == row);
}

/* -- one column ----------------------------------------------------------------------- */

static void
place_bracket(const struct stack *stack, struct stack_run *run)
{
	const struct stack_band *first = &stack->bands[run->first];

	run->box.y = first->box.y;
	run->box.h = rows_height(stack, run);
	if (stack->narrow) {
		run->bracket_x = stack->margin;
		run->label_x = first->box.x;
		run->label_y = first->box.y - STACK_LABEL_GAP / 2 - run->label_h;
		run->box.h += first->box.y - run->label_y;
		run->box.y = run->label_y;
		return;
	}
	run->bracket_x = stack->margin + stack->label_w + STACK_BRACKET_GAP + STACK_BRACKET_ARM;
	run->label_x = run->bracket_x + THEME_STROKE + STACK_BRACKET_NUB + STACK_LABEL_GAP;
	run->label_y = run->box.y + (run->box.h - run->label_h) / 2;
}

/* -- several columns --------------------------------------------------------------------- */

/* Its box is known. */
static void
place_block_label(struct stack_run *run)
{
	run->label_x = run->box.x + THEME_BAR + STACK_TAG_INSET;
	run->label_y = run->box.y + (run->box.h - run->zone_h - run->label_h) / 2;
}

static void
place_block(const struct stack *stack, struct stack_run *run)
{
	run->box = (struct box){stack->margin + stack->columns.x[run->column],
		stack->bands[run->first].box.y, stack->columns.w[run->column],
		rows_height(stack, run)};
	place_block_label(run);
}

/* The blocks of the row below y, each below the names of its columns; returns where they end. They
 * are the next of the runs, *next on, which stand in the order of the rows. */
static int
place_folded(struct stack *stack, size_t row, size_t *next, int y)
{
	for (; *next < stack->run_count && stack->runs[*next].first == row; (*next)++) {
		struct stack_run *run = &stack->runs[*next];

		y += STACK_GAP + run->names->height;
		run->box = (struct box){stack->margin + STACK_INSET, y,
			stack->content_w - STACK_INSET, block_height(stack, run)};
		place_block_label(run);
		y += run->box.h;
	}
	return y;
}

/* -- rows -------------------------------------------------------------------------------- */

/* The room above a row: for a heading, between runs, between bands. */
static int
gap_above(const struct stack *stack, size_t row)
{
	if (row == 0)
		return 0;
	if (stack->bands[row].group != NULL || stack->bands[row].ends_group)
		return STACK_GROUP_GAP;
	if (starts_run(stack, row))
		return STACK_RUN_GAP;
	return STACK_GAP;
}

static int
place_rows(struct stack *stack, int y)
{
	bool above = stack->narrow && stack->form == STACK_BRACKETS;
	int x = stack->margin + (above ? stack->content_w - stack->label_w : 0);
	size_t next = 0;

	for (size_t i = 0; i < stack->table->row_count; i++) {
		struct stack_band *band = &stack->bands[i];

		y += gap_above(stack, i);
		band->group_y = y;
		if (band->group != NULL)
			y += band->group->height + STACK_GROUP_LINE;
		if (band->ends_group)
			y += STACK_GROUP_GAP;
		if (above && starts_run(stack, i))
			y += band->run->label_h + STACK_LABEL_GAP / 2;
		band->box.x = x;
		band->box.y = y;
		band->box.w = stack->label_w;
		y += band->box.h;
		if (stack->form == STACK_FOLDED)
			y = place_folded(stack, i, &next, y);
	}
	return y;
}

static int
place_all_rows(struct stack *stack, int y)
{
	y = only_head_place(&stack->only, y);
	if (stack->form == STACK_BLOCKS)
		y = column_heads_place(&stack->heads, y);
	stretch_rows(stack);
	y = place_rows(stack, y);
	for (size_t i = 0; i < stack->run_count; i++) {
		if (stack->form == STACK_BRACKETS)
			place_bracket(stack, &stack->runs[i]);
		else if (stack->form == STACK_BLOCKS)
			place_block(stack, &stack->runs[i]);
	}
	return y;
}

static int
place_foot(struct stack *stack, int y)
{
	if (stack->legend != NULL || stack->foot.count > 0)
		y += SHEET_FOOT_GAP;
	if (stack->legend != NULL) {
		stack->legend_box =
			(struct box){stack->margin, y, stack->content_w, stack->legend->height};
		y += stack->legend->height + SHEET_LINE_GAP;
	}
	return foot_place(&stack->foot, y);
}

void
stack_place(struct sheet *sheet, void *data)
{
	struct stack *stack = data;
	int y = stack->margin + stack->head.height;

	y = place_all_rows(stack, y + SHEET_HEAD_GAP);
	y = place_foot(stack, y);
	sheet->height_px = y + stack->margin;
}
