/* ICU's dictionary knows the words, and its line iterator with lw=phrase which of them make a phrase. It is opened when the
 * first text needs it; its data is mapped from libicudata, of which a few pages are read. */
#include "breaks.h"

#include <stdlib.h>
#include <string.h>

#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utext.h>

#include "base/utf8.h"

enum {
	WORD_MAX = 48, /* characters; what is longer is no word, and may be broken anywhere */
};

enum { BY_PHRASE, BY_WORD, ITERATORS };

struct breaker {
	UBreakIterator *iterators[ITERATORS]; /* NULL: not opened yet */
};

struct breaker *
breaker_new(void)
{
	return calloc(1, sizeof(struct breaker));
}

void
breaker_free(struct breaker *breaker)
{
	for (int i = 0; i < ITERATORS; i++)
		if (breaker->iterators[i] != NULL)
			ubrk_close(breaker->iterators[i]);
	free(breaker);
}

/* -- characters ------------------------------------------------------------------------ */

static bool
is_wide_sign(uint32_t c)
{
	return (c >= 0x3000 && c <= 0x303f) || c == 0x30fb || (c >= 0xff00 && c <= 0xffef);
}

/* Scripts that have words but no spaces. */
static bool
is_whole(UScriptCode script)
{
	static const UScriptCode whole[] = {USCRIPT_THAI, USCRIPT_LAO, USCRIPT_KHMER, USCRIPT_MYANMAR};

	for (size_t i = 0; i < sizeof(whole) / sizeof(*whole); i++)
		if (whole[i] == script)
			return true;
	return false;
}

static enum break_script
script_beyond_kana(uint32_t c)
{
	UErrorCode error = U_ZERO_ERROR;
	UScriptCode script;

	if (!u_isalnum((UChar32)c) && (U_GET_GC_MASK((UChar32)c) & U_GC_M_MASK) == 0)
		return SCRIPT_OTHER;
	script = uscript_getScript((UChar32)c, &error);
	return script == USCRIPT_HAN ? SCRIPT_HAN : is_whole(script) ? SCRIPT_WHOLE : SCRIPT_LATIN;
}

enum break_script
break_script(uint32_t c)
{
	if (c < 0x80)
		return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') ? SCRIPT_LATIN : SCRIPT_OTHER;
	if (c >= 0x3041 && c <= 0x309f)
		return SCRIPT_HIRAGANA;
	if ((c >= 0x30a1 && c <= 0x30ff && c != 0x30fb) || (c >= 0xff66 && c <= 0xff9f))
		return SCRIPT_KATAKANA;
	if ((c >= 0x4e00 && c <= 0x9fff) || c == 0x3005)
		return SCRIPT_HAN;
	return script_beyond_kana(c);
}

bool
break_right_to_left(const char *string)
{
	UCharDirection direction;
	size_t len;

	for (; *string != '\0'; string += len) {
		direction = u_charDirection((UChar32)utf8_next(string, &len));
		if (direction == U_LEFT_TO_RIGHT)
			return false;
		if (direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC)
			return true;
	}
	return false;
}

const char *
break_script_name(uint32_t c)
{
	UErrorCode error = U_ZERO_ERROR;
	UScriptCode script = uscript_getScript((UChar32)c, &error);

	return uscript_getName(script);
}

static bool
is_kana_or_han(uint32_t c)
{
	enum break_script script = break_script(c);

	return script == SCRIPT_HIRAGANA || script == SCRIPT_KATAKANA || script == SCRIPT_HAN;
}

static bool
is_wide(uint32_t c)
{
	return is_wide_sign(c) || is_kana_or_han(c);
}

static bool
is_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

/* Of dates and numbers: 7月, 第1版. */
static bool
is_counter(uint32_t c)
{
	return c == 0x5e74 || c == 0x6708 || c == 0x7b2c;
}

/* -- names ------------------------------------------------------------------------------- */

/* Where the run of characters without a space ends that goes from i in one direction. */
static size_t
token_end(const struct break_char *chars, size_t count, size_t i)
{
	while (i < count && chars[i].c != ' ')
		i++;
	return i;
}

static size_t
token_start(const struct break_char *chars, size_t i)
{
	while (i > 0 && chars[i - 1].c != ' ' && !is_wide(chars[i - 1].c))
		i--;
	return i;
}

/* An abbreviation, such as ISO/IEC: capitals, at least two. */
static bool
is_abbreviation(const struct break_char *chars, size_t start, size_t end)
{
	size_t capitals = 0;

	for (size_t i = start; i < end; i++) {
		if (u_islower((UChar32)chars[i].c))
			return false;
		capitals += u_isupper((UChar32)chars[i].c);
	}
	return capitals > 1;
}

static bool
is_sign(const struct break_char *chars, size_t start, size_t end)
{
	return end - start == 1 && break_script(chars[start].c) == SCRIPT_OTHER;
}

/* How well a line ends at the space before i. A number stays with the abbreviation before it, a dot that separates with
 * what it follows, and an arrow with what it points at. */
static enum break_rating
rate_space(const struct break_char *chars, size_t count, size_t i)
{
	size_t space = i, start, end = token_end(chars, count, i);

	while (space > 0 && chars[space - 1].c == ' ')
		space--;
	start = token_start(chars, space);
	if (is_digit(chars[i].c) && is_abbreviation(chars, start, space))
		return BREAK_WITHIN;
	if (is_sign(chars, i, end) && chars[i].c != 0x2192)
		return BREAK_WITHIN;
	if (is_sign(chars, start, space) && chars[start].c == 0x2192)
		return BREAK_WITHIN;
	return BREAK_PHRASE;
}

/* -- Japanese ------------------------------------------------------------------------------- */

/* Han characters that go before a word. */
static bool
is_prefix(uint32_t c)
{
	static const uint32_t prefixes[] = U"非不未無再各全当本他新旧主副両諸同毎";

	for (size_t i = 0; prefixes[i] != 0; i++)
		if (prefixes[i] == c)
			return true;
	return false;
}

/* Whether ICU takes character i for a word of its own. */
static bool
is_alone(size_t count, const bool *phrase, const struct break_char *chars, size_t i)
{
	bool ends = i + 1 == count || phrase[i + 1] || break_script(chars[i + 1].c) != SCRIPT_HAN;

	return ends && (i == 0 || phrase[i] || break_script(chars[i - 1].c) != SCRIPT_HAN);
}

/* Whether the break before i cuts a prefix or suffix of one character off a compound: 本|番号, 利用|者. */
static bool
cuts_affix(const struct break_char *chars, size_t count, const bool *phrase, size_t i)
{
	bool first = i == 1 || break_script(chars[i - 2].c) != SCRIPT_HAN;

	if (is_alone(count, phrase, chars, i - 1) && (first || is_prefix(chars[i - 1].c)))
		return true;
	return break_script(chars[i].c) == SCRIPT_HAN && is_alone(count, phrase, chars, i) && !is_prefix(chars[i].c);
}

/* Between two letters, of which one at least is Japanese, where ICU sees a phrase end (or not). */
static enum break_rating
rate_letters(const struct break_char *chars, size_t count, const bool *phrase, size_t i)
{
	uint32_t a = chars[i - 1].c, b = chars[i].c;
	enum break_script x = break_script(a), y = break_script(b);

	if (x == SCRIPT_KATAKANA && y == SCRIPT_KATAKANA)
		return BREAK_NEVER;
	if ((is_digit(a) && y == SCRIPT_HAN) || (is_counter(a) && is_digit(b)))
		return BREAK_WITHIN;
	if (x == SCRIPT_LATIN || (y == SCRIPT_LATIN && x != SCRIPT_HIRAGANA))
		return x == SCRIPT_HIRAGANA || y == SCRIPT_HIRAGANA ? BREAK_NEVER : BREAK_WORD;
	if (!phrase[i])
		return BREAK_NEVER;
	if (a == 0x304a || a == 0x3054) /* o- and go-, which go before a word */
		return BREAK_WITHIN;
	if (x == SCRIPT_HIRAGANA)
		return y == SCRIPT_HIRAGANA ? BREAK_WORD : BREAK_PHRASE;
	if (x == SCRIPT_HAN && cuts_affix(chars, count, phrase, i))
		return BREAK_WITHIN;
	return BREAK_WORD;
}

static enum break_rating
rate_japanese(const struct break_char *chars, size_t count, const bool *phrase, size_t i)
{
	bool signs = break_script(chars[i - 1].c) == SCRIPT_OTHER || break_script(chars[i].c) == SCRIPT_OTHER;

	return signs ? BREAK_PHRASE : rate_letters(chars, count, phrase, i);
}

/* Sets ends[i] where the iterator sees something end before character i. */
static void
find_ends(UBreakIterator *iterator, const char *string, const struct break_char *chars, size_t count, bool *ends)
{
	UErrorCode error = U_ZERO_ERROR;
	UText *text = utext_openUTF8(NULL, string, -1, &error);
	size_t i = 0;

	ubrk_setUText(iterator, text, &error);
	for (int32_t at = ubrk_first(iterator); at != UBRK_DONE; at = ubrk_next(iterator)) {
		while (i < count && chars[i].at < (size_t)at)
			i++;
		if (i < count && chars[i].at == (size_t)at)
			ends[i] = true;
	}
	utext_close(text);
}

static UBreakIterator *
iterator(struct breaker *breaker, int which)
{
	static const struct {
		UBreakIteratorType type;
		const char *locale;
	} kinds[ITERATORS] = {
		[BY_PHRASE] = {UBRK_LINE, "ja@lw=phrase"},
		[BY_WORD] = {UBRK_WORD, "zh"},
	};
	UErrorCode error = U_ZERO_ERROR;

	if (breaker->iterators[which] == NULL)
		breaker->iterators[which] = ubrk_open(kinds[which].type, kinds[which].locale, NULL, 0, &error);
	return breaker->iterators[which];
}

/* -- all ------------------------------------------------------------------------------------- */

static enum break_rating
rate(const struct break_char *chars, size_t count, const bool *ends, bool chinese, size_t i)
{
	uint32_t a = chars[i - 1].c, b = chars[i].c;

	if (!chars[i].allowed)
		return BREAK_NEVER;
	if (a == ' ' || a == 0x3000 || a == 0x200b)
		return rate_space(chars, count, i);
	if (is_wide(a) || is_wide(b))
		return chinese ? (ends[i] ? BREAK_WORD : BREAK_NEVER) : rate_japanese(chars, count, ends, i);
	if (break_script(a) == SCRIPT_WHOLE && break_script(b) == SCRIPT_WHOLE)
		return BREAK_WORD;
	return BREAK_WITHIN;
}

static int
bracket(uint32_t c)
{
	if (c == '(' || c == '[' || c == 0xff08 || c == 0x300c || c == 0x300e || c == 0x3010)
		return 1;
	return c == ')' || c == ']' || c == 0xff09 || c == 0x300d || c == 0x300f || c == 0x3011 ? -1 : 0;
}

static void
set_depths(struct break_char *chars, size_t count)
{
	int depth = 0;

	for (size_t i = 0; i < count; i++) {
		int step = bracket(chars[i].c);

		depth += step < 0 && depth > 0 ? step : 0;
		chars[i].depth = depth;
		depth += step > 0 ? step : 0;
	}
}

/* What has too many characters to be a word can be broken between any two of them. */
static void
open_long_words(struct break_char *chars, size_t count)
{
	for (size_t start = 0, end; start < count; start = end) {
		for (end = start + 1; end < count && chars[end].rating == BREAK_NEVER;)
			end++;
		for (size_t i = start + 1; end - start > WORD_MAX && i < end; i++)
			if (chars[i].cluster)
				chars[i].rating = BREAK_WORD;
	}
}

void
breaker_rate(struct breaker *breaker, const char *string, const char *lang, struct break_char *chars, size_t count)
{
	bool *ends = calloc(count + 1, sizeof(*ends)), wide = false;
	bool chinese = strncmp(lang, "zh", 2) == 0 || strncmp(lang, "yue", 3) == 0;

	for (size_t i = 0; i < count && !wide; i++)
		wide = is_kana_or_han(chars[i].c);
	if (wide)
		find_ends(iterator(breaker, chinese ? BY_WORD : BY_PHRASE), string, chars, count, ends);
	set_depths(chars, count);
	for (size_t i = 1; i < count; i++)
		chars[i].rating = rate(chars, count, ends, chinese, i);
	open_long_words(chars, count);
	free(ends);
}
