/* Rows first get the height of their own text; then every run whose label needs more than its rows
 * have shares the difference among them; then everything is put below what stands above it. */
#include "stack.h"

#include "scene/theme.h"

/* The rows' heights and the gaps between them, a run's first to its last. */
static int
rows_height(const struct stack_section *section, const struct stack_run *run)
{
	int h = ((int)run->count - 1) * STACK_GAP;

	for (size_t i = run->first; i < run->first + run->count; i++)
		h += section->bands[i].box.h;
	return h;
}

static void
stretch(struct stack_section *section, const struct stack_run *run, int need)
{
	int missing = need - rows_height(section, run), n = (int)run->count;

	for (int i = 0; i < n && missing > 0; i++)
		section->bands[run->first + (size_t)i].box.h += sheet_share(missing, i, n);
}

static void
stretch_rows(const struct stack *stack, struct stack_section *section)
{
	for (size_t i = 0; i < section->run_count; i++) {
		struct stack_run *run = &section->runs[i];

		if (section->column_names != NULL)
			stretch(section, run, run->label_h + run->zone_h + 2 * stack_pad(stack));
		else if (!stack->narrow)
			stretch(section, run, run->label_h);
	}
}

/* With one column: whether the row is its run's first. */
static bool
starts_run(const struct stack_section *section, size_t row)
{
	return section->column_names == NULL && section->bands[row].run->first == row;
}

/* -- one column ----------------------------------------------------------------------- */

static void
place_bracket(const struct stack *stack, const struct stack_section *section, struct stack_run *run)
{
	const struct stack_band *first = &section->bands[run->first];

	run->box.y = first->box.y;
	run->box.h = rows_height(section, run);
	if (stack->narrow) {
		run->bracket_x = stack->margin;
		run->label_x = first->box.x;
		run->label_y = first->box.y - STACK_LABEL_GAP / 2 - run->label_h;
		run->box.h += first->box.y - run->label_y;
		run->box.y = run->label_y;
		return;
	}
	run->bracket_x = stack->margin + section->label_w + STACK_BRACKET_GAP + STACK_BRACKET_ARM;
	run->label_x = run->bracket_x + THEME_STROKE + STACK_BRACKET_NUB + STACK_LABEL_GAP;
	run->label_y = run->box.y + (run->box.h - run->label_h) / 2;
}

/* -- all sections ------------------------------------------------------------------------ */

/* The room above a row: for a heading, between runs, between bands. */
static int
gap_above(const struct stack_section *section, size_t row)
{
	if (row == 0)
		return 0;
	if (section->bands[row].group != NULL || section->bands[row].ends_group)
		return STACK_GROUP_GAP;
	if (starts_run(section, row))
		return STACK_RUN_GAP;
	return STACK_GAP;
}

static int
place_rows(const struct stack *stack, struct stack_section *section, int y)
{
	bool above = stack->narrow && section->column_names == NULL;
	int x = stack->margin + (above ? stack->content_w - section->label_w : 0);

	for (size_t i = 0; i < stack->table->row_count; i++) {
		struct stack_band *band = &section->bands[i];

		y += gap_above(section, i);
		band->group_y = y;
		if (band->group != NULL)
			y += band->group->height + STACK_GROUP_LINE;
		if (band->ends_group)
			y += STACK_GROUP_GAP;
		if (above && starts_run(section, i))
			y += band->run->label_h + STACK_LABEL_GAP / 2;
		band->box.x = x;
		band->box.y = y;
		band->box.w = section->label_w;
		y += band->box.h;
	}
	return y;
}

static void
place_block(const struct stack *stack, const struct stack_section *section, struct stack_run *run)
{
	int column = run->box.x;

	run->box.x = stack->margin + section->columns.x[column];
	run->box.w = section->columns.w[column];
	run->box.y = section->bands[run->first].box.y;
	run->box.h = rows_height(section, run);
	run->label_x = run->box.x + THEME_BAR + STACK_TAG_INSET;
	run->label_y = run->box.y + (run->box.h - run->zone_h - run->label_h) / 2;
}

static int
place_section(const struct stack *stack, struct stack_section *section, int y)
{
	if (section->heading != NULL) {
		section->heading_y = y;
		y += section->heading->height + STACK_LABEL_GAP;
	}
	if (section->column_names != NULL) {
		section->names_y = y;
		y += section->names_h + STACK_GROUP_LINE;
	}
	stretch_rows(stack, section);
	y = place_rows(stack, section, y);
	for (size_t i = 0; i < section->run_count; i++) {
		if (section->column_names != NULL)
			place_block(stack, section, &section->runs[i]);
		else
			place_bracket(stack, section, &section->runs[i]);
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

	y += SHEET_HEAD_GAP;
	for (size_t i = 0; i < stack->section_count; i++) {
		if (i > 0)
			y += STACK_SECTION_GAP;
		y = place_section(stack, &stack->sections[i], y);
	}
	y = place_foot(stack, y);
	sheet->height_px = y + stack->margin;
}
