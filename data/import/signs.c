/* Everything is looked for in words as people write them, so both widths of every mark count. */
#include "signs.h"

#include <ctype.h>
#include <string.h>

#include "base/utf8.h"
#include "vocabulary.h"

/* -- marks ------------------------------------------------------------------------------------- */

static uint32_t
half(uint32_t c)
{
	return c >= 0xff01 && c <= 0xff5e ? c - (0xff01 - '!') : c;
}

/* 1 for a digit written small above the line. */
static int
superscript(uint32_t c)
{
	static const uint32_t digits[] = {
		0x2070, 0xb9, 0xb2, 0xb3, 0x2074, 0x2075, 0x2076, 0x2077, 0x2078, 0x2079};

	for (int i = 0; i < 10; i++)
		if (digits[i] == c)
			return i;
	return -1;
}

static void
add(char mark[MARK_SIZE], size_t *n, const char *bytes, size_t len)
{
	if (*n + len < MARK_SIZE) {
		memcpy(mark + *n, bytes, len);
		*n += len;
		mark[*n] = '\0';
	}
}

/* Digits in any width; how many bytes they take. */
static size_t
take_digits(const char *s, char mark[MARK_SIZE], size_t *n)
{
	size_t taken = 0, len;

	for (;; taken += len) {
		uint32_t c = half(utf8_next(s + taken, &len));
		char digit = (char)c;

		if (c < '0' || c > '9')
			return taken;
		add(mark, n, &digit, 1);
	}
}

/* "※1", "*", "＊２", "†", "注1", "[1]", "¹" at s; how many bytes, 0 for none. */
static size_t
take_sign(const char *s, char mark[MARK_SIZE], size_t *n)
{
	static const char *const signs[] = {"※", "†", "‡", "注", "註"};
	size_t len, taken = 0;
	uint32_t c = half(utf8_next(s, &len));

	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (strncmp(s, signs[i], strlen(signs[i])) == 0) {
			add(mark, n, signs[i], strlen(signs[i]));
			taken = strlen(signs[i]);
			return taken + take_digits(s + taken, mark, n);
		}
	if (c == '*') {
		for (; half(utf8_next(s + taken, &len)) == '*'; taken += len)
			add(mark, n, "*", 1);
		return taken + take_digits(s + taken, mark, n);
	}
	for (; superscript(utf8_next(s + taken, &len)) >= 0; taken += len) {
		char digit = (char)('0' + superscript(utf8_next(s + taken, &len)));

		add(mark, n, &digit, 1);
	}
	return taken;
}

/* A mark, perhaps in brackets; digits alone must be in some. The bytes it takes; 0: it is none. */
static size_t
take_mark(const char *s, char mark[MARK_SIZE])
{
	size_t n = 0, len, taken, at = 0;
	uint32_t open = half(utf8_next(s, &len)), close;

	mark[0] = '\0';
	if (open == '(' || open == '[')
		at = len;
	taken = take_sign(s + at, mark, &n);
	if (taken == 0 && at > 0)
		taken = take_digits(s + at, mark, &n);
	if (taken == 0)
		return 0;
	at += taken;
	close = half(utf8_next(s + at, &len));
	if (close == (open == '[' ? ']' : ')'))
		return at + len;
	return open == '(' || open == '[' ? 0 : at;
}

static size_t
blank(const char *s)
{
	size_t n = 0;

	for (;;)
		if (s[n] == ' ' || s[n] == '\n' || s[n] == ',')
			n++;
		else if (strncmp(s + n, "　", 3) == 0 || strncmp(s + n, "、", 3) == 0)
			n += 3;
		else
			return n;
}

/* Whether nothing but marks stands from s on. */
static bool
only_marks(const char *s, char marks[MARKS_IN_CELL][MARK_SIZE], size_t *count)
{
	*count = 0;
	for (s += blank(s); *s != '\0'; s += blank(s)) {
		size_t len = *count < MARKS_IN_CELL ? take_mark(s, marks[*count]) : 0;

		if (len == 0)
			return false;
		++*count;
		s += len;
	}
	return *count > 0;
}

bool
signs_marks_alone(const char *words, char marks[MARKS_IN_CELL][MARK_SIZE], size_t *count)
{
	return only_marks(words, marks, count);
}

const char *
signs_take_marks(
	struct arena *arena, const char *words, char marks[MARKS_IN_CELL][MARK_SIZE], size_t *count)
{
	size_t len, end;

	for (const char *p = words; *p != '\0'; p += len) {
		(void)utf8_next(p, &len);
		/* in brackets, a number may belong to the words: AC-2(1) */
		if ((*p == '(' || *p == '[') && isdigit((unsigned char)p[1]) && p > words &&
			isalnum((unsigned char)p[-1]))
			continue;
		if (p == words || !only_marks(p, marks, count))
			continue;
		end = (size_t)(p - words);
		while (end > 0 && (words[end - 1] == ' ' || words[end - 1] == '\n'))
			end--;
		return arena_strndup(arena, words, end);
	}
	*count = 0;
	return words;
}

/* -- legends ------------------------------------------------------------------------------------
 */

/* Behind what stands between a sign and its meaning; NULL: nothing of that. */
static const char *
behind_separator(const char *s)
{
	static const char *const separators[] = {
		":", "：", "=", "＝", "…", "・・・", "→", "-", "－"};

	s += blank(s);
	for (size_t i = 0; i < sizeof(separators) / sizeof(separators[0]); i++)
		if (strncmp(s, separators[i], strlen(separators[i])) == 0) {
			s += strlen(separators[i]);
			return s + blank(s);
		}
	return NULL;
}

/* One symbol that is no letter of a script, or up to two letters. */
static size_t
take_legend_sign(const char *s)
{
	size_t len;
	uint32_t c = half(utf8_next(s, &len));

	if (c < 0x80 && len > 1) /* in full width */
		return c == '-' || c == 'x' || c == 'o' || (c >= 'A' && c <= 'Z') ? len : 0;
	if (c < 0x80) {
		len = 0;
		while (len < 2 && isupper((unsigned char)s[len]))
			len++;
		if (len > 0 && isalnum((unsigned char)s[len]))
			return 0;
		return len > 0 ? len
			       : (c == '-' || c == 'x' || c == 'o') &&
					 !isalnum((unsigned char)s[1]);
	}
	if ((c >= 0x2010 && c <= 0x2015) || (c >= 0x2190 && c <= 0x2bff) || c == 0xd7 ||
		c == 0x3007 || c == 0x3013 || c == 0x2212)
		return len;
	return 0;
}

bool
signs_is_sign(const char *text)
{
	size_t len = take_legend_sign(text);

	return len > 0 && text[len] == '\0';
}

/* Circles of several kinds are one, and so are crosses and dashes: keyboards have all of them. */
static const char *
same_sign(struct arena *arena, const char *sign)
{
	static const struct {
		uint32_t one;
		const char *other;
	} alike[] = {{0x25ef, "○"}, {0x3007, "○"}, {'o', "○"}, {0x2715, "×"}, {0x2717, "×"},
		{0x2613, "×"}, {'x', "×"}, {0x2713, "✔"}, {0x2010, "-"}, {0x2011, "-"},
		{0x2012, "-"}, {0x2013, "-"}, {0x2014, "-"}, {0x2015, "-"}, {0x2212, "-"},
		{0xff0d, "-"}};
	size_t len;
	uint32_t c = utf8_next(sign, &len);

	if (sign[0] == '\0')
		return sign;
	for (size_t i = 0; i < sizeof(alike) / sizeof(alike[0]) && sign[len] == '\0'; i++)
		if (alike[i].one == c)
			return alike[i].other;
	if (half(c) != c && sign[len] == '\0')
		return arena_printf(arena, "%c", (char)half(c));
	return sign;
}

static void
add_sign(struct signs *signs, struct arena *arena, const char *sign, size_t len,
	const char *meaning, size_t meaning_len, const struct csv_cell *cell)
{
	const char *name = same_sign(arena, arena_strndup(arena, sign, len));

	while (meaning_len > 0 && strchr(" \n,;", meaning[meaning_len - 1]) != NULL)
		meaning_len--;
	if (meaning_len >= 3 && (strncmp(meaning + meaning_len - 3, "、", 3) == 0 ||
					strncmp(meaning + meaning_len - 3, "　", 3) == 0))
		meaning_len -= 3;
	if (meaning_len == 0 || signs->sign_count == SIGN_LIMIT ||
		signs_find(signs, arena, name) != NULL)
		return;
	signs->signs[signs->sign_count++] =
		(struct sign){name, arena_strndup(arena, meaning, meaning_len), cell, false};
}

/* Where an entry begins at or behind s: a sign with a separator; under a heading also one before a
 * space, or a symbol right before its meaning ("◎主担当"). NULL: none. */
static const char *
next_entry(const char *s, bool spaced, const char **meaning)
{
	bool start = true;
	size_t len;

	for (; *s != '\0'; s += len) {
		size_t sign = start ? take_legend_sign(s) : 0;

		*meaning = sign > 0 ? behind_separator(s + sign) : NULL;
		if (*meaning == NULL && sign > 0 && spaced &&
			(blank(s + sign) > 0 || (unsigned char)*s >= 0x80))
			*meaning = s + sign + blank(s + sign);
		if (*meaning != NULL && **meaning != '\0')
			return s;
		(void)utf8_next(s, &len);
		start = strchr(" \n,;/(", *s) != NULL || strncmp(s, "、", 3) == 0 ||
			strncmp(s, "　", 3) == 0 || strncmp(s, "，", 3) == 0 ||
			strncmp(s, "／", 3) == 0 || strncmp(s, "（", 3) == 0;
	}
	return NULL;
}

/* "○：当社、△：共同", in one cell. false: there is no entry in it. */
static bool
read_entries(struct signs *signs, struct arena *arena, const char *words, bool spaced,
	const struct csv_cell *cell)
{
	const char *meaning, *entry = next_entry(words, spaced, &meaning), *next, *next_meaning;

	if (entry == NULL)
		return false;
	for (; entry != NULL; entry = next, meaning = next_meaning) {
		next = next_entry(meaning, spaced, &next_meaning);
		if (signs != NULL)
			add_sign(signs, arena, entry, take_legend_sign(entry), meaning,
				next != NULL ? (size_t)(next - meaning) : strlen(meaning), cell);
	}
	return true;
}

/* A cell of legends, or a sign whose meaning is the next cell. */
static bool
read_legend_cell(struct signs *signs, struct arena *arena, const struct seen_sheet *sheet,
	size_t row, size_t column)
{
	const struct csv_cell *cell = seen_at(sheet, row, column);
	const char *rest = cell->text, *meaning;

	vocabulary_legend(cell->text, &rest);
	if (signs_is_sign(rest) && column + 1 < sheet->width &&
		!seen_joined(sheet, row, column + 1)) {
		meaning = seen_at(sheet, row, column + 1)->text;
		meaning = behind_separator(meaning) != NULL ? behind_separator(meaning) : meaning;
		if (meaning[0] != '\0' && !signs_is_sign(meaning)) {
			if (signs != NULL)
				add_sign(signs, arena, rest, strlen(rest), meaning, strlen(meaning),
					cell);
			return true;
		}
	}
	return read_entries(signs, arena, rest, rest != cell->text, cell);
}

/* -- notes --------------------------------------------------------------------------------------
 */

/* "※1 Not in the free plan." The words may stand in the next cell. NULL: it is no note. */
static const char *
note_words(const struct seen_sheet *sheet, size_t row, size_t column, char mark[MARK_SIZE])
{
	const char *text = seen_at(sheet, row, column)->text, *words;
	size_t len = take_mark(text, mark);

	if (len == 0)
		return NULL;
	words = behind_separator(text + len);
	words = words != NULL ? words : text + len + blank(text + len);
	if (*words == '.')
		words += 1 + blank(words + 1);
	if (*words == '\0' && column + 1 < sheet->width && !seen_joined(sheet, row, column + 1))
		words = seen_at(sheet, row, column + 1)->text;
	return *words != '\0' ? words : NULL;
}

static size_t
first_filled(const struct seen_sheet *sheet, size_t row)
{
	size_t c = 0;

	while (c < sheet->width && seen_at(sheet, row, c)->text[0] == '\0')
		c++;
	return c;
}

/* Whether the words before the next entry name a customer or provider and nothing else. */
static bool
names_party(struct arena *arena, const char *meaning)
{
	const char *name = arena_strndup(arena, meaning, strcspn(meaning, ",;\n"));
	enum party_kind kind;

	return vocabulary_party(vocabulary_fold(arena, name), &kind);
}

/* Without a heading, letters are a legend if they are those of RACI, or of parties: "A: Access" is
 * a group. */
static bool
is_plain_legend(struct arena *arena, const struct seen_sheet *sheet, size_t row, size_t column)
{
	const char *text = seen_at(sheet, row, column)->text;

	const char *meaning;

	if (!isalpha((unsigned char)text[0]))
		return true;
	if (isalpha((unsigned char)text[1]))
		return false;
	meaning = behind_separator(text + 1);
	return (vocabulary_raci(text[0]) >= 0 && vocabulary_raci_word(text[0], text + 1)) ||
	       (meaning != NULL && names_party(arena, meaning));
}

bool
signs_is_row(struct arena *arena, const struct seen_sheet *sheet, size_t row)
{
	size_t c = first_filled(sheet, row);
	char mark[MARK_SIZE];
	const char *rest;

	if (c == sheet->width)
		return false;
	if (vocabulary_legend(seen_at(sheet, row, c)->text, &rest) ||
		note_words(sheet, row, c, mark) != NULL)
		return true;
	return seen_filled(sheet, row) <= 2 && is_plain_legend(arena, sheet, row, c) &&
	       read_legend_cell(NULL, arena, sheet, row, c);
}

static void
read_cell(struct signs *signs, struct arena *arena, const struct seen_sheet *sheet, size_t row,
	size_t column)
{
	char mark[MARK_SIZE];
	const char *words = note_words(sheet, row, column, mark);

	if (words == NULL) {
		read_legend_cell(signs, arena, sheet, row, column);
		return;
	}
	if (signs->note_count < SHEET_NOTE_LIMIT && signs_note(signs, mark) == NULL)
		signs->notes[signs->note_count++] = (struct sheet_note){
			arena_strdup(arena, mark), words, seen_at(sheet, row, column), false};
}

void
signs_read_column(struct signs *signs, struct arena *arena, const struct seen_sheet *sheet,
	size_t from, size_t to, size_t column)
{
	for (size_t r = from; r < to && r < sheet->count; r++)
		if (seen_at(sheet, r, column)->text[0] != '\0')
			read_cell(signs, arena, sheet, r, column);
}

void
signs_read(struct signs *signs, struct arena *arena, const struct seen_sheet *sheet, size_t from,
	size_t to, bool all)
{
	bool in_legend = all;

	for (size_t r = from; r < to && r < sheet->count; r++) {
		size_t first = first_filled(sheet, r);
		const char *rest;

		if (first == sheet->width)
			continue;
		in_legend = in_legend || vocabulary_legend(seen_at(sheet, r, first)->text, &rest);
		if (!in_legend && !signs_is_row(arena, sheet, r))
			continue;
		for (size_t c = first; c < sheet->width; c++)
			if (seen_at(sheet, r, c)->text[0] != '\0' && !seen_joined(sheet, r, c))
				read_cell(signs, arena, sheet, r, c);
	}
}

struct sign *
signs_find(struct signs *signs, struct arena *arena, const char *sign)
{
	sign = same_sign(arena, sign);
	for (size_t i = 0; i < signs->sign_count; i++)
		if (strcmp(signs->signs[i].sign, sign) == 0)
			return &signs->signs[i];
	return NULL;
}

struct sheet_note *
signs_note(struct signs *signs, const char *mark)
{
	for (size_t i = 0; i < signs->note_count; i++)
		if (strcmp(signs->notes[i].mark, mark) == 0)
			return &signs->notes[i];
	return NULL;
}
