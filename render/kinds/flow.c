/* flow: the controls on the left, the clauses they are mapped to on the right, and a ribbon for
 * each mapping in the colour of those who act on the control. A narrow picture has no room for
 * ribbons: there each control names its counterparts. Both columns are as high as the higher one:
 * the gaps of the other grow. */
#include "alternative.h"
#include "href.h"
#include "kind.h"
#include "mapped.h"
#include "paging.h"
#include "say.h"
#include "scene/theme.h"
#include "tiles.h"

enum {
	FLOW_RIBBON = 12,
	FLOW_RIBBON_GAP = 2,
	FLOW_EDGE = 2, /* beside a ribbon */
	FLOW_NODE_PAD = 4,
	FLOW_NODE_GAP = 4,
	FLOW_GROUP_GAP = 12, /* between the groups of a framework */
	FLOW_INSET = 8,
	FLOW_BAR = 5,
	FLOW_NAMES_GAP = 12,
	FLOW_LEGEND_GAP = 22,
	FLOW_DENSE_TILE = 120,  /* of a list with numbers alone */
	FLOW_NODE_PERCENT = 43, /* at most: the ribbons need room */
};

struct node {
	const struct control *control;                  /* of the left side */
	const struct clause *clause;                    /* of the right side */
	const struct text_block *number, *title, *note; /* note may be NULL */
	const struct party *const *parties;
	size_t party_count;
	size_t links, drawn; /* ribbons that begin or end here; those placed so far */
	bool group_starts;
	int text_h;
	struct box box;
};

struct ribbon {
	size_t left, right; /* nodes */
	int y0, y1;
};

struct flow {
	struct head head;
	struct legend legend;
	bool dense;  /* so long that the numbers alone are shown */
	bool listed; /* no ribbons: narrow, or dense */
	struct tile_section list;
	const struct text_block *names[2];
	int names_y, names_h;
	struct node *left, *right;
	size_t left_count, right_count;
	struct ribbon *ribbons;
	size_t ribbon_count;
	int node_w, number_w[2];
};

/* -- nodes and ribbons -------------------------------------------------------------------- */

static size_t
count_maps(const struct matrix *matrix)
{
	size_t n = 0;

	for (size_t i = 0; i < matrix->control_count; i++)
		n += matrix->controls[i].map_count;
	return n;
}

/* The clauses that have a counterpart become the nodes of the right side, in their own order.
 * place_of[clause]: the node's place + 1. */
static size_t *
find_right(struct sheet *sheet, struct flow *flow, const struct framework *framework)
{
	const struct matrix *matrix = sheet->request->matrix;
	size_t *place_of =
		arena_array(sheet->arena, framework->clause_count + 1, sizeof(*place_of));

	for (size_t i = 0; i < matrix->control_count; i++)
		for (size_t k = 0; k < matrix->controls[i].map_count; k++) {
			const struct clause *clause =
				mapped_clause(framework, &matrix->controls[i].maps[k]);

			if (clause != NULL)
				place_of[clause->index] = 1;
		}
	flow->right = arena_array(sheet->arena, framework->clause_count + 1, sizeof(*flow->right));
	for (size_t i = 0; i < framework->clause_count; i++)
		if (place_of[i] > 0) {
			flow->right[flow->right_count].clause = &framework->clauses[i];
			place_of[i] = ++flow->right_count;
		}
	return place_of;
}

static void
find_ribbons(struct sheet *sheet, struct flow *flow, const struct framework *framework)
{
	const struct matrix *matrix = sheet->request->matrix;
	const size_t *place_of = find_right(sheet, flow, framework);

	flow->left_count = matrix->control_count;
	flow->left = arena_array(sheet->arena, matrix->control_count + 1, sizeof(*flow->left));
	flow->ribbons = arena_array(sheet->arena, count_maps(matrix) + 1, sizeof(*flow->ribbons));
	for (size_t i = 0; i < matrix->control_count; i++) {
		const struct control *control = &matrix->controls[i];

		flow->left[i].control = control;
		flow->left[i].parties =
			mapped_actors(sheet->arena, control, &flow->left[i].party_count);
		for (size_t k = 0; k < control->map_count; k++) {
			const struct clause *clause = mapped_clause(framework, &control->maps[k]);

			if (clause == NULL)
				continue;
			flow->ribbons[flow->ribbon_count] =
				(struct ribbon){i, place_of[clause->index] - 1, 0, 0};
			flow->left[i].links++;
			flow->right[flow->ribbons[flow->ribbon_count++].right].links++;
		}
	}
}

/* -- pages --------------------------------------------------------------------------------------
 */

/* As many controls as there are, higher where there are many ribbons. */
static size_t
list_items(const struct diagram_request *request, struct arena *arena, struct page_item **items_out)
{
	const struct matrix *matrix = request->matrix;
	struct page_item *items = arena_array(arena, matrix->control_count + 1, sizeof(*items));
	const struct clause_group *before = NULL;

	for (size_t i = 0; i < matrix->control_count; i++) {
		const struct control *control = &matrix->controls[i];
		const struct clause_group *group =
			control_clause(request->model, matrix, control)->group;

		items[i].lines = 1 + control->map_count / 4;
		items[i].joint = group != before ? JOINT_GROUP : JOINT_NONE;
		before = group;
	}
	*items_out = items;
	return matrix->control_count;
}

/* A document that has no other controls. */
static void
take_controls(struct diagram_request *request, struct arena *arena)
{
	struct matrix *matrix = ARENA_NEW(arena, struct matrix);

	*matrix = *request->matrix;
	matrix->controls += request->part.first;
	matrix->control_count = request->part.count;
	request->framework = mapped_framework(request);
	request->matrix = matrix;
}

static const struct paging paging = {
	.lines = 60,
	.slide_lines = 12,
	.at_a_glance = 12,
	.whole = 12,
	.slides = 8,
	.items = list_items,
	.excerpt = take_controls,
};

/* -- measuring ------------------------------------------------------------------------------ */

static const char *
node_number(const struct node *node)
{
	return node->control != NULL ? node->control->clause : node->clause->number;
}

static void
mark_groups(
	const struct model *model, const struct matrix *matrix, struct node *nodes, size_t count)
{
	const struct clause_group *before = NULL;

	for (size_t i = 0; i < count; i++) {
		const struct clause *clause =
			nodes[i].control != NULL ? control_clause(model, matrix, nodes[i].control)
						 : nodes[i].clause;

		nodes[i].group_starts = i > 0 && clause->group != before;
		before = clause->group;
	}
}

/* Of a control that has no counterpart in the picture's framework: it may have some elsewhere. */
static const char *
say_none(const struct diagram_request *request, const struct control *control)
{
	bool elsewhere = false;

	for (size_t i = 0; control != NULL && i < control->map_count; i++)
		elsewhere = elsewhere || control->maps[i].relation != RELATION_NONE;
	return say_plain(request, elsewhere ? "diagram.flow.elsewhere" : "diagram.flow.none");
}

/* That nothing is mapped, and the limits. */
static const struct text_block *
set_note(struct sheet *sheet, const struct node *node, int width_px)
{
	const char *words = node->links == 0 ? say_none(sheet->request, node->control) : NULL;

	if (node->control != NULL)
		words = say_clauses(sheet->arena, sheet->request, words,
			mapped_limits(sheet->request, sheet->arena, node->control));
	return words != NULL ? sheet_words(sheet, words, STYLE_SMALL, width_px) : NULL;
}

static void
set_nodes(struct sheet *sheet, const struct flow *flow, struct node *nodes, size_t count,
	int *number_w)
{
	const struct diagram_request *request = sheet->request;
	int w;

	*number_w = 0;
	for (size_t i = 0; i < count; i++) {
		nodes[i].number = sheet_words(sheet, node_number(&nodes[i]), STYLE_NUMBER, 0);
		if (nodes[i].number->width > *number_w)
			*number_w = nodes[i].number->width;
	}
	*number_w += FLOW_INSET;
	w = flow->node_w - FLOW_BAR - 2 * FLOW_INSET - *number_w;
	for (size_t i = 0; i < count; i++) {
		struct node *node = &nodes[i];

		node->title = sheet_set(sheet,
			node->control != NULL
				? control_title(request->model, request->matrix, node->control)
				: &node->clause->title,
			STYLE_SMALL, w);
		node->note = set_note(sheet, node, w);
		node->text_h = node->title->height + (node->note != NULL ? node->note->height : 0);
		if (node->text_h < node->number->height)
			node->text_h = node->number->height;
	}
	mark_groups(request->model, request->matrix, nodes, count);
}

static void
set_names(struct sheet *sheet, struct flow *flow, const struct framework *framework)
{
	const struct matrix *matrix = sheet->request->matrix;
	const struct framework *own =
		model_framework(sheet->request->model, matrix->control_framework);

	flow->names[0] = sheet_words(sheet, own->short_name, STYLE_HEADING, flow->node_w);
	flow->names[1] = sheet_words(sheet, framework->short_name, STYLE_HEADING, flow->node_w);
	for (int i = 0; i < 2; i++)
		if (flow->names[i]->height > flow->names_h)
			flow->names_h = flow->names[i]->height;
}

static void
set_columns(struct sheet *sheet, struct flow *flow, const struct framework *framework)
{
	set_names(sheet, flow, framework);
	set_nodes(sheet, flow, flow->left, flow->left_count, &flow->number_w[0]);
	set_nodes(sheet, flow, flow->right, flow->right_count, &flow->number_w[1]);
}

/* The control's counterparts by number, and title unless dense, one after the other; NULL: it has
 * none. */
static const char *
counterparts(const struct diagram_request *request, struct arena *arena,
	const struct framework *framework, const struct control *control, bool dense)
{
	const char *list = NULL, *between = say_between(arena, request, "diagram.list");

	for (size_t k = 0; k < control->map_count; k++) {
		const struct clause *clause = mapped_clause(framework, &control->maps[k]);

		if (clause != NULL)
			list = say_join(arena, list, between,
				dense ? clause->number
				      : mapped_clause_name(arena, request, clause));
	}
	return list;
}

static const char *
sentence(const struct diagram_request *request, struct arena *arena,
	const struct framework *framework, const struct control *control)
{
	const char *list = counterparts(request, arena, framework, control, false);

	if (list == NULL)
		list = say_none(request, control);
	return SAY(arena, request, "diagram.say.row", "row",
		mapped_control_name(arena, request, control), "cell",
		say_clauses(arena, request, list, mapped_limits(request, arena, control)));
}

/* "9.2.1 → 5.15, 5.18", or with titles below each other. */
static void
set_tile(struct sheet *sheet, const struct flow *flow, const struct framework *framework,
	const struct control *control, struct tile *tile)
{
	const struct diagram_request *request = sheet->request;
	struct arena *arena = sheet->arena;
	const char *to = counterparts(request, arena, framework, control, flow->dense), *note;
	int w = tiles_inner(&flow->list);

	tile->look = LOOK_ANSWERS;
	tile->parties = mapped_actors(arena, control, &tile->party_count);
	tile->sentence = sentence(request, arena, framework, control);
	tile->href = href_control(arena, request, control);
	to = to != NULL ? arena_printf(arena, "→ %s", to) : NULL;
	if (flow->dense) {
		tile->muted = to == NULL;
		tile->label = sheet_words(
			sheet, say_join(arena, control->clause, " ", to), STYLE_SMALL, w);
		return;
	}
	note = to != NULL ? to : say_none(request, control);
	note = say_clauses(arena, request, note, mapped_limits(request, arena, control));
	tile->label =
		sheet_words(sheet, mapped_control_name(arena, request, control), STYLE_BLOCK, w);
	tile->note = sheet_words(sheet, note, STYLE_SMALL, w);
}

static void
set_list(struct sheet *sheet, struct flow *flow, const struct framework *framework)
{
	struct tile_section *list = &flow->list;
	const struct matrix *matrix = sheet->request->matrix;

	tiles_fit(sheet, list,
		flow->dense ? FLOW_DENSE_TILE : sheet->width_px - 2 * sheet_margin(sheet));
	list->heading = sheet_words(sheet, framework->short_name, STYLE_HEADING,
		sheet->width_px - 2 * sheet_margin(sheet));
	list->title = framework->short_name;
	list->tile_count = matrix->control_count;
	list->tiles = arena_array(sheet->arena, matrix->control_count + 1, sizeof(*list->tiles));
	for (size_t i = 0; i < matrix->control_count; i++)
		set_tile(sheet, flow, framework, &matrix->controls[i], &list->tiles[i]);
}

static const char *
title(const struct diagram_request *request, struct arena *arena)
{
	const struct framework *framework = mapped_framework(request);

	return SAY(arena, request, "diagram.title.flow", "framework", framework->short_name);
}

static void *
measure(struct sheet *sheet)
{
	struct flow *flow = ARENA_NEW(sheet->arena, struct flow);
	const struct diagram_request *request = sheet->request;
	const struct framework *framework = mapped_framework(request);
	int w = sheet->width_px - 2 * sheet_margin(sheet), need;

	head_measure(sheet, &flow->head, title(request, sheet->arena), request->lang);
	legend_measure(sheet, &flow->legend, mapped_mark_actors(sheet->arena, request->matrix));
	flow->dense = request->part.pages == 0 && paging_is_long(&paging, request);
	flow->listed = flow->dense || sheet_is_narrow(sheet);
	if (flow->listed) {
		set_list(sheet, flow, framework);
		return flow;
	}
	flow->node_w = w * 38 / 100;
	find_ribbons(sheet, flow, framework);
	sheet_probe(sheet, true);
	set_columns(sheet, flow, framework);
	need = sheet_need(sheet, flow->node_w, flow->node_w);
	sheet_probe(sheet, false);
	flow->node_w = need < w * FLOW_NODE_PERCENT / 100 ? need : w * FLOW_NODE_PERCENT / 100;
	set_columns(sheet, flow, framework);
	return flow;
}

/* -- placing ---------------------------------------------------------------------------------- */

static int
links_height(const struct node *node)
{
	return (int)node->links * (FLOW_RIBBON + FLOW_RIBBON_GAP) - FLOW_RIBBON_GAP;
}

static int
gap_above(const struct node *node)
{
	return node->group_starts ? FLOW_GROUP_GAP : FLOW_NODE_GAP;
}

/* Sets the heights of a column's nodes; returns that of all. */
static int
size_nodes(struct node *nodes, size_t count)
{
	int h = 0;

	for (size_t i = 0; i < count; i++) {
		nodes[i].box.h = nodes[i].text_h;
		if (nodes[i].box.h < links_height(&nodes[i]))
			nodes[i].box.h = links_height(&nodes[i]);
		nodes[i].box.h += 2 * FLOW_NODE_PAD;
		h += nodes[i].box.h + (i > 0 ? gap_above(&nodes[i]) : 0);
	}
	return h;
}

/* extra is shared among the gaps. */
static void
place_nodes(struct node *nodes, size_t count, int x, int y, int w, int extra)
{
	int n = count > 1 ? (int)count - 1 : 1;

	for (size_t i = 0; i < count; i++) {
		int k = (int)i;

		if (i > 0)
			y += gap_above(&nodes[i]) + extra * k / n - extra * (k - 1) / n;
		nodes[i].box.x = x;
		nodes[i].box.y = y;
		nodes[i].box.w = w;
		y += nodes[i].box.h;
	}
}

/* Where the node's next ribbon begins or ends. */
static int
next_port(struct node *node)
{
	int top = node->box.y + (node->box.h - links_height(node)) / 2;

	return top + (int)node->drawn++ * (FLOW_RIBBON + FLOW_RIBBON_GAP);
}

static int
place_columns(struct sheet *sheet, struct flow *flow, int y)
{
	int left = size_nodes(flow->left, flow->left_count),
	    right = size_nodes(flow->right, flow->right_count);
	int h = left > right ? left : right, x = sheet_margin(sheet);

	flow->names_y = y;
	y += flow->names_h + FLOW_NAMES_GAP;
	place_nodes(flow->left, flow->left_count, x, y, flow->node_w, h - left);
	place_nodes(flow->right, flow->right_count, sheet->width_px - x - flow->node_w, y,
		flow->node_w, h - right);
	for (size_t i = 0; i < flow->ribbon_count; i++) {
		flow->ribbons[i].y0 = next_port(&flow->left[flow->ribbons[i].left]);
		flow->ribbons[i].y1 = next_port(&flow->right[flow->ribbons[i].right]);
	}
	return y + h;
}

static void
place(struct sheet *sheet, void *data)
{
	struct flow *flow = data;
	int y = sheet_margin(sheet) + flow->head.height + FLOW_LEGEND_GAP;

	y = legend_place(sheet, &flow->legend, y) + FLOW_LEGEND_GAP;
	y = flow->listed ? tiles_place(sheet, &flow->list, y) : place_columns(sheet, flow, y);
	sheet->height_px = y + sheet_margin(sheet);
}

/* -- painting ---------------------------------------------------------------------------------- */

/* With an edge in the colour of the ground, where there is one, so that ribbons that cross can be
 * followed. */
static void
paint_ribbon(const struct sheet *sheet, struct scene *scene, const struct flow *flow,
	const struct ribbon *ribbon)
{
	const struct node *from = &flow->left[ribbon->left], *to = &flow->right[ribbon->right];
	int x0 = from->box.x + from->box.w, n = (int)from->party_count;

	if (!sheet->request->transparent)
		scene_ribbon(scene, PAINT_GROUND, x0, ribbon->y0 - FLOW_EDGE, to->box.x,
			ribbon->y1 - FLOW_EDGE, FLOW_RIBBON + 2 * FLOW_EDGE);
	if (n == 0)
		scene_ribbon(scene, PAINT_NEUTRAL_MID, x0, ribbon->y0, to->box.x, ribbon->y1,
			FLOW_RIBBON);
	for (int i = 0; i < n; i++) {
		int top = FLOW_RIBBON * i / n, bottom = FLOW_RIBBON * (i + 1) / n;

		scene_ribbon(scene, sheet_paint(sheet, from->parties[i], PARTY_MID), x0,
			ribbon->y0 + top, to->box.x, ribbon->y1 + top, bottom - top);
	}
}

static void
paint_bars(const struct sheet *sheet, struct scene *scene, const struct node *node, int x)
{
	int n = (int)node->party_count;

	if (node->clause != NULL || n == 0)
		scene_rect(scene, PAINT_NEUTRAL_BAR, x, node->box.y, FLOW_BAR, node->box.h, 0);
	for (int i = 0; i < n; i++) {
		int top = node->box.h * i / n, bottom = node->box.h * (i + 1) / n;

		scene_rect(scene, sheet_paint(sheet, node->parties[i], PARTY_BAR), x,
			node->box.y + top, FLOW_BAR, bottom - top, 0);
	}
}

static void
paint_node(const struct sheet *sheet, struct scene *scene, const struct node *node, int number_w)
{
	const struct box *box = &node->box;
	bool left = node->control != NULL;
	int x = box->x + FLOW_INSET + (left ? 0 : FLOW_BAR),
	    y = box->y + (box->h - node->text_h) / 2;
	struct box surface = *box;

	if (left && node->links > 0) {
		sheet_surface(
			sheet, scene, node->party_count == 1 ? node->parties[0] : NULL, surface, 3);
		sheet_bands(sheet, scene, node->parties, node->party_count, surface);
	} else if (left) {
		scene_dashes(scene, PAINT_RULE, box->x, box->y, box->w, box->h);
	} else {
		sheet_surface(sheet, scene, NULL, surface, 3);
	}
	paint_bars(sheet, scene, node, left ? box->x + box->w - FLOW_BAR : box->x);
	sheet_put(sheet, scene, PAINT_INK, x, y, node->number, ALIGN_START, false);
	sheet_put(sheet, scene, PAINT_INK, x + number_w, y, node->title, ALIGN_START, false);
	if (node->note != NULL)
		sheet_put(sheet, scene, PAINT_MUTED, x + number_w, y + node->title->height,
			node->note, ALIGN_START, false);
}

static void
paint_columns(const struct sheet *sheet, struct scene *scene, const struct flow *flow)
{
	const struct framework *framework = mapped_framework(sheet->request);

	for (size_t i = 0; i < flow->ribbon_count; i++)
		paint_ribbon(sheet, scene, flow, &flow->ribbons[i]);
	for (int i = 0; i < 2; i++)
		scene_text(scene, PAINT_INK,
			i == 0 ? sheet_margin(sheet)
			       : sheet->width_px - sheet_margin(sheet) - flow->node_w,
			flow->names_y + flow->names_h - flow->names[i]->height, flow->names[i],
			ALIGN_START, true);
	scene_open(scene, GROUP_LIST, flow->head.title->string, NULL);
	for (size_t i = 0; i < flow->left_count; i++) {
		scene_open(scene, GROUP_LIST_ITEM,
			sentence(sheet->request, sheet->arena, framework, flow->left[i].control),
			href_control(sheet->arena, sheet->request, flow->left[i].control));
		paint_node(sheet, scene, &flow->left[i], flow->number_w[0]);
		scene_close(scene);
	}
	scene_close(scene);
	for (size_t i = 0; i < flow->right_count; i++)
		paint_node(sheet, scene, &flow->right[i], flow->number_w[1]);
}

static void
paint(const struct sheet *sheet, const void *data, struct scene *scene)
{
	const struct flow *flow = data;

	head_paint(sheet, &flow->head, scene);
	legend_paint(sheet, &flow->legend, scene);
	if (flow->listed)
		tiles_paint(sheet, &flow->list, scene);
	else
		paint_columns(sheet, scene, flow);
}

/* -- in words -------------------------------------------------------------------------------------
 */

static void
describe(const struct diagram_request *request, struct arena *arena, struct buf *out)
{
	const struct framework *framework = mapped_framework(request);
	struct alternative a;

	alternative_begin(&a, request, arena, out, say_about(arena, request, "diagram.say.flow"));
	for (size_t i = 0; i < request->matrix->control_count && !a.full; i++)
		alternative_add(&a, say_sentence(arena, request,
					    sentence(request, arena, framework,
						    &request->matrix->controls[i])));
	alternative_end(&a);
}

const struct kind kind_flow = {
	.name = "flow",
	.title_id = "diagram.kind.flow",
	.width_px = THEME_WIDTH,
	.fits = mapped_fits,
	.paging = &paging,
	.shows_framework = true,
	.measure = measure,
	.place = place,
	.paint = paint,
	.title = title,
	.describe = describe,
};
