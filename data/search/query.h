/* query: a reader's words, taken apart into units that are looked for. Private to search. */
#ifndef DEMARC_SEARCH_QUERY_H
#define DEMARC_SEARCH_QUERY_H

#include "lexicon.h"

enum { UNITS_MAX = 32, GROUPS_MAX = 8 };

/* How well a phrase stands for the reader's own word. */
enum { POINTS_NEAR = 2, POINTS_LISTED = 3, POINTS_OWN = 4 };

/* What is looked for as one. */
struct search_unit {
	const char *shown;        /* as the reader wrote it */
	struct search_phrase own; /* its words; count 0: the index does not have them all */
	const size_t *groups;     /* of the thesauri */
	size_t group_count;
	const struct search_number *const *numbers; /* the clauses that it names */
	size_t number_count;
	bool number; /* it is a clause's number */
	bool listed; /* a thesaurus has it */
	bool near;   /* the document uses none of its words, so what is near counts */
	bool absent; /* the document says nothing of it */
	bool needed; /* a clause must have it to be listed */
};

struct search_units {
	struct search_unit v[UNITS_MAX];
	size_t count;
};

/* The units of a query. */
const struct search_units *
query_read(struct arena *, const struct search_index *, const char *query);

#endif
