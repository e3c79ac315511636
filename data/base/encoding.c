#include "encoding.h"

#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <string.h>

#include "own.h"
#include "utf8.h"

/* -- what it is ---------------------------------------------------------------------------- */

/* Valid UTF-8 without '\0'; if not, where it ends to be so. */
static bool
is_utf8(const char *path, const char *at, const char *end, struct pos *where)
{
	*where = (struct pos){path, 1, 1};
	while (at < end) {
		size_t len = utf8_len(at);

		if (*at == '\0' || len == 0 || len > (size_t)(end - at))
			return false;
		if (*at == '\n' || (*at == '\r' && at[1] != '\n'))
			where->line++, where->column = 1;
		else if (*at != '\r')
			where->column++;
		at += len;
	}
	return true;
}

/* Hiragana or full-width katakana: what every Japanese sheet has, and what Western letters do not
 * become by mistake. */
static bool
has_kana(const char *text)
{
	for (size_t len; *text != '\0'; text += len) {
		uint32_t c = utf8_next(text, &len);

		if (c >= 0x3041 && c <= 0x30ff)
			return true;
	}
	return false;
}

/* UTF-16 without a mark: of its even or odd bytes many are zero, of the others none. */
static const char *
guess_utf16(const struct buf *bytes)
{
	size_t zeros[2] = {0}, n = bytes->len < 4096 ? bytes->len : 4096;

	for (size_t i = 0; i < n; i++)
		zeros[i % 2] += bytes->data[i] == '\0';
	if (bytes->len % 2 != 0 || zeros[0] + zeros[1] < n / 8 || (zeros[0] > 0 && zeros[1] > 0))
		return NULL;
	return zeros[1] > 0 ? "UTF-16LE" : "UTF-16BE";
}

/* -- conversion ------------------------------------------------------------------------------ */

static void
converter_close(iconv_t *converter)
{
	if (*converter != (iconv_t)-1)
		iconv_close(*converter);
}

/* false: not all of it is of that encoding. */
static bool
convert(const char *from, const char *at, size_t left, struct buf *out)
{
	OWN(converter_close) iconv_t converter = iconv_open("UTF-8", from);
	char piece[8192], *in = (char *)(uintptr_t)at;
	size_t done = 0;

	if (converter == (iconv_t)-1)
		return false;
	while (left > 0) {
		char *end = piece;
		size_t room = sizeof(piece);

		done = iconv(converter, &in, &left, &end, &room);
		buf_add(out, piece, (size_t)(end - piece));
		if (done == (size_t)-1 && errno != E2BIG)
			return false;
	}
	return strlen(buf_cstr(out)) == out->len;
}

static bool
refuse(const char *path, struct pos pos, struct diags *diags)
{
	pos.file = path;
	diags_add(diags, SEVERITY_ERROR, "not-utf-8", pos,
		"neither UTF-8 nor UTF-16 nor Shift_JIS: save the sheet as \"CSV UTF-8\"");
	return false;
}

/* Without a mark and not UTF-8. */
static bool
guess(const char *path, const struct buf *bytes, struct pos pos, struct buf *out,
	struct diags *diags)
{
	const char *utf16 = guess_utf16(bytes), *from = utf16 != NULL ? utf16 : "CP932";

	if (!convert(from, bytes->data, bytes->len, out) || (utf16 == NULL && !has_kana(out->data)))
		return refuse(path, pos, diags);
	diags_add(diags, SEVERITY_WARNING, "encoding", (struct pos){.file = path},
		"not UTF-8: read as %s; if its words are wrong, save the sheet as \"CSV UTF-8\"",
		utf16 != NULL ? utf16 : "Shift_JIS (Windows-31J)");
	return true;
}

bool
encoding_to_utf8(const char *path, const struct buf *bytes, struct buf *out, bool *converted,
	struct diags *diags)
{
	static const struct {
		const char *mark;
		size_t len;
		const char *name;
	} marks[] = {{"\xff\xfe", 2, "UTF-16LE"}, {"\xfe\xff", 2, "UTF-16BE"}};
	const char *start = buf_cstr(bytes);
	size_t skipped = bytes->len >= 3 && memcmp(start, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
	struct pos pos = {path, 1, 1};

	*converted = true;
	for (size_t i = 0; i < 2; i++)
		if (bytes->len >= 2 && memcmp(start, marks[i].mark, marks[i].len) == 0)
			return convert(marks[i].name, start + 2, bytes->len - 2, out) ||
			       refuse(path, (struct pos){.file = path}, diags);
	if (!is_utf8(path, start + skipped, start + bytes->len, &pos))
		return guess(path, bytes, pos, out, diags);
	*converted = false;
	buf_add(out, start + skipped, bytes->len - skipped);
	return true;
}
