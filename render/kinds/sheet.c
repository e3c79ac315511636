#include "sheet.h"

#include <limits.h>
#include <string.h>

#include "base/utf8.h"
#include "say.h"
#include "scene/theme.h"

enum {
	LABEL_MAX = 600, /* characters of one text in a picture */
	PLATE = 3,       /* around text on a hatch, to both sides */
};

int
sheet_share(int amount, int i, int n)
{
	return amount * (i + 1) / n - amount * i / n;
}

/* -- words -------------------------------------------------------------------------- */

/* The string, or its first LABEL_MAX characters and an ellipsis: the page has the rest. */
static const char *
shorten(struct arena *arena, const char *string)
{
	const char *s = string;
	size_t len;

	for (int i = 0; i < LABEL_MAX && *s != '\0'; i++, s += len)
		utf8_next(s, &len);
	return *s == '\0' ? string : arena_printf(arena, "%.*s…", (int)(s - string), string);
}

static int
size_of(const struct sheet *sheet, enum style style)
{
	return sheet->fit.sizes[style] > 0 ? sheet->fit.sizes[style] : type_of(style)->size_px;
}

/* Wishes letters of that size; false: they are as small already. */
static bool
wish(struct sheet *sheet, enum style style, int size_px)
{
	int *wish = &sheet->fit.wishes[style];

	size_px = size_px > TYPE_MIN ? size_px : TYPE_MIN;
	if (size_px >= size_of(sheet, style))
		return false;
	if (*wish == 0 || size_px < *wish)
		*wish = size_px;
	return true;
}

/* A word is too wide. */
static void
note_wish(struct sheet *sheet, const struct text_block *block, enum style style, int width_px)
{
	int size = size_of(sheet, style) * width_px / text_need(sheet->texter, block, false);
	int lacking = text_need(sheet->texter, block, true) - width_px;

	if (!wish(sheet, style, size) && lacking > sheet->fit.lacking_px)
		sheet->fit.lacking_px = lacking;
}

void
sheet_wish_percent(struct sheet *sheet, int percent)
{
	static const enum style styles[] = {STYLE_HEADING, STYLE_LABEL, STYLE_STRONG, STYLE_NOTE,
		STYLE_TAG, STYLE_BLOCK, STYLE_SMALL};

	for (size_t i = 0; percent < 100 && i < sizeof(styles) / sizeof(*styles); i++)
		wish(sheet, styles[i], size_of(sheet, styles[i]) * percent / 100);
}

static void
note_fit(struct sheet *sheet, const struct text_block *block, enum style style, int width_px)
{
	struct fit *fit = &sheet->fit;
	int need;

	if (!fit->probing && block->width <= width_px && block->line_count == 1)
		return;
	need = text_need(sheet->texter, block, false);
	if (fit->probing)
		fit->excess_px =
			need - width_px > fit->excess_px ? need - width_px : fit->excess_px;
	else if (need > width_px)
		note_wish(sheet, block, style, width_px);
}

const struct text_block *
sheet_text(
	struct sheet *sheet, const char *string, const char *lang, enum style style, int width_px)
{
	const struct text_block *block;

	width_px = width_px < 0 ? 1 : width_px; /* no room is not the same as any */
	block = text_set_at(sheet->texter, shorten(sheet->arena, string), lang, style,
		size_of(sheet, style), width_px);
	if (block->missing != 0 && sheet->missing == 0) {
		sheet->missing = block->missing;
		sheet->missing_in = block->string;
	}
	if (width_px > 0)
		note_fit(sheet, block, style, width_px);
	if (sheet->fit.least_px == 0 || size_of(sheet, style) < sheet->fit.least_px)
		sheet->fit.least_px = size_of(sheet, style);
	return block;
}

void
sheet_probe(struct sheet *sheet, bool probing)
{
	sheet->fit.probing = probing;
	sheet->fit.excess_px = INT_MIN / 2;
}

int
sheet_need(struct sheet *sheet, int width_px, int least_px)
{
	int need = width_px + sheet->fit.excess_px;

	sheet->fit.excess_px = INT_MIN / 2;
	return need > least_px ? need : least_px;
}

bool
sheet_take_wishes(struct sheet *sheet)
{
	struct fit *fit = &sheet->fit;
	bool any = false;

	for (int i = 0; i < STYLE__COUNT; i++)
		if (fit->wishes[i] > 0) {
			fit->sizes[i] = fit->wishes[i];
			any = true;
		}
	memset(fit->wishes, 0, sizeof(fit->wishes));
	return any;
}

const struct text_block *
sheet_set(struct sheet *sheet, const struct texts *texts, enum style style, int width_px)
{
	return sheet_text(sheet, say_text(sheet->arena, sheet->request, texts),
		say_lang(sheet->request, texts), style, width_px);
}

const struct text_block *
sheet_words(struct sheet *sheet, const char *words, enum style style, int width_px)
{
	return sheet_text(sheet, words, sheet->request->lang, style, width_px);
}

/* Where the last character before the place begins. */
static size_t
character_before(const char *string, size_t at)
{
	do
		at--;
	while (at > 0 && ((unsigned char)string[at] & 0xc0) == 0x80);
	return at;
}

static size_t
trimmed(const char *string, size_t bytes)
{
	while (bytes > 0 && string[bytes - 1] == ' ')
		bytes--;
	return bytes;
}

/* Whether most of the last line is empty, since the word that follows is too long for it. */
static bool
is_half_empty(const struct text_block *block, size_t lines, int width_px)
{
	return block->line_count > lines && block->lines[lines - 1].width < width_px * TEXT_PX / 2;
}

/* Shortens by words, and by characters what has but one word or would keep too little. */
const struct text_block *
sheet_lines(struct sheet *sheet, const char *words, enum style style, int width_px, size_t lines)
{
	const struct text_block *whole = sheet_words(sheet, words, style, width_px), *block = whole;
	size_t end = block->line_count > lines ? block->lines[lines].start : 0;
	bool within = is_half_empty(whole, lines, width_px);

	if (within)
		end += whole->lines[lines].bytes;
	while (block->line_count > lines && end > 0) {
		size_t word = within ? 0 : text_word_end(sheet->texter, whole, end - 1);

		end = word > 0 ? word : character_before(whole->string, end);
		block = sheet_words(sheet,
			arena_printf(sheet->arena, "%.*s…", (int)trimmed(whole->string, end),
				whole->string),
			style, width_px);
	}
	return block;
}

const char *
sheet_say(const struct sheet *sheet, const char *id)
{
	return say_plain(sheet->request, id);
}

/* -- colours ------------------------------------------------------------------------ */

static bool
is_faded(const struct sheet *sheet, const struct party *party)
{
	return sheet->request->highlight != NULL && sheet->request->highlight != party;
}

int
sheet_paint(const struct sheet *sheet, const struct party *party, enum party_paint paint)
{
	static const int neutral[PARTY_PAINT__COUNT] = {
		[PARTY_BAR] = PAINT_NEUTRAL_BAR,
		[PARTY_TINT] = PAINT_NEUTRAL,
		[PARTY_MID] = PAINT_NEUTRAL_MID,
	};

	if (party == NULL || is_faded(sheet, party))
		return neutral[paint];
	return paint_party(sheet->slots[party->index], paint);
}

int
sheet_ink(const struct sheet *sheet, const struct party *party)
{
	return is_faded(sheet, party) ? PAINT_MUTED : PAINT_INK;
}

static void
print_hatch(const struct sheet *sheet, struct scene *scene, const struct party *party,
	struct box box, int radius_px)
{
	if (party != NULL && !is_faded(sheet, party))
		scene_hatch(scene, sheet_paint(sheet, party, PARTY_MID),
			theme_party_hatch(sheet->slots[party->index]), box.x, box.y, box.w, box.h,
			radius_px);
}

static void
print_surface(const struct sheet *sheet, struct scene *scene, const struct party *party,
	struct box box, int radius_px)
{
	scene_frame(scene, PAINT_RULE, PAINT_GROUND, box.x, box.y, box.w, box.h, radius_px);
	print_hatch(sheet, scene, party, box, radius_px);
}

void
sheet_surface(const struct sheet *sheet, struct scene *scene, const struct party *party,
	struct box box, int radius_px)
{
	if (sheet->palette == PALETTE_PRINT)
		print_surface(sheet, scene, party, box, radius_px);
	else
		scene_rect(scene, sheet_paint(sheet, party, PARTY_TINT), box.x, box.y, box.w, box.h,
			radius_px);
}

void
sheet_bands(const struct sheet *sheet, struct scene *scene, const struct party *const *parties,
	size_t count, struct box box)
{
	int n = sheet->palette == PALETTE_PRINT && count > 1 ? (int)count : 0;

	for (int i = 0; i < n; i++) {
		int top = box.h * i / n, bottom = box.h * (i + 1) / n;

		print_hatch(sheet, scene, parties[i],
			(struct box){box.x, box.y + top, box.w, bottom - top}, 0);
	}
}

void
sheet_swatch(const struct sheet *sheet, struct scene *scene, const struct party *party, int x_px,
	int y_px)
{
	if (sheet->palette == PALETTE_PRINT)
		sheet_surface(sheet, scene, party,
			(struct box){x_px, y_px, SHEET_SWATCH, SHEET_SWATCH}, 2);
	else
		scene_rect(scene, sheet_paint(sheet, party, PARTY_BAR), x_px, y_px, SHEET_SWATCH,
			SHEET_SWATCH, 3);
}

void
sheet_operated(const struct sheet *sheet, struct scene *scene, const struct party *party,
	struct box box, int radius_px)
{
	sheet_surface(sheet, scene, party, box, radius_px);
	if (sheet->palette != PALETTE_PRINT)
		scene_hatch(scene, sheet_paint(sheet, party, PARTY_MID), &theme_hatch, box.x, box.y,
			box.w, box.h, radius_px);
}

void
sheet_look(const struct sheet *sheet, struct scene *scene, enum cell_look look,
	const struct party *party, struct box box)
{
	int bar = sheet_paint(sheet, party, PARTY_BAR);

	if (look == LOOK_ANSWERS) {
		sheet_surface(sheet, scene, party, box, THEME_RADIUS);
		scene_rect(scene, bar, box.x, box.y, THEME_BAR, box.h, 0);
	} else if (look == LOOK_RUNS) {
		sheet_operated(sheet, scene, party, box, THEME_RADIUS);
	} else if (look == LOOK_SUPPORTS || look == LOOK_NOT_APPLICABLE) {
		scene_frame(scene, look == LOOK_SUPPORTS ? bar : PAINT_RULE, PAINT_GROUND, box.x,
			box.y, box.w, box.h, THEME_RADIUS);
	} else {
		scene_dashes(scene, look == LOOK_UNSPECIFIED ? PAINT_RULE : bar, box.x, box.y,
			box.w, box.h);
		if (look == LOOK_CONSULTED)
			scene_rect(scene, bar, box.x, box.y, THEME_STROKE + 1, box.h, 0);
		if (look == LOOK_MAY)
			scene_rect(scene, bar, box.x, box.y + box.h - THEME_STROKE - 1, box.w,
				THEME_STROKE + 1, 0);
	}
}

const char *
sheet_does(const struct sheet *sheet, enum does does)
{
	static const char *const ids[DOES__COUNT] = {
		[DOES_ANSWERS] = "diagram.does.answers",
		[DOES_RUNS] = "diagram.does.runs",
		[DOES_SUPPORTS] = "diagram.does.supports",
		[DOES_MAY] = "diagram.does.may",
		[DOES_CONSULTED] = "diagram.does.consulted",
		[DOES_INFORMED] = "diagram.does.informed",
	};

	return sheet_say(sheet, ids[does]);
}

const char *
sheet_shares(const struct sheet *sheet, enum sharing shared)
{
	static const char *const ids[SHARED__COUNT] = {
		[SHARED_UNSTATED] = "diagram.does.answers",
		[SHARED_JOINTLY] = "diagram.does.jointly",
		[SHARED_DIVIDED] = "diagram.does.divided",
	};

	return sheet_say(sheet, ids[shared]);
}

static void
outline(struct scene *scene, int paint, struct box box)
{
	scene_rect(scene, paint, box.x, box.y, box.w, THEME_HAIR, 0);
	scene_rect(scene, paint, box.x, box.y + box.h - THEME_HAIR, box.w, THEME_HAIR, 0);
	scene_rect(scene, paint, box.x, box.y, THEME_HAIR, box.h, 0);
	scene_rect(scene, paint, box.x + box.w - THEME_HAIR, box.y, THEME_HAIR, box.h, 0);
}

void
sheet_sign(const struct sheet *sheet, struct scene *scene, enum sharing shared, int paint, int x_px,
	int y_px)
{
	int w = shared == SHARED_JOINTLY ? SHEET_SIGN_H : SHEET_SIGN * 3 / 8,
	    both = 2 * w - SHEET_SIGN;

	if (shared == SHARED_UNSTATED)
		return;
	if (sheet->palette == PALETTE_PRINT)
		scene_rect(scene, PAINT_GROUND, x_px - PLATE, y_px - PLATE, SHEET_SIGN + 2 * PLATE,
			SHEET_SIGN_H + 2 * PLATE, 0);
	outline(scene, paint, (struct box){x_px, y_px, w, SHEET_SIGN_H});
	outline(scene, paint, (struct box){x_px + SHEET_SIGN - w, y_px, w, SHEET_SIGN_H});
	if (both > 0)
		scene_rect(scene, paint, x_px + w - both, y_px, both, SHEET_SIGN_H, 0);
}

void
sheet_put(const struct sheet *sheet, struct scene *scene, int paint, int x_px, int y_px,
	const struct text_block *text, enum align align, bool spoken)
{
	if (sheet->palette == PALETTE_PRINT && text->width > 0)
		scene_rect(scene, PAINT_GROUND, x_px - PLATE, y_px, text->width + 2 * PLATE,
			text->height, PLATE);
	scene_text(scene, paint, x_px, y_px, text, align, spoken);
}

/* -- margins and heading -------------------------------------------------------------- */

int
sheet_margin(const struct sheet *sheet)
{
	return sheet->width_px >= 720 ? 40 : sheet->width_px >= SHEET_NARROW ? 28 : 16;
}

bool
sheet_is_narrow(const struct sheet *sheet)
{
	return sheet->narrow;
}

const char *
sheet_byline(struct sheet *sheet)
{
	static const char *const status_ids[EDITION_STATUS__COUNT] = {
		[EDITION_DRAFT] = "diagram.status.draft",
		[EDITION_WITHDRAWN] = "diagram.status.withdrawn",
	};
	const struct diagram_request *request = sheet->request;
	const struct matrix *matrix = request->matrix;
	struct arena *arena = sheet->arena;
	const char *dot = "  ·  ", *line;
	struct buf date = {0};

	line = SAY(arena, request, "diagram.edition", "number",
		arena_printf(arena, "%u", matrix->edition));
	if (status_ids[matrix->status] != NULL)
		line = say_join(arena, line, dot, sheet_say(sheet, status_ids[matrix->status]));
	words_date(&date, request->model, request->lang, matrix->date);
	line = say_join(arena, line, dot, say_keep(arena, &date));
	if (matrix->publisher != NULL)
		line = say_join(
			arena, line, dot, say_text(arena, request, &matrix->publisher->name));
	return say_join(arena, line, dot, say_page(arena, request));
}

/* Whom the picture highlights, if it is not about that party anyway. */
static const char *
with_highlight(struct sheet *sheet, const char *line)
{
	const struct diagram_request *request = sheet->request;

	if (request->highlight == NULL || request->kind == DIAGRAM_PARTY)
		return line;
	return say_join(sheet->arena, line, "  ·  ",
		SAY(sheet->arena, request, "diagram.highlighted", "party",
			say_party(sheet->arena, request, request->highlight)));
}

void
head_measure(struct sheet *sheet, struct head *head, const char *title, const char *title_lang)
{
	int w = sheet->width_px - 2 * sheet_margin(sheet);
	enum style style = sheet_is_narrow(sheet) ? STYLE_TITLE_NARROW : STYLE_TITLE;

	if (sheet->request->section > 0) {
		head->title = sheet_text(
			sheet, title, title_lang, STYLE_OWNER, w - foot_marks_w(head->mark));
		head->height = head->title->height;
		return;
	}
	head->eyebrow = sheet_set(sheet, &sheet->request->matrix->service_name, STYLE_EYEBROW, w);
	head->title = sheet_text(sheet, title, title_lang, style, w - foot_marks_w(head->mark));
	head->byline =
		sheet_words(sheet, with_highlight(sheet, sheet_byline(sheet)), STYLE_BYLINE, w);
	head->height = head->eyebrow->height + head->title->height + head->byline->height;
}

void
head_measure_table(struct sheet *sheet, struct head *head, const struct table *table)
{
	head->mark = foot_marks(sheet, table->marks.v, table->marks.count);
	head_measure(sheet, head, say_text(sheet->arena, sheet->request, &table->title),
		say_lang(sheet->request, &table->title));
}

void
head_paint(const struct sheet *sheet, const struct head *head, struct scene *scene)
{
	int x = sheet_margin(sheet), y = x;

	if (head->eyebrow != NULL) {
		scene_text(scene, PAINT_MUTED, x, y, head->eyebrow, ALIGN_START, true);
		y += head->eyebrow->height;
	}
	scene_text(scene, PAINT_INK, x, y, head->title, ALIGN_START, false);
	if (head->mark != NULL) {
		int at_x = x, at_y = y;

		foot_marks_at(head->title, &at_x, &at_y);
		scene_text(scene, PAINT_INK, at_x, at_y, head->mark, ALIGN_START, false);
	}
	y += head->title->height;
	if (head->byline != NULL)
		scene_text(scene, PAINT_MUTED, x, y, head->byline, ALIGN_START, true);
}

/* -- legend ----------------------------------------------------------------------------- */

void
legend_measure(struct sheet *sheet, struct legend *legend, const bool *marked)
{
	const struct matrix *matrix = sheet->request->matrix;
	int w = sheet->width_px - 2 * sheet_margin(sheet) - SHEET_SWATCH - SHEET_SWATCH_GAP;

	legend->parties =
		arena_array(sheet->arena, matrix->party_count + 1, sizeof(*legend->parties));
	legend->names = arena_array(sheet->arena, matrix->party_count + 1, sizeof(*legend->names));
	legend->boxes = arena_array(sheet->arena, matrix->party_count + 1, sizeof(*legend->boxes));
	for (size_t i = 0; i < matrix->party_count; i++) {
		if (!marked[i])
			continue;
		legend->parties[legend->count] = &matrix->parties[i];
		legend->names[legend->count++] =
			sheet_set(sheet, party_short(&matrix->parties[i]), STYLE_NOTE, w);
	}
}

int
legend_place(const struct sheet *sheet, struct legend *legend, int y)
{
	int left = sheet_margin(sheet), right = sheet->width_px - left, x = left, line = 0;

	for (size_t i = 0; i < legend->count; i++) {
		const struct text_block *name = legend->names[i];
		int w = SHEET_SWATCH + SHEET_SWATCH_GAP + name->width;

		if (x > left && x + w > right) {
			x = left;
			y += line;
			line = 0;
		}
		legend->boxes[i] = (struct box){x, y, w, name->height};
		line = name->height > line ? name->height : line;
		x += w + 3 * SHEET_SWATCH_GAP;
	}
	return y + line;
}

void
legend_paint(const struct sheet *sheet, const struct legend *legend, struct scene *scene)
{
	for (size_t i = 0; i < legend->count; i++) {
		const struct box *box = &legend->boxes[i];
		const struct text_block *name = legend->names[i];

		sheet_swatch(sheet, scene, legend->parties[i], box->x,
			box->y + (name->type->line_px - SHEET_SWATCH) / 2);
		scene_text(scene, sheet_ink(sheet, legend->parties[i]),
			box->x + SHEET_SWATCH + SHEET_SWATCH_GAP, box->y, name, ALIGN_START, true);
	}
}

/* -- footnotes ------------------------------------------------------------------------ */

void
foot_measure(struct sheet *sheet, struct foot *foot, const struct table *table)
{
	size_t n = table->footnote_count;
	int w = sheet->width_px - 2 * sheet_margin(sheet) - SHEET_MARK_W;

	foot->count = n;
	foot->marks = arena_array(sheet->arena, n + 1, sizeof(*foot->marks));
	foot->texts = arena_array(sheet->arena, n + 1, sizeof(*foot->texts));
	foot->y = arena_array(sheet->arena, n + 1, sizeof(*foot->y));
	for (size_t i = 0; i < n; i++) {
		foot->marks[i] = sheet_words(sheet,
			arena_printf(sheet->arena, "*%zu", table->footnotes[i].number), STYLE_TAG,
			0);
		foot->texts[i] = sheet_set(sheet, &table->footnotes[i].text, STYLE_NOTE, w);
	}
}

int
foot_place(struct foot *foot, int y)
{
	for (size_t i = 0; i < foot->count; i++) {
		foot->y[i] = y;
		y += foot->texts[i]->height + SHEET_LINE_GAP;
	}
	return y;
}

void
foot_paint(const struct sheet *sheet, const struct foot *foot, struct scene *scene)
{
	int x = sheet_margin(sheet);

	for (size_t i = 0; i < foot->count; i++) {
		scene_text(scene, PAINT_INK, x, foot->y[i], foot->marks[i], ALIGN_START, true);
		scene_text(scene, PAINT_MUTED, x + SHEET_MARK_W, foot->y[i], foot->texts[i],
			ALIGN_START, true);
	}
}

const struct text_block *
foot_marks(struct sheet *sheet, const struct footnote *const *notes, size_t count)
{
	const char *numbers = say_marks(sheet->arena, notes, count);

	return numbers != NULL ? sheet_words(sheet, numbers, STYLE_MARK, 0) : NULL;
}

int
foot_marks_w(const struct text_block *mark)
{
	if (mark == NULL)
		return 0;
	return mark->width + SHEET_LINE_GAP > SHEET_MARK_W ? mark->width + SHEET_LINE_GAP
							   : SHEET_MARK_W;
}

void
foot_marks_at(const struct text_block *text, int *x, int *y)
{
	const struct text_line *last = &text->lines[text->line_count - 1];

	*x += (last->width + TEXT_PX - 1) / TEXT_PX + 3;
	*y += text->height - text->height / (int)text->line_count;
}
