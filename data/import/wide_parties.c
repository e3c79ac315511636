/* Tables whose columns are parties: what each does about a row. */
#include "cell_told.h"
#include "model/names.h"
#include "wide.h"

static void
tell_words(struct wide *w, const struct csv_cell *cell)
{
	if (!w->told_words)
		cell_tell(w->diags, SEVERITY_NOTE, cell,
			"words in a column of a party are read as what it answers for");
	w->told_words = true;
}

static void
tell_letters(struct wide *w, const struct csv_cell *cell)
{
	if (!w->told_letters)
		cell_tell(w->diags, SEVERITY_NOTE, cell,
			"no legend names these letters: they are read as RACI, A: answers, R: runs, S: supports, C: consulted, I: informed");
	w->told_letters = true;
}

static void
tell_marks(struct wide *w, const struct csv_cell *cell)
{
	if (!w->told_marks)
		cell_tell(w->diags, SEVERITY_NOTE, cell,
			"no legend names the mark '%.64s': the party of the column answers%s",
			cell->text,
			w->reader.no_marks[MARK_CROSS] || w->reader.no_marks[MARK_X]
				? ", and has no part where a cross stands"
				: "");
	w->told_marks = true;
}

/* What a cell says of one party. false: of no part in it. */
static bool
write_roles(struct wide *w, struct csv_cell *line, const struct csv_cell *cell,
	const struct said *said, const struct cast_party *party)
{
	bool some = false;

	if (said->kind == SAID_WORDS) {
		tell_words(w, cell);
		wide_write_part(w, cell, party->id, DOES_ANSWERS, said->words);
		return true;
	}
	for (int does = 0; does < DOES__COUNT; does++) {
		if (!said->does[does])
			continue;
		some = true;
		if (said->words != NULL)
			wide_write_part(w, cell, party->id, (enum does)does, said->words);
		else
			wide_append(w, line, COLUMN_ANSWERS + does, cell, party->id);
	}
	if (said->sharing != SHARED_UNSTATED)
		made_put(line, COLUMN_SHARED, cell, sharing_names[said->sharing]);
	return some;
}

/* Whom a column is about: its party; or, headed "shared", the two that others are headed by, else
 * customer and provider. */
static size_t
parties_of(
	struct wide *w, size_t column, const struct csv_cell *cell, const struct cast_party *of[2])
{
	size_t n = 0;

	of[0] = w->columns[column].party;
	if (w->columns[column].whose == WHOSE_PARTY)
		return of[0] != NULL;
	for (size_t c = 0; c < w->sheet->width; c++)
		if (w->columns[c].role == ROLE_VALUE && w->columns[c].party != NULL && n++ < 2)
			of[n - 1] = w->columns[c].party;
	if (n == 2)
		return n;
	of[0] = cast_only(w->cast, PARTY_CUSTOMER, cell);
	of[1] = cast_only(w->cast, PARTY_PROVIDER, cell);
	return of[0] != NULL && of[1] != NULL ? 2 : 0;
}

/* One cell of a row of parties. */
static bool
write_party(struct wide *w, size_t column, struct csv_cell *line, const struct csv_cell *cell,
	const struct said *said)
{
	const struct cast_party *of[2];
	size_t count = parties_of(w, column, cell, of);
	bool some = false;

	for (size_t i = 0; i < count; i++)
		some |= write_roles(w, line, cell, said, of[i]);
	if (said->letters && said->kind == SAID_ROLES)
		tell_letters(w, cell);
	if (said->marked)
		tell_marks(w, cell);
	return some;
}

void
wide_write_parties(struct wide *w, size_t row, struct csv_cell *line, const char *id)
{
	const struct csv_cell *not_cell = NULL;
	const char *reason = "";
	bool some = false;

	for (size_t c = 0; c < w->sheet->width; c++) {
		const struct csv_cell *cell = seen_at(w->sheet, row, c);
		struct said said;

		if (w->columns[c].role != ROLE_VALUE)
			continue;
		said = said_roles(&w->reader, cell);
		wide_note_marks(
			w, said.marks, said.mark_count, arena_printf(w->arena, "%s/", id), cell);
		if (said.kind == SAID_NOT_APPLICABLE)
			not_cell = cell, reason = said.words;
		else if (w->columns[c].whose != WHOSE_NOBODY)
			some |= write_party(w, c, line, cell, &said);
		else if (said.does[DOES_ANSWERS] || said.kind == SAID_WORDS)
			not_cell = cell,
			reason = said.kind == SAID_WORDS ? said.words : w->columns[c].name;
	}
	if (some || not_cell == NULL)
		return;
	made_put(line, COLUMN_TYPE, not_cell, "not-applicable");
	made_put(line, MADE_TEXT, not_cell, reason);
}

void
wide_look_at_parties(struct wide *w)
{
	struct said_look look = {0};

	for (size_t r = w->heading + 1; r < w->end; r++)
		for (size_t c = 0; c < w->sheet->width; c++)
			if (w->columns[c].role == ROLE_VALUE)
				said_look(&w->reader, &look, seen_at(w->sheet, r, c));
	said_looked(&w->reader, &look);
}
