#include "clause.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "value.h"

enum { CLAUSE_LIMIT = 260 };

/* Full width is another way to write the same. */
static uint32_t
half_width(uint32_t c)
{
	if (c >= 0xff01 && c <= 0xff5e)
		return c - (0xff01 - '!');
	return c == 0x3000 ? ' ' : c;
}

static bool
is_letter(uint32_t c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

/* A clause number in small letters of half width, without the mark between letters and digits:
 * "cld6.3.1", "ac2(1)". */
static bool
squeeze(const char *number, char out[CLAUSE_LIMIT])
{
	size_t n = 0, len;
	bool letter = false;

	for (; *number != '\0'; number += len) {
		uint32_t c = half_width(utf8_next(number, &len));

		if ((c == '.' || c == '-' || c == '_' || c == ' ') && letter)
			continue;
		letter = is_letter(c);
		if (n + 5 >= CLAUSE_LIMIT)
			return false;
		if (c < 0x80) {
			out[n++] = (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
		} else {
			memcpy(out + n, number, len);
			n += len;
		}
	}
	out[n] = '\0';
	return true;
}

bool
clause_same(const char *a, const char *b)
{
	char x[CLAUSE_LIMIT], y[CLAUSE_LIMIT];

	return squeeze(a, x) && squeeze(b, y) && strcmp(x, y) == 0;
}

/* Whether a number can end before this character: not inside a run of digits. */
static bool
is_end(char c)
{
	return !is_digit((unsigned char)c) && !is_letter((unsigned char)c);
}

bool
clause_below(const char *number, const char *prefix)
{
	char x[CLAUSE_LIMIT], y[CLAUSE_LIMIT];
	size_t n;

	if (!squeeze(number, x) || !squeeze(prefix, y))
		return false;
	n = strlen(y);
	return n > 0 && strncmp(x, y, n) == 0 &&
	       (is_end(x[n]) || is_letter((unsigned char)y[n - 1]) || is_end(y[n - 1]));
}

void
clause_token(const char *number, char token[CLAUSE_TOKEN_SIZE])
{
	size_t n = 0, len;

	for (; *number != '\0' && n + 12 < CLAUSE_TOKEN_SIZE; number += len) {
		uint32_t c = half_width(utf8_next(number, &len));

		if (is_letter(c) || is_digit(c) || (n > 0 && (c == '.' || c == '_')))
			token[n++] = (char)c;
		else if (c >= 0x80)
			n += (size_t)snprintf(token + n, 12, "u%04x", (unsigned)c);
		else if (n > 0 && token[n - 1] != '-')
			token[n++] = '-';
	}
	while (n > 0 && token[n - 1] == '-')
		n--;
	if (n == 0)
		token[n++] = 'x';
	token[n] = '\0';
}
