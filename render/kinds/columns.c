#include "columns.h"

enum {
	/* Of what the words need at their full size. With letters of 10 px instead of 14 and frames
	 * as they are, a table still fits; it is better than lists, though its letters be smaller.
	 */
	LEAST_PERCENT = 82,
};

static void
place(struct columns *columns)
{
	int x = columns->label_w;

	for (size_t i = 0; i < columns->count; i++) {
		columns->x[i] = x + columns->gap;
		x = columns->x[i] + columns->w[i];
	}
}

/* Pixels that the division leaves over are the label's. */
static void
make_equal(struct columns *columns, int label_w)
{
	int n = (int)columns->count, w = (columns->total - label_w) / n - columns->gap;

	for (size_t i = 0; i < columns->count; i++)
		columns->w[i] = w;
	columns->label_w = columns->total - n * (w + columns->gap);
	place(columns);
}

void
columns_init(
	struct columns *columns, struct arena *arena, size_t count, int total, int gap, int label_w)
{
	*columns = (struct columns){.count = count, .gap = gap, .total = total};
	columns->x = arena_array(arena, count, sizeof(*columns->x));
	columns->w = arena_array(arena, count, sizeof(*columns->w));
	make_equal(columns, label_w);
}

static int
sum(const int *v, size_t count)
{
	int out = 0;

	for (size_t i = 0; i < count; i++)
		out += v[i];
	return out;
}

static int
greatest(const int *v, size_t count)
{
	int out = 0;

	for (size_t i = 0; i < count; i++)
		out = v[i] > out ? v[i] : out;
	return out;
}

static int
room(const struct columns *columns)
{
	return columns->total - (int)columns->count * columns->gap;
}

int
columns_percent(const struct columns *columns, int label_need, const int *needs)
{
	return room(columns) * 100 / (label_need + sum(needs, columns->count));
}

bool
columns_have_room(const struct columns *columns, int label_need, const int *needs)
{
	return columns_percent(columns, label_need, needs) >= LEAST_PERCENT;
}

/* What is to spare goes to all columns alike; what is lacking comes from each by its size. */
static void
make_needed(struct columns *columns, int label_need, const int *needs)
{
	int n = (int)columns->count, all = sum(needs, columns->count),
	    spare = room(columns) - label_need - all;

	columns->label_w = room(columns);
	for (size_t i = 0; i < columns->count; i++) {
		columns->w[i] = spare >= 0 ? needs[i] + spare / n
					   : needs[i] - (-spare * needs[i] + all - 1) / all;
		columns->label_w -= columns->w[i];
	}
	place(columns);
}

void
columns_share(struct columns *columns, int label_need, const int *needs)
{
	int n = (int)columns->count, most = greatest(needs, columns->count);
	int label_w = columns->total - n * (most + columns->gap);

	if (most <= columns->w[0] && label_need <= columns->label_w)
		return;
	if (label_w >= label_need)
		make_equal(columns, label_w < columns->label_w ? label_w : label_need);
	else
		make_needed(columns, label_need, needs);
}

int
columns_span(const struct columns *columns, size_t first, size_t count)
{
	size_t last = first + count - 1;

	return columns->x[last] + columns->w[last] - columns->x[first];
}
