/* gap: what a document that follows one framework would still lack for another.
 *
 * A clause is addressed if a control of the document leads to it: by the document's own mapping, by
 * a published correspondence from the control's clause, or by one from a counterpart that the
 * document states. What only a published correspondence suggests, where the document maps
 * elsewhere, is a hint. */
#ifndef DEMARC_COMPARE_GAP_H
#define DEMARC_COMPARE_GAP_H

#include "base/arena.h"
#include "model/model.h"

/* Why a clause counts as addressed, or might. */
struct gap_link {
	const struct control *control;
	const struct counterpart *map; /* the document's own; NULL: not by one */
	const struct correspondence
		*correspondence; /* NULL: the document's own mapping names the clause itself */
	const struct correspondence_map *published; /* its row; NULL with it */
};

struct gap_clause {
	const struct clause *clause;
	const struct gap_link *links;
	size_t link_count;
	const struct gap_link *hints;
	size_t hint_count;
};

struct gap {
	const struct framework *to;
	const struct gap_clause *clauses; /* one for each clause of the framework, in its order */
	size_t addressed;
	const struct control **lost; /* controls that lead to no clause */
	size_t lost_count;
};

/* All of it lives in the arena or the model. */
struct gap
gap_make(struct arena *, const struct model *, const struct matrix *, const struct framework *to);

#endif
