/* A chunk of a script without spaces is first taken apart into words that the index or a thesaurus
 * has, the longest first; then each place of the query is the number of a clause, or the longest
 * word of a thesaurus, or a word. */
#include "query.h"

#include <stdint.h>
#include <string.h>

#include "base/utf8.h"

enum { WORDS_MAX = 2 * SEARCH_CHUNKS_MAX, WORD_LENGTH_MAX = 24 };

/* A word of the query. */
struct asked {
	const char *form;
	const char *shown; /* as it was written, as far as folding has left it */
	size_t start, end; /* bytes of the query */
	enum chunk_kind kind;
	bool dotted;
	bool known; /* the index has the form, and word is its place */
	uint32_t word;
	bool taken; /* a number has taken it in */
};

struct reader {
	struct arena *arena;
	const struct search_index *index;
	const char *query;
	struct asked v[WORDS_MAX];
	size_t count;
	bool all; /* words that ask and name nothing count too: there are no others */
	struct search_units *units;
};

/* -- words ------------------------------------------------------------------------------- */

static void
add_word(struct reader *r, const struct chunk *chunk, const char *form, const char *shown)
{
	struct asked *asked = &r->v[r->count];

	if (r->count == WORDS_MAX)
		return;
	*asked = (struct asked){.form = form,
		.shown = shown,
		.start = chunk->start,
		.end = chunk->end,
		.kind = chunk->kind,
		.dotted = chunk->dotted};
	asked->known = lexicon_find(r->index->words, form, &asked->word);
	r->count++;
}

static size_t
skip_characters(const char *s, size_t count)
{
	size_t at = 0;

	for (size_t n; count > 0 && s[at] != '\0'; at += n, count--)
		utf8_next(s + at, &n);
	return at;
}

/* Bytes of the longest word that s begins with; 0: no known word. Its form comes back in *form. */
static size_t
longest_word(struct reader *r, const char *s, const char **form)
{
	for (size_t length = WORD_LENGTH_MAX; length > 0; length--) {
		size_t bytes = skip_characters(s, length);
		uint32_t word;

		if (skip_characters(s, length - 1) == bytes)
			continue; /* s is shorter */
		*form = fold_form(r->arena, arena_strndup(r->arena, s, bytes));
		if (lexicon_find(r->index->words, *form, &word) &&
			(r->index->words->v[word].flags &
				(WORD_SAID | WORD_LISTED | WORD_IGNORED | WORD_NOTED)) != 0)
			return bytes;
	}
	return 0;
}

static bool
is_ignored(const struct reader *r, const char *form)
{
	uint32_t word;

	return lexicon_find(r->index->words, form, &word) &&
	       (r->index->words->v[word].flags & WORD_IGNORED) != 0;
}

/* Whether the word, which s begins with, ends a stretch that has begun there or not: it names
 * nothing. A single character does so behind a word or alone, lest 中国 is 国. */
static bool
ends_stretch(const struct reader *r, const char *s, size_t bytes, const char *form, bool begun)
{
	const char *rest = s + bytes;

	if (r->all || !is_ignored(r, form))
		return false;
	return begun || bytes > skip_characters(s, 1) || *rest == '\0' || fold_is_hiragana(rest);
}

/* A stretch of s, up to what only joins words: one unknown word if a part of it is unknown, since
 * the rest would say something else. Returns its bytes. */
static size_t
take_stretch(struct reader *r, const struct chunk *chunk, const char *s)
{
	size_t first = r->count, at = 0, bytes;
	bool unknown = false;
	const char *form;

	while (s[at] != '\0') {
		bytes = longest_word(r, s + at, &form);
		if (bytes == 0 ? fold_is_hiragana(s + at)
			       : ends_stretch(r, s + at, bytes, form, at > 0 && !unknown))
			break;
		if (!r->all && bytes > 0 && is_ignored(r, form))
			bytes = 0;
		unknown |= bytes == 0;
		if (bytes > 0)
			add_word(r, chunk, form, arena_strndup(r->arena, s + at, bytes));
		at += bytes > 0 ? bytes : skip_characters(s + at, 1);
	}
	if (unknown) {
		const char *whole = arena_strndup(r->arena, s, at);

		r->count = first;
		add_word(r, chunk, fold_form(r->arena, whole), whole);
	}
	return at;
}

static void
take_apart(struct reader *r, const struct chunk *chunk)
{
	const char *s = chunk->plain, *form;

	while (*s != '\0') {
		size_t bytes = take_stretch(r, chunk, s);

		if (bytes == 0) {
			bytes = longest_word(r, s, &form);
			if (bytes == 0)
				bytes = skip_characters(s, 1);
		}
		s += bytes;
	}
}

static void
read_words(struct reader *r)
{
	struct chunks chunks = fold_chunks(r->arena, r->query, SEARCH_CHUNKS_MAX);

	for (size_t i = 0; i < chunks.count; i++)
		if (chunks.v[i].kind == CHUNK_WHOLE)
			take_apart(r, &chunks.v[i]);
		else
			add_word(r, &chunks.v[i], chunks.v[i].form, chunks.v[i].plain);
}

/* -- numbers of clauses ------------------------------------------------------------------- */

/* How a number fits a run of words: the same; the end of it, for "CLD." left out; the beginning,
 * for what is below. */
enum query_fit { FIT_NONE, FIT_BELOW, FIT_END, FIT_SAME };

static bool
same_words(const struct asked *asked, const struct chunk *chunks, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(asked[i].form, chunks[i].form) != 0)
			return false;
	return true;
}

/* "9.5.1" for "CLD.9.5.1", but not "1.2" for "12.1.2". */
static bool
is_end(const struct asked *asked, size_t count, const struct chunks *number)
{
	size_t before = number->count - count;

	for (size_t i = 0; i < before; i++)
		if (number->v[i].kind == CHUNK_DIGITS)
			return false;
	return same_words(asked, number->v + before, count);
}

static enum query_fit
number_fit(const struct asked *asked, size_t count, const struct chunks *number)
{
	if (number->count < count || count == 0)
		return FIT_NONE;
	if (same_words(asked, number->v, count))
		return number->count == count ? FIT_SAME : FIT_BELOW;
	return is_end(asked, count, number) ? FIT_END : FIT_NONE;
}

static bool
is_standard(const struct asked *asked)
{
	return asked->kind == CHUNK_DIGITS && strlen(asked->form) >= 4;
}

static bool
name_has(const struct chunks *name, const char *form)
{
	for (size_t i = 0; i < name->count; i++)
		if (strcmp(name->v[i].form, form) == 0)
			return true;
	return false;
}

/* Whether all numbers of standards before the word are in the name: "27001", "2013". */
static bool
name_fits(struct reader *r, const char *name, size_t end)
{
	struct chunks chunks = fold_chunks(r->arena, name, SEARCH_CHUNKS_MAX);

	for (size_t i = 0; i < end; i++)
		if (is_standard(&r->v[i]) && !name_has(&chunks, r->v[i].form))
			return false;
	return true;
}

/* Whether the standard that the words before end name is that framework, or one of its numbers:
 * "27001 8.15". */
static bool
framework_fits(struct reader *r, const struct framework *framework, size_t end)
{
	const char *names = framework->numbers_of;
	bool fits = name_fits(r, framework->short_name, end);

	while (!fits && names != NULL) {
		size_t len = strcspn(names, ";");

		fits = name_fits(r, arena_strndup(r->arena, names, len), end);
		names = names[len] == ';' ? names + len + 1 : NULL;
	}
	return fits;
}

/* The numbers of the index that fit best; how well comes back. */
static enum query_fit
find_numbers(struct reader *r, size_t at, size_t count, struct search_unit *unit)
{
	const struct search_index *index = r->index;
	const struct search_number **found = NULL;
	enum query_fit best = FIT_BELOW;
	size_t cap = 0;

	unit->number_count = 0;
	for (size_t i = 0; i < index->item_count; i++)
		for (size_t j = 0; j < index->items[i].number_count; j++) {
			const struct search_number *number = &index->items[i].numbers[j];
			enum query_fit fit = number_fit(&r->v[at], count, &number->chunks);

			if (fit < best || !framework_fits(r, number->framework, at))
				continue;
			if (fit > best)
				unit->number_count = 0;
			best = fit;
			found = arena_grow(
				r->arena, found, unit->number_count, &cap, sizeof(*found));
			found[unit->number_count++] = number;
		}
	unit->numbers = found;
	return unit->number_count > 0 ? best : FIT_NONE;
}

/* Words that stand before a number and only say that it is one. */
static bool
announces(const struct reader *r, const struct asked *asked)
{
	static const char *const words[] = {"iso", "iec", "jis", "jisq", "q", "isoiec", "annex",
		"a", "claus", "control", "section", "no"};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(asked->form, words[i]) == 0)
			return true;
	return is_standard(asked) || is_ignored(r, asked->form);
}

/* What comes after UNITS_MAX is not looked for. */
static void
add_unit(struct reader *r, const struct search_unit *unit)
{
	if (r->units->count < UNITS_MAX)
		r->units->v[r->units->count++] = *unit;
}

static void
take_announcement(struct reader *r, size_t at)
{
	while (at > 0 && announces(r, &r->v[at - 1]))
		r->v[--at].taken = true;
}

/* Words of a number with full stops that begins at word at; 0: none does. */
static size_t
dotted_length(const struct reader *r, size_t at)
{
	size_t n = 1;

	if (r->v[at].kind != CHUNK_DIGITS)
		return 0;
	while (at + n < r->count && r->v[at + n].dotted && r->v[at + n].kind == CHUNK_DIGITS)
		n++;
	return n > 1 ? n : 0;
}

/* Whether all around the words only announces a number, so that one which nothing has is one all
 * the same. */
static bool
stands_alone(const struct reader *r, size_t at, size_t count)
{
	for (size_t i = 0; i < r->count; i++)
		if ((i < at || i >= at + count) && !announces(r, &r->v[i]))
			return false;
	return true;
}

/* A number with full stops at word at, with the letters before it if they belong to it. */
static bool
take_number(struct reader *r, size_t at)
{
	size_t count = dotted_length(r, at), from = at;
	struct search_unit found = {.number = true};

	if (count == 0)
		return false;
	if (at > 0 && r->v[at - 1].kind == CHUNK_LETTERS &&
		find_numbers(r, at - 1, count + 1, &found) != FIT_NONE)
		from = at - 1;
	else if (find_numbers(r, at, count, &found) == FIT_NONE && !stands_alone(r, at, count))
		return false;
	for (size_t i = from; i < at + count; i++)
		r->v[i].taken = true;
	take_announcement(r, from);
	for (from = at; from > 0 && r->v[from - 1].taken;)
		from--;
	found.shown = arena_strndup(
		r->arena, r->query + r->v[from].start, r->v[at + count - 1].end - r->v[from].start);
	add_unit(r, &found);
	return true;
}

/* The whole query as a number of another form: "AC-2(1)". */
static bool
take_whole_number(struct reader *r)
{
	struct search_unit found = {.number = true, .shown = r->query};
	bool digits = false;

	for (size_t i = 0; i < r->count; i++)
		digits |= r->v[i].kind == CHUNK_DIGITS;
	if (!digits || r->count < 2 || find_numbers(r, 0, r->count, &found) != FIT_SAME)
		return false;
	add_unit(r, &found);
	return true;
}

/* -- words of thesauri, and others ----------------------------------------------------------- */

/* How far a phrase fits: how many words it has, and how many words of the query it takes. */
struct phrase_fit {
	size_t words, taken;
};

static bool
phrase_at(const struct reader *r, const struct search_phrase *phrase, size_t at)
{
	if (phrase->count == 0 || at + phrase->count > r->count)
		return false;
	for (size_t i = 0; i < phrase->count; i++)
		if (!r->v[at + i].known || r->v[at + i].word != phrase->words[i] ||
			r->v[at + i].taken)
			return false;
	return true;
}

/* How a phrase may be spread over the query, with words between that name nothing: not at all, for
 * "log in" is not in "is in the log"; in its order, if a question word begins it ("where data":
 * where is our data?); in any, if all its words name something ("keys that the customer manages").
 */
enum spread { SPREAD_NONE, SPREAD_ORDERED, SPREAD_ANY };

static enum spread
phrase_spread(const struct reader *r, const struct search_phrase *phrase)
{
	enum spread spread = phrase->count > 1 ? SPREAD_ANY : SPREAD_NONE;

	for (size_t i = 0; i < phrase->count; i++) {
		unsigned flags = r->index->words->v[phrase->words[i]].flags;

		if ((flags & WORD_WHOLE) != 0)
			return SPREAD_NONE;
		if ((flags & WORD_IGNORED) != 0)
			spread = i == 0 || spread == SPREAD_ORDERED ? SPREAD_ORDERED : SPREAD_NONE;
		if (spread == SPREAD_NONE)
			return spread;
	}
	return spread;
}

/* Which word of the phrase the query has there, of those not seen yet; count: none. */
static size_t
next_word(const struct reader *r, const struct search_phrase *phrase, enum spread spread,
	uint64_t seen, size_t at)
{
	for (size_t i = 0; i < phrase->count; i++) {
		if ((seen >> i & 1) != 0)
			continue;
		if (r->v[at].known && r->v[at].word == phrase->words[i])
			return i;
		if (spread == SPREAD_ORDERED)
			break;
	}
	return phrase->count;
}

/* Words of the query from at on that the spread phrase takes; 0: it is not there. */
static size_t
spread_length(const struct reader *r, const struct search_phrase *phrase, size_t at)
{
	enum spread spread = phrase_spread(r, phrase);
	size_t found = 0, n = 0;
	uint64_t seen = 0;

	if (spread == SPREAD_NONE)
		return 0;
	for (; at + n < r->count && !r->v[at + n].taken && found < phrase->count; n++) {
		size_t i = next_word(r, phrase, spread, seen, at + n);

		if (i < phrase->count) {
			seen |= (uint64_t)1 << i;
			found++;
		} else if (n == 0 || !is_ignored(r, r->v[at + n].form)) {
			return 0;
		}
	}
	return found == phrase->count ? n : 0;
}

static struct phrase_fit
fit_phrase(const struct reader *r, const struct search_phrase *phrase, size_t at)
{
	size_t taken = phrase_at(r, phrase, at) ? phrase->count : spread_length(r, phrase, at);

	return (struct phrase_fit){taken > 0 ? phrase->count : 0, taken};
}

/* The longest word of a thesaurus at that place, the closest of those; none: 0. */
static struct phrase_fit
longest_fit(const struct reader *r, size_t at)
{
	struct phrase_fit best = {0, 0};

	for (size_t i = 0; i < r->index->group_count; i++)
		for (size_t j = 0; j < r->index->groups[i].words.count; j++) {
			struct phrase_fit fit = fit_phrase(r, &r->index->groups[i].phrases[j], at);

			if (fit.words > best.words ||
				(fit.words == best.words && fit.taken < best.taken))
				best = fit;
		}
	return best;
}

static bool
group_has(const struct reader *r, const struct search_group *group, size_t at,
	struct phrase_fit wanted)
{
	for (size_t j = 0; j < group->words.count; j++) {
		struct phrase_fit fit = fit_phrase(r, &group->phrases[j], at);

		if (fit.words == wanted.words && fit.taken == wanted.taken)
			return true;
	}
	return false;
}

/* The groups that have the word that fits. */
static void
set_groups(struct reader *r, struct search_unit *unit, size_t at, struct phrase_fit fit)
{
	size_t *groups = arena_array(r->arena, GROUPS_MAX, sizeof(*groups));

	for (size_t i = 0;
		fit.words > 0 && i < r->index->group_count && unit->group_count < GROUPS_MAX; i++)
		if (group_has(r, &r->index->groups[i], at, fit))
			groups[unit->group_count++] = i;
	unit->groups = groups;
	unit->listed = unit->group_count > 0;
}

/* The words from at on as the reader wrote them; those of a chunk without spaces have its bytes in
 * common, and are shown one by one. */
static const char *
shown_words(struct reader *r, size_t at, size_t length)
{
	const struct asked *first = &r->v[at], *last = &r->v[at + length - 1];

	if (length == 1 && first->kind == CHUNK_WHOLE)
		return first->shown;
	return arena_strndup(r->arena, r->query + first->start, last->end - first->start);
}

/* Whether the document itself has the word, or a thesaurus. */
static bool
is_said(const struct reader *r, size_t at)
{
	return r->v[at].known && (r->index->words->v[r->v[at].word].flags &
					 (WORD_SAID | WORD_LISTED | WORD_IGNORED)) != 0;
}

/* A word that no text has may be the beginning of numbers: "CLD", "9". */
static bool
take_beginning(struct reader *r, size_t at)
{
	struct search_unit found = {.number = true, .shown = r->v[at].shown};

	if (r->v[at].kind == CHUNK_WHOLE || is_said(r, at) ||
		find_numbers(r, at, 1, &found) != FIT_BELOW)
		return false;
	add_unit(r, &found);
	return true;
}

static size_t
take_words(struct reader *r, size_t at)
{
	struct phrase_fit fit = longest_fit(r, at);
	size_t length = fit.taken;
	struct search_unit unit = {0};
	uint32_t *words;

	if (length <= 1 && !r->all && is_ignored(r, r->v[at].form))
		return 1;
	if (length == 0 && take_beginning(r, at))
		return 1;
	if (length == 0)
		length = dotted_length(r, at) > 0 ? dotted_length(r, at) : 1;
	words = arena_array(r->arena, length, sizeof(*words));
	unit.shown = shown_words(r, at, length);
	unit.own = (struct search_phrase){words, length};
	for (size_t i = 0; i < length; i++) {
		words[i] = r->v[at + i].word;
		if (!r->v[at + i].known)
			unit.own.count = 0;
	}
	set_groups(r, &unit, at, fit);
	add_unit(r, &unit);
	return length;
}

static void
read_units(struct reader *r)
{
	r->count = 0;
	read_words(r);
	if (take_whole_number(r))
		return;
	for (size_t i = 0; i < r->count; i++)
		if (!r->v[i].taken)
			take_number(r, i);
	for (size_t i = 0; i < r->count;)
		i += r->v[i].taken ? 1 : take_words(r, i);
}

/* Of words that all ask and name nothing, those of a thesaurus name something: "support". */
static void
keep_listed(struct search_units *units)
{
	size_t n = 0;

	for (size_t i = 0; i < units->count; i++)
		if (units->v[i].listed)
			units->v[n++] = units->v[i];
	if (n > 0)
		units->count = n;
}

const struct search_units *
query_read(struct arena *arena, const struct search_index *index, const char *query)
{
	struct reader *r = ARENA_NEW(arena, struct reader);

	r->arena = arena;
	r->index = index;
	r->query = query;
	r->units = ARENA_NEW(arena, struct search_units);
	read_units(r);
	if (r->units->count == 0) {
		r->all = true;
		read_units(r);
		keep_listed(r->units);
	}
	return r->units;
}
