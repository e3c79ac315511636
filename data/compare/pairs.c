#include "pairs.h"

#include <string.h>

#include "base/index.h"

bool
same_key(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static const void *
item(const struct diff_list *list, size_t i)
{
	return (const char *)list->v + i * list->size;
}

/* One round: what is free on both sides and fits is one. */
static void
pair_round(struct pairs *pairs, const struct diff_list *before, const struct diff_list *after,
	pair_fits_fn *fits)
{
	for (size_t j = 0; j < after->count; j++)
		for (size_t i = 0; i < before->count && pairs->mate[j] == NULL; i++)
			if (!pairs->taken[i] && fits(item(before, i), item(after, j))) {
				pairs->taken[i] = true;
				pairs->mate[j] = item(before, i);
			}
}

struct pairs
pair_lists(struct arena *arena, struct diff_list before, struct diff_list after,
	const struct pair_round *rounds, size_t round_count)
{
	struct pairs pairs = {arena_array(arena, after.count + 1, sizeof(*pairs.mate)),
		arena_array(arena, before.count + 1, sizeof(*pairs.taken))};

	for (size_t r = 0; r < round_count && before.count * after.count <= rounds[r].limit; r++)
		pair_round(&pairs, &before, &after, rounds[r].fits);
	return pairs;
}

/* -- by key ---------------------------------------------------------------------------- */

static const void *
find(const struct index *index, const struct diff_list *list, const void *other)
{
	size_t at;

	return index_find(index, list->v, list->size, *(const char *const *)other, &at)
		       ? item(list, at)
		       : NULL;
}

void
pair_keyed(struct arena *arena, struct diff_list before, struct diff_list after,
	pair_visit_fn *visit, void *data)
{
	struct index old = index_make(arena, before.v, before.size, before.count);
	struct index new = index_make(arena, after.v, after.size, after.count);

	for (size_t i = 0; i < after.count; i++)
		visit(find(&old, &before, item(&after, i)), item(&after, i), data);
	for (size_t i = 0; i < before.count; i++)
		if (find(&new, &after, item(&before, i)) == NULL)
			visit(item(&before, i), NULL, data);
}
