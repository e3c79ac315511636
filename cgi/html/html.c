/* A stack of open elements. A start tag stays open for attributes until something else is written.
 * Blocks stand on lines of their own, which keeps the source readable and differences small;
 * nothing is put inside running text, where white space would show. */
#include "html.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "base/utf8.h"

enum { INLINE = 0, BLOCK = 1, EMPTY = 2 };

struct element {
	const char *name;
	unsigned flags;
};

static const struct element elements[] = {
	{"a", INLINE},
	{"abbr", INLINE},
	{"article", BLOCK},
	{"aside", BLOCK},
	{"blockquote", BLOCK},
	{"body", BLOCK},
	{"br", EMPTY},
	{"button", INLINE},
	{"caption", BLOCK},
	{"code", INLINE},
	{"col", BLOCK | EMPTY},
	{"dd", BLOCK},
	{"del", INLINE},
	{"details", BLOCK},
	{"dfn", INLINE},
	{"div", BLOCK},
	{"dl", BLOCK},
	{"dt", BLOCK},
	{"em", INLINE},
	{"fieldset", BLOCK},
	{"figcaption", BLOCK},
	{"figure", BLOCK},
	{"footer", BLOCK},
	{"form", BLOCK},
	{"h1", BLOCK},
	{"h2", BLOCK},
	{"h3", BLOCK},
	{"h4", BLOCK},
	{"head", BLOCK},
	{"header", BLOCK},
	{"html", BLOCK},
	{"img", EMPTY},
	{"input", EMPTY},
	{"ins", INLINE},
	{"label", INLINE},
	{"legend", BLOCK},
	{"li", BLOCK},
	{"link", BLOCK | EMPTY},
	{"main", BLOCK},
	{"mark", INLINE},
	{"meta", BLOCK | EMPTY},
	{"nav", BLOCK},
	{"ol", BLOCK},
	{"option", BLOCK},
	{"p", BLOCK},
	{"picture", INLINE},
	{"script", BLOCK},
	{"search", BLOCK},
	{"section", BLOCK},
	{"select", INLINE},
	{"small", INLINE},
	{"source", EMPTY},
	{"span", INLINE},
	{"strong", INLINE},
	{"sub", INLINE},
	{"summary", BLOCK},
	{"sup", INLINE},
	{"table", BLOCK},
	{"tbody", BLOCK},
	{"td", BLOCK},
	{"textarea", INLINE},
	{"th", BLOCK},
	{"thead", BLOCK},
	{"time", INLINE},
	{"title", BLOCK},
	{"tr", BLOCK},
	{"ul", BLOCK},
	{"wbr", EMPTY},
};

static const struct element *
find_element(const char *name)
{
	for (size_t i = 0; i < sizeof(elements) / sizeof(elements[0]); i++)
		if (strcmp(elements[i].name, name) == 0)
			return &elements[i];
	return NULL;
}

void
html_init(struct html *h, struct buf *out)
{
	*h = (struct html){.out = out};
}

void
html_doctype(struct html *h)
{
	assert(h->depth == 0);
	buf_str(h->out, "<!DOCTYPE html>");
}

/* Ends the start tag that still took attributes. */
static void
finish_tag(struct html *h)
{
	if (!h->tag)
		return;
	buf_str(h->out, h->bare ? " />" : ">");
	h->tag = false;
}

void
html_open(struct html *h, const char *name)
{
	const struct element *element = find_element(name);

	assert(element != NULL);
	finish_tag(h);
	if (element->flags & BLOCK) {
		buf_char(h->out, '\n');
		if (h->depth > 0)
			h->inside[h->depth - 1] = true;
	}
	buf_char(h->out, '<');
	buf_str(h->out, name);
	h->tag = true;
	h->bare = (element->flags & EMPTY) != 0;
	if (h->bare)
		return;
	assert(h->depth < HTML_DEPTH);
	h->inside[h->depth] = false;
	h->stack[h->depth++] = element;
}

/* The characters of HTML that mean something are named here and nowhere else. */
static void
escape(struct buf *out, const char *s)
{
	while (*s != '\0') {
		size_t plain = strcspn(s,
			"<>&\"'\x7f\x01\x02\x03\x04\x05\x06\x07\x08\x0b\x0c\x0e\x0f\x10\x11\x12\x13\x14"
			"\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f\r");

		buf_add(out, s, plain);
		s += plain;
		switch (*s) {
		case '\0':
			return;
		case '<':
			buf_str(out, "&lt;");
			break;
		case '>':
			buf_str(out, "&gt;");
			break;
		case '&':
			buf_str(out, "&amp;");
			break;
		case '"':
			buf_str(out, "&quot;");
			break;
		case '\'':
			buf_str(out, "&#39;");
			break;
		default:
			buf_str(out, "\xef\xbf\xbd");
			break;
		}
		s++;
	}
}

/* Whether s is UTF-8 without the two code points that XML has not. */
static bool
is_clean(const char *s)
{
	for (size_t n; *s != '\0'; s += n) {
		uint32_t c = utf8_next(s, &n);

		if (utf8_len(s) == 0 || c == 0xfffe || c == 0xffff)
			return false;
	}
	return true;
}

static void
escape_clean(struct buf *out, const char *s)
{
	size_t n;

	if (is_clean(s)) {
		escape(out, s);
		return;
	}
	for (; *s != '\0'; s += n) {
		char one[5] = {0};
		uint32_t c = utf8_next(s, &n);

		memcpy(one, s, n);
		escape(out, utf8_len(s) == 0 || c == 0xfffe || c == 0xffff ? "\xef\xbf\xbd" : one);
	}
}

void
html_attr(struct html *h, const char *name, const char *value)
{
	assert(h->tag);
	buf_char(h->out, ' ');
	buf_str(h->out, name);
	buf_str(h->out, "=\"");
	escape_clean(h->out, value);
	buf_char(h->out, '"');
}

void
html_attr_int(struct html *h, const char *name, long value)
{
	assert(h->tag);
	buf_char(h->out, ' ');
	buf_str(h->out, name);
	buf_str(h->out, "=\"");
	buf_int(h->out, value);
	buf_char(h->out, '"');
}

void
html_text(struct html *h, const char *text)
{
	finish_tag(h);
	escape_clean(h->out, text);
}

void
html_literal(struct html *h, const char *literal, size_t len)
{
	finish_tag(h);
	buf_add(h->out, literal, len);
}

void
html_close(struct html *h, const char *name)
{
	assert(h->depth > 0 && strcmp(h->stack[h->depth - 1]->name, name) == 0);
	finish_tag(h);
	h->depth--;
	if (h->inside[h->depth])
		buf_char(h->out, '\n');
	buf_str(h->out, "</");
	buf_str(h->out, name);
	buf_char(h->out, '>');
}

void
html_end(struct html *h)
{
	assert(h->depth == 0);
	finish_tag(h);
	buf_char(h->out, '\n');
}

void
html_simple(struct html *h, const char *name, const char *class_name, const char *text)
{
	html_open(h, name);
	if (class_name != NULL)
		html_attr(h, "class", class_name);
	html_text(h, text);
	html_close(h, name);
}
