/* What the columns of a table are: what its lines are about, what is said of them, details. */
#include <string.h>

#include "vocabulary.h"
#include "wide.h"

const char *
wide_folded_at(const struct wide *w, size_t row, size_t column)
{
	return vocabulary_fold(w->arena, seen_at(w->sheet, row, column)->text);
}

static bool
is_party_heading(const struct wide *w, size_t column)
{
	char marks[MARKS_IN_CELL][MARK_SIZE];
	size_t count;
	const char *words = signs_take_marks(
		w->arena, seen_at(w->sheet, w->heading, column)->text, marks, &count);

	return words[0] != '\0' && cast_heading(w->cast, words) != NULL;
}

static enum column_whose
whose(const struct wide *w, size_t column)
{
	const char *words = wide_folded_at(w, w->heading, column);
	enum sharing sharing;

	if (vocabulary_not_applicable(w->arena, words) != NULL)
		return WHOSE_NOBODY;
	return vocabulary_shared(words, &sharing) ? WHOSE_ALL : WHOSE_PARTY;
}

/* Whether most of what stands in the column names parties, or is a sign. */
static bool
holds_values(const struct wide *w, size_t column)
{
	size_t filled = 0, values = 0;

	for (size_t r = w->heading + 1; r < w->end; r++) {
		const struct csv_cell *cell = seen_at(w->sheet, r, column);

		if (cell->text[0] == '\0' || seen_filled(w->sheet, r) < 2)
			continue;
		filled++;
		values += said_is_value(&w->reader, cell);
	}
	return filled > 0 && values * 2 >= filled;
}

/* Whether some cell says what a party does by a sign, a letter or a word for it. */
static bool
holds_roles(const struct wide *w, size_t column)
{
	struct said_reader quiet = w->reader;
	struct diags unsaid = {0};
	bool found = false;

	quiet.diags = &unsaid;
	for (size_t r = w->heading + 1; r < w->end && !found; r++) {
		const struct csv_cell *cell = seen_at(w->sheet, r, column);

		found = cell->text[0] != '\0' && said_roles(&quiet, cell).kind != SAID_WORDS;
	}
	diags_fini(&unsaid);
	return found;
}

static bool
is_blank_column(const struct wide *w, size_t column)
{
	for (size_t r = w->heading; r < w->end; r++)
		if (seen_at(w->sheet, r, column)->text[0] != '\0')
			return false;
	return true;
}

bool
wide_is_legend(const struct wide *w, size_t column)
{
	const char *rest = "", *heading = seen_at(w->sheet, w->heading, column)->text;

	return vocabulary_legend(heading, &rest) && rest[strspn(rest, " :")] == '\0';
}

static bool
may_answer(const struct wide *w, size_t column)
{
	return vocabulary_heading(wide_folded_at(w, w->heading, column)) == HEADING_OTHER &&
	       !is_blank_column(w, column) && holds_values(w, column);
}

/* Whether who answers stands before what for: in the first column, and in no other. */
static bool
answers_first(const struct wide *w)
{
	for (size_t c = 1; c < w->sheet->width; c++)
		if (may_answer(w, c))
			return false;
	return may_answer(w, 0);
}

/* Whether what stands in the first column, which is headed by a party, are signs and letters alone:
 * parties before what they do. */
static bool
parties_first(const struct wide *w)
{
	struct said_reader quiet = w->reader;
	struct diags unsaid = {0};
	size_t filled = 0, roles = 0;

	quiet.diags = &unsaid;
	for (size_t r = w->heading + 1; r < w->end; r++) {
		const struct csv_cell *cell = seen_at(w->sheet, r, 0);

		if (cell->text[0] == '\0' || seen_filled(w->sheet, r) < 2)
			continue;
		filled++;
		roles += said_roles(&quiet, cell).kind != SAID_WORDS;
	}
	diags_fini(&unsaid);
	return filled > 0 && filled == roles && is_party_heading(w, 0);
}

/* Letters of RACI, with what people put between them. */
static bool
is_raci(const char *folded)
{
	size_t letters = 0;

	for (; *folded != '\0'; folded++)
		if (*folded >= 'a' && *folded <= 'z' &&
			vocabulary_raci((char)(*folded - 'a' + 'A')) >= 0)
			letters++;
		else if (strchr(" ,/+&-", *folded) == NULL)
			return false;
	return letters > 0 && letters <= 4;
}

/* Whether all that stands in the column are such letters. */
static bool
holds_raci(const struct wide *w, size_t column)
{
	size_t filled = 0;

	if (vocabulary_heading(wide_folded_at(w, w->heading, column)) != HEADING_OTHER)
		return false;
	for (size_t r = w->heading + 1; r < w->end; r++) {
		const char *folded = wide_folded_at(w, r, column);

		if (folded[0] == '\0' || seen_filled(w->sheet, r) < 2)
			continue;
		if (!is_raci(folded))
			return false;
		filled++;
	}
	return filled > 0;
}

/* Letters of RACI in several columns, some of them A or R, say that the headings are parties,
 * whoever they are. */
static bool
is_raci_table(const struct wide *w)
{
	size_t columns = 0, doing = 0;

	for (size_t c = 1; c < w->sheet->width; c++) {
		if (!holds_raci(w, c))
			continue;
		columns++;
		for (size_t r = w->heading + 1; r < w->end; r++)
			doing += strpbrk(wide_folded_at(w, r, c), "ar") != NULL;
	}
	return columns >= 2 && doing >= 2;
}

static enum column_role
role_of(const struct wide *w, size_t column, bool behind_values)
{
	enum heading_words heading = vocabulary_heading(wide_folded_at(w, w->heading, column));

	if (is_blank_column(w, column) || wide_is_legend(w, column))
		return ROLE_EMPTY;
	if (heading == HEADING_NUMBER)
		return ROLE_NUMBER;
	if (heading == HEADING_DETAIL)
		return ROLE_DETAIL;
	if (w->by_party)
		return is_party_heading(w, column) || whose(w, column) != WHOSE_PARTY ||
				       (w->by_raci && column > 0 && holds_raci(w, column)) ||
				       (behind_values &&
					       (w->cast->declared || holds_roles(w, column)))
			       ? ROLE_VALUE
		       : behind_values ? ROLE_DETAIL
				       : ROLE_LABEL;
	if (behind_values)
		return w->columns[0].role == ROLE_VALUE ? ROLE_LABEL : ROLE_VALUE;
	if (column == 0 && !answers_first(w))
		return ROLE_LABEL;
	/* "Responsibility" heads what is to be done, or who does it */
	if (heading == HEADING_LABEL &&
		strcmp(wide_folded_at(w, w->heading, column), "responsibility") != 0)
		return ROLE_LABEL;
	return holds_values(w, column) ? ROLE_VALUE : ROLE_LABEL;
}

/* Whether no two lines have the same words there; headings of groups do not count. */
static bool
all_differ(const struct wide *w, size_t column)
{
	for (size_t r = w->heading + 1; r < w->end; r++)
		for (size_t q = w->heading + 1; q < r; q++)
			if (seen_filled(w->sheet, r) > 1 && seen_filled(w->sheet, q) > 1 &&
				strcmp(seen_at(w->sheet, r, column)->text,
					seen_at(w->sheet, q, column)->text) == 0)
				return false;
	return true;
}

size_t
wide_nth_label(const struct wide *w, size_t n)
{
	for (size_t c = 0; c < w->sheet->width; c++)
		if (w->columns[c].role == ROLE_LABEL && n-- == 0)
			return c;
	return 0;
}

/* Whether the first of several labels names groups: not if each line has words of its own there, as
 * where numbers stand before names. */
static bool
has_groups(const struct wide *w)
{
	size_t first = wide_nth_label(w, 0), lines = 0;

	for (size_t r = w->heading + 1; r < w->end && w->labels > 1; r++) {
		if (seen_filled(w->sheet, r) < 2)
			continue;
		lines++;
		if (seen_at(w->sheet, r, first)->text[0] == '\0')
			return true;
	}
	return w->labels > 1 && (lines < 2 || lines > WIDE_ROW_LIMIT || !all_differ(w, first));
}

/* Names that repeat where the column before has one for each line are no rows: they answer. */
static void
find_repeated(struct wide *w)
{
	size_t last = w->sheet->width, before = w->sheet->width;

	for (size_t c = 0; c < w->sheet->width; c++)
		if (w->columns[c].role == ROLE_LABEL)
			before = last, last = c;
	if (w->by_party || before == w->sheet->width || w->end - w->heading > WIDE_ROW_LIMIT ||
		vocabulary_heading(wide_folded_at(w, w->heading, last)) == HEADING_LABEL ||
		!all_differ(w, before) || all_differ(w, last))
		return;
	w->columns[last].role = ROLE_VALUE;
	w->labels--;
	w->values++;
}

void
wide_find_roles(struct wide *w)
{
	size_t parties = 0, all = 0;

	for (size_t c = parties_first(w) ? 0 : 1; c < w->sheet->width; c++) {
		parties += is_party_heading(w, c);
		all += whose(w, c) == WHOSE_ALL;
	}
	w->names_parties = parties >= 2;
	w->by_raci = is_raci_table(w);
	w->by_party =
		parties >= 2 || (parties == 1 && (all > 0 || w->sheet->width == 2)) || w->by_raci;
	w->labels = w->values = w->details = 0;
	for (size_t c = 0; c < w->sheet->width; c++) {
		struct wide_column *column = &w->columns[c];

		column->role = role_of(w, c, w->values > 0 && w->labels > 0);
		column->whose = w->by_party ? whose(w, c) : WHOSE_PARTY;
		w->labels += column->role == ROLE_LABEL;
		w->values += column->role == ROLE_VALUE;
		w->details += column->role == ROLE_DETAIL;
	}
	if (w->values > 0 && w->columns[0].role != ROLE_VALUE)
		find_repeated(w);
	w->grouped = has_groups(w);
}
