/* passage: the words of a paragraph, with what is special about some of them: links, strong and
 * quiet words. All of it lives in an arena. */
#ifndef DEMARC_PAPER_PASSAGE_H
#define DEMARC_PAPER_PASSAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

struct span {
	size_t start, end; /* bytes */
	bool strong;
	bool quiet;
	const char *destination; /* a name in the same document (paper.h), or NULL */
	const char *uri;         /* an address elsewhere, or NULL */
	struct span *next;
};

struct passage {
	struct arena *arena;
	const char *lang;
	char *words; /* never NULL */
	size_t len, cap;
	const char *
		said_language; /* tag of the language that some words were said to be in, or NULL */
	struct span *first, **end;
};

/* An empty one. The language must outlive it. */
struct passage *
passage_new(struct arena *, const char *lang);

/* Appends words: as they are; strong or quiet; leading to a destination (paper.h), or elsewhere.
 * One that is NULL leads nowhere. */
void
passage_add(struct passage *, const char *words);
void
passage_strong(struct passage *, const char *words);
void
passage_quiet(struct passage *, const char *words);
void
passage_to_destination(struct passage *, const char *words, const char *destination);
void
passage_to_uri(struct passage *, const char *words, const char *uri);

#endif
