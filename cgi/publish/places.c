#include "places.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"

enum { FIRST_SLOTS = 1 << 12, REDIRECTS = 8 };

void
places_init(struct places *places)
{
	*places = (struct places){.arena = arena_new(), .slots = FIRST_SLOTS};
	places->table = calloc(places->slots, sizeof(*places->table));
}

void
places_fini(struct places *places)
{
	free(places->v);
	free(places->table);
	arena_free(places->arena);
	*places = (struct places){0};
}

/* Where in the table it is, or would be. */
static struct publish_place **
slot_of(const struct places *places, const char *target)
{
	size_t i = hash_for_table(target, strlen(target));

	for (;; i++) {
		struct publish_place **slot = &places->table[i & (places->slots - 1)];

		if (*slot == NULL || strcmp((*slot)->target, target) == 0)
			return slot;
	}
}

struct publish_place *
places_find(const struct places *places, const char *target)
{
	return *slot_of(places, target);
}

/* Twice as large, so that half of it stays empty. */
static void
widen(struct places *places)
{
	free(places->table);
	places->slots *= 2;
	places->table = calloc(places->slots, sizeof(*places->table));
	for (size_t i = 0; i < places->count; i++)
		*slot_of(places, places->v[i]->target) = places->v[i];
}

static void
append(struct places *places, struct publish_place *place)
{
	if (places->count == places->cap) {
		places->cap = places->cap > 0 ? 2 * places->cap : FIRST_SLOTS / 2;
		places->v = realloc(places->v, places->cap * sizeof(*places->v));
	}
	if (2 * (places->count + 1) > places->slots)
		widen(places);
	*slot_of(places, place->target) = place;
	place->number = (unsigned)places->count;
	places->v[places->count++] = place;
}

void
places_add(struct places *places, const char *target, bool linked, bool walked)
{
	struct publish_place *place = places_find(places, target);

	if (place == NULL && places->count < PLACES_LIMIT) {
		place = ARENA_NEW(places->arena, struct publish_place);
		place->target = arena_strdup(places->arena, target);
		append(places, place);
	}
	if (place == NULL)
		return;
	place->linked |= linked;
	place->walked |= walked;
}

const struct publish_place *
places_settle(const struct places *places, const char *target)
{
	const struct publish_place *place = places_find(places, target);

	for (int i = 0; i < REDIRECTS && place != NULL && place->location != NULL; i++)
		place = places_find(places, place->location);
	return place != NULL && place->file != NULL ? place : NULL;
}
