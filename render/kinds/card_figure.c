#include "card_figure.h"

#include <string.h>

#include "boundary.h"
#include "say.h"
#include "scene/theme.h"

enum {
	BAND_MAX = 56,
	BAND_READABLE = 10, /* below that, the names of tables stand elsewhere */
	BAND_SQUARE = 40,   /* so high a tile may be of any width */
	GAP_MAX = 8,
	BAR = 12,
	COLUMN_GAP = 6,
	CAPTION_GAP = 4,   /* below one */
	CAPTIONS_PART = 8, /* of the height they may take that, whatever the rows */
};

/* Who runs what another one answers for; NULL: nobody. */
static const struct party *
runner(const struct cell *cell)
{
	for (size_t i = 0; i < cell->parts.count; i++) {
		const struct part *part = &cell->parts.v[i];

		if (part->does == DOES_RUNS &&
			parts_find(&cell->parts, part->party, DOES_ANSWERS) == NULL)
			return part->party;
	}
	return NULL;
}

/* -- what is shown --------------------------------------------------------------------- */

/* The highlighted party is if it has any part. */
static bool
is_shown(const struct diagram_request *request, const struct cell *cell, const struct party *party)
{
	return parts_find(&cell->parts, party, DOES_ANSWERS) != NULL || runner(cell) == party ||
	       (party == request->highlight && parts_find(&cell->parts, party, PARTS_ANY) != NULL);
}

/* A control as a cell of its own. */
static struct cell
cell_of(const struct control *control)
{
	return (struct cell){.kind = CELL_PARTS, .parts = control->parts};
}

static bool
is_in_table(
	const struct diagram_request *request, const struct table *table, const struct party *party)
{
	for (size_t row = 0; row < table->row_count; row++)
		for (size_t c = 0; c < table_cell_count(table); c++)
			if (is_shown(request, &table->rows[row].cells[c], party))
				return true;
	return false;
}

static bool
is_in_controls(const struct diagram_request *request, const struct party *party)
{
	for (size_t i = 0; i < request->matrix->control_count; i++) {
		struct cell cell = cell_of(&request->matrix->controls[i]);

		if (is_shown(request, &cell, party))
			return true;
	}
	return false;
}

bool
card_figure_has(const struct diagram_request *request, const struct card_figure *figure,
	const struct party *party)
{
	for (size_t i = 0; i < figure->group_count; i++)
		if (figure->groups[i].table != NULL
				? is_in_table(request, figure->groups[i].table, party)
				: is_in_controls(request, party))
			return true;
	return false;
}

/* -- measuring ------------------------------------------------------------------------- */

static int
caption_px(void)
{
	return type_of(STYLE_OWNER)->line_px;
}

/* Whether there is room for the name of each table above it: they take little, or the rows keep a
 * height that shows something. */
static bool
captions_fit(const struct card_figure *figure)
{
	int captions = (int)figure->group_count * (caption_px() + CAPTION_GAP);

	return captions <= figure->height / CAPTIONS_PART ||
	       figure->height - captions >= (int)figure->row_count * BAND_READABLE;
}

static void
set_captions(struct sheet *sheet, struct card_figure *figure, const char *title)
{
	const struct diagram_request *request = sheet->request;
	bool fit = captions_fit(figure);

	for (size_t i = 0; i < figure->group_count; i++) {
		struct card_group *group = &figure->groups[i];
		const char *name = say_text(sheet->arena, request, &group->table->title);

		if (figure->group_count == 1 && strcmp(name, title) == 0)
			continue;
		if (fit)
			group->caption = sheet_lines(sheet, name, STYLE_OWNER, figure->width,
				figure->group_count == 1 ? 2 : 1);
		else
			figure->names = say_join(sheet->arena, figure->names,
				say_between(sheet->arena, request, "diagram.list"), name);
	}
}

/* "Controls of ISO/IEC 27001:2022: 10". */
static const char *
controls_words(struct sheet *sheet)
{
	const struct matrix *matrix = sheet->request->matrix;
	const struct framework *framework =
		model_framework(sheet->request->model, matrix->control_framework);

	return SAY(sheet->arena, sheet->request, "diagram.card.controls", "framework",
		framework != NULL ? framework->short_name : matrix->control_framework, "n",
		arena_printf(sheet->arena, "%zu", matrix->control_count));
}

void
card_figure_measure(struct sheet *sheet, struct card_figure *figure, const char *title,
	int width_px, int height_px)
{
	const struct diagram_request *request = sheet->request;
	size_t n = boundary_count(request);
	const struct table *table;

	*figure = (struct card_figure){.width = width_px, .height = height_px};
	figure->groups = arena_array(sheet->arena, n + 1, sizeof(*figure->groups));
	for (table = boundary_first(request); table != NULL;
		table = boundary_next(request, table)) {
		figure->groups[figure->group_count++].table = table;
		figure->row_count += table->row_count;
	}
	if (figure->group_count > 0) {
		set_captions(sheet, figure, title);
	} else if (request->matrix->control_count > 0) {
		figure->group_count = 1;
		figure->groups[0].caption =
			sheet_lines(sheet, controls_words(sheet), STYLE_OWNER, figure->width, 2);
	}
}

/* -- painting ---------------------------------------------------------------------------- */

/* A cell of the table: those who answer for it beside each other, who runs it instead hatched, and
 * at its end a bar of the highlighted party if that has another part in it. */
static void
paint_cell(const struct sheet *sheet, struct scene *scene, const struct cell *cell, struct box box)
{
	const struct party **parties =
		arena_array(sheet->arena, cell->parts.count + 1, sizeof(*parties));
	const struct party *mine = sheet->request->highlight, *runs = runner(cell);
	int n = (int)boundary_parties(&cell->parts, parties), owners = 0;
	int radius = box.h > 12 && box.w > 2 * THEME_RADIUS ? THEME_RADIUS : 0,
	    bar = BAR / 2 < box.w ? BAR / 2 : box.w;

	for (int i = 0; i < n; i++) /* they come first */
		owners += parts_find(&cell->parts, parties[i], DOES_ANSWERS) != NULL;
	for (int i = 0; i < owners; i++) {
		int x = box.w * i / owners, end = box.w * (i + 1) / owners,
		    half = (end - x + 1) / 2;

		sheet_surface(sheet, scene, parties[i],
			(struct box){box.x + x, box.y, end - x, box.h}, radius);
		scene_rect(scene, sheet_paint(sheet, parties[i], PARTY_BAR), box.x + x, box.y,
			half < BAR ? half : BAR, box.h, 0);
	}
	if (owners == 0)
		scene_frame(scene, PAINT_RULE, PAINT_GROUND, box.x, box.y, box.w,
			box.h > 2 ? box.h : 3, 0);
	if (runs != NULL && owners > 0)
		sheet_operated(sheet, scene, runs,
			(struct box){box.x + box.w / 2, box.y, box.w / 2, box.h}, radius);
	if (mine != NULL && mine != runs && parts_find(&cell->parts, mine, PARTS_ANY) != NULL &&
		parts_find(&cell->parts, mine, DOES_ANSWERS) == NULL)
		scene_rect(scene, sheet_paint(sheet, mine, PARTY_BAR), box.x + box.w - bar, box.y,
			bar, box.h, 0);
}

/* Each of the row's columns a piece of its band. */
static void
paint_band(const struct sheet *sheet, struct scene *scene, const struct table *table,
	const struct row *row, struct box box)
{
	int columns = (int)table_cell_count(table);
	int between = box.w / columns / 4 < COLUMN_GAP ? box.w / columns / 4 : COLUMN_GAP;

	for (int c = 0; c < columns; c++) {
		int left = (box.w + between) * c / columns;
		int right = (box.w + between) * (c + 1) / columns - between;

		paint_cell(sheet, scene, &row->cells[c],
			(struct box){box.x + left, box.y, right - left, box.h});
	}
}

static int
paint_caption(struct scene *scene, const struct text_block *caption, int x, int y)
{
	if (caption == NULL)
		return y;
	scene_text(scene, PAINT_INK, x, y, caption, ALIGN_START, true);
	return y + caption->height + CAPTION_GAP;
}

static int
captions_height(const struct card_figure *figure)
{
	int h = 0;

	for (size_t i = 0; i < figure->group_count; i++)
		if (figure->groups[i].caption != NULL)
			h += figure->groups[i].caption->height + CAPTION_GAP;
	return h;
}

/* Each row of the tables a band. */
static void
paint_tables(const struct sheet *sheet, struct scene *scene, const struct card_figure *figure,
	int x, int y)
{
	int n = (int)figure->row_count, captions = captions_height(figure);
	int room = figure->height - captions;
	int gap = room / n / 6 < GAP_MAX ? room / n / 6 : GAP_MAX;
	int h = room / n - gap < BAND_MAX ? room / n - gap : BAND_MAX;

	h = h > 1 ? h : 1;
	n = n * (h + gap) > room ? room / (h + gap) : n; /* of very many rows the first ones */
	y += (room - n * (h + gap) + gap) / 2;
	for (size_t g = 0; g < figure->group_count; g++) {
		const struct table *table = figure->groups[g].table;

		y = paint_caption(scene, figure->groups[g].caption, x, y);
		for (size_t i = 0; i < table->row_count && n > 0; i++, n--, y += h + gap)
			paint_band(sheet, scene, table, &table->rows[i],
				(struct box){x, y, figure->width, h});
	}
}

/* Tiles beside and below each other, about as wide as high, or wider. */
struct tiling {
	int columns, lines, w, h;
};

static struct tiling
find_tiling(int count, int width, int height)
{
	struct tiling t = {0};

	do {
		t.columns++;
		t.lines = (count + t.columns - 1) / t.columns;
		t.w = (width + COLUMN_GAP) / t.columns - COLUMN_GAP;
		t.h = (height + COLUMN_GAP) / t.lines - COLUMN_GAP;
		t.h = t.h < BAND_MAX ? t.h : BAND_MAX;
	} while (t.h < BAND_SQUARE && 2 * t.h < t.w);
	t.w = t.w > 1 ? t.w : 1;
	t.h = t.h > 1 ? t.h : 1;
	return t;
}

/* Each control a tile. */
static void
paint_controls(const struct sheet *sheet, struct scene *scene, const struct card_figure *figure,
	int x, int y)
{
	const struct matrix *matrix = sheet->request->matrix;
	int room = figure->height - captions_height(figure);
	struct tiling t = find_tiling((int)matrix->control_count, figure->width, room);

	y += (room - t.lines * (t.h + COLUMN_GAP) + COLUMN_GAP) / 2;
	y = paint_caption(scene, figure->groups[0].caption, x, y);
	for (size_t i = 0; i < matrix->control_count; i++) {
		struct cell cell = cell_of(&matrix->controls[i]);
		int column = (int)i % t.columns, line = (int)i / t.columns;

		paint_cell(sheet, scene, &cell,
			(struct box){x + column * (t.w + COLUMN_GAP), y + line * (t.h + COLUMN_GAP),
				t.w, t.h});
	}
}

void
card_figure_paint(const struct sheet *sheet, struct scene *scene, const struct card_figure *figure,
	int x, int y)
{
	if (figure->row_count > 0)
		paint_tables(sheet, scene, figure, x, y);
	else if (figure->group_count > 0)
		paint_controls(sheet, scene, figure, x, y);
}
