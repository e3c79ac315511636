#include "store.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct kept {
	const struct matrix *matrix;
	const struct search_index *index;
	struct kept *next;
};

struct search_store {
	const struct model *model;
	struct arena *arena;
	struct kept *first;
	pthread_mutex_t lock; /* held while an index is made */
};

struct search_store *
search_store_new(const struct model *model)
{
	struct arena *arena = arena_new();
	struct search_store *store = ARENA_NEW(arena, struct search_store);

	store->model = model;
	store->arena = arena;
	pthread_mutex_init(&store->lock, NULL);
	return store;
}

void
search_store_free(struct search_store *store)
{
	if (store == NULL)
		return;
	pthread_mutex_destroy(&store->lock);
	arena_free(store->arena);
}

static const struct search_index *
find_kept(const struct search_store *store, const struct matrix *matrix, const char *lang)
{
	for (const struct kept *k = store->first; k != NULL; k = k->next)
		if (k->matrix == matrix && strcmp(k->index->lang, lang) == 0)
			return k->index;
	return NULL;
}

const struct search_index *
search_store_get(struct search_store *store, struct arena *arena, const struct matrix *matrix,
	const char *lang)
{
	const struct search_index *index;
	struct kept *kept;

	if (matrix->for_plan != NULL || matrix->for_option != NULL)
		return search_index_make(arena, store->model, matrix, lang);
	pthread_mutex_lock(&store->lock);
	index = find_kept(store, matrix, lang);
	if (index == NULL) {
		index = search_index_make(store->arena, store->model, matrix, lang);
		kept = ARENA_NEW(store->arena, struct kept);
		*kept = (struct kept){matrix, index, store->first};
		store->first = kept;
	}
	pthread_mutex_unlock(&store->lock);
	return index;
}
