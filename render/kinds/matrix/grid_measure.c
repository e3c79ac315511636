#include "grid_cell.h"

#include "kinds/boundary.h"
#include "kinds/folds.h"
#include "scene/theme.h"

static bool
is_in_table(const struct table *table, const struct party *party)
{
	for (size_t row = 0; row < table->row_count; row++)
		for (size_t c = 0; c < table_cell_count(table); c++) {
			const struct cell *cell = &table->rows[row].cells[c];

			if (parts_find(&cell->parts, party, PARTS_ANY) != NULL)
				return true;
			for (size_t i = 0; i < cell->condition_count; i++)
				if (parts_find(&cell->conditions[i].parts, party, PARTS_ANY) !=
					NULL)
					return true;
		}
	return false;
}

static void
find_columns(struct sheet *sheet, struct grid *grid)
{
	const struct matrix *matrix = sheet->request->matrix;

	grid->by_party = grid->table->column_count < 2;
	grid->column_count = grid->table->column_count;
	if (!grid->by_party)
		return;
	grid->parties = arena_array(sheet->arena, matrix->party_count + 1, sizeof(*grid->parties));
	grid->column_count = 0;
	for (size_t i = 0; i < matrix->party_count; i++)
		if (is_in_table(grid->table, &matrix->parties[i]))
			grid->parties[grid->column_count++] = &matrix->parties[i];
}

/* -- rows ---------------------------------------------------------------------------- */

static void
set_fields_by_party(struct sheet *sheet, const struct grid *grid, struct grid_row *row)
{
	const struct cell *cell = &row->row->cells[0];
	size_t n = grid->column_count;
	int all = grid->list ? grid->content_w : columns_span(&grid->columns, 0, n);
	bool any = cell->kind == CELL_PARTS && cell->parts.count > 0;

	for (size_t c = 0; c < n; c++) {
		struct grid_field *field = &row->fields[c];

		field->chips = arena_array(sheet->arena, 1, sizeof(*field->chips));
		field->rows = 1;
		field->columns = any ? 1 : c == 0 ? n : 0;
		if (any)
			grid_add_party(
				sheet, field, cell, grid->parties[c], false, grid->columns.w[c]);
		else if (c == 0)
			grid_add_nobody(sheet, field, cell, all);
		if (field->chip_count > 0)
			field->height -= GRID_CHIP_GAP;
		if (grid->needs != NULL && any)
			grid->needs[c] = sheet_need(sheet, grid->columns.w[c], grid->needs[c]);
	}
}

/* A row's cells, but those that one above spans. */
static void
set_fields_by_column(struct sheet *sheet, const struct grid *grid, size_t at)
{
	struct grid_row *row = &grid->rows[at];

	for (size_t c = 0; c < grid->column_count; c++) {
		struct grid_field *field = &row->fields[c];
		size_t first = at;

		field->columns = 1;
		while (first > 0 && grid->rows[first].fields[c].rows == 0)
			first--;
		if (at < first + grid->rows[first].fields[c].rows)
			continue;
		field->rows = boundary_merged(grid->table, at, c);
		field->mark = foot_marks(
			sheet, row->row->cells[c].footnotes, row->row->cells[c].footnote_count);
		grid_set_cell(sheet, field, &row->row->cells[c],
			grid->columns.w[c] - foot_marks_w(field->mark));
		if (grid->needs != NULL)
			grid->needs[c] = sheet_need(sheet, grid->columns.w[c], grid->needs[c]);
	}
}

static void
set_folded(struct sheet *sheet, const struct grid *grid, const struct row *row, size_t c,
	struct grid_field *field)
{
	const struct cell *cell = &row->cells[c];
	int w = grid->content_w - GRID_INSET;

	if (!grid->by_party) { /* else footnotes stand at the row's name */
		field->mark = foot_marks(sheet, cell->footnotes, cell->footnote_count);
		field->names = sheet_words(sheet,
			fold_names(sheet->arena, sheet->request, grid->table, row, c),
			STYLE_HEADING, w);
	}
	grid_set_cell(sheet, field, cell, w - foot_marks_w(field->mark));
}

static void
set_fields_in_list(struct sheet *sheet, const struct grid *grid, struct grid_row *row)
{
	for (size_t c = 0; c < row->field_count; c++) {
		struct grid_field *field = &row->fields[c];

		field->rows = 1;
		field->columns = fold_size(grid->table, row->row, c);
		if (field->columns > 0)
			set_folded(sheet, grid, row->row, c, field);
	}
}

/* By party those of the only cell too. */
static const struct text_block *
row_marks(struct sheet *sheet, const struct grid *grid, const struct row *row)
{
	const struct cell *cell = &row->cells[0];
	size_t n = row->marks.count, more = grid->by_party ? cell->footnote_count : 0;
	const struct footnote **all = arena_array(sheet->arena, n + more + 1, sizeof(*all));

	for (size_t i = 0; i < n + more; i++)
		all[i] = i < n ? row->marks.v[i] : cell->footnotes[i - n];
	return foot_marks(sheet, all, n + more);
}

/* The conditions of the row, and, by party, of its only cell. */
static int
set_row_lines(struct sheet *sheet, const struct grid *grid, struct grid_row *row, int width_px)
{
	const struct conditions *of_row = &row->row->conditions;
	const struct cell *cell = &row->row->cells[0];
	size_t more = grid->by_party && !grid->list ? cell->condition_count : 0;
	int h;

	row->lines = arena_array(sheet->arena, of_row->count + more + 1, sizeof(*row->lines));
	h = grid_set_lines(
		sheet, of_row->v, of_row->count, row->lines, &row->line_count, 0, width_px);
	return grid_set_lines(
		sheet, cell->conditions, more, row->lines, &row->line_count, h, width_px);
}

static void
set_label(struct sheet *sheet, struct grid *grid, struct grid_row *row)
{
	const struct row *from = row->row;
	int w = grid->label_w - 2 * GRID_INSET;

	row->mark = row_marks(sheet, grid, from);
	row->label = sheet_set(sheet, &from->name, STYLE_LABEL, w - foot_marks_w(row->mark));
	row->label_h = row->label->height;
	if (from->detail.count > 0) {
		row->detail = sheet_set(sheet, &from->detail, STYLE_NOTE, w);
		row->label_h += row->detail->height;
	}
	row->label_h += set_row_lines(sheet, grid, row, w);
}

static void
set_row(struct sheet *sheet, struct grid *grid, size_t at)
{
	struct grid_row *row = &grid->rows[at];
	const struct row *from = &grid->table->rows[at];

	row->row = from;
	row->ends_group = boundary_ends_group(grid->table, at);
	set_label(sheet, grid, row);
	if (grid->needs != NULL)
		grid->label_need = sheet_need(sheet, grid->label_w, grid->label_need);
	else if (from->group != NULL && (at == 0 || grid->table->rows[at - 1].group != from->group))
		row->group = sheet_set(sheet, &from->group->name, STYLE_HEADING, grid->content_w);
	row->field_count = grid->list ? table_cell_count(grid->table) : grid->column_count;
	row->fields = arena_array(sheet->arena, row->field_count, sizeof(*row->fields));
	if (grid->list)
		set_fields_in_list(sheet, grid, row);
	else if (grid->by_party)
		set_fields_by_party(sheet, grid, row);
	else
		set_fields_by_column(sheet, grid, at);
}

static void
set_rows(struct sheet *sheet, struct grid *grid)
{
	grid->rows = arena_array(sheet->arena, grid->table->row_count, sizeof(*grid->rows));
	for (size_t i = 0; i < grid->table->row_count; i++)
		set_row(sheet, grid, i);
}

/* -- columns ------------------------------------------------------------------------- */

/* What the longest of the words for what parties do needs. */
static int
column_need(struct sheet *sheet, const struct grid *grid)
{
	int need = GRID_COLUMN_MIN;

	for (int does = 0; grid->by_party && does < DOES__COUNT; does++) {
		int w = sheet_words(sheet, sheet_does(sheet, (enum does)does), STYLE_BLOCK, 0)
				->width +
			3 * GRID_CHIP_INSET + THEME_BAR;

		need = w > need ? w : need;
	}
	return grid->by_party ? need : GRID_COLUMN_MIN + 40;
}

static void
set_heads(struct sheet *sheet, struct grid *grid)
{
	column_heads_init(sheet, &grid->heads, grid->column_count);
	for (size_t c = 0; c < grid->column_count; c++) {
		const struct column *column = grid->by_party ? NULL : &grid->table->columns[c];

		column_heads_set(sheet, &grid->heads, c,
			column == NULL ? party_short(grid->parties[c]) : &column->name,
			column == NULL ? NULL : &column->marks, grid->columns.w[c]);
		if (grid->needs != NULL)
			grid->needs[c] = sheet_need(sheet, grid->columns.w[c], grid->needs[c]);
	}
}

/* Sets everything once to learn what it needs. false: there is not enough room for it side by side.
 */
static bool
share_columns(struct sheet *sheet, struct grid *grid)
{
	struct grid probe = *grid;

	probe.needs = arena_array(sheet->arena, grid->column_count, sizeof(*probe.needs));
	for (size_t c = 0; c < grid->column_count; c++)
		probe.needs[c] = GRID_COLUMN_LEAST;
	probe.label_need = GRID_LABEL_LEAST;
	sheet_probe(sheet, true);
	set_heads(sheet, &probe);
	set_rows(sheet, &probe);
	sheet_probe(sheet, false);
	columns_share(&grid->columns, probe.label_need, probe.needs);
	grid->label_w = grid->columns.label_w;
	if (!columns_have_room(&grid->columns, probe.label_need, probe.needs))
		return false;
	sheet_wish_percent(sheet, columns_percent(&grid->columns, probe.label_need, probe.needs));
	return true;
}

static void
size_columns(struct sheet *sheet, struct grid *grid)
{
	int n = (int)grid->column_count, most = grid->content_w * 32 / 100;

	grid->list = n == 0 ||
		     grid->content_w - GRID_LABEL_MIN < n * (column_need(sheet, grid) + GRID_GAP);
	if (!grid->list) {
		columns_init(&grid->columns, sheet->arena, grid->column_count, grid->content_w,
			GRID_GAP,
			column_label_width(sheet, grid->table, 2 * GRID_INSET,
				grid->by_party && most > GRID_LABEL_MIN ? most : GRID_LABEL_MIN,
				most));
		grid->label_w = grid->columns.label_w;
		grid->list = !share_columns(sheet, grid);
	}
	if (grid->list)
		grid->label_w = grid->content_w;
}

void *
grid_measure(struct sheet *sheet)
{
	struct grid *grid = ARENA_NEW(sheet->arena, struct grid);

	grid->table = boundary_first(sheet->request);
	grid->margin = sheet_margin(sheet);
	grid->content_w = sheet->width_px - 2 * grid->margin;
	head_measure_table(sheet, &grid->head, grid->table);
	foot_measure(sheet, &grid->foot, grid->table);
	find_columns(sheet, grid);
	size_columns(sheet, grid);
	only_head_measure(sheet, &grid->only, grid->table, grid->content_w);
	if (!grid->list)
		set_heads(sheet, grid);
	set_rows(sheet, grid);
	return grid;
}
