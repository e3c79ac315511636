/* badge: a label and a value in one line, for readme files and footers: which edition of what, or,
 * of a control, its state. As wide as its words; a width only makes it larger. */
#include <string.h>

#include "kind.h"
#include "mapped.h"
#include "say.h"
#include "scene/theme.h"

enum {
	BADGE_PAD_X = 9,
	BADGE_PAD_Y = 4,
	BADGE_RADIUS = 4,
	BADGE_WORDS_W = 600, /* of each half; longer words end in an ellipsis */
};

struct badge {
	const struct text_block *label, *value;
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

/* "ISO/IEC 27017": the standard's name without its year, since the edition beside it is another
 * one. */
static const char *
standard_name(const struct framework *framework, struct arena *arena)
{
	const char *name = framework->short_name, *colon = strrchr(name, ':');

	if (colon == NULL || strcmp(colon + 1, framework->year) != 0)
		return name;
	return arena_strndup(arena, name, (size_t)(colon - name));
}

static const char *
label_words(const struct diagram_request *request, struct arena *arena)
{
	const struct matrix *matrix = request->matrix;
	const struct framework *framework =
		matrix->control_framework != NULL
			? model_framework(request->model, matrix->control_framework)
			: NULL;

	if (framework == NULL)
		return say_text(arena, request,
			matrix->title.count > 0 ? &matrix->title : &matrix->service_name);
	if (request->control != NULL)
		return arena_printf(
			arena, "%s %s", framework->short_name, request->control->clause);
	return standard_name(framework, arena);
}

/* The edition with its date as it is written everywhere; "draft" or "withdrawn" where it is not in
 * force. */
static const char *
value_words(const struct diagram_request *request, struct arena *arena)
{
	static const char *const status_ids[EDITION_STATUS__COUNT] = {
		[EDITION_DRAFT] = "diagram.status.draft",
		[EDITION_WITHDRAWN] = "diagram.status.withdrawn",
	};
	const struct matrix *matrix = request->matrix;
	const char *words;

	if (request->control != NULL)
		return say_plain(request, arena_printf(arena, "status.%s",
						  control_status_name(request->control->status)));
	words = SAY(arena, request, "diagram.badge.edition", "number",
		arena_printf(arena, "%u", matrix->edition), "date", matrix->date);
	return status_ids[matrix->status] == NULL
		       ? words
		       : say_join(arena, words, say_between(arena, request, "diagram.list"),
				 say_plain(request, status_ids[matrix->status]));
}

static const char *
title(const struct diagram_request *request, struct arena *arena)
{
	return SAY(arena, request, "diagram.badge.title", "label", label_words(request, arena),
		"value", value_words(request, arena));
}

static void
describe(const struct diagram_request *request, struct arena *arena, struct buf *out)
{
	buf_str(out,
		SAY(arena, request, "diagram.say.sentence", "sentence", title(request, arena)));
	buf_str(out, say_between(arena, request, "diagram.sentences"));
	buf_str(out, say_about(arena, request, "diagram.say.card"));
}

/* -- measure, place, paint ------------------------------------------------------------------ */

static void *
measure(struct sheet *sheet)
{
	struct badge *badge = ARENA_NEW(sheet->arena, struct badge);

	badge->label = sheet_lines(
		sheet, label_words(sheet->request, sheet->arena), STYLE_SMALL, BADGE_WORDS_W, 1);
	badge->value = sheet_lines(
		sheet, value_words(sheet->request, sheet->arena), STYLE_SMALL, BADGE_WORDS_W, 1);
	return badge;
}

static int
half_width(const struct text_block *words)
{
	return words->width + 2 * BADGE_PAD_X;
}

static void
place(struct sheet *sheet, void *data)
{
	const struct badge *badge = data;

	sheet->width_px = half_width(badge->label) + half_width(badge->value);
	sheet->height_px = type_of(STYLE_SMALL)->line_px + 2 * BADGE_PAD_Y;
}

/* The label's ground is that of ink, so that both halves change with the theme. */
static void
paint(const struct sheet *sheet, const void *data, struct scene *scene)
{
	const struct badge *badge = data;
	int w = half_width(badge->label);
	int surface = sheet->palette == PALETTE_PRINT
			      ? PAINT_GROUND
			      : sheet_paint(sheet, sheet->request->matrix->publisher, PARTY_TINT);

	scene_frame(
		scene, PAINT_INK, surface, 0, 0, sheet->width_px, sheet->height_px, BADGE_RADIUS);
	scene_rect(scene, PAINT_INK, 0, 0, w, sheet->height_px, BADGE_RADIUS);
	scene_rect(scene, PAINT_INK, w - BADGE_RADIUS, 0, BADGE_RADIUS, sheet->height_px, 0);
	scene_text(scene, PAINT_GROUND, BADGE_PAD_X, BADGE_PAD_Y, badge->label, ALIGN_START, true);
	scene_text(scene, PAINT_INK, w + BADGE_PAD_X, BADGE_PAD_Y, badge->value, ALIGN_START, true);
}

const struct kind kind_badge = {
	.name = "badge",
	.title_id = "diagram.kind.badge",
	.fixed = true,
	.of_words = true,
	.fits = fits_any,
	.measure = measure,
	.place = place,
	.paint = paint,
	.title = title,
	.describe = describe,
};
