/* One definition for each kind of object, named after its element; lists and wordings stand where
 * they are used. */
#include <string.h>

#include "base/json.h"
#include "document/json_form.h"
#include "write_json.h"

enum { DEFINED_LIMIT = 64 };

/* Definitions still to be written: what has been named so far. */
struct schema {
	struct json json;
	struct {
		const char *name;
		const struct shape *shape;
	} defined[DEFINED_LIMIT];
	size_t count;
};

static void
write_ref(struct schema *s, const char *name)
{
	char ref[80];

	snprintf(ref, sizeof(ref), "#/$defs/%s", name);
	json_open(&s->json, '{');
	json_member(&s->json, "$ref", ref);
	json_close(&s->json);
}

static void
define(struct schema *s, const char *name, const struct shape *shape)
{
	for (size_t i = 0; i < s->count; i++)
		if (strcmp(s->defined[i].name, name) == 0)
			return;
	if (s->count == DEFINED_LIMIT)
		return;
	s->defined[s->count].name = name;
	s->defined[s->count++].shape = shape;
}

static void
write_type(struct json *j, const char *type, const char *pattern)
{
	json_open(j, '{');
	json_member(j, "type", type);
	json_member(j, "pattern", pattern);
	json_close(j);
}

/* -- values ---------------------------------------------------------------------------- */

#define ID_PATTERN "^[A-Za-z_][A-Za-z0-9._-]{0,63}$"
#define LANGUAGE_PATTERN "^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$"

static const struct {
	const char *type, *pattern;
} values[VALUE__COUNT] = {
	[VALUE_ANY] = {"string", NULL},
	[VALUE_ID] = {"string", ID_PATTERN},
	[VALUE_LANGUAGE] = {"string", LANGUAGE_PATTERN},
	[VALUE_NAME] = {"string", NULL},
	[VALUE_POSITIVE] = {"integer", NULL},
	[VALUE_COUNT] = {"integer", NULL},
	[VALUE_DATE] = {"string", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
	[VALUE_YEAR] = {"string", "^[0-9]{4}$"},
	[VALUE_CLAUSE] = {"string", "^[^\\s]( ?[^\\s]){0,31}$"},
	[VALUE_TOKEN] = {"string", "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"},
	[VALUE_REGIONS] = {"string", "^[A-Z]{2}(-[A-Z0-9]{1,3})?( [A-Z]{2}(-[A-Z0-9]{1,3})?)*$"},
	[VALUE_URI] = {"string", "^(https?://|mailto:|tel:).+$"},
	[VALUE_CATALOG] = {"string", "^(https?://|urn:uuid:).+$"},
};

static void
write_names(struct json *j, const char *const *names)
{
	json_open(j, '{');
	json_key(j, "enum");
	json_open(j, '[');
	for (; *names != NULL; names++)
		if ((*names)[0] != '\0')
			json_string(j, *names);
	json_close(j);
	json_close(j);
}

static void
write_attr(struct json *j, const struct attr_spec *spec)
{
	if (spec->type == VALUE_NAME) {
		write_names(j, spec->names);
	} else if (spec->type == VALUE_IDS) {
		json_open(j, '{');
		json_member(j, "type", "array");
		json_key(j, "items");
		write_type(j, "string", ID_PATTERN);
		json_close(j);
	} else {
		write_type(j, values[spec->type].type, values[spec->type].pattern);
	}
}

/* -- objects ------------------------------------------------------------------------------ */

static void
write_value(struct schema *s, const char *name, const struct shape *shape);

static void
write_array(struct schema *s, const struct slot *slot)
{
	json_open(&s->json, '{');
	json_member(&s->json, "type", "array");
	json_key(&s->json, "items");
	write_value(s, slot->name, slot->shape);
	if (slot->min > 0) {
		json_key_plain(&s->json, "minItems");
		json_number(&s->json, slot->min);
	}
	json_close(&s->json);
}

static void
write_true(struct json *j)
{
	json_open(j, '{');
	json_key(j, "const");
	json_bool(j, true);
	json_close(j);
}

static void
write_value(struct schema *s, const char *name, const struct shape *shape)
{
	switch (json_form_of(shape)) {
	case FORM_STRING:
		write_type(&s->json, "string", NULL);
		break;
	case FORM_TEXTS:
		write_ref(s, "texts");
		break;
	case FORM_TRUE:
		write_true(&s->json);
		break;
	case FORM_LIST:
		write_array(s, &shape->slots[0]);
		break;
	case FORM_SAID:
	case FORM_OBJECT:
		define(s, name, shape);
		write_ref(s, name);
	}
}

static void
write_attrs(struct schema *s, const struct shape *shape, const char *prefix)
{
	for (const struct attr_spec *a = shape->attrs; a != NULL && a->name != NULL; a++) {
		char key[64];

		snprintf(key, sizeof(key), "%s%s%s", prefix, prefix[0] != '\0' ? "-" : "", a->name);
		json_key(&s->json, key);
		write_attr(&s->json, a);
	}
}

static void
write_slot(struct schema *s, const struct slot *slot)
{
	bool groups = strcmp(slot->name, "group") == 0;

	if (json_form_of(slot->shape) == FORM_LIST)
		write_attrs(s, slot->shape, slot->name);
	json_key(&s->json, groups ? "groups" : json_form_member(slot));
	if (groups)
		write_array(s, &(struct slot){"group", slot->shape, 0, 0, false});
	else if (strcmp(slot->name, "text") == 0)
		write_ref(s, "texts");
	else if (json_form_is_array(slot))
		write_array(s, slot);
	else
		write_value(s, slot->name, slot->shape);
}

static void
write_derived(struct schema *s, const char *element)
{
	for (const struct json_form_derived *d = json_form_derived; d->element != NULL; d++) {
		if (strcmp(d->element, element) != 0)
			continue;
		json_key(&s->json, d->member);
		json_open(&s->json, '{');
		json_member(&s->json, "$ref", "#/$defs/texts");
		json_key_plain(&s->json, "readOnly");
		json_bool(&s->json, true);
		json_member(&s->json, "description", d->meaning);
		json_close(&s->json);
	}
}

/* Rows of a group stand in the table's rows, and name it. */
static void
write_properties(struct schema *s, const char *name, const struct shape *shape)
{
	json_key(&s->json, "properties");
	json_open(&s->json, '{');
	write_attrs(s, shape, "");
	for (const struct slot *slot = shape->slots; slot != NULL && slot->name != NULL; slot++)
		if (strcmp(name, "group") != 0 || strcmp(slot->name, "row") != 0)
			write_slot(s, slot);
	if (strcmp(name, "row") == 0) {
		json_key(&s->json, "group");
		write_type(&s->json, "string", ID_PATTERN);
	}
	if (strcmp(name, "matrix") == 0) {
		json_key_plain(&s->json, "$schema");
		write_type(&s->json, "string", NULL);
	}
	if (json_form_of(shape) == FORM_SAID) {
		json_key_plain(&s->json, FORM_WORDS);
		write_type(&s->json, "string", NULL);
	}
	write_derived(s, name);
	json_close(&s->json);
}

static bool
has_alternative(const struct slot *slot)
{
	return slot[1].name != NULL && slot[1].or ;
}

static void
write_required(struct schema *s, const char *name, const struct shape *shape)
{
	json_key(&s->json, "required");
	json_open(&s->json, '[');
	for (const struct attr_spec *a = shape->attrs; a != NULL && a->name != NULL; a++)
		if (a->required)
			json_string(&s->json, a->name);
	for (const struct slot *slot = shape->slots; slot != NULL && slot->name != NULL; slot++)
		if (slot->min > 0 && !slot->or
			&&(!has_alternative(slot) || strcmp(name, "table") == 0) &&
				(strcmp(name, "group") != 0 || strcmp(slot->name, "row") != 0))
			json_string(&s->json, json_form_member(slot));
	if (json_form_of(shape) == FORM_SAID)
		json_string(&s->json, FORM_WORDS);
	json_close(&s->json);
}

static void
write_object(struct schema *s, const char *name, const struct shape *shape)
{
	json_member(&s->json, "type", "object");
	write_properties(s, name, shape);
	write_required(s, name, shape);
	json_key_plain(&s->json, "additionalProperties");
	json_bool(&s->json, false);
}

/* -- wordings -------------------------------------------------------------------------------- */

static void
open_language_map(struct json *j)
{
	json_open(j, '{');
	json_member(j, "type", "object");
	json_key_plain(j, "patternProperties");
	json_open(j, '{');
	json_key_plain(j, LANGUAGE_PATTERN);
}

static void
close_language_map(struct json *j)
{
	json_key_plain(j, "additionalProperties");
	json_bool(j, false);
	json_close(j);
}

static void
write_marks(struct json *j)
{
	static const char *const members[] = {"ref", "term", "clause", "framework", "words"};

	json_open(j, '{');
	json_member(j, "type", "object");
	json_key(j, "properties");
	json_open(j, '{');
	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++) {
		json_key(j, members[i]);
		write_type(j, "string", NULL);
	}
	json_close(j);
	json_key_plain(j, "additionalProperties");
	json_bool(j, false);
	json_close(j);
}

/* {"ja": ["…", {"term": "supplier", "words": "…"}]} */
static void
write_runs(struct json *j)
{
	open_language_map(j);
	json_open(j, '{');
	json_member(j, "type", "array");
	json_key(j, "items");
	json_open(j, '{');
	json_key_plain(j, "anyOf");
	json_open(j, '[');
	write_type(j, "string", NULL);
	write_marks(j);
	json_close(j);
	json_close(j);
	json_close(j);
	json_close(j);
	close_language_map(j);
}

static void
write_texts(struct json *j)
{
	json_key(j, "texts");
	open_language_map(j);
	write_type(j, "string", NULL);
	json_close(j);
	json_key(j, "properties");
	json_open(j, '{');
	json_key(j, "_runs");
	write_runs(j);
	json_close(j);
	close_language_map(j);
}

void
write_matrix_schema(struct buf *out)
{
	struct schema schema = {0}, *s = &schema;

	json_init(&s->json, out);
	json_open(&s->json, '{');
	json_member(&s->json, "$schema", "https://json-schema.org/draft/2020-12/schema");
	json_member(&s->json, "title",
		"A demarc matrix: who is responsible for what in a cloud service");
	write_object(s, "matrix", shape_of_matrix());
	json_key(&s->json, "$defs");
	json_open(&s->json, '{');
	write_texts(&s->json);
	for (size_t i = 0; i < s->count; i++) {
		json_key(&s->json, s->defined[i].name);
		json_open(&s->json, '{');
		write_object(s, s->defined[i].name, s->defined[i].shape);
		json_close(&s->json);
	}
	json_close(&s->json);
	json_close(&s->json);
}
