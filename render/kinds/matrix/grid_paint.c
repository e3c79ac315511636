/* Paints what grid_place.c has put in its place. */
#include "grid.h"

#include "kinds/href.h"
#include "kinds/say.h"
#include "scene/theme.h"

static enum cell_look
look_of(const struct grid_chip *chip)
{
	if (chip->party != NULL)
		return (enum cell_look)chip->does;
	return chip->kind == CELL_NOT_APPLICABLE ? LOOK_NOT_APPLICABLE : LOOK_UNSPECIFIED;
}

/* On a hatch the words stand on a plate. */
static void
paint_plate(
	const struct sheet *sheet, struct scene *scene, const struct grid_chip *chip, int x, int y)
{
	const int pad = 5;
	int w = chip->label->width, h = chip->label->height;

	if (chip->party == NULL || chip->does != DOES_RUNS)
		return;
	if (chip->text != NULL) {
		w = chip->text->width > w ? chip->text->width : w;
		h += chip->text->height;
	}
	scene_frame(scene, sheet_paint(sheet, chip->party, PARTY_BAR), PAINT_GROUND, x - pad, y - 1,
		w + 2 * pad, h + 2, 4);
}

/* The sign stands at the end, before the mark of a footnote. */
static void
paint_chip(const struct sheet *sheet, struct scene *scene, const struct grid_chip *chip,
	struct box box, int mark_w)
{
	int h = chip->label->height + (chip->text != NULL ? chip->text->height : 0);
	int x = box.x + grid_chip_inset(chip), y = box.y + (box.h - h) / 2;
	int ink = chip->party != NULL ? sheet_ink(sheet, chip->party) : PAINT_MUTED;

	sheet_look(sheet, scene, look_of(chip), chip->party, box);
	paint_plate(sheet, scene, chip, x, y);
	sheet_put(sheet, scene, ink, x, y, chip->label, ALIGN_START, false);
	sheet_sign(sheet, scene, chip->shared, ink,
		box.x + box.w - GRID_CHIP_INSET - SHEET_SIGN - mark_w,
		box.y + GRID_CHIP_PAD + (chip->label->type->line_px - SHEET_SIGN_H) / 2);
	if (chip->text != NULL)
		sheet_put(sheet, scene, PAINT_MUTED, x, y + chip->label->height, chip->text,
			ALIGN_START, false);
}

static void
paint_lines(const struct sheet *sheet, struct scene *scene, const struct grid_line *lines,
	size_t count, int x, int y)
{
	for (size_t i = 0; i < count; i++) {
		scene_rect(scene, sheet_paint(sheet, lines[i].party, PARTY_BAR), x, y + lines[i].y,
			THEME_STROKE + 1, lines[i].text->height, 0);
		scene_text(scene, PAINT_MUTED, x + GRID_CHIP_INSET + THEME_STROKE, y + lines[i].y,
			lines[i].text, ALIGN_START, false);
	}
}

/* The chips share the height that is more than they need. */
static void
paint_field(const struct sheet *sheet, struct scene *scene, const struct grid_field *field)
{
	int n = (int)field->chip_count, extra = field->box.h - field->height;
	int bottom = field->box.y;

	if (field->rows == 0 || field->columns == 0 || n == 0)
		return;
	for (int i = 0; i < n; i++) {
		const struct grid_chip *chip = &field->chips[i];
		struct box box = {field->box.x, field->box.y + chip->box.y + extra * i / n,
			field->box.w, chip->box.h + sheet_share(extra, i, n)};

		paint_chip(sheet, scene, chip, box, i == 0 ? foot_marks_w(field->mark) : 0);
		bottom = box.y + box.h;
	}
	if (field->mark != NULL)
		sheet_put(sheet, scene, PAINT_INK,
			field->box.x + field->box.w - GRID_CHIP_INSET - field->mark->width,
			field->box.y + 2, field->mark, ALIGN_START, false);
	paint_lines(sheet, scene, field->lines, field->line_count, field->box.x, bottom);
}

/* Behind the text at x and y. */
static void
paint_mark(struct scene *scene, const struct text_block *text, const struct text_block *mark, int x,
	int y)
{
	if (mark == NULL)
		return;
	foot_marks_at(text, &x, &y);
	scene_text(scene, PAINT_INK, x, y - 1, mark, ALIGN_START, false);
}

static void
paint_label(const struct sheet *sheet, struct scene *scene, const struct grid *grid,
	const struct grid_row *row)
{
	const struct box *box = &row->box;
	int x = box->x + (grid->list ? 0 : GRID_INSET);
	int y = grid->list ? box->y : box->y + (box->h - row->label_h) / 2;

	if (!grid->list) /* by party most cells are empty: the surface leads along the row */
		sheet_surface(sheet, scene, NULL,
			(struct box){
				box->x, box->y, grid->by_party ? grid->content_w : box->w, box->h},
			THEME_RADIUS);
	scene_text(scene, PAINT_INK, x, y, row->label, ALIGN_START, false);
	paint_mark(scene, row->label, row->mark, x, y);
	y += row->label->height;
	if (row->detail != NULL) {
		scene_text(scene, PAINT_MUTED, x, y, row->detail, ALIGN_START, false);
		y += row->detail->height;
	}
	paint_lines(sheet, scene, row->lines, row->line_count, x, y);
}

static void
paint_row(const struct sheet *sheet, struct scene *scene, const struct grid *grid,
	const struct grid_row *row)
{
	scene_open(scene, GROUP_LIST_ITEM,
		say_row(sheet->arena, sheet->request, grid->table, row->row, 0,
			table_cell_count(grid->table)),
		href_row(sheet->arena, sheet->request, row->row));
	paint_label(sheet, scene, grid, row);
	for (size_t c = 0; c < row->field_count; c++) {
		const struct grid_field *field = &row->fields[c];

		if (field->names != NULL)
			scene_text(scene, PAINT_MUTED, field->box.x,
				field->box.y - field->names->height, field->names, ALIGN_START,
				false);
		paint_field(sheet, scene, field);
	}
	scene_close(scene);
}

/* A party's name has its colour below it. */
static void
paint_heads(const struct sheet *sheet, struct scene *scene, const struct grid *grid)
{
	for (size_t c = 0; c < grid->column_count; c++) {
		const struct party *party = grid->by_party ? grid->parties[c] : NULL;

		column_heads_paint(&grid->heads, scene, &grid->columns, c, grid->margin,
			party != NULL ? sheet_ink(sheet, party) : PAINT_INK,
			party != NULL ? sheet_paint(sheet, party, PARTY_BAR) : PAINT_RULE);
	}
}

void
grid_paint(const struct sheet *sheet, const void *data, struct scene *scene)
{
	const struct grid *grid = data;

	head_paint(sheet, &grid->head, scene);
	only_head_paint(&grid->only, scene, grid->margin);
	if (!grid->list)
		paint_heads(sheet, scene, grid);
	for (size_t i = 0; i < grid->table->row_count; i++) {
		const struct grid_row *row = &grid->rows[i];

		if (row->ends_group)
			scene_rect(scene, PAINT_RULE, grid->margin, row->group_y, grid->content_w,
				THEME_HAIR, 0);
		if (row->group == NULL)
			continue;
		scene_text(scene, PAINT_INK, grid->margin, row->group_y, row->group, ALIGN_START,
			true);
		scene_rect(scene, PAINT_RULE, grid->margin, row->group_y + row->group->height + 1,
			grid->content_w, THEME_HAIR, 0);
	}
	scene_open(scene, GROUP_LIST, grid->head.title->string, NULL);
	for (size_t i = 0; i < grid->table->row_count; i++)
		paint_row(sheet, scene, grid, &grid->rows[i]);
	scene_close(scene);
	foot_paint(sheet, &grid->foot, scene);
}
