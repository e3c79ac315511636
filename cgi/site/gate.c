/* Who waits stands in a line, in the order of coming. A turn that ends is passed on to the
 * first of them before it is woken, so that nobody who comes meanwhile takes it. */
#include "gate.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/clock.h"

struct gate {
	pthread_mutex_t lock;
	unsigned free;
	unsigned waiting, waiting_limit;
	double wait_s;
	struct wait *first, **end;
};

struct gate *
gate_new(unsigned at_once, unsigned waiting, double wait_s)
{
	struct gate *gate = calloc(1, sizeof(*gate));

	gate->free = at_once;
	gate->waiting_limit = waiting;
	gate->wait_s = wait_s;
	gate->end = &gate->first;
	pthread_mutex_init(&gate->lock, NULL);
	return gate;
}

void
gate_free(struct gate *gate)
{
	if (gate == NULL)
		return;
	pthread_mutex_destroy(&gate->lock);
	free(gate);
}

static void
line_up(struct gate *gate, struct wait *wait)
{
	wait->since = clock_seconds();
	wait->next = NULL;
	*gate->end = wait;
	gate->end = &wait->next;
	gate->waiting++;
}

/* Lets the first one go on, who has a turn now, or none. */
static void
call_first(struct gate *gate, bool given)
{
	struct wait *first = gate->first;

	gate->first = first->next;
	if (gate->first == NULL)
		gate->end = &gate->first;
	gate->waiting--;
	first->turn = given ? TURN_GIVEN : TURN_REFUSED;
	first->wake(first);
}

/* What the line decided for one who was woken. */
static enum gate_answer
answer_woken(struct wait *wait)
{
	bool given = wait->turn == TURN_GIVEN;

	wait->turn = TURN_NONE;
	return given ? GATE_ENTERED : GATE_REFUSED;
}

enum gate_answer
gate_enter(struct gate *gate, struct wait *wait)
{
	enum gate_answer answer = GATE_REFUSED;

	if (wait->turn != TURN_NONE)
		return answer_woken(wait);
	pthread_mutex_lock(&gate->lock);
	if (gate->free > 0) {
		gate->free--;
		answer = GATE_ENTERED;
	} else if (gate->waiting < gate->waiting_limit) {
		line_up(gate, wait);
		answer = GATE_LATER;
	}
	pthread_mutex_unlock(&gate->lock);
	return answer;
}

void
gate_leave(struct gate *gate)
{
	pthread_mutex_lock(&gate->lock);
	if (gate->first != NULL)
		call_first(gate, true);
	else
		gate->free++;
	pthread_mutex_unlock(&gate->lock);
}

void
gate_look(struct gate *gate)
{
	double now = clock_seconds();

	pthread_mutex_lock(&gate->lock);
	while (gate->first != NULL && now - gate->first->since >= gate->wait_s)
		call_first(gate, false);
	pthread_mutex_unlock(&gate->lock);
}
