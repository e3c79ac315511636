#include "url.h"

#include <assert.h>
#include <ctype.h>
#include <string.h>

#include "base/utf8.h"

#include "route.h"

/* -- encoding ------------------------------------------------------------------ */

static void
encode(struct buf *out, const char *s, const char *also)
{
	static const char hex[] = "0123456789ABCDEF";

	for (; *s != '\0'; s++) {
		unsigned char c = (unsigned char)*s;

		if ((c < 0x80 && isalnum(c)) || strchr("-._~", c) != NULL || strchr(also, c) != NULL) {
			buf_char(out, (char)c);
		} else {
			buf_char(out, '%');
			buf_char(out, hex[c >> 4]);
			buf_char(out, hex[c & 15]);
		}
	}
}

void
url_encode_segment(struct buf *out, const char *s)
{
	encode(out, s, "");
}

void
url_encode_path(struct buf *out, const char *s)
{
	encode(out, s, "/");
}

void
url_argument(struct buf *query, const char *name, const char *value)
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
url_decode(struct arena *arena, const char *s, size_t len, bool plus)
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

/* -- printing -------------------------------------------------------------------- */

/* Prints the value of the pattern's {name}. */
static void
print_name(struct buf *out, const struct link *link, const char *name, size_t len)
{
	const struct {
		const char *name, *value;
	} values[] = {{"service", link->service}, {"lang", link->lang}, {"clause", link->clause},
		{"party", link->party}, {"range", link->range},		{"file", link->file}};
	size_t i = 0;

	while (strlen(values[i].name) != len || memcmp(values[i].name, name, len) != 0) {
		i++;
		assert(i < sizeof(values) / sizeof(values[0]));
	}
	assert(values[i].value != NULL);
	url_encode_segment(out, values[i].value);
}

/* Prints the path. "/{edition}" stands for "/editions/N", or for nothing. */
static void
print_path(struct buf *out, const struct link *link)
{
	static const char edition[] = "/{edition}";
	const char *p = route_table[link->to].pattern;

	while (*p != '\0') {
		if (strncmp(p, edition, strlen(edition)) == 0) {
			if (link->edition > 0)
				buf_printf(out, "/editions/%u", link->edition);
			p += strlen(edition);
		} else if (*p == '{') {
			size_t len = strcspn(p + 1, "}");

			print_name(out, link, p + 1, len);
			p += len + 2;
		} else {
			buf_char(out, *p++);
		}
	}
}

void
url_print(struct buf *out, const struct link *link)
{
	bool query = link->query != NULL && link->query[0] != '\0';

	print_path(out, link);
	if (query) {
		buf_char(out, '?');
		buf_str(out, link->query);
	}
	if (link->version != NULL)
		buf_printf(out, "%cv=%s", query ? '&' : '?', link->version);
	if (link->anchor != NULL) {
		buf_char(out, '#');
		url_encode_segment(out, link->anchor);
	}
}

const char *
url_string(struct arena *arena, const struct link *link)
{
	struct buf out = {0};
	const char *string;

	url_print(&out, link);
	string = arena_strdup(arena, buf_cstr(&out));
	buf_fini(&out);
	return string;
}
