/* breaks: where a text may be broken into lines, and how well. The only user of ICU.
 *
 * Where a line may end at all is known from UAX #14. This adds what a reader minds: words stay whole, and so do names
 * such as "ISO/IEC 27017"; Japanese, which has no spaces, is broken between phrases (bunsetsu), or else between the
 * words of a compound, but never within a word of katakana or before a suffix of one character. Chinese is broken between
 * words, Korean at spaces. */
#ifndef DEMARC_TEXT_BREAKS_H
#define DEMARC_TEXT_BREAKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How well a line ends before a character; the greater, the better. */
enum break_rating {
	BREAK_NEVER,
	BREAK_WITHIN, /* inside a word: after its hyphen or slash, say; where nothing else helps */
	BREAK_WORD,   /* between words of a phrase */
	BREAK_PHRASE, /* between phrases, or at a space */
};

struct break_char {
	uint32_t c;
	size_t at;    /* its first byte */
	bool allowed; /* UAX #14 lets a line end before it */
	bool cluster; /* what a reader sees as one character begins with it */
	int advance;  /* its width, drawn nearer to the next one if the face says so */
	int tail;     /* how much wider it is at the end of a line */
	int depth;    /* of the brackets that it stands in */
	enum break_rating rating;
};

/* Sets depth and rating of each character. lang: a BCP 47 tag. One thread at a time for each breaker. */
struct breaker;
struct breaker *
breaker_new(void);
void
breaker_free(struct breaker *);
void
breaker_rate(struct breaker *, const char *string, const char *lang, struct break_char *, size_t count);

/* What a character is, as far as lines and faces depend on it. */
enum break_script {
	SCRIPT_OTHER, /* spaces, punctuation, symbols */
	SCRIPT_HIRAGANA,
	SCRIPT_KATAKANA,
	SCRIPT_HAN,
	SCRIPT_LATIN, /* and any other that has words and spaces; digits */
	SCRIPT_WHOLE, /* Thai, Lao, Khmer and Myanmar: words without spaces */
};
enum break_script
break_script(uint32_t character);

/* Whether the first letter of the string that has a direction goes to the left (rules P2 and P3 of UAX #9). */
bool
break_right_to_left(const char *string);

/* The English name of the character's script, such as "Tamil". */
const char *
break_script_name(uint32_t character);

#endif
