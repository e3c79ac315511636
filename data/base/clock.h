/* clock: how long something takes. */
#ifndef DEMARC_BASE_CLOCK_H
#define DEMARC_BASE_CLOCK_H

/* Seconds of a clock that is never set (CLOCK_MONOTONIC); only differences mean something. */
double
clock_seconds(void);

#endif
