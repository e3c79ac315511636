#include "terminal.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "own.h"
#include "utf8.h"

int
terminal_add_character(struct buf *out, const char *text, size_t *len)
{
	uint32_t c = utf8_next(text, len);

	if (utf8_len(text) == 0 || (utf8_is_control(c) && c != '\t')) {
		buf_char(out, '?');
		return 1;
	}
	buf_add(out, text, *len);
	return c == '\t' ? 0 : utf8_width(c);
}

void
terminal_add(struct buf *out, const char *text)
{
	for (size_t len; *text != '\0'; text += len)
		terminal_add_character(out, text, &len);
}

void
terminal_line(FILE *stream, const char *fmt, ...)
{
	OWN(buf_fini) struct buf shown = {0};
	char *text;
	va_list ap;

	va_start(ap, fmt);
	if (vasprintf(&text, fmt, ap) < 0)
		text = strdup(fmt);
	va_end(ap);
	terminal_add(&shown, text);
	buf_char(&shown, '\n');
	fputs(buf_cstr(&shown), stream);
	free(text);
}

bool
terminal_lines(FILE *stream, const char *text)
{
	OWN(buf_fini) struct buf shown = {0};

	for (size_t len; *text != '\0'; text += len) {
		len = 1;
		if (*text == '\n')
			buf_char(&shown, '\n');
		else
			terminal_add_character(&shown, text, &len);
	}
	if (shown.len > 0 && shown.data[shown.len - 1] != '\n')
		buf_char(&shown, '\n');
	return fputs(buf_cstr(&shown), stream) >= 0;
}
