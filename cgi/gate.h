/* gate: lets a few through at a time; who waits too long goes away, so that a crowd does not stand in
 * line. */
#ifndef DEMARC_GATE_H
#define DEMARC_GATE_H

#include <stdbool.h>

struct gate;

struct gate *
gate_new(unsigned places);

/* NULL is allowed. */
void
gate_free(struct gate *);

/* Takes a place, to be given back with gate_leave. false: none became free within wait_s seconds. */
bool
gate_enter(struct gate *, unsigned wait_s);

void
gate_leave(struct gate *);

#endif
