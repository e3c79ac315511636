#include <stdbool.h>

#include "roles.h"

#include <string.h>
#include <strings.h>

enum { ROWS_ABOVE = 4, NAMES = 24 };

/* As questionnaires spell them, up to a bracket, a slash or a line's end. */
static const char *const names[ROLE__COUNT][NAMES] = {
	[ROLE_STATUS] = {"status", "implementation status", "control status", "compliance status",
		"状況", "対応状況", "実施状況", "対応状況（○△×）", "区分", "適合状況", "対応区分",
		"可否", "適否", "○△×"},
	[ROLE_ANSWER] = {"answer", "response", "vendor response", "provider response",
		"description", "implementation description", "csp implementation description",
		"implementation", "comments", "your answer", "your response", "vendor answer",
		"supplier response", "explanation", "回答", "回答欄", "対応内容", "取り組み",
		"実施内容", "詳細", "回答内容"},
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
	size_t len = strlen(name);

	if (strncasecmp(heading, name, len) != 0)
		return false;
	heading += len;
	while (*heading == ' ')
		heading++;
	return *heading == '\0' || strchr("(/[\n", *heading) != NULL ||
	       strncmp(heading, "（", strlen("（")) == 0 ||
	       strncmp(heading, "／", strlen("／")) == 0;
}

static bool
asks_for(const char *heading, enum role role)
{
	for (size_t i = 0; i < NAMES && names[role][i] != NULL; i++)
		if (is_called(heading, names[role][i]))
			return true;
	return false;
}

static size_t
filled_cells(const struct csv_row *row)
{
	size_t n = 0;

	for (size_t i = 0; i < row->count; i++)
		n += row->cells[i].text[0] != '\0';
	return n;
}

/* A heading over several columns says less than those below it. */
static bool
is_taken(const struct answer_columns *columns, unsigned column)
{
	for (int role = 0; role < ROLE__COUNT; role++)
		if (columns->of[role] == column)
			return true;
	return false;
}

static void
read_headings(struct answer_columns *columns, const struct csv_row *row, unsigned key)
{
	for (size_t i = 0; i < row->count; i++)
		for (int role = 0; role < ROLE__COUNT; role++)
			if (i + 1 != key && columns->of[role] == 0 &&
				!is_taken(columns, (unsigned)i + 1) &&
				asks_for(row->cells[i].text, (enum role)role)) {
				columns->of[role] = (unsigned)i + 1;
				break;
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
roles_find_columns(const struct csv *csv, size_t first, unsigned key, bool pages)
{
	struct answer_columns columns = {0};
	unsigned next = last_column(csv) + 1;

	for (size_t i = 1; i <= ROWS_ABOVE && i <= first; i++) {
		const struct csv_row *row = &csv->rows[first - i];

		if (columns.row == NULL && row->count >= key && row->cells[key - 1].text[0] != '\0')
			columns.row = row;
		if (filled_cells(row) > 1)
			read_headings(&columns, row, key);
	}
	for (int role = 0; role < ROLE_ALWAYS; role++)
		if (columns.of[role] == 0 && (role != ROLE_ADDRESS || pages)) {
			columns.of[role] = next++;
			columns.made[role] = true;
		}
	return columns;
}
