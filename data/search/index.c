/* The items, and then the thesauri over the same words. */
#include <string.h>

#include "base/own.h"
#include "collect.h"
#include "model/names.h"

static const char *const kind_names[SEARCH_KIND__COUNT + 1] = {
	[SEARCH_CONTROL] = "control",
	[SEARCH_ROW] = "row",
	[SEARCH_PARTY] = "party",
	[SEARCH_QUESTION] = "question",
	[SEARCH_TERM] = "term",
	[SEARCH_REFERENCE] = "reference",
	[SEARCH_CONTACT] = "contact",
	[SEARCH_SECTION] = "section",
	[SEARCH_SCOPE] = "scope",
	[SEARCH_CERTIFICATION] = "certification",
	[SEARCH_NOTES] = "notes",
	[SEARCH_FACT] = "fact",
	[SEARCH_CLAUSE] = "clause",
};

const char *
search_kind_name(enum search_kind kind)
{
	return kind_names[kind];
}

/* -- thesauri --------------------------------------------------------------------------- */

struct lister {
	struct arena *arena, *scratch;
	const struct matrix *matrix;
	struct search_lexicon *words;
	const struct search_item *items;
	size_t item_count;
	const char **spoken; /* the languages of the passages, each once */
	size_t spoken_count, spoken_cap;
};

static bool
is_spoken(const struct lister *l, const char *lang)
{
	for (size_t i = 0; i < l->spoken_count; i++)
		if (language_match(l->spoken[i], lang))
			return true;
	return false;
}

static void
list_spoken(struct lister *l)
{
	for (size_t i = 0; i < l->item_count; i++)
		for (size_t j = 0; j < l->items[i].passage_count; j++) {
			const char *lang = l->items[i].passages[j].lang;

			if (is_spoken(l, lang))
				continue;
			l->spoken = arena_grow(l->scratch, l->spoken, l->spoken_count,
				&l->spoken_cap, sizeof(*l->spoken));
			l->spoken[l->spoken_count++] = lang;
		}
}

/* Whether the index needs words of the language. A query in another one of the document goes to
 * that one's index, so that words of it would only be carried along. */
static bool
is_needed(const struct lister *l, const char *lang)
{
	if (strcmp(lang, WORD_OF_ALL) == 0 || is_spoken(l, lang))
		return true;
	for (size_t i = 0; i < l->matrix->language_count; i++)
		if (language_match(l->matrix->languages[i].tag, lang))
			return false;
	return true;
}

static struct search_words
choose_words(struct lister *l, const struct listed_word *words, size_t count)
{
	const char **chosen = arena_array(l->arena, count, sizeof(*chosen));
	size_t n = 0;

	for (size_t i = 0; i < count; i++)
		if (is_needed(l, words[i].lang))
			chosen[n++] = words[i].word;
	return (struct search_words){chosen, n};
}

static struct search_phrase
make_phrase(struct lister *l, const char *word, unsigned flags)
{
	struct chunks chunks = fold_chunks(l->scratch, word, SEARCH_CHUNKS_MAX);
	uint32_t *words = arena_array(l->arena, chunks.count, sizeof(*words));

	for (size_t i = 0; i < chunks.count; i++)
		words[i] = lexicon_add(l->words, chunks.v[i].form,
			flags | (chunks.v[i].kind == CHUNK_WHOLE ? WORD_WHOLE : 0));
	return (struct search_phrase){words, chunks.count};
}

/* The controls that are of the clauses whose subject the group is. */
static void
find_abouts(struct lister *l, struct search_group *group, const struct word_group *source)
{
	size_t *abouts = arena_array(l->arena, source->about_count, sizeof(*abouts));

	for (size_t i = 0; i < source->about_count; i++)
		for (size_t j = 0; j < l->item_count && l->items[j].kind == SEARCH_CONTROL; j++)
			if (strcmp(source->abouts[i].framework, l->matrix->control_framework) ==
					0 &&
				strcmp(source->abouts[i].clause, l->items[j].id) == 0)
				abouts[group->about_count++] = j;
	group->abouts = abouts;
}

/* Makes the group; false: none of its words is needed. */
static bool
make_group(struct lister *l, struct search_group *group, const struct word_group *source)
{
	struct search_phrase *phrases;

	group->words = choose_words(l, source->words, source->word_count);
	group->near = choose_words(l, source->near, source->near_count);
	group->phrase_count = group->words.count + group->near.count;
	phrases = arena_array(l->arena, group->phrase_count, sizeof(*phrases));
	for (size_t i = 0; i < group->words.count; i++)
		phrases[i] = make_phrase(l, group->words.v[i], WORD_LISTED);
	for (size_t i = 0; i < group->near.count; i++)
		phrases[group->words.count + i] = make_phrase(l, group->near.v[i], 0);
	group->phrases = phrases;
	find_abouts(l, group, source);
	return group->words.count > 0;
}

/* The words that ask and name nothing, of all thesauri. */
static struct search_words
make_ignored(struct lister *l, const struct model *model)
{
	struct listed_word *all;
	size_t n = 0;
	struct search_words ignored;

	for (size_t i = 0; i < model->thesaurus_count; i++)
		n += model->thesauri[i].ignored_count;
	all = arena_array(l->scratch, n, sizeof(*all));
	n = 0;
	for (size_t i = 0; i < model->thesaurus_count; i++)
		for (size_t j = 0; j < model->thesauri[i].ignored_count; j++)
			all[n++] = model->thesauri[i].ignored[j];
	ignored = choose_words(l, all, n);
	for (size_t i = 0; i < ignored.count; i++)
		make_phrase(l, ignored.v[i], WORD_IGNORED);
	return ignored;
}

static const struct search_group *
make_groups(struct lister *l, const struct model *model, size_t *count)
{
	struct search_group *groups;
	size_t n = 0;

	for (size_t i = 0; i < model->thesaurus_count; i++)
		n += model->thesauri[i].group_count;
	groups = arena_array(l->arena, n + 1, sizeof(*groups));
	*count = 0;
	for (size_t i = 0; i < model->thesaurus_count; i++)
		for (size_t j = 0; j < model->thesauri[i].group_count; j++) {
			groups[*count] = (struct search_group){0};
			*count += make_group(l, &groups[*count], &model->thesauri[i].groups[j]);
		}
	return groups;
}

/* -- the index ---------------------------------------------------------------------------- */

static void
arena_release(struct arena **arena)
{
	arena_free(*arena);
}

static void
segmenter_release(struct segmenter **segmenter)
{
	segmenter_free(*segmenter);
}

const struct search_index *
search_index_make(struct arena *arena, const struct model *model, const struct matrix *matrix,
	const char *lang)
{
	OWN(arena_release) struct arena *scratch = arena_new();
	OWN(segmenter_release) struct segmenter *segmenter = segmenter_new();
	struct search_index *index = ARENA_NEW(arena, struct search_index);
	struct search_lexicon *words = ARENA_NEW(arena, struct search_lexicon);
	struct collector c = {.arena = arena,
		.scratch = scratch,
		.model = model,
		.matrix = matrix,
		.lang = lang,
		.segmenter = segmenter,
		.words = words};
	struct lister l = {.arena = arena, .scratch = scratch, .matrix = matrix, .words = words};

	lexicon_init(words, arena);
	collect_items(&c);
	l.items = c.items;
	l.item_count = c.count;
	index->lang = lang;
	index->items = c.items;
	index->item_count = c.count;
	index->words = words;
	list_spoken(&l);
	index->groups = make_groups(&l, model, &index->group_count);
	index->ignored = make_ignored(&l, model);
	return index;
}

struct search_subjects
search_group_words(const struct search_index *index, size_t at)
{
	const struct search_group *group = &index->groups[at];

	return (struct search_subjects){
		group->words, group->near, group->abouts, group->about_count};
}
