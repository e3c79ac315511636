/* card: what a link to a page shows of it, 1200 x 630 (the size that link previews are cut to):
 * service and title on the left, the boundary in miniature on the right. With a control or a
 * highlighted party it is the card of that page. */
#include "boundary.h"
#include "card_figure.h"
#include "kind.h"
#include "mapped.h"
#include "say.h"
#include "kinds/stack/stack.h"
#include "scene/theme.h"

#include <string.h>

enum {
	CARD_WIDTH = 1200,
	CARD_HEIGHT = 630,
	CARD_MARGIN = 64,
	CARD_FIGURE_W = 330,
	CARD_FIGURE_GAP = 56,
	CARD_TITLE_LINES = 4, /* in the large letters */
	CARD_PARTY_LINES = 3,
	CARD_PARTIES_GAP = 24,
	CARD_LINE_GAP = 12,
	CARD_SWATCH = 20,
};

struct card {
	const struct text_block *eyebrow, *title, *note, *byline;
	struct card_figure figure;
	const struct text_block **names; /* of the parties below */
	const struct party **parties;
	struct box *swatches;
	size_t party_count;
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

/* Who does what for the control; NULL: the card is of no control. */
static const char *
note(const struct diagram_request *request, struct arena *arena)
{
	static const char *const ids[DOES__COUNT] = {"diagram.part.answers", "diagram.part.runs",
		"diagram.part.supports", "diagram.part.consulted"};
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

		if (!card_figure_has(sheet->request, &card->figure, party))
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
	const char *more = note(sheet->request, sheet->arena);
	int room = CARD_HEIGHT - 2 * CARD_MARGIN;

	card_figure_measure(
		sheet, &card->figure, title(sheet->request, sheet->arena), CARD_FIGURE_W, room);
	card->text_w = CARD_WIDTH - 2 * CARD_MARGIN -
		       (card->figure.group_count > 0 ? CARD_FIGURE_W + CARD_FIGURE_GAP : 0);
	set_parties(sheet, card);
	room -= place_parties(card);
	card->eyebrow = sheet_lines(sheet,
		say_text(sheet->arena, sheet->request, &sheet->request->matrix->service_name),
		STYLE_POSTER_NOTE, card->text_w, 1);
	card->byline = sheet_lines(sheet, sheet_byline(sheet), STYLE_OWNER, card->text_w, 2);
	room -= card->eyebrow->height + card->byline->height + 3 * CARD_LINE_GAP;
	more = more != NULL ? more : card->figure.names;
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
	card_figure_paint(
		sheet, scene, &card->figure, CARD_WIDTH - CARD_MARGIN - CARD_FIGURE_W, CARD_MARGIN);
	paint_parties(sheet, scene, card);
}

/* The names of the tables; NULL: the only one is called as the document. */
static const char *
tables_words(const struct diagram_request *request, struct arena *arena)
{
	const struct table *table, *first = boundary_first(request);
	const char *names = NULL;

	for (table = first; table != NULL; table = boundary_next(request, table))
		names = say_join(arena, names, say_between(arena, request, "diagram.list"),
			say_text(arena, request, &table->title));
	return names != NULL && boundary_next(request, first) == NULL &&
			       strcmp(names, title(request, arena)) == 0
		       ? NULL
		       : names;
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
	more = tables_words(request, arena);
	if (more != NULL) {
		buf_str(out, say_between(arena, request, "diagram.sentences"));
		buf_str(out, SAY(arena, request, "diagram.say.tables", "tables", more));
	}
}

const struct kind kind_card = {
	.name = "card",
	.title_id = "diagram.kind.card",
	.width_px = CARD_WIDTH,
	.shows_tables = true,
	.fixed = true,
	.fits = fits_any,
	.measure = measure,
	.place = place,
	.paint = paint,
	.title = title,
	.describe = describe,
};
