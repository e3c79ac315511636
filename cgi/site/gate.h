/* gate: lets a few through at a time, and a few more wait; who finds too many waiting, or waits too long, goes away. So a
 * crowd neither stands in line nor keeps every thread from other work. */
#ifndef DEMARC_SITE_GATE_H
#define DEMARC_SITE_GATE_H

#include <stdbool.h>

struct gate;

/* waiting: how many may wait for a place. */
struct gate *
gate_new(unsigned places, unsigned waiting);

/* NULL is allowed. */
void
gate_free(struct gate *);

/* Takes a place, to be given back with gate_leave. false: too many wait already, or none became free within wait_s
 * seconds. */
bool
gate_enter(struct gate *, unsigned wait_s);

/* Gives back what gate_enter granted. */
void
gate_leave(struct gate *);

#endif
