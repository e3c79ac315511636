#include "line_publishes.h"

#include <string.h>

#include "document/tree.h"
#include "line_elements.h"

void
line_read_publishes(struct sheet_reader *r)
{
	struct xml_node *party =
		r->last != NULL && strcmp(r->last->name, "party") == 0 ? r->last : NULL;

	if (!line_belongs(r, party, "'party'"))
		return;
	r->publishes = r->last = line_add(r, party, "publishes", line_cell(r, COLUMN_VALUE));
	tree_attr(r->arena, r->publishes, "file",
		line_need(r, COLUMN_VALUE, "the file, such as suppliers/name.xml"));
}

void
line_read_same(struct sheet_reader *r)
{
	struct xml_node *node;

	if (!line_belongs(r, r->publishes, "'publishes'"))
		return;
	node = line_add(r, r->publishes, "same", line_cell(r, COLUMN_ID));
	tree_attr(r->arena, node, "theirs",
		line_need(r, COLUMN_VALUE, "the id that the party has there"));
	tree_attr(r->arena, node, "ours", line_need(r, COLUMN_ID, "the party's id"));
}

/* "machines" of "hypervisor/machines": the column of the row there. */
static void
add_their_row(struct sheet_reader *r, struct xml_node *node, const char *place)
{
	size_t len = strcspn(place, "/");

	tree_attr(r->arena, node, "their-row", arena_strndup(r->arena, place, len));
	tree_attr(r->arena, node, "column", place[len] == '/' ? place + len + 1 : NULL);
}

/* The type says what stands on both sides, ours first where they differ: "row", "clause row". */
void
line_read_opens(struct sheet_reader *r)
{
	static const char *const types[] = {"row", "clause", "row clause", "clause row", NULL};
	const char *type = line_need_name(r, COLUMN_TYPE, types, "row"), *place;
	struct xml_node *node;

	if (!line_belongs(r, r->publishes, "'publishes'") || type == NULL)
		return;
	node = line_add(r, r->publishes, "opens", line_cell(r, COLUMN_ID));
	tree_attr(r->arena, node, strncmp(type, "row", 3) == 0 ? "row" : "clause",
		line_need(r, COLUMN_ID, "a row or clause of this document"));
	place = line_need(r, COLUMN_VALUE, "what it opens there");
	if (strcmp(type, "row") == 0 || strcmp(type, "clause row") == 0)
		add_their_row(r, node, place);
	else
		tree_attr(r->arena, node, "their-clause", place);
}
