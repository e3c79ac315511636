/* places: the addresses that an export has met, and what became of each. */
#ifndef DEMARC_PUBLISH_PLACES_H
#define DEMARC_PUBLISH_PLACES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "seal.h"

enum { PLACES_LIMIT = 1000000 };

struct publish_place {
	const char *target;
	const char *file;     /* NULL: it has none */
	const char *type;     /* of the file */
	const char *location; /* of a redirect; NULL: none */
	int status;           /* of the answer */
	bool linked;          /* a link leads there, and not just words that name it */
	bool walked;          /* it is one of the site's own */
	bool start;           /* where a server would look at the reader's languages */
	bool asked, written;
	unsigned number;                  /* of those before it */
	const struct publish_place *twin; /* one before it that has the same bytes; NULL: none */
	char seal[SEAL_SIZE];             /* "": it has none */
};

/* In the order they were met. */
struct places {
	struct arena *arena; /* holds them, and what is known of them */
	struct publish_place **v;
	size_t count, cap;
	struct publish_place **table; /* the same by target: open addressing */
	size_t slots;
};

/* Empty; give it back with places_fini. */
void
places_init(struct places *);

/* Releases all of it. */
void
places_fini(struct places *);

/* NULL: it is not there. For any thread, while none adds one. */
struct publish_place *
places_find(const struct places *, const char *target);

/* Puts the address on the list, unless it is there or the list is full. */
void
places_add(struct places *, const char *target, bool linked, bool walked);

/* Where the address leads in the end; NULL: to no file. */
const struct publish_place *
places_settle(const struct places *, const char *target);

#endif
