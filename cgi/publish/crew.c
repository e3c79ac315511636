#include "crew.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

enum { HANDS_LIMIT = 64 };

struct crew {
	atomic_size_t next;
	size_t end;
	void (*work)(size_t, void *);
	void *data;
};

static void *
work_on(void *data)
{
	struct crew *crew = data;

	for (size_t i; (i = atomic_fetch_add(&crew->next, 1)) < crew->end;)
		crew->work(i, crew->data);
	return NULL;
}

static size_t
processors(void)
{
	cpu_set_t set;

	return sched_getaffinity(0, sizeof(set), &set) == 0 ? (size_t)CPU_COUNT(&set) : 1;
}

void
crew_run(size_t first, size_t end, void (*work)(size_t, void *), void *data)
{
	struct crew crew = {.next = first, .end = end, .work = work, .data = data};
	size_t wanted = processors(), others = 0;
	pthread_t hands[HANDS_LIMIT];

	while (others + 1 < wanted && others + 1 < end - first && others < HANDS_LIMIT &&
		pthread_create(&hands[others], NULL, work_on, &crew) == 0)
		others++;
	work_on(&crew);
	for (size_t i = 0; i < others; i++)
		pthread_join(hands[i], NULL);
}
