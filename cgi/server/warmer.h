/* warmer: a thread that makes pages before they are asked for. It rehearses, may have a head start
 * before the process serves, and goes on while it does, mostly resting. Private to the files of
 * generations. */
#ifndef DEMARC_SERVER_WARMER_H
#define DEMARC_SERVER_WARMER_H

#include "site/site.h"

struct warmer;

/* Starts it; head_start: seconds, 0 for none. Where no thread can be had nothing is
 * made beforehand. To be ended with warmer_end, before the site is released. */
struct warmer *
warmer_start(struct site *, double head_start);

/* Waits until it has rehearsed and the head start is over, or all is made. NULL: all could be made
 * so far; else what could not, in words that live as long as the warmer. What fails later is
 * logged. */
const char *
warmer_wait(struct warmer *);

/* Ends it when it has made what it is making. */
void
warmer_end(struct warmer *);

#endif
