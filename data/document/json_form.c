#include "json_form.h"

#include <string.h>

const struct json_form_derived json_form_derived[] = {
	{"control", "clause-title", "the clause's title in its framework"},
	{"control", "clause-title-standing",
		"how far each wording of clause_title is backed by sources"},
	{"fact", "words", "the value and its bound in words"},
	{NULL, NULL, NULL},
};

static bool
is_text(const struct slot *slot)
{
	return strcmp(slot->name, "text") == 0;
}

enum json_form
json_form_of(const struct shape *shape)
{
	bool attrs = shape->attrs != NULL, one;

	if (shape->words)
		return attrs ? FORM_SAID : FORM_STRING;
	if (shape->slots == NULL)
		return attrs ? FORM_OBJECT : FORM_TRUE;
	one = shape->slots[1].name == NULL && shape->slots[0].min == 1 && shape->slots[0].max == 0;
	if (one && is_text(&shape->slots[0]))
		return attrs ? FORM_OBJECT : FORM_TEXTS;
	return one ? FORM_LIST : FORM_OBJECT;
}

bool
json_form_is_array(const struct slot *slot)
{
	return !slot->or &&slot->max == 0 && !is_text(slot);
}

const char *
json_form_member(const struct slot *slot)
{
	/* in the plural */
	static const struct {
		const char *one, *many;
	} names[] = {{"uses", "uses"}, {"certification", "certifications"}, {"note", "notes"},
		{"item", "items"}, {"body", "body"}, {"column", "columns"}, {"row", "rows"},
		{"footnote", "footnotes"}, {"cell", "cells"}, {"part", "parts"},
		{"condition", "conditions"}, {"fact", "facts"}, {"map", "maps"}, {"see", "see"},
		{"control", "controls"}, {"accept", "accepted"}, {"block", "blocks"},
		{"question", "questions"}, {"same", "same"}, {"opens", "opens"}};

	for (size_t i = 0; json_form_is_array(slot) && i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(names[i].one, slot->name) == 0)
			return names[i].many;
	return slot->name;
}
