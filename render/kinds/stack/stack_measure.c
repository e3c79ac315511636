/* Sets every text to the width it will have. The width of a band follows from the picture's and the
 * labels', that of a column from what its words need, heights from the texts. */
#include "kinds/boundary.h"
#include "kinds/folds.h"
#include "stack_cell.h"

#include "scene/theme.h"
#include "kinds/say.h"

int
stack_pad(const struct stack *stack)
{
	return stack->compact || stack->form == STACK_FOLDED ? 6 : 12;
}

/* -- one column: bands and brackets ----------------------------------------------------- */

static bool
is_highlighted(const struct sheet *sheet, const struct stack_run *run)
{
	for (size_t i = 0; i < run->owner_count; i++)
		if (run->owners[i].party == sheet->request->highlight)
			return true;
	return false;
}

/* Sets the tag anew beside a label that goes on in a second line, in the room wished for or up to
 * most. false: its words do not fit there. */
static bool
squeeze_tag(
	struct sheet *sheet, const struct cell *cell, struct stack_cell *out, int wish, int most)
{
	const int around = 2 * (STACK_TAG_INSET + STACK_TAG_MARGIN);
	int least = text_need(sheet->texter, out->tag, false) + around;

	if (least > most)
		return false;
	wish = wish > least ? wish : least;
	wish = wish < most ? wish : most;
	out->tag = NULL;
	stack_measure_tag(sheet, cell, out, wish - around);
	return true;
}

/* The hatched end of the band, or, if the band is too narrow for one, its hatched foot. label: on
 * one line; mark: beside it. Returns the width that is left for the label. */
static int
measure_zone(struct sheet *sheet, const struct cell *cell, struct stack_band *band,
	const struct text_block *label, int mark, int inner)
{
	const int around = 2 * (STACK_TAG_INSET + STACK_TAG_MARGIN);
	struct stack_cell *out = &band->cell;
	int room = inner - label->width - mark; /* what the label on one line would leave */
	bool fits;

	stack_measure_tag(sheet, cell, out, inner - around);
	if (out->tag == NULL)
		return inner;
	fits = out->tag->line_count == 1 && out->tag->width + around <= room;
	room = room > inner * 45 / 100 ? room : inner * 45 / 100;
	if (inner < STACK_ZONE_BELOW ||
		(!fits && !squeeze_tag(sheet, cell, out, room,
				  inner - mark - text_need(sheet->texter, label, false)))) {
		band->zone_h = out->tag->height + STACK_TAG_MARGIN;
		return inner;
	}
	band->zone_w = out->tag->width + around;
	return inner - band->zone_w;
}

/* The numbers of the row's footnotes, and of the cell's. */
static const struct text_block *
band_marks(struct sheet *sheet, const struct row *row, const struct cell *cell)
{
	size_t n = row->marks.count;
	const struct footnote **all =
		arena_array(sheet->arena, n + cell->footnote_count + 1, sizeof(*all));

	for (size_t i = 0; i < n + cell->footnote_count; i++)
		all[i] = i < n ? row->marks.v[i] : cell->footnotes[i - n];
	return foot_marks(sheet, all, n + cell->footnote_count);
}

static void
measure_band(struct sheet *sheet, const struct stack *stack, struct stack_band *band)
{
	const struct stack_run *run = band->run;
	const struct cell *cell = &band->row->cells[0];
	enum style style = is_highlighted(sheet, run) ? STYLE_STRONG : STYLE_LABEL;
	int inner = stack->label_w - THEME_BAR - 2 * STACK_INSET;
	bool said = stack_owners_agree(stack, run->first, run->count, 0, sheet->request->lang);
	int mark;

	band->cell.mark = band_marks(sheet, band->row, cell);
	mark = foot_marks_w(band->cell.mark);
	inner = measure_zone(
		sheet, cell, band, sheet_set(sheet, &band->row->name, style, 0), mark, inner);
	band->label = sheet_set(sheet, &band->row->name, style, inner - mark);
	stack_measure_lines(sheet, band->row, cell, said, true, &band->cell, inner);
	band->box.h =
		2 * stack_pad(stack) + band->label->height + band->cell.lines_h + band->zone_h;
	if (band->zone_w > 0 && band->box.h < band->cell.tag->height + STACK_TAG_MARGIN)
		band->box.h = band->cell.tag->height + STACK_TAG_MARGIN;
}

/* What the widest of the run labels would take on one line. */
static int
widest_label(struct sheet *sheet, const struct stack *stack)
{
	const struct table *table = stack->table;
	int widest = 0;

	for (size_t row = 0; row < table->row_count; row += table_owner_run(table, row, 0)) {
		struct stack_run run = {.first = row, .count = 1};

		stack_measure_run(sheet, stack, &run, true, STYLE_OWNER, 0);
		if (run.label_w > widest)
			widest = run.label_w;
	}
	return widest;
}

/* What the words of the run labels need. */
static int
label_need(struct sheet *sheet, const struct stack *stack, int label_w)
{
	const struct table *table = stack->table;

	sheet_probe(sheet, true);
	for (size_t row = 0; row < table->row_count; row += table_owner_run(table, row, 0)) {
		struct stack_run run = {.first = row, .count = 1};

		stack_measure_run(sheet, stack, &run, true, STYLE_OWNER, label_w);
	}
	label_w = sheet_need(sheet, label_w, label_w);
	sheet_probe(sheet, false);
	return label_w;
}

/* The bands take what the labels leave them. */
static int
band_width(struct sheet *sheet, const struct stack *stack)
{
	int label_w = stack->content_w * 36 / 100, most = stack->content_w / 2, widest;

	if (stack->narrow)
		return stack->content_w - STACK_BRACKET_ARM - STACK_LABEL_GAP / 2;
	widest = widest_label(sheet, stack);
	if (widest > label_w)
		label_w = label_need(sheet, stack, label_w);
	else
		label_w = widest > STACK_RUN_LABEL_MIN ? widest : STACK_RUN_LABEL_MIN;
	label_w = label_w < most ? label_w : most;
	return stack->content_w - label_w - STACK_BRACKET_GAP - STACK_BRACKET_ARM - THEME_STROKE -
	       STACK_BRACKET_NUB - STACK_LABEL_GAP;
}

static void
measure_brackets(struct sheet *sheet, struct stack *stack)
{
	const struct table *table = stack->table;
	int label_w = stack->narrow ? stack->content_w - STACK_BRACKET_ARM - THEME_STROKE
				    : stack->content_w - stack->label_w - STACK_BRACKET_GAP -
					      STACK_BRACKET_ARM - THEME_STROKE - STACK_BRACKET_NUB -
					      STACK_LABEL_GAP;

	stack->runs = arena_array(sheet->arena, table->row_count, sizeof(*stack->runs));
	for (size_t row = 0; row < table->row_count;) {
		struct stack_run *run = &stack->runs[stack->run_count++];

		run->first = row;
		run->count = table_owner_run(table, row, 0);
		stack_measure_run(sheet, stack, run, true, STYLE_OWNER, label_w);
		for (size_t i = row; i < row + run->count; i++) {
			stack->bands[i].run = run;
			measure_band(sheet, stack, &stack->bands[i]);
		}
		row += run->count;
	}
}

static void
measure_one_column(struct sheet *sheet, struct stack *stack)
{
	stack->form = STACK_BRACKETS;
	stack->label_w = band_width(sheet, stack);
	only_head_measure(sheet, &stack->only, stack->table, stack->content_w);
	measure_brackets(sheet, stack);
}

/* -- several columns: labels and blocks ---------------------------------------------------- */

/* Its row and its column are known. */
static void
measure_block(struct sheet *sheet, const struct stack *stack, struct stack_run *run, int width_px)
{
	const struct cell *cell = stack_cell_at(stack, run->first, run->column);
	int inner = width_px - THEME_BAR - 2 * STACK_TAG_INSET;

	run->extra.mark = foot_marks(sheet, cell->footnotes, cell->footnote_count);
	stack_measure_run(
		sheet, stack, run, false, STYLE_BLOCK, inner - foot_marks_w(run->extra.mark));
	stack_measure_tag(sheet, run->cell, &run->extra, inner - 2 * STACK_TAG_INSET);
	stack_measure_lines(
		sheet, &stack->table->rows[run->first], run->cell, true, false, &run->extra, inner);
	if (run->extra.tag != NULL)
		run->zone_h = run->extra.tag->height + STACK_TAG_MARGIN;
	run->label_h += run->extra.lines_h;
}

static void
measure_labels(struct sheet *sheet, struct stack *stack)
{
	static const struct cell nothing;

	for (size_t i = 0; i < stack->table->row_count; i++) {
		struct stack_band *band = &stack->bands[i];

		band->cell.mark = band_marks(sheet, band->row, &nothing);
		band->label = sheet_set(sheet, &band->row->name, STYLE_LABEL,
			stack->label_w - 2 * STACK_INSET - foot_marks_w(band->cell.mark));
		stack_measure_lines(sheet, band->row, &nothing, true, true, &band->cell,
			stack->label_w - 2 * STACK_INSET);
		band->box.h = 2 * stack_pad(stack) + band->label->height + band->cell.lines_h;
	}
}

static struct stack_run *
add_run(struct stack *stack, size_t row, size_t column, size_t count)
{
	struct stack_run *run = &stack->runs[stack->run_count++];

	run->first = row;
	run->column = column;
	run->count = count;
	return run;
}

/* -- side by side ------------------------------------------------------------------------------ */

static void
measure_column(struct sheet *sheet, struct stack *stack, size_t c)
{
	const struct table *table = stack->table;
	const struct column *column = &table->columns[c];
	int w = stack->columns.w[c];

	column_heads_set(sheet, &stack->heads, c, &column->name, &column->marks, w);
	for (size_t row = 0; row < table->row_count;) {
		struct stack_run *run = add_run(stack, row, c, boundary_merged(table, row, c));

		measure_block(sheet, stack, run, w);
		row += run->count;
	}
}

static void
bands_init(struct sheet *sheet, struct stack *stack)
{
	const struct table *table = stack->table;

	stack->bands = arena_array(sheet->arena, table->row_count, sizeof(*stack->bands));
	for (size_t i = 0; i < table->row_count; i++) {
		struct stack_band *band = &stack->bands[i];

		band->row = &table->rows[i];
		if (band->row->group != NULL &&
			(i == 0 || table->rows[i - 1].group != band->row->group))
			band->group = sheet_set(
				sheet, &band->row->group->name, STYLE_HEADING, stack->content_w);
		band->ends_group = boundary_ends_group(table, i);
	}
}

/* Room for a block of each row and column; none is there yet. */
static void
blocks_init(struct sheet *sheet, struct stack *stack)
{
	size_t n = stack->table->column_count;

	bands_init(sheet, stack);
	column_heads_init(sheet, &stack->heads, n);
	stack->runs = arena_array(sheet->arena, n * stack->table->row_count, sizeof(*stack->runs));
}

/* Sets everything once to learn what it needs. false: there is not enough room for it side by side.
 */
static bool
share_columns(struct sheet *sheet, struct stack *stack)
{
	size_t n = stack->table->column_count;
	struct stack probe = *stack;
	int *needs = arena_array(sheet->arena, n, sizeof(*needs)), label_need;

	blocks_init(sheet, &probe);
	sheet_probe(sheet, true);
	measure_labels(sheet, &probe);
	label_need = sheet_need(sheet, probe.label_w, STACK_ROW_LABEL_LEAST);
	for (size_t c = 0; c < n; c++) {
		measure_column(sheet, &probe, c);
		needs[c] = sheet_need(sheet, stack->columns.w[c], STACK_COLUMN_LEAST);
	}
	sheet_probe(sheet, false);
	columns_share(&stack->columns, label_need, needs);
	stack->label_w = stack->columns.label_w;
	if (!columns_have_room(&stack->columns, label_need, needs))
		return false;
	sheet_wish_percent(sheet, columns_percent(&stack->columns, label_need, needs));
	return true;
}

/* false: there is no room for it. */
static bool
measure_side_by_side(struct sheet *sheet, struct stack *stack)
{
	int n = (int)stack->table->column_count;

	if (stack->content_w - STACK_ROW_LABEL_MIN < n * (STACK_COLUMN_MIN + STACK_COLUMN_GAP))
		return false;
	stack->form = STACK_BLOCKS;
	columns_init(&stack->columns, sheet->arena, stack->table->column_count, stack->content_w,
		STACK_COLUMN_GAP,
		column_label_width(sheet, stack->table, 2 * STACK_INSET, STACK_ROW_LABEL_MIN,
			stack->content_w * 30 / 100));
	stack->label_w = stack->columns.label_w;
	if (!share_columns(sheet, stack))
		return false;
	blocks_init(sheet, stack);
	measure_labels(sheet, stack);
	for (size_t c = 0; c < stack->table->column_count; c++)
		measure_column(sheet, stack, c);
	return true;
}

/* -- folded ------------------------------------------------------------------------------------ */

static void
measure_folded(struct sheet *sheet, struct stack *stack)
{
	const struct table *table = stack->table;
	int w = stack->content_w - STACK_INSET;

	stack->form = STACK_FOLDED;
	stack->label_w = stack->content_w;
	blocks_init(sheet, stack);
	measure_labels(sheet, stack);
	for (size_t row = 0; row < table->row_count; row++)
		for (size_t c = 0; c < table->column_count; c++) {
			struct stack_run *run;

			if (fold_size(table, &table->rows[row], c) == 0)
				continue;
			run = add_run(stack, row, c, 1);
			run->names = sheet_words(sheet,
				fold_names(
					sheet->arena, sheet->request, table, &table->rows[row], c),
				STYLE_HEADING, w);
			measure_block(sheet, stack, run, w);
		}
}

static void
measure_rows(struct sheet *sheet, struct stack *stack)
{
	if (table_cell_count(stack->table) == 1) {
		bands_init(sheet, stack);
		measure_one_column(sheet, stack);
	} else if (!measure_side_by_side(sheet, stack)) {
		measure_folded(sheet, stack);
	}
}

/* -- foot ----------------------------------------------------------------------------- */

static bool
has_tag(const struct stack *stack)
{
	for (size_t i = 0; i < stack->table->row_count; i++)
		if (stack->bands[i].cell.tag != NULL)
			return true;
	for (size_t i = 0; i < stack->run_count; i++)
		if (stack->runs[i].extra.tag != NULL)
			return true;
	return false;
}

static void
measure_foot(struct sheet *sheet, struct stack *stack)
{
	if (has_tag(stack) && sheet->palette != PALETTE_PRINT)
		stack->legend = sheet_words(sheet, sheet_say(sheet, "diagram.legend.hatch"),
			STYLE_NOTE, stack->content_w - 3 * SHEET_SWATCH - SHEET_SWATCH_GAP);
	foot_measure(sheet, &stack->foot, stack->table);
}

void *
stack_measure(struct sheet *sheet)
{
	struct stack *stack = ARENA_NEW(sheet->arena, struct stack);
	const struct diagram_request *request = sheet->request;
	const struct table *table = boundary_first(request);

	stack->table = table;
	stack->margin = sheet_margin(sheet);
	stack->content_w = sheet->width_px - 2 * stack->margin;
	stack->narrow = sheet_is_narrow(sheet);
	stack->compact = table->row_count > STACK_MANY_ROWS;
	head_measure_table(sheet, &stack->head, table);
	measure_rows(sheet, stack);
	measure_foot(sheet, stack);
	return stack;
}
