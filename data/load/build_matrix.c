/* <matrix> -> struct matrix, in the order of the schema. */
#include <stdio.h>
#include <string.h>

#include "build.h"
#include "base/index.h"
#include "model/choice.h"
#include "model/names.h"

/* Parties are named from everywhere, so the matrix being built travels along. */
struct matrix_build {
	struct build build; /* first: the shared functions take it */
	struct matrix *matrix;
};

/* A finding leaves no hole: the first party stands in, so that every other rule can still be
 * checked. */
static const struct party *
resolve_party(struct build *b, const struct xml_node *node, const char *attr)
{
	const struct matrix *matrix = ((struct matrix_build *)b)->matrix;
	const struct party *party = matrix_party(matrix, xml_attr(node, attr));

	if (party != NULL)
		return party;
	diags_add(b->diags, SEVERITY_ERROR, "unknown-party", xml_attr_pos(b->doc, node, attr),
		"unknown party '%s': <parties> has no party with this id", xml_attr(node, attr));
	return &matrix->parties[0];
}

/* -- about ------------------------------------------------------------------- */

static void
build_language(struct build *b, const struct xml_node *node, struct language *language)
{
	language->tag = build_attr(b, node, "tag");
	language->original = build_enum(node, "role", language_role_names, 0) == 0;
	language->notes = build_notes(b, node);
	language->place = node->offset;
}

static void
build_uses(struct build *b, const struct xml_node *node, struct uses *uses)
{
	uses->framework = build_attr(b, node, "framework");
	uses->role = (enum uses_role)build_enum(node, "role", uses_role_names, USES_CONTEXT);
	uses->notes = build_notes(b, node);
	uses->place = node->offset;
}

static void
build_certification(
	struct build *b, const struct xml_node *node, struct certification *certification)
{
	certification->scheme = build_attr(b, node, "scheme");
	certification->scheme_as_published = build_attr(b, node, "scheme-as-published");
	certification->number = build_attr(b, node, "number");
	certification->issued = build_attr(b, node, "issued");
	certification->expires = build_attr(b, node, "expires");
	certification->href = build_attr(b, node, "href");
	certification->name = build_child_texts(b, node, "name");
	certification->body = build_child_texts(b, node, "body");
	certification->scope = build_child_texts(b, node, "scope");
	certification->notes = build_notes(b, node);
	certification->place = node->offset;
}

static void
build_edition(struct build *b, const struct xml_node *node, struct matrix *m)
{
	m->edition = build_number(node, "number");
	m->date = build_attr(b, node, "date");
	m->status = (enum edition_status)build_enum(
		node, "status", edition_status_names, EDITION_DRAFT);
	m->replaces = build_number(node, "replaces");
	m->edition_notes = build_notes(b, node);
}

static void
build_about(struct build *b, const struct xml_node *node, struct matrix *m)
{
	struct language *languages;
	struct uses *uses;
	struct certification *certifications;

	m->title = build_child_texts(b, node, "title");
	m->service_name = build_child_texts(b, node, "service");
	m->summary = build_child_texts(b, node, "summary");
	build_edition(b, xml_child(node, "edition"), m);
	BUILD_LIST(b, xml_child(node, "languages"), "language", languages, m->language_count,
		build_language);
	BUILD_LIST(b, node, "uses", uses, m->uses_count, build_uses);
	BUILD_LIST(b, node, "certification", certifications, m->certification_count,
		build_certification);
	m->languages = languages;
	m->uses = uses;
	m->certifications = certifications;
	m->notes = build_notes(b, node);
	m->acceptances = build_acceptances(b, node, &m->acceptance_count);
	m->publisher = resolve_party(b, xml_child(node, "publisher"), "party");
}

/* -- parties, references, contacts, scope, terms, sections ------------------------ */

static void
build_party(struct build *b, const struct xml_node *node, struct party *party)
{
	const struct xml_node *href = xml_child(node, "link");

	party->id = build_attr(b, node, "id");
	party->kind = (enum party_kind)build_enum(node, "kind", party_kind_names, PARTY_OTHER);
	party->name = build_child_texts(b, node, "name");
	party->short_name = build_child_texts(b, node, "short");
	party->description = build_child_texts(b, node, "description");
	party->purpose = build_child_texts(b, node, "purpose");
	party->data = build_child_texts(b, node, "data");
	party->region = build_attr(b, node, "region");
	party->since = build_attr(b, node, "since");
	party->contact = build_attr(b, node, "contact");
	party->href = href != NULL ? build_attr(b, href, "href") : NULL;
	party->published = build_publication(b, node);
	party->notes = build_notes(b, node);
	party->place = node->offset;
}

static void
build_parties(struct build *b, const struct xml_node *node, const char *publisher, struct matrix *m)
{
	struct party *parties;

	BUILD_LIST(b, node, "party", parties, m->party_count, build_party);
	for (size_t i = 0; i < m->party_count; i++)
		parties[i].index = i;
	m->parties = build_guests(b, parties, m->party_count, publisher, &m->guest_count);
}

static void
build_reference(struct build *b, const struct xml_node *node, struct reference *reference)
{
	reference->id = build_attr(b, node, "id");
	reference->kind = (enum reference_kind)build_enum(
		node, "kind", reference_kind_names, REFERENCE_DOCUMENT);
	reference->href = build_attr(b, node, "href");
	reference->title = build_child_texts(b, node, "title");
	reference->notes = build_notes(b, node);
	reference->place = node->offset;
}

static void
build_contact(struct build *b, const struct xml_node *node, struct contact *contact)
{
	contact->id = build_attr(b, node, "id");
	contact->kind =
		(enum contact_kind)build_enum(node, "kind", contact_kind_names, CONTACT_DESK);
	contact->value = build_attr(b, node, "value");
	contact->name = build_child_texts(b, node, "name");
	contact->purpose = build_child_texts(b, node, "purpose");
	contact->notes = build_notes(b, node);
	contact->place = node->offset;
}

static void
build_item(struct build *b, const struct xml_node *node, struct texts *item)
{
	*item = build_texts(b, node);
}

static void
build_scope(struct build *b, const struct xml_node *node, struct matrix *m)
{
	struct texts *items;

	m->scope = build_child_texts(b, node, "statement");
	BUILD_LIST(b, node, "item", items, m->scope_item_count, build_item);
	m->scope_items = items;
	m->scope_notes = build_notes(b, node);
}

static void
build_term(struct build *b, const struct xml_node *node, struct term *term)
{
	term->id = build_attr(b, node, "id");
	term->name = build_child_texts(b, node, "name");
	term->definition = build_child_texts(b, node, "definition");
	term->notes = build_notes(b, node);
	term->place = node->offset;
}

static void
build_block(struct build *b, const struct xml_node *node, struct block *block)
{
	block->kind = (enum block_kind)build_enum(node, "kind", block_kind_names, BLOCK_PARAGRAPH);
	block->text = build_texts(b, node);
	block->place = node->offset;
}

static struct blocks
build_blocks(struct build *b, const struct xml_node *node)
{
	struct blocks blocks;
	struct block *v;

	BUILD_LIST(b, node, "block", v, blocks.count, build_block);
	blocks.v = v;
	return blocks;
}

static void
build_see(struct build *b, const struct xml_node *node, struct see *see)
{
	static const char *const attrs[] = {[SEE_REFERENCE] = "reference",
		[SEE_CONTACT] = "contact",
		[SEE_TABLE] = "table",
		[SEE_ROW] = "row",
		[SEE_CLAUSE] = "clause"};

	for (int kind = 0; kind < SEE__COUNT; kind++) {
		if (xml_attr(node, attrs[kind]) == NULL)
			continue;
		see->kind = (enum see_kind)kind;
		see->target = build_attr(b, node, attrs[kind]);
	}
	see->fact = build_attr(b, node, "fact");
	see->place = node->offset;
}

static void
build_question(struct build *b, const struct xml_node *node, struct question *question)
{
	struct see *sees;

	question->id = build_attr(b, node, "id");
	question->asked = build_child_texts(b, node, "asked");
	question->answer = build_child_texts(b, node, "answer");
	question->blocks = build_blocks(b, node);
	BUILD_LIST(b, node, "see", sees, question->see_count, build_see);
	question->sees = sees;
	question->notes = build_notes(b, node);
	question->place = node->offset;
}

static void
build_section(struct build *b, const struct xml_node *node, struct section *section)
{
	struct texts *paragraphs;

	section->id = build_attr(b, node, "id");
	section->number = build_attr(b, node, "number");
	section->title = build_child_texts(b, node, "title");
	BUILD_LIST(b, node, "body", paragraphs, section->paragraph_count, build_item);
	section->paragraphs = paragraphs;
	section->blocks = build_blocks(b, node);
	section->notes = build_notes(b, node);
	section->place = node->offset;
}

/* -- tables --------------------------------------------------------------------------- */

static void
build_part(struct build *b, const struct xml_node *node, struct part *part)
{
	part->party = resolve_party(b, node, "party");
	part->does = (enum does)build_enum(node, "does", does_names, DOES_INFORMED);
	part->text = build_texts(b, node);
	part->place = node->offset;
}

static struct parts
build_parts(struct build *b, const struct xml_node *node)
{
	struct parts parts;
	struct part *v;

	BUILD_LIST(b, node, "part", v, parts.count, build_part);
	parts.v = v;
	parts.shared = (enum sharing)build_enum(node, "shared", sharing_names, SHARED_UNSTATED);
	return parts;
}

static enum cell_kind
cell_kind_of(const struct xml_node *node)
{
	if (xml_child(node, "not-applicable") != NULL)
		return CELL_NOT_APPLICABLE;
	return xml_child(node, "unspecified") != NULL ? CELL_UNSPECIFIED : CELL_PARTS;
}

static void
build_condition(struct build *b, const struct xml_node *node, struct condition *condition)
{
	condition->id = build_attr(b, node, "id");
	condition->status = build_attr(b, node, "status");
	condition->value = build_attr(b, node, "value");
	condition->bound = build_attr(b, node, "bound");
	condition->statement = build_child_texts(b, node, "statement");
	condition->display = build_child_texts(b, node, "display");
	condition->kind = (enum condition_kind)build_enum(
		node, "kind", condition_kind_names, CONDITION_OTHER);
	condition->name = build_child_texts(b, node, "name");
	condition->cell = cell_kind_of(node);
	condition->parts = build_parts(b, node);
	condition->reason = build_child_texts(b, node, "not-applicable");
	condition->place = node->offset;
}

static struct conditions
build_conditions(struct build *b, const struct xml_node *node)
{
	struct conditions conditions;
	struct condition *v;

	BUILD_LIST(b, node, "condition", v, conditions.count, build_condition);
	conditions.v = v;
	return conditions;
}

/* NULL where there is nothing of it. */
static const struct fact_extra *
build_fact_extra(struct build *b, const struct xml_node *node)
{
	struct fact_extra extra = {build_attr(b, node, "column"), build_attr(b, node, "plan"),
				  build_attr(b, node, "data"), build_conditions(b, node)},
			  *kept;

	if (extra.column == NULL && extra.plan == NULL && extra.data == NULL &&
		extra.conditions.count == 0)
		return NULL;
	kept = ARENA_NEW(b->arena, struct fact_extra);
	*kept = extra;
	return kept;
}

static void
build_fact(struct build *b, const struct xml_node *node, struct fact *fact)
{
	fact->id = build_attr(b, node, "id");
	fact->kind = (enum fact_kind)build_enum(node, "kind", fact_kind_names, FACT_TEXT);
	fact->value = build_attr(b, node, "value");
	fact->bound = (enum fact_bound)build_enum(node, "bound", fact_bound_names, BOUND_NONE);
	fact->name = build_child_texts(b, node, "name");
	fact->display = build_child_texts(b, node, "display");
	fact->extra = build_fact_extra(b, node);
	fact->notes = build_notes(b, node);
	fact->place = node->offset;
}

static const struct footnote *
find_footnote(const struct table *table, const char *id, size_t len)
{
	for (size_t i = 0; i < table->footnote_count; i++)
		if (strlen(table->footnotes[i].id) == len &&
			memcmp(table->footnotes[i].id, id, len) == 0)
			return &table->footnotes[i];
	return NULL;
}

/* footnotes="a b" */
static struct marks
build_marks(
	struct build *b, const struct xml_node *node, const struct table *table, const char *attr)
{
	const char *ids = xml_attr(node, attr);
	struct marks marks = {0};
	const struct footnote **v;
	size_t len;

	if (ids == NULL)
		return marks;
	v = arena_array(b->arena, strlen(ids) / 2 + 1, sizeof(*v));
	for (ids += strspn(ids, " \t\r\n"); *ids != '\0';
		ids += len, ids += strspn(ids, " \t\r\n")) {
		len = strcspn(ids, " \t\r\n");
		v[marks.count] = find_footnote(table, ids, len);
		if (v[marks.count] == NULL)
			diags_add(b->diags, SEVERITY_ERROR, "unknown-footnote",
				xml_attr_pos(b->doc, node, attr),
				"unknown footnote '%.*s': the table has no <footnote> with this id",
				(int)len, ids);
		else
			marks.count++;
	}
	marks.v = v;
	return marks;
}

static void
build_cell(
	struct build *b, const struct xml_node *node, const struct table *table, struct cell *cell)
{
	struct condition *conditions;
	struct marks marks;

	cell->kind = cell_kind_of(node);
	cell->parts = build_parts(b, node);
	cell->reason = build_child_texts(b, node, "not-applicable");
	BUILD_LIST(b, node, "condition", conditions, cell->condition_count, build_condition);
	cell->conditions = conditions;
	marks = build_marks(b, node, table, "footnotes");
	cell->footnotes = marks.v;
	cell->footnote_count = (unsigned)marks.count;
	cell->place = node->offset;
}

/* The column a cell stands in: the one it names, else the next. */
static size_t
cell_column(struct build *b, const struct xml_node *node, const struct table *table, size_t next)
{
	const char *id = xml_attr(node, "column");

	if (id == NULL)
		return next;
	for (size_t i = 0; i < table->column_count; i++)
		if (strcmp(table->columns[i].id, id) == 0)
			return i;
	diags_add(b->diags, SEVERITY_ERROR, "unknown-column", xml_attr_pos(b->doc, node, "column"),
		"unknown column '%s': the table has no <column> with this id", id);
	return table_cell_count(table);
}

static void
build_cells(
	struct build *b, const struct xml_node *node, const struct table *table, struct row *row)
{
	size_t count = table_cell_count(table), at = 0;
	struct cell *cells = arena_array(b->arena, count, sizeof(*cells));
	bool *filled = arena_array(b->arena, count, sizeof(*filled));

	for (const struct xml_node *c = xml_child(node, "cell"); c != NULL;
		c = xml_next(c, "cell"), at++) {
		at = cell_column(b, c, table, at);
		if (at < count && !filled[at]) {
			build_cell(b, c, table, &cells[at]);
			filled[at] = true;
		} else if (at >= count && xml_attr(c, "column") == NULL) {
			diags_add(b->diags, SEVERITY_ERROR, "cell-count", build_pos(b, c),
				"row '%s' has more cells than the table has columns (%zu)", row->id,
				count);
		} else if (at < count) {
			diags_add(b->diags, SEVERITY_ERROR, "cell-count", build_pos(b, c),
				"row '%s' has two cells for the column '%s'", row->id,
				table->column_count > 0 ? table->columns[at].id : "");
		}
	}
	for (size_t i = 0; i < count; i++) {
		if (filled[i])
			continue;
		cells[i].kind = CELL_UNSPECIFIED;
		cells[i].place = row->place;
		diags_add(b->diags, SEVERITY_ERROR, "cell-count", build_pos(b, node),
			"row '%s' has no cell for the column '%s': write <unspecified/> if nothing is said",
			row->id, table->column_count > 0 ? table->columns[i].id : "");
	}
	row->cells = cells;
}

static void
build_row(struct build *b, const struct xml_node *node, const struct table *table, struct row *row)
{
	static const enum row_kind usual[] = {[TABLE_LAYERS] = ROW_LAYER,
		[TABLE_RESOURCES] = ROW_RESOURCE,
		[TABLE_REQUIREMENTS] = ROW_REQUIREMENT};
	struct fact *facts;

	row->id = build_attr(b, node, "id");
	row->kind =
		(enum row_kind)build_enum(node, "kind", row_kind_names, (int)usual[table->kind]);
	row->name = build_child_texts(b, node, "name");
	row->detail = build_child_texts(b, node, "detail");
	row->conditions = build_conditions(b, node);
	BUILD_LIST(b, node, "fact", facts, row->fact_count, build_fact);
	row->facts = facts;
	row->marks = build_marks(b, node, table, "footnotes");
	row->notes = build_notes(b, node);
	row->place = node->offset;
	build_cells(b, node, table, row);
}

static size_t
count_rows(const struct xml_node *node)
{
	size_t n = xml_count(node, "row");

	for (const struct xml_node *g = xml_child(node, "group"); g != NULL;
		g = xml_next(g, "group"))
		n += xml_count(g, "row");
	return n;
}

static void
build_group(struct build *b, const struct xml_node *node, struct table *table,
	struct row_group *group, struct row *rows)
{
	group->id = build_attr(b, node, "id");
	group->name = build_child_texts(b, node, "name");
	group->first_row = table->row_count;
	group->place = node->offset;
	for (const struct xml_node *r = xml_child(node, "row"); r != NULL; r = xml_next(r, "row")) {
		build_row(b, r, table, &rows[table->row_count]);
		rows[table->row_count++].group = group;
	}
	group->row_count = table->row_count - group->first_row;
}

static void
build_rows(struct build *b, const struct xml_node *node, struct table *table)
{
	struct row *rows = arena_array(b->arena, count_rows(node), sizeof(*rows));
	struct row_group *groups = arena_array(b->arena, xml_count(node, "group"), sizeof(*groups));

	for (const struct xml_node *c = xml_child(node, NULL); c != NULL; c = xml_next(c, NULL)) {
		if (strcmp(c->name, "row") == 0)
			build_row(b, c, table, &rows[table->row_count++]);
		else if (strcmp(c->name, "group") == 0)
			build_group(b, c, table, &groups[table->group_count++], rows);
	}
	table->rows = rows;
	table->groups = groups;
}

static void
build_column(struct build *b, const struct xml_node *node, struct column *column)
{
	column->id = build_attr(b, node, "id");
	column->plan = build_attr(b, node, "plan");
	column->name = build_child_texts(b, node, "name");
	column->notes = build_notes(b, node);
	column->place = node->offset;
}

static void
build_footnote(struct build *b, const struct xml_node *node, struct footnote *footnote)
{
	footnote->id = build_attr(b, node, "id");
	footnote->text = build_texts(b, node);
	footnote->place = node->offset;
}

static void
build_table(struct build *b, const struct xml_node *node, struct table *table)
{
	struct column *columns;
	struct footnote *footnotes;
	size_t n;

	table->id = build_attr(b, node, "id");
	table->kind = (enum table_kind)build_enum(node, "kind", table_kind_names, TABLE_LAYERS);
	table->merge =
		(enum table_merge)build_enum(node, "merge", table_merge_names, TABLE_MERGE_EQUAL);
	table->number = build_attr(b, node, "number");
	table->title = build_child_texts(b, node, "title");
	table->statement = build_child_texts(b, node, "statement");
	BUILD_LIST(b, node, "column", columns, table->column_count, build_column);
	table->columns = columns;
	BUILD_LIST(b, node, "footnote", footnotes, table->footnote_count, build_footnote);
	for (size_t i = 0; i < table->footnote_count; i++)
		footnotes[i].number = i + 1;
	table->footnotes = footnotes;
	table->marks = build_marks(b, node, table, "title-footnotes");
	n = 0;
	for (const struct xml_node *c = xml_child(node, "column"); c != NULL;
		c = xml_next(c, "column"))
		columns[n++].marks = build_marks(b, c, table, "footnotes");
	build_rows(b, node, table);
	table->notes = build_notes(b, node);
	table->place = node->offset;
}

/* -- controls ------------------------------------------------------------------------------ */

static void
build_counterpart(struct build *b, const struct xml_node *node, struct counterpart *map)
{
	map->framework = build_attr(b, node, "framework");
	map->clause = build_attr(b, node, "clause");
	map->relation =
		(enum relation)build_enum(node, "relation", relation_names, RELATION_UNSTATED);
	map->notes = build_notes(b, node);
	map->place = node->offset;
}

/* NULL where the document writes nothing of its own. */
static const struct heading *
build_heading(struct build *b, const struct xml_node *node)
{
	struct heading *heading;

	if (xml_attr(node, "as-published") == NULL && xml_child(node, "title") == NULL)
		return NULL;
	heading = ARENA_NEW(b->arena, struct heading);
	heading->as_published = build_attr(b, node, "as-published");
	heading->title = build_child_texts(b, node, "title");
	return heading;
}

/* NULL where there is nothing of it. */
static const struct control_extra *
build_control_extra(struct build *b, const struct xml_node *node)
{
	struct control_extra extra = {0}, *kept;
	struct footnote *footnotes;

	BUILD_LIST(b, node, "footnote", footnotes, extra.footnote_count, build_footnote);
	for (size_t i = 0; i < extra.footnote_count; i++)
		footnotes[i].number = i + 1;
	extra.footnotes = footnotes;
	extra.blocks = build_blocks(b, node);
	extra.limits = build_child_texts(b, node, "limits");
	extra.conditions = build_conditions(b, node);
	if (extra.footnote_count == 0 && extra.blocks.count == 0 && extra.limits.count == 0 &&
		extra.conditions.count == 0)
		return NULL;
	kept = ARENA_NEW(b->arena, struct control_extra);
	*kept = extra;
	return kept;
}

static void
build_control(struct build *b, const struct xml_node *node, struct control *control)
{
	struct fact *facts;
	struct counterpart *maps;
	struct see *sees;

	control->clause = build_attr(b, node, "clause");
	control->own = build_heading(b, node);
	control->status = (enum control_status)build_enum(
		node, "status", control_status_names, CONTROL_PROVIDED);
	control->statement = build_child_texts(b, node, "statement");
	control->parts = build_parts(b, node);
	BUILD_LIST(b, node, "fact", facts, control->fact_count, build_fact);
	BUILD_LIST(b, node, "map", maps, control->map_count, build_counterpart);
	BUILD_LIST(b, node, "see", sees, control->see_count, build_see);
	control->extra = build_control_extra(b, node);
	control->facts = facts;
	control->maps = maps;
	control->sees = sees;
	control->notes = build_notes(b, node);
	control->place = node->offset;
}

static void
build_controls(struct build *b, const struct xml_node *node, struct matrix *m)
{
	struct control *controls;

	m->control_framework = build_attr(b, node, "framework");
	BUILD_LIST(b, node, "control", controls, m->control_count, build_control);
	for (size_t i = 0; i < m->control_count; i++) {
		controls[i].index = (unsigned)i;
	}
	m->controls = controls;
	m->control_index = index_make(b->arena, controls, sizeof(*controls), m->control_count);
}

/* -- all of it --------------------------------------------------------------------------------- */

static void
build_lists(struct build *b, const struct xml_node *root, struct matrix *m)
{
	const struct xml_node *node;
	struct reference *references;
	struct contact *contacts;
	struct term *terms;
	struct section *sections;
	struct question *questions;
	struct table *tables;

	if ((node = xml_child(root, "references")) != NULL) {
		BUILD_LIST(b, node, "reference", references, m->reference_count, build_reference);
		m->references = references;
	}
	if ((node = xml_child(root, "contacts")) != NULL) {
		BUILD_LIST(b, node, "contact", contacts, m->contact_count, build_contact);
		m->contacts = contacts;
	}
	if ((node = xml_child(root, "scope")) != NULL)
		build_scope(b, node, m);
	if ((node = xml_child(root, "terms")) != NULL) {
		BUILD_LIST(b, node, "term", terms, m->term_count, build_term);
		m->terms = terms;
	}
	if ((node = xml_child(root, "sections")) != NULL) {
		BUILD_LIST(b, node, "section", sections, m->section_count, build_section);
		m->sections = sections;
	}
	if ((node = xml_child(root, "questions")) != NULL) {
		BUILD_LIST(b, node, "question", questions, m->question_count, build_question);
		m->questions = questions;
	}
	if ((node = xml_child(root, "tables")) != NULL) {
		BUILD_LIST(b, node, "table", tables, m->table_count, build_table);
		m->tables = tables;
	}
	if ((node = xml_child(root, "controls")) != NULL)
		build_controls(b, node, m);
}

struct matrix *
build_matrix(struct build *build, const struct xml_node *root)
{
	struct matrix *m = ARENA_NEW(build->arena, struct matrix);
	struct matrix_build b = {*build, m};

	m->service = build_attr(&b.build, root, "service");
	m->original = build_attr(&b.build, root, "original");
	m->path = build->doc->file->path;
	m->file = build->doc->file;
	m->place = root->offset;
	build_parties(&b.build, xml_child(root, "parties"),
		xml_attr(xml_child(xml_child(root, "about"), "publisher"), "party"), m);
	build_about(&b.build, xml_child(root, "about"), m);
	build_lists(&b.build, root, m);
	choices_gather(build->arena, m);
	return m;
}
