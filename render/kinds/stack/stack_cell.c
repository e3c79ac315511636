#include "stack_cell.h"

#include <string.h>

#include "kinds/boundary.h"
#include "kinds/say.h"
#include "scene/theme.h"

/* -- what a cell says ----------------------------------------------------------- */

static size_t
line_limit(const struct row *row, const struct cell *cell)
{
	return cell->parts.count + cell->condition_count + row->conditions.count + 2;
}

static void
add_line(struct sheet *sheet, struct stack_cell *out, enum stack_line_kind kind, const char *words,
	const struct party *party, int width_px)
{
	struct stack_line *line = &out->lines[out->line_count];
	int inset = kind == LINE_CONDITION ? 2 * STACK_CONDITION_INSET : 0;
	int pad = kind == LINE_CONDITION ? STACK_CONDITION_PAD : 0;

	if (words == NULL || words[0] == '\0')
		return;
	out->line_count++;
	line->kind = kind;
	line->party = party;
	line->text = sheet_words(sheet, words, STYLE_NOTE, width_px - inset);
	line->y = out->lines_h + (kind == LINE_CONDITION ? SHEET_LINE_GAP : 0);
	out->lines_h = line->y + line->text->height + 2 * pad;
}

/* Whether the part is said by the run's label or by the tag already, words and all. */
static bool
is_said(const struct part *part, bool owner_said)
{
	if (part->does == DOES_ANSWERS)
		return owner_said || part->text.count == 0;
	return part->does == DOES_RUNS && part->text.count == 0;
}

/* The only owner's text needs no name before it. */
static const char *
part_words(struct sheet *sheet, const struct cell *cell, const struct part *part)
{
	bool only = part->does == DOES_ANSWERS;

	for (size_t i = 0; i < cell->parts.count; i++)
		only = only && (&cell->parts.v[i] == part || cell->parts.v[i].does != DOES_ANSWERS);
	return only ? say_text(sheet->arena, sheet->request, &part->text)
		    : say_part(sheet->arena, sheet->request, part);
}

/* Those who run what others answer for. */
void
stack_measure_tag(
	struct sheet *sheet, const struct cell *cell, struct stack_cell *out, int width_px)
{
	const char *names = NULL;

	for (size_t i = 0; i < cell->parts.count; i++) {
		const struct part *part = &cell->parts.v[i];

		if (part->does != DOES_RUNS ||
			parts_find(&cell->parts, part->party, DOES_ANSWERS) != NULL)
			continue;
		names = say_join(sheet->arena, names,
			say_between(sheet->arena, sheet->request, "diagram.list"),
			say_party(sheet->arena, sheet->request, part->party));
		if (out->runner == NULL || part->party == sheet->request->highlight)
			out->runner = part->party;
	}
	if (names == NULL)
		return;
	names = SAY(sheet->arena, sheet->request, "diagram.part.runs", "party", names);
	out->tag = sheet_words(sheet, names,
		out->runner == sheet->request->highlight ? STYLE_BLOCK : STYLE_TAG, width_px);
}

static const char *
detail_words(struct sheet *sheet, const struct row *row)
{
	const char *kind =
		row->kind == ROW_INTERFACE ? sheet_say(sheet, "diagram.interface") : NULL;

	return say_join(
		sheet->arena, kind, "  ·  ", say_text(sheet->arena, sheet->request, &row->detail));
}

static void
add_conditions(struct sheet *sheet, struct stack_cell *out, const struct condition *conditions,
	size_t count, int width_px)
{
	for (size_t i = 0; i < count; i++) {
		const struct cell moved = {
			.kind = conditions[i].cell, .parts = conditions[i].parts};

		add_line(sheet, out, LINE_CONDITION,
			say_condition(sheet->arena, sheet->request, &conditions[i]),
			cell_owner(&moved), width_px);
	}
}

/* Those who do the same stand together, whatever the order of the document. */
static void
add_parts(struct sheet *sheet, const struct cell *cell, enum does does, bool owner_said,
	struct stack_cell *out, int width_px)
{
	for (size_t i = 0; i < cell->parts.count; i++) {
		const struct part *part = &cell->parts.v[i];

		if (part->does == does && !is_said(part, owner_said))
			add_line(sheet, out, LINE_NOTE, part_words(sheet, cell, part), NULL,
				width_px);
	}
}

void
stack_measure_lines(struct sheet *sheet, const struct row *row, const struct cell *cell,
	bool owner_said, bool with_detail, struct stack_cell *out, int width_px)
{
	out->lines = arena_array(sheet->arena, line_limit(row, cell), sizeof(*out->lines));
	if (with_detail)
		add_line(sheet, out, LINE_NOTE, detail_words(sheet, row), NULL, width_px);
	for (int does = 0; does < DOES__COUNT; does++)
		add_parts(sheet, cell, (enum does)does, owner_said, out, width_px);
	add_conditions(sheet, out, cell->conditions, cell->condition_count, width_px);
	if (with_detail)
		add_conditions(sheet, out, row->conditions.v, row->conditions.count, width_px);
}

const struct cell *
stack_cell_at(const struct stack *stack, size_t row, size_t column)
{
	return &stack->table->rows[row].cells[column];
}

/* -- runs --------------------------------------------------------------------------- */

/* Whether all rows of the run say the same of what their owners do, so that it can be said once. */
bool
stack_owners_agree(
	const struct stack *stack, size_t first, size_t count, size_t column, const char *lang)
{
	const struct cell *cell = stack_cell_at(stack, first, column);

	for (size_t i = 0; i < cell->parts.count; i++) {
		const struct part *part = &cell->parts.v[i];

		for (size_t row = first + 1; part->does == DOES_ANSWERS && row < first + count;
			row++) {
			const struct part *other =
				parts_find(&stack_cell_at(stack, row, column)->parts, part->party,
					DOES_ANSWERS);

			if (other == NULL || strcmp(texts_value(&part->text, lang),
						     texts_value(&other->text, lang)) != 0)
				return false;
		}
	}
	return true;
}

static void
widen(struct stack_run *run, int width_px)
{
	if (width_px > run->label_w)
		run->label_w = width_px;
}

static void
add_note(struct sheet *sheet, struct stack_run *run, const char *words, enum sharing shared,
	enum style style, int width_px)
{
	struct stack_line *note = &run->notes[run->note_count];
	int sign = shared != SHARED_UNSTATED ? SHEET_SIGN + SHEET_SWATCH_GAP : 0;

	if (words == NULL || words[0] == '\0')
		return;
	run->note_count++;
	note->text = sheet_words(sheet, words, style, width_px > 0 ? width_px - sign : width_px);
	note->shared = shared;
	note->y = run->notes_h;
	widen(run, sign + note->text->width);
	run->notes_h += note->text->height;
}

static bool
is_shared(const struct stack_run *run)
{
	return run->owner_count > 1 || run->cell->parts.shared != SHARED_UNSTATED;
}

/* The line below the names. */
static const char *
role_words(const struct sheet *sheet, const struct stack_run *run)
{
	static const char *const ids[SHARED__COUNT] = {
		[SHARED_UNSTATED] = "diagram.shared",
		[SHARED_JOINTLY] = "diagram.shared.jointly",
		[SHARED_DIVIDED] = "diagram.shared.divided",
	};

	if (run->owner_count == 0)
		return sheet_say(sheet, boundary_without_id(run->cell));
	return sheet_say(sheet, is_shared(run) ? ids[run->cell->parts.shared] : "diagram.answers");
}

/* Beside a bracket the full name, unless a word of it is too wide: then the short one. */
static const struct text_block *
owner_name(struct sheet *sheet, const struct party *party, enum style style, int width_px)
{
	const struct text_block *full;

	if (style == STYLE_OWNER) {
		full = sheet_set(sheet, &party->name, style, 0);
		if (width_px <= 0 || full->width <= width_px ||
			text_need(sheet->texter, full, false) <= width_px)
			return sheet_set(sheet, &party->name, style, width_px);
	}
	return sheet_set(sheet, party_short(party), style, width_px);
}

static void
measure_owners(struct sheet *sheet, struct stack_run *run, enum style style, int width_px)
{
	const struct parts *parts = &run->cell->parts;
	const struct party **parties;
	size_t n;
	int swatch;

	run->owners = arena_array(sheet->arena, parts->count + 1, sizeof(*run->owners));
	parties = arena_array(sheet->arena, parts->count + 1, sizeof(*parties));
	n = boundary_parties(parts, parties);
	for (size_t i = 0; i < n; i++)
		if (parts_find(parts, parties[i], DOES_ANSWERS) != NULL)
			run->owners[run->owner_count++].party = parties[i];
	swatch = run->owner_count > 1 ? SHEET_SWATCH + SHEET_SWATCH_GAP : 0;
	for (size_t i = 0; i < run->owner_count; i++) {
		run->owners[i].name = owner_name(sheet, run->owners[i].party, style,
			width_px > 0 ? width_px - swatch : width_px);
		run->label_h += run->owners[i].name->height;
		widen(run, swatch + run->owners[i].name->width);
	}
}

/* What the document says of the owner's part; with the name, if there are several owners. */
static const char *
owner_words(struct sheet *sheet, const struct stack_run *run, const struct part *part)
{
	const char *words = say_text(sheet->arena, sheet->request, &part->text);

	if (run->owner_count < 2 || words[0] == '\0')
		return words;
	return say_whose(sheet->arena, sheet->request, part->party, words);
}

void
stack_measure_run(struct sheet *sheet, const struct stack *stack, struct stack_run *run,
	bool with_role, enum style style, int width_px)
{
	const char *lang = sheet->request->lang;

	run->cell = stack_cell_at(stack, run->first, run->column);
	run->notes = arena_array(sheet->arena, run->cell->parts.count + 2, sizeof(*run->notes));
	measure_owners(sheet, run, style, width_px);
	if (with_role || run->owner_count == 0 || is_shared(run))
		add_note(sheet, run, role_words(sheet, run), run->cell->parts.shared,
			run->owner_count > 0 ? STYLE_NOTE : STYLE_HEADING, width_px);
	add_note(sheet, run, say_text(sheet->arena, sheet->request, &run->cell->reason),
		SHARED_UNSTATED, STYLE_NOTE, width_px);
	for (size_t i = 0; i < run->owner_count; i++) {
		const struct part *part =
			parts_find(&run->cell->parts, run->owners[i].party, DOES_ANSWERS);

		if (stack_owners_agree(stack, run->first, run->count, run->column, lang))
			add_note(sheet, run, owner_words(sheet, run, part), SHARED_UNSTATED,
				STYLE_NOTE, width_px);
	}
	run->label_h += run->notes_h;
}
