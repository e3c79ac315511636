/* party: what is one party's. The rows of the tables by what the party does in them, those that a
 * condition gives it, and the controls that it has a part in. Without a highlighted party it is
 * about the first customer. */
#include "alternative.h"
#include "boundary.h"
#include "href.h"
#include "kind.h"
#include "mapped.h"
#include "paging.h"
#include "say.h"
#include "kinds/stack/stack.h"
#include "scene/theme.h"
#include "tiles.h"

#include <string.h>

enum {
	PARTY_ROW_TILE = 270,
	PARTY_CONTROL_TILE = 200,
	PARTY_SECTIONS = DOES__COUNT + 2, /* what it does in rows, conditions, controls */
};

static const char *const does_ids[DOES__COUNT] = {"diagram.does.answers", "diagram.does.runs",
	"diagram.does.supports", "diagram.does.consulted", "diagram.does.informed"};

struct mine {
	struct head head;
	struct tile_section sections[PARTY_SECTIONS];
	size_t section_count;
	size_t before;                    /* tiles of the sections so far, on whatever page */
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

/* What is found of one row: what is said of it, and whether anything is. */
struct found {
	const char *which; /* the table's title; NULL: it need not be said */
	const char *text;  /* NULL: nothing but that it is the party's */
	enum sharing shared;
	bool any;
	bool own; /* the text says more than what the party does: words of its own, with whom, in
		     which columns */
};

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

/* What else than does it does, in words. */
static const char *
also(const struct diagram_request *request, struct arena *arena, const struct parts *parts,
	enum does does)
{
	const char *words = NULL, *between = say_between(arena, request, "diagram.list");

	for (int other = 0; other < DOES__COUNT; other++)
		if (other != (int)does && parts_find(parts, request->highlight, other) != NULL)
			words = say_join(
				arena, words, between, say_plain(request, does_ids[other]));
	if (words != NULL && parts_find(parts, request->highlight, does) != NULL)
		return SAY(arena, request, "diagram.party.also", "does", words);
	return words;
}

/* With whom the party shares what it answers for, and how; NULL: with nobody. */
static const char *
shared_with(const struct diagram_request *request, struct arena *arena, const struct parts *parts)
{
	const struct party **all = arena_array(arena, parts->count + 1, sizeof(*all));
	size_t n = boundary_parties(parts, all);
	const char *names = NULL;

	if (parts_find(parts, request->highlight, DOES_ANSWERS) == NULL)
		return NULL;
	for (size_t i = 0; i < n; i++)
		if (all[i] != request->highlight && parts_find(parts, all[i], DOES_ANSWERS) != NULL)
			names = say_join(arena, names, say_between(arena, request, "diagram.list"),
				say_party(arena, request, all[i]));
	if (names == NULL)
		return say_shared(request, parts);
	return say_join(arena, SAY(arena, request, "diagram.party.with", "party", names),
		say_between(arena, request, "diagram.list"), say_shared(request, parts));
}

/* What is to be said of the party's part in one cell besides that it does that. NULL: nothing. */
static const char *
said_in_cell(const struct diagram_request *request, struct arena *arena, const struct parts *parts,
	enum does does)
{
	const char *said = also(request, arena, parts, does);

	said = say_clauses(arena, request, said, shared_with(request, arena, parts));
	return say_clauses(
		arena, request, said, say_words_of(arena, request, parts, request->highlight));
}

static bool
is_same(const char *a, const char *b)
{
	return strcmp(a != NULL ? a : "", b != NULL ? b : "") == 0;
}

/* The columns that are marked and said the same of as the first of them, which lose their marks:
 * "All columns". */
static const char *
take_columns(const struct diagram_request *request, struct arena *arena, const struct table *table,
	size_t first, bool *marked, const char *const *said)
{
	const char *names = NULL, *between = say_between(arena, request, "diagram.list");
	size_t n = 0;

	for (size_t c = first; c < table->column_count; c++) {
		if (!marked[c] || !is_same(said[c], said[first]))
			continue;
		marked[c] = false;
		names = say_join(
			arena, names, between, say_text(arena, request, &table->columns[c].name));
		n++;
	}
	return n > 1 && n == table->column_count ? say_plain(request, "diagram.columns.all")
						 : names;
}

/* What is said of each of the marked columns, once for those of which the same is said. */
static const char *
said_by_column(const struct diagram_request *request, struct arena *arena,
	const struct table *table, bool *marked, const char *const *said)
{
	const char *all = NULL;

	if (table->column_count == 0)
		return said[0];
	for (size_t c = 0; c < table->column_count; c++) {
		const char *names;

		if (!marked[c])
			continue;
		names = take_columns(request, arena, table, c, marked, said);
		if (said[c] != NULL && said[c][0] != '\0')
			names = SAY(arena, request, "diagram.does.party", "party", names, "does",
				said[c]);
		all = say_clauses(arena, request, all, names);
	}
	return all;
}

/* All that the party does in the row, if does is the weightiest of it. */
static struct found
find_in_row(const struct diagram_request *request, struct arena *arena, const struct table *table,
	const struct row *row, enum does does)
{
	size_t n = table_cell_count(table);
	const char **said = arena_array(arena, n, sizeof(*said));
	bool *marked = arena_array(arena, n, sizeof(*marked));
	struct found found = {0};

	if (weightiest(request, table, row) != does)
		return found;
	found.any = true;
	found.which = boundary_which(request, arena, table);
	for (size_t c = 0; c < n; c++) {
		const struct parts *parts = &row->cells[c].parts;

		marked[c] = parts_find(parts, request->highlight, PARTS_ANY) != NULL;
		if (!marked[c])
			continue;
		said[c] = said_in_cell(request, arena, parts, does);
		found.own = found.own || table->column_count > 0 ||
			    shared_with(request, arena, parts) != NULL ||
			    say_words_of(arena, request, parts, request->highlight)[0] != '\0';
		if (found.shared == SHARED_UNSTATED &&
			parts_find(parts, request->highlight, DOES_ANSWERS) != NULL)
			found.shared = parts->shared;
	}
	found.text = said_by_column(request, arena, table, marked, said);
	return found;
}

/* The conditions that give the party a part; NULL: none does. */
static const char *
said_of_conditions(const struct diagram_request *request, struct arena *arena,
	const struct condition *conditions, size_t count)
{
	const char *said = NULL;

	for (size_t i = 0; i < count; i++)
		if (parts_find(&conditions[i].parts, request->highlight, PARTS_ANY) != NULL)
			said = say_clauses(arena, request, said,
				say_condition(arena, request, &conditions[i]));
	return said;
}

static struct found
find_conditions(const struct diagram_request *request, struct arena *arena,
	const struct table *table, const struct row *row)
{
	size_t n = table_cell_count(table);
	const char **said = arena_array(arena, n, sizeof(*said));
	bool *marked = arena_array(arena, n, sizeof(*marked));
	struct found found = {0};

	for (size_t c = 0; c < n; c++) {
		said[c] = said_of_conditions(
			request, arena, row->cells[c].conditions, row->cells[c].condition_count);
		marked[c] = said[c] != NULL;
	}
	found.text = say_clauses(arena, request,
		said_by_column(request, arena, table, marked, said),
		said_of_conditions(request, arena, row->conditions.v, row->conditions.count));
	found.any = found.text != NULL;
	found.own = found.any;
	found.which = boundary_which(request, arena, table);
	return found;
}

/* -- sections --------------------------------------------------------------------------------- */

/* Table and group; NULL: none need be named. */
static const struct text_block *
set_where(struct sheet *sheet, const struct row *row, const struct found *found, int width_px)
{
	const char *group;

	if (found->which == NULL)
		return row->group != NULL
			       ? sheet_set(sheet, &row->group->name, STYLE_SMALL, width_px)
			       : NULL;
	group = row->group != NULL ? say_text(sheet->arena, sheet->request, &row->group->name)
				   : NULL;
	return sheet_words(sheet,
		say_join(sheet->arena, found->which,
			say_between(sheet->arena, sheet->request, "diagram.clauses"), group),
		STYLE_SMALL, width_px);
}

/* What is said of the row in words: its table, and more. NULL: nothing. */
static const char *
said_of_row(const struct diagram_request *request, struct arena *arena, const struct found *found,
	const char *more)
{
	return found->which != NULL ? say_clauses(arena, request, found->which, more) : more;
}

static void
add_row(struct sheet *sheet, struct tile_section *section, const struct row *row,
	enum cell_look look, const struct found *found)
{
	const struct diagram_request *request = sheet->request;
	struct tile *tile = &section->tiles[section->tile_count++];
	const char *more = found->text;
	int w = tiles_inner(section);

	tile->look = look;
	tile->shared = found->shared;
	tile->parties = &request->highlight;
	tile->party_count = 1;
	tile->number = set_where(sheet, row, found, w);
	tile->label = sheet_set(sheet, &row->name, STYLE_BLOCK,
		w - (found->shared != SHARED_UNSTATED ? SHEET_SIGN + SHEET_SWATCH_GAP : 0));
	tile->sentence = say_row_name(sheet->arena, request, row);
	tile->href = href_row(sheet->arena, request, row);
	if (more != NULL && more[0] != '\0')
		tile->note = sheet_words(sheet, more, STYLE_SMALL, w);
	more = said_of_row(request, sheet->arena, found, more);
	if (more == NULL || more[0] == '\0')
		return;
	tile->sentence =
		SAY(sheet->arena, request, "diagram.say.row", "row", tile->sentence, "cell", more);
}

static struct tile_section *
begin_section(struct sheet *sheet, struct mine *mine, size_t room)
{
	struct tile_section *section = &mine->sections[mine->section_count];

	section->tiles = arena_array(sheet->arena, room + 1, sizeof(*section->tiles));
	return section;
}

/* Leaves the tiles that stand on the page. */
static void
take_tiles(const struct sheet *sheet, struct mine *mine, struct tile_section *section)
{
	size_t kept = 0, count = section->tile_count;

	for (size_t i = 0; i < count; i++)
		if (paging_has(sheet->request, mine->before + i))
			section->tiles[kept++] = section->tiles[i];
	mine->before += count;
	section->tile_count = kept;
}

/* A section without tiles is none. count: how many it has on all pages. */
static void
end_section(struct sheet *sheet, struct mine *mine, struct tile_section *section,
	const char *heading, const char *count)
{
	int w = sheet->width_px - 2 * sheet_margin(sheet);

	take_tiles(sheet, mine, section);
	if (section->tile_count == 0)
		return;
	section->title = heading;
	section->count = sheet_words(sheet, count, STYLE_NOTE, 0);
	section->heading = sheet_words(
		sheet, heading, STYLE_HEADING, w - section->count->width - SHEET_SWATCH);
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
		for (table = boundary_first(sheet->request); table != NULL;
			table = boundary_next(sheet->request, table))
			for (size_t i = 0; i < table->row_count; i++) {
				struct found found = find_in_row(
					sheet->request, sheet->arena, table, &table->rows[i], does);

				if (found.any)
					add_row(sheet, section, &table->rows[i],
						(enum cell_look)does, &found);
			}
	end_section(sheet, mine, section, sheet_does(sheet, does),
		number_words(sheet, section->tile_count));
}

static void
set_conditions(struct sheet *sheet, struct mine *mine)
{
	struct tile_section *section = begin_section(sheet, mine, all_rows(sheet->request));
	const struct table *table;

	for (int pass = 0; tiles_pass(sheet, section, PARTY_ROW_TILE, pass); pass++)
		for (table = boundary_first(sheet->request); table != NULL;
			table = boundary_next(sheet->request, table))
			for (size_t i = 0; i < table->row_count; i++) {
				struct found found = find_conditions(
					sheet->request, sheet->arena, table, &table->rows[i]);

				if (found.any)
					add_row(sheet, section, &table->rows[i], LOOK_INFORMED,
						&found);
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
		if (parts_find(&control->parts, party, d) == NULL)
			continue;
		does = say_join(sheet->arena, sheet_does(sheet, (enum does)d),
			say_between(sheet->arena, request, "diagram.list"), does);
		tile->look = (enum cell_look)d;
	}
	if (does == NULL)
		return;
	section->tile_count++;
	tile->parties = &request->highlight;
	tile->party_count = 1;
	tile->number = sheet_words(sheet, control->clause, STYLE_NUMBER, w);
	tile->label = sheet_set(
		sheet, control_title(request->model, request->matrix, control), STYLE_SMALL, w);
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
			number_words(sheet, section->tile_count), "all",
			number_words(sheet, matrix->control_count)));
}

/* -- pages ---------------------------------------------------------------------------------------
 */

/* The tiles of one section so far. */
struct tally {
	struct page_item *items; /* NULL: they are counted only */
	size_t count;
	bool begun; /* whether the section has one */
};

static void
tally_one(struct tally *tally)
{
	if (tally->items != NULL)
		tally->items[tally->count] =
			(struct page_item){1, tally->begun ? JOINT_NONE : JOINT_SECTION};
	tally->begun = true;
	tally->count++;
}

/* Whether a condition gives the party a part. */
static bool
has_condition(
	const struct diagram_request *request, const struct table *table, const struct row *row)
{
	for (size_t c = 0; c < table_cell_count(table); c++)
		for (size_t i = 0; i < row->cells[c].condition_count; i++)
			if (parts_find(&row->cells[c].conditions[i].parts, request->highlight,
				    PARTS_ANY) != NULL)
				return true;
	for (size_t i = 0; i < row->conditions.count; i++)
		if (parts_find(&row->conditions.v[i].parts, request->highlight, PARTS_ANY) != NULL)
			return true;
	return false;
}

/* does DOES__COUNT: what conditions give it. */
static void
tally_rows(const struct diagram_request *request, enum does does, struct tally *tally)
{
	const struct table *table;

	tally->begun = false;
	for (table = boundary_first(request); table != NULL; table = boundary_next(request, table))
		for (size_t i = 0; i < table->row_count; i++)
			if (does == DOES__COUNT
					? has_condition(request, table, &table->rows[i])
					: weightiest(request, table, &table->rows[i]) == does)
				tally_one(tally);
}

static void
tally_all(const struct diagram_request *request, struct tally *tally)
{
	const struct matrix *matrix = request->matrix;

	for (int does = 0; does <= DOES__COUNT; does++)
		tally_rows(request, (enum does)does, tally);
	tally->begun = false;
	for (size_t i = 0; i < matrix->control_count; i++)
		if (parts_find(&matrix->controls[i].parts, request->highlight, PARTS_ANY) != NULL)
			tally_one(tally);
}

static size_t
list_items(const struct diagram_request *request, struct arena *arena, struct page_item **items_out)
{
	struct tally tally = {0};

	tally_all(request, &tally);
	tally = (struct tally){
		.items = arena_array(arena, tally.count + 1, sizeof(struct page_item))};
	*items_out = tally.items;
	tally_all(request, &tally);
	return tally.count;
}

static const struct paging paging = {.lines = 96,
	.slide_lines = 24,
	.at_a_glance = 1,
	.whole = 2,
	.slides = 1,
	.items = list_items};

/* -- measure, place, paint ------------------------------------------------------------------------
 */

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
		mine->nothing = sheet_words(sheet, sheet_say(sheet, "diagram.party.nothing"),
			STYLE_LABEL, sheet->width_px - 2 * sheet_margin(sheet));
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
		scene_text(scene, PAINT_MUTED, sheet_margin(sheet), mine->nothing_y, mine->nothing,
			ALIGN_START, true);
}

/* -- in words
 * ---------------------------------------------------------------------------------------- */

/* A heading and what stands below it. */
static void
describe_list(struct alternative *a, const char *heading, const char *list)
{
	if (list != NULL)
		alternative_add(a, SAY(a->arena, a->request, "diagram.say.run-without", "what",
					   heading, "rows", list));
}

/* "Keys (Second table; Basic)": a row, its table, and what is found of it. */
static const char *
row_words(const struct diagram_request *request, struct arena *arena, const struct row *row,
	const struct found *found)
{
	const char *name = say_row_name(arena, request, row);
	const char *more = said_of_row(request, arena, found, found->own ? found->text : NULL);

	return more != NULL && more[0] != '\0'
		       ? SAY(arena, request, "diagram.with-text", "said", name, "text", more)
		       : name;
}

/* does DOES__COUNT: what conditions give it. *item: of the tiles before it, and those of it. */
static const char *
rows_list(struct alternative *a, enum does does, size_t *item)
{
	const struct diagram_request *request = a->request;
	const struct table *table;
	const char *list = NULL;

	for (table = boundary_first(request); table != NULL; table = boundary_next(request, table))
		for (size_t i = 0; i < table->row_count; i++) {
			const struct row *row = &table->rows[i];
			struct found found =
				does < DOES__COUNT
					? find_in_row(request, a->arena, table, row, does)
					: find_conditions(request, a->arena, table, row);

			if (found.any && paging_has(request, (*item)++) &&
				!alternative_list(
					a, &list, row_words(request, a->arena, row, &found)))
				return list;
		}
	return list;
}

static const char *
controls_list(struct alternative *a, size_t item)
{
	const struct matrix *matrix = a->request->matrix;
	const char *list = NULL;

	for (size_t i = 0; i < matrix->control_count; i++)
		if (parts_find(&matrix->controls[i].parts, a->request->highlight, PARTS_ANY) !=
				NULL &&
			paging_has(a->request, item++) &&
			!alternative_list(a, &list, matrix->controls[i].clause))
			break;
	return list;
}

static void
describe(const struct diagram_request *request, struct arena *arena, struct buf *out)
{
	struct alternative a;
	size_t item = 0;

	alternative_begin(
		&a, request, arena, out, say_sentence(arena, request, title(request, arena)));
	alternative_add(&a, say_about(arena, request, "diagram.say.party"));
	for (int does = 0; does < DOES__COUNT; does++)
		describe_list(&a, say_plain(request, does_ids[does]),
			rows_list(&a, (enum does)does, &item));
	describe_list(&a, say_plain(request, "diagram.party.conditions"),
		rows_list(&a, DOES__COUNT, &item));
	describe_list(&a, say_plain(request, "diagram.party.controls"), controls_list(&a, item));
	alternative_end(&a);
}

const struct kind kind_party = {
	.name = "party",
	.title_id = "diagram.kind.party",
	.width_px = THEME_WIDTH,
	.shows_tables = true,
	.fits = has_parties,
	.paging = &paging,
	.subject = subject,
	.measure = measure,
	.place = place,
	.paint = paint,
	.title = title,
	.describe = describe,
};
