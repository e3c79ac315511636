/* alternative: the alternative text of a picture, sentence by sentence, no longer than a reader who
 * listens to it can bear. What does not fit is left to the table that stands below the picture, and
 * the text says so. */
#ifndef DEMARC_KINDS_ALTERNATIVE_H
#define DEMARC_KINDS_ALTERNATIVE_H

#include "picture.h"

enum { ALTERNATIVE_MAX = 1500 }; /* characters */

struct alternative {
	const struct diagram_request *request;
	struct arena *arena;
	struct buf *out; /* what it is appended to; borrowed, as are the others */
	size_t length;   /* characters so far */
	bool cut;        /* the list of the next sentence was */
	bool full;       /* something had to be left out */
};

/* Begins it with a sentence. */
void
alternative_begin(struct alternative *, const struct diagram_request *, struct arena *,
	struct buf *out, const char *sentence);

/* Adds a sentence, its full stop included, if there is room; from the first that has none on, none.
 */
void
alternative_add(struct alternative *, const char *sentence);

/* Puts the item at the end of the list (NULL: it is empty), which the next sentence is to hold.
 * false: there is no room, and that sentence will be the last. */
bool
alternative_list(struct alternative *, const char **list, const char *item);

/* Adds the table's title, if the document has others that could be shown. */
void
alternative_title(struct alternative *, const struct table *);

/* Adds the table's rows, those of which all the same is said once; is_told: those of which it is
 * true, NULL for all. */
void
alternative_rows(struct alternative *, const struct table *, bool (*is_told)(const struct cell *));

/* Adds the table's footnotes. */
void
alternative_footnotes(struct alternative *, const struct table *);

/* Says where the rest is if something was left out. */
void
alternative_end(struct alternative *);

#endif
