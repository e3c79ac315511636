/* allowed: the words that a workbook lets stand in a cell, where it has a list of them (data
 * validation). Private to answer.c. */
#ifndef DEMARC_ANSWER_ALLOWED_H
#define DEMARC_ANSWER_ALLOWED_H

#include "choices.h"
#include "import/workbook.h"

struct allowed_list {
	const struct cell_range *ranges; /* where it holds */
	size_t range_count;
	struct choice_words words; /* none: they follow from something that is not worked out */
};

struct allowed_lists {
	const struct allowed_list *v;
	size_t count;
};

/* The lists of a sheet of the workbook, which names its words itself, by cells of any of its sheets
 * or by a name for such cells. In the arena. */
struct allowed_lists
allowed_read(struct arena *, const struct workbook *, const struct workbook_sheet *);

/* The list of a cell, both from 1; NULL: anything may stand there. */
const struct allowed_list *
allowed_at(const struct allowed_lists *, unsigned row, unsigned column);

/* Whether the word is one of the list. */
bool
allowed_has(struct arena *, const struct allowed_list *, const char *word);

#endif
