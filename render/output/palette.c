/* One pass over the colours, the most frequent first: each is either kept or goes to the nearest
 * one kept so far. That no two kept ones are alike gives room to the rarer ones at the other end of
 * an edge; by frequency alone, the many shades of body text would take all of it. */
#include "palette.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum {
	COLOURS_MAX = 60000, /* beyond these, colours lose their lower bits */
	TABLE_SIZE = 1 << 17,
	LIKENESS = 12, /* nearer than this one colour does for both */
};

struct colours {
	uint32_t v[UINT16_MAX];
	uint32_t uses[UINT16_MAX];
	size_t count, flat;         /* the first ones are flat */
	uint16_t table[TABLE_SIZE]; /* number + 1; 0: free */
};

struct colours *
colours_new(void)
{
	return calloc(1, sizeof(struct colours));
}

void
colours_free(struct colours *colours)
{
	free(colours);
}

void
colours_clear(struct colours *colours)
{
	colours->count = colours->flat = 0;
	memset(colours->table, 0, sizeof(colours->table));
}

/* -- numbers -------------------------------------------------------------------- */

static uint16_t *
slot_of(struct colours *colours, uint32_t colour)
{
	uint32_t at = colour * 2654435761U >> 15;

	while (colours->table[at % TABLE_SIZE] != 0 &&
		colours->v[colours->table[at % TABLE_SIZE] - 1] != colour)
		at++;
	return &colours->table[at % TABLE_SIZE];
}

static uint16_t
number_of(struct colours *colours, uint32_t colour)
{
	uint16_t *slot = slot_of(colours, colour);

	if (*slot == 0 && colours->count >= COLOURS_MAX)
		slot = slot_of(colours, colour & 0xe0e0e0e0U); /* 4096 of them have room */
	if (*slot == 0) {
		colours->v[colours->count] =
			colours->count >= COLOURS_MAX ? colour & 0xe0e0e0e0U : colour;
		colours->uses[colours->count] = 0;
		*slot = (uint16_t)++colours->count;
	}
	return (uint16_t)(*slot - 1);
}

void
colours_add_flat(struct colours *colours, uint32_t colour)
{
	number_of(colours, colour);
	colours->flat = colours->count;
}

void
colours_number(struct colours *colours, const uint32_t *pixels, size_t count, uint16_t *numbers)
{
	size_t start = 0;

	while (start < count) {
		uint16_t number = number_of(colours, pixels[start]);
		size_t end = start;

		while (end < count && pixels[end] == pixels[start])
			numbers[end++] = number;
		colours->uses[number] += (uint32_t)(end - start);
		start = end;
	}
}

/* -- choice --------------------------------------------------------------------- */

/* Squared; or anything that is not below enough. */
static int
distance(uint32_t a, uint32_t b, int enough)
{
	int sum = 0;

	for (int shift = 0; shift <= 24 && sum < enough; shift += 8) {
		int d = (int)(a >> shift & 255) - (int)(b >> shift & 255);

		sum += d * d;
	}
	return sum;
}

static size_t
nearest(const struct palette_choice *choice, uint32_t colour, int *how_far)
{
	size_t best = 0;

	*how_far = INT_MAX;
	for (size_t i = 0; i<choice->count && * how_far> 0; i++) {
		int d = distance(choice->kept[i], colour, *how_far);

		if (d >= *how_far)
			continue;
		*how_far = d;
		best = i;
	}
	return best;
}

static void
keep(struct palette_choice *choice, size_t number, uint32_t colour)
{
	choice->of[number] = (uint8_t)choice->count;
	choice->kept[choice->count++] = colour;
}

/* Uses above, the number below, so that whole numbers sort. */
static int
more_used_first(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x < y) - (x > y);
}

static uint64_t *
by_use(const struct colours *colours)
{
	uint64_t *order = calloc(colours->count + 1, sizeof(*order));

	for (size_t i = colours->flat; i < colours->count; i++)
		order[i - colours->flat] = (uint64_t)colours->uses[i] << 16 | (UINT16_MAX - i);
	qsort(order, colours->count - colours->flat, sizeof(*order), more_used_first);
	return order;
}

void
palette_choose(const struct colours *colours, struct palette_choice *choice)
{
	uint64_t *order = by_use(colours);

	choice->count = 0;
	choice->of = calloc(colours->count + 1, sizeof(*choice->of));
	for (size_t i = 0; i < colours->flat; i++)
		keep(choice, i, colours->v[i]);
	for (size_t i = 0; i < colours->count - colours->flat; i++) {
		size_t number = UINT16_MAX - (size_t)(order[i] & UINT16_MAX);
		int how_far;
		size_t near = nearest(choice, colours->v[number], &how_far);

		if (how_far > LIKENESS * LIKENESS && choice->count < PALETTE_MAX)
			keep(choice, number, colours->v[number]);
		else
			choice->of[number] = (uint8_t)near;
	}
	free(order);
}

void
palette_choice_fini(struct palette_choice *choice)
{
	free(choice->of);
	choice->of = NULL;
}
