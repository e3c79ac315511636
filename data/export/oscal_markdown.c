/* Markdown reads marks at the start of a line as blocks, and some anywhere as inlines; a backslash
 * before a mark makes it a character (CommonMark 0.31, 2.4). */
#include <string.h>

#include "oscal_parts.h"

/* Marks that mean something wherever they stand: of CommonMark, of tables, and OSCAL's own for
 * quotations, sub- and superscripts and inserted parameters. */
#define INLINE_MARKS "\\*_`[]<>~^{}\"&|$"
/* Marks that mean something at the start of a line. */
#define BLOCK_MARKS "#+-=:"

/* "12." and "12)" begin a list. Gives the digits before the mark; 0: it does not. */
static size_t
list_digits(const char *s)
{
	size_t digits = strspn(s, "0123456789");

	return digits > 0 && (s[digits] == '.' || s[digits] == ')') ? digits : 0;
}

void
oscal_markdown(struct buf *out, const char *words)
{
	size_t digits = list_digits(words);
	const char *list_mark = digits > 0 ? words + digits : NULL;
	bool start = true;

	for (const char *s = words; *s != '\0'; s++) {
		if (strchr(INLINE_MARKS, *s) != NULL || s == list_mark ||
			(start && strchr(BLOCK_MARKS, *s) != NULL))
			buf_char(out, '\\');
		buf_char(out, *s);
		start = false;
	}
}
