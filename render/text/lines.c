/* The least cost over all ways to break, found from the start of the text to its end: the cost of a
 * way is the sum of its lines', so the best way to some place does not depend on what follows. */
#include "lines.h"

#include <stdlib.h>

static const int64_t cost_line = 1000000000;       /* fewer lines first */
static const int64_t cost_alone = 5000000000;      /* a line of one character */
static const int64_t cost_within = 10000000000000; /* a word is broken */
static const int64_t cost_wide = 1000000000000000; /* a line is too wide, */
static const int64_t cost_excess = 10000000000;    /* and by how many hundredths of the width */
static const int64_t cost_word = 300000;    /* a phrase is broken; an empty line costs 1,000,000 */
static const int64_t cost_bracket = 200000; /* for each pair that is broken */

/* The text up to a place, broken in the best way. */
struct way {
	int64_t cost;
	size_t at;   /* a character */
	size_t from; /* the way before the last line */
};

struct lines_text {
	const struct break_char *chars;
	int64_t *sums; /* of the advances before each character */
	size_t count;
	int width;
};

static struct line_range
trim(const struct lines_text *text, size_t start, size_t end)
{
	while (end > start && text->chars[end - 1].c == ' ')
		end--;
	while (start < end && text->chars[start].c == ' ')
		start++;
	return (struct line_range){start, end};
}

static int64_t
line_width(const struct lines_text *text, size_t start, size_t end)
{
	struct line_range range = trim(text, start, end);

	if (range.start == range.end)
		return 0;
	return text->sums[range.end] - text->sums[range.start] + text->chars[range.end - 1].tail;
}

/* Whether the line shows but one letter, with or without a stop behind it. */
static bool
is_alone(const struct lines_text *text, size_t start, size_t end)
{
	size_t letters = 0;

	for (size_t i = start; i < end && letters < 2; i++)
		letters += break_script(text->chars[i].c) != SCRIPT_OTHER && text->chars[i].cluster;
	return letters < 2;
}

static int64_t
end_cost(const struct lines_text *text, size_t end)
{
	const struct break_char *next = &text->chars[end];

	if (end == text->count)
		return 0;
	return (next->rating == BREAK_WITHIN        ? cost_within
		       : next->rating == BREAK_WORD ? cost_word
						    : 0) +
	       next->depth * cost_bracket;
}

static int64_t
cost(const struct lines_text *text, size_t start, size_t end)
{
	int64_t w = line_width(text, start, end),
		slack = (text->width - w) * 1000 / text->width; /* thousandths */
	int64_t sum = cost_line + end_cost(text, end);

	if (is_alone(text, start, end))
		sum += cost_alone;
	return w > text->width ? sum + cost_wide - slack / 10 * cost_excess : sum + slack * slack;
}

/* The best last line of a way to end; ways[0..n) are those to earlier places. */
static struct way
best_way(const struct lines_text *text, const struct way *ways, size_t n, size_t end)
{
	struct way best = {.cost = INT64_MAX, .at = end};

	for (size_t i = n; i > 0; i--) {
		int64_t sum = ways[i - 1].cost + cost(text, ways[i - 1].at, end);

		if (sum < best.cost) {
			best.cost = sum;
			best.from = i - 1;
		}
		if (line_width(text, ways[i - 1].at, end) > text->width)
			break;
	}
	return best;
}

static int64_t *
sums(const struct break_char *chars, size_t count)
{
	int64_t *out = calloc(count + 1, sizeof(*out));

	for (size_t i = 0; i < count; i++)
		out[i + 1] = out[i] + chars[i].advance;
	return out;
}

size_t
lines_choose(const struct break_char *chars, size_t count, int width, struct line_range *out)
{
	struct lines_text text = {chars, sums(chars, count), count, width};
	struct way *ways = calloc(count + 1, sizeof(*ways));
	size_t n = 1, lines = 0, line;

	for (size_t i = 1; i <= count; i++)
		if (i == count || chars[i].rating > BREAK_NEVER) {
			ways[n] = best_way(&text, ways, n, i);
			n++;
		}
	for (size_t way = n - 1; way > 0; way = ways[way].from)
		lines++;
	line = lines;
	for (size_t way = n - 1; way > 0; way = ways[way].from)
		out[--line] = trim(&text, ways[ways[way].from].at, ways[way].at);
	free(ways);
	free(text.sums);
	return lines;
}

int
lines_need(const struct break_char *chars, size_t count, enum break_rating least)
{
	struct lines_text text = {chars, sums(chars, count), count, 0};
	int64_t need = 0;
	size_t start = 0;

	for (size_t i = 1; i <= count; i++) {
		if (i < count && chars[i].rating < least)
			continue;
		if (line_width(&text, start, i) > need)
			need = line_width(&text, start, i);
		start = i;
	}
	free(text.sums);
	return (int)need;
}
