/* collect: what a document says, as the items of an index. Private to search. */
#ifndef DEMARC_SEARCH_COLLECT_H
#define DEMARC_SEARCH_COLLECT_H

#include "segment.h"
#include "lexicon.h"

/* What items are made with. */
struct collector {
	struct arena *scratch; /* released when all is collected */
	struct arena *arena;
	const struct model *model;
	const struct matrix *matrix;
	const char *lang;
	struct segmenter *segmenter;
	struct search_lexicon *words;
	struct search_item *items;
	size_t count, cap;
	struct search_passage *passages; /* of the item that is being made */
	size_t passage_count, passage_cap;
	struct search_number *numbers; /* the same */
	size_t number_count, number_cap;
};

/* All that the document says, in its order, and then the clauses of its frameworks that it maps
 * nothing to. */
void
collect_items(struct collector *);

#endif
