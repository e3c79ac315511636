/* concern: whom a change concerns, and whether they must act.
 *
 * A duty is what a party answers for, runs or supports. Who gets one, has one moved to it or told
 * in other words, sees a period shortened or less provided, or gets to know a new supplier must
 * act, if only by reading; others are to know. Whether new words ask for more no program can tell,
 * so they count as if they did. */
#ifndef DEMARC_COMPARE_CONCERN_H
#define DEMARC_COMPARE_CONCERN_H

#include "diff.h"

enum change_effect {
	EFFECT_TOLD, /* something about what the party has to do with */
	EFFECT_DUTY_REMOVED,
	EFFECT_PERIOD_LENGTHENED,
	EFFECT_MORE_PROVIDED,
	EFFECT_SUPPLIER_REMOVED,
	EFFECT_DUTY_REWORDED,
	EFFECT_DUTY_ADDED,
	EFFECT_DUTY_MOVED, /* from one party to another; the one that has it now acts */
	EFFECT_PERIOD_SHORTENED,
	EFFECT_LESS_PROVIDED,
	EFFECT_SUPPLIER_ADDED,
	EFFECT__COUNT
};

struct concern {
	const struct party *party; /* of the newer edition, if it is there */
	enum change_effect effect; /* the one that asks for most */
	bool act;
};

struct concerns {
	const struct concern *v; /* in the order of the parties, those that went last */
	size_t count;
};

/* Whom the change concerns, in the arena; nobody: all readers alike. */
struct concerns
change_concerns(const struct diff *, const struct change *, struct arena *);

/* How the change concerns the party; NULL: it does not. */
const struct concern *
concern_of(const struct concerns *, const char *party);

/* "duty-added": as JSON and CSV spell it. */
const char *change_effect_name(enum change_effect);

/* For each change the first one that says the same of another thing, if at least three do; else
 * itself. Things that came or went are each their own. In the arena. */
const size_t *
diff_groups(const struct diff *, struct arena *);

#endif
