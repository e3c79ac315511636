/* coverage: every clause of the mapped framework as a tile, by its groups. A clause that a control
 * is mapped to is filled, in the colour of those who act on the control, and names the control; the
 * others are outlined. */
#include <string.h>

#include "alternative.h"
#include "href.h"
#include "kind.h"
#include "mapped.h"
#include "model/names.h"
#include "paging.h"
#include "say.h"
#include "scene/theme.h"
#include "tiles.h"

enum {
	COVERAGE_TILE = 130,        /* with titles */
	COVERAGE_TILE_NARROW = 158, /* the same, on a phone: fewer, wider */
	COVERAGE_NUMBER = 64,       /* with numbers alone */
	COVERAGE_LEGEND_GAP = 22,
};

/* -- which clauses ------------------------------------------------------------------------ */

/* Numbers of controls, of which a tile has room for so many. */
enum { LISTED = 6 };
struct listing {
	const char *words; /* "12.4.1, 12.4.3" */
	size_t count;      /* with those that words leave out */
};

/* The controls of a clause. */
struct addressed {
	const struct control *first; /* NULL: there is none */
	const struct party **actors; /* of all of them, each once */
	size_t actor_count;
	struct listing controls;
	struct listing partial, inherited_partial; /* those that are met in part */
	const char *in_full;                       /* "12.4.1 Event logging, 12.4.3 …" */
};

struct coverage {
	struct head head;
	struct legend legend;
	const struct framework *framework;
	const struct addressed *addressed; /* one for each clause */
	bool dense;                        /* a clause is its number alone */
	struct tile_section *sections;     /* those of the page */
	size_t section_count;
	const struct text_block *note;
	int note_y;
};

static void
list_control(const struct diagram_request *request, struct arena *arena, struct listing *listing,
	const struct control *control)
{
	if (listing->count++ < LISTED)
		listing->words = say_join(arena, listing->words,
			say_between(arena, request, "diagram.list"), control->clause);
}

static const char *
say_listing(
	const struct diagram_request *request, struct arena *arena, const struct listing *listing)
{
	if (listing->count <= LISTED)
		return listing->words;
	return SAY(arena, request, "diagram.list-more", "list", listing->words, "n",
		arena_printf(arena, "%zu", listing->count - LISTED));
}

/* A tile shows whoever acts on any of its controls. */
static void
add_actors(const struct matrix *matrix, struct arena *arena, struct addressed *a,
	const struct control *control)
{
	size_t count;
	const struct party *const *actors = mapped_actors(arena, control, &count);

	if (a->actors == NULL)
		a->actors = arena_array(arena, matrix->party_count + 1, sizeof(*a->actors));
	for (size_t i = 0; i < count; i++) {
		bool known = false;

		for (size_t k = 0; k < a->actor_count; k++)
			known = known || a->actors[k] == actors[i];
		if (!known)
			a->actors[a->actor_count++] = actors[i];
	}
}

static void
add_addressed(const struct diagram_request *request, struct arena *arena, struct addressed *a,
	const struct control *control)
{
	if (a->first == NULL)
		a->first = control;
	add_actors(request->matrix, arena, a, control);
	list_control(request, arena, &a->controls, control);
	if (control->status == CONTROL_PARTIAL)
		list_control(request, arena, &a->partial, control);
	if (control->status == CONTROL_INHERITED_PARTIAL)
		list_control(request, arena, &a->inherited_partial, control);
	a->in_full = say_join(arena, a->in_full, say_between(arena, request, "diagram.list"),
		mapped_control_name(arena, request, control));
}

/* "With limits (AC-2, AC-5)"; NULL: none of them is met in part. */
static const char *
say_partial(const struct diagram_request *request, struct arena *arena, enum control_status status,
	const struct listing *listing)
{
	if (listing->count == 0)
		return NULL;
	return SAY(arena, request, "diagram.with-text", "said",
		say_plain(request, arena_printf(arena, "status.%s", control_status_name(status))),
		"text", say_listing(request, arena, listing));
}

/* What a clause is met in part of: by its only control, or by which of several. NULL: nothing. */
static const char *
say_limits(const struct diagram_request *request, struct arena *arena, const struct addressed *a)
{
	if (a->controls.count == 1)
		return mapped_limits(request, arena, a->first);
	return say_clauses(arena, request,
		say_partial(request, arena, CONTROL_PARTIAL, &a->partial),
		say_partial(request, arena, CONTROL_INHERITED_PARTIAL, &a->inherited_partial));
}

/* The clause that the control itself answers, where the framework is the one it follows. */
static const struct clause *
own_clause(const struct diagram_request *request, const struct framework *framework,
	const struct control *control)
{
	return strcmp(request->matrix->control_framework, framework->id) == 0
		       ? framework_clause(framework, control->clause)
		       : NULL;
}

/* One pass over the mappings, whatever the size of the framework. */
static struct addressed *
find_addressed(const struct diagram_request *request, struct arena *arena,
	const struct framework *framework)
{
	struct addressed *out = arena_array(arena, framework->clause_count + 1, sizeof(*out));

	for (size_t i = 0; i < request->matrix->control_count; i++) {
		const struct control *control = &request->matrix->controls[i];
		const struct clause *clause = own_clause(request, framework, control);

		if (clause != NULL)
			add_addressed(request, arena, &out[clause->index], control);
		for (size_t k = 0; k < control->map_count; k++)
			if ((clause = mapped_clause(framework, &control->maps[k])) != NULL)
				add_addressed(request, arena, &out[clause->index], control);
	}
	return out;
}

static size_t
count_addressed(const struct addressed *addressed, size_t first, size_t count)
{
	size_t n = 0;

	for (size_t i = first; i < first + count; i++)
		n += addressed[i].first != NULL;
	return n;
}

/* -- pages ------------------------------------------------------------------------------------ */

static bool
is_on_page(const struct diagram_request *request, const struct clause_group *group)
{
	for (size_t i = group->first_clause; i < group->first_clause + group->clause_count; i++)
		if (paging_has(request, i))
			return true;
	return false;
}

static size_t
list_items(const struct diagram_request *request, struct arena *arena, struct page_item **items_out)
{
	const struct framework *framework = mapped_framework(request);
	struct page_item *items =
		arena_array(arena, framework->clause_count + 1, sizeof(struct page_item));

	for (size_t i = 0; i < framework->clause_count; i++)
		items[i].lines = 1;
	for (size_t i = 0; i < framework->group_count; i++)
		if (framework->groups[i].clause_count > 0)
			items[framework->groups[i].first_clause].joint = JOINT_SECTION;
	*items_out = items;
	return framework->clause_count;
}

static const struct paging paging = {.lines = 120,
	.slide_lines = 40,
	.at_a_glance = 15,
	.whole = 15,
	.slides = 8,
	.items = list_items};

/* -- measuring ------------------------------------------------------------------------------ */

static const char *
of_words(struct sheet *sheet, size_t n, size_t all)
{
	return SAY(sheet->arena, sheet->request, "diagram.coverage.count", "n",
		arena_printf(sheet->arena, "%zu", n), "all",
		arena_printf(sheet->arena, "%zu", all));
}

static void
set_addressed(struct sheet *sheet, struct tile *tile, const struct clause *clause,
	const struct addressed *addressed, int width_px)
{
	const struct diagram_request *request = sheet->request;
	const char *note = NULL;

	tile->look = LOOK_ANSWERS;
	tile->parties = addressed->actors;
	tile->party_count = addressed->actor_count;
	tile->href = href_control(sheet->arena, request, addressed->first);
	if (strcmp(addressed->controls.words, clause->number) != 0)
		note = SAY(sheet->arena, request, "diagram.coverage.by", "clauses",
			say_listing(request, sheet->arena, &addressed->controls));
	note = say_clauses(
		sheet->arena, request, note, say_limits(request, sheet->arena, addressed));
	if (width_px > 0 && note != NULL)
		tile->note = sheet_words(sheet, note, STYLE_SMALL, width_px);
}

static void
set_tile(struct sheet *sheet, const struct coverage *coverage, const struct tile_section *section,
	struct tile *tile, const struct clause *clause)
{
	const struct addressed *addressed = &coverage->addressed[clause->index];
	const char *name = mapped_clause_name(sheet->arena, sheet->request, clause);
	const struct text_block *number =
		sheet_words(sheet, clause->number, STYLE_NUMBER, tiles_inner(section));

	tile->number = coverage->dense ? NULL : number;
	tile->label = coverage->dense
			      ? number
			      : sheet_set(sheet, &clause->title, STYLE_SMALL, tiles_inner(section));
	tile->look = LOOK_NOT_APPLICABLE;
	tile->muted = addressed->first == NULL;
	if (addressed->first != NULL)
		set_addressed(
			sheet, tile, clause, addressed, coverage->dense ? 0 : tiles_inner(section));
	tile->sentence = SAY(sheet->arena, sheet->request, "diagram.say.row", "row", name, "cell",
		addressed->first == NULL
			? sheet_say(sheet, "diagram.coverage.open")
			: say_clauses(sheet->arena, sheet->request, addressed->in_full,
				  say_limits(sheet->request, sheet->arena, addressed)));
}

/* Those clauses of the group that stand on the page. */
static void
set_tiles(struct sheet *sheet, const struct coverage *coverage, struct tile_section *section,
	const struct clause_group *group, int least_w)
{
	tiles_fit(sheet, section, least_w);
	section->tile_count = 0;
	section->tiles =
		arena_array(sheet->arena, group->clause_count + 1, sizeof(*section->tiles));
	for (size_t i = 0; i < group->clause_count; i++)
		if (paging_has(sheet->request, group->first_clause + i))
			set_tile(sheet, coverage, section, &section->tiles[section->tile_count++],
				&coverage->framework->clauses[group->first_clause + i]);
}

static int
least_tile(const struct sheet *sheet, const struct coverage *coverage)
{
	if (coverage->dense)
		return COVERAGE_NUMBER;
	return sheet_is_narrow(sheet) ? COVERAGE_TILE_NARROW : COVERAGE_TILE;
}

/* The same width for the tiles of all groups. */
static int
tile_need(struct sheet *sheet, const struct coverage *coverage)
{
	int least = least_tile(sheet, coverage), need = least;
	struct tile_section section = {0};

	sheet_probe(sheet, true);
	for (size_t i = 0; i < coverage->framework->group_count; i++) {
		set_tiles(sheet, coverage, &section, &coverage->framework->groups[i], least);
		need = sheet_need(sheet, section.tile_w, need);
	}
	sheet_probe(sheet, false);
	return need;
}

/* A section without tiles stands on another page. */
static void
add_section(struct sheet *sheet, struct coverage *coverage, const struct clause_group *group,
	int tile_w)
{
	struct tile_section *section = &coverage->sections[coverage->section_count];
	int w = sheet->width_px - 2 * sheet_margin(sheet);

	set_tiles(sheet, coverage, section, group, tile_w);
	if (section->tile_count == 0)
		return;
	coverage->section_count++;
	section->count = sheet_words(sheet,
		of_words(sheet,
			count_addressed(
				coverage->addressed, group->first_clause, group->clause_count),
			group->clause_count),
		STYLE_NOTE, 0);
	section->title = say_text(sheet->arena, sheet->request, &group->title);
	section->heading = sheet_set(
		sheet, &group->title, STYLE_HEADING, w - section->count->width - SHEET_SWATCH);
}

static const char *
title(const struct diagram_request *request, struct arena *arena)
{
	const struct framework *framework = mapped_framework(request);

	return SAY(arena, request, "diagram.title.coverage", "framework", framework->short_name);
}

static void *
measure(struct sheet *sheet)
{
	struct coverage *coverage = ARENA_NEW(sheet->arena, struct coverage);
	const struct diagram_request *request = sheet->request;
	const struct framework *framework = mapped_framework(request);
	int tile_w;

	coverage->framework = framework;
	coverage->addressed = find_addressed(request, sheet->arena, framework);
	coverage->dense = request->part.pages == 0 && paging_is_long(&paging, request);
	tile_w = tile_need(sheet, coverage);
	head_measure(sheet, &coverage->head, title(request, sheet->arena), request->lang);
	legend_measure(sheet, &coverage->legend, mapped_mark_actors(sheet->arena, request->matrix));
	coverage->sections =
		arena_array(sheet->arena, framework->group_count + 1, sizeof(*coverage->sections));
	for (size_t i = 0; i < framework->group_count; i++)
		add_section(sheet, coverage, &framework->groups[i], tile_w);
	coverage->note = sheet_words(sheet,
		SAY(sheet->arena, request, "diagram.coverage.note", "framework",
			framework->short_name),
		STYLE_NOTE, sheet->width_px - 2 * sheet_margin(sheet));
	return coverage;
}

static void
place(struct sheet *sheet, void *data)
{
	struct coverage *coverage = data;
	int y = sheet_margin(sheet) + coverage->head.height + COVERAGE_LEGEND_GAP;

	y = legend_place(sheet, &coverage->legend, y);
	for (size_t i = 0; i < coverage->section_count; i++)
		y = tiles_place(sheet, &coverage->sections[i], y + TILES_SECTION_GAP);
	coverage->note_y = y + SHEET_FOOT_GAP;
	sheet->height_px = coverage->note_y + coverage->note->height + sheet_margin(sheet);
}

static void
paint(const struct sheet *sheet, const void *data, struct scene *scene)
{
	const struct coverage *coverage = data;

	head_paint(sheet, &coverage->head, scene);
	legend_paint(sheet, &coverage->legend, scene);
	for (size_t i = 0; i < coverage->section_count; i++)
		tiles_paint(sheet, &coverage->sections[i], scene);
	scene_text(scene, PAINT_MUTED, sheet_margin(sheet), coverage->note_y, coverage->note,
		ALIGN_START, true);
}

/* -- in words --------------------------------------------------------------------------------- */

static void
describe_group(struct alternative *a, const struct framework *framework,
	const struct clause_group *group, const struct addressed *addressed)
{
	const struct diagram_request *request = a->request;
	const char *list = NULL;
	size_t n = count_addressed(addressed, group->first_clause, group->clause_count);

	for (size_t i = group->first_clause; i < group->first_clause + group->clause_count; i++)
		if (addressed[i].first != NULL && paging_has(request, i) &&
			!alternative_list(a, &list, framework->clauses[i].number))
			break;
	alternative_add(a, SAY(a->arena, request, "diagram.say.coverage-group", "group",
				   say_text(a->arena, request, &group->title), "n",
				   arena_printf(a->arena, "%zu", n), "all",
				   arena_printf(a->arena, "%zu", group->clause_count), "clauses",
				   list != NULL ? list : "–"));
}

static void
describe(const struct diagram_request *request, struct arena *arena, struct buf *out)
{
	const struct framework *framework = mapped_framework(request);
	const struct addressed *addressed = find_addressed(request, arena, framework);
	struct alternative a;

	alternative_begin(
		&a, request, arena, out, say_about(arena, request, "diagram.say.coverage"));
	alternative_add(&a,
		SAY(arena, request, "diagram.coverage.note", "framework", framework->short_name));
	for (size_t i = 0; i < framework->group_count && !a.full; i++)
		if (is_on_page(request, &framework->groups[i]))
			describe_group(&a, framework, &framework->groups[i], addressed);
	alternative_end(&a);
}

const struct kind kind_coverage = {
	.name = "coverage",
	.title_id = "diagram.kind.coverage",
	.width_px = THEME_WIDTH,
	.fits = mapped_covers,
	.paging = &paging,
	.shows_framework = true,
	.measure = measure,
	.place = place,
	.paint = paint,
	.title = title,
	.describe = describe,
};
