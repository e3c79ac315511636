#include "phrases.h"

#include <string.h>

#include "base/utf8.h"
#include "model/model.h"
#include "text/breaks.h"

/* Characters that fit a line of a small screen in the size of headings. */
enum { PHRASE_LONG = 10 };

/* Closing signs, after which a line may end. */
static bool
closes(uint32_t c)
{
	static const uint32_t signs[] = {0x3001, 0x3002, 0x300d, 0x300f, 0x30fb, 0xff09, 0xff1a};

	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (signs[i] == c)
			return true;
	return false;
}

/* What UAX #14 says of headings: letters may begin a line where letters or closing signs stand in
 * front. */
static bool
may_break(uint32_t before, uint32_t c)
{
	return break_script(c) != SCRIPT_OTHER &&
	       (break_script(before) != SCRIPT_OTHER || closes(before));
}

static size_t
read_chars(struct break_char *chars, const char *words)
{
	size_t n = 0, len;

	for (const char *s = words; *s != '\0'; s += len, n++) {
		chars[n].c = utf8_next(s, &len);
		chars[n].at = (size_t)(s - words);
		chars[n].cluster = true;
		chars[n].allowed = n > 0 && may_break(chars[n - 1].c, chars[n].c);
	}
	return n;
}

/* Whether what may not be parted around i, phrase by phrase, is so long that words have to do. */
static bool
is_in_long_phrase(const struct break_char *chars, size_t n, size_t i)
{
	size_t from = i, to = i;

	while (from > 0 && chars[from].rating < BREAK_PHRASE)
		from--;
	while (to < n && (to == i || chars[to].rating < BREAK_PHRASE))
		to++;
	return to - from > PHRASE_LONG;
}

static bool
ends_line(const struct break_char *chars, size_t n, size_t i)
{
	return chars[i - 1].c != ' ' &&
	       (chars[i].rating >= BREAK_PHRASE ||
		       (chars[i].rating == BREAK_WORD && is_in_long_phrase(chars, n, i)));
}

void
phrases_write(struct page *page, const char *words, const char *lang)
{
	struct break_char *chars;
	size_t n, from = 0;

	if (!language_match(lang, "ja")) {
		html_text(page->html, words);
		return;
	}
	chars = arena_array(page->arena, strlen(words) + 1, sizeof(*chars));
	n = read_chars(chars, words);
	if (page->breaker == NULL)
		page->breaker = breaker_new();
	breaker_rate(page->breaker, words, "ja", chars, n);
	for (size_t i = 1; i < n; i++) {
		if (!ends_line(chars, n, i))
			continue;
		html_text(page->html, arena_strndup(page->arena, words + from, chars[i].at - from));
		html_open(page->html, "wbr");
		from = chars[i].at;
	}
	html_text(page->html, words + from);
}

void
phrases_end(struct page *page)
{
	if (page->breaker != NULL)
		breaker_free(page->breaker);
	page->breaker = NULL;
}
