/* wait: a request that cannot be answered yet, and goes on later on whatever thread; so waiting
 * costs memory, and no thread.
 *
 * Whoever can wait has one of these, zeroed but for wake. A function that takes it and says "later"
 * has kept it: the caller then touches neither it nor what belongs to its request any more, since
 * another thread may be at both already. Once it is woken, the same call is made again with the
 * same wait. */
#ifndef DEMARC_SITE_WAIT_H
#define DEMARC_SITE_WAIT_H

#include <stdbool.h>

struct wait {
	/* Says that the request can go on: once for each "later", from any thread, with locks held:
	 * it calls neither the gate nor the cache, and what it is given may be gone when it
	 * returns. */
	void (*wake)(struct wait *);

	/* the rest is the business of those whom it waits for */
	struct wait *next;
	struct cache_entry *entry; /* of the cache, for which it holds a reference; NULL: none */
	bool making;               /* it is this request that makes the entry */
	enum { TURN_NONE, TURN_GIVEN, TURN_REFUSED } turn; /* at the gate */
	double since;                                      /* seconds; when it came to the gate */
};

#endif
