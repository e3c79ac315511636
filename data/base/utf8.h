/* utf8: reading UTF-8 (RFC 3629) one character at a time. */
#ifndef DEMARC_BASE_UTF8_H
#define DEMARC_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes of the character that s starts with; 0 if they are not valid UTF-8. At the
 * terminator: 1. Overlong forms, surrogates and values past U+10FFFF are not valid. */
size_t
utf8_len(const char *s);

/* The same as utf8_next of one that is not ASCII. */
uint32_t
utf8_next_long(const char *s, size_t *len);

/* The character that s starts with and its length in *len; U+FFFD and 1 where it is not valid. */
static inline uint32_t
utf8_next(const char *s, size_t *len)
{
	unsigned char first = (unsigned char)*s;

	if (first >= 0x80)
		return utf8_next_long(s, len);
	*len = 1;
	return first;
}

/* Columns a terminal gives the character: 0, 1 or 2 (East Asian Wide and Fullwidth, UAX #11). */
int
utf8_width(uint32_t c);

/* Whether the character has the property Bidi_Control (UAX #9): it is not seen, and turns the order
 * of those beside it. */
bool
utf8_is_bidi_control(uint32_t c);

/* Whether a terminal would obey the character rather than show it: a control of C0 or C1 or DEL
 * (ECMA-48), or one of the above. */
bool
utf8_is_control(uint32_t c);
/* Whether the character is white space to regular expressions (ECMA-262, WhiteSpace and
 * LineTerminator), which is what JSON schemas are checked by. */
bool
utf8_is_space(uint32_t c);

#endif
