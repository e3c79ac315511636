/* An element that holds words is written on one line, whatever else it holds: white space in it
 * counts. */
#include "write_xml.h"

#include "base/own.h"
#include "tree.h"

static void
write_escaped(struct buf *out, const char *s, bool attribute)
{
	for (; *s != '\0'; s++)
		switch (*s) {
		case '&':
			buf_str(out, "&amp;");
			break;
		case '<':
			buf_str(out, "&lt;");
			break;
		case '>':
			buf_str(out, "&gt;");
			break;
		case '"':
			buf_str(out, attribute ? "&quot;" : "\"");
			break;
		case '\r':
			buf_str(out, "&#13;");
			break;
		case '\n':
		case '\t':
			if (attribute)
				buf_printf(out, "&#%d;", *s);
			else
				buf_char(out, *s);
			break;
		default:
			buf_char(out, *s);
		}
}

static void
write_start(struct buf *out, const struct xml_node *node, const char *xmlns)
{
	buf_char(out, '<');
	buf_str(out, node->name);
	if (xmlns != NULL)
		buf_printf(out, " xmlns=\"%s\"", xmlns);
	for (size_t i = 0; i < node->attr_count; i++) {
		buf_printf(out, " %s=\"", node->attrs[i].name);
		write_escaped(out, node->attrs[i].value, true);
		buf_char(out, '"');
	}
	buf_str(out, node->first != NULL ? ">" : "/>");
}

static bool
has_words(const struct xml_node *node)
{
	for (const struct xml_node *c = node->first; c != NULL; c = c->next)
		if (c->name == NULL)
			return true;
	return false;
}

static void
indent(struct buf *out, unsigned depth)
{
	buf_char(out, '\n');
	for (unsigned i = 0; i < depth; i++)
		buf_str(out, "  ");
}

/* line: whether it stands on a line of its own. */
static void
write_node(
	struct buf *out, const struct xml_node *node, unsigned depth, bool line, const char *xmlns)
{
	bool inner = line && !has_words(node);

	if (node->name == NULL) {
		write_escaped(out, node->text, false);
		return;
	}
	if (node->name[0] == TREE_DERIVED)
		return;
	if (line && depth > 0)
		indent(out, depth);
	write_start(out, node, xmlns);
	if (node->first == NULL)
		return;
	for (const struct xml_node *c = node->first; c != NULL; c = c->next)
		write_node(out, c, depth + 1, inner, NULL);
	if (inner)
		indent(out, depth);
	buf_printf(out, "</%s>", node->name);
}

void
write_xml(struct buf *out, const struct xml_node *root, const char *xmlns)
{
	buf_str(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
	write_node(out, root, 0, true, xmlns);
	buf_char(out, '\n');
}

void
write_xml_element(struct buf *out, const struct xml_node *node)
{
	write_node(out, node, 0, false, NULL);
}
