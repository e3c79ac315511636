/* lexicon: the forms that an index has, each once, and what is known of them. Private to search. */
#ifndef DEMARC_SEARCH_LEXICON_H
#define DEMARC_SEARCH_LEXICON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "search.h"

enum {
	WORD_SAID = 1,    /* some text has it, and not as a word that only joins others */
	WORD_LISTED = 2,  /* it is a part of a thesaurus's word */
	WORD_IGNORED = 4, /* it asks and names nothing */
	WORD_WHOLE = 8,   /* of a script without spaces */
	WORD_NOTED = 16,  /* as WORD_SAID, in a note */
};

struct search_word {
	const char *form;
	unsigned flags;
};

struct search_lexicon {
	struct arena *arena;
	struct search_word *v;
	size_t count, cap;
	uint32_t *table; /* places in v, plus 1; 0: free */
	size_t size;     /* of the table, a power of two */
};

struct search_token {
	uint32_t word;
	uint32_t start;
	uint16_t len;
	bool glued;
};

/* A word of a thesaurus, or of a query, as the forms that must follow each other. */
struct search_phrase {
	const uint32_t *words;
	size_t count;
};

struct search_group {
	const struct search_phrase *phrases; /* the words, then what is near */
	size_t phrase_count;
	struct search_words words, near; /* the same as written */
	const size_t *abouts;            /* places of items */
	size_t about_count;
};

/* An empty lexicon in the arena. */
void
lexicon_init(struct search_lexicon *, struct arena *);

/* The place of the form, which is added with these flags. */
uint32_t
lexicon_add(struct search_lexicon *, const char *form, unsigned flags);

/* The same of one that is there; false: it is not. */
bool
lexicon_find(const struct search_lexicon *, const char *form, uint32_t *word);

/* How many tokens from token at on are the phrase; 0: they are not. A form of a script without
 * spaces may be several tokens that stand together. */
size_t
lexicon_match(const struct search_lexicon *, const struct search_phrase *,
	const struct search_passage *, size_t at);

#endif
