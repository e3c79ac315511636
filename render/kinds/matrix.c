/* matrix: a table's rows and who does what in each. Where the table has service models, they are
 * the columns and equal neighbours are merged; else each party that takes part has a column. What a
 * party does is told by a word, by the form of its chip (tinted with a bar: responsible; hatched:
 * operates; framed: supports; dashed with a bar: is consulted; dashed: is informed) and by the
 * place. Where the columns do not fit side by side, the chips stand below their row's name. */
#include "alternative.h"
#include "boundary.h"
#include "columns.h"
#include "href.h"
#include "kind.h"
#include "say.h"
#include "kinds/stack/stack.h"
#include "scene/theme.h"

enum {
	GRID_GAP = 4,
	GRID_GROUP_GAP = 24,
	GRID_GROUP_LINE = 12,
	GRID_INSET = 12,
	GRID_CHIP_INSET = 8,
	GRID_CHIP_PAD = 5,
	GRID_CHIP_GAP = 1,
	GRID_ROW_PAD = 9,
	GRID_LABEL_MIN = 150, /* where the words leave it a choice */
	GRID_LABEL_LEAST = 90,
	GRID_COLUMN_MIN = 84, /* likewise */
	GRID_COLUMN_LEAST = 48,
	GRID_NAMES_GAP = 10,
};

/* What one party does, or what stands instead. */
struct chip {
	const struct party *party;             /* NULL: not a party's */
	enum does does;                        /* the weightiest */
	enum cell_kind kind;                   /* CELL_PARTS, or why there is nobody */
	enum sharing shared;                   /* of those that answer */
	const struct text_block *label, *text; /* text may be NULL */
	struct box box;                        /* y from the top of the cell until it is placed */
};

struct line {
	const struct text_block *text;
	const struct party *party;
	int y; /* from the top of the cell's chips, or of the row's label */
};

/* One place of the grid. */
struct place {
	struct chip *chips;
	size_t chip_count;
	struct line *lines; /* conditions */
	size_t line_count;
	const struct text_block *mark;
	size_t rows;    /* that it spans; 0: the place above spans this one too */
	size_t columns; /* likewise */
	int height;
	struct box box;
};

struct grid_row {
	const struct row *row;
	const struct text_block *label, *detail, *group, *mark; /* all but label may be NULL */
	struct line *lines;
	size_t line_count;
	struct place *places; /* column_count */
	int label_h;
	int group_y;     /* of the heading, or of the line */
	bool ends_group; /* a line above it closes the group before */
	struct box box;
};

struct grid {
	const struct table *table;
	struct head head;
	struct foot foot;
	bool by_party, list;
	const struct party **parties; /* by_party: of the columns */
	size_t column_count;
	const struct text_block **names, **name_marks; /* a mark is NULL without footnotes */
	int names_y, names_h;
	int margin, content_w, label_w;
	struct columns columns; /* unless it is a list */
	struct grid_row *rows;
	int label_need, *needs; /* while they are sought, of label and columns; else NULL */
};

static int
max(int a, int b)
{
	return a > b ? a : b;
}

/* -- what the cells say ----------------------------------------------------------------- */

static bool
takes_part(const struct parts *parts, const struct party *party)
{
	for (size_t i = 0; i < parts->count; i++)
		if (parts->v[i].party == party)
			return true;
	return false;
}

static bool
is_in_table(const struct table *table, const struct party *party)
{
	for (size_t row = 0; row < table->row_count; row++)
		for (size_t c = 0; c < table_cell_count(table); c++) {
			const struct cell *cell = &table->rows[row].cells[c];

			if (takes_part(&cell->parts, party))
				return true;
			for (size_t i = 0; i < cell->condition_count; i++)
				if (takes_part(&cell->conditions[i].parts, party))
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

/* -- chips -------------------------------------------------------------------------------- */

static int
chip_inset(const struct chip *chip)
{
	return GRID_CHIP_INSET +
	       (chip->party != NULL && chip->does == DOES_ANSWERS ? THEME_BAR - 2 : 0);
}

static void
set_chip(struct sheet *sheet, struct place *place, struct chip chip, const char *label,
	const char *text, const char *text_lang, int width_px)
{
	int inner = width_px - chip_inset(&chip) - GRID_CHIP_INSET -
		    (chip.shared != SHARED_UNSTATED ? SHEET_SIGN + GRID_CHIP_GAP : 0);

	chip.label = sheet_words(sheet, label,
		chip.party != NULL && chip.does == DOES_ANSWERS ? STYLE_BLOCK : STYLE_TAG, inner);
	if (text[0] != '\0')
		chip.text = sheet_text(sheet, text, text_lang, STYLE_SMALL, inner);
	chip.box = (struct box){0, place->height, width_px,
		chip.label->height + (chip.text != NULL ? chip.text->height : 0) +
			2 * GRID_CHIP_PAD};
	place->height += chip.box.h + GRID_CHIP_GAP;
	place->chips[place->chip_count++] = chip;
}

/* What the party does, in a word for each. The weightiest goes into *chip. */
static const char *
party_does(struct sheet *sheet, const struct parts *parts, struct chip *chip)
{
	const char *words = NULL;

	for (int does = DOES__COUNT - 1; does >= 0; does--)
		for (size_t i = 0; i < parts->count; i++) {
			const struct part *part = &parts->v[i];
			const char *word = does == DOES_ANSWERS
						   ? sheet_shares(sheet, parts->shared)
						   : sheet_does(sheet, (enum does)does);

			if (part->party != chip->party || part->does != (enum does)does)
				continue;
			chip->does = part->does;
			words = say_join(sheet->arena, word,
				say_between(sheet->arena, sheet->request, "diagram.list"), words);
		}
	return words;
}

/* The language of the only words of the party; several are put together in the picture's. */
static const char *
words_lang(
	const struct diagram_request *request, const struct parts *parts, const struct party *party)
{
	const struct texts *only = NULL;

	for (size_t i = 0; i < parts->count; i++)
		if (parts->v[i].party == party && parts->v[i].text.count > 0) {
			if (only != NULL)
				return request->lang;
			only = &parts->v[i].text;
		}
	return only != NULL ? say_lang(request, only) : request->lang;
}

/* The party's part of a cell. named: says whose it is. */
static void
add_party(struct sheet *sheet, struct place *place, const struct cell *cell,
	const struct party *party, bool named, int width_px)
{
	struct chip chip = {.party = party, .kind = CELL_PARTS};
	const char *words = party_does(sheet, &cell->parts, &chip);

	if (words == NULL)
		return;
	chip.shared = chip.does == DOES_ANSWERS ? cell->parts.shared : SHARED_UNSTATED;
	if (named)
		words = SAY(sheet->arena, sheet->request, "diagram.does.party", "party",
			say_party(sheet->arena, sheet->request, party), "does", words);
	set_chip(sheet, place, chip, words,
		say_words_of(sheet->arena, sheet->request, &cell->parts, party),
		words_lang(sheet->request, &cell->parts, party), width_px);
}

/* Of a cell that nobody has a part in. */
static void
add_nobody(struct sheet *sheet, struct place *place, const struct cell *cell, int width_px)
{
	struct chip chip = {.kind = cell->kind == CELL_PARTS ? CELL_UNSPECIFIED : cell->kind};

	set_chip(sheet, place, chip, sheet_say(sheet, boundary_without_id(cell)),
		say_text(sheet->arena, sheet->request, &cell->reason),
		say_lang(sheet->request, &cell->reason), width_px);
}

/* The conditions as lines, behind those there are; returns where they end, below y. */
static int
set_lines(struct sheet *sheet, const struct condition *conditions, size_t n, struct line *lines,
	size_t *count, int y, int width_px)
{
	for (size_t i = 0; i < n; i++) {
		const struct cell moved = {
			.kind = conditions[i].cell, .parts = conditions[i].parts};
		struct line *line = &lines[(*count)++];

		line->text = sheet_words(sheet,
			say_condition(sheet->arena, sheet->request, &conditions[i]), STYLE_SMALL,
			width_px - GRID_CHIP_INSET - THEME_STROKE);
		line->party = cell_owner(&moved);
		line->y = y + SHEET_LINE_GAP;
		y = line->y + line->text->height;
	}
	return y;
}

/* All that a cell says, each party by name. */
static void
set_cell(struct sheet *sheet, struct place *place, const struct cell *cell, int width_px)
{
	const struct party **parties =
		arena_array(sheet->arena, cell->parts.count + 1, sizeof(*parties));
	size_t n = boundary_parties(&cell->parts, parties);

	place->chips = arena_array(sheet->arena, n + 1, sizeof(*place->chips));
	for (size_t i = 0; i < n; i++)
		add_party(sheet, place, cell, parties[i], true, width_px);
	if (place->chip_count == 0)
		add_nobody(sheet, place, cell, width_px);
	place->height -= GRID_CHIP_GAP;
	place->lines = arena_array(sheet->arena, cell->condition_count + 1, sizeof(*place->lines));
	place->height += set_lines(sheet, cell->conditions, cell->condition_count, place->lines,
		&place->line_count, 0, width_px);
}

/* -- rows -------------------------------------------------------------------------------------- */

static void
set_places_by_party(struct sheet *sheet, const struct grid *grid, struct grid_row *row)
{
	const struct cell *cell = &row->row->cells[0];
	size_t n = grid->column_count;
	int all = grid->list ? grid->content_w : columns_span(&grid->columns, 0, n);
	bool any = cell->kind == CELL_PARTS && cell->parts.count > 0;

	for (size_t c = 0; c < n; c++) {
		struct place *place = &row->places[c];

		place->chips = arena_array(sheet->arena, 1, sizeof(*place->chips));
		place->rows = 1;
		place->columns = any ? 1 : c == 0 ? n : 0;
		if (any)
			add_party(sheet, place, cell, grid->parties[c], false, grid->columns.w[c]);
		else if (c == 0)
			add_nobody(sheet, place, cell, all);
		if (place->chip_count > 0)
			place->height -= GRID_CHIP_GAP;
		if (grid->needs != NULL && any)
			grid->needs[c] = sheet_need(sheet, grid->columns.w[c], grid->needs[c]);
	}
}

/* A row's cells, but those that one above spans. */
static void
set_places_by_column(struct sheet *sheet, const struct grid *grid, size_t at)
{
	struct grid_row *row = &grid->rows[at];

	for (size_t c = 0; c < grid->column_count; c++) {
		struct place *place = &row->places[c];
		size_t first = at;

		place->columns = 1;
		while (first > 0 && grid->rows[first].places[c].rows == 0)
			first--;
		if (at < first + grid->rows[first].places[c].rows)
			continue;
		place->rows = boundary_merged(grid->table, at, c);
		place->mark = foot_marks(
			sheet, row->row->cells[c].footnotes, row->row->cells[c].footnote_count);
		set_cell(sheet, place, &row->row->cells[c],
			grid->columns.w[c] - foot_marks_w(place->mark));
		if (grid->needs != NULL)
			grid->needs[c] = sheet_need(sheet, grid->columns.w[c], grid->needs[c]);
	}
}

static void
set_places_in_list(struct sheet *sheet, const struct grid *grid, struct grid_row *row)
{
	size_t n = table_cell_count(grid->table);

	row->places = arena_array(sheet->arena, n, sizeof(*row->places));
	for (size_t c = 0; c < n; c++) {
		const struct cell *cell = &row->row->cells[c];
		struct place *place = &row->places[c];

		place->rows = place->columns = 1;
		if (!grid->by_party) /* else they stand at the row's name */
			place->mark = foot_marks(sheet, cell->footnotes, cell->footnote_count);
		set_cell(sheet, place, cell,
			grid->content_w - GRID_INSET - foot_marks_w(place->mark));
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
	h = set_lines(sheet, of_row->v, of_row->count, row->lines, &row->line_count, 0, width_px);
	return set_lines(sheet, cell->conditions, more, row->lines, &row->line_count, h, width_px);
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
	if (grid->list) {
		set_places_in_list(sheet, grid, row);
		return;
	}
	row->places = arena_array(sheet->arena, grid->column_count, sizeof(*row->places));
	if (grid->by_party)
		set_places_by_party(sheet, grid, row);
	else
		set_places_by_column(sheet, grid, at);
}

static void
set_rows(struct sheet *sheet, struct grid *grid)
{
	grid->rows = arena_array(sheet->arena, grid->table->row_count, sizeof(*grid->rows));
	for (size_t i = 0; i < grid->table->row_count; i++)
		set_row(sheet, grid, i);
}

/* -- columns -------------------------------------------------------------------------------------
 */

/* What the longest of the words for what parties do needs. */
static int
column_need(struct sheet *sheet, const struct grid *grid)
{
	int need = GRID_COLUMN_MIN;

	for (int does = 0; grid->by_party && does < DOES__COUNT; does++) {
		int w = sheet_words(sheet, sheet_does(sheet, (enum does)does), STYLE_BLOCK, 0)
				->width;

		need = max(need, w + 3 * GRID_CHIP_INSET + THEME_BAR);
	}
	return grid->by_party ? need : GRID_COLUMN_MIN + 40;
}

static void
set_names(struct sheet *sheet, struct grid *grid)
{
	grid->names = arena_array(sheet->arena, grid->column_count + 1, sizeof(*grid->names));
	grid->name_marks =
		arena_array(sheet->arena, grid->column_count + 1, sizeof(*grid->name_marks));
	for (size_t c = 0; c < grid->column_count; c++) {
		const struct marks *marks = grid->by_party ? NULL : &grid->table->columns[c].marks;

		if (marks != NULL)
			grid->name_marks[c] = foot_marks(sheet, marks->v, marks->count);
		grid->names[c] = sheet_set(sheet,
			grid->by_party ? party_short(grid->parties[c])
				       : &grid->table->columns[c].name,
			STYLE_HEADING,
			(grid->list ? grid->content_w : grid->columns.w[c]) -
				foot_marks_w(grid->name_marks[c]));
		if (grid->names[c]->height > grid->names_h)
			grid->names_h = grid->names[c]->height;
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
	set_names(sheet, &probe);
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
	int n = (int)grid->column_count, label_w = grid->content_w * 32 / 100;

	grid->list = n == 0 ||
		     grid->content_w - GRID_LABEL_MIN < n * (column_need(sheet, grid) + GRID_GAP);
	if (!grid->list) {
		columns_init(&grid->columns, sheet->arena, grid->column_count, grid->content_w,
			GRID_GAP, label_w > GRID_LABEL_MIN ? label_w : GRID_LABEL_MIN);
		grid->label_w = grid->columns.label_w;
		grid->list = !share_columns(sheet, grid);
	}
	if (grid->list)
		grid->label_w = grid->content_w;
}

static void *
measure(struct sheet *sheet)
{
	struct grid *grid = ARENA_NEW(sheet->arena, struct grid);

	grid->table = boundary_first(sheet->request);
	grid->margin = sheet_margin(sheet);
	grid->content_w = sheet->width_px - 2 * grid->margin;
	head_measure_table(sheet, &grid->head, grid->table);
	foot_measure(sheet, &grid->foot, grid->table);
	find_columns(sheet, grid);
	size_columns(sheet, grid);
	set_names(sheet, grid);
	set_rows(sheet, grid);
	return grid;
}

/* -- placing
 * ---------------------------------------------------------------------------------------- */

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
			const struct place *place = &grid->rows[i].places[c];
			int n = (int)place->rows, missing;

			if (n < 2)
				continue;
			missing = place->height - rows_height(grid, i, place->rows);
			for (int k = 0; k < n && missing > 0; k++)
				grid->rows[i + (size_t)k].box.h +=
					missing * (k + 1) / n - missing * k / n;
		}
}

static void
size_rows(struct grid *grid)
{
	for (size_t i = 0; i < grid->table->row_count; i++) {
		struct grid_row *row = &grid->rows[i];

		row->box.h = row->label_h + 2 * GRID_ROW_PAD;
		for (size_t c = 0; c < grid->column_count; c++)
			if (row->places[c].rows == 1)
				row->box.h = max(row->box.h, row->places[c].height);
	}
	stretch_rows(grid);
}

/* In a list the row is its label and then its cells, each below its column's name. */
static int
place_list_row(const struct grid *grid, struct grid_row *row, int y)
{
	size_t n = table_cell_count(grid->table);

	row->box = (struct box){grid->margin, y, grid->content_w, row->label_h + GRID_ROW_PAD};
	y += row->box.h;
	for (size_t c = 0; c < n; c++) {
		if (!grid->by_party)
			y += grid->names[c]->height;
		row->places[c].box = (struct box){grid->margin + GRID_INSET, y,
			grid->content_w - GRID_INSET, row->places[c].height};
		y += row->places[c].height + GRID_GAP;
	}
	return y + GRID_ROW_PAD;
}

static int
place_grid_row(struct grid *grid, size_t at, int y)
{
	struct grid_row *row = &grid->rows[at];

	row->box = (struct box){grid->margin, y, grid->label_w, row->box.h};
	for (size_t c = 0; c < grid->column_count; c++) {
		struct place *place = &row->places[c];

		place->box = (struct box){grid->margin + grid->columns.x[c], y,
			place->columns > 0 ? columns_span(&grid->columns, c, place->columns) : 0,
			place->rows > 0 ? rows_height(grid, at, place->rows) : 0};
	}
	return y + row->box.h + GRID_GAP;
}

static void
place(struct sheet *sheet, void *data)
{
	struct grid *grid = data;
	int y = grid->margin + grid->head.height + SHEET_HEAD_GAP;

	if (!grid->list) {
		size_rows(grid);
		grid->names_y = y;
		y += grid->names_h + GRID_NAMES_GAP;
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

/* -- painting
 * ----------------------------------------------------------------------------------------- */

static enum cell_form
form_of(const struct chip *chip)
{
	if (chip->party != NULL)
		return (enum cell_form)chip->does;
	return chip->kind == CELL_NOT_APPLICABLE ? FORM_NOT_APPLICABLE : FORM_UNSPECIFIED;
}

/* On a hatch the words stand on a plate. */
static void
paint_plate(const struct sheet *sheet, struct scene *scene, const struct chip *chip, int x, int y)
{
	const int pad = 5;
	int w = chip->label->width, h = chip->label->height;

	if (chip->party == NULL || chip->does != DOES_RUNS)
		return;
	if (chip->text != NULL) {
		w = max(w, chip->text->width);
		h += chip->text->height;
	}
	scene_frame(scene, sheet_paint(sheet, chip->party, PARTY_BAR), PAINT_GROUND, x - pad, y - 1,
		w + 2 * pad, h + 2, 4);
}

static void
paint_chip(const struct sheet *sheet, struct scene *scene, const struct chip *chip, struct box box)
{
	int h = chip->label->height + (chip->text != NULL ? chip->text->height : 0);
	int x = box.x + chip_inset(chip), y = box.y + (box.h - h) / 2;
	int ink = chip->party != NULL ? sheet_ink(sheet, chip->party) : PAINT_MUTED;

	sheet_form(sheet, scene, form_of(chip), chip->party, box);
	paint_plate(sheet, scene, chip, x, y);
	sheet_put(sheet, scene, ink, x, y, chip->label, ALIGN_START, false);
	sheet_sign(sheet, scene, chip->shared, ink, box.x + box.w - GRID_CHIP_INSET - SHEET_SIGN,
		box.y + GRID_CHIP_PAD + (chip->label->type->line_px - SHEET_SIGN_H) / 2);
	if (chip->text != NULL)
		sheet_put(sheet, scene, PAINT_MUTED, x, y + chip->label->height, chip->text,
			ALIGN_START, false);
}

static void
paint_lines(const struct sheet *sheet, struct scene *scene, const struct line *lines, size_t count,
	int x, int y)
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
paint_place(const struct sheet *sheet, struct scene *scene, const struct place *place)
{
	int n = (int)place->chip_count, extra = place->box.h - place->height;
	int bottom = place->box.y;

	if (place->rows == 0 || place->columns == 0 || n == 0)
		return;
	for (int i = 0; i < n; i++) {
		const struct chip *chip = &place->chips[i];
		struct box box = {place->box.x, place->box.y + chip->box.y + extra * i / n,
			place->box.w, chip->box.h + extra * (i + 1) / n - extra * i / n};

		paint_chip(sheet, scene, chip, box);
		bottom = box.y + box.h;
	}
	if (place->mark != NULL)
		sheet_put(sheet, scene, PAINT_INK,
			place->box.x + place->box.w - GRID_CHIP_INSET - place->mark->width,
			place->box.y + 2, place->mark, ALIGN_START, false);
	paint_lines(sheet, scene, place->lines, place->line_count, place->box.x, bottom);
}

/* Behind the text at x and y. */
static void
paint_mark(struct scene *scene, const struct text_block *text, const struct text_block *mark, int x,
	int y)
{
	if (mark != NULL)
		scene_text(scene, PAINT_INK, x + text->width + 3, y - 1, mark, ALIGN_START, false);
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
	size_t n = grid->list ? table_cell_count(grid->table) : grid->column_count;

	scene_open(scene, GROUP_LIST_ITEM,
		say_row(sheet->arena, sheet->request, grid->table, row->row, 0,
			table_cell_count(grid->table)),
		href_row(sheet->arena, sheet->request, row->row));
	paint_label(sheet, scene, grid, row);
	for (size_t c = 0; c < n; c++) {
		const struct place *place = &row->places[c];

		if (grid->list && !grid->by_party) {
			int y = place->box.y - grid->names[c]->height;

			scene_text(scene, PAINT_MUTED, place->box.x, y, grid->names[c], ALIGN_START,
				false);
			paint_mark(scene, grid->names[c], grid->name_marks[c], place->box.x, y);
		}
		paint_place(sheet, scene, place);
	}
	scene_close(scene);
}

/* The names of the columns; a party's has its colour below it. */
static void
paint_names(const struct sheet *sheet, struct scene *scene, const struct grid *grid)
{
	for (size_t c = 0; c < grid->column_count; c++) {
		const struct text_block *name = grid->names[c];
		int x = grid->margin + grid->columns.x[c];
		int bottom = grid->names_y + grid->names_h;

		scene_text(scene, grid->by_party ? sheet_ink(sheet, grid->parties[c]) : PAINT_INK,
			x, bottom - name->height, name, ALIGN_START, true);
		paint_mark(scene, name, grid->name_marks[c], x, bottom - name->height);
		scene_rect(scene,
			grid->by_party ? sheet_paint(sheet, grid->parties[c], PARTY_BAR)
				       : PAINT_RULE,
			x, bottom + 2, grid->columns.w[c], THEME_STROKE + 1, 0);
	}
}

static void
paint(const struct sheet *sheet, const void *data, struct scene *scene)
{
	const struct grid *grid = data;

	head_paint(sheet, &grid->head, scene);
	if (!grid->list)
		paint_names(sheet, scene, grid);
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

/* -- in words
 * --------------------------------------------------------------------------------------------- */

static void
describe(const struct diagram_request *request, struct arena *arena, struct buf *out)
{
	const struct table *table;
	struct alternative a;

	alternative_begin(&a, request, arena, out, say_about(arena, request, "diagram.say.matrix"));
	for (table = boundary_first(request); table != NULL;
		table = boundary_next(request, table)) {
		alternative_title(&a, table);
		alternative_rows(&a, table, NULL);
		alternative_footnotes(&a, table);
	}
	alternative_end(&a);
}

const struct kind kind_matrix = {
	.name = "matrix",
	.title_id = "diagram.kind.matrix",
	.width_px = THEME_WIDTH,
	.shows_tables = true,
	.one_table = true,
	.fits = boundary_has_rows,
	.measure = measure,
	.place = place,
	.paint = paint,
	.title = boundary_title,
	.describe = describe,
};
