/* An attribute is a member, an element that may stand there several times an array by the name of
 * its group, an element with nothing but words a string, one with paragraphs Markdown. */
#include <string.h>

#include "base/json.h"
#include "base/own.h"
#include "oscal_parts.h"

/* Elements that may be repeated, and what OSCAL's JSON calls them together. */
static const struct {
	const char *element, *group;
} groups[] = {{"component", "components"}, {"control-implementation", "control-implementations"},
	{"implemented-requirement", "implemented-requirements"}, {"link", "links"}, {"map", "maps"},
	{"mapping", "mappings"}, {"party", "parties"}, {"party-uuid", "party-uuids"},
	{"prop", "props"}, {"resource", "resources"}, {"responsible-party", "responsible-parties"},
	{"responsible-role", "responsible-roles"}, {"role", "roles"}, {"source", "sources"},
	{"statement", "statements"}, {"target", "targets"},
	{"unmapped-controls", "unmapped-controls"}, {"with-id", "with-ids"}};

static const char *
group_of(const char *element)
{
	for (size_t i = 0; i < sizeof(groups) / sizeof(groups[0]); i++)
		if (strcmp(groups[i].element, element) == 0)
			return groups[i].group;
	return NULL;
}

/* Words as Markdown that says just them. */
static void
add_markdown(struct buf *out, const char *s)
{
	for (; *s != '\0'; s++) {
		if (strchr("\\*_`[]<>~^{}", *s) != NULL)
			buf_char(out, '\\');
		buf_char(out, *s);
	}
}

/* Titles and texts are markup too, names and values are not. */
static bool
is_markup(const char *element)
{
	return strcmp(element, "title") == 0 || strcmp(element, "text") == 0;
}

static void
write_words(struct json *j, const struct xml_node *node)
{
	OWN(buf_fini) struct buf words = {0};

	if (node->first->name == NULL && !is_markup(node->name)) {
		json_string(j, node->first->text);
		return;
	}
	if (node->first->name == NULL)
		add_markdown(&words, node->first->text);
	for (const struct xml_node *p = xml_child(node, "p"); p != NULL; p = xml_next(p, "p")) {
		if (words.len > 0)
			buf_str(&words, "\n\n");
		add_markdown(&words, p->first->text);
	}
	json_string(j, buf_cstr(&words));
}

static bool
is_words(const struct xml_node *node)
{
	return node->attr_count == 0 && node->first != NULL &&
	       (node->first->name == NULL || strcmp(node->first->name, "p") == 0);
}

static void
write_object(struct json *j, const struct xml_node *node);

static void
write_value(struct json *j, const struct xml_node *node)
{
	if (is_words(node))
		write_words(j, node);
	else
		write_object(j, node);
}

/* Whether an element of the same name stands before it. */
static bool
is_later(const struct xml_node *parent, const struct xml_node *node)
{
	return xml_child(parent, node->name) != node;
}

static void
write_object(struct json *j, const struct xml_node *node)
{
	json_open(j, '{');
	for (size_t i = 0; i < node->attr_count; i++) {
		json_key_plain(j, node->attrs[i].name);
		json_string(j, node->attrs[i].value);
	}
	for (const struct xml_node *c = xml_child(node, NULL); c != NULL; c = xml_next(c, NULL)) {
		const char *group = group_of(c->name);

		if (is_later(node, c))
			continue;
		json_key_plain(j, group != NULL ? group : c->name);
		if (group == NULL) {
			write_value(j, c);
			continue;
		}
		json_open(j, '[');
		for (const struct xml_node *e = c; e != NULL; e = xml_next(e, c->name))
			write_value(j, e);
		json_close(j);
	}
	json_close(j);
}

void
oscal_json(struct buf *out, const struct xml_node *root)
{
	struct json j;

	json_init(&j, out);
	json_open(&j, '{');
	json_key_plain(&j, root->name);
	write_object(&j, root);
	json_close(&j);
}
