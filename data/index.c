#include "index.h"

#include <stdlib.h>
#include <string.h>

static int
entry_order(const void *a, const void *b)
{
	const struct index_entry *x = a, *y = b;
	int by_key = strcmp(x->key, y->key);

	return by_key != 0 ? by_key : (x->at > y->at) - (x->at < y->at);
}

struct index
index_make(struct arena *arena, const char *const *keys, size_t count)
{
	struct index_entry *v = arena_array(arena, count, sizeof(*v));

	for (size_t i = 0; i < count; i++)
		v[i] = (struct index_entry){keys[i], i};
	if (count > 0)
		qsort(v, count, sizeof(*v), entry_order);
	return (struct index){v, count};
}

bool
index_find(const struct index *index, const char *key, size_t *at)
{
	size_t low = 0, high = index->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(index->v[middle].key, key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == index->n || strcmp(index->v[low].key, key) != 0)
		return false;
	*at = index->v[low].at;
	return true;
}
