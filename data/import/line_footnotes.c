#include "line_footnotes.h"

#include <string.h>

#include "document/tree.h"

static bool
has_id(const struct xml_node *node, const char *id)
{
	return xml_attr(node, "id") != NULL && strcmp(xml_attr(node, "id"), id) == 0;
}

/* The row or column of that id; rows may stand in groups, which have no marks themselves. */
static struct xml_node *
find_row_or_column(const struct sheet_reader *r, const char *id)
{
	for (struct xml_node *n = r->table->first; n != NULL; n = n->next) {
		bool group = strcmp(n->name, "group") == 0;

		if (!group && has_id(n, id))
			return n;
		for (struct xml_node *row = group ? n->first : NULL; row != NULL; row = row->next)
			if (has_id(row, id))
				return row;
	}
	return NULL;
}

/* The cell of the row in that column; the first for "". */
static struct xml_node *
find_cell(const struct xml_node *row, const char *column)
{
	for (struct xml_node *n = row != NULL ? row->first : NULL; n != NULL; n = n->next)
		if (strcmp(n->name, "cell") == 0 &&
			(column[0] == '\0' || (xml_attr(n, "column") != NULL &&
						      strcmp(xml_attr(n, "column"), column) == 0)))
			return n;
	return NULL;
}

static struct xml_node *
find_place(const struct sheet_reader *r, const char *place)
{
	const char *slash = strchr(place, '/');

	if (strcmp(place, "cell") == 0 && r->holder != NULL)
		return r->holder;
	if (slash != NULL)
		return find_cell(find_row_or_column(r,
					 arena_strndup(r->arena, place, (size_t)(slash - place))),
			slash + 1);
	return strcmp(place, "table") == 0 && find_row_or_column(r, place) == NULL
		       ? r->table
		       : find_row_or_column(r, place);
}

static void
add_mark(struct sheet_reader *r, struct xml_node *node, const char *footnote)
{
	const char *attr = node == r->table ? "title-footnotes" : "footnotes";
	const char *marks = xml_attr(node, attr);

	for (size_t i = 0; i < node->attr_count; i++)
		if (strcmp(node->attrs[i].name, attr) == 0) {
			((struct xml_attr *)node->attrs)[i].value =
				arena_printf(r->arena, "%s %s", marks, footnote);
			return;
		}
	tree_attr(r->arena, node, attr, footnote);
}

void
line_mark_places(struct sheet_reader *r, const char *footnote)
{
	const char *at = line_value(r) != NULL ? line_value(r) : "table";
	size_t len;

	for (at += strspn(at, " ,;\n"); *at != '\0'; at += len + strspn(at + len, " ,;\n")) {
		const char *place = arena_strndup(r->arena, at, len = strcspn(at, " ,;\n"));
		struct xml_node *node = find_place(r, place);

		if (node != NULL)
			add_mark(r, node, footnote);
		else
			line_wrong(r, line_cell(r, COLUMN_VALUE),
				"'%.64s': the table above has no such row, column or cell", place);
	}
}
