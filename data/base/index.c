#include "index.h"

#include <stdlib.h>
#include <string.h>

struct keys {
	const char *list;
	size_t size;
};

static const char *
key_at(const struct keys *keys, unsigned at)
{
	return *(const char *const *)(const void *)(keys->list + at * keys->size);
}

static int
key_order(const void *a, const void *b, void *data)
{
	unsigned x = *(const unsigned *)a, y = *(const unsigned *)b;
	int by_key = strcmp(key_at(data, x), key_at(data, y));

	return by_key != 0 ? by_key : (x > y) - (x < y);
}

struct index
index_make(struct arena *arena, const void *list, size_t size, size_t count)
{
	struct keys keys = {list, size};
	unsigned *order = arena_array(arena, count, sizeof(*order));

	for (size_t i = 0; i < count; i++)
		order[i] = (unsigned)i;
	if (count > 0)
		qsort_r(order, count, sizeof(*order), key_order, &keys);
	return (struct index){order, count};
}

/* The place in the order of the first key that is not smaller. */
static size_t
lower_bound(const struct index *index, const struct keys *keys, const char *key)
{
	size_t low = 0, high = index->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(key_at(keys, index->order[middle]), key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool
is_at(const struct index *index, const struct keys *keys, size_t place, const char *key)
{
	return place < index->n && strcmp(key_at(keys, index->order[place]), key) == 0;
}

bool
index_find(const struct index *index, const void *list, size_t size, const char *key, size_t *at)
{
	const struct keys keys = {list, size};
	size_t place = lower_bound(index, &keys, key);

	if (!is_at(index, &keys, place, key))
		return false;
	*at = index->order[place];
	return true;
}

bool
index_only(const struct index *index, const void *list, size_t size, const char *key, size_t *at)
{
	const struct keys keys = {list, size};

	return index_find(index, list, size, key, at) &&
	       !is_at(index, &keys, lower_bound(index, &keys, key) + 1, key);
}
