/* Every element remembers the cell it comes from, so that what is found in it can be told there. */
#include "line_elements.h"

#include <string.h>

#include "document/tree.h"
#include "model/names.h"
#include "paragraphs.h"

unsigned
line_origin(struct sheet_reader *r, const struct csv_cell *cell)
{
	r->origins = arena_grow(
		r->arena, r->origins, r->origin_count, &r->origin_cap, sizeof(*r->origins));
	r->origins[r->origin_count++] =
		line_headed(r, cell->pos.file != NULL ? cell : &r->row->cells[0]);
	return (unsigned)r->origin_count;
}

struct xml_node *
line_add(struct sheet_reader *r, struct xml_node *parent, const char *name,
	const struct csv_cell *cell)
{
	struct xml_node *node = tree_element(r->arena, parent, name);

	node->offset = line_origin(r, cell);
	return node;
}

struct xml_node *
line_only(struct sheet_reader *r, struct xml_node *parent, const char *name)
{
	struct xml_node *node = parent->first;

	while (node != NULL && strcmp(node->name, name) != 0)
		node = node->next;
	return node != NULL ? node : line_add(r, parent, name, line_cell(r, COLUMN_KIND));
}

/* Line breaks in a cell whose words are one paragraph: they become spaces, which is told. */
static void
one_paragraph(struct sheet_reader *r, const struct csv_cell *cell)
{
	if (strchr(cell->text, '\n') != NULL)
		line_doubt(r, cell,
			"the lines of this cell become one: here is no room for paragraphs");
}

bool
line_add_wordings(struct sheet_reader *r, struct xml_node *node, bool name)
{
	bool some = false;

	for (size_t i = 0; i < r->language_count; i++) {
		const struct csv_cell *cell =
			line_cell_at(r, name ? r->languages[i].name : r->languages[i].text);

		if (cell->text[0] == '\0')
			continue;
		one_paragraph(r, cell);
		tree_text(r->arena, node, r->languages[i].tag, cell->text);
		node->last->offset = line_origin(r, cell);
		some = true;
	}
	return some;
}

bool
line_has_wordings(const struct sheet_reader *r, bool name)
{
	for (size_t i = 0; i < r->language_count; i++)
		if (line_cell_at(r, name ? r->languages[i].name : r->languages[i].text)->text[0] !=
			'\0')
			return true;
	return false;
}

void
line_add_texts(
	struct sheet_reader *r, struct xml_node *parent, const char *element, bool name, bool must)
{
	const struct csv_cell *kind = line_cell(r, COLUMN_KIND);

	if (line_has_wordings(r, name))
		line_add_wordings(r, line_add(r, parent, element, kind), name);
	else if (must)
		line_wrong(r, kind, "a line of kind '%s' needs words in a column %s_%s", kind->text,
			name ? "name" : "text", r->languages[0].tag);
}

/* Whether the n-th lines of all languages are items. */
static bool
all_items(const struct sheet_reader *r, const struct paragraphs *all, size_t n)
{
	for (size_t i = 0; i < r->language_count; i++)
		if (n < all[i].count && !all[i].v[n].item)
			return false;
	return true;
}

static void
add_paragraph(struct sheet_reader *r, struct xml_node *parent, const char *element,
	const struct paragraphs *all, size_t n)
{
	struct xml_node *node = line_add(r, parent, element, line_cell_at(r, r->languages[0].text));
	bool item = n > 0 && all_items(r, all, n);

	if (n > 0)
		tree_attr(r->arena, node, "kind",
			block_kind_name(item ? BLOCK_ITEM : BLOCK_PARAGRAPH));
	for (size_t i = 0; i < r->language_count; i++) {
		if (n >= all[i].count)
			continue;
		tree_text(r->arena, node, r->languages[i].tag,
			item ? all[i].v[n].words : all[i].v[n].line);
		node->last->offset = line_origin(r, line_cell_at(r, r->languages[i].text));
	}
}

/* The text_… cells as an element and, where they have several lines, blocks behind it: a line of
 * each language makes one, since lines are a paragraph or an item of a list. */
void
line_add_paragraphs(struct sheet_reader *r, struct xml_node *parent, const char *element)
{
	struct paragraphs all[SHEET_LANGUAGE_LIMIT];
	size_t most = 0;

	if (!line_has_wordings(r, false)) {
		line_add_texts(r, parent, element, false, true);
		return;
	}
	for (size_t i = 0; i < r->language_count; i++) {
		all[i] = paragraphs_of(r->arena, line_cell_at(r, r->languages[i].text)->text);
		most = all[i].count > most ? all[i].count : most;
	}
	for (size_t n = 0; n < most; n++)
		add_paragraph(r, parent, n == 0 ? element : "block", all, n);
}

struct xml_node *
line_add_with_id(struct sheet_reader *r, struct xml_node *parent, const char *element)
{
	struct xml_node *node = line_add(r, parent, element, line_cell(r, COLUMN_ID));

	tree_attr(r->arena, node, "id", line_need_id(r));
	r->last = node;
	return node;
}

bool
line_add_parts(struct sheet_reader *r, struct xml_node *node)
{
	bool some = false;

	for (int does = 0; does < DOES__COUNT; does++) {
		const struct csv_cell *cell = line_cell(r, (enum field)(COLUMN_ANSWERS + does));
		size_t len;

		for (const char *p = cell->text + strspn(cell->text, " ,;\n"); *p != '\0';
			p += len + strspn(p + len, " ,;\n")) {
			struct xml_node *part = line_add(r, node, "part", cell);

			len = strcspn(p, " ,;\n");
			tree_attr(r->arena, part, "party", arena_strndup(r->arena, p, len));
			tree_attr(r->arena, part, "does", does_names[does]);
			some = true;
		}
	}
	return some;
}

void
line_add_shared(struct sheet_reader *r, struct xml_node *node)
{
	if (line_cell(r, COLUMN_SHARED)->text[0] != '\0')
		tree_attr(r->arena, node, "shared",
			line_need_name(r, COLUMN_SHARED, sharing_names, NULL));
}

void
line_add_content(struct sheet_reader *r, struct xml_node *node)
{
	const struct csv_cell *type = line_cell(r, COLUMN_TYPE);
	bool parts = line_add_parts(r, node);

	line_add_shared(r, node);
	if (strcmp(type->text, "not-applicable") == 0 && !parts)
		line_add_texts(r, node, "not-applicable", false, true);
	else if (!parts)
		line_add(r, node, "unspecified", type);
}
