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

bool
index_find(const struct index *index, const void *list, size_t size, const char *key, size_t *at)
{
	const struct keys keys = {list, size};
	size_t low = 0, high = index->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(key_at(&keys, index->order[middle]), key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == index->n || strcmp(key_at(&keys, index->order[low]), key) != 0)
		return false;
	*at = index->order[low];
	return true;
}
