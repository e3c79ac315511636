/* All points are whole numbers, so that static/search.js comes to the same ones. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "query.h"

enum {
	TITLE_LEAST = 90, /* points of a title that has more words than those looked for; */
	TITLE_MORE = 40,  /* those looked for are so much of it; */
	TITLE_WHOLE = 40, /* and it has no others, beside */
	ABOUT = 300,      /* of a clause whose subject is looked for */
	NUMBER_OWN = 3000,
	NUMBER_COUNTERPART = 2000,
	TOGETHER = 1500, /* of a passage that has several units, for each further one */
};

static const int field_points[SEARCH_FIELD__COUNT] = {
	[SEARCH_TITLE] = TITLE_LEAST,
	[SEARCH_STATEMENT] = 50,
	[SEARCH_VALUE] = 30,
	[SEARCH_PART] = 20,
	[SEARCH_COUNTERPART] = 15,
	[SEARCH_NOTE] = 10,
};
/* In tenths. */
static const int kind_points[SEARCH_KIND__COUNT] = {
	[SEARCH_CONTROL] = 10,
	[SEARCH_ROW] = 10,
	[SEARCH_PARTY] = 10,
	[SEARCH_QUESTION] = 11,
	[SEARCH_TERM] = 6,
	[SEARCH_REFERENCE] = 8,
	[SEARCH_CONTACT] = 10,
	[SEARCH_SECTION] = 4,
	[SEARCH_SCOPE] = 8,
	[SEARCH_CERTIFICATION] = 3,
	[SEARCH_NOTES] = 6,
	[SEARCH_CLAUSE] = 10,
};

/* -- phrases in passages ---------------------------------------------------------------- */

/* A phrase that stands for a unit, and which words can begin it. */
struct sought {
	const struct search_phrase *phrase;
	int points;
	unsigned unit;
	bool *begins; /* by word */
};

struct finder {
	struct arena *arena;
	const struct search_index *index;
	struct search_units *units;
	struct sought *v;
	size_t count, cap;
	int *points;           /* of each item and unit */
	int rarity[UNITS_MAX]; /* by unit */
	bool said[UNITS_MAX];  /* by unit: the document has words for it */
	struct search_hit *hits;
	size_t hit_count;
};

static bool *
begins_with(struct arena *arena, const struct search_lexicon *words, uint32_t word)
{
	bool *begins = arena_array(arena, words->count, sizeof(*begins));
	const char *form = words->v[word].form;

	for (size_t i = 0; (words->v[word].flags & WORD_WHOLE) != 0 && i < words->count; i++) {
		size_t len = strlen(words->v[i].form);

		begins[i] = len > 0 && strncmp(form, words->v[i].form, len) == 0;
	}
	begins[word] = true;
	return begins;
}

static void
seek(struct finder *f, const struct search_phrase *phrase, int points, unsigned unit)
{
	if (phrase->count == 0)
		return;
	f->v = arena_grow(f->arena, f->v, f->count, &f->cap, sizeof(*f->v));
	f->v[f->count++] = (struct sought){
		phrase, points, unit, begins_with(f->arena, f->index->words, phrase->words[0])};
}

/* The phrases that stand for the unit: its own words, those of its groups, and what is near. */
static void
seek_unit(struct finder *f, unsigned at)
{
	const struct search_unit *unit = &f->units->v[at];

	seek(f, &unit->own, POINTS_OWN, at);
	for (size_t i = 0; i < unit->group_count; i++) {
		const struct search_group *group = &f->index->groups[unit->groups[i]];
		size_t count = unit->near ? group->phrase_count : group->words.count;

		for (size_t j = 0; j < count; j++)
			seek(f, &group->phrases[j],
				j < group->words.count ? POINTS_LISTED : POINTS_NEAR, at);
	}
}

static void
seek_all(struct finder *f)
{
	f->v = NULL;
	f->count = f->cap = 0;
	for (unsigned i = 0; i < f->units->count; i++)
		if (!f->units->v[i].number)
			seek_unit(f, i);
}

/* What a title has beside, where so many of its words are those looked for. */
static int
title_points(size_t n, size_t words)
{
	return (int)(TITLE_MORE * n / words) + (n == words ? TITLE_WHOLE : 0);
}

/* Points of each unit in the passage. */
static void
passage_points(const struct finder *f, const struct search_passage *p, int points[UNITS_MAX])
{
	memset(points, 0, UNITS_MAX * sizeof(*points));
	for (size_t i = 0; i < p->token_count; i++)
		for (size_t j = 0; j < f->count; j++) {
			const struct sought *s = &f->v[j];
			size_t n = s->begins[p->tokens[i].word]
					   ? lexicon_match(f->index->words, s->phrase, p, i)
					   : 0;
			int value = s->points * field_points[p->field];

			if (n > 0 && p->field == SEARCH_TITLE)
				value += s->points * title_points(n, p->token_count);
			if (n > 0 && value > points[s->unit])
				points[s->unit] = value;
		}
}

/* -- items ------------------------------------------------------------------------------------ */

/* Adds the points of each unit, and tells of units that the item itself has, not only a note on it.
 */
static void
add_passages(const struct finder *f, const struct search_item *item, int *sums, bool *said)
{
	int best[SEARCH_FIELD__COUNT][UNITS_MAX] = {0}, points[UNITS_MAX];

	for (size_t i = 0; i < item->passage_count; i++) {
		enum search_field field = item->passages[i].field;

		passage_points(f, &item->passages[i], points);
		for (size_t u = 0; u < f->units->count; u++)
			if (points[u] > best[field][u])
				best[field][u] = points[u];
	}
	for (size_t field = 0; field < SEARCH_FIELD__COUNT; field++)
		for (size_t u = 0; u < f->units->count; u++) {
			sums[u] += best[field][u];
			said[u] |= field != SEARCH_NOTE && best[field][u] > 0;
		}
}

static void
add_numbers(const struct finder *f, const struct search_item *item, int *sums)
{
	for (size_t u = 0; u < f->units->count; u++)
		for (size_t i = 0; i < f->units->v[u].number_count; i++)
			for (size_t j = 0; j < item->number_count; j++)
				if (f->units->v[u].numbers[i] == &item->numbers[j])
					sums[u] += j == 0 ? NUMBER_OWN : NUMBER_COUNTERPART;
}

static void
add_abouts(const struct finder *f, size_t at, int *sums)
{
	for (size_t u = 0; u < f->units->count; u++)
		for (size_t i = 0; i < f->units->v[u].group_count; i++) {
			const struct search_group *group =
				&f->index->groups[f->units->v[u].groups[i]];

			for (size_t j = 0; j < group->about_count; j++)
				if (group->abouts[j] == at)
					sums[u] += ABOUT;
		}
}

static int *
points_of(const struct finder *f, size_t item)
{
	return f->points + item * UNITS_MAX;
}

static void
count_points(struct finder *f)
{
	const struct search_index *index = f->index;

	seek_all(f);
	memset(f->points, 0, index->item_count * UNITS_MAX * sizeof(*f->points));
	for (size_t i = 0; i < index->item_count; i++) {
		bool said[UNITS_MAX] = {0};

		add_passages(f, &index->items[i], points_of(f, i), said);
		for (size_t u = 0; u < f->units->count; u++)
			f->said[u] |= index->items[i].kind != SEARCH_CLAUSE && said[u];
		add_numbers(f, &index->items[i], points_of(f, i));
		add_abouts(f, i, points_of(f, i));
	}
}

/* How many items have the unit: of what the document says, or of all. */
static int
count_having(const struct finder *f, size_t unit, bool clauses)
{
	int n = 0;

	for (size_t i = 0; i < f->index->item_count; i++)
		n += points_of(f, i)[unit] > 0 &&
		     (clauses || f->index->items[i].kind != SEARCH_CLAUSE);
	return n;
}

/* What the document has no words for is looked for in words that are near. */
static void
try_near(struct finder *f)
{
	bool any = false;

	for (size_t u = 0; u < f->units->count; u++) {
		struct search_unit *unit = &f->units->v[u];

		unit->near = unit->listed && !f->said[u];
		any |= unit->near;
	}
	if (any)
		count_points(f);
	for (size_t u = 0; u < f->units->count; u++)
		f->units->v[u].absent = count_having(f, u, false) == 0;
}

/* -- answers ----------------------------------------------------------------------------------- */

/* The rarer a unit, the more it counts: from 10 to 20. */
static void
weigh_units(struct finder *f)
{
	int all = (int)f->index->item_count;

	for (size_t u = 0; u < f->units->count; u++)
		f->rarity[u] = 10 + 10 * (all - count_having(f, u, true)) / (all > 0 ? all : 1);
}

/* A number says what is asked for, and a word of a thesaurus more than any count of others. */
static size_t
weight_of(const struct search_unit *unit)
{
	return unit->number ? (UNITS_MAX + 1) * (UNITS_MAX + 1) : unit->listed ? UNITS_MAX + 1 : 1;
}

/* Units that the document speaks of and that the item has, or all of them, by their weight. */
static size_t
weight_in(const struct finder *f, const int *points)
{
	size_t sum = 0;

	for (size_t u = 0; u < f->units->count; u++)
		if (!f->units->v[u].absent && (points == NULL || points[u] > 0))
			sum += weight_of(&f->units->v[u]);
	return sum;
}

/* How many of them the item has. */
static size_t
units_in(const struct finder *f, const int *points)
{
	size_t n = 0;

	for (size_t u = 0; u < f->units->count; u++)
		n += !f->units->v[u].absent && points[u] > 0;
	return n;
}

static const struct search_number *
number_via(const struct finder *f, const struct search_item *item)
{
	for (size_t u = 0; u < f->units->count; u++)
		for (size_t i = 0; i < f->units->v[u].number_count; i++)
			for (size_t j = 1; j < item->number_count; j++)
				if (f->units->v[u].numbers[i] == &item->numbers[j])
					return &item->numbers[j];
	return NULL;
}

/* Chooses the passage with most of the units in it, and the fact. Returns how many units stand in
 * one passage, the title among them. */
static size_t
choose_passages(const struct finder *f, struct search_hit *hit)
{
	size_t most = 0, best_units = 0, fact_units = 0;
	int best = 0, fact_best = 0, points[UNITS_MAX];

	for (size_t i = 0; i < hit->item->passage_count; i++) {
		const struct search_passage *p = &hit->item->passages[i];
		size_t n;
		int sum = 0;

		passage_points(f, p, points);
		n = units_in(f, points);
		for (size_t u = 0; u < f->units->count; u++)
			sum += points[u];
		most = n > most ? n : most;
		if (p->fact != NULL && (n > fact_units || (n == fact_units && sum > fact_best))) {
			hit->fact = p;
			fact_units = n;
			fact_best = sum;
		} else if (p->fact == NULL && i > 0 && p->field != SEARCH_COUNTERPART &&
			   (hit->passage == NULL || n > best_units ||
				   (n == best_units && sum > best))) {
			hit->passage = p;
			best_units = n;
			best = sum;
		}
	}
	return most;
}

static void
score(const struct finder *f, struct search_hit *hit, const int *points)
{
	size_t together = choose_passages(f, hit);

	hit->via = number_via(f, hit->item);
	for (size_t u = 0; u < f->units->count; u++)
		hit->score += points[u] * f->rarity[u];
	if (together > 1)
		hit->score += (int)(together - 1) * TOGETHER;
	hit->score = hit->score / 10 * kind_points[hit->item->kind];
}

/* Best first; what is alike stays in the order of the document. */
static int
hit_order(const void *a, const void *b)
{
	const struct search_hit *x = a, *y = b;
	bool x_clause = x->item->kind == SEARCH_CLAUSE, y_clause = y->item->kind == SEARCH_CLAUSE;

	if (x_clause != y_clause)
		return x_clause - y_clause;
	if (x->score != y->score)
		return (x->score < y->score) - (x->score > y->score);
	return (x->item > y->item) - (x->item < y->item);
}

static void
add_hit(struct finder *f, size_t at)
{
	struct search_hit *hit = &f->hits[f->hit_count++];

	*hit = (struct search_hit){.item = &f->index->items[at]};
	score(f, hit, points_of(f, at));
}

/* What the document says that has so much of the units. */
static void
find_hits(struct finder *f, size_t wanted)
{
	for (size_t i = 0; i < f->index->item_count; i++)
		if (f->index->items[i].kind != SEARCH_CLAUSE &&
			weight_in(f, points_of(f, i)) == wanted)
			add_hit(f, i);
}

/* The most of the units that one item has. */
static size_t
most_weight(const struct finder *f)
{
	size_t most = 0;

	for (size_t i = 0; i < f->index->item_count; i++) {
		size_t n = f->index->items[i].kind != SEARCH_CLAUSE ? weight_in(f, points_of(f, i))
								    : 0;

		most = n > most ? n : most;
	}
	return most;
}

/* Whether what the document says nothing of is what is asked for, so that the rest would be no
 * answer: a word of the field or a number, or all there is. */
static bool
is_decisive(const struct finder *f)
{
	for (size_t u = 0; u < f->units->count; u++)
		if (f->units->v[u].absent && (f->units->v[u].listed || f->units->v[u].number))
			return true;
	return weight_in(f, NULL) == 0;
}

static bool
has_needed(const struct finder *f, size_t item)
{
	bool any = false;

	for (size_t u = 0; u < f->units->count; u++) {
		if (f->units->v[u].needed && points_of(f, item)[u] == 0)
			return false;
		any |= f->units->v[u].needed;
	}
	return any;
}

/* The clauses that nothing is mapped to: those of all units or, where one decides, of it. */
static void
find_clauses(struct finder *f, bool decisive)
{
	for (size_t u = 0; u < f->units->count; u++) {
		struct search_unit *unit = &f->units->v[u];

		unit->needed = !decisive || (unit->absent && count_having(f, u, true) > 0);
	}
	for (size_t i = 0; i < f->index->item_count; i++)
		if (f->index->items[i].kind == SEARCH_CLAUSE && has_needed(f, i))
			add_hit(f, i);
}

/* The words that no line about a clause tells of. */
static void
list_missing(const struct finder *f, struct search_result *result)
{
	const char **missing = arena_array(f->arena, UNITS_MAX, sizeof(*missing));
	const char **near = arena_array(f->arena, UNITS_MAX, sizeof(*near));

	for (size_t u = 0; u < f->units->count; u++) {
		const struct search_unit *unit = &f->units->v[u];

		if (unit->absent && !(unit->needed && result->clause_count > 0))
			missing[result->missing_count++] = unit->shown;
		if (unit->near && !unit->absent && result->hit_count > 0)
			near[result->near_count++] = unit->shown;
	}
	result->missing = missing;
	result->near = near;
}

struct search_result
search_find(struct arena *arena, const struct search_index *index, const char *query)
{
	struct finder f = {.arena = arena, .index = index};
	struct search_result result = {.index = index};
	bool decisive;

	f.units = (struct search_units *)query_read(arena, index, query);
	f.points = arena_array(arena, index->item_count * UNITS_MAX, sizeof(*f.points));
	f.hits = arena_array(arena, index->item_count + 1, sizeof(*f.hits));
	result.units = f.units;
	if (f.units->count == 0)
		return result;
	count_points(&f);
	try_near(&f);
	weigh_units(&f);
	decisive = is_decisive(&f);
	if (!decisive) {
		size_t wanted = most_weight(&f);

		result.apart = wanted < weight_in(&f, NULL);
		find_hits(&f, wanted);
	}
	result.hit_count = f.hit_count;
	find_clauses(&f, decisive);
	result.clause_count = f.hit_count - result.hit_count;
	qsort(f.hits, f.hit_count, sizeof(*f.hits), hit_order);
	result.hits = f.hits;
	list_missing(&f, &result);
	return result;
}

bool
search_is_whole(const struct search_result *result)
{
	return result->units->count > 0 && result->missing_count == 0;
}

/* -- marks ---------------------------------------------------------------------------------------
 */

const struct search_span *
search_spans(struct arena *arena, const struct search_result *result,
	const struct search_passage *p, size_t *count)
{
	struct finder f = {.arena = arena,
		.index = result->index,
		.units = (struct search_units *)result->units};
	struct search_span *spans = arena_array(arena, p->token_count, sizeof(*spans));

	seek_all(&f);
	*count = 0;
	for (size_t i = 0; i < p->token_count;) {
		size_t longest = 0;

		for (size_t j = 0; j < f.count; j++) {
			size_t n =
				f.v[j].begins[p->tokens[i].word]
					? lexicon_match(result->index->words, f.v[j].phrase, p, i)
					: 0;

			longest = n > longest ? n : longest;
		}
		if (longest > 0)
			spans[(*count)++] = (struct search_span){p->tokens[i].start,
				p->tokens[i + longest - 1].start + p->tokens[i + longest - 1].len};
		i += longest > 0 ? longest : 1;
	}
	return spans;
}
