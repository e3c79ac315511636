#include "language.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

/* A tag is written before its number is given out, and stays. */
static const char *tags[LANGUAGE_LIMIT + 1] = {[1] = "ja", "en"};
static atomic_uint known = 1 + LANGUAGE_FIXED;
static pthread_mutex_t adding = PTHREAD_MUTEX_INITIALIZER;

static unsigned
find(const char *tag, unsigned from, unsigned to)
{
	while (from < to && strcmp(tags[from], tag) != 0)
		from++;
	return from;
}

static uint8_t
add(const char *tag, unsigned from)
{
	unsigned id;

	pthread_mutex_lock(&adding);
	id = find(tag, from, atomic_load(&known));
	if (id == atomic_load(&known) && id <= LANGUAGE_LIMIT) {
		tags[id] = strdup(tag);
		atomic_store(&known, id + 1);
	}
	pthread_mutex_unlock(&adding);
	return id <= LANGUAGE_LIMIT ? (uint8_t)id : LANGUAGE_NONE;
}

uint8_t
language_of(const char *tag)
{
	unsigned count = atomic_load(&known), id = find(tag, 1, count);

	return id < count ? (uint8_t)id : add(tag, count);
}

const char *
language_tag(uint8_t id)
{
	return id == LANGUAGE_NONE ? "" : tags[id];
}
