/* party: what is one party's. The rows of the table by what the party does in them, those that a condition gives it,
 * and the controls that it has a part in. Without a highlighted party it is about the first customer. */
#include <string.h>

#include "boundary.h"
#include "href.h"
#include "kind.h"
#include "mapped.h"
#include "say.h"
#include "kinds/stack/stack.h"
#include "scene/theme.h"
#include "tiles.h"

enum {
	PARTY_ROW_TILE = 270,
	PARTY_CONTROL_TILE = 200,
	PARTY_SECTIONS = DOES__COUNT + 2, /* what it does in rows, conditions, controls */
};

static const char *const does_ids[DOES__COUNT] = {
	"diagram.does.answers", "diagram.does.runs", "diagram.does.supports",
	"diagram.does.consulted", "diagram.does.informed"};

struct mine {
	struct head head;
	struct tile_section sections[PARTY_SECTIONS];
	size_t section_count;
	const struct text_block *nothing; /* NULL: there is something */
	int nothing_y;
};

/* The first customer; a matrix without one has some first party. */
static const struct party *
subject(const struct matrix *matrix)
{
	for (size_t i = 0; i < matrix->party_count; i++)
		if (matrix->parties[i].kind == PARTY_CUSTOMER)
			return &matrix->parties[i];
	return matrix->party_count > 0 ? &matrix->parties[0] : NULL;
}

static bool
has_parties(const struct model *model, const struct matrix *matrix, const char **why)
{
	(void)model;
	*why = "the matrix names no party";
	return matrix->party_count > 0;
}

/* -- what it does ------------------------------------------------------------------------ */

static const struct part *
find_part(const struct parts *parts, const struct party *party, int does)
{
	for (size_t i = 0; i < parts->count; i++)
		if (parts->v[i].party == party && (does < 0 || parts->v[i].does == (enum does)does))
			return &parts->v[i];
	return NULL;
}

/* What is found of one row: its words, and where they hold. */
struct found {
	const char *where;   /* table and group; NULL: none need be named */
	const char *columns; /* "IaaS, PaaS"; NULL: the table has none */
	const char *text;    /* NULL: none */
	bool any;
};

/* The columns in which the party does that; "all columns" of several; NULL: the table has none, or the party does not. */
static const char *
columns_doing(const struct diagram_request *request, struct arena *arena, const struct table *table, const struct row *row,
	enum does does)
{
	const char *list = NULL, *between = say_between(arena, request, "diagram.list");
	size_t n = 0;

	for (size_t c = 0; c < table->column_count; c++)
		if (find_part(&row->cells[c].parts, request->highlight, (int)does) != NULL) {
			list = say_join(arena, list, between, say_text(arena, request, &table->columns[c].name));
			n++;
		}
	return n > 1 && n == table->column_count ? say_plain(request, "party.all-columns") : list;
}

/* The weightiest of what the party does in the row; DOES__COUNT: nothing. */
static enum does
weightiest(const struct diagram_request *request, const struct table *table, const struct row *row)
{
	enum does least = DOES__COUNT;

	for (size_t c = 0; c < table_cell_count(table); c++)
		for (size_t i = 0; i < row->cells[c].parts.count; i++) {
			const struct part *part = &row->cells[c].parts.v[i];

			if (part->party == request->highlight && part->does < least)
				least = part->does;
		}
	return least;
}

static bool
does_in_row(const struct diagram_request *request, const struct table *table, const struct row *row, int does)
{
	for (size_t c = 0; c < table_cell_count(table); c++)
		if (find_part(&row->cells[c].parts, request->highlight, does) != NULL)
			return true;
	return false;
}

/* What else than does it does, in words, with the columns if they are others than those where it does that. */
static const char *
also(const struct diagram_request *request, struct arena *arena, const struct table *table, const struct row *row,
	enum does does)
{
	const char *words = NULL, *between = say_between(arena, request, "diagram.list");
	const char *main = columns_doing(request, arena, table, row, does);

	for (int other = (int)does + 1; other < DOES__COUNT; other++) {
		const char *said = say_plain(request, does_ids[other]);
		const char *columns = columns_doing(request, arena, table, row, (enum does)other);

		if (!does_in_row(request, table, row, other))
			continue;
		if (columns != NULL && strcmp(columns, main) != 0)
			said = SAY(arena, request, "diagram.with-text", "said", said, "text", columns);
		words = say_join(arena, words, between, said);
	}
	return words;
}

/* All that the party does in the row, if does is the weightiest of it. */
static struct found
find_in_row(const struct diagram_request *request, struct arena *arena, const struct table *table,
	const struct row *row, enum does does)
{
	struct found found = {.any = weightiest(request, table, row) == does};
	const char *text = NULL;

	if (!found.any)
		return found;
	found.where = boundary_where(request, arena, table, row);
	found.columns = columns_doing(request, arena, table, row, does);
	for (size_t c = 0; c < table_cell_count(table); c++) {
		const struct parts *parts = &row->cells[c].parts;

		for (size_t i = 0; i < parts->count && text == NULL; i++)
			if (parts->v[i].party == request->highlight && parts->v[i].text.count > 0)
				text = say_text(arena, request, &parts->v[i].text);
	}
	found.text = also(request, arena, table, row, does);
	if (found.text != NULL)
		found.text = SAY(arena, request, "diagram.party.also", "does", found.text);
	found.text = say_join(arena, found.text, say_between(arena, request, "diagram.clauses"), text);
	return found;
}

/* What conditions of its cells, each with its column, give the party. */
static struct found
find_conditions(const struct diagram_request *request, struct arena *arena, const struct table *table,
	const struct row *row)
{
	struct found found = {.where = boundary_where(request, arena, table, row)};

	for (size_t c = 0; c < table_cell_count(table); c++)
		for (size_t i = 0; i < row->cells[c].condition_count; i++) {
			const struct condition *condition = &row->cells[c].conditions[i];
			const char *said;

			if (find_part(&condition->parts, request->highlight, -1) == NULL)
				continue;
			found.any = true;
			said = say_condition(arena, request, condition);
			if (table->column_count > 0)
				said = SAY(arena, request, "diagram.with-text", "said", said, "text",
					say_text(arena, request, &table->columns[c].name));
			found.text = say_join(arena, found.text, say_between(arena, request, "diagram.clauses"), said);
		}
	for (size_t i = 0; i < row->conditions.count; i++)
		if (find_part(&row->conditions.v[i].parts, request->highlight, -1) != NULL) {
			found.any = true;
			found.text = say_join(arena, found.text, say_between(arena, request, "diagram.clauses"),
				say_condition(arena, request, &row->conditions.v[i]));
		}
	return found;
}

/* -- sections --------------------------------------------------------------------------------- */

static const char *
said(struct arena *arena, const struct diagram_request *request, const struct found *found)
{
	const char *between = say_between(arena, request, "diagram.clauses");

	return say_join(arena, found->where, between, say_join(arena, found->columns, between, found->text));
}

static void
add_row(struct sheet *sheet, struct tile_section *section, const struct row *row, enum cell_form form,
	const struct found *found)
{
	const struct diagram_request *request = sheet->request;
	struct tile *tile = &section->tiles[section->tile_count++];
	const char *more = said(sheet->arena, request, found);
	int w = tiles_inner(section);

	tile->form = form;
	tile->parties = &request->highlight;
	tile->party_count = 1;
	tile->label = sheet_set(sheet, &row->name, STYLE_BLOCK, w);
	tile->sentence = say_text(sheet->arena, request, &row->name);
	tile->href = href_row(sheet->arena, request, row);
	if (more == NULL)
		return;
	tile->note = sheet_words(sheet, more, STYLE_SMALL, w);
	tile->sentence = SAY(sheet->arena, request, "diagram.say.row", "row", tile->sentence, "cell", more);
}

static struct tile_section *
begin_section(struct sheet *sheet, struct mine *mine, size_t room)
{
	struct tile_section *section = &mine->sections[mine->section_count];

	section->tiles = arena_array(sheet->arena, room + 1, sizeof(*section->tiles));
	return section;
}

/* A section without tiles is none. */
static void
end_section(struct sheet *sheet, struct mine *mine, struct tile_section *section, const char *heading, const char *count)
{
	int w = sheet->width_px - 2 * sheet_margin(sheet);

	if (section->tile_count == 0)
		return;
	section->title = heading;
	section->count = sheet_words(sheet, count, STYLE_NOTE, 0);
	section->heading = sheet_words(sheet, heading, STYLE_HEADING, w - section->count->width - SHEET_SWATCH);
	mine->section_count++;
}

static const char *
number_words(struct sheet *sheet, size_t n)
{
	return arena_printf(sheet->arena, "%zu", n);
}

static size_t
all_rows(const struct diagram_request *request)
{
	const struct table *table;
	size_t n = 0;

	for (table = boundary_first(request); table != NULL; table = boundary_next(request, table))
		n += table->row_count;
	return n;
}

static void
set_rows(struct sheet *sheet, struct mine *mine, enum does does)
{
	struct tile_section *section = begin_section(sheet, mine, all_rows(sheet->request));
	const struct table *table;

	for (int pass = 0; tiles_pass(sheet, section, PARTY_ROW_TILE, pass); pass++)
		for (table = boundary_first(sheet->request); table != NULL; table = boundary_next(sheet->request, table))
			for (size_t i = 0; i < table->row_count; i++) {
				struct found found = find_in_row(sheet->request, sheet->arena, table, &table->rows[i], does);

				if (found.any)
					add_row(sheet, section, &table->rows[i], (enum cell_form)does, &found);
			}
	end_section(sheet, mine, section, sheet_does(sheet, does), number_words(sheet, section->tile_count));
}

static void
set_conditions(struct sheet *sheet, struct mine *mine)
{
	struct tile_section *section = begin_section(sheet, mine, all_rows(sheet->request));
	const struct table *table;

	for (int pass = 0; tiles_pass(sheet, section, PARTY_ROW_TILE, pass); pass++)
		for (table = boundary_first(sheet->request); table != NULL; table = boundary_next(sheet->request, table))
			for (size_t i = 0; i < table->row_count; i++) {
				struct found found = find_conditions(sheet->request, sheet->arena, table, &table->rows[i]);

				if (found.any)
					add_row(sheet, section, &table->rows[i], FORM_INFORMED, &found);
			}
	end_section(sheet, mine, section, sheet_say(sheet, "diagram.party.conditions"),
		number_words(sheet, section->tile_count));
}

static void
add_control(struct sheet *sheet, struct tile_section *section, const struct control *control)
{
	const struct diagram_request *request = sheet->request;
	const struct party *party = request->highlight;
	struct tile *tile = &section->tiles[section->tile_count];
	const char *does = NULL, *name = mapped_control_name(sheet->arena, request, control);
	int w = tiles_inner(section);

	for (int d = DOES__COUNT - 1; d >= 0; d--) {
		if (find_part(&control->parts, party, d) == NULL)
			continue;
		does = say_join(sheet->arena, sheet_does(sheet, (enum does)d),
			say_between(sheet->arena, request, "diagram.list"), does);
		tile->form = (enum cell_form)d;
	}
	if (does == NULL)
		return;
	section->tile_count++;
	tile->parties = &request->highlight;
	tile->party_count = 1;
	tile->number = sheet_words(sheet, control->clause, STYLE_NUMBER, w);
	tile->label = sheet_set(sheet, control_title(request->model, request->matrix, control), STYLE_SMALL, w);
	tile->note = sheet_words(sheet, does, STYLE_SMALL, w);
	tile->sentence = SAY(sheet->arena, request, "diagram.say.row", "row", name, "cell", does);
	tile->href = href_control(sheet->arena, request, control);
}

static void
set_controls(struct sheet *sheet, struct mine *mine)
{
	const struct matrix *matrix = sheet->request->matrix;
	struct tile_section *section = begin_section(sheet, mine, matrix->control_count);

	for (int pass = 0; tiles_pass(sheet, section, PARTY_CONTROL_TILE, pass); pass++)
		for (size_t i = 0; i < matrix->control_count; i++)
			add_control(sheet, section, &matrix->controls[i]);
	end_section(sheet, mine, section, sheet_say(sheet, "diagram.party.controls"),
		SAY(sheet->arena, sheet->request, "diagram.coverage.count", "n",
			number_words(sheet, section->tile_count), "all", number_words(sheet, matrix->control_count)));
}

/* -- measure, place, paint ------------------------------------------------------------------------ */

static const char *
title(const struct diagram_request *request, struct arena *arena)
{
	return SAY(arena, request, "diagram.title.party", "party",
		say_text(arena, request, &request->highlight->name));
}

static void *
measure(struct sheet *sheet)
{
	struct mine *mine = ARENA_NEW(sheet->arena, struct mine);

	head_measure(sheet, &mine->head, title(sheet->request, sheet->arena), sheet->request->lang);
	for (int does = 0; does < DOES__COUNT; does++)
		set_rows(sheet, mine, (enum does)does);
	set_conditions(sheet, mine);
	set_controls(sheet, mine);
	if (mine->section_count == 0)
		mine->nothing = sheet_words(sheet, sheet_say(sheet, "diagram.party.nothing"), STYLE_LABEL,
			sheet->width_px - 2 * sheet_margin(sheet));
	return mine;
}

static void
place(struct sheet *sheet, void *data)
{
	struct mine *mine = data;
	int y = sheet_margin(sheet) + mine->head.height;

	for (size_t i = 0; i < mine->section_count; i++)
		y = tiles_place(sheet, &mine->sections[i], y + TILES_SECTION_GAP);
	if (mine->nothing != NULL) {
		mine->nothing_y = y + SHEET_HEAD_GAP;
		y = mine->nothing_y + mine->nothing->height;
	}
	sheet->height_px = y + sheet_margin(sheet);
}

static void
paint(const struct sheet *sheet, const void *data, struct scene *scene)
{
	const struct mine *mine = data;

	head_paint(sheet, &mine->head, scene);
	for (size_t i = 0; i < mine->section_count; i++)
		tiles_paint(sheet, &mine->sections[i], scene);
	if (mine->nothing != NULL)
		scene_text(scene, PAINT_MUTED, sheet_margin(sheet), mine->nothing_y, mine->nothing, ALIGN_START, true);
}

/* -- in words ---------------------------------------------------------------------------------------- */

/* A heading and what stands below it. */
static void
describe_list(const struct diagram_request *request, struct arena *arena, const char *heading, const char *list,
	struct buf *out)
{
	if (list == NULL)
		return;
	buf_str(out, say_between(arena, request, "diagram.sentences"));
	buf_str(out, SAY(arena, request, "diagram.say.run-without", "what", heading, "rows", list));
}

/* "Keys (Second table; Basic)": a row and where what is found of it holds. */
static const char *
row_words(const struct diagram_request *request, struct arena *arena, const struct row *row, const struct found *found,
	const char *more)
{
	const char *between = say_between(arena, request, "diagram.clauses"), *name = say_text(arena, request, &row->name);
	const char *where = say_join(arena, found->where, between, say_join(arena, found->columns, between, more));

	return where != NULL && where[0] != '\0' ? SAY(arena, request, "diagram.with-text", "said", name, "text", where) : name;
}

/* does DOES__COUNT: what conditions give it. */
static const char *
rows_list(const struct diagram_request *request, struct arena *arena, enum does does)
{
	const char *list = NULL, *between = say_between(arena, request, "diagram.list");
	const struct table *table;

	for (table = boundary_first(request); table != NULL; table = boundary_next(request, table))
		for (size_t i = 0; i < table->row_count; i++) {
			const struct row *row = &table->rows[i];
			struct found found = does < DOES__COUNT ? find_in_row(request, arena, table, row, does)
								: find_conditions(request, arena, table, row);

			if (found.any)
				list = say_join(arena, list, between,
					row_words(request, arena, row, &found, does < DOES__COUNT ? NULL : found.text));
		}
	return list;
}

static const char *
controls_list(const struct diagram_request *request, struct arena *arena)
{
	const struct matrix *matrix = request->matrix;
	const char *list = NULL, *between = say_between(arena, request, "diagram.list");

	for (size_t i = 0; i < matrix->control_count; i++)
		if (find_part(&matrix->controls[i].parts, request->highlight, -1) != NULL)
			list = say_join(arena, list, between, matrix->controls[i].clause);
	return list;
}

static void
describe(const struct diagram_request *request, struct arena *arena, struct buf *out)
{
	buf_str(out, SAY(arena, request, "diagram.say.sentence", "sentence", title(request, arena)));
	buf_str(out, say_between(arena, request, "diagram.sentences"));
	buf_str(out, say_about(arena, request, "diagram.say.party"));
	for (int does = 0; does < DOES__COUNT; does++)
		describe_list(request, arena, say_plain(request, does_ids[does]), rows_list(request, arena, (enum does)does),
			out);
	describe_list(request, arena, say_plain(request, "diagram.party.conditions"),
		rows_list(request, arena, DOES__COUNT), out);
	describe_list(request, arena, say_plain(request, "diagram.party.controls"), controls_list(request, arena), out);
}

const struct kind kind_party = {
	.name = "party",
	.title_id = "diagram.kind.party",
	.width_px = THEME_WIDTH,
	.shows_tables = true,
	.fits = has_parties,
	.subject = subject,
	.measure = measure,
	.place = place,
	.paint = paint,
	.title = title,
	.describe = describe,
};
