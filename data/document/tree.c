#include "tree.h"

#include <string.h>

void
tree_adopt(struct xml_node *parent, struct xml_node *child)
{
	child->parent = parent;
	if (parent->last != NULL)
		parent->last->next = child;
	else
		parent->first = child;
	parent->last = child;
}

static struct xml_node *
add_node(struct arena *arena, struct xml_node *parent)
{
	struct xml_node *node = ARENA_NEW(arena, struct xml_node);

	if (parent != NULL)
		tree_adopt(parent, node);
	return node;
}

struct xml_node *
tree_element(struct arena *arena, struct xml_node *parent, const char *name)
{
	struct xml_node *node = add_node(arena, parent);

	node->name = name;
	return node;
}

void
tree_attr(struct arena *arena, struct xml_node *node, const char *name, const char *value)
{
	struct xml_attr *attrs;

	if (value == NULL)
		return;
	attrs = arena_array(arena, node->attr_count + 1, sizeof(*attrs));
	if (node->attr_count > 0)
		memcpy(attrs, node->attrs, node->attr_count * sizeof(*attrs));
	attrs[node->attr_count++] = (struct xml_attr){name, value};
	node->attrs = attrs;
}

void
tree_attr_number(struct arena *arena, struct xml_node *node, const char *name, unsigned value)
{
	if (value > 0)
		tree_attr(arena, node, name, arena_printf(arena, "%u", value));
}

void
tree_words(struct arena *arena, struct xml_node *node, const char *words)
{
	add_node(arena, node)->text = words;
}

void
tree_text(struct arena *arena, struct xml_node *node, const char *lang, const char *words)
{
	struct xml_node *text = tree_element(arena, node, "text");

	tree_attr(arena, text, "xml:lang", lang);
	tree_words(arena, text, words);
}
