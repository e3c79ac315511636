/* card: what a link to a page shows of it, 1200 x 630 (the size that link previews are cut to):
 * service and title on the left, the boundary in miniature on the right. With a control or a
 * highlighted party it is the card of that page. */
#include "boundary.h"
#include "kind.h"
#include "mapped.h"
#include "say.h"
#include "kinds/stack/stack.h"
#include "scene/theme.h"

enum {
	CARD_WIDTH = 1200,
	CARD_HEIGHT = 630,
	CARD_MARGIN = 64,
	CARD_FIGURE_W = 330,
	CARD_FIGURE_GAP = 56,
	CARD_TITLE_LINES = 4, /* in the large letters */
	CARD_PARTY_LINES = 3,
	CARD_PARTIES_GAP = 24,
	CARD_BAND_MAX = 56,
	CARD_GAP_MAX = 8,
	CARD_BAR = 12,
	CARD_COLUMN_GAP = 6,
	CARD_LINE_GAP = 12,
	CARD_SWATCH = 20,
};

struct card {
	const struct text_block *eyebrow, *title, *note, *byline;
	const struct text_block **names; /* of the parties below */
	const struct party **parties;
	struct box *swatches;
	size_t party_count;
	size_t row_count; /* of all tables; 0: there is no boundary to show */
	int text_w;
};

static bool
fits_any(const struct model *model, const struct matrix *matrix, const char **why)
{
	(void)model;
	(void)matrix;
	*why = "";
	return true;
}

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

/* -- words ------------------------------------------------------------------------------- */

static const char *
title(const struct diagram_request *request, struct arena *arena)
{
	if (request->control != NULL)
		return mapped_control_name(arena, request, request->control);
	if (request->highlight != NULL)
		return SAY(arena, request, "diagram.title.party", "party",
			say_text(arena, request, &request->highlight->name));
	return say_text(arena, request, &request->matrix->title);
}

/* Who does what for the control. */
static const char *
note(const struct diagram_request *request, struct arena *arena)
{
	static const char *const ids[DOES__COUNT] = {"diagram.part.answers", "diagram.part.carries",
		"diagram.part.supports", "diagram.part.may", "diagram.part.consulted"};
	const char *list = NULL;

	if (request->control == NULL)
		return NULL;
	list = mapped_limits(request, arena, request->control);
	for (int does = 0; does <= DOES_CONSULTED; does++) {
		const char *names =
			say_parties(arena, request, &request->control->parts, (enum does)does);

		if (names != NULL)
			list = say_join(arena, list, "  ·  ",
				SAY(arena, request, ids[does], "party", names));
		if (names != NULL && does == DOES_ANSWERS)
			list = say_join(arena, list, "  ·  ",
				say_shared(request, &request->control->parts));
	}
	return list;
}

/* The title in that style; NULL: it would not fit, or only with broken words. */
static const struct text_block *
try_title(struct sheet *sheet, const char *words, enum style style, int width_px, int room)
{
	const struct text_block *block;
	bool whole;

	sheet_probe(sheet, true);
	block = sheet_words(sheet, words, style, width_px);
	whole = sheet_need(sheet, width_px, 0) <= width_px;
	sheet_probe(sheet, false);
	return whole && block->line_count <= CARD_TITLE_LINES && block->height <= room ? block
										       : NULL;
}

/* As large as its length and the room allow. */
static const struct text_block *
set_title(struct sheet *sheet, int width_px, int room)
{
	static const enum style styles[] = {STYLE_POSTER, STYLE_FIGURE, STYLE_TITLE, STYLE_LABEL};
	enum { LAST = sizeof(styles) / sizeof(*styles) - 1 };
	const char *words = title(sheet->request, sheet->arena);

	for (size_t i = 0; i < LAST; i++) {
		const struct text_block *block = try_title(sheet, words, styles[i], width_px, room);

		if (block != NULL)
			return block;
	}
	return sheet_lines(sheet, words, styles[LAST], width_px,
		(size_t)(room / type_of(styles[LAST])->line_px));
}

/* Whether the figure shows the party in the cell: the highlighted one if it has any part. */
static bool
is_shown(const struct diagram_request *request, const struct cell *cell, const struct party *party)
{
	return parts_find(&cell->parts, party, DOES_ANSWERS) != NULL || runner(cell) == party ||
	       (party == request->highlight && parts_find(&cell->parts, party, PARTS_ANY) != NULL);
}

static bool
is_in_figure(const struct diagram_request *request, const struct party *party)
{
	const struct table *table;

	for (table = boundary_first(request); table != NULL; table = boundary_next(request, table))
		for (size_t row = 0; row < table->row_count; row++)
			for (size_t c = 0; c < table_cell_count(table); c++)
				if (is_shown(request, &table->rows[row].cells[c], party))
					return true;
	return false;
}

static void
set_parties(struct sheet *sheet, struct card *card)
{
	const struct matrix *matrix = sheet->request->matrix;

	card->parties = arena_array(sheet->arena, matrix->party_count + 1, sizeof(*card->parties));
	card->names = arena_array(sheet->arena, matrix->party_count + 1, sizeof(*card->names));
	card->swatches =
		arena_array(sheet->arena, matrix->party_count + 1, sizeof(*card->swatches));
	for (size_t i = 0; i < matrix->party_count; i++) {
		const struct party *party = &matrix->parties[i];

		if (!is_in_figure(sheet->request, party))
			continue;
		card->parties[card->party_count] = party;
		card->names[card->party_count++] =
			sheet_lines(sheet, say_party(sheet->arena, sheet->request, party),
				STYLE_OWNER, card->text_w - CARD_SWATCH - SHEET_SWATCH_GAP, 1);
	}
}

/* Puts the parties' names at the bottom, as many as fit; returns the height they take. */
static int
place_parties(struct card *card)
{
	int x = CARD_MARGIN, y = 0, right = CARD_MARGIN + card->text_w, lines = 1;
	int line_px = type_of(STYLE_OWNER)->line_px;

	for (size_t i = 0; i < card->party_count; i++) {
		int w = CARD_SWATCH + SHEET_SWATCH_GAP + card->names[i]->width;

		if (x > CARD_MARGIN && x + w > right) {
			if (lines == CARD_PARTY_LINES) {
				card->party_count = i;
				break;
			}
			lines++;
			x = CARD_MARGIN;
			y += line_px;
		}
		card->swatches[i] = (struct box){x, y, CARD_SWATCH, CARD_SWATCH};
		x += w + 3 * SHEET_SWATCH_GAP;
	}
	for (size_t i = 0; i < card->party_count; i++)
		card->swatches[i].y += CARD_HEIGHT - CARD_MARGIN - y - line_px;
	return card->party_count > 0 ? y + line_px + CARD_PARTIES_GAP : 0;
}

static void *
measure(struct sheet *sheet)
{
	struct card *card = ARENA_NEW(sheet->arena, struct card);
	const struct table *table;
	const char *more = note(sheet->request, sheet->arena);
	int room;

	for (table = boundary_first(sheet->request); table != NULL;
		table = boundary_next(sheet->request, table))
		card->row_count += table->row_count;
	card->text_w = CARD_WIDTH - 2 * CARD_MARGIN -
		       (card->row_count > 0 ? CARD_FIGURE_W + CARD_FIGURE_GAP : 0);
	set_parties(sheet, card);
	room = CARD_HEIGHT - 2 * CARD_MARGIN - place_parties(card);
	card->eyebrow = sheet_lines(sheet,
		say_text(sheet->arena, sheet->request, &sheet->request->matrix->service_name),
		STYLE_POSTER_NOTE, card->text_w, 1);
	card->byline = sheet_lines(sheet, sheet_byline(sheet), STYLE_OWNER, card->text_w, 2);
	room -= card->eyebrow->height + card->byline->height + 3 * CARD_LINE_GAP;
	if (more != NULL) {
		card->note = sheet_lines(sheet, more, STYLE_POSTER_NOTE, card->text_w, 2);
		room -= card->note->height;
	}
	card->title = set_title(sheet, card->text_w, room);
	return card;
}

/* -- placing and painting -------------------------------------------------------------------- */

static void
place(struct sheet *sheet, void *data)
{
	(void)data;
	sheet->height_px = CARD_HEIGHT;
}

/* A cell of the table: those who answer for it beside each other, who runs it instead hatched, and
 * at its end a bar of the highlighted party if that has another part in it. */
static void
paint_cell(const struct sheet *sheet, struct scene *scene, const struct cell *cell, struct box box)
{
	const struct party **parties =
		arena_array(sheet->arena, cell->parts.count + 1, sizeof(*parties));
	const struct party *mine = sheet->request->highlight, *operator= runner(cell);
	int n = (int)boundary_parties(&cell->parts, parties), owners = 0;
	int radius = box.h > 12 && box.w > 2 * THEME_RADIUS ? THEME_RADIUS : 0,
	    bar = CARD_BAR / 2 < box.w ? CARD_BAR / 2 : box.w;

	for (int i = 0; i < n; i++) /* they come first */
		owners += parts_find(&cell->parts, parties[i], DOES_ANSWERS) != NULL;
	for (int i = 0; i < owners; i++) {
		int x = box.w * i / owners, end = box.w * (i + 1) / owners,
		    half = (end - x + 1) / 2;

		sheet_surface(sheet, scene, parties[i],
			(struct box){box.x + x, box.y, end - x, box.h}, radius);
		scene_rect(scene, sheet_paint(sheet, parties[i], PARTY_BAR), box.x + x, box.y,
			half < CARD_BAR ? half : CARD_BAR, box.h, 0);
	}
	if (owners == 0)
		scene_frame(scene, PAINT_RULE, PAINT_GROUND, box.x, box.y, box.w,
			box.h > 2 ? box.h : 3, 0);
	if (operator!= NULL && owners> 0)
		sheet_operated(sheet,
			scene, operator,(struct box){box.x + box.w / 2, box.y, box.w / 2, box.h},
			radius);
	if (mine != NULL && mine != operator&& parts_find(&cell->parts, mine, PARTS_ANY) != NULL &&
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
	int between = box.w / columns / 4 < CARD_COLUMN_GAP ? box.w / columns / 4 : CARD_COLUMN_GAP;

	for (int c = 0; c < columns; c++) {
		int left = (box.w + between) * c / columns;
		int right = (box.w + between) * (c + 1) / columns - between;

		paint_cell(sheet, scene, &row->cells[c],
			(struct box){box.x + left, box.y, right - left, box.h});
	}
}

/* Each row of the tables a band. */
static void
paint_figure(const struct sheet *sheet, struct scene *scene, const struct card *card)
{
	int n = (int)card->row_count, room = CARD_HEIGHT - 2 * CARD_MARGIN;
	int gap = room / n / 6 < CARD_GAP_MAX ? room / n / 6 : CARD_GAP_MAX;
	int h = room / n - gap < CARD_BAND_MAX ? room / n - gap : CARD_BAND_MAX;
	const struct table *table;
	int y;

	h = h > 1 ? h : 1;
	n = n * (h + gap) > room ? room / (h + gap) : n; /* of very many rows the first ones */
	y = (CARD_HEIGHT - n * (h + gap) + gap) / 2;
	for (table = boundary_first(sheet->request); table != NULL;
		table = boundary_next(sheet->request, table))
		for (size_t i = 0; i < table->row_count && n > 0; i++, n--, y += h + gap)
			paint_band(sheet, scene, table, &table->rows[i],
				(struct box){CARD_WIDTH - CARD_MARGIN - CARD_FIGURE_W, y,
					CARD_FIGURE_W, h});
}

static void
paint_parties(const struct sheet *sheet, struct scene *scene, const struct card *card)
{
	for (size_t i = 0; i < card->party_count; i++) {
		const struct box *box = &card->swatches[i];
		int top = box->y + (card->names[i]->type->line_px - CARD_SWATCH) / 2;

		if (sheet->palette == PALETTE_PRINT)
			sheet_surface(sheet, scene, card->parties[i],
				(struct box){box->x, top, box->w, box->h}, 3);
		else
			scene_rect(scene, sheet_paint(sheet, card->parties[i], PARTY_BAR), box->x,
				top, CARD_SWATCH, CARD_SWATCH, 4);
		scene_text(scene, PAINT_INK, box->x + CARD_SWATCH + SHEET_SWATCH_GAP, box->y,
			card->names[i], ALIGN_START, true);
	}
}

static void
paint(const struct sheet *sheet, const void *data, struct scene *scene)
{
	const struct card *card = data;
	int y = CARD_MARGIN;

	scene_text(scene, PAINT_MUTED, CARD_MARGIN, y, card->eyebrow, ALIGN_START, true);
	y += card->eyebrow->height + CARD_LINE_GAP;
	scene_text(scene, PAINT_INK, CARD_MARGIN, y, card->title, ALIGN_START, false);
	y += card->title->height + CARD_LINE_GAP;
	if (card->note != NULL) {
		scene_text(scene, PAINT_INK, CARD_MARGIN, y, card->note, ALIGN_START, true);
		y += card->note->height + CARD_LINE_GAP;
	}
	scene_text(scene, PAINT_MUTED, CARD_MARGIN, y, card->byline, ALIGN_START, true);
	if (card->row_count > 0)
		paint_figure(sheet, scene, card);
	paint_parties(sheet, scene, card);
}

static void
describe(const struct diagram_request *request, struct arena *arena, struct buf *out)
{
	const char *more = note(request, arena);

	buf_str(out,
		SAY(arena, request, "diagram.say.sentence", "sentence", title(request, arena)));
	if (more != NULL) {
		buf_str(out, say_between(arena, request, "diagram.sentences"));
		buf_str(out, SAY(arena, request, "diagram.say.sentence", "sentence", more));
	}
	buf_str(out, say_between(arena, request, "diagram.sentences"));
	buf_str(out, say_about(arena, request, "diagram.say.card"));
}

const struct kind kind_card = {
	.name = "card",
	.title_id = "diagram.kind.card",
	.width_px = CARD_WIDTH,
	.shows_tables = true,
	.fixed = true,
	.pages_at_a_glance = 1,
	.fits = fits_any,
	.measure = measure,
	.place = place,
	.paint = paint,
	.title = title,
	.describe = describe,
};
