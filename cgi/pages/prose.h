/* prose: words of the document as they are, and how far a title is backed by its standard. */
#ifndef DEMARC_PAGES_PROSE_H
#define DEMARC_PAGES_PROSE_H

#include "page.h"

/* The text in the page's language, or in the one there is, without links: for headings and inside
 * links. Another language than the page's is marked for programs and readers. */
void
piece_plain(struct page *, const struct texts *);

/* Opens the element that marks a text's language where it is not that of the words around; false:
 * there is nothing to mark. prose_end takes what came back. */
bool
prose_begin(struct page *, const struct text *);
void
prose_end(struct page *, const struct text *, bool marked);

/* A mark behind a title whose wording is not backed by the standard; nothing where it is. */
void
piece_standing(struct page *, const struct texts *title);

/* Whether part_standing would mark it. */
bool
prose_is_doubtful(const struct page *, const struct texts *title);

/* A control's or clause's title with its mark. */
void
piece_title(struct page *, const struct texts *title);

#endif
