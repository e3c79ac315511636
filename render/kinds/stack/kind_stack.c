/* Paints the boundary picture and puts it into words. Who answers for a row is told by the bracket
 * and its name, who runs it instead by a hatched end of the band with a tag; colours repeat both.
 */
#include "kinds/alternative.h"
#include "kinds/boundary.h"
#include "kinds/kind.h"
#include "stack.h"
#include "scene/theme.h"
#include "kinds/href.h"
#include "kinds/say.h"

/* -- pieces ------------------------------------------------------------------------ */

static void
paint_lines(const struct sheet *sheet, struct scene *scene, const struct stack_cell *cell, int x,
	int y, int w)
{
	for (size_t i = 0; i < cell->line_count; i++) {
		const struct stack_line *line = &cell->lines[i];
		int top = y + line->y;

		if (line->kind == LINE_CONDITION) {
			scene_rect(scene, PAINT_GROUND, x, top, w,
				line->text->height + 2 * STACK_CONDITION_PAD, 3);
			scene_rect(scene, sheet_paint(sheet, line->party, PARTY_BAR), x, top,
				THEME_STROKE + 1, line->text->height + 2 * STACK_CONDITION_PAD, 0);
			scene_text(scene, PAINT_INK, x + STACK_CONDITION_INSET,
				top + STACK_CONDITION_PAD, line->text, ALIGN_START, false);
		} else {
			sheet_put(
				sheet, scene, PAINT_MUTED, x, top, line->text, ALIGN_START, false);
		}
	}
}

/* A hatched field in the colours of who runs it, and the tag that says so in its middle. */
static void
paint_zone(const struct sheet *sheet, struct scene *scene, const struct stack_cell *cell,
	struct box box)
{
	const struct text_block *tag = cell->tag;
	int w = tag->width + 2 * STACK_TAG_INSET, h = tag->height + 2;
	int x = box.x + (box.w - w) / 2, y = box.y + (box.h - h) / 2;

	sheet_operated(sheet, scene, cell->runner, box, THEME_RADIUS);
	scene_frame(
		scene, sheet_paint(sheet, cell->runner, PARTY_BAR), PAINT_GROUND, x, y, w, h, 4);
	scene_text(scene, sheet_ink(sheet, cell->runner), x + STACK_TAG_INSET, y + 1, tag,
		ALIGN_CENTRE, false);
}

/* Of several owners none gives the surface its colour, unless it is highlighted. */
static const struct party *
surface_party(const struct sheet *sheet, const struct stack_run *run)
{
	for (size_t i = 0; i < run->owner_count; i++)
		if (run->owner_count == 1 || run->owners[i].party == sheet->request->highlight)
			return run->owners[i].party;
	return NULL;
}

/* The surface of a band or block: tinted, framed (no owner) or dashed (not specified). */
static void
paint_surface(
	const struct sheet *sheet, struct scene *scene, const struct stack_run *run, struct box box)
{
	int n = (int)run->owner_count;

	if (run->cell->kind == CELL_UNSPECIFIED || (run->cell->kind == CELL_PARTS && n == 0)) {
		scene_dashes(scene, PAINT_RULE, box.x, box.y, box.w, box.h);
		return;
	}
	if (n == 0) {
		scene_frame(
			scene, PAINT_RULE, PAINT_GROUND, box.x, box.y, box.w, box.h, THEME_RADIUS);
		return;
	}
	sheet_surface(sheet, scene, surface_party(sheet, run), box, THEME_RADIUS);
	for (int i = 0; i < n; i++) {
		int top = box.h * i / n, bottom = box.h * (i + 1) / n;

		scene_rect(scene, sheet_paint(sheet, run->owners[i].party, PARTY_BAR), box.x,
			box.y + top, THEME_BAR, bottom - top, 0);
	}
}

static void
paint_note(
	const struct sheet *sheet, struct scene *scene, const struct stack_line *note, int x, int y)
{
	int sign = note->shared != SHARED_UNSTATED ? SHEET_SIGN + SHEET_SWATCH_GAP : 0;

	sheet_sign(sheet, scene, note->shared, PAINT_INK, x,
		y + note->y + (note->text->type->line_px - SHEET_SIGN_H) / 2);
	sheet_put(sheet, scene, PAINT_MUTED, x + sign, y + note->y, note->text, ALIGN_START, false);
}

/* A footnote's number behind the text at x and y; NULL: none. */
static void
paint_mark(const struct sheet *sheet, struct scene *scene, const struct text_block *text,
	const struct text_block *mark, int x, int y)
{
	if (mark == NULL)
		return;
	foot_marks_at(text, &x, &y);
	sheet_put(sheet, scene, PAINT_INK, x, y - 1, mark, ALIGN_START, false);
}

/* The highlighted party's other parts, which have no surface: a bar at the end of the cell shows
 * that there is one. */
static bool
has_other_part(const struct sheet *sheet, const struct stack_run *run,
	const struct stack_cell *cell, const struct parts *parts)
{
	const struct party *mine = sheet->request->highlight;
	bool has = mine != NULL && parts_find(parts, mine, PARTS_ANY) != NULL;

	for (size_t i = 0; i < run->owner_count; i++)
		has = has && run->owners[i].party != mine;
	return has && cell->runner != mine;
}

static void
paint_other_part(const struct sheet *sheet, struct scene *scene, struct box box)
{
	scene_rect(scene, sheet_paint(sheet, sheet->request->highlight, PARTY_BAR),
		box.x + box.w - THEME_BAR, box.y, THEME_BAR, box.h, 0);
}

/* Names, each with a swatch if there are several, then the notes. */
static void
paint_run_label(const struct sheet *sheet, struct scene *scene, const struct stack_run *run)
{
	int y = run->label_y, x = run->label_x;

	for (size_t i = 0; i < run->owner_count; i++) {
		const struct stack_owner *owner = &run->owners[i];
		int swatch = run->owner_count > 1 ? SHEET_SWATCH + SHEET_SWATCH_GAP : 0;

		if (swatch > 0)
			sheet_swatch(sheet, scene, owner->party, x,
				y + (owner->name->type->line_px - SHEET_SWATCH) / 2);
		sheet_put(sheet, scene, sheet_ink(sheet, owner->party), x + swatch, y, owner->name,
			ALIGN_START, false);
		y += owner->name->height;
	}
	for (size_t i = 0; i < run->note_count; i++)
		paint_note(sheet, scene, &run->notes[i], x, y);
}

/* -- one column ---------------------------------------------------------------------- */

static int
run_paint(const struct sheet *sheet, const struct stack_run *run)
{
	if (run->owner_count == 1)
		return sheet_paint(sheet, run->owners[0].party, PARTY_BAR);
	return run->owner_count > 1 ? PAINT_MUTED : PAINT_RULE;
}

static void
paint_bracket(const struct sheet *sheet, const struct stack *stack, struct scene *scene,
	const struct stack_run *run)
{
	if (stack->narrow)
		scene_bracket(scene, run_paint(sheet, run), run->bracket_x + THEME_STROKE,
			run->box.y, run->box.h, -STACK_BRACKET_ARM, 0);
	else
		scene_bracket(scene, run_paint(sheet, run), run->bracket_x, run->box.y, run->box.h,
			STACK_BRACKET_ARM, STACK_BRACKET_NUB);
	paint_run_label(sheet, scene, run);
}

static int
band_ink(const struct sheet *sheet, const struct stack_run *run, const struct stack_band *band,
	bool other)
{
	if (other || (sheet->request->highlight != NULL &&
			     band->cell.runner == sheet->request->highlight))
		return PAINT_INK;
	if (run->owner_count == 0)
		return PAINT_MUTED;
	for (size_t i = 0; i < run->owner_count; i++)
		if (sheet_ink(sheet, run->owners[i].party) == PAINT_INK)
			return PAINT_INK;
	return PAINT_MUTED;
}

/* An interface is not a layer but the line between two: its band has an edge all around. */
static void
paint_edge(
	const struct sheet *sheet, struct scene *scene, const struct stack_run *run, struct box box)
{
	int bar = run->owner_count == 1 ? sheet_paint(sheet, run->owners[0].party, PARTY_BAR)
					: PAINT_NEUTRAL_BAR;

	scene_rect(scene, bar, box.x + THEME_BAR, box.y, box.w - THEME_BAR, THEME_STROKE, 0);
	scene_rect(scene, bar, box.x + THEME_BAR, box.y + box.h - THEME_STROKE, box.w - THEME_BAR,
		THEME_STROKE, 0);
	scene_rect(scene, bar, box.x + box.w - THEME_STROKE, box.y, THEME_STROKE, box.h, 0);
}

static void
paint_band(const struct sheet *sheet, struct scene *scene, const struct stack_run *run,
	const struct stack_band *band)
{
	bool other = has_other_part(sheet, run, &band->cell, &band->row->cells[0].parts);
	const struct box *box = &band->box;
	int x = box->x + THEME_BAR + STACK_INSET,
	    inner = box->w - THEME_BAR - 2 * STACK_INSET - band->zone_w;
	int text_h = band->label->height + band->cell.lines_h;
	int y = box->y + (box->h - band->zone_h - text_h) / 2;

	paint_surface(sheet, scene, run, *box);
	if (band->row->kind == ROW_INTERFACE && run->owner_count > 0)
		paint_edge(sheet, scene, run, *box);
	if (other)
		paint_other_part(sheet, scene, *box);
	sheet_put(sheet, scene, band_ink(sheet, run, band, other), x, y, band->label, ALIGN_START,
		false);
	paint_mark(sheet, scene, band->label, band->cell.mark, x, y);
	paint_lines(sheet, scene, &band->cell, x, y + band->label->height, inner);
	if (band->zone_w > 0)
		paint_zone(sheet, scene, &band->cell,
			(struct box){box->x + box->w - band->zone_w, box->y, band->zone_w, box->h});
	if (band->zone_h > 0)
		paint_zone(sheet, scene, &band->cell,
			(struct box){box->x + THEME_BAR, box->y + box->h - band->zone_h,
				box->w - THEME_BAR, band->zone_h});
}

/* -- several columns ------------------------------------------------------------------ */

static void
paint_row_label(struct scene *scene, const struct stack_band *band, const struct sheet *sheet)
{
	const struct box *box = &band->box;
	int y = box->y + (box->h - band->label->height - band->cell.lines_h) / 2;

	sheet_surface(sheet, scene, NULL, *box, THEME_RADIUS);
	scene_text(scene, PAINT_INK, box->x + STACK_INSET, y, band->label, ALIGN_START, false);
	paint_mark(sheet, scene, band->label, band->cell.mark, box->x + STACK_INSET, y);
	paint_lines(sheet, scene, &band->cell, box->x + STACK_INSET, y + band->label->height,
		box->w - 2 * STACK_INSET);
}

static void
paint_block(const struct sheet *sheet, struct scene *scene, const struct stack_run *run)
{
	const struct box *box = &run->box;
	int inner = box->w - THEME_BAR - 2 * STACK_TAG_INSET;

	if (run->names != NULL)
		scene_text(scene, PAINT_MUTED, box->x, box->y - run->names->height, run->names,
			ALIGN_START, false);
	paint_surface(sheet, scene, run, *box);
	if (run->zone_h > 0)
		paint_zone(sheet, scene, &run->extra,
			(struct box){box->x + THEME_BAR, box->y + box->h - run->zone_h,
				box->w - THEME_BAR, run->zone_h});
	if (has_other_part(sheet, run, &run->extra, &run->cell->parts))
		paint_other_part(sheet, scene, *box);
	paint_run_label(sheet, scene, run);
	if (run->extra.mark != NULL)
		sheet_put(sheet, scene, PAINT_INK,
			box->x + box->w - STACK_TAG_INSET - run->extra.mark->width, box->y + 3,
			run->extra.mark, ALIGN_START, false);
	paint_lines(sheet, scene, &run->extra, run->label_x,
		run->label_y + run->label_h - run->extra.lines_h, inner);
}

/* -- rows ------------------------------------------------------------------------------- */

static void
open_row(const struct sheet *sheet, const struct stack *stack, struct scene *scene,
	const struct row *row)
{
	const struct diagram_request *request = sheet->request;

	scene_open(scene, GROUP_LIST_ITEM,
		say_row(sheet->arena, request, stack->table, row, 0,
			table_cell_count(stack->table)),
		href_row(sheet->arena, request, row));
}

static void
paint_group(const struct stack *stack, struct scene *scene, const struct stack_band *band)
{
	if (band->ends_group)
		scene_rect(scene, PAINT_RULE, stack->margin, band->group_y, stack->content_w,
			THEME_HAIR, 0);
	if (band->group == NULL)
		return;
	scene_text(scene, PAINT_INK, stack->margin, band->group_y, band->group, ALIGN_START, true);
	scene_rect(scene, PAINT_RULE, stack->margin, band->group_y + band->group->height + 1,
		stack->content_w, THEME_HAIR, 0);
}

static void
paint_row(const struct sheet *sheet, const struct stack *stack, struct scene *scene,
	const struct stack_band *band)
{
	open_row(sheet, stack, scene, band->row);
	if (stack->form == STACK_BRACKETS)
		paint_band(sheet, scene, band->run, band);
	else
		paint_row_label(scene, band, sheet);
	scene_close(scene);
}

static void
paint_runs(const struct sheet *sheet, const struct stack *stack, struct scene *scene)
{
	for (size_t i = 0; i < stack->run_count; i++) {
		if (stack->form == STACK_BRACKETS)
			paint_bracket(sheet, stack, scene, &stack->runs[i]);
		else
			paint_block(sheet, scene, &stack->runs[i]);
	}
}

static void
paint_table(const struct sheet *sheet, const struct stack *stack, struct scene *scene)
{
	size_t n = stack->form == STACK_BLOCKS ? stack->table->column_count : 0;

	only_head_paint(&stack->only, scene, stack->margin);
	for (size_t c = 0; c < n; c++)
		column_heads_paint(&stack->heads, scene, &stack->columns, c, stack->margin,
			PAINT_INK, PAINT_RULE);
	for (size_t i = 0; i < stack->table->row_count; i++)
		paint_group(stack, scene, &stack->bands[i]);
	scene_open(scene, GROUP_LIST,
		stack->only.name != NULL ? stack->only.name->string : stack->head.title->string,
		NULL);
	for (size_t i = 0; i < stack->table->row_count; i++)
		paint_row(sheet, stack, scene, &stack->bands[i]);
	scene_close(scene);
	paint_runs(sheet, stack, scene);
}

static void
paint_foot(const struct sheet *sheet, const struct stack *stack, struct scene *scene)
{
	const struct box *box = &stack->legend_box;
	int swatch_w = 3 * SHEET_SWATCH;

	if (stack->legend != NULL) {
		scene_rect(scene, PAINT_NEUTRAL, box->x, box->y + 3, swatch_w, 14, 3);
		scene_hatch(scene, PAINT_NEUTRAL_BAR, &theme_hatch, box->x, box->y + 3, swatch_w,
			14, 3);
		scene_text(scene, PAINT_MUTED, box->x + swatch_w + SHEET_SWATCH_GAP, box->y,
			stack->legend, ALIGN_START, true);
	}
	foot_paint(sheet, &stack->foot, scene);
}

void
stack_paint(const struct sheet *sheet, const void *data, struct scene *scene)
{
	const struct stack *stack = data;

	head_paint(sheet, &stack->head, scene);
	paint_table(sheet, stack, scene);
	paint_foot(sheet, stack, scene);
}

/* -- in words -------------------------------------------------------------------------------- */

static void
describe_run(struct alternative *a, const struct table *table, size_t first, size_t count)
{
	const struct diagram_request *request = a->request;
	struct arena *arena = a->arena;
	const struct cell *cell = &table->rows[first].cells[0];
	const char *owner = say_parties(arena, request, &cell->parts, DOES_ANSWERS);
	const char *rows = NULL;

	for (size_t i = first; i < first + count; i++)
		if (!alternative_list(a, &rows, say_row_name(arena, request, &table->rows[i])))
			break;
	if (owner != NULL)
		alternative_add(
			a, SAY(arena, request, "diagram.say.run", "party", owner, "rows", rows));
	else
		alternative_add(
			a, SAY(arena, request, "diagram.say.run-without", "what",
				   say_plain(request, boundary_without_id(cell)), "rows", rows));
}

/* Whether a cell says more than who answers for it. */
static bool
says_more(const struct cell *cell)
{
	for (size_t i = 0; i < cell->parts.count; i++)
		if (cell->parts.v[i].does > DOES_RUNS || cell->parts.v[i].text.count > 0 ||
			cell->parts.v[i].party != cell_owner(cell))
			return true;
	return cell->condition_count > 0 || cell->footnote_count > 0 ||
	       cell->parts.shared != SHARED_UNSTATED;
}

void
stack_describe(const struct diagram_request *request, struct arena *arena, struct buf *out)
{
	const struct table *table;
	struct alternative a;

	alternative_begin(&a, request, arena, out, say_about(arena, request, "diagram.say.stack"));
	for (table = boundary_first(request); table != NULL;
		table = boundary_next(request, table)) {
		size_t n = 1;

		alternative_title(&a, table);
		for (size_t i = 0; table->column_count < 2 && i < table->row_count; i += n) {
			n = table_owner_run(table, i, 0);
			describe_run(&a, table, i, n);
		}
		alternative_rows(&a, table, table->column_count < 2 ? says_more : NULL);
		alternative_footnotes(&a, table);
	}
	alternative_end(&a);
}

const struct kind kind_stack = {
	.name = "stack",
	.title_id = "diagram.kind.stack",
	.width_px = THEME_WIDTH,
	.shows_tables = true,
	.one_table = true,
	.fits = boundary_has_rows,
	.paging = &boundary_paging,
	.measure = stack_measure,
	.place = stack_place,
	.paint = stack_paint,
	.title = boundary_title,
	.describe = stack_describe,
};
