#include "store.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

/* An index in an arena of its own. What is used is not let go. */
struct kept {
	struct search_store *store;
	struct arena *arena;
	const struct matrix *matrix;
	const struct search_index *index;
	size_t uses;
	struct kept *next; /* asked for before it */
};

struct search_store {
	const struct model *model;
	struct kept *last;    /* that was asked for */
	pthread_mutex_t lock; /* held while an index is made */
	atomic_size_t bytes;  /* of all indexes */
};

struct search_store *
search_store_new(const struct model *model)
{
	struct search_store *store = calloc(1, sizeof(*store));

	store->model = model;
	pthread_mutex_init(&store->lock, NULL);
	return store;
}

static void
let_go(struct kept **place)
{
	struct kept *kept = *place;

	*place = kept->next;
	atomic_fetch_sub(&kept->store->bytes, arena_bytes(kept->arena));
	arena_free(kept->arena);
	free(kept);
}

void
search_store_free(struct search_store *store)
{
	if (store == NULL)
		return;
	while (store->last != NULL)
		let_go(&store->last);
	pthread_mutex_destroy(&store->lock);
	free(store);
}

/* Of those that are not used, and that too many were asked for after. */
static void
let_old_go(struct search_store *store)
{
	size_t n = 0;

	for (struct kept **place = &store->last; *place != NULL;)
		if (++n > SEARCH_STORE_KEPT && (*place)->uses == 0)
			let_go(place);
		else
			place = &(*place)->next;
}

/* Takes it out of the list, or makes it. */
static struct kept *
take(struct search_store *store, const struct matrix *matrix, const char *lang)
{
	struct kept *kept;

	for (struct kept **place = &store->last; (kept = *place) != NULL; place = &kept->next)
		if (kept->matrix == matrix && strcmp(kept->index->lang, lang) == 0) {
			*place = kept->next;
			return kept;
		}
	kept = calloc(1, sizeof(*kept));
	*kept = (struct kept){.store = store, .arena = arena_new(), .matrix = matrix};
	kept->index = search_index_make(kept->arena, store->model, matrix, lang);
	atomic_fetch_add(&store->bytes, arena_bytes(kept->arena));
	return kept;
}

static void
end_use(void *data)
{
	struct kept *kept = data;
	struct search_store *store = kept->store;

	pthread_mutex_lock(&store->lock);
	kept->uses--;
	let_old_go(store);
	pthread_mutex_unlock(&store->lock);
}

const struct search_index *
search_store_get(struct search_store *store, struct arena *arena, const struct matrix *matrix,
	const char *lang)
{
	struct kept *kept;

	if (matrix->for_plan != NULL || matrix->for_option != NULL)
		return search_index_make(arena, store->model, matrix, lang);
	pthread_mutex_lock(&store->lock);
	kept = take(store, matrix, lang);
	kept->uses++;
	kept->next = store->last;
	store->last = kept;
	let_old_go(store);
	pthread_mutex_unlock(&store->lock);
	arena_at_end(arena, end_use, kept);
	return kept->index;
}

size_t
search_store_bytes(const struct search_store *store)
{
	return atomic_load(&store->bytes);
}
