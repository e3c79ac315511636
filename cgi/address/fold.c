#include "fold.h"

#include <stdint.h>
#include <string.h>

#include "base/utf8.h"

static uint32_t
fold_character(uint32_t c)
{
	if (c >= 0xff01 && c <= 0xff5e)
		c -= 0xff01 - '!';
	if (c >= 'A' && c <= 'Z')
		return c - 'A' + 'a';
	if (c >= 0x30a1 && c <= 0x30f6)
		return c - 0x60;
	return c == 0x3000 || c == '\t' || c == '\n' || c == '\r' ? ' ' : c;
}

/* A character of the Basic Multilingual Plane as UTF-8. */
static void
add_character(struct buf *out, uint32_t c)
{
	if (c < 0x80) {
		buf_char(out, (char)c);
	} else if (c < 0x800) {
		buf_char(out, (char)(0xc0 | c >> 6));
		buf_char(out, (char)(0x80 | (c & 0x3f)));
	} else {
		buf_char(out, (char)(0xe0 | c >> 12));
		buf_char(out, (char)(0x80 | (c >> 6 & 0x3f)));
		buf_char(out, (char)(0x80 | (c & 0x3f)));
	}
}

void
text_fold(struct buf *out, const char *text)
{
	for (size_t n; *text != '\0'; text += n) {
		uint32_t c = utf8_next(text, &n), folded = fold_character(c);

		if (folded == ' ' && out->len > 0 && out->data[out->len - 1] == ' ')
			continue;
		if (folded == c)
			buf_add(out, text, n);
		else
			add_character(out, folded);
	}
}
