/* Controls: their facts, counterparts and references. */
#include "differ.h"

#include <string.h>

static void
compare_fact(struct differ *d, const void *before, const void *after, const void *data)
{
	const struct fact *old = before, *new = after;

	(void)data;
	if (old == NULL || new == NULL || old->kind != new->kind ||
		strcmp(old->value, new->value) != 0 || old->bound != new->bound ||
		!differ_texts_equal(&old->display, &new->display))
		differ_tell(d, ASPECT_FACT, (new != NULL ? new : old)->id,
			(struct change_side){.fact = old}, (struct change_side){.fact = new},
			differ_verb(old, new));
	if (old != NULL && new != NULL) {
		differ_texts(d, "fact", &old->name, &new->name);
		differ_value(d, ASPECT_PROPERTY, "fact-column", fact_extra(old)->column,
			fact_extra(new)->column);
		differ_value(d, ASPECT_PROPERTY, "fact-plan", fact_extra(old)->plan,
			fact_extra(new)->plan);
		differ_value(d, ASPECT_PROPERTY, "fact-data", fact_extra(old)->data,
			fact_extra(new)->data);
		differ_conditions(d, fact_extra(old)->conditions, fact_extra(new)->conditions);
		differ_notes(d, &old->notes, &new->notes);
	}
}

void
differ_facts(struct differ *d, const struct fact *before, size_t n_before, const struct fact *after,
	size_t n_after)
{
	differ_pair(d, DIFF_LIST(before, n_before), DIFF_LIST(after, n_after), compare_fact, NULL);
}

static void
compare_footnote(struct differ *d, const void *before, const void *after, const void *data)
{
	static const struct texts nothing;
	const struct footnote *old = before, *new = after;

	(void)data;
	differ_texts(d, "footnote", old != NULL ? &old->text : &nothing,
		new != NULL ? &new->text : &nothing);
}

static bool
same_map(const void *before, const void *after)
{
	const struct counterpart *a = before, *b = after;

	return strcmp(a->framework, b->framework) == 0 && strcmp(a->clause, b->clause) == 0;
}

static bool
same_framework(const void *before, const void *after)
{
	const struct counterpart *a = before, *b = after;

	return strcmp(a->framework, b->framework) == 0;
}

/* A counterpart that went and one that came in the same framework are one that changed. */
static void
compare_maps(struct differ *d, const struct control *before, const struct control *after)
{
	static const struct pair_round rounds[] = {
		{same_map, PAIRS_LIMIT}, {same_framework, PAIRS_LIMIT}};
	struct pairs pairs = pair_lists(d->arena, DIFF_LIST(before->maps, before->map_count),
		DIFF_LIST(after->maps, after->map_count), rounds, 2);

	for (size_t j = 0; j < after->map_count; j++) {
		const struct counterpart *new = &after->maps[j], *old = pairs.mate[j];

		if (old == NULL || !same_map(old, new) || old->relation != new->relation)
			differ_tell(d, ASPECT_MAPPING, new->framework,
				(struct change_side){.map = old}, (struct change_side){.map = new},
				differ_verb(old, new));
		else
			differ_notes(d, &old->notes, &new->notes);
	}
	for (size_t i = 0; i < before->map_count; i++)
		if (!pairs.taken[i])
			differ_tell(d, ASPECT_MAPPING, before->maps[i].framework,
				(struct change_side){.map = &before->maps[i]},
				(struct change_side){0}, CHANGE_REMOVED);
}

/* Cross-references by what they lead to. */
static struct diff_list
see_keys(struct differ *d, const struct see *sees, size_t count)
{
	const char **keys = arena_array(d->arena, count + 1, sizeof(*keys));

	for (size_t i = 0; i < count; i++)
		keys[i] = sees[i].fact == NULL
				  ? sees[i].target
				  : arena_printf(d->arena, "%s#%s", sees[i].target, sees[i].fact);
	return DIFF_LIST(keys, count);
}

static void
compare_see(struct differ *d, const void *before, const void *after, const void *data)
{
	(void)data;
	differ_value(d, ASPECT_SEE, NULL, before != NULL ? *(const char *const *)before : NULL,
		after != NULL ? *(const char *const *)after : NULL);
}

void
differ_sees(struct differ *d, const struct see *before, size_t n_before, const struct see *after,
	size_t n_after)
{
	differ_pair(
		d, see_keys(d, before, n_before), see_keys(d, after, n_after), compare_see, NULL);
}

void
differ_control(struct differ *d, const void *before, const void *after, const void *data)
{
	const struct control *old = before, *new = after, *any = new != NULL ? new : old;

	(void)data;
	differ_enter(d, THING_CONTROL, any->clause,
		control_own_title(any)->count > 0 ? control_own_title(any) : NULL);
	if (differ_whole(d, old, new))
		return;
	differ_value(d, ASPECT_STATUS, NULL, control_status_name(old->status),
		control_status_name(new->status));
	differ_value(d, ASPECT_PROPERTY, "as-published", control_as_published(old),
		control_as_published(new));
	differ_texts(d, "title", control_own_title(old), control_own_title(new));
	differ_texts(d, "statement", &old->statement, &new->statement);
	differ_blocks(d, &control_extra(old)->blocks, &control_extra(new)->blocks);
	differ_texts(d, "limits", &control_extra(old)->limits, &control_extra(new)->limits);
	differ_parts(d, &old->parts, &new->parts, false);
	differ_conditions(d, control_extra(old)->conditions, control_extra(new)->conditions);
	differ_facts(d, old->facts, old->fact_count, new->facts, new->fact_count);
	differ_pair(d, DIFF_LIST(control_extra(old)->footnotes, control_extra(old)->footnote_count),
		DIFF_LIST(control_extra(new)->footnotes, control_extra(new)->footnote_count),
		compare_footnote, NULL);
	compare_maps(d, old, new);
	differ_sees(d, old->sees, old->see_count, new->sees, new->see_count);
	differ_notes(d, &old->notes, &new->notes);
}
