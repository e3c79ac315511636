#include "svg_out.h"

#include <string.h>

#include "scene/scene.h"

void
svg_escape(struct buf *out, const char *s, size_t len)
{
	static const char *const entities[256] = {
		['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['"'] = "&quot;"};
	size_t plain = 0;

	for (size_t i = 0; i < len; i++) {
		const char *entity = entities[(unsigned char)s[i]];

		if (entity == NULL)
			continue;
		buf_add(out, s + plain, i - plain);
		buf_str(out, entity);
		plain = i + 1;
	}
	buf_add(out, s + plain, len - plain);
}

void
svg_attribute(struct buf *out, const char *name, const char *value)
{
	buf_char(out, ' ');
	buf_str(out, name);
	buf_str(out, "=\"");
	svg_escape(out, value, strlen(value));
	buf_char(out, '"');
}

void
svg_element(struct buf *out, const char *tags[2], const char *text)
{
	buf_str(out, tags[0]);
	svg_escape(out, text, strlen(text));
	buf_str(out, tags[1]);
}

/* v / 10^digits, without needless zeros. */
void
svg_decimal(struct buf *out, long long v, int digits)
{
	char fraction[16];
	long long unit = 1, rest;

	for (int i = 0; i < digits; i++)
		unit *= 10;
	if (v < 0)
		buf_char(out, '-');
	v = v < 0 ? -v : v;
	if (v >= unit || v == 0)
		buf_int(out, v / unit);
	rest = v % unit;
	if (rest == 0)
		return;
	for (int i = digits - 1; i >= 0; i--, rest /= 10)
		fraction[i] = (char)('0' + rest % 10);
	while (digits > 1 && fraction[digits - 1] == '0')
		digits--;
	buf_char(out, '.');
	buf_add(out, fraction, (size_t)digits);
}

/* SCENE_PX -> pixels, to the hundredth. */
void
svg_length(struct buf *out, int v)
{
	svg_decimal(
		out, ((long long)v * 200 + (v < 0 ? -SCENE_PX : SCENE_PX)) / (2LL * SCENE_PX), 2);
}

void
svg_number_attribute(struct buf *out, const char *name, int v)
{
	buf_char(out, ' ');
	buf_str(out, name);
	buf_str(out, "=\"");
	svg_length(out, v);
	buf_char(out, '"');
}
