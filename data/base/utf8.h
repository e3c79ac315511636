/* utf8: reading UTF-8 (RFC 3629) one character at a time. */
#ifndef DEMARC_BASE_UTF8_H
#define DEMARC_BASE_UTF8_H

#include <stddef.h>
#include <stdint.h>

/* Bytes of the character that s starts with; 0 if they are not valid UTF-8. At the
 * terminator: 1. Overlong forms, surrogates and values past U+10FFFF are not valid. */
size_t
utf8_len(const char *s);

/* The character that s starts with and its length in *len; U+FFFD and 1 where it is not valid. */
uint32_t
utf8_next(const char *s, size_t *len);

/* Columns a terminal gives the character: 0, 1 or 2 (East Asian Wide and Fullwidth, UAX #11). */
int
utf8_width(uint32_t c);

#endif
