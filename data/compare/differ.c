#include "differ.h"

#include <assert.h>
#include <string.h>

/* -- telling ---------------------------------------------------------------------- */

void
differ_tell(struct differ *d, enum change_aspect aspect, const char *detail,
	struct change_side before, struct change_side after, enum change_verb verb)
{
	d->v = arena_grow(d->arena, d->v, d->n, &d->cap, sizeof(*d->v));
	d->v[d->n] = d->at;
	d->v[d->n].verb = verb;
	d->v[d->n].aspect = aspect;
	d->v[d->n].detail = detail;
	d->v[d->n].before = before;
	d->v[d->n++].after = after;
}

enum change_verb
differ_verb(const void *before, const void *after)
{
	return before == NULL ? CHANGE_ADDED : after == NULL ? CHANGE_REMOVED : CHANGE_CHANGED;
}

void
differ_enter(struct differ *d, enum change_thing thing, const char *id, const struct texts *name)
{
	d->at = (struct change){.thing = thing, .id = id, .name = name};
}

/* -- values and words ----------------------------------------------------------------- */

void
differ_value(struct differ *d, enum change_aspect aspect, const char *detail, const char *before,
	const char *after)
{
	if (!same_key(before, after))
		differ_tell(d, aspect, detail, (struct change_side){.value = before},
			(struct change_side){.value = after}, differ_verb(before, after));
}

static const struct text *
text_of(const struct texts *texts, uint8_t language)
{
	for (size_t i = 0; i < texts->count; i++)
		if (texts->v[i].language == language)
			return &texts->v[i];
	return NULL;
}

/* Words that are the same may still lead elsewhere. */
static void
compare_links(
	struct differ *d, const char *detail, const struct text *before, const struct text *after)
{
	if (text_run_count(before) != text_run_count(after))
		return;
	for (size_t i = 0; i < text_run_count(before); i++) {
		struct run old = text_run(before, i), new = text_run(after, i);

		if (old.kind == new.kind)
			differ_value(d, ASPECT_LINK, detail, old.target, new.target);
	}
}

void
differ_texts(
	struct differ *d, const char *detail, const struct texts *before, const struct texts *after)
{
	for (size_t i = 0; i < after->count; i++) {
		const struct text *new = &after->v[i], *old = text_of(before, new->language);

		if (old != NULL && strcmp(old->value, new->value) == 0)
			compare_links(d, detail, old, new);
		else
			differ_tell(d, ASPECT_WORDING, detail, (struct change_side){.text = old},
				(struct change_side){.text = new}, differ_verb(old, new));
	}
	for (size_t i = 0; i < before->count; i++)
		if (text_of(after, before->v[i].language) == NULL)
			differ_tell(d, ASPECT_WORDING, detail,
				(struct change_side){.text = &before->v[i]},
				(struct change_side){0}, CHANGE_REMOVED);
}

bool
differ_texts_equal(const struct texts *a, const struct texts *b)
{
	if (a->count != b->count)
		return false;
	for (size_t i = 0; i < a->count; i++) {
		const struct text *other = text_of(b, a->v[i].language);

		if (other == NULL || strcmp(a->v[i].value, other->value) != 0)
			return false;
	}
	return true;
}

/* Whether more than half of the shorter one is in the other. */
static bool
words_alike(const char *a, const char *b)
{
	struct arena *scratch = arena_new();
	size_t count, same = 0, shorter = strlen(a) < strlen(b) ? strlen(a) : strlen(b);
	const struct word_span *spans = diff_words(scratch, a, b, &count);

	for (size_t i = 0; i < count; i++)
		same += spans[i].kind == SPAN_SAME ? spans[i].len : 0;
	arena_free(scratch);
	return 2 * same > shorter;
}

static bool
texts_alike(const struct texts *a, const struct texts *b)
{
	for (size_t i = 0; i < a->count; i++) {
		const struct text *other = text_of(b, a->v[i].language);

		if (other != NULL)
			return words_alike(a->v[i].value, other->value);
	}
	return false;
}

static bool
paragraphs_equal(const void *before, const void *after)
{
	return differ_texts_equal(before, after);
}

static bool
paragraphs_alike(const void *before, const void *after)
{
	return texts_alike(before, after);
}

/* Those that are the same, then those that are alike, wherever they stand; what is left came or
 * went. Words are compared in short lists only. */
void
differ_paragraphs(struct differ *d, const char *detail, const struct texts *before, size_t n_before,
	const struct texts *after, size_t n_after)
{
	static const struct texts nothing;
	static const struct pair_round rounds[] = {
		{paragraphs_equal, PAIRS_LIMIT}, {paragraphs_alike, 1024}};
	struct pairs pairs =
		pair_lists(d->arena, (struct diff_list){before, n_before, sizeof(*before)},
			(struct diff_list){after, n_after, sizeof(*after)}, rounds, 2);

	for (size_t j = 0; j < n_after; j++)
		differ_texts(
			d, detail, pairs.mate[j] != NULL ? pairs.mate[j] : &nothing, &after[j]);
	for (size_t i = 0; i < n_before; i++)
		if (!pairs.taken[i])
			differ_texts(d, detail, &before[i], &nothing);
}

/* Copies of the texts that stand size bytes apart, so that they can be compared as paragraphs. */
static struct texts *
gather_texts(struct arena *arena, const struct texts *first, size_t count, size_t size)
{
	struct texts *texts = arena_array(arena, count + 1, sizeof(*texts));

	for (size_t i = 0; i < count; i++)
		texts[i] = *(const struct texts *)((const char *)first + i * size);
	return texts;
}

#define GATHER_TEXTS(arena, list)                                                                  \
	gather_texts((arena), (list)->count > 0 ? &(list)->v[0].text : NULL, (list)->count,        \
		sizeof(*(list)->v))

void
differ_notes(struct differ *d, const struct notes *before, const struct notes *after)
{
	differ_paragraphs(d, "note", GATHER_TEXTS(d->arena, before), before->count,
		GATHER_TEXTS(d->arena, after), after->count);
}

void
differ_blocks(struct differ *d, const struct blocks *before, const struct blocks *after)
{
	differ_paragraphs(d, "block", GATHER_TEXTS(d->arena, before), before->count,
		GATHER_TEXTS(d->arena, after), after->count);
	for (size_t i = 0; i < before->count && i < after->count; i++)
		differ_value(d, ASPECT_PROPERTY, "block", block_kind_name(before->v[i].kind),
			block_kind_name(after->v[i].kind));
}

/* -- things that come and go --------------------------------------------------------------- */

struct keyed_visit {
	struct differ *d;
	differ_fn *compare;
	const void *data;
};

static void
visit_keyed(const void *before, const void *after, void *data)
{
	const struct keyed_visit *visit = data;

	visit->compare(visit->d, before, after, visit->data);
}

void
differ_pair(struct differ *d, struct diff_list before, struct diff_list after, differ_fn *compare,
	const void *data)
{
	pair_keyed(d->arena, before, after, visit_keyed, &(struct keyed_visit){d, compare, data});
}

bool
differ_whole(struct differ *d, const void *before, const void *after)
{
	if (before != NULL && after != NULL)
		return false;
	differ_tell(d, ASPECT_WHOLE, NULL, (struct change_side){0}, (struct change_side){0},
		differ_verb(before, after));
	return true;
}

/* -- parts ------------------------------------------------------------------------------------ */

static bool
same_party(const void *before, const void *after)
{
	const struct part *a = before, *b = after;

	return strcmp(a->party->id, b->party->id) == 0;
}

static bool
same_duty(const void *before, const void *after)
{
	const struct part *a = before, *b = after;

	return same_party(a, b) && a->does == b->does && differ_texts_equal(&a->text, &b->text);
}

static bool
same_doing(const void *before, const void *after)
{
	const struct part *a = before, *b = after;

	return same_party(a, b) && a->does == b->does;
}

static void
tell_part(struct differ *d, const struct part *old, const struct part *new)
{
	assert(old != NULL || new != NULL);
	differ_tell(d, ASPECT_PART, (new != NULL ? new : old)->party->id,
		(struct change_side){.part = old}, (struct change_side){.part = new},
		differ_verb(old, new));
}

static const char *
sharing_or_null(const struct parts *parts)
{
	return parts->shared != SHARED_UNSTATED ? sharing_name(parts->shared) : NULL;
}

/* owners: the parties that answer are told of elsewhere. */
void
differ_parts(struct differ *d, const struct parts *before, const struct parts *after, bool owners)
{
	static const struct pair_round rounds[] = {
		{same_duty, PAIRS_LIMIT}, {same_doing, PAIRS_LIMIT}, {same_party, PAIRS_LIMIT}};
	struct pairs pairs = pair_lists(d->arena, DIFF_LIST(before->v, before->count),
		DIFF_LIST(after->v, after->count), rounds, 3);

	differ_value(d, ASPECT_PROPERTY, "shared", sharing_or_null(before), sharing_or_null(after));
	for (size_t j = 0; j < after->count; j++) {
		const struct part *new = &after->v[j], *old = pairs.mate[j];

		if (old == NULL ? !(owners && new->does == DOES_ANSWERS) : !same_duty(old, new))
			tell_part(d, old, new);
	}
	for (size_t i = 0; i < before->count; i++)
		if (!pairs.taken[i] && !(owners && before->v[i].does == DOES_ANSWERS))
			tell_part(d, &before->v[i], NULL);
}
