/* Walks tree and shapes together: the shape's slots give the order and the form, the tree what
 * there is. */
#include "write_json.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "document/json_form.h"
#include "plant.h"
#include "document/tree.h"

static void
write_members(struct json *j, const struct shape *shape, const struct xml_node *node);

/* -- wordings ------------------------------------------------------------------------ */

/* All words of a wording, marked or not. */
static const char *
plain_words(struct buf *out, const struct xml_node *text)
{
	buf_clear(out);
	for (const struct xml_node *c = text->first; c != NULL; c = c->next) {
		if (c->name == NULL)
			buf_str(out, c->text);
		else if (c->first != NULL)
			buf_str(out, c->first->text);
		else
			buf_str(out, xml_attr(c, "number"));
	}
	return buf_cstr(out);
}

static bool
is_marked(const struct xml_node *text)
{
	return xml_child(text, NULL) != NULL;
}

/* {"term": "supplier", "words": "…"}, {"ref": …}, {"clause": "9.2.1"} */
static void
write_mark(struct json *j, const struct xml_node *mark)
{
	bool clause = strcmp(mark->name, "clause") == 0;

	json_open(j, '{');
	json_member(j, mark->name,
		xml_attr(mark, clause                           ? "number"
			       : strcmp(mark->name, "ref") == 0 ? "to"
								: "ref"));
	json_member(j, "framework", xml_attr(mark, "framework"));
	if (!clause)
		json_member(j, "words", mark->first != NULL ? mark->first->text : "");
	json_close(j);
}

static void
write_runs(struct json *j, const struct xml_node *text)
{
	json_key_plain(j, xml_attr(text, "xml:lang"));
	json_open(j, '[');
	for (const struct xml_node *c = text->first; c != NULL; c = c->next)
		if (c->name == NULL)
			json_string(j, c->text);
		else
			write_mark(j, c);
	json_close(j);
}

static void
write_texts(struct json *j, const struct xml_node *node)
{
	struct buf words = {0};
	bool marked = false;

	json_open(j, '{');
	for (const struct xml_node *t = xml_child(node, "text"); t != NULL;
		t = xml_next(t, "text")) {
		json_key_plain(j, xml_attr(t, "xml:lang"));
		json_string(j, plain_words(&words, t));
		marked |= is_marked(t);
	}
	if (marked) {
		json_key(j, "_runs");
		json_open(j, '{');
		for (const struct xml_node *t = xml_child(node, "text"); t != NULL;
			t = xml_next(t, "text"))
			if (is_marked(t))
				write_runs(j, t);
		json_close(j);
	}
	json_close(j);
	buf_fini(&words);
}

/* -- attributes ------------------------------------------------------------------------ */

static void
write_value(struct json *j, const struct attr_spec *spec, const char *value)
{
	if (spec->type == VALUE_POSITIVE || spec->type == VALUE_COUNT) {
		json_number(j, atol(value));
	} else if (spec->type == VALUE_IDS) {
		char id[65];

		json_open(j, '[');
		for (size_t n; *value != '\0'; value += n + strspn(value + n, " ")) {
			n = strcspn(value, " ");
			snprintf(id, sizeof(id), "%.*s", (int)n, value);
			json_string(j, id);
		}
		json_close(j);
	} else {
		json_string(j, value);
	}
}

/* prefix: of the members' names, for a list's attributes that stand beside it; NULL: none. */
static void
write_attrs(
	struct json *j, const struct shape *shape, const struct xml_node *node, const char *prefix)
{
	for (const struct attr_spec *a = shape->attrs; a != NULL && a->name != NULL; a++) {
		const char *value = xml_attr(node, a->name);
		char key[64];

		if (value == NULL)
			continue;
		snprintf(key, sizeof(key), "%s%s%s", prefix != NULL ? prefix : "",
			prefix != NULL ? "-" : "", a->name);
		json_key(j, key);
		write_value(j, a, value);
	}
}

/* -- elements ----------------------------------------------------------------------------- */

static void
write_value_of(struct json *j, const struct shape *shape, const struct xml_node *node)
{
	switch (json_form_of(shape)) {
	case FORM_STRING:
		json_string(j, node->first != NULL ? node->first->text : "");
		break;
	case FORM_SAID:
		json_open(j, '{');
		write_attrs(j, shape, node, NULL);
		json_member(j, FORM_WORDS, node->first != NULL ? node->first->text : "");
		json_close(j);
		break;
	case FORM_TEXTS:
		write_texts(j, node);
		break;
	case FORM_TRUE:
		json_bool(j, true);
		break;
	case FORM_LIST:
		json_open(j, '[');
		for (const struct xml_node *c = xml_child(node, NULL); c != NULL;
			c = xml_next(c, NULL))
			write_value_of(j, shape->slots[0].shape, c);
		json_close(j);
		break;
	case FORM_OBJECT:
		json_open(j, '{');
		write_members(j, shape, node);
		json_close(j);
	}
}

static void
write_row(struct json *j, const struct shape *shape, const struct xml_node *row, const char *group)
{
	json_open(j, '{');
	write_members(j, shape, row);
	json_member(j, "group", group);
	json_close(j);
}

/* Rows stand in one array, those of groups too. */
static void
write_rows(struct json *j, const struct slot *slot, const struct xml_node *table)
{
	json_key(j, "rows");
	json_open(j, '[');
	for (const struct xml_node *c = xml_child(table, NULL); c != NULL; c = xml_next(c, NULL)) {
		if (strcmp(c->name, "row") == 0)
			write_row(j, slot->shape, c, NULL);
		for (const struct xml_node *r = strcmp(c->name, "group") == 0 ? xml_child(c, "row")
									      : NULL;
			r != NULL; r = xml_next(r, "row"))
			write_row(j, slot->shape, r, xml_attr(c, "id"));
	}
	json_close(j);
}

static void
write_groups(struct json *j, const struct xml_node *table)
{
	if (xml_child(table, "group") == NULL)
		return;
	json_key(j, "groups");
	json_open(j, '[');
	for (const struct xml_node *g = xml_child(table, "group"); g != NULL;
		g = xml_next(g, "group")) {
		json_open(j, '{');
		json_member(j, "id", xml_attr(g, "id"));
		json_key(j, "name");
		write_texts(j, xml_child(g, "name"));
		json_close(j);
	}
	json_close(j);
}

static void
write_array(struct json *j, const struct slot *slot, const struct xml_node *node)
{
	json_key(j, json_form_member(slot));
	json_open(j, '[');
	for (const struct xml_node *c = xml_child(node, slot->name); c != NULL;
		c = xml_next(c, slot->name))
		write_value_of(j, slot->shape, c);
	json_close(j);
}

static void
write_slot(struct json *j, const struct slot *slot, const struct xml_node *node)
{
	const struct xml_node *child = xml_child(node, slot->name);

	if (strcmp(node->name, "table") == 0 && strcmp(slot->name, "row") == 0) {
		write_rows(j, slot, node);
	} else if (strcmp(node->name, "table") == 0 && strcmp(slot->name, "group") == 0) {
		write_groups(j, node);
	} else if (child == NULL) {
		return;
	} else if (strcmp(slot->name, "text") == 0) {
		json_key(j, "text");
		write_texts(j, node);
	} else if (json_form_is_array(slot)) {
		write_array(j, slot, node);
	} else {
		if (json_form_of(slot->shape) == FORM_LIST)
			write_attrs(j, slot->shape, child, slot->name);
		json_key(j, json_form_member(slot));
		write_value_of(j, slot->shape, child);
	}
}

/* Attributes, children, and what follows from them. */
static void
write_members(struct json *j, const struct shape *shape, const struct xml_node *node)
{
	write_attrs(j, shape, node, NULL);
	for (const struct slot *s = shape->slots; s != NULL && s->name != NULL; s++)
		write_slot(j, s, node);
	for (const struct xml_node *c = xml_child(node, NULL); c != NULL; c = xml_next(c, NULL))
		if (c->name[0] == TREE_DERIVED && shape->attrs != NULL) {
			json_key(j, c->name + 1);
			write_texts(j, c);
		}
}

void
write_matrix_json(
	struct buf *out, const struct model *model, const struct matrix *matrix, const char *schema)
{
	struct arena *arena = arena_new();
	const struct xml_node *root = plant_matrix(arena, model, matrix);
	struct json j;

	json_init(&j, out);
	json_open(&j, '{');
	if (schema != NULL) {
		json_key_plain(&j, "$schema");
		json_string(&j, schema);
	}
	write_members(&j, shape_of_matrix(), root);
	json_close(&j);
	arena_free(arena);
}
