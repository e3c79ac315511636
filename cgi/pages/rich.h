/* rich: words of the document with their links. */
#ifndef DEMARC_PAGES_RICH_H
#define DEMARC_PAGES_RICH_H

#include "page.h"

/* The text in the page's language with its links. Another language than the page's is marked for
 * programs and readers. */
void
piece_texts(struct page *, const struct texts *);

/* An element with the texts in it, class_name may be NULL. Nothing for empty texts. */
void
piece_element(struct page *, const char *element, const char *class_name, const struct texts *);

/* Remarks on the document, folded behind one sign that tells their kinds: statements stand in
 * front. Nothing for none. */
void
piece_notes(struct page *, const struct notes *);

/* The same for remarks from two places on one thing. */
void
piece_both_notes(struct page *, const struct notes *, const struct notes *);

/* The same, open: where they are what the reader came for. */
void
piece_open_notes(struct page *, const struct notes *);

#endif
