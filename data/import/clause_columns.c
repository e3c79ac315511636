#include "clause_columns.h"

#include <string.h>

#include "vocabulary.h"

enum { NAMES = 20, ROWS_LOOKED_AT = 30 };

/* Folded; a heading may go on behind them in brackets, behind a slash or on another line. */
static const char *const names[CLAUSE_COLUMN__COUNT][NAMES] = {
	[CLAUSE_COLUMN_ID] = {"control id", "control", "control number", "control no",
		"control no.", "control identifier", "clause", "clause number", "clause no.",
		"question id", "requirement", "requirement id", "requirement number",
		"pci dss requirement", "nist control", "管理策", "管理策番号", "箇条", "箇条番号"},
	[CLAUSE_COLUMN_CONTROL] = {"ccm control id", "ccm id", "ccm管理策id"},
	[CLAUSE_COLUMN_QUESTION] = {"question", "consensus assessment question", "質問", "設問"},
	[CLAUSE_COLUMN_INHERITED] = {"can be inherited from csp", "can be inherited", "inherited",
		"inheritable", "inheritance", "継承の可否", "継承可否", "継承"},
	[CLAUSE_COLUMN_ANSWER] = {"csp caiq answer", "caiq answer", "consensus assessment answer",
		"caiqの回答"},
	[CLAUSE_COLUMN_OWNERSHIP] = {"ssrm control ownership", "control ownership",
		"control applicability and ownership", "ssrm", "ownership", "ssrm管理策の所有者",
		"管理策の所有者"},
	[CLAUSE_COLUMN_STATEMENT] = {"csp implementation description", "implementation description",
		"csp implementation guidelines", "provider: implementation", "implementation",
		"statement", "description", "提供者による実施", "実施内容", "対応内容", "説明",
		"内容"},
	[CLAUSE_COLUMN_NOTES] = {"notes", "note", "remarks", "remark", "comments", "comment",
		"備考", "補足"},
	[CLAUSE_COLUMN_DUTY] = {"specific inheritance and customer agency/csp responsibilities",
		"specific inheritance and customer", "csc responsibilities", "customer_duty",
		"customer responsibilities", "customer responsibility", "what the customer must do",
		"customer action", "お客様が行うこと", "利用者の責任", "利用者側の対応",
		"利用者の実施事項", "お客様の責任"},
	[CLAUSE_COLUMN_PARTY] = {"party"},
	[CLAUSE_COLUMN_LIMITS] = {"limits"},
	[CLAUSE_COLUMN_OURS] = {"status_words", "demarc status"},
	[CLAUSE_COLUMN_ANSWERS + DOES_ANSWERS] = {"answers"},
	[CLAUSE_COLUMN_ANSWERS + DOES_RUNS] = {"runs"},
	[CLAUSE_COLUMN_ANSWERS + DOES_SUPPORTS] = {"supports"},
	[CLAUSE_COLUMN_ANSWERS + DOES_MAY] = {"may"},
	[CLAUSE_COLUMN_ANSWERS + DOES_CONSULTED] = {"consulted"},
	[CLAUSE_COLUMN_ANSWERS + DOES_INFORMED] = {"informed"},
	[CLAUSE_COLUMN_WHO] = {"responsibility", "responsible", "responsible party",
		"control owner", "owner", "責任", "責任分担", "責任主体", "責任者", "担当",
		"実施主体"},
	[CLAUSE_COLUMN_STATUS] = {"implementation status", "control implementation status"},
	[CLAUSE_COLUMN_ORIGIN] = {"control origination", "control origin", "origination"},
	[CLAUSE_COLUMN_IMPLEMENTED] = {"implemented"},
	[CLAUSE_COLUMN_PARTIAL] = {"partially implemented", "partial"},
	[CLAUSE_COLUMN_PLANNED] = {"planned"},
	[CLAUSE_COLUMN_ALTERNATIVE] = {"alternative implementation", "alternate implementation",
		"alternatively implemented"},
	[CLAUSE_COLUMN_NOT_APPLICABLE] = {"not applicable", "n/a"},
	[CLAUSE_COLUMN_PROVIDER] = {"service provider corporate",
		"service provider system specific", "service provider hybrid"},
	[CLAUSE_COLUMN_CONFIGURED] = {"configured by customer"},
	[CLAUSE_COLUMN_CUSTOMER] = {"provided by customer"},
	[CLAUSE_COLUMN_SHARED] = {"shared"},
	[CLAUSE_COLUMN_LEVERAGED] = {"inherited from pre-existing fedramp authorization",
		"inherited from pre-existing"},
};

static bool
is_called(const char *folded, const char *name)
{
	size_t len = strlen(name);

	if (strncmp(folded, name, len) != 0)
		return false;
	folded += len;
	folded += *folded == ' ';
	return *folded == '\0' || strchr("([/,-", *folded) != NULL;
}

static bool
names_column(const char *folded, enum clause_column column)
{
	for (size_t i = 0; i < NAMES && names[column][i] != NULL; i++)
		if (is_called(folded, names[column][i]))
			return true;
	return false;
}

enum clause_column
clause_columns_heading(struct arena *arena, const char *words)
{
	const char *folded = vocabulary_fold(arena, words);
	int column = 0;

	while (column < CLAUSE_COLUMN__COUNT && !names_column(folded, (enum clause_column)column))
		column++;
	return (enum clause_column)column;
}

enum clause_column
clause_columns_word(struct arena *arena, const char *words)
{
	static const char leveraged[] = "inherited from pre-existing";
	const char *folded = vocabulary_fold(arena, words);
	int column = CLAUSE_COLUMN_MARKS;

	if (strncmp(folded, leveraged, strlen(leveraged)) == 0)
		return CLAUSE_COLUMN_LEVERAGED; /* "for", and the name of the system */

	while (column < CLAUSE_COLUMN__COUNT && !names_column(folded, (enum clause_column)column))
		column++;
	return (enum clause_column)column;
}

/* "Specific Inheritance and Customer Agency/CSP Responsibilities" goes on behind its beginning. */
static bool
is_long_duty(const char *folded)
{
	return strncmp(folded, "specific inheritance", strlen("specific inheritance")) == 0;
}

/* Headings of clauses in some sheets, and of anything in others. */
static bool
is_reference(const char *folded)
{
	static const char *const references[] = {"ref", "ref.", "reference", "reference number",
		"reference no.", "control ref", "control reference", "annex a", "annex a control",
		"iso 27001", "iso/iec 27001", "iso27001", "附属書a", "規格項番"};

	for (size_t i = 0; i < sizeof(references) / sizeof(references[0]); i++)
		if (is_called(folded, references[i]))
			return true;
	return false;
}

static void
read_heading(struct clause_columns *columns, const char *folded, size_t at)
{
	if (columns->reference == 0 && is_reference(folded))
		columns->reference = at + 1;
	for (int i = 0; i < CLAUSE_COLUMN__COUNT; i++) {
		bool fits = names_column(folded, (enum clause_column)i) ||
			    (i == CLAUSE_COLUMN_DUTY && is_long_duty(folded));

		if (!fits)
			continue;
		columns->known[at] = true;
		if (i == CLAUSE_COLUMN_PROVIDER && columns->provider_count < 4)
			columns->provider[columns->provider_count++] = at + 1;
		if (columns->of[i] == 0) {
			columns->of[i] = at + 1;
			return;
		}
	}
}

/* Whether there are a column of clauses and one that says something of them. */
static bool
is_list(const struct clause_columns *columns)
{
	static const enum clause_column says[] = {CLAUSE_COLUMN_INHERITED, CLAUSE_COLUMN_ANSWER,
		CLAUSE_COLUMN_OWNERSHIP, CLAUSE_COLUMN_WHO, CLAUSE_COLUMN_ORIGIN,
		CLAUSE_COLUMN_PROVIDER, CLAUSE_COLUMN_IMPLEMENTED, CLAUSE_COLUMN_STATUS,
		CLAUSE_COLUMN_OURS};

	for (size_t i = 0; i < sizeof(says) / sizeof(says[0]); i++)
		if (columns->of[says[i]] > 0)
			return columns->of[CLAUSE_COLUMN_ID] > 0 ||
			       columns->of[CLAUSE_COLUMN_CONTROL] > 0 || columns->reference > 0;
	return false;
}

/* Headings in one row, and below those that are merged, in the next. */
static void
read_headings(struct clause_columns *columns, struct arena *arena, const struct seen_sheet *sheet,
	size_t row, size_t rows)
{
	*columns = (struct clause_columns){.heading = row + rows - 1};
	for (size_t c = 0; c < sheet->width && c < CSV_COLUMN_LIMIT; c++)
		for (size_t i = rows; i-- > 0;) {
			const char *text = seen_at(sheet, row + i, c)->text;

			if (i == 0 && rows > 1 && text[0] != '\0' &&
				seen_at(sheet, row + 1, c)->text[0] != '\0' &&
				seen_at(sheet, row + 1, c)->row != seen_at(sheet, row, c)->row)
				continue; /* the heading of a group of columns */
			read_heading(columns, vocabulary_fold(arena, text), c);
		}
}

/* Whether the second row goes on with the headings: no clause stands in it, but marks are named. */
static bool
are_two_rows(const struct clause_columns *columns, const struct seen_sheet *sheet, size_t row)
{
	size_t id = columns->of[CLAUSE_COLUMN_ID] - 1, marks = 0;
	const struct csv_cell *first, *second;

	if (columns->of[CLAUSE_COLUMN_ID] == 0)
		return false;
	first = seen_at(sheet, row, id);
	second = seen_at(sheet, row + 1, id);
	for (int i = CLAUSE_COLUMN_MARKS; i < CLAUSE_COLUMN__COUNT; i++)
		marks += columns->of[i] > 0;
	return marks >= 2 && (second->text[0] == '\0' || second->row == first->row);
}

bool
clause_columns_find(
	struct clause_columns *columns, struct arena *arena, const struct seen_sheet *sheet)
{
	for (size_t r = 0; r + 1 < sheet->count && r < ROWS_LOOKED_AT; r++) {
		if (seen_filled(sheet, r) < 2)
			continue;
		if (r + 2 < sheet->count) {
			read_headings(columns, arena, sheet, r, 2);
			if (is_list(columns) && are_two_rows(columns, sheet, r))
				return true;
		}
		read_headings(columns, arena, sheet, r, 1);
		if (is_list(columns))
			return true;
	}
	return false;
}

/* -- a column for each party
 * ---------------------------------------------------------------------------- */

static const struct csv_cell *
heading_at(const struct clause_columns *columns, const struct seen_sheet *sheet, size_t column)
{
	size_t row = columns->heading;

	while (row > 0 && seen_at(sheet, row, column)->text[0] == '\0')
		row--;
	return seen_at(sheet, row, column);
}

static void
find_party(struct clause_columns *columns, struct arena *arena, struct cast *cast,
	const struct seen_sheet *sheet, size_t column)
{
	const char *words = heading_at(columns, sheet, column)->text;
	const char *folded = vocabulary_fold(arena, words);
	struct clause_party party = {.column = column};
	enum sharing sharing;

	party.all = vocabulary_shared(folded, &sharing);
	if (words[0] == '\0' || columns->party_count == CLAUSE_PARTY_LIMIT ||
		column + 1 == columns->of[CLAUSE_COLUMN_ID] ||
		(!party.all && vocabulary_not_applicable(arena, folded) == NULL &&
			cast_heading(cast, words) == NULL))
		return;
	columns->parties[columns->party_count++] = party;
	columns->known[column] = true;
	for (int i = 0; i < CLAUSE_COLUMN__COUNT; i++)
		if (columns->of[i] == column + 1)
			columns->of[i] = 0;
}

static size_t
count_named(const struct clause_columns *columns, struct cast *cast, const struct seen_sheet *sheet)
{
	size_t named = 0, all = 0;

	for (size_t i = 0; i < columns->party_count; i++) {
		size_t column = columns->parties[i].column;

		named += cast_heading(cast, heading_at(columns, sheet, column)->text) != NULL;
		all += columns->parties[i].all;
	}
	return named > 0 ? named + (all > 0) : 0;
}

/* Whether the row below is a line of its own, since both have words there. */
static bool
is_line(const struct seen_sheet *sheet, size_t row, size_t column)
{
	const struct csv_cell *first = seen_at(sheet, row, column),
			      *second = seen_at(sheet, row + 1, column);

	return first->text[0] != '\0' && second->text[0] != '\0' && first->row != second->row;
}

bool
clause_columns_find_parties(struct clause_columns *columns, struct arena *arena, struct cast *cast,
	const struct seen_sheet *sheet)
{
	for (size_t r = 0; r + 1 < sheet->count && r < ROWS_LOOKED_AT; r++)
		for (size_t rows = r + 2 < sheet->count ? 2 : 1; rows > 0; rows--) {
			size_t id;

			if (seen_filled(sheet, r) < 2)
				continue;
			read_headings(columns, arena, sheet, r, rows);
			id = columns->of[CLAUSE_COLUMN_ID];
			if (id == 0 || (rows == 2 && is_line(sheet, r, id - 1)))
				continue;
			for (size_t c = 0; c < sheet->width && c < CSV_COLUMN_LIMIT; c++)
				find_party(columns, arena, cast, sheet, c);
			if (count_named(columns, cast, sheet) >= 2)
				return true;
		}
	return false;
}
