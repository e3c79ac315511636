#include "line_details.h"

#include <string.h>

#include "document/tree.h"
#include "line_elements.h"
#include "model/names.h"

/* -- details ------------------------------------------------------------------------------------
 */

static const struct owner {
	const char *element;
	const char *const *types;
} owners[] = {
	{"party", (const char *const[]){"region", "since", "contact", "purpose", "data", "short",
			  NULL}},
	{"certification", (const char *const[]){"number", "issued", "expires", "href", "body",
				  "scope", "scheme-as-published", NULL}},
	{"publishes", (const char *const[]){"href", NULL}},
	{"contact", (const char *const[]){"for", NULL}},
	{"edition", (const char *const[]){"replaces", NULL}},
	{"table", (const char *const[]){"number", NULL}},
	{"column", (const char *const[]){"plan", NULL}},
	{"row", (const char *const[]){"kind", "detail", NULL}},
	{"fact", (const char *const[]){"column", "plan", "data", NULL}},
	{"control", (const char *const[]){"as-published", NULL}},
};

static const struct owner *
owner_of(const struct xml_node *node)
{
	for (size_t i = 0; node != NULL && i < sizeof(owners) / sizeof(owners[0]); i++)
		if (strcmp(owners[i].element, node->name) == 0)
			return &owners[i];
	return NULL;
}

static bool
is_date(const char *type)
{
	return strcmp(type, "issued") == 0 || strcmp(type, "expires") == 0 ||
	       strcmp(type, "since") == 0;
}

void
line_read_detail(struct sheet_reader *r)
{
	const struct owner *owner = owner_of(r->last);
	const char *type;

	line_belongs(r, owner != NULL ? r->last : NULL,
		"'party', 'publishes', 'certification', 'contact', 'edition', 'table', 'column', 'row', 'fact' or 'control'");
	if (owner == NULL)
		return;
	type = line_need_name(r, COLUMN_TYPE, owner->types, NULL);
	if (type == NULL)
		return;
	if (line_has_wordings(r, false))
		line_add_texts(r, r->last, type, false, true);
	else if (is_date(type))
		tree_attr(r->arena, r->last, type, line_need_date(r));
	else
		tree_attr(r->arena, r->last, type,
			line_need(r, COLUMN_VALUE, "the value, or words in the column of texts"));
}

/* -- about the document -------------------------------------------------------------------------
 */

void
line_read_accept(struct sheet_reader *r)
{
	struct xml_node *node = line_add(r, r->about, "accept", line_cell(r, COLUMN_ID));
	const struct csv_cell *reason = NULL;

	tree_attr(r->arena, node, "rule",
		line_need(r, COLUMN_ID, "the rule, as check names it in brackets"));
	tree_attr(r->arena, node, "at", line_value(r));
	for (size_t i = 0; i < r->language_count; i++) {
		const struct csv_cell *cell = line_cell_at(r, r->languages[i].text);

		if (cell->text[0] != '\0' && reason != NULL)
			line_doubt(r, cell,
				"an acceptance has one reason: the other column's is taken");
		else if (cell->text[0] != '\0')
			reason = cell;
	}
	if (reason != NULL)
		tree_words(r->arena, node, reason->text);
	else
		line_wrong(r, line_cell(r, COLUMN_KIND),
			"an acceptance needs its reason in a column text_%s", r->languages[0].tag);
}

void
line_read_language(struct sheet_reader *r)
{
	struct xml_node *languages = line_only(r, r->about, "languages");

	r->last = line_add(r, languages, "language", line_cell(r, COLUMN_ID));
	tree_attr(r->arena, r->last, "tag", line_need(r, COLUMN_ID, "a tag such as en or ja"));
}

void
line_read_publisher(struct sheet_reader *r)
{
	tree_attr(r->arena, line_only(r, r->about, "publisher"), "party",
		line_need(r, COLUMN_ID, "a party's id"));
}

/* -- passages -----------------------------------------------------------------------------------
 */

void
line_read_section(struct sheet_reader *r)
{
	r->control = r->holder = r->table_row = NULL;
	r->question = line_add_with_id(r, line_only(r, r->root, "sections"), "section");
	tree_attr(r->arena, r->question, "number", line_value(r));
	line_add_texts(r, r->question, "title", true, true);
	line_add_paragraphs(r, r->question, "body");
}

void
line_read_body(struct sheet_reader *r)
{
	bool section = r->question != NULL && strcmp(r->question->name, "section") == 0;

	if (line_belongs(r, section ? r->question : NULL, "'section'"))
		line_add_texts(r, r->question, "body", false, true);
}

/* -- conditions ---------------------------------------------------------------------------------
 */

void
line_read_condition_part(struct sheet_reader *r)
{
	struct xml_node *part;

	if (!line_belongs(r, r->condition, "'condition'"))
		return;
	part = line_add(r, r->condition, "part", line_cell(r, COLUMN_ID));
	tree_attr(r->arena, part, "party", line_need(r, COLUMN_ID, "the party's id"));
	tree_attr(r->arena, part, "does", line_need_name(r, COLUMN_TYPE, does_names, NULL));
	line_add_wordings(r, part, false);
}
