/* search: what a document says of a reader's words, best answer first.
 *
 * An index holds all that one edition says in one language, and the words of the thesauri. Texts in
 * it have a tab between words that their script leaves together, so that static/search.js, which
 * gets the same texts, needs no dictionary and finds the same. A query is taken apart into units: a
 * clause's number, a word of a thesaurus (in any of its spellings), or another word; what answers
 * it has them all. What the document does not address is told, and not replaced by what is near. */
#ifndef DEMARC_SEARCH_SEARCH_H
#define DEMARC_SEARCH_SEARCH_H

#include "fold.h"
#include "model/model.h"

enum search_kind {
	SEARCH_CONTROL,
	SEARCH_ROW,
	SEARCH_PARTY,
	SEARCH_QUESTION,
	SEARCH_TERM,
	SEARCH_REFERENCE,
	SEARCH_CONTACT,
	SEARCH_SECTION,
	SEARCH_SCOPE,
	SEARCH_CERTIFICATION,
	SEARCH_NOTES,  /* on the document as a whole */
	SEARCH_FACT,   /* stands in the result of what it is a fact of */
	SEARCH_CLAUSE, /* of a framework that the document uses, and does not address */
	SEARCH_KIND__COUNT
};

/* What an item's passages are, the weightiest first. */
enum search_field {
	SEARCH_TITLE,
	SEARCH_STATEMENT,
	SEARCH_VALUE, /* of a fact */
	SEARCH_PART,
	SEARCH_COUNTERPART, /* the title of a clause that a control is mapped to */
	SEARCH_NOTE,        /* of the editors of the data */
	SEARCH_FIELD__COUNT
};

struct search_passage {
	const char *text; /* with tabs */
	const char *lang;
	const char *fact; /* its id; NULL: no fact */
	enum standing standing;
	enum search_field field;
	const struct search_token *tokens;
	size_t token_count;
};

/* A number under which an item is known. */
struct search_number {
	const char *number;
	const struct framework *framework;
	struct chunks chunks;
};

struct search_item {
	enum search_kind kind;
	const char *id;                        /* of a control or clause: its number */
	const void *thing;                     /* the control, row, party, ... of the model */
	const struct table *table;             /* SEARCH_ROW */
	const struct search_passage *passages; /* the title first */
	size_t passage_count;
	const struct search_number *numbers; /* its own first, then those of counterparts */
	size_t number_count;
};

/* Words of thesauri, as written there. */
struct search_words {
	const char *const *v;
	size_t count;
};

struct search_index {
	const char *lang;
	const struct search_item *items; /* what the document says, then SEARCH_CLAUSE */
	size_t item_count;
	const struct search_lexicon *words;
	const struct search_group *groups;
	size_t group_count;
	struct search_words ignored; /* they ask and name nothing */
};

/* The index of an edition in a language, in the arena; both must outlive it. */
const struct search_index *
search_index_make(struct arena *, const struct model *, const struct matrix *, const char *lang);

/* One answer. */
struct search_hit {
	const struct search_item *item;
	const struct search_passage *passage; /* what answers; NULL: the title says all */
	const struct search_passage *fact;    /* the fact that does; NULL: none */
	const struct search_number *via;      /* the counterpart's number that led to it; or NULL */
	int score;
};

struct search_result {
	const struct search_index *index;
	const struct search_hit *hits; /* the best first, those of SEARCH_CLAUSE last */
	size_t hit_count, clause_count;
	const char *const *missing; /* words of the query that the document does not have */
	size_t missing_count;
	const char *const *near; /* words that it does not use, though it says what is near */
	size_t near_count;
	bool apart; /* nothing has all the words: each hit has some */
	const struct search_units *units;
};

enum { SEARCH_HITS_MAX = 25, SEARCH_CLAUSES_MAX = 5, SEARCH_CHUNKS_MAX = 64 };

/* What the index says of the query. In the arena, which may be another than the index's. */
struct search_result
search_find(struct arena *, const struct search_index *, const char *query);

/* Whether every word of the query is known to the index, so that no other language need be asked.
 */
bool
search_is_whole(const struct search_result *);

/* Where the passage has words of the query: bytes of its text, in order and apart. */
struct search_span {
	size_t start, end;
};
const struct search_span *
search_spans(
	struct arena *, const struct search_result *, const struct search_passage *, size_t *count);

/* A group of a thesaurus, and which items, by their numbers, are about it. */
struct search_subjects {
	struct search_words words, near;
	const size_t *abouts;
	size_t about_count;
};
struct search_subjects
search_group_words(const struct search_index *, size_t at);

/* How a kind stands in addresses and attributes: "control". */
const char *search_kind_name(enum search_kind);

#endif
