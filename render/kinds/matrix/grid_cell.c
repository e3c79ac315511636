#include "grid_cell.h"

#include "kinds/boundary.h"
#include "kinds/say.h"
#include "scene/theme.h"

int
grid_chip_inset(const struct grid_chip *chip)
{
	return GRID_CHIP_INSET +
	       (chip->party != NULL && chip->does == DOES_ANSWERS ? THEME_BAR - 2 : 0);
}

static void
set_chip(struct sheet *sheet, struct grid_field *field, struct grid_chip chip, const char *label,
	const char *text, const char *text_lang, int width_px)
{
	int inner = width_px - grid_chip_inset(&chip) - GRID_CHIP_INSET -
		    (chip.shared != SHARED_UNSTATED ? SHEET_SIGN + GRID_SIGN_GAP : 0);

	chip.label = sheet_words(sheet, label,
		chip.party != NULL && chip.does == DOES_ANSWERS ? STYLE_BLOCK : STYLE_TAG, inner);
	if (text[0] != '\0')
		chip.text = sheet_text(sheet, text, text_lang, STYLE_SMALL, inner);
	chip.box = (struct box){0, field->height, width_px,
		chip.label->height + (chip.text != NULL ? chip.text->height : 0) +
			2 * GRID_CHIP_PAD};
	field->height += chip.box.h + GRID_CHIP_GAP;
	field->chips[field->chip_count++] = chip;
}

/* What the party does, in a word for each. The weightiest goes into *chip. */
static const char *
party_does(struct sheet *sheet, const struct parts *parts, struct grid_chip *chip)
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

void
grid_add_party(struct sheet *sheet, struct grid_field *field, const struct cell *cell,
	const struct party *party, bool named, int width_px)
{
	struct grid_chip chip = {.party = party, .kind = CELL_PARTS};
	const char *words = party_does(sheet, &cell->parts, &chip);

	if (words == NULL)
		return;
	chip.shared = chip.does == DOES_ANSWERS ? cell->parts.shared : SHARED_UNSTATED;
	if (named)
		words = SAY(sheet->arena, sheet->request, "diagram.does.party", "party",
			say_party(sheet->arena, sheet->request, party), "does", words);
	set_chip(sheet, field, chip, words,
		say_words_of(sheet->arena, sheet->request, &cell->parts, party),
		words_lang(sheet->request, &cell->parts, party), width_px);
}

void
grid_add_nobody(
	struct sheet *sheet, struct grid_field *field, const struct cell *cell, int width_px)
{
	struct grid_chip chip = {.kind = cell->kind == CELL_PARTS ? CELL_UNSPECIFIED : cell->kind};

	set_chip(sheet, field, chip, sheet_say(sheet, boundary_without_id(cell)),
		say_text(sheet->arena, sheet->request, &cell->reason),
		say_lang(sheet->request, &cell->reason), width_px);
}

int
grid_set_lines(struct sheet *sheet, const struct condition *conditions, size_t n,
	struct grid_line *lines, size_t *count, int y, int width_px)
{
	for (size_t i = 0; i < n; i++) {
		const struct cell moved = {
			.kind = conditions[i].cell, .parts = conditions[i].parts};
		struct grid_line *line = &lines[(*count)++];

		line->text = sheet_words(sheet,
			say_condition(sheet->arena, sheet->request, &conditions[i]), STYLE_SMALL,
			width_px - GRID_CHIP_INSET - THEME_STROKE);
		line->party = cell_owner(&moved);
		line->y = y + SHEET_LINE_GAP;
		y = line->y + line->text->height;
	}
	return y;
}

void
grid_set_cell(struct sheet *sheet, struct grid_field *field, const struct cell *cell, int width_px)
{
	const struct party **parties =
		arena_array(sheet->arena, cell->parts.count + 1, sizeof(*parties));
	size_t n = boundary_parties(&cell->parts, parties);

	field->chips = arena_array(sheet->arena, n + 1, sizeof(*field->chips));
	for (size_t i = 0; i < n; i++)
		grid_add_party(sheet, field, cell, parties[i], true, width_px);
	if (field->chip_count == 0)
		grid_add_nobody(sheet, field, cell, width_px);
	field->height -= GRID_CHIP_GAP;
	field->lines = arena_array(sheet->arena, cell->condition_count + 1, sizeof(*field->lines));
	field->height += grid_set_lines(sheet, cell->conditions, cell->condition_count,
		field->lines, &field->line_count, 0, width_px);
}
