/* concerned: whom changes concern, for the pages and feeds that tell of changes. */
#ifndef DEMARC_PAGES_CONCERNED_H
#define DEMARC_PAGES_CONCERNED_H

#include "compare/concern.h"
#include "writing.h"

/* How many of a reader's changes concern the party, and of how many it must do something. */
struct concerned {
	size_t changes, act;
};
struct concerned
concerned_count(const struct page *, const struct diff *, const char *party);

/* "Customer: to act on (a new duty)", in the reader's language. */
const char *
concerned_words(const struct page *, const struct concern *);

/* Writes whom the change concerns as one element; nothing if that is all readers alike. */
void
concerned_line(struct page *, const struct diff *, const struct change *, const char *element);

/* Where a page lists what changed in a thing, known by the first of its changes. */
const char *
concerned_anchor(const struct page *, size_t first);

/* Writes a list of the parties that changes concern, each with its counts, its feed, and links to
 * what it must act on, whose names write_name gives. */
void
concerned_list(struct page *, const struct diff *,
	void (*write_name)(struct page *, const struct diff *, const struct change *));

#endif
