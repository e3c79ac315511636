#include "segment.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include "base/utf8.h"

struct segmenter {
	UBreakIterator *words; /* NULL: ICU has none, and each run is one word */
};

struct segmenter *
segmenter_new(void)
{
	struct segmenter *s = calloc(1, sizeof(*s));
	UErrorCode error = U_ZERO_ERROR;

	s->words = ubrk_open(UBRK_WORD, "ja", NULL, 0, &error);
	if (U_FAILURE(error))
		s->words = NULL;
	return s;
}

void
segmenter_free(struct segmenter *s)
{
	if (s != NULL && s->words != NULL)
		ubrk_close(s->words);
	free(s);
}

static bool
is_of_word(uint32_t c)
{
	return u_isalnum((UChar32)c) || (U_GET_GC_MASK((UChar32)c) & U_GC_M_MASK) != 0;
}

/* Whether both sides are of words that only a tab can part: two of a script without spaces. */
static bool
is_seam(uint32_t before, uint32_t after)
{
	return before >= 0x0e00 && after >= 0x0e00 && is_of_word(before) && is_of_word(after);
}

/* The iterator on the text, which must stay as it is while it walks; NULL: it cannot. */
static UBreakIterator *
set_text(struct segmenter *s, UText *utext, const char *text)
{
	UErrorCode error = U_ZERO_ERROR;

	if (s->words == NULL)
		return NULL;
	utext_openUTF8(utext, text, -1, &error);
	ubrk_setUText(s->words, utext, &error);
	return U_SUCCESS(error) ? s->words : NULL;
}

void
segment_text(struct segmenter *s, struct buf *out, const char *text)
{
	UText utext = UTEXT_INITIALIZER;
	UBreakIterator *words = set_text(s, &utext, text);
	int32_t next = words != NULL ? ubrk_first(words) : UBRK_DONE;
	uint32_t before = ' ';
	size_t at = 0;

	for (size_t n; text[at] != '\0'; at += n) {
		uint32_t c = utf8_next(text + at, &n);

		while (next != UBRK_DONE && (size_t)next < at)
			next = ubrk_next(words);
		if (next != UBRK_DONE && (size_t)next == at && is_seam(before, c))
			buf_char(out, '\t');
		if (c != ' ' && c != '\t' && c != '\n' && c != '\r')
			buf_add(out, text + at, n);
		else if (before != ' ')
			buf_char(out, ' ');
		before = c == '\t' || c == '\n' || c == '\r' ? ' ' : c;
	}
	utext_close(&utext);
}
