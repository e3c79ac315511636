/* The reverse of write_json.c, led by the same shapes. Values themselves (dates, identifiers) are
 * the loader's to check; what is checked here is what would not become XML: kinds of values,
 * unknown members, characters. */
#include "read_json.h"

#include <stdarg.h>
#include <string.h>

#include <jansson.h>

#include "base/own.h"
#include "document/json_form.h"
#include "document/tree.h"
#include "document/write_xml.h"
#include "model/value.h"

/* Where in the JSON we are: a chain of steps from the innermost outwards. */
struct json_step {
	const struct json_step *up;
	const char *key; /* NULL: an element of an array */
	size_t at;
};

struct json_reader {
	struct arena *arena;
	struct diags *diags;
	const char *path;
};

static void
json_release(json_t **json)
{
	json_decref(*json);
}

/* -- messages ---------------------------------------------------------------------------- */

static void
print_step(struct buf *out, const struct json_step *step)
{
	if (step == NULL) {
		buf_char(out, '$');
		return;
	}
	print_step(out, step->up);
	if (step->key != NULL)
		buf_printf(out, ".%s", step->key);
	else
		buf_printf(out, "[%zu]", step->at);
}

__attribute__((format(printf, 3, 4))) static void
wrong(struct json_reader *r, const struct json_step *step, const char *fmt, ...)
{
	OWN(buf_fini) struct buf place = {0};
	char words[256];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(words, sizeof(words), fmt, ap);
	va_end(ap);
	print_step(&place, step);
	diags_add(r->diags, SEVERITY_ERROR, "bad-json", (struct pos){.file = r->path}, "%s %s",
		buf_cstr(&place), words);
}

/* The value as a string that XML can hold; NULL: it is none. */
static const char *
string_of(struct json_reader *r, const struct json_step *step, const json_t *value)
{
	const char *s = json_string_value(value);

	if (s == NULL) {
		wrong(r, step, "must be a string");
		return NULL;
	}
	for (const unsigned char *p = (const unsigned char *)s; *p != '\0'; p++)
		if ((*p < ' ' && *p != '\t' && *p != '\n' && *p != '\r') ||
			strncmp((const char *)p, "\xef\xbf\xbe", 3) == 0 ||
			strncmp((const char *)p, "\xef\xbf\xbf", 3) == 0) {
			wrong(r, step, "holds a character that XML cannot hold");
			return NULL;
		}
	return s;
}

static bool
is_object(struct json_reader *r, const struct json_step *step, const json_t *value)
{
	if (!json_is_object(value))
		wrong(r, step, "must be an object");
	return json_is_object(value);
}

static bool
is_array(struct json_reader *r, const struct json_step *step, const json_t *value)
{
	if (!json_is_array(value))
		wrong(r, step, "must be an array");
	return json_is_array(value);
}

/* -- wordings -----------------------------------------------------------------------------------
 */

static const struct {
	const char *element, *attr;
	bool words;
} marks[] = {{"ref", "to", true}, {"term", "ref", true}, {"clause", "number", false}};
enum { MARKS = sizeof(marks) / sizeof(marks[0]) };

static void
read_mark(struct json_reader *r, const struct json_step *step, const json_t *value,
	struct xml_node *text)
{
	for (size_t i = 0; i < MARKS; i++) {
		const json_t *target = json_object_get(value, marks[i].element);
		const json_t *words = json_object_get(value, "words"),
			     *framework = json_object_get(value, "framework");
		struct xml_node *mark;

		if (target == NULL)
			continue;
		mark = tree_element(r->arena, text, marks[i].element);
		if (framework != NULL && !marks[i].words)
			tree_attr(r->arena, mark, "framework", string_of(r, step, framework));
		tree_attr(r->arena, mark, marks[i].attr, string_of(r, step, target));
		if (marks[i].words)
			tree_words(r->arena, mark, words != NULL ? string_of(r, step, words) : "");
		return;
	}
	wrong(r, step, "must have a member ref, term or clause");
}

static void
read_runs(struct json_reader *r, const struct json_step *up, const json_t *runs,
	struct xml_node *text)
{
	size_t i;
	json_t *run;

	if (!is_array(r, up, runs))
		return;
	json_array_foreach(runs, i, run)
	{
		const struct json_step step = {up, NULL, i};

		if (json_is_object(run))
			read_mark(r, &step, run, text);
		else
			tree_words(r->arena, text, string_of(r, &step, run));
	}
}

static void
read_texts(struct json_reader *r, const struct json_step *up, json_t *value, struct xml_node *node)
{
	const json_t *runs = json_is_object(value) ? json_object_get(value, "_runs") : NULL;
	const char *lang;
	json_t *words;

	if (!is_object(r, up, value))
		return;
	json_object_foreach(value, lang, words)
	{
		const struct json_step step = {up, lang, 0}, runs_step = {up, "_runs", 0},
				       run_step = {&runs_step, lang, 0};
		const json_t *marked = runs != NULL ? json_object_get(runs, lang) : NULL;
		const char *plain;
		struct xml_node *text;

		if (strcmp(lang, "_runs") == 0)
			continue;
		if (!value_is_language(lang)) {
			wrong(r, up,
				"has a member '%.64s', which is no language tag such as ja or en-GB",
				lang);
			continue;
		}
		text = tree_element(r->arena, node, "text");
		tree_attr(r->arena, text, "xml:lang", lang);
		plain = string_of(r, &step, words);
		if (marked != NULL)
			read_runs(r, &run_step, marked, text);
		else if (plain != NULL)
			tree_words(r->arena, text, plain);
	}
}

/* -- attributes
 * ------------------------------------------------------------------------------------ */

static const char *
read_ids(struct json_reader *r, const struct json_step *up, const json_t *value)
{
	OWN(buf_fini) struct buf ids = {0};
	size_t i;
	json_t *id;

	if (!is_array(r, up, value))
		return NULL;
	json_array_foreach(value, i, id)
	{
		const struct json_step step = {up, NULL, i};
		const char *s = string_of(r, &step, id);

		if (s != NULL)
			buf_printf(&ids, "%s%s", ids.len > 0 ? " " : "", s);
	}
	return arena_strdup(r->arena, buf_cstr(&ids));
}

static const char *
read_value(struct json_reader *r, const struct json_step *step, const struct attr_spec *spec,
	const json_t *value)
{
	if (spec->type == VALUE_IDS)
		return read_ids(r, step, value);
	if (spec->type != VALUE_POSITIVE && spec->type != VALUE_COUNT)
		return string_of(r, step, value);
	if (json_is_integer(value))
		return arena_printf(r->arena, "%lld", (long long)json_integer_value(value));
	wrong(r, step, "must be a whole number");
	return NULL;
}

/* The member's name for an attribute or element: "-" is "_". */
static const char *
member_name(struct json_reader *r, const char *prefix, const char *name)
{
	char *key = arena_printf(r->arena, "%s%s%s", prefix, prefix[0] != '\0' ? "_" : "", name);

	for (char *p = key; *p != '\0'; p++)
		if (*p == '-')
			*p = '_';
	return key;
}

static void
read_attrs(struct json_reader *r, const struct json_step *up, const struct shape *shape,
	const json_t *object, const char *prefix, struct xml_node *node)
{
	for (const struct attr_spec *a = shape->attrs; a != NULL && a->name != NULL; a++) {
		const struct json_step step = {up, member_name(r, prefix, a->name), 0};
		const json_t *value = json_object_get(object, step.key);

		if (value != NULL)
			tree_attr(r->arena, node, a->name, read_value(r, &step, a, value));
	}
}

/* -- elements
 * -------------------------------------------------------------------------------------------- */

static void
read_members(struct json_reader *r, const struct json_step *, const struct shape *, json_t *object,
	struct xml_node *);

static void
read_element(struct json_reader *r, const struct json_step *step, const struct shape *shape,
	json_t *value, struct xml_node *node);

static void
read_list(struct json_reader *r, const struct json_step *up, const struct slot *slot, json_t *value,
	struct xml_node *node)
{
	size_t i;
	json_t *one;

	if (!is_array(r, up, value))
		return;
	json_array_foreach(value, i, one)
	{
		const struct json_step step = {up, NULL, i};

		read_element(r, &step, slot->shape, one, tree_element(r->arena, node, slot->name));
	}
}

/* Attributes and words; other members are told. */
static void
read_said(struct json_reader *r, const struct json_step *up, const struct shape *shape,
	json_t *object, struct xml_node *node)
{
	const struct json_step words = {up, FORM_WORDS, 0};
	const char *key;
	json_t *value;

	json_object_foreach(object, key, value)
	{
		const struct json_step step = {up, key, 0};
		bool known = strcmp(key, FORM_WORDS) == 0;

		for (const struct attr_spec *a = shape->attrs; a->name != NULL; a++)
			known |= strcmp(key, member_name(r, "", a->name)) == 0;
		if (!known)
			wrong(r, &step, "is no member that is known here");
	}
	read_attrs(r, up, shape, object, "", node);
	value = json_object_get(object, FORM_WORDS);
	if (value != NULL)
		tree_words(r->arena, node, string_of(r, &words, value));
}

static void
read_element(struct json_reader *r, const struct json_step *step, const struct shape *shape,
	json_t *value, struct xml_node *node)
{
	switch (json_form_of(shape)) {
	case FORM_STRING:
		tree_words(r->arena, node, string_of(r, step, value));
		break;
	case FORM_SAID:
		if (is_object(r, step, value))
			read_said(r, step, shape, value, node);
		break;
	case FORM_TEXTS:
		read_texts(r, step, value, node);
		break;
	case FORM_TRUE:
		if (!json_is_true(value))
			wrong(r, step, "must be true, or not be there");
		break;
	case FORM_LIST:
		read_list(r, step, &shape->slots[0], value, node);
		break;
	case FORM_OBJECT:
		if (is_object(r, step, value))
			read_members(r, step, shape, value, node);
	}
}

/* The group of that id: the last one if it is that, so that neighbours stand together, else a new
 * one. */
static struct xml_node *
open_group(struct json_reader *r, const struct json_step *step, const json_t *groups,
	const char *id, struct xml_node *table)
{
	struct xml_node *last = table->last, *node;
	size_t i;
	json_t *group;

	if (last != NULL && last->name != NULL && strcmp(last->name, "group") == 0 &&
		strcmp(xml_attr(last, "id"), id) == 0)
		return last;
	node = tree_element(r->arena, table, "group");
	tree_attr(r->arena, node, "id", id);
	json_array_foreach(groups, i, group)
	{
		const char *other = json_string_value(json_object_get(group, "id"));

		if (other != NULL && strcmp(other, id) == 0) {
			read_texts(r, step, json_object_get(group, "name"),
				tree_element(r->arena, node, "name"));
			return node;
		}
	}
	wrong(r, step, "is in group '%.64s', which is not among the table's groups", id);
	return node;
}

static void
read_rows(struct json_reader *r, const struct json_step *up, const struct slot *slot,
	json_t *object, struct xml_node *table)
{
	json_t *rows = json_object_get(object, "rows"), *groups = json_object_get(object, "groups"),
	       *row;
	const struct json_step rows_step = {up, "rows", 0};
	size_t i;

	if (rows == NULL || !is_array(r, &rows_step, rows))
		return;
	json_array_foreach(rows, i, row)
	{
		const struct json_step step = {&rows_step, NULL, i};
		const json_t *group = json_is_object(row) ? json_object_get(row, "group") : NULL;
		const char *id = group != NULL ? string_of(r, &step, group) : NULL;
		struct xml_node *parent =
			id != NULL ? open_group(r, &step, groups, id, table) : table;

		read_element(r, &step, slot->shape, row, tree_element(r->arena, parent, "row"));
	}
}

static void
read_slot(struct json_reader *r, const struct json_step *up, const struct slot *slot,
	json_t *object, struct xml_node *node)
{
	bool table = strcmp(node->name, "table") == 0;
	const struct json_step step = {up, member_name(r, "", json_form_member(slot)), 0};
	json_t *value = json_object_get(object, step.key);
	struct xml_node *child;

	if (table && strcmp(slot->name, "row") == 0) {
		read_rows(r, up, slot, object, node);
	} else if (value == NULL || (table && strcmp(slot->name, "group") == 0)) {
		return;
	} else if (strcmp(slot->name, "text") == 0) {
		read_texts(r, &step, value, node);
	} else if (json_form_is_array(slot)) {
		read_list(r, &step, slot, value, node);
	} else {
		child = tree_element(r->arena, node, slot->name);
		if (json_form_of(slot->shape) == FORM_LIST)
			read_attrs(r, up, slot->shape, object, slot->name, child);
		read_element(r, &step, slot->shape, value, child);
	}
}

/* -- unknown members
 * ----------------------------------------------------------------------------------------- */

static bool
is_attr(struct json_reader *r, const struct shape *shape, const char *prefix, const char *key)
{
	for (const struct attr_spec *a = shape->attrs; a != NULL && a->name != NULL; a++)
		if (strcmp(member_name(r, prefix, a->name), key) == 0)
			return true;
	return false;
}

static bool
is_known(struct json_reader *r, const struct shape *shape, const char *element, const char *key)
{
	if (is_attr(r, shape, "", key) ||
		(strcmp(element, "row") == 0 && strcmp(key, "group") == 0) ||
		(strcmp(element, "table") == 0 && strcmp(key, "groups") == 0) ||
		(strcmp(element, "matrix") == 0 && strcmp(key, "$schema") == 0))
		return true;
	for (const struct slot *s = shape->slots; s != NULL && s->name != NULL; s++)
		if (strcmp(member_name(r, "", json_form_member(s)), key) == 0 ||
			(json_form_of(s->shape) == FORM_LIST && is_attr(r, s->shape, s->name, key)))
			return true;
	for (const struct json_form_derived *d = json_form_derived; d->element != NULL; d++)
		if (strcmp(d->element, element) == 0 &&
			strcmp(member_name(r, "", d->member), key) == 0)
			return true;
	return false;
}

static void
read_members(struct json_reader *r, const struct json_step *up, const struct shape *shape,
	json_t *object, struct xml_node *node)
{
	const char *key;
	json_t *value;

	json_object_foreach(object, key, value) if (!is_known(r, shape, node->name, key))
		wrong(r, up, "has an unknown member '%.64s'", key);
	read_attrs(r, up, shape, object, "", node);
	for (const struct slot *s = shape->slots; s != NULL && s->name != NULL; s++)
		read_slot(r, up, s, object, node);
}

bool
read_matrix_json(const char *path, const struct buf *bytes, struct buf *xml, struct diags *diags)
{
	json_error_t error;
	OWN(json_release)
	json_t *json = json_loadb(buf_cstr(bytes), bytes->len, JSON_REJECT_DUPLICATES, &error);
	struct json_reader reader = {arena_new(), diags, path};
	size_t errors = diags->count[SEVERITY_ERROR];
	struct xml_node *root = tree_element(reader.arena, NULL, "matrix");
	bool good;

	if (json == NULL)
		diags_add(diags, SEVERITY_ERROR, "bad-json",
			(struct pos){path, (unsigned)error.line, (unsigned)error.column},
			"not JSON: %s", error.text);
	else
		read_element(&reader, NULL, shape_of_matrix(), json, root);
	good = diags->count[SEVERITY_ERROR] == errors;
	if (good)
		write_xml(xml, root, XML_NAMESPACE);
	arena_free(reader.arena);
	return good;
}
