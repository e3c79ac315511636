/* gate: lets a few through at a time, and a few more wait; who finds too many waiting, or waits too
 * long, goes away. So a crowd neither stands in line for ever nor holds threads. */
#ifndef DEMARC_SITE_GATE_H
#define DEMARC_SITE_GATE_H

#include "wait.h"

struct gate;

/* at_once: how many have a turn at the same time. waiting: how many may wait for one, each for
 * wait_s seconds. */
struct gate *
gate_new(unsigned at_once, unsigned waiting, double wait_s);

/* Nobody may wait any more. NULL is allowed. */
void
gate_free(struct gate *);

enum gate_answer {
	GATE_ENTERED, /* it has a turn, which ends with gate_leave */
	GATE_LATER,   /* it waits; ask again when woken */
	GATE_REFUSED, /* too many wait already, or it has waited too long */
};

/* Asks for a turn; whoever is told to come later is woken through wait, and asks again. */
enum gate_answer
gate_enter(struct gate *, struct wait *);

/* Ends a turn: the first who waits has the next one. */
void
gate_leave(struct gate *);

/* Wakes those who have waited too long. Whoever runs the requests calls it now and then. */
void
gate_look(struct gate *);

#endif
