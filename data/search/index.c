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
};

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
find_abouts(struct lister *l, struct search_group *group)
{
	const struct word_group *source = group->source;
	size_t *abouts = arena_array(l->arena, source->about_count, sizeof(*abouts));

	for (size_t i = 0; i < source->about_count; i++)
		for (size_t j = 0; j < l->item_count && l->items[j].kind == SEARCH_CONTROL; j++)
			if (strcmp(source->abouts[i].framework, l->matrix->control_framework) ==
					0 &&
				strcmp(source->abouts[i].clause, l->items[j].id) == 0)
				abouts[group->about_count++] = j;
	group->abouts = abouts;
}

static void
make_group(struct lister *l, struct search_group *group, const struct word_group *source)
{
	size_t count = source->word_count + source->near_count;
	struct search_phrase *phrases = arena_array(l->arena, count, sizeof(*phrases));

	for (size_t i = 0; i < source->word_count; i++)
		phrases[i] = make_phrase(l, source->words[i], WORD_LISTED);
	for (size_t i = source->word_count; i < count; i++)
		phrases[i] = make_phrase(l, source->near[i - source->word_count], 0);
	group->source = source;
	group->phrases = phrases;
	group->word_count = source->word_count;
	group->phrase_count = count;
	find_abouts(l, group);
}

static const struct search_group *
make_groups(struct lister *l, const struct model *model, size_t *count)
{
	struct search_group *groups;
	size_t n = 0;

	for (size_t i = 0; i < model->thesaurus_count; i++)
		n += model->thesauri[i].group_count;
	groups = arena_array(l->arena, n, sizeof(*groups));
	*count = 0;
	for (size_t i = 0; i < model->thesaurus_count; i++) {
		const struct thesaurus *thesaurus = &model->thesauri[i];

		for (size_t j = 0; j < thesaurus->group_count; j++)
			make_group(l, &groups[(*count)++], &thesaurus->groups[j]);
		for (size_t j = 0; j < thesaurus->ignored_count; j++)
			make_phrase(l, thesaurus->ignored[j], WORD_IGNORED);
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
	struct lister l = {arena, scratch, matrix, words, NULL, 0};

	lexicon_init(words, arena);
	collect_items(&c);
	l.items = c.items;
	l.item_count = c.count;
	index->lang = lang;
	index->items = c.items;
	index->item_count = c.count;
	index->words = words;
	index->groups = make_groups(&l, model, &index->group_count);
	return index;
}

struct search_subjects
search_group_words(const struct search_index *index, size_t at)
{
	const struct search_group *group = &index->groups[at];

	return (struct search_subjects){group->source, group->abouts, group->about_count};
}
