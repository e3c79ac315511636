#include "choices.h"

#include <string.h>

#include "base/utf8.h"
#include "import/vocabulary.h"

enum { WORDS = 26, WORD_LIMIT = 40, HEADING_WORDS = 16 };

/* Folded, as vocabulary_fold has them. */
static const char *const spellings[PLAIN__COUNT][WORDS] = {
	[PLAIN_YES] = {"yes", "y", "true", "implemented", "fully implemented", "compliant",
		"fully compliant", "in place", "met", "はい", "○", "◯", "〇", "◎", "有", "有り",
		"あり", "可", "適", "適合", "対応", "対応済", "対応済み", "実施", "実施済",
		"実施済み"},
	[PLAIN_NO] = {"no", "n", "false", "not implemented", "non-compliant", "noncompliant",
		"not compliant", "not in place", "not met", "いいえ", "×", "✕", "✗", "☓", "無",
		"無し", "なし", "不可", "否", "不適合", "未対応", "非対応", "未実施"},
	[PLAIN_NOT_APPLICABLE] = {"na", "n/a", "n.a.", "not applicable", "該当なし", "該当無し",
		"対象外", "適用外", "非該当", "-", "－", "ー", "―", "—", "–"},
	[PLAIN_PARTIAL] = {"partial", "partially", "partly", "partially implemented",
		"partially compliant", "partially met", "△", "一部", "一部対応", "部分対応",
		"部分的", "一部実施", "一部適合"},
	[PLAIN_CUSTOMER] = {"customer", "customers", "customer's", "customer’s",
		"customer responsibility", "csc", "お客様", "利用者", "利用者側", "お客様責任",
		"お客様の責任", "利用者責任", "利用者の責任"},
};

enum plain_answer
choice_plain(struct arena *arena, const char *word)
{
	const char *folded = strlen(word) <= WORD_LIMIT ? vocabulary_fold(arena, word) : "";

	for (int plain = 0; plain < PLAIN__COUNT; plain++)
		for (size_t i = 0; i < WORDS && spellings[plain][i] != NULL; i++)
			if (strcmp(spellings[plain][i], folded) == 0)
				return (enum plain_answer)plain;
	return PLAIN_NONE;
}

static size_t
count_of(struct arena *arena, const struct choice_words *allowed, enum plain_answer plain)
{
	size_t n = 0;

	for (size_t i = 0; i < allowed->count; i++)
		n += choice_plain(arena, allowed->v[i]) == plain;
	return n;
}

bool
choice_is_yes_no(struct arena *arena, const struct choice_words *allowed)
{
	return count_of(arena, allowed, PLAIN_YES) > 0 && count_of(arena, allowed, PLAIN_NO) > 0;
}

const char *
choice_of(struct arena *arena, const struct choice_words *allowed, enum plain_answer plain)
{
	if (plain == PLAIN_NONE || count_of(arena, allowed, plain) != 1)
		return NULL;
	for (size_t i = 0; i < allowed->count; i++)
		if (choice_plain(arena, allowed->v[i]) == plain)
			return allowed->v[i];
	return NULL;
}

/* -- words in a heading --------------------------------------------------------------------------
 */

/* The bytes of the separator that stands there; 0: none. The stroke of "N/A" is none. */
static size_t
separator_at(const char *start, const char *at)
{
	static const char *const separators[] = {
		"/", ",", ";", "|", "\n", "／", "，", "、", "・", "｜", "･", " or ", "または"};

	if (*at == '/' && at - start == 1 && (*start | 0x20) == 'n' && (at[1] | 0x20) == 'a')
		return 0;
	for (size_t i = 0; i < sizeof(separators) / sizeof(separators[0]); i++)
		if (strncmp(at, separators[i], strlen(separators[i])) == 0)
			return strlen(separators[i]);
	return 0;
}

struct word_list {
	struct arena *arena;
	const char *v[HEADING_WORDS];
	size_t count;
};

/* "○：対応", "Y = Yes": the sign before its meaning, unless it usually has another. */
static size_t
without_meaning(struct arena *arena, const char *word, size_t len)
{
	static const char *const between[] = {"：", ":", "＝", "=", "…"};

	for (size_t i = 0; i < sizeof(between) / sizeof(between[0]); i++) {
		const char *whole = arena_strndup(arena, word, len);
		const char *at = strstr(whole, between[i]);
		enum plain_answer sign, meaning;

		if (at == NULL || at == whole)
			continue;
		sign = choice_plain(arena, arena_strndup(arena, whole, (size_t)(at - whole)));
		meaning = choice_plain(arena, at + strlen(between[i]));
		if (sign != PLAIN_NONE && (meaning == sign || meaning == PLAIN_NONE))
			return (size_t)(at - whole);
	}
	return len;
}

static void
add_word(struct word_list *list, const char *word, size_t len)
{
	len = without_meaning(list->arena, word, len);
	while (len > 0 && strchr(" \t\r\n", *word) != NULL)
		word++, len--;
	while (len > 0 && strchr(" \t\r\n", word[len - 1]) != NULL)
		len--;
	if (len > 0 && list->count < HEADING_WORDS)
		list->v[list->count++] = arena_strndup(list->arena, word, len);
}

/* Signs that stand together, ○△×, are a word each. */
static bool
add_signs(struct word_list *list, const char *word, size_t len)
{
	size_t n;

	for (size_t i = 0; i < len; i += n) {
		(void)utf8_next(word + i, &n);
		if (n < 2 || choice_plain(list->arena, arena_strndup(list->arena, word + i, n)) ==
				     PLAIN_NONE)
			return false;
	}
	for (size_t i = 0; i < len; i += n) {
		(void)utf8_next(word + i, &n);
		add_word(list, word + i, n);
	}
	return true;
}

static void
divide(struct word_list *list, const char *text, const char *end)
{
	const char *start = text;

	for (const char *at = text; at <= end; at++) {
		size_t len = at < end ? separator_at(start, at) : 0;

		if (at < end && len == 0)
			continue;
		if (choice_plain(list->arena, arena_strndup(list->arena, start,
						      (size_t)(at - start))) != PLAIN_NONE ||
			!add_signs(list, start, (size_t)(at - start)))
			add_word(list, start, (size_t)(at - start));
		start = at + len;
		while (start < end && (*start == ' ' || *start == '\n'))
			start++;
		at = len > 0 ? start - 1 : at;
	}
}

static struct choice_words
words_between(struct arena *arena, const char *text, const char *end)
{
	struct word_list list = {.arena = arena};
	struct choice_words allowed;
	const char **v;

	while (text < end && strchr(" \t\r\n", *text) != NULL)
		text++;
	divide(&list, text, end);
	v = arena_array(arena, HEADING_WORDS, sizeof(*v));
	memcpy(v, list.v, sizeof(list.v));
	allowed = (struct choice_words){v, list.count};
	return choice_is_yes_no(arena, &allowed) ? allowed : (struct choice_words){0};
}

struct choice_words
choice_words_of_heading(struct arena *arena, const char *heading)
{
	static const char *const brackets[][2] = {
		{"(", ")"}, {"（", "）"}, {"[", "]"}, {"【", "】"}, {"［", "］"}};
	struct choice_words found = {0};

	for (size_t i = 0; i < sizeof(brackets) / sizeof(brackets[0]) && found.count == 0; i++) {
		const char *open = strstr(heading, brackets[i][0]), *end;

		if (open == NULL)
			continue;
		open += strlen(brackets[i][0]);
		end = strstr(open, brackets[i][1]);
		if (end != NULL)
			found = words_between(arena, open, end);
	}
	for (const char *line = heading; found.count == 0 && *line != '\0'; line += *line == '\n') {
		const char *end = line + strcspn(line, "\n");

		found = words_between(arena, line, end);
		line = end;
	}
	return found.count > 0 ? found : words_between(arena, heading, heading + strlen(heading));
}

bool
choice_is_heading(struct arena *arena, const char *heading)
{
	struct choice_words words = words_between(arena, heading, heading + strlen(heading));

	for (size_t i = 0; i < words.count; i++)
		if (choice_plain(arena, words.v[i]) == PLAIN_NONE)
			return false;
	return words.count > 0;
}

/* -- columns to mark ------------------------------------------------------------------------------
 */

static enum plain_answer
plain_at(struct arena *arena, const struct csv_row *row, unsigned column, unsigned key)
{
	return column == key || column > row->count
		       ? PLAIN_NONE
		       : choice_plain(arena, row->cells[column - 1].text);
}

bool
choice_columns_find(struct choice_columns *found, struct arena *arena,
	const struct csv_row *headings, unsigned key)
{
	*found = (struct choice_columns){0};
	for (unsigned c = 1; c <= headings->count; c++) {
		enum plain_answer plain = plain_at(arena, headings, c, key);

		/* "No" twice: the first one numbers the lines */
		if (plain != PLAIN_NONE) {
			found->of[plain] = c;
			found->japanese |= (unsigned char)headings->cells[c - 1].text[0] >= 0x80;
			continue;
		}
		if (found->of[PLAIN_YES] > 0 && found->of[PLAIN_NO] > 0)
			break;
		*found = (struct choice_columns){0};
	}
	return found->of[PLAIN_YES] > 0 && found->of[PLAIN_NO] > 0;
}

bool
choice_columns_have(const struct choice_columns *columns, unsigned column)
{
	for (int plain = 0; plain < PLAIN__COUNT; plain++)
		if (columns->of[plain] == column)
			return true;
	return false;
}

/* What people put into a column to say that it is meant. */
static bool
is_mark(struct arena *arena, const char *text)
{
	const char *folded = vocabulary_fold(arena, text);
	enum plain_sign sign = vocabulary_mark(folded);

	return (sign != MARK_NONE && sign != MARK_CROSS) || vocabulary_yes_no(folded) == 1;
}

const char *
choice_mark(const struct choice_columns *columns, struct arena *arena, const struct csv *csv,
	size_t first)
{
	for (size_t i = first; i < csv->count; i++)
		for (int plain = 0; plain < PLAIN__COUNT; plain++) {
			unsigned column = columns->of[plain];
			const char *text = column > 0 && column <= csv->rows[i].count
						   ? csv->rows[i].cells[column - 1].text
						   : "";

			if (is_mark(arena, text))
				return text;
		}
	return columns->japanese ? "○" : "X";
}
