#include "diff.h"

#include "pairs.h"

static const char *const verb_names[] = {"added", "removed", "changed"};
static const char *const thing_names[] = {"document", "party", "reference", "contact", "scope",
	"term", "section", "question", "table", "row", "control"};
static const char *const aspect_names[] = {"whole", "wording", "owner", "cell", "part", "condition",
	"status", "fact", "mapping", "see", "link", "property"};

const char *
change_verb_name(enum change_verb verb)
{
	return verb_names[verb];
}

const char *
change_thing_name(enum change_thing thing)
{
	return thing_names[thing];
}

const char *
change_aspect_name(enum change_aspect aspect)
{
	return aspect_names[aspect];
}

bool
change_same_thing(const struct change *a, const struct change *b)
{
	return a->thing == b->thing && same_key(a->id, b->id) && same_key(a->table, b->table);
}

const struct text *
change_text(const struct change *change)
{
	return change->after.text != NULL ? change->after.text : change->before.text;
}

/* Whether other is the change's own wording in the language. */
static bool
says_it_in(const struct change *change, const struct change *other, const char *lang)
{
	return other->aspect == change->aspect && same_key(other->detail, change->detail) &&
	       same_key(other->column, change->column) && change_text(other) != NULL &&
	       language_match(text_lang(change_text(other)), lang);
}

bool
diff_concerns(const struct diff *diff, const struct change *change, const char *lang)
{
	const struct text *text = change_text(change);
	const struct change *c = change;

	if (text == NULL || language_match(text_lang(text), lang))
		return true;
	while (c > diff->v && change_same_thing(c - 1, change))
		c--;
	for (; c < diff->v + diff->count && change_same_thing(c, change); c++)
		if (says_it_in(change, c, lang))
			return false;
	return true;
}

size_t
diff_count(const struct diff *diff, const char *lang)
{
	size_t n = 0;

	for (size_t i = 0; i < diff->count; i++)
		n += diff_concerns(diff, &diff->v[i], lang);
	return n;
}
