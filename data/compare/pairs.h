/* pairs: what of two lists is the same thing, by key or by likeness. */
#ifndef DEMARC_COMPARE_PAIRS_H
#define DEMARC_COMPARE_PAIRS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* A list of count items of size bytes each. */
struct diff_list {
	const void *v;
	size_t count, size;
};
#define DIFF_LIST(array, n) ((struct diff_list){(array), (n), sizeof(*(array))})

/* Whether two keys are the same; none (NULL) is one too. */
bool
same_key(const char *, const char *);

typedef bool
pair_fits_fn(const void *before, const void *after);

/* A round pairs what is still free and fits. Where the product of both lengths is above limit, this
 * round and those behind it are left out: all that is free then came or went. */
struct pair_round {
	pair_fits_fn *fits;
	size_t limit;
};

enum { PAIRS_LIMIT = 1 << 18 };

struct pairs {
	const void **mate; /* for each of after: what it was before; NULL: it is new */
	bool *taken;       /* for each of before: whether something is its mate */
};

/* Pairs short lists without keys, round after round. What comes back lives in the arena. */
struct pairs
pair_lists(struct arena *, struct diff_list before, struct diff_list after,
	const struct pair_round *rounds, size_t round_count);

/* Called with what both lists have, or with NULL for the one that lacks it. */
typedef void
pair_visit_fn(const void *before, const void *after, void *data);

/* Pairs lists whose items begin with their key, a const char *: those of after in their order, then
 * what is gone. */
void
pair_keyed(struct arena *, struct diff_list before, struct diff_list after, pair_visit_fn *visit,
	void *data);

#endif
