/* component-definition: a component for each party; what it implements are the controls it has a
 * part in. */
#include <string.h>

#include "base/own.h"
#include "oscal_parts.h"
#include "model/clause.h"
#include "model/fact.h"
#include "model/names.h"

/* The rows of the tables in which the party does something. */
static void
add_rows(struct oscal *o, struct xml_node *component, const struct table *table,
	const struct party *party)
{
	for (size_t r = 0; r < table->row_count; r++)
		for (size_t c = 0; c < table_cell_count(table); c++) {
			const struct cell *cell = &table->rows[r].cells[c];

			for (size_t i = 0; cell->kind == CELL_PARTS && i < cell->parts.count; i++)
				if (cell->parts.v[i].party == party)
					oscal_prop(o, component, does_names[cell->parts.v[i].does],
						texts_value(
							&table->rows[r].name, o->matrix->original),
						table->id);
		}
}

/* What a fact holds for, if not for all: " (column basic; plan Gold; data logs)". */
static const char *
fact_scope(struct oscal *o, const struct fact *fact)
{
	const struct fact_extra *extra = fact_extra(fact);
	const char *const scopes[][2] = {
		{"column", extra->column}, {"plan", extra->plan}, {"data", extra->data}};
	const char *words = "";

	for (size_t i = 0; i < sizeof(scopes) / sizeof(*scopes); i++)
		if (scopes[i][1] != NULL)
			words = arena_printf(o->arena, "%s%s%s %s", words,
				words[0] == '\0' ? " (" : "; ", scopes[i][0], scopes[i][1]);
	return words[0] == '\0' ? words : arena_printf(o->arena, "%s)", words);
}

/* A property and, as a remark, what it says in words. row: whose the fact is; NULL: the control's
 * that node is of. */
static void
add_fact(struct oscal *o, struct xml_node *node, const struct fact *fact, const struct row *row)
{
	const char *name = fact->id, *of = "", *lang = o->matrix->original;
	OWN(buf_fini) struct buf words = {0};

	if (fact->value[0] == '\0')
		return;
	if (row != NULL) {
		name = arena_printf(o->arena, "%s.%s", row->id, fact->id);
		of = arena_printf(o->arena, "%s, ", texts_value(&row->name, lang));
	}
	oscal_prop_of(o, node, OSCAL_FACTS_NS, name, fact->value, fact_kind_names[fact->kind]);
	fact_words(o->model, o->matrix, fact, lang, &words);
	oscal_paragraph(o, node->last, "remarks",
		arena_printf(o->arena, "%s%s: %s%s", of, texts_value(&fact->name, lang),
			buf_cstr(&words), fact_scope(o, fact)));
}

/* Whether the party, or NULL: anybody, answers for the row where the fact holds. */
static bool
answers_for(const struct table *table, const struct row *row, const struct fact *fact,
	const struct party *party)
{
	const char *column = fact_extra(fact)->column;

	for (size_t c = 0; c < table_cell_count(table); c++) {
		const struct parts *parts = &row->cells[c].parts;

		if (column != NULL && table->column_count > 0 &&
			strcmp(table->columns[c].id, column) != 0)
			continue;
		if (party != NULL ? parts_find(parts, party, DOES_ANSWERS) != NULL
				  : parts_doing(parts, DOES_ANSWERS) > 0)
			return true;
	}
	return false;
}

/* The facts of rows are of those who answer there; where nobody does, the publisher's. */
static void
add_row_facts(struct oscal *o, struct xml_node *component, const struct table *table,
	const struct party *party)
{
	for (size_t r = 0; r < table->row_count; r++)
		for (size_t i = 0; i < table->rows[r].fact_count; i++) {
			const struct row *row = &table->rows[r];
			const struct fact *fact = &row->facts[i];

			if (answers_for(table, row, fact, party) ||
				(party == o->matrix->publisher &&
					!answers_for(table, row, fact, NULL)))
				add_fact(o, component, fact, row);
		}
}

/* The controls of nobody are the publisher's to speak of. */
static bool
concerns(const struct oscal *o, const struct control *control, const struct party *party)
{
	return oscal_has_part(control, party) ||
	       (control->parts.count == 0 && party == o->matrix->publisher);
}

/* What follows the first paragraph of a statement; items have a dash before them. */
static void
add_blocks(struct oscal *o, struct xml_node *description, const struct blocks *blocks)
{
	for (size_t i = 0; i < blocks->count; i++)
		for (size_t j = 0; j < blocks->v[i].text.count; j++)
			oscal_words(o, description, "p",
				arena_printf(o->arena, "%s%s",
					blocks->v[i].kind == BLOCK_ITEM ? "\xe2\x80\x93 " : "",
					blocks->v[i].text.v[j].value));
}

/* What becomes otherwise under which condition, in properties whose class names the condition:
 * plan-basic. */
static void
add_conditions(struct oscal *o, struct xml_node *node, const struct control *control)
{
	for (size_t i = 0; i < control_extra(control)->conditions.count; i++) {
		const struct condition *c = &control_extra(control)->conditions.v[i];
		char key[CLAUSE_TOKEN_SIZE];
		const char *token;

		clause_token(
			c->id != NULL ? c->id : texts_value(&c->name, o->matrix->original), key);
		token = arena_printf(o->arena, "%s-%s", condition_kind_names[c->kind], key);
		oscal_prop(o, node, "condition", texts_value(&c->name, o->matrix->original),
			condition_kind_names[c->kind]);
		if (c->status != NULL)
			oscal_prop(o, node, "condition-status", c->status, token);
		else if (c->cell == CELL_NOT_APPLICABLE)
			oscal_prop(o, node, "condition-status", "not-applicable", token);
		oscal_prop(o, node, "condition-statement",
			texts_value(&c->statement, o->matrix->original), token);
	}
}

static void
add_requirement(struct oscal *o, struct xml_node *parent, const struct control *control,
	const struct party *party)
{
	const char *id = oscal_control_id(o, o->matrix->control_framework, control->clause);
	const char *what = arena_printf(o->arena, "party/%s/%s", party->id,
		oscal_control_name(o, o->matrix->control_framework, control->clause));
	struct xml_node *node = OSCAL_ADD(o, parent, "implemented-requirement", "uuid",
		oscal_uuid(o, what), "control-id", id);
	struct xml_node *statement;

	oscal_paragraphs(o, node, "description", oscal_part_words(control, party));
	oscal_prop(o, node, "clause", control->clause, NULL);
	oscal_prop(o, node, "title",
		texts_shown_value(control_title(o->model, o->matrix, control), o->matrix,
			o->matrix->original),
		NULL);
	oscal_prop(o, node, "status", control_status_names[control->status], NULL);
	oscal_prop(o, node, "shared", sharing_names[control->parts.shared], NULL);
	for (size_t i = 0; i < control_extra(control)->limits.count; i++)
		oscal_prop(o, node, "limits", control_extra(control)->limits.v[i].value,
			text_lang(&control_extra(control)->limits.v[i]));
	add_conditions(o, node, control);
	for (size_t i = 0; i < control->fact_count; i++)
		add_fact(o, node, &control->facts[i], NULL);
	oscal_responsible_roles(o, node, control, party);
	statement = OSCAL_ADD(o, node, "statement", "statement-id",
		arena_printf(o->arena, "%s_smt", id), "uuid",
		oscal_uuid(o, arena_printf(o->arena, "%s/statement", what)));
	oscal_paragraphs(o, statement, "description", &control->statement);
	add_blocks(o, statement->last, &control_extra(control)->blocks);
}

static void
add_implementation(struct oscal *o, struct xml_node *component, const struct party *party)
{
	struct xml_node *node = NULL;

	for (size_t i = 0; i < o->matrix->control_count; i++) {
		const struct control *control = &o->matrix->controls[i];

		if (!concerns(o, control, party))
			continue;
		if (node == NULL) {
			node = OSCAL_ADD(o, component, "control-implementation", "uuid",
				oscal_uuid(
					o, arena_printf(o->arena, "party/%s/controls", party->id)),
				"source", oscal_framework_href(o, o->matrix->control_framework));
			oscal_paragraphs(o, node, "description", &o->matrix->title);
		}
		add_requirement(o, node, control, party);
	}
}

static void
add_component(struct oscal *o, struct xml_node *root, const struct party *party)
{
	struct xml_node *node = OSCAL_ADD(o, root, "component", "uuid",
		oscal_uuid(o, arena_printf(o->arena, "component/%s", party->id)), "type",
		oscal_component_type(party->kind));
	struct xml_node *role;

	oscal_words(o, node, "title", texts_value(&party->name, o->matrix->original));
	oscal_paragraphs(o, node, "description",
		party->description.count > 0 ? &party->description : &party->name);
	oscal_prop(o, node, "kind", party_kind_names[party->kind], NULL);
	if (party->region != NULL)
		oscal_prop(o, node, "region", party->region, NULL);
	if (party->since != NULL)
		oscal_prop(o, node, "since", party->since, NULL);
	oscal_prop(o, node, "purpose", texts_value(&party->purpose, o->matrix->original), NULL);
	oscal_prop(o, node, "data", texts_value(&party->data, o->matrix->original), NULL);
	for (size_t i = 0; i < o->matrix->table_count; i++)
		add_rows(o, node, &o->matrix->tables[i], party);
	for (size_t i = 0; i < o->matrix->table_count; i++)
		add_row_facts(o, node, &o->matrix->tables[i], party);
	role = OSCAL_ADD(o, node, "responsible-role", "role-id", "answers");
	oscal_words(o, role, "party-uuid", oscal_party_uuid(o, party));
	add_implementation(o, node, party);
}

struct xml_node *
oscal_component(struct oscal *o)
{
	struct xml_node *root = OSCAL_ADD(o, NULL, "component-definition", "uuid",
		oscal_uuid(
			o, arena_printf(o->arena, "component-definition/%u/%s", o->matrix->edition,
				   o->matrix->digest_hex != NULL ? o->matrix->digest_hex : "")));

	oscal_metadata(o, root, "component definition");
	for (size_t i = 0; i < o->matrix->party_count; i++)
		add_component(o, root, &o->matrix->parties[i]);
	oscal_back_matter(o, root);
	return root;
}
