/* What holds otherwise, on a cell, a row, a control or a fact. */
#include "differ.h"

const char *
differ_cell_kind(enum cell_kind kind)
{
	static const char *const names[CELL_KIND__COUNT] = {[CELL_PARTS] = "parts",
		[CELL_NOT_APPLICABLE] = "not-applicable",
		[CELL_UNSPECIFIED] = "unspecified"};

	return names[kind];
}

/* A condition that came or went, by its name in each language. */
static void
tell_condition(struct differ *d, const struct condition *old, const struct condition *new)
{
	const struct condition *any = new != NULL ? new : old;

	for (size_t i = 0; i < any->name.count; i++) {
		struct change_side before = {.text = old != NULL ? &any->name.v[i] : NULL};
		struct change_side after = {.text = new != NULL ? &any->name.v[i] : NULL};

		differ_tell(d, ASPECT_CONDITION, condition_kind_name(any->kind), before, after,
			differ_verb(old, new));
	}
}

void
differ_conditions(struct differ *d, struct conditions before, struct conditions after)
{
	for (size_t i = 0; i < before.count || i < after.count; i++) {
		const struct condition *old = i < before.count ? &before.v[i] : NULL;
		const struct condition *new = i < after.count ? &after.v[i] : NULL;

		if (old == NULL || new == NULL) {
			tell_condition(d, old, new);
			continue;
		}
		differ_texts(d, "condition", &old->name, &new->name);
		differ_value(d, ASPECT_PROPERTY, "condition", condition_kind_name(old->kind),
			condition_kind_name(new->kind));
		differ_value(d, ASPECT_CELL, "condition", differ_cell_kind(old->cell),
			differ_cell_kind(new->cell));
		differ_texts(d, "reason", &old->reason, &new->reason);
		differ_value(d, ASPECT_PROPERTY, "condition-id", old->id, new->id);
		differ_value(d, ASPECT_STATUS, "condition", old->status, new->status);
		differ_value(d, ASPECT_PROPERTY, "condition-value", old->value, new->value);
		differ_value(d, ASPECT_PROPERTY, "condition-bound", old->bound, new->bound);
		differ_texts(d, "condition-statement", &old->statement, &new->statement);
		differ_texts(d, "condition-display", &old->display, &new->display);
		differ_parts(d, &old->parts, &new->parts, false);
	}
}
