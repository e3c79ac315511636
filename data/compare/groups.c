/* Changes that say the same of several things. */
#include <stdlib.h>
#include <string.h>

#include "concern.h"
#include "differ.h"
#include "base/hash.h"

enum { GROUP_LEAST = 3 }; /* fewer are better told one by one */

static bool
same_text(const struct text *a, const struct text *b)
{
	if (a == NULL || b == NULL)
		return a == b;
	return a->language == b->language && strcmp(a->value, b->value) == 0;
}

static bool
same_part(const struct part *a, const struct part *b)
{
	if (a == NULL || b == NULL)
		return a == b;
	return strcmp(a->party->id, b->party->id) == 0 && a->does == b->does &&
	       differ_texts_equal(&a->text, &b->text);
}

static bool
same_parts(const struct parts *a, const struct parts *b)
{
	bool same = a == NULL || b == NULL ? a == b : a->count == b->count;

	for (size_t i = 0; same && a != NULL && i < a->count; i++)
		same = same_part(&a->v[i], &b->v[i]);
	return same;
}

static bool
same_fact(const struct fact *a, const struct fact *b)
{
	if (a == NULL || b == NULL)
		return a == b;
	return a->kind == b->kind && a->bound == b->bound && strcmp(a->value, b->value) == 0 &&
	       differ_texts_equal(&a->name, &b->name) &&
	       differ_texts_equal(&a->display, &b->display);
}

static bool
same_map(const struct counterpart *a, const struct counterpart *b)
{
	if (a == NULL || b == NULL)
		return a == b;
	return a->relation == b->relation && strcmp(a->clause, b->clause) == 0;
}

static bool
same_side(const struct change_side *a, const struct change_side *b)
{
	return same_text(a->text, b->text) && same_parts(a->parts, b->parts) &&
	       same_part(a->part, b->part) && same_fact(a->fact, b->fact) &&
	       same_map(a->map, b->map) && same_key(a->value, b->value);
}

static bool
change_equal(const struct change *a, const struct change *b)
{
	return a->aspect != ASPECT_WHOLE && a->verb == b->verb && a->thing == b->thing &&
	       a->aspect == b->aspect && same_key(a->detail, b->detail) &&
	       same_key(a->table, b->table) && same_side(&a->before, &b->before) &&
	       same_side(&a->after, &b->after);
}

/* -- finding them ------------------------------------------------------------------------------ */

static uint64_t
hash_side(uint64_t hash, const struct change_side *side)
{
	const char *const words[] = {side->text != NULL ? side->text->value : NULL, side->value,
		side->part != NULL ? side->part->party->id : NULL,
		side->fact != NULL ? side->fact->value : NULL,
		side->map != NULL ? side->map->clause : NULL};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (words[i] != NULL)
			hash = hash_string(hash, words[i]);
	return hash;
}

struct hashed {
	uint64_t hash;
	size_t at;
};

static int
hashed_order(const void *left, const void *right)
{
	const struct hashed *a = left, *b = right;

	if (a->hash != b->hash)
		return a->hash < b->hash ? -1 : 1;
	return a->at < b->at ? -1 : a->at > b->at;
}

static uint64_t
hash_change(const struct change *c)
{
	uint64_t hash = hash_string(HASH_START, c->detail != NULL ? c->detail : "");

	hash = hash_bytes(hash, &c->aspect, sizeof(c->aspect));
	return hash_side(hash_side(hash, &c->before), &c->after);
}

/* Those of one hash from begin to end: the first of each kind leads, where it has enough. */
static void
group_run(const struct diff *diff, const struct hashed *begin, const struct hashed *end,
	size_t *groups)
{
	for (const struct hashed *a = begin; a < end; a++) {
		size_t n = 0;

		for (const struct hashed *b = a; b < end && groups[a->at] == a->at; b++)
			n += change_equal(&diff->v[a->at], &diff->v[b->at]);
		for (const struct hashed *b = a + 1; b < end && n >= GROUP_LEAST; b++)
			if (change_equal(&diff->v[a->at], &diff->v[b->at]))
				groups[b->at] = a->at;
		if (n == (size_t)(end - begin))
			return;
	}
}

const size_t *
diff_groups(const struct diff *diff, struct arena *arena)
{
	size_t *groups = arena_array(arena, diff->count + 1, sizeof(*groups));
	struct hashed *hashed = arena_array(arena, diff->count + 1, sizeof(*hashed));

	for (size_t i = 0; i < diff->count; i++) {
		groups[i] = i;
		hashed[i] = (struct hashed){hash_change(&diff->v[i]), i};
	}
	qsort(hashed, diff->count, sizeof(*hashed), hashed_order);
	for (size_t i = 0, end; i < diff->count; i = end) {
		for (end = i + 1; end < diff->count && hashed[end].hash == hashed[i].hash;)
			end++;
		group_run(diff, &hashed[i], &hashed[end], groups);
	}
	return groups;
}
