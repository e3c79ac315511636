/* html: a writer of balanced HTML, and the only place where text is escaped.
 *
 *	html_open(h, "a");
 *	html_attr(h, "href", url);
 *	html_text(h, title);
 *	html_close(h, "a");
 *
 * Elements must be in its table and must be closed in order: a slip trips an assert. Void elements
 *(img, meta) are opened and never closed. What it writes is well-formed XML too, so that any XML
 *tool can read a page. */
#ifndef DEMARC_HTML_HTML_H
#define DEMARC_HTML_HTML_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

enum { HTML_DEPTH = 48 };

struct html {
	struct buf *out;
	const struct element *stack[HTML_DEPTH];
	bool inside[HTML_DEPTH]; /* whether the element at that depth has a block in it */
	size_t depth;
	bool tag;  /* a start tag still takes attributes */
	bool bare; /* that tag is of a void element */
};

/* A writer that appends to out, which must outlive it. */
void
html_init(struct html *, struct buf *out);

/* <!DOCTYPE html> */
void
html_doctype(struct html *);

/* Opens an element; attributes may follow. name is a string literal. */
void
html_open(struct html *, const char *name);

/* An attribute of the element just opened. */
void
html_attr(struct html *, const char *name, const char *value);
void
html_attr_int(struct html *, const char *name, long value);

/* Text, escaped. Control characters and what is not UTF-8 become U+FFFD. */
void
html_text(struct html *, const char *);

/* Characters that need no escaping, from a string literal only: the macro does not take anything
 * else. */
#define html_lit(h, literal) html_literal((h), "" literal, sizeof(literal) - 1)
void
html_literal(struct html *, const char *, size_t len);

/* Closes the innermost element, which must be name. */
void
html_close(struct html *, const char *name);

/* Whether an element of that name is open. */
bool
html_inside(const struct html *, const char *name);

/* Ends the page: everything must be closed. */
void
html_end(struct html *);

/* An element with a class (NULL: none) that holds nothing but text. */
void
html_simple(struct html *, const char *name, const char *class_name, const char *text);

#endif
