/* paragraphs: the lines of a cell (Alt+Enter) as paragraphs and items of lists. */
#ifndef DEMARC_IMPORT_PARAGRAPHS_H
#define DEMARC_IMPORT_PARAGRAPHS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

struct paragraph {
	const char *line;  /* all of it */
	const char *words; /* without the sign of an item */
	bool item;         /* it begins with such a sign, and does not begin the cell */
};

struct paragraphs {
	const struct paragraph *v;
	size_t count;
};

/* The lines that are not empty. Where the first one has the sign of an item, none is an item: the
 * list would be without its head, so the signs stay as they are written. Copies in the arena. */
struct paragraphs
paragraphs_of(struct arena *, const char *text);

#endif
