/* Each kind is a row in a table, with a function that adds its elements where they belong. */
#include "sheet_lines.h"

#include <string.h>

#include "base/own.h"
#include "document/tree.h"
#include "line_details.h"
#include "line_elements.h"
#include "line_footnotes.h"
#include "line_publishes.h"
#include "model/names.h"

static void
read_service(struct sheet_reader *r)
{
	tree_attr(r->arena, r->root, "service", line_need_id(r));
	line_add_texts(r, r->about, "service", true, true);
}

static void
read_document(struct sheet_reader *r)
{
	line_add_texts(r, r->about, "title", true, true);
	line_add_texts(r, r->about, "summary", false, false);
	r->last = r->about;
}

static void
read_edition(struct sheet_reader *r)
{
	struct xml_node *node = line_add(r, r->about, "edition", line_cell(r, COLUMN_ID));
	const char *status = line_need_name(r, COLUMN_TYPE, edition_status_names, "draft");

	tree_attr(r->arena, node, "number", line_need(r, COLUMN_ID, "its number"));
	tree_attr(r->arena, node, "date", line_need_date(r));
	tree_attr(r->arena, node, "status", status);
	r->last = node;
}

static void
read_framework(struct sheet_reader *r)
{
	struct xml_node *node = line_add(r, r->about, "uses", line_cell(r, COLUMN_ID));
	const char *role = line_need_name(r, COLUMN_TYPE, uses_role_names, NULL);

	tree_attr(r->arena, node, "framework",
		line_need(r, COLUMN_ID, "the framework's id, such as iso27017-2015"));
	tree_attr(r->arena, node, "role", role);
	r->last = node;
}

static void
read_party(struct sheet_reader *r)
{
	struct xml_node *node = line_add_with_id(r, line_only(r, r->root, "parties"), "party");

	tree_attr(r->arena, node, "kind", line_need_name(r, COLUMN_TYPE, party_kind_names, NULL));
	line_add_texts(r, node, "name", true, true);
	line_add_texts(r, node, "description", false, false);
	if (line_cell(r, COLUMN_VALUE)->text[0] != '\0')
		tree_attr(r->arena, line_add(r, node, "link", line_cell(r, COLUMN_VALUE)), "href",
			line_cell(r, COLUMN_VALUE)->text);
}

static void
read_reference(struct sheet_reader *r)
{
	struct xml_node *node =
		line_add_with_id(r, line_only(r, r->root, "references"), "reference");

	tree_attr(r->arena, node, "kind",
		line_need_name(r, COLUMN_TYPE, reference_kind_names, "document"));
	tree_attr(r->arena, node, "href", line_value(r));
	line_add_texts(r, node, "title", true, true);
}

static void
read_contact(struct sheet_reader *r)
{
	struct xml_node *node = line_add_with_id(r, line_only(r, r->root, "contacts"), "contact");

	tree_attr(r->arena, node, "kind", line_need_name(r, COLUMN_TYPE, contact_kind_names, NULL));
	tree_attr(r->arena, node, "value", line_value(r));
	line_add_texts(r, node, "name", true, true);
	line_add_texts(r, node, "purpose", false, false);
}

static void
read_certification(struct sheet_reader *r)
{
	struct xml_node *node = line_add(r, r->about, "certification", line_cell(r, COLUMN_ID));

	tree_attr(r->arena, node, "scheme",
		line_need(r, COLUMN_VALUE, "the scheme, such as ISO/IEC 27001:2022"));
	line_add_texts(r, node, "name", true, true);
	r->last = node;
}

static void
read_question(struct sheet_reader *r)
{
	r->control = r->holder = r->table_row = NULL;
	r->question = line_add_with_id(r, line_only(r, r->root, "questions"), "question");
	line_add_texts(r, r->question, "asked", true, true);
	line_add_paragraphs(r, r->question, "answer");
}

/* A further paragraph of a statement or an answer, or an item of a list in it. */
static void
read_block(struct sheet_reader *r)
{
	struct xml_node *holder = r->control != NULL ? r->control : r->question, *node;

	if (!line_belongs(r, holder, "'control', 'question' or 'section'"))
		return;
	node = line_add(r, holder, "block", line_cell(r, COLUMN_KIND));
	tree_attr(r->arena, node, "kind",
		line_need_name(r, COLUMN_TYPE, block_kind_names, "paragraph"));
	if (!line_add_wordings(r, node, false))
		line_wrong(r, line_cell(r, COLUMN_KIND), "a block needs words in a column text_%s",
			r->languages[0].tag);
}

static void
read_scope(struct sheet_reader *r)
{
	struct xml_node *scope = line_only(r, r->root, "scope");

	line_add_texts(r, scope, xml_child(scope, "statement") == NULL ? "statement" : "item",
		false, true);
	r->last = scope;
}

static void
read_term(struct sheet_reader *r)
{
	struct xml_node *node = line_add_with_id(r, line_only(r, r->root, "terms"), "term");

	line_add_texts(r, node, "name", true, true);
	line_add_texts(r, node, "definition", false, true);
}

static void
read_table(struct sheet_reader *r)
{
	r->table = r->rows = line_add_with_id(r, line_only(r, r->root, "tables"), "table");
	r->table_row = r->holder = r->control = NULL;
	r->has_columns = false;
	tree_attr(r->arena, r->table, "kind",
		line_need_name(r, COLUMN_TYPE, table_kind_names, "layers"));
	if (line_cell(r, COLUMN_VALUE)->text[0] != '\0')
		tree_attr(r->arena, r->table, "merge",
			line_need_name(r, COLUMN_VALUE, table_merge_names, NULL));
	line_add_texts(r, r->table, "title", true, true);
	line_add_texts(r, r->table, "statement", false, false);
}

static void
read_column(struct sheet_reader *r)
{
	if (!line_belongs(r, r->table, "'table'"))
		return;
	line_add_texts(r, line_add_with_id(r, r->table, "column"), "name", true, true);
	r->has_columns = true;
}

static void
read_group(struct sheet_reader *r)
{
	if (!line_belongs(r, r->table, "'table'"))
		return;
	if (line_cell(r, COLUMN_ID)->text[0] == '\0' && !line_has_wordings(r, true)) {
		r->rows = r->table; /* what follows is in no group */
		return;
	}
	r->rows = line_add_with_id(r, r->table, "group");
	line_add_texts(r, r->rows, "name", true, true);
}

/* A table with columns has its cells on lines of their own. */
static void
read_row(struct sheet_reader *r)
{
	if (!line_belongs(r, r->table, "'table'"))
		return;
	r->table_row = line_add_with_id(r, r->rows, "row");
	r->control = NULL;
	line_add_texts(r, r->table_row, "name", true, true);
	r->holder = NULL;
	if (r->has_columns || strcmp(line_cell(r, COLUMN_TYPE)->text, "not-applicable") != 0)
		line_add_texts(r, r->table_row, "detail", false, false);
	if (r->has_columns)
		return;
	r->holder = line_add(r, r->table_row, "cell", line_cell(r, COLUMN_ANSWERS));
	line_add_content(r, r->holder);
}

static void
read_cell_line(struct sheet_reader *r)
{
	if (!line_belongs(r, r->table_row, "'row'"))
		return;
	r->holder = line_add(r, r->table_row, "cell", line_cell(r, COLUMN_ID));
	tree_attr(r->arena, r->holder, "column", line_need(r, COLUMN_ID, "the id of a column"));
	line_add_content(r, r->holder);
}

/* What a condition is about: the fact right above, else the cell, the row of a table with columns,
 * or the control. */
static struct xml_node *
condition_holder(const struct sheet_reader *r)
{
	if (r->fact != NULL && (r->control != NULL || r->table_row != NULL))
		return r->fact;
	return r->holder != NULL ? r->holder : r->table_row;
}

/* "P30D" or "at-most P30D". */
static void
read_fact_value(struct sheet_reader *r, struct xml_node *node)
{
	const char *value = line_cell(r, COLUMN_VALUE)->text;
	const char *space = strchr(value, ' ');
	const char *bound =
		space != NULL ? arena_strndup(r->arena, value, (size_t)(space - value)) : "";
	bool bounded = bound[0] != '\0' && name_value(fact_bound_names, bound) > BOUND_NONE;

	if (value[0] == '\0')
		return;
	tree_attr(r->arena, node, "value",
		line_fact_value(r, xml_attr(r->fact, "kind"), bounded ? space + 1 : value));
	tree_attr(r->arena, node, "bound", bounded ? bound : NULL);
}

/* Words are the statement of a control, the words to show for a value, or else why it is not
 * applicable. */
static void
add_condition_words(struct sheet_reader *r, const struct xml_node *on, struct xml_node *node)
{
	bool parts = line_add_parts(r, node);

	if (strcmp(on->name, "control") == 0 && (parts || xml_attr(node, "status") != NULL))
		line_add_texts(r, node, "statement", false, false);
	else if (strcmp(on->name, "fact") == 0 && xml_attr(node, "value") != NULL)
		line_add_texts(r, node, "display", false, false);
	else if (!parts)
		line_add_texts(r, node, "not-applicable", false, false);
}

static void
add_condition(struct sheet_reader *r, struct xml_node *on)
{
	struct xml_node *node;

	if (!line_belongs(r, on, "'row', 'cell', 'control' or 'fact'"))
		return;
	node = r->condition = line_add(r, on, "condition", line_cell(r, COLUMN_KIND));
	tree_attr(r->arena, node, "id",
		line_cell(r, COLUMN_ID)->text[0] != '\0' ? line_cell(r, COLUMN_ID)->text : NULL);
	tree_attr(r->arena, node, "kind",
		line_need_name(r, COLUMN_TYPE, condition_kind_names, "other"));
	line_add_shared(r, node);
	if (strcmp(on->name, "control") == 0 && line_value(r) != NULL)
		tree_attr(r->arena, node, "status",
			line_need_name(r, COLUMN_VALUE, control_status_names, NULL));
	else if (strcmp(on->name, "fact") == 0)
		read_fact_value(r, node);
	line_add_texts(r, node, "name", true, true);
	add_condition_words(r, on, node);
}

static void
read_condition(struct sheet_reader *r)
{
	add_condition(r, condition_holder(r));
}

/* One on each cell of the row, for a row that has its only cell in its own line. */
static void
read_row_condition(struct sheet_reader *r)
{
	add_condition(r, r->table_row);
}

static void
read_control(struct sheet_reader *r)
{
	struct xml_node *controls = line_only(r, r->root, "controls");

	r->table_row = r->question = NULL;
	r->control = r->holder = r->last =
		line_add(r, controls, "control", line_cell(r, COLUMN_ID));
	tree_attr(r->arena, r->control, "clause", line_need(r, COLUMN_ID, "the clause's number"));
	tree_attr(r->arena, r->control, "status",
		line_need_name(r, COLUMN_TYPE, control_status_names, NULL));
	line_add_shared(r, r->control);
	line_add_texts(r, r->control, "title", true, false);
	line_add_paragraphs(r, r->control, "statement");
	line_add_parts(r, r->control);
}

/* A footnote of the control, or else of the table; what it is about in the table stands in the
 * value. */
static void
read_footnote(struct sheet_reader *r)
{
	struct xml_node *holder = r->control != NULL ? r->control : r->table, *node;

	if (!line_belongs(r, holder, "'control' or 'table'"))
		return;
	node = line_add_with_id(r, holder, "footnote");
	if (!line_add_wordings(r, node, false))
		line_wrong(r, line_cell(r, COLUMN_KIND),
			"a footnote needs words in a column text_%s", r->languages[0].tag);
	if (r->control == NULL)
		line_mark_places(r, xml_attr(node, "id"));
}

static void
read_limits(struct sheet_reader *r)
{
	if (line_belongs(r, r->control, "'control'"))
		line_add_texts(r, r->control, "limits", false, true);
}

/* A part with words of its own. A cell whose own line names nobody has been taken for an
 * unspecified one. */
static void
read_part(struct sheet_reader *r)
{
	struct xml_node *part;

	if (!line_belongs(r, r->holder, "'row', 'cell' or 'control'"))
		return;
	if (r->holder->first != NULL && strcmp(r->holder->first->name, "unspecified") == 0 &&
		r->holder->first->next == NULL)
		r->holder->first = r->holder->last = NULL;
	part = line_add(r, r->holder, "part", line_cell(r, COLUMN_ID));
	tree_attr(r->arena, part, "party", line_need(r, COLUMN_ID, "the party's id"));
	tree_attr(r->arena, part, "does", line_need_name(r, COLUMN_TYPE, does_names, NULL));
	line_add_wordings(r, part, false);
}

/* The type of a fact is its kind, and its bound if it has one: "duration at-most". */
static void
read_fact(struct sheet_reader *r)
{
	const struct csv_cell *type = line_cell(r, COLUMN_TYPE);
	size_t len = strcspn(type->text, " ");
	const char *kind = arena_strndup(r->arena, type->text, len),
		   *bound = type->text + len + strspn(type->text + len, " ");
	struct xml_node *holder = r->control != NULL ? r->control : r->table_row, *node;

	if (!line_belongs(r, holder, "'control' or 'row'"))
		return;
	if (name_value(fact_kind_names, kind) < 0 ||
		(bound[0] != '\0' && name_value(fact_bound_names, bound) < 0)) {
		line_wrong(r, type,
			"'%.64s': write a kind of fact such as duration, email or text, and "
			"perhaps exact, at-most, at-least or one-of behind it",
			type->text);
		return;
	}
	node = r->fact = line_add_with_id(r, holder, "fact");
	node->offset = line_origin(r, line_cell(r, COLUMN_VALUE));
	tree_attr(r->arena, node, "kind", kind);
	tree_attr(r->arena, node, "value",
		line_fact_value(r, kind, line_need(r, COLUMN_VALUE, "the value")));
	tree_attr(r->arena, node, "bound", bound[0] != '\0' ? bound : NULL);
	line_add_texts(r, node, "name", true, true);
	line_add_texts(r, node, "display", false, false);
}

static void
read_map(struct sheet_reader *r)
{
	if (!line_belongs(r, r->control, "'control'"))
		return;
	r->last = line_add(r, r->control, "map", line_cell(r, COLUMN_ID));
	tree_attr(r->arena, r->last, "framework", line_need(r, COLUMN_VALUE, "the framework's id"));
	tree_attr(r->arena, r->last, "clause", line_need(r, COLUMN_ID, "the clause's number"));
	if (line_cell(r, COLUMN_TYPE)->text[0] != '\0')
		tree_attr(r->arena, r->last, "relation",
			line_need_name(r, COLUMN_TYPE, relation_names, NULL));
}

static void
read_see(struct sheet_reader *r)
{
	static const char *const kinds[] = {"reference", "contact", "table", "row", "clause", NULL};
	const char *kind = line_need_name(r, COLUMN_TYPE, kinds, "reference");
	struct xml_node *holder = r->control != NULL ? r->control : r->question, *node;

	if (!line_belongs(r, holder, "'control' or 'question'") || kind == NULL)
		return;
	node = line_add(r, holder, "see", line_cell(r, COLUMN_ID));
	tree_attr(r->arena, node, kind, line_need(r, COLUMN_ID, "an id"));
	tree_attr(r->arena, node, "fact", line_value(r));
}

static void
read_note(struct sheet_reader *r)
{
	struct xml_node *note;

	if (!line_belongs(r, r->last, "'party', 'row', 'control' or another thing"))
		return;
	note = line_add(r, r->last, "note", line_cell(r, COLUMN_KIND));
	tree_attr(
		r->arena, note, "kind", line_need_name(r, COLUMN_TYPE, note_kind_names, "remark"));
	if (!line_add_wordings(r, note, false))
		line_wrong(r, line_cell(r, COLUMN_KIND), "a note needs words in a column text_%s",
			r->languages[0].tag);
}

static const struct {
	const char *name;
	void (*read)(struct sheet_reader *);
} kinds[] = {{"service", read_service}, {"document", read_document}, {"edition", read_edition},
	{"framework", read_framework}, {"party", read_party}, {"publishes", line_read_publishes},
	{"same", line_read_same}, {"opens", line_read_opens}, {"reference", read_reference},
	{"contact", read_contact}, {"detail", line_read_detail},
	{"certification", read_certification}, {"question", read_question}, {"block", read_block},
	{"scope", read_scope}, {"term", read_term}, {"table", read_table}, {"column", read_column},
	{"group", read_group}, {"row", read_row}, {"cell", read_cell_line},
	{"condition", read_condition}, {"control", read_control}, {"part", read_part},
	{"limits", read_limits}, {"footnote", read_footnote}, {"fact", read_fact},
	{"map", read_map}, {"see", read_see}, {"note", read_note}, {"accept", line_read_accept},
	{"language", line_read_language}, {"publisher", line_read_publisher},
	{"section", line_read_section}, {"body", line_read_body},
	{"condition-part", line_read_condition_part}, {"row-condition", read_row_condition}};
enum { KIND_COUNT = sizeof(kinds) / sizeof(kinds[0]) };

/* Whether lines of the kind add to the one above them. */
static bool
goes_on(const char *kind)
{
	static const char *const kinds_of_more[] = {
		"condition", "condition-part", "note", "detail"};

	for (size_t i = 0; i < sizeof(kinds_of_more) / sizeof(kinds_of_more[0]); i++)
		if (strcmp(kinds_of_more[i], kind) == 0)
			return true;
	return false;
}

const char *
line_kind_name(size_t n)
{
	return n < KIND_COUNT ? kinds[n].name : NULL;
}

void
line_read(struct sheet_reader *r)
{
	const struct csv_cell *kind = line_cell(r, COLUMN_KIND);
	OWN(buf_fini) struct buf list = {0};

	for (size_t i = 0; i < KIND_COUNT; i++) {
		if (strcmp(kinds[i].name, kind->text) == 0) {
			if (!goes_on(kind->text))
				r->fact = NULL;
			kinds[i].read(r);
			return;
		}
		buf_printf(&list, "%s%s", i > 0 ? ", " : "", kinds[i].name);
	}
	line_wrong(r, kind, "unknown kind '%.64s': write one of %s, or # for a remark", kind->text,
		buf_cstr(&list));
}
