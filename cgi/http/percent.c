#include "percent.h"

#include <ctype.h>
#include <string.h>

static void
encode(struct buf *out, const char *s, const char *also)
{
	static const char hex[] = "0123456789ABCDEF";

	for (; *s != '\0'; s++) {
		unsigned char c = (unsigned char)*s;

		if ((c < 0x80 && isalnum(c)) || strchr("-._~", c) != NULL ||
			strchr(also, c) != NULL) {
			buf_char(out, (char)c);
		} else {
			buf_char(out, '%');
			buf_char(out, hex[c >> 4]);
			buf_char(out, hex[c & 15]);
		}
	}
}

void
percent_encode(struct buf *out, const char *s)
{
	encode(out, s, "");
}

void
percent_encode_path(struct buf *out, const char *s)
{
	encode(out, s, "/");
}

void
percent_argument(struct buf *query, const char *name, const char *value)
{
	if (query->len > 0)
		buf_char(query, '&');
	encode(query, name, "");
	buf_char(query, '=');
	encode(query, value, "");
}

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)tolower((unsigned char)c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

char *
percent_decode(struct arena *arena, const char *s, size_t len, bool plus)
{
	char *out = arena_alloc(arena, len + 1), *o = out;

	for (size_t i = 0; i < len; i++) {
		char c = s[i];

		if (c == '%') {
			int high = i + 2 < len ? hex_digit(s[i + 1]) : -1;
			int low = high >= 0 ? hex_digit(s[i + 2]) : -1;

			if (low >= 0) {
				c = (char)(high << 4 | low);
				i += 2;
			} else if (!plus) {
				return NULL;
			}
			if (c == '\0')
				return NULL;
		} else if (c == '+' && plus) {
			c = ' ';
		}
		*o++ = c;
	}
	return out;
}
