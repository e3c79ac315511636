/* An attribute is a member, an element that may stand there several times an array by the name of
 * its group, an element with nothing but words a string, one with paragraphs Markdown. */
#include <string.h>

#include "base/json.h"
#include "base/own.h"
#include "oscal_parts.h"

/* Elements that may be repeated, and what OSCAL's JSON calls them together. */
static const struct {
	const char *element, *group;
} groups[] = {{"by-component", "by-components"}, {"component", "components"},
	{"control", "controls"}, {"control-implementation", "control-implementations"},
	{"group", "groups"}, {"implemented-requirement", "implemented-requirements"},
	{"information-type", "information-types"}, {"link", "links"}, {"map", "maps"},
	{"mapping", "mappings"}, {"part", "parts"}, {"party", "parties"},
	{"party-uuid", "party-uuids"}, {"prop", "props"}, {"provided", "provided"},
	{"resource", "resources"}, {"responsibility", "responsibilities"},
	{"responsible-party", "responsible-parties"}, {"responsible-role", "responsible-roles"},
	{"rlink", "rlinks"}, {"role", "roles"}, {"role-id", "role-ids"}, {"source", "sources"},
	{"statement", "statements"}, {"system-id", "system-ids"}, {"target", "targets"},
	{"unmapped-controls", "unmapped-controls"}, {"user", "users"}, {"with-id", "with-ids"}};

/* A plan has one implementation of controls, a component several. */
static bool
is_single(const struct xml_node *parent, const char *element)
{
	return strcmp(parent->name, "system-security-plan") == 0 &&
	       strcmp(element, "control-implementation") == 0;
}

static const char *
group_of(const struct xml_node *parent, const char *element)
{
	for (size_t i = 0; i < sizeof(groups) / sizeof(groups[0]); i++)
		if (strcmp(groups[i].element, element) == 0 && !is_single(parent, element))
			return groups[i].group;
	return NULL;
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
		oscal_markdown(&words, node->first->text);
	for (const struct xml_node *p = xml_child(node, "p"); p != NULL; p = xml_next(p, "p")) {
		if (words.len > 0)
			buf_str(&words, "\n\n");
		oscal_markdown(&words, p->first->text);
	}
	json_string(j, buf_cstr(&words));
}

static bool
is_words(const struct xml_node *node)
{
	return node->attr_count == 0 && node->first != NULL &&
	       (node->first->name == NULL || strcmp(node->first->name, "p") == 0);
}

/* Words that are a member of an object, since their element may have attributes. */
static void
write_id(struct json *j, const struct xml_node *node)
{
	json_open(j, '{');
	json_member(j, "id", node->first->text);
	json_close(j);
}

static void
write_object(struct json *j, const struct xml_node *node);

static void
write_value(struct json *j, const struct xml_node *node)
{
	if (strcmp(node->name, "system-id") == 0)
		write_id(j, node);
	else if (is_words(node))
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
		const char *group = group_of(node, c->name);

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
