#include "gate.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

struct gate {
	pthread_mutex_t lock;
	pthread_cond_t left;
	unsigned free;
	unsigned waiting, waiting_limit;
};

struct gate *
gate_new(unsigned places, unsigned waiting)
{
	struct gate *gate = calloc(1, sizeof(*gate));
	pthread_condattr_t attributes;

	gate->free = places;
	gate->waiting_limit = waiting;
	pthread_mutex_init(&gate->lock, NULL);
	pthread_condattr_init(&attributes);
	pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	pthread_cond_init(&gate->left, &attributes);
	pthread_condattr_destroy(&attributes);
	return gate;
}

void
gate_free(struct gate *gate)
{
	if (gate == NULL)
		return;
	pthread_cond_destroy(&gate->left);
	pthread_mutex_destroy(&gate->lock);
	free(gate);
}

bool
gate_enter(struct gate *gate, unsigned wait_s)
{
	struct timespec until;
	bool entered;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += wait_s;
	pthread_mutex_lock(&gate->lock);
	if (gate->free == 0 && gate->waiting < gate->waiting_limit) {
		gate->waiting++;
		while (gate->free == 0)
			if (pthread_cond_timedwait(&gate->left, &gate->lock, &until) == ETIMEDOUT)
				break;
		gate->waiting--;
	}
	entered = gate->free > 0;
	gate->free -= entered;
	pthread_mutex_unlock(&gate->lock);
	return entered;
}

void
gate_leave(struct gate *gate)
{
	pthread_mutex_lock(&gate->lock);
	gate->free++;
	pthread_cond_signal(&gate->left);
	pthread_mutex_unlock(&gate->lock);
}
