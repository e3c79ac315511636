/* Each kind of line is a row in a table, with a function that adds its elements where they belong.
 */
#include "sheet_lines.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/own.h"
#include "document/tree.h"
#include "model/names.h"
#include "model/value.h"
#include "paragraphs.h"
#include "typed.h"

const char *const sheet_columns[COLUMN__COUNT + 1] = {"kind", "id", "type", "value", "answers",
	"runs", "supports", "may", "consulted", "informed", "shared"};

/* -- cells --------------------------------------------------------------------------------- */

static const struct csv_cell *
cell_at(const struct sheet_reader *r, int place)
{
	static const struct csv_cell nothing = {.text = ""};

	return place >= 0 && (size_t)place < r->row->count ? &r->row->cells[place] : &nothing;
}

const struct csv_cell *
sheet_cell_of(const struct sheet_reader *r, enum field column)
{
	return cell_at(r, r->columns[column]);
}

static void
tell(struct sheet_reader *r, const struct csv_cell *cell, enum severity severity, const char *rule,
	const char *fmt, va_list ap)
{
	char words[400], name[CSV_NAME_SIZE];

	if (cell->pos.file == NULL)
		cell = &r->row->cells[0];
	vsnprintf(words, sizeof(words), fmt, ap);
	csv_cell_name(cell, name);
	diags_add(r->diags, severity, rule, cell->pos, "%s: %s", name, words);
}

void
sheet_wrong(struct sheet_reader *r, const struct csv_cell *cell, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	tell(r, cell, SEVERITY_ERROR, "bad-sheet", fmt, ap);
	va_end(ap);
}

void
sheet_doubt(struct sheet_reader *r, const struct csv_cell *cell, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	tell(r, cell, SEVERITY_WARNING, "spreadsheet", fmt, ap);
	va_end(ap);
}

/* The cell's words, which must be there. */
static const char *
need(struct sheet_reader *r, enum field column, const char *meaning)
{
	const struct csv_cell *cell = sheet_cell_of(r, column);

	if (cell->text[0] == '\0')
		sheet_wrong(r, cell, "a line of kind '%s' needs %s in the column '%s'",
			sheet_cell_of(r, COLUMN_KIND)->text, meaning, sheet_columns[column]);
	return cell->text;
}

/* The same for words of a form; a wrong one is told by what is wanted. */
static const char *
need_form(
	struct sheet_reader *r, enum field column, bool (*valid)(const char *), const char *wanted)
{
	const char *value = need(r, column, wanted);

	if (value[0] != '\0' && !valid(value))
		sheet_wrong(r, sheet_cell_of(r, column), "'%.64s' in the column '%s': write %s",
			value, sheet_columns[column], wanted);
	return value;
}

/* A date as people and spreadsheets write it, as ISO 8601 has it; what is none is told. */
static const char *
date_of(struct sheet_reader *r, const struct csv_cell *cell, const char *text)
{
	const char *date = NULL;

	enum typed typed = typed_date(r->arena, text, &date);

	if (typed == TYPED_SERIAL && cell->form != CSV_DATE)
		sheet_doubt(r, cell,
			"'%.64s' is taken for the number that a spreadsheet keeps for a date: %s",
			text, date);
	else if (typed == TYPED_AMBIGUOUS)
		sheet_wrong(r, cell,
			"'%.64s' may be a day and a month or a month and a day: write the date as YYYY-MM-DD",
			text);
	else if (typed == TYPED_NOTHING)
		sheet_wrong(r, cell,
			"'%.64s' in the column 'value': write a date that exists, as YYYY-MM-DD",
			text);
	return date != NULL ? date : text;
}

static const char *
need_date(struct sheet_reader *r)
{
	const char *value = need(r, COLUMN_VALUE, "a date that exists, as YYYY-MM-DD");

	return value[0] != '\0' ? date_of(r, sheet_cell_of(r, COLUMN_VALUE), value) : value;
}

/* A value of a fact, freed of what spreadsheets do to it. */
static const char *
fact_value(struct sheet_reader *r, const char *kind, const char *value)
{
	if (strcmp(kind, fact_kind_name(FACT_BOOLEAN)) == 0)
		return typed_boolean(value);
	if (strcmp(kind, fact_kind_name(FACT_DATE)) == 0 && value[0] != '\0')
		return date_of(r, sheet_cell_of(r, COLUMN_VALUE), value);
	return value;
}

/* One of the names, which must be there unless there is a usual one. */
static const char *
need_name(struct sheet_reader *r, enum field column, const char *const *names, const char *usual)
{
	const struct csv_cell *cell = sheet_cell_of(r, column);
	OWN(buf_fini) struct buf list = {0};

	if (cell->text[0] == '\0' && usual != NULL)
		return usual;
	if (name_value(names, cell->text) >= 0 && cell->text[0] != '\0')
		return cell->text;
	for (; *names != NULL; names++)
		if ((*names)[0] != '\0')
			buf_printf(&list, "%s%s", list.len > 0 ? ", " : "", *names);
	sheet_wrong(r, cell, "'%.64s' in the column '%s': write one of %s", cell->text,
		sheet_columns[column], buf_cstr(&list));
	return NULL;
}

/* -- elements ---------------------------------------------------------------------------------- */

/* The place of a cell in the list of origins. */
static unsigned
origin_of(struct sheet_reader *r, const struct csv_cell *cell)
{
	r->origins = arena_grow(
		r->arena, r->origins, r->origin_count, &r->origin_cap, sizeof(*r->origins));
	r->origins[r->origin_count++] = cell->pos.file != NULL ? *cell : r->row->cells[0];
	return (unsigned)r->origin_count;
}

struct xml_node *
sheet_add(struct sheet_reader *r, struct xml_node *parent, const char *name,
	const struct csv_cell *cell)
{
	struct xml_node *node = tree_element(r->arena, parent, name);

	node->offset = origin_of(r, cell);
	return node;
}

struct xml_node *
sheet_only(struct sheet_reader *r, struct xml_node *parent, const char *name)
{
	struct xml_node *node = parent->first;

	while (node != NULL && strcmp(node->name, name) != 0)
		node = node->next;
	return node != NULL ? node : sheet_add(r, parent, name, sheet_cell_of(r, COLUMN_KIND));
}

/* Line breaks in a cell whose words are one paragraph: they become spaces, which is told. */
static void
one_paragraph(struct sheet_reader *r, const struct csv_cell *cell)
{
	if (strchr(cell->text, '\n') != NULL)
		sheet_doubt(r, cell,
			"the lines of this cell become one: here is no room for paragraphs");
}

/* The wordings of name_… or text_… as children. false: there are none. */
static bool
add_wordings(struct sheet_reader *r, struct xml_node *node, bool name)
{
	bool some = false;

	for (size_t i = 0; i < r->language_count; i++) {
		const struct csv_cell *cell =
			cell_at(r, name ? r->languages[i].name : r->languages[i].text);

		if (cell->text[0] == '\0')
			continue;
		one_paragraph(r, cell);
		tree_text(r->arena, node, r->languages[i].tag, cell->text);
		node->last->offset = origin_of(r, cell);
		some = true;
	}
	return some;
}

static bool
has_wordings(const struct sheet_reader *r, bool name)
{
	for (size_t i = 0; i < r->language_count; i++)
		if (cell_at(r, name ? r->languages[i].name : r->languages[i].text)->text[0] != '\0')
			return true;
	return false;
}

/* An element with the wordings; must: they have to be there. */
static void
add_texts(
	struct sheet_reader *r, struct xml_node *parent, const char *element, bool name, bool must)
{
	const struct csv_cell *kind = sheet_cell_of(r, COLUMN_KIND);

	if (has_wordings(r, name))
		add_wordings(r, sheet_add(r, parent, element, kind), name);
	else if (must)
		sheet_wrong(r, kind, "a line of kind '%s' needs words in a column %s_%s",
			kind->text, name ? "name" : "text", r->languages[0].tag);
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
	struct xml_node *node = sheet_add(r, parent, element, cell_at(r, r->languages[0].text));
	bool item = n > 0 && all_items(r, all, n);

	if (n > 0)
		tree_attr(r->arena, node, "kind",
			block_kind_name(item ? BLOCK_ITEM : BLOCK_PARAGRAPH));
	for (size_t i = 0; i < r->language_count; i++) {
		if (n >= all[i].count)
			continue;
		tree_text(r->arena, node, r->languages[i].tag,
			item ? all[i].v[n].words : all[i].v[n].line);
		node->last->offset = origin_of(r, cell_at(r, r->languages[i].text));
	}
}

/* The text_… cells as an element and, where they have several lines, blocks behind it: a line of
 * each language makes one, since lines are a paragraph or an item of a list. */
static void
add_paragraphs(struct sheet_reader *r, struct xml_node *parent, const char *element)
{
	struct paragraphs all[SHEET_LANGUAGE_LIMIT];
	size_t most = 0;

	if (!has_wordings(r, false)) {
		add_texts(r, parent, element, false, true);
		return;
	}
	for (size_t i = 0; i < r->language_count; i++) {
		all[i] = paragraphs_of(r->arena, cell_at(r, r->languages[i].text)->text);
		most = all[i].count > most ? all[i].count : most;
	}
	for (size_t n = 0; n < most; n++)
		add_paragraph(r, parent, n == 0 ? element : "block", all, n);
}

/* An element with the id of the line. */
static struct xml_node *
add_with_id(struct sheet_reader *r, struct xml_node *parent, const char *element)
{
	struct xml_node *node = sheet_add(r, parent, element, sheet_cell_of(r, COLUMN_ID));

	tree_attr(r->arena, node, "id",
		need_form(r, COLUMN_ID, value_is_id,
			"an id of letters, digits, - and _, a letter first"));
	r->last = node;
	return node;
}

/* A part for each party named in the columns of what they do, with commas, semicolons or spaces
 * between. false: none. */
static bool
add_parts(struct sheet_reader *r, struct xml_node *node)
{
	bool some = false;

	for (int does = 0; does < DOES__COUNT; does++) {
		const struct csv_cell *cell = sheet_cell_of(r, (enum field)(COLUMN_ANSWERS + does));
		size_t len;

		for (const char *p = cell->text + strspn(cell->text, " ,;\n"); *p != '\0';
			p += len + strspn(p + len, " ,;\n")) {
			struct xml_node *part = sheet_add(r, node, "part", cell);

			len = strcspn(p, " ,;\n");
			tree_attr(r->arena, part, "party", arena_strndup(r->arena, p, len));
			tree_attr(r->arena, part, "does", does_names[does]);
			some = true;
		}
	}
	return some;
}

/* How they share it, if they do. */
static void
add_shared(struct sheet_reader *r, struct xml_node *node)
{
	if (sheet_cell_of(r, COLUMN_SHARED)->text[0] != '\0')
		tree_attr(
			r->arena, node, "shared", need_name(r, COLUMN_SHARED, sharing_names, NULL));
}

/* Parts, or why there are none. */
static void
add_content(struct sheet_reader *r, struct xml_node *node)
{
	const struct csv_cell *type = sheet_cell_of(r, COLUMN_TYPE);
	bool parts = add_parts(r, node);

	add_shared(r, node);
	if (strcmp(type->text, "not-applicable") == 0 && !parts)
		add_texts(r, node, "not-applicable", false, true);
	else if (!parts)
		sheet_add(r, node, "unspecified", type);
}

/* The value, where there is one. */
static const char *
optional_value(const struct sheet_reader *r)
{
	const char *value = sheet_cell_of(r, COLUMN_VALUE)->text;

	return value[0] != '\0' ? value : NULL;
}

/* -- the kinds of lines
 * ----------------------------------------------------------------------------- */

static void
read_service(struct sheet_reader *r)
{
	tree_attr(r->arena, r->root, "service",
		need_form(r, COLUMN_ID, value_is_id,
			"an id of letters, digits, - and _, a letter first"));
	add_texts(r, r->about, "service", true, true);
}

static void
read_document(struct sheet_reader *r)
{
	add_texts(r, r->about, "title", true, true);
	add_texts(r, r->about, "summary", false, false);
}

static void
read_edition(struct sheet_reader *r)
{
	struct xml_node *node = sheet_add(r, r->about, "edition", sheet_cell_of(r, COLUMN_ID));
	const char *status = need_name(r, COLUMN_TYPE, edition_status_names, "draft");

	tree_attr(r->arena, node, "number", need(r, COLUMN_ID, "its number"));
	tree_attr(r->arena, node, "date", need_date(r));
	tree_attr(r->arena, node, "status", status);
	r->last = node;
}

static void
read_framework(struct sheet_reader *r)
{
	struct xml_node *node = sheet_add(r, r->about, "uses", sheet_cell_of(r, COLUMN_ID));
	const char *role = need_name(r, COLUMN_TYPE, uses_role_names, NULL);

	tree_attr(r->arena, node, "framework",
		need(r, COLUMN_ID, "the framework's id, such as iso27017-2015"));
	tree_attr(r->arena, node, "role", role);
	r->last = node;
}

static void
read_party(struct sheet_reader *r)
{
	struct xml_node *node = add_with_id(r, sheet_only(r, r->root, "parties"), "party");

	tree_attr(r->arena, node, "kind", need_name(r, COLUMN_TYPE, party_kind_names, NULL));
	add_texts(r, node, "name", true, true);
	add_texts(r, node, "description", false, false);
	if (sheet_cell_of(r, COLUMN_VALUE)->text[0] != '\0')
		tree_attr(r->arena, sheet_add(r, node, "link", sheet_cell_of(r, COLUMN_VALUE)),
			"href", sheet_cell_of(r, COLUMN_VALUE)->text);
}

static void
read_reference(struct sheet_reader *r)
{
	struct xml_node *node = add_with_id(r, sheet_only(r, r->root, "references"), "reference");

	tree_attr(r->arena, node, "kind",
		need_name(r, COLUMN_TYPE, reference_kind_names, "document"));
	tree_attr(r->arena, node, "href", optional_value(r));
	add_texts(r, node, "title", true, true);
}

static void
read_contact(struct sheet_reader *r)
{
	struct xml_node *node = add_with_id(r, sheet_only(r, r->root, "contacts"), "contact");

	tree_attr(r->arena, node, "kind", need_name(r, COLUMN_TYPE, contact_kind_names, NULL));
	tree_attr(r->arena, node, "value", optional_value(r));
	add_texts(r, node, "name", true, true);
	add_texts(r, node, "purpose", false, false);
}

/* Whether there is something for the line to belong to. */
static bool
belongs(struct sheet_reader *r, const struct xml_node *owner, const char *kinds)
{
	const struct csv_cell *kind = sheet_cell_of(r, COLUMN_KIND);

	if (owner == NULL)
		sheet_wrong(r, kind, "a line of kind '%s' belongs below one of kind %s", kind->text,
			kinds);
	return owner != NULL;
}

static void
read_certification(struct sheet_reader *r)
{
	struct xml_node *node =
		sheet_add(r, r->about, "certification", sheet_cell_of(r, COLUMN_ID));

	tree_attr(r->arena, node, "scheme",
		need(r, COLUMN_VALUE, "the scheme, such as ISO/IEC 27001:2022"));
	add_texts(r, node, "name", true, true);
	r->last = node;
}

/* What a party, contact or certificate has besides: the name of it in the type, its value, or its
 * words. */
static void
read_detail(struct sheet_reader *r)
{
	static const char *const party[] = {"region", "since", "contact", "purpose", "data", NULL};
	static const char *const certification[] = {
		"number", "issued", "expires", "href", "body", "scope", NULL};
	static const char *const contact[] = {"for", NULL};
	bool of_party = r->last != NULL && strcmp(r->last->name, "party") == 0;
	bool of_certification = r->last != NULL && strcmp(r->last->name, "certification") == 0;
	bool of_contact = r->last != NULL && strcmp(r->last->name, "contact") == 0;
	const char *type;

	if (!belongs(r, of_party || of_certification || of_contact ? r->last : NULL,
		    "'party', 'contact' or 'certification'"))
		return;
	type = need_name(r, COLUMN_TYPE,
		of_party           ? party
		: of_certification ? certification
				   : contact,
		NULL);
	if (type == NULL)
		return;
	if (has_wordings(r, false))
		add_texts(r, r->last, type, false, true);
	else if (strcmp(type, "issued") == 0 || strcmp(type, "expires") == 0 ||
		 strcmp(type, "since") == 0)
		tree_attr(r->arena, r->last, type, need_date(r));
	else
		tree_attr(r->arena, r->last, type,
			need(r, COLUMN_VALUE, "the value, or words in the column of texts"));
}

static void
read_question(struct sheet_reader *r)
{
	r->control = r->holder = r->table_row = NULL;
	r->question = add_with_id(r, sheet_only(r, r->root, "questions"), "question");
	add_texts(r, r->question, "asked", true, true);
	add_paragraphs(r, r->question, "answer");
}

/* A further paragraph of a statement or an answer, or an item of a list in it. */
static void
read_block(struct sheet_reader *r)
{
	struct xml_node *holder = r->control != NULL ? r->control : r->question, *node;

	if (!belongs(r, holder, "'control' or 'question'"))
		return;
	node = sheet_add(r, holder, "block", sheet_cell_of(r, COLUMN_KIND));
	tree_attr(r->arena, node, "kind", need_name(r, COLUMN_TYPE, block_kind_names, "paragraph"));
	if (!add_wordings(r, node, false))
		sheet_wrong(r, sheet_cell_of(r, COLUMN_KIND),
			"a block needs words in a column text_%s", r->languages[0].tag);
}

static void
read_scope(struct sheet_reader *r)
{
	struct xml_node *scope = sheet_only(r, r->root, "scope");

	add_texts(r, scope, xml_child(scope, "statement") == NULL ? "statement" : "item", false,
		true);
}

static void
read_term(struct sheet_reader *r)
{
	struct xml_node *node = add_with_id(r, sheet_only(r, r->root, "terms"), "term");

	add_texts(r, node, "name", true, true);
	add_texts(r, node, "definition", false, true);
}

static void
read_table(struct sheet_reader *r)
{
	r->table = r->rows = add_with_id(r, sheet_only(r, r->root, "tables"), "table");
	r->table_row = r->holder = r->control = NULL;
	r->has_columns = false;
	tree_attr(
		r->arena, r->table, "kind", need_name(r, COLUMN_TYPE, table_kind_names, "layers"));
	if (sheet_cell_of(r, COLUMN_VALUE)->text[0] != '\0')
		tree_attr(r->arena, r->table, "merge",
			need_name(r, COLUMN_VALUE, table_merge_names, NULL));
	add_texts(r, r->table, "title", true, true);
	add_texts(r, r->table, "statement", false, false);
}

static void
read_column(struct sheet_reader *r)
{
	if (!belongs(r, r->table, "'table'"))
		return;
	add_texts(r, add_with_id(r, r->table, "column"), "name", true, true);
	r->has_columns = true;
}

static void
read_group(struct sheet_reader *r)
{
	if (!belongs(r, r->table, "'table'"))
		return;
	r->rows = add_with_id(r, r->table, "group");
	add_texts(r, r->rows, "name", true, true);
}

/* A table with columns has its cells on lines of their own. */
static void
read_row(struct sheet_reader *r)
{
	if (!belongs(r, r->table, "'table'"))
		return;
	r->table_row = add_with_id(r, r->rows, "row");
	r->control = NULL;
	add_texts(r, r->table_row, "name", true, true);
	r->holder = NULL;
	if (r->has_columns)
		return;
	if (strcmp(sheet_cell_of(r, COLUMN_TYPE)->text, "not-applicable") != 0)
		add_texts(r, r->table_row, "detail", false, false);
	r->holder = sheet_add(r, r->table_row, "cell", sheet_cell_of(r, COLUMN_ANSWERS));
	add_content(r, r->holder);
}

static void
read_cell_line(struct sheet_reader *r)
{
	if (!belongs(r, r->table_row, "'row'"))
		return;
	r->holder = sheet_add(r, r->table_row, "cell", sheet_cell_of(r, COLUMN_ID));
	tree_attr(r->arena, r->holder, "column", need(r, COLUMN_ID, "the id of a column"));
	add_content(r, r->holder);
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
	const char *value = sheet_cell_of(r, COLUMN_VALUE)->text;
	const char *space = strchr(value, ' ');
	const char *bound =
		space != NULL ? arena_strndup(r->arena, value, (size_t)(space - value)) : "";
	bool bounded = bound[0] != '\0' && name_value(fact_bound_names, bound) > BOUND_NONE;

	if (value[0] == '\0')
		return;
	tree_attr(r->arena, node, "value",
		fact_value(r, xml_attr(r->fact, "kind"), bounded ? space + 1 : value));
	tree_attr(r->arena, node, "bound", bounded ? bound : NULL);
}

/* Words are the statement of a control, the words to show for a value, or else why it is not
 * applicable. */
static void
add_condition_words(struct sheet_reader *r, const struct xml_node *on, struct xml_node *node)
{
	bool parts = add_parts(r, node);

	if (strcmp(on->name, "control") == 0 && (parts || xml_attr(node, "status") != NULL))
		add_texts(r, node, "statement", false, false);
	else if (strcmp(on->name, "fact") == 0 && xml_attr(node, "value") != NULL)
		add_texts(r, node, "display", false, false);
	else if (!parts)
		add_texts(r, node, "not-applicable", false, true);
}

static void
read_condition(struct sheet_reader *r)
{
	struct xml_node *on = condition_holder(r), *node;

	if (!belongs(r, on, "'row', 'cell', 'control' or 'fact'"))
		return;
	node = sheet_add(r, on, "condition", sheet_cell_of(r, COLUMN_KIND));
	tree_attr(r->arena, node, "id",
		sheet_cell_of(r, COLUMN_ID)->text[0] != '\0' ? sheet_cell_of(r, COLUMN_ID)->text
							     : NULL);
	tree_attr(r->arena, node, "kind", need_name(r, COLUMN_TYPE, condition_kind_names, "other"));
	add_shared(r, node);
	if (strcmp(on->name, "control") == 0 && optional_value(r) != NULL)
		tree_attr(r->arena, node, "status",
			need_name(r, COLUMN_VALUE, control_status_names, NULL));
	else if (strcmp(on->name, "fact") == 0)
		read_fact_value(r, node);
	add_texts(r, node, "name", true, true);
	add_condition_words(r, on, node);
}

static void
read_control(struct sheet_reader *r)
{
	struct xml_node *controls = sheet_only(r, r->root, "controls");

	r->table_row = r->question = NULL;
	r->control = r->holder = r->last =
		sheet_add(r, controls, "control", sheet_cell_of(r, COLUMN_ID));
	tree_attr(r->arena, r->control, "clause", need(r, COLUMN_ID, "the clause's number"));
	tree_attr(r->arena, r->control, "status",
		need_name(r, COLUMN_TYPE, control_status_names, NULL));
	add_shared(r, r->control);
	add_texts(r, r->control, "title", true, false);
	add_paragraphs(r, r->control, "statement");
	add_parts(r, r->control);
}

/* The row or column of that id, the last cell, or the table for none. NULL: there is none, which is
 * told. */
static struct xml_node *
find_in_table(struct sheet_reader *r, const char *id)
{
	if (id == NULL)
		return r->table;
	if (strcmp(id, "cell") == 0 && r->holder != NULL)
		return r->holder;
	for (struct xml_node *n = r->table->first; n != NULL; n = n->next) {
		if (strcmp(n->name, "group") != 0 && xml_attr(n, "id") != NULL &&
			strcmp(xml_attr(n, "id"), id) == 0)
			return n;
		for (struct xml_node *row = strcmp(n->name, "group") == 0 ? n->first : NULL;
			row != NULL; row = row->next)
			if (xml_attr(row, "id") != NULL && strcmp(xml_attr(row, "id"), id) == 0)
				return row;
	}
	sheet_wrong(r, sheet_cell_of(r, COLUMN_VALUE),
		"the table above has no row and no column '%.64s'", id);
	return NULL;
}

static void
add_mark(struct sheet_reader *r, struct xml_node *node, const char *id)
{
	const char *attr = node == r->table ? "title-footnotes" : "footnotes",
		   *marks = xml_attr(node, attr);

	for (size_t i = 0; i < node->attr_count; i++)
		if (strcmp(node->attrs[i].name, attr) == 0) {
			((struct xml_attr *)node->attrs)[i].value =
				arena_printf(r->arena, "%s %s", marks, id);
			return;
		}
	tree_attr(r->arena, node, attr, id);
}

/* A footnote of the control, or else of the table; what it is about in the table stands in the
 * value: the id of a row or column, or nothing for the table. */
static void
read_footnote(struct sheet_reader *r)
{
	struct xml_node *holder = r->control != NULL ? r->control : r->table, *node, *about;

	if (!belongs(r, holder, "'control' or 'table'"))
		return;
	about = r->control == NULL ? find_in_table(r, optional_value(r)) : NULL;
	node = add_with_id(r, holder, "footnote");
	if (!add_wordings(r, node, false))
		sheet_wrong(r, sheet_cell_of(r, COLUMN_KIND),
			"a footnote needs words in a column text_%s", r->languages[0].tag);
	if (about != NULL)
		add_mark(r, about, xml_attr(node, "id"));
}

static void
read_limits(struct sheet_reader *r)
{
	if (belongs(r, r->control, "'control'"))
		add_texts(r, r->control, "limits", false, true);
}

/* A part with words of its own. A cell whose own line names nobody has been taken for an
 * unspecified one. */
static void
read_part(struct sheet_reader *r)
{
	struct xml_node *part;

	if (!belongs(r, r->holder, "'row', 'cell' or 'control'"))
		return;
	if (r->holder->first != NULL && strcmp(r->holder->first->name, "unspecified") == 0 &&
		r->holder->first->next == NULL)
		r->holder->first = r->holder->last = NULL;
	part = sheet_add(r, r->holder, "part", sheet_cell_of(r, COLUMN_ID));
	tree_attr(r->arena, part, "party", need(r, COLUMN_ID, "the party's id"));
	tree_attr(r->arena, part, "does", need_name(r, COLUMN_TYPE, does_names, NULL));
	add_wordings(r, part, false);
}

/* The type of a fact is its kind, and its bound if it has one: "duration at-most". */
static void
read_fact(struct sheet_reader *r)
{
	const struct csv_cell *type = sheet_cell_of(r, COLUMN_TYPE);
	size_t len = strcspn(type->text, " ");
	const char *kind = arena_strndup(r->arena, type->text, len),
		   *bound = type->text + len + strspn(type->text + len, " ");
	struct xml_node *holder = r->control != NULL ? r->control : r->table_row, *node;

	if (!belongs(r, holder, "'control' or 'row'"))
		return;
	if (name_value(fact_kind_names, kind) < 0 ||
		(bound[0] != '\0' && name_value(fact_bound_names, bound) < 0)) {
		sheet_wrong(r, type,
			"'%.64s' in the column 'type': write a kind of fact such as duration, email or text, and "
			"perhaps exact, at-most, at-least or one-of behind it",
			type->text);
		return;
	}
	node = r->fact = add_with_id(r, holder, "fact");
	node->offset = origin_of(r, sheet_cell_of(r, COLUMN_VALUE));
	tree_attr(r->arena, node, "kind", kind);
	tree_attr(r->arena, node, "value", fact_value(r, kind, need(r, COLUMN_VALUE, "the value")));
	tree_attr(r->arena, node, "bound", bound[0] != '\0' ? bound : NULL);
	add_texts(r, node, "name", true, true);
	add_texts(r, node, "display", false, false);
}

static void
read_map(struct sheet_reader *r)
{
	if (!belongs(r, r->control, "'control'"))
		return;
	r->last = sheet_add(r, r->control, "map", sheet_cell_of(r, COLUMN_ID));
	tree_attr(r->arena, r->last, "framework", need(r, COLUMN_VALUE, "the framework's id"));
	tree_attr(r->arena, r->last, "clause", need(r, COLUMN_ID, "the clause's number"));
	if (sheet_cell_of(r, COLUMN_TYPE)->text[0] != '\0')
		tree_attr(r->arena, r->last, "relation",
			need_name(r, COLUMN_TYPE, relation_names, NULL));
}

static void
read_see(struct sheet_reader *r)
{
	static const char *const kinds[] = {"reference", "contact", "table", "row", "clause", NULL};
	const char *kind = need_name(r, COLUMN_TYPE, kinds, "reference");
	struct xml_node *holder = r->control != NULL ? r->control : r->question, *node;

	if (!belongs(r, holder, "'control' or 'question'") || kind == NULL)
		return;
	node = sheet_add(r, holder, "see", sheet_cell_of(r, COLUMN_ID));
	tree_attr(r->arena, node, kind, need(r, COLUMN_ID, "an id"));
	tree_attr(r->arena, node, "fact", optional_value(r));
}

static void
read_note(struct sheet_reader *r)
{
	struct xml_node *note;

	if (!belongs(r, r->last, "'party', 'row', 'control' or another thing"))
		return;
	note = sheet_add(r, r->last, "note", sheet_cell_of(r, COLUMN_KIND));
	tree_attr(r->arena, note, "kind", need_name(r, COLUMN_TYPE, note_kind_names, "remark"));
	if (!add_wordings(r, note, false))
		sheet_wrong(r, sheet_cell_of(r, COLUMN_KIND),
			"a note needs words in a column text_%s", r->languages[0].tag);
}

static const struct {
	const char *name;
	void (*read)(struct sheet_reader *);
} kinds[] = {{"service", read_service}, {"document", read_document}, {"edition", read_edition},
	{"framework", read_framework}, {"party", read_party}, {"reference", read_reference},
	{"contact", read_contact}, {"detail", read_detail}, {"certification", read_certification},
	{"question", read_question}, {"block", read_block}, {"scope", read_scope},
	{"term", read_term}, {"table", read_table}, {"column", read_column}, {"group", read_group},
	{"row", read_row}, {"cell", read_cell_line}, {"condition", read_condition},
	{"control", read_control}, {"part", read_part}, {"limits", read_limits},
	{"footnote", read_footnote}, {"fact", read_fact}, {"map", read_map}, {"see", read_see},
	{"note", read_note}};
enum { KIND_COUNT = sizeof(kinds) / sizeof(kinds[0]) };

void
sheet_read_line(struct sheet_reader *r)
{
	const struct csv_cell *kind = sheet_cell_of(r, COLUMN_KIND);
	OWN(buf_fini) struct buf list = {0};

	for (size_t i = 0; i < KIND_COUNT; i++) {
		if (strcmp(kinds[i].name, kind->text) == 0) {
			if (strcmp(kind->text, "condition") != 0 && strcmp(kind->text, "note") != 0)
				r->fact = NULL;
			kinds[i].read(r);
			return;
		}
		buf_printf(&list, "%s%s", i > 0 ? ", " : "", kinds[i].name);
	}
	sheet_wrong(r, kind, "unknown kind '%.64s': write one of %s, or # for a remark", kind->text,
		buf_cstr(&list));
}
