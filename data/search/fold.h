/* fold: text as a search sees it: chunks of letters or digits, so that one spelling finds another.
 *
 * A chunk is a run of letters of scripts with spaces, of digits, or of scripts without spaces. It
 * ends at anything else, and at a tab, which stands in the texts of an index between two words that
 * the script leaves together (segment.h). static/search.js does the same. */
#ifndef DEMARC_SEARCH_FOLD_H
#define DEMARC_SEARCH_FOLD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

enum chunk_kind { CHUNK_LETTERS, CHUNK_DIGITS, CHUNK_WHOLE };

struct chunk {
	const char *form;  /* folded (fold_form), and for letters the stem (fold_stem) */
	const char *plain; /* folded, kana as they were; of CHUNK_WHOLE */
	size_t start, end; /* bytes of the text */
	enum chunk_kind kind;
	bool dotted;   /* one full stop and nothing else stands before it */
	bool glued;    /* nothing stands before it but a tab, or nothing at all */
	bool function; /* up to three hiragana: it joins words and is none to look for */
};

struct chunks {
	struct chunk *v;
	size_t count;
};

/* The chunks of a text, at most limit of them; strings are put into the arena. */
struct chunks
fold_chunks(struct arena *, const char *text, size_t limit);

/* A chunk's form for comparison: Unicode's NFKC case folding (UAX #31) without accents, katakana as
 * hiragana, small vowels as large ones, and no long vowel marks. */
const char *
fold_form(struct arena *, const char *plain);

/* Whether a folded character is a hiragana, or a katakana or the mark of its long vowel. */
bool
fold_is_hiragana(const char *);

#endif
