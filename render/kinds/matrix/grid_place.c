/* Rows first get the height of their own text; then every merged field that needs more than its
 * rows have shares the difference among them; then everything is put below what stands above it. */
#include "grid.h"

static int
rows_height(const struct grid *grid, size_t first, size_t count)
{
	int h = ((int)count - 1) * GRID_GAP;

	for (size_t i = first; i < first + count; i++)
		h += grid->rows[i].box.h;
	return h;
}

/* A merged cell that needs more than its rows have shares the difference among them. */
static void
stretch_rows(struct grid *grid)
{
	for (size_t i = 0; i < grid->table->row_count; i++)
		for (size_t c = 0; c < grid->column_count; c++) {
			const struct grid_field *field = &grid->rows[i].fields[c];
			int n = (int)field->rows, missing;

			if (n < 2)
				continue;
			missing = field->height - rows_height(grid, i, field->rows);
			for (int k = 0; k < n && missing > 0; k++)
				grid->rows[i + (size_t)k].box.h += sheet_share(missing, k, n);
		}
}

static void
size_rows(struct grid *grid)
{
	for (size_t i = 0; i < grid->table->row_count; i++) {
		struct grid_row *row = &grid->rows[i];

		row->box.h = row->label_h + 2 * GRID_ROW_PAD;
		for (size_t c = 0; c < grid->column_count; c++)
			if (row->fields[c].rows == 1 && row->fields[c].height > row->box.h)
				row->box.h = row->fields[c].height;
	}
	stretch_rows(grid);
}

/* In a list the row is its label and then its cells, each below the names of its columns. */
static int
place_list_row(const struct grid *grid, struct grid_row *row, int y)
{
	row->box = (struct box){grid->margin, y, grid->content_w, row->label_h + GRID_ROW_PAD};
	y += row->box.h;
	for (size_t c = 0; c < row->field_count; c++) {
		struct grid_field *field = &row->fields[c];

		if (field->columns == 0)
			continue;
		y += field->names != NULL ? field->names->height : 0;
		field->box = (struct box){
			grid->margin + GRID_INSET, y, grid->content_w - GRID_INSET, field->height};
		y += field->height + GRID_GAP;
	}
	return y + GRID_ROW_PAD;
}

static int
place_grid_row(struct grid *grid, size_t at, int y)
{
	struct grid_row *row = &grid->rows[at];

	row->box = (struct box){grid->margin, y, grid->label_w, row->box.h};
	for (size_t c = 0; c < grid->column_count; c++) {
		struct grid_field *field = &row->fields[c];

		field->box = (struct box){grid->margin + grid->columns.x[c], y,
			field->columns > 0 ? columns_span(&grid->columns, c, field->columns) : 0,
			field->rows > 0 ? rows_height(grid, at, field->rows) : 0};
	}
	return y + row->box.h + GRID_GAP;
}

void
grid_place(struct sheet *sheet, void *data)
{
	struct grid *grid = data;
	int y = grid->margin + grid->head.height + SHEET_HEAD_GAP;

	y = only_head_place(&grid->only, y);
	if (!grid->list) {
		size_rows(grid);
		y = column_heads_place(&grid->heads, y);
	}
	for (size_t i = 0; i < grid->table->row_count; i++) {
		struct grid_row *row = &grid->rows[i];

		y += i > 0 && (row->group != NULL || row->ends_group) ? GRID_GROUP_GAP : 0;
		row->group_y = y;
		if (row->group != NULL)
			y += row->group->height + GRID_GROUP_LINE;
		if (row->ends_group)
			y += GRID_GROUP_GAP;
		y = grid->list ? place_list_row(grid, row, y) : place_grid_row(grid, i, y);
	}
	if (grid->foot.count > 0)
		y = foot_place(&grid->foot, y + SHEET_FOOT_GAP);
	sheet->height_px = y + grid->margin;
}
