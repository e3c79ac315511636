/* limited: controls that hold in part only, or that the document contradicts elsewhere. */
#ifndef DEMARC_PAGES_LIMITED_H
#define DEMARC_PAGES_LIMITED_H

#include "page.h"

/* Limits and the contradiction of a control, a paragraph each; nothing where there are none. */
void
piece_limits_of(struct page *, const struct control *);

/* The controls that have either and that chosen accepts (NULL: all), below a heading of the level
 * with the anchor "limits"; nothing where there are none. Of many, the first, and how many more. */
void
piece_limited(struct page *, const char *level,
	bool (*chosen)(const struct page *, const struct control *));

#endif
