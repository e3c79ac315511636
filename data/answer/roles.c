#include <stdbool.h>

#include "roles.h"

#include <string.h>
#include <strings.h>

enum { ROWS_ABOVE = 4, NAMES = 30 };

/* As questionnaires spell them, up to a bracket or another mark, or a line's end. */
static const char *const names[ROLE__COUNT][NAMES] = {
	[ROLE_STATUS] = {"status", "implementation status", "control status", "compliance status",
		"状況", "対応状況", "実施状況", "対応状況（○△×）", "区分", "適合状況", "対応区分",
		"可否", "適否", "○△×", "compliance", "compliant", "in place", "implemented",
		"対応可否", "対応有無", "対応の有無", "実施有無", "実施の有無", "充足状況"},
	[ROLE_ANSWER] = {"answer", "response", "vendor response", "provider response",
		"description", "implementation description", "csp implementation description",
		"implementation", "comments", "your answer", "your response", "vendor answer",
		"supplier response", "explanation", "回答", "回答欄", "対応内容", "取り組み",
		"実施内容", "詳細", "回答内容", "ご回答", "ご回答欄"},
	[ROLE_WHO] = {"who", "responsible", "responsibility", "responsible party", "owner",
		"control owner", "責任", "責任者", "担当", "責任分担", "責任主体", "実施主体",
		"誰が何をするか", "who does what"},
	[ROLE_EDITION] = {"edition", "version", "document version", "版", "版数"},
	[ROLE_ADDRESS] = {"address", "url", "link", "reference", "evidence", "アドレス", "リンク",
		"参照先", "根拠", "根拠資料"},
	[ROLE_CAIQ] = {"csp caiq answer", "caiq answer", "consensus assessment answer",
		"yes, no, na", "caiqの回答"},
	[ROLE_OWNERSHIP] = {"ssrm control ownership", "control ownership", "ssrm", "ownership",
		"ssrm管理策の所有者"},
	[ROLE_DUTY] = {"csc responsibilities", "customer responsibilities",
		"customer responsibility", "customer action", "お客様が行うこと", "利用者の責任",
		"利用者側の対応", "利用者の実施事項"},
};

const char *
role_heading(enum role role)
{
	static const char *const ids[ROLE__COUNT] = {[ROLE_STATUS] = "sheet.status_words",
		[ROLE_ANSWER] = "sheet.answer",
		[ROLE_WHO] = "sheet.who",
		[ROLE_EDITION] = "answer.edition",
		[ROLE_ADDRESS] = "sheet.address",
		[ROLE_CAIQ] = "sheet.caiq_answer",
		[ROLE_OWNERSHIP] = "sheet.ownership",
		[ROLE_DUTY] = "sheet.customer_duty"};

	return ids[role];
}

static bool
is_called(const char *heading, const char *name)
{
	static const char *const marks[] = {"（", "／", "【", "［", "？", "＊", "：", "※"};
	size_t len = strlen(name);

	if (strncasecmp(heading, name, len) != 0)
		return false;
	heading += len;
	while (*heading == ' ')
		heading++;
	if (*heading == '\0' || strchr("(/[\n?*:", *heading) != NULL)
		return true;
	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (strncmp(heading, marks[i], strlen(marks[i])) == 0)
			return true;
	return false;
}

/* Behind words for whoever is to answer, "Vendor comments". */
static const char *
behind_whose(const char *heading)
{
	static const char *const whose[] = {"service provider ", "cloud provider ", "vendor ",
		"supplier ", "provider ", "vendor's ", "supplier's ", "your ", "貴社の", "貴社",
		"御社", "事業者", "ベンダー", "ご"};

	for (size_t i = 0; i < sizeof(whose) / sizeof(whose[0]); i++)
		if (strncasecmp(heading, whose[i], strlen(whose[i])) == 0)
			return heading + strlen(whose[i]);
	return heading;
}

static bool
asks_for(const char *heading, enum role role)
{
	heading = behind_whose(heading);
	for (size_t i = 0; i < NAMES && names[role][i] != NULL; i++)
		if (is_called(heading, names[role][i]))
			return true;
	return false;
}

/* A heading over several columns says less than those below it. */
static bool
is_taken(const struct answer_columns *columns, unsigned column)
{
	for (int role = 0; role < ROLE__COUNT; role++)
		if (columns->of[role] == column)
			return true;
	for (size_t i = 0; i < columns->choice_count; i++)
		if (columns->choices[i].column == column)
			return true;
	return choice_columns_have(&columns->marks, column);
}

/* Words that explain an answer which is given beside them. */
static bool
is_explanation(const char *heading)
{
	static const char *const explanations[] = {"comment", "comments", "description",
		"explanation", "details", "remarks", "notes", "justification",
		"additional information", "supporting information", "詳細", "備考", "補足",
		"補足説明", "コメント", "回答内容", "回答詳細", "対応内容", "実施内容"};

	heading = behind_whose(heading);
	for (size_t i = 0; i < sizeof(explanations) / sizeof(explanations[0]); i++)
		if (is_called(heading, explanations[i]))
			return true;
	return false;
}

/* A heading that asks for yes or no takes one word out of a few where it names them, or where the
 * cells below have a list. One that is about something else is not ours to answer. */
static bool
read_choice(struct answer_columns *columns, const struct role_search *s, const char *heading,
	unsigned column)
{
	const struct csv_cell *first = &s->csv->rows[s->first].cells[0];
	struct choice_words words = choice_words_of_heading(s->arena, heading);
	bool asks = asks_for(heading, ROLE_STATUS) || asks_for(heading, ROLE_ANSWER) ||
		    asks_for(heading, ROLE_CAIQ) || choice_is_heading(s->arena, heading);

	if (!asks || columns->choice_count == CHOICE_LIMIT ||
		(words.count == 0 && allowed_at(s->lists, first->row, column) == NULL))
		return false;
	columns->choices[columns->choice_count].column = column;
	columns->choices[columns->choice_count++].words = words;
	return true;
}

static void
read_headings(
	struct answer_columns *columns, const struct role_search *s, const struct csv_row *row)
{
	for (unsigned c = 1; c <= row->count; c++) {
		const char *heading = row->cells[c - 1].text;

		if (c == s->key || heading[0] == '\0' || is_taken(columns, c) ||
			read_choice(columns, s, heading, c))
			continue;
		for (int role = 0; role < ROLE__COUNT; role++)
			if (columns->of[role] == 0 && asks_for(heading, (enum role)role)) {
				columns->of[role] = c;
				break;
			}
	}
}

/* The column, not taken so far, whose heading is for explanations; 0: none. */
static unsigned
find_explanation(const struct answer_columns *columns, const struct role_search *s,
	const struct csv_row *row)
{
	for (unsigned c = 1; c <= row->count; c++)
		if (c != s->key && !is_taken(columns, c) && is_explanation(row->cells[c - 1].text))
			return c;
	return 0;
}

/* Where an answer and an explanation of it are asked for, the answer is the status. */
static void
read_explanation(
	struct answer_columns *columns, const struct role_search *s, const struct csv_row *row)
{
	unsigned column = find_explanation(columns, s, row), answer = columns->of[ROLE_ANSWER];
	bool chosen = columns->choice_count > 0 || columns->marks.of[PLAIN_YES] > 0;

	if (column == 0)
		return;
	if (chosen && answer == 0) {
		columns->of[ROLE_ANSWER] = column;
	} else if (!chosen && columns->of[ROLE_STATUS] == 0 && answer > 0 && answer <= row->count &&
		   !is_explanation(row->cells[answer - 1].text)) {
		columns->of[ROLE_STATUS] = answer;
		columns->of[ROLE_ANSWER] = column;
	}
}

static unsigned
last_column(const struct csv *csv)
{
	size_t last = 0;

	for (size_t i = 0; i < csv->count; i++)
		last = csv->rows[i].count > last ? csv->rows[i].count : last;
	return (unsigned)last;
}

struct answer_columns
roles_find_columns(const struct role_search *s)
{
	struct answer_columns columns = {0};
	unsigned next = last_column(s->csv) + 1;

	for (size_t i = 1; i <= ROWS_ABOVE && i <= s->first; i++) {
		const struct csv_row *row = &s->csv->rows[s->first - i];

		if (columns.row == NULL && row->count >= s->key &&
			row->cells[s->key - 1].text[0] != '\0')
			columns.row = row;
		if (csv_filled(row) < 2)
			continue;
		if (columns.marks.of[PLAIN_YES] == 0 &&
			!choice_columns_find(&columns.marks, s->arena, row, s->key))
			columns.marks = (struct choice_columns){0};
		read_headings(&columns, s, row);
	}
	for (size_t i = 1; i <= ROWS_ABOVE && i <= s->first; i++)
		read_explanation(&columns, s, &s->csv->rows[s->first - i]);
	for (int role = 0; role < ROLE_ALWAYS; role++)
		if (columns.of[role] == 0 && (role != ROLE_ADDRESS || s->pages)) {
			columns.of[role] = next++;
			columns.made[role] = true;
		}
	return columns;
}
