/* Functions stand in the order of build_matrix.c, each the reverse of the one there. */
#include "plant.h"

#include <string.h>

#include "base/own.h"
#include "model/fact.h"
#include "model/names.h"
#include "document/tree.h"

/* -- words --------------------------------------------------------------------------------- */

/* What all functions below need. */
struct planter {
	struct arena *arena;
	const struct model *model; /* NULL: nothing derived */
	const struct matrix *matrix;
};

static void
plant_run(const struct planter *p, struct xml_node *text, const struct run *run)
{
	static const struct {
		const char *element, *attr;
	} marks[RUN__COUNT] = {[RUN_REF] = {"ref", "to"},
		[RUN_CLAUSE] = {"clause", "number"},
		[RUN_TERM] = {"term", "ref"}};
	struct xml_node *mark;

	if (run->kind == RUN_TEXT) {
		if (run->value[0] != '\0')
			tree_words(p->arena, text, run->value);
		return;
	}
	mark = tree_element(p->arena, text, marks[run->kind].element);
	tree_attr(p->arena, mark, "framework", run->framework);
	tree_attr(p->arena, mark, marks[run->kind].attr, run->target);
	if (run->kind != RUN_CLAUSE)
		tree_words(p->arena, mark, run->value);
}

/* The wordings as children of node. */
static void
plant_texts(const struct planter *p, struct xml_node *node, const struct texts *texts)
{
	for (size_t i = 0; i < texts->count; i++) {
		struct xml_node *text = tree_element(p->arena, node, "text");

		tree_attr(p->arena, text, "xml:lang", text_lang(&texts->v[i]));
		for (size_t j = 0; j < text_run_count(&texts->v[i]); j++) {
			struct run run = text_run(&texts->v[i], j);

			plant_run(p, text, &run);
		}
	}
}

/* The wordings in an element of that name; nothing if there are none. */
static void
plant(const struct planter *p, struct xml_node *parent, const char *name, const struct texts *texts)
{
	if (texts->count > 0)
		plant_texts(p, tree_element(p->arena, parent, name), texts);
}

static void
plant_notes(const struct planter *p, struct xml_node *parent, const struct notes *notes)
{
	for (size_t i = 0; i < notes->count; i++) {
		struct xml_node *note = tree_element(p->arena, parent, "note");

		tree_attr(p->arena, note, "kind", note_kind_names[notes->v[i].kind]);
		plant_texts(p, note, &notes->v[i].text);
	}
}

/* -- about ------------------------------------------------------------------------------------ */

static void
plant_edition(const struct planter *p, struct xml_node *about)
{
	const struct matrix *m = p->matrix;
	struct xml_node *node = tree_element(p->arena, about, "edition");

	tree_attr_number(p->arena, node, "number", m->edition);
	tree_attr(p->arena, node, "date", m->date);
	tree_attr(p->arena, node, "status", edition_status_names[m->status]);
	tree_attr_number(p->arena, node, "replaces", m->replaces);
	plant_notes(p, node, &m->edition_notes);
}

static void
plant_languages(const struct planter *p, struct xml_node *about)
{
	struct xml_node *languages = tree_element(p->arena, about, "languages");

	for (size_t i = 0; i < p->matrix->language_count; i++) {
		const struct language *language = &p->matrix->languages[i];
		struct xml_node *node = tree_element(p->arena, languages, "language");

		tree_attr(p->arena, node, "tag", language->tag);
		tree_attr(p->arena, node, "role", language_role_names[language->original ? 0 : 1]);
		plant_notes(p, node, &language->notes);
	}
}

static void
plant_uses(const struct planter *p, struct xml_node *about)
{
	for (size_t i = 0; i < p->matrix->uses_count; i++) {
		const struct uses *uses = &p->matrix->uses[i];
		struct xml_node *node = tree_element(p->arena, about, "uses");

		tree_attr(p->arena, node, "framework", uses->framework);
		tree_attr(p->arena, node, "role", uses_role_names[uses->role]);
		plant_notes(p, node, &uses->notes);
	}
}

static void
plant_certifications(const struct planter *p, struct xml_node *about)
{
	for (size_t i = 0; i < p->matrix->certification_count; i++) {
		const struct certification *c = &p->matrix->certifications[i];
		struct xml_node *node = tree_element(p->arena, about, "certification");

		tree_attr(p->arena, node, "scheme", c->scheme);
		tree_attr(p->arena, node, "scheme-as-published", c->scheme_as_published);
		tree_attr(p->arena, node, "number", c->number);
		tree_attr(p->arena, node, "issued", c->issued);
		tree_attr(p->arena, node, "expires", c->expires);
		tree_attr(p->arena, node, "href", c->href);
		plant(p, node, "name", &c->name);
		plant(p, node, "body", &c->body);
		plant(p, node, "scope", &c->scope);
		plant_notes(p, node, &c->notes);
	}
}

static void
plant_about(const struct planter *p, struct xml_node *root)
{
	struct xml_node *about = tree_element(p->arena, root, "about");

	plant(p, about, "title", &p->matrix->title);
	plant(p, about, "service", &p->matrix->service_name);
	plant(p, about, "summary", &p->matrix->summary);
	plant_edition(p, about);
	plant_languages(p, about);
	tree_attr(p->arena, tree_element(p->arena, about, "publisher"), "party",
		p->matrix->publisher->id);
	plant_uses(p, about);
	plant_certifications(p, about);
	plant_notes(p, about, &p->matrix->notes);
	for (size_t i = 0; i < p->matrix->acceptance_count; i++) {
		const struct acceptance *accepted = &p->matrix->acceptances[i];
		struct xml_node *node = tree_element(p->arena, about, "accept");

		tree_attr(p->arena, node, "rule", accepted->rule);
		tree_attr(p->arena, node, "at", accepted->at);
		tree_words(p->arena, node, accepted->reason);
	}
}

/* -- parties, references, contacts, scope, terms, sections ---------------------------------------
 */

/* Where what it publishes stands, and how it joins this document; not what is in it. */
static void
plant_publication(const struct planter *p, struct xml_node *party, const struct publication *own)
{
	struct xml_node *node;

	if (own == NULL)
		return;
	node = tree_element(p->arena, party, "publishes");
	tree_attr(p->arena, node, "file", own->file);
	tree_attr(p->arena, node, "href", own->href);
	for (size_t i = 0; i < own->same_count; i++) {
		struct xml_node *same = tree_element(p->arena, node, "same");

		tree_attr(p->arena, same, "theirs", own->same[i].theirs);
		tree_attr(p->arena, same, "ours", own->same[i].ours);
	}
	for (size_t i = 0; i < own->opening_count; i++) {
		const struct opening *o = &own->openings[i];
		struct xml_node *opens = tree_element(p->arena, node, "opens");

		tree_attr(p->arena, opens, "row", o->row);
		tree_attr(p->arena, opens, "clause", o->clause);
		tree_attr(p->arena, opens, "their-row", o->their_row);
		tree_attr(p->arena, opens, "their-clause", o->their_clause);
		tree_attr(p->arena, opens, "column", o->column);
	}
}

static void
plant_party(const struct planter *p, struct xml_node *parties, const struct party *party)
{
	struct xml_node *node = tree_element(p->arena, parties, "party");

	tree_attr(p->arena, node, "id", party->id);
	tree_attr(p->arena, node, "kind", party_kind_names[party->kind]);
	tree_attr(p->arena, node, "region", party->region);
	tree_attr(p->arena, node, "since", party->since);
	tree_attr(p->arena, node, "contact", party->contact);
	plant(p, node, "name", &party->name);
	plant(p, node, "short", &party->short_name);
	plant(p, node, "description", &party->description);
	plant(p, node, "purpose", &party->purpose);
	plant(p, node, "data", &party->data);
	if (party->href != NULL)
		tree_attr(p->arena, tree_element(p->arena, node, "link"), "href", party->href);
	plant_publication(p, node, party->published);
	plant_notes(p, node, &party->notes);
}

static void
plant_reference(
	const struct planter *p, struct xml_node *references, const struct reference *reference)
{
	struct xml_node *node = tree_element(p->arena, references, "reference");

	tree_attr(p->arena, node, "id", reference->id);
	tree_attr(p->arena, node, "kind", reference_kind_names[reference->kind]);
	tree_attr(p->arena, node, "href", reference->href);
	plant(p, node, "title", &reference->title);
	plant_notes(p, node, &reference->notes);
}

static void
plant_contact(const struct planter *p, struct xml_node *contacts, const struct contact *contact)
{
	struct xml_node *node = tree_element(p->arena, contacts, "contact");

	tree_attr(p->arena, node, "id", contact->id);
	tree_attr(p->arena, node, "kind", contact_kind_names[contact->kind]);
	tree_attr(p->arena, node, "value", contact->value);
	plant(p, node, "name", &contact->name);
	plant(p, node, "purpose", &contact->purpose);
	plant_notes(p, node, &contact->notes);
}

static void
plant_scope(const struct planter *p, struct xml_node *root)
{
	struct xml_node *node;

	if (p->matrix->scope.count == 0)
		return;
	node = tree_element(p->arena, root, "scope");
	plant(p, node, "statement", &p->matrix->scope);
	for (size_t i = 0; i < p->matrix->scope_item_count; i++)
		plant(p, node, "item", &p->matrix->scope_items[i]);
	plant_notes(p, node, &p->matrix->scope_notes);
}

static void
plant_term(const struct planter *p, struct xml_node *terms, const struct term *term)
{
	struct xml_node *node = tree_element(p->arena, terms, "term");

	tree_attr(p->arena, node, "id", term->id);
	plant(p, node, "name", &term->name);
	plant(p, node, "definition", &term->definition);
	plant_notes(p, node, &term->notes);
}

static void
plant_blocks(const struct planter *p, struct xml_node *parent, const struct blocks *blocks)
{
	for (size_t i = 0; i < blocks->count; i++) {
		struct xml_node *node = tree_element(p->arena, parent, "block");

		tree_attr(p->arena, node, "kind", block_kind_names[blocks->v[i].kind]);
		plant_texts(p, node, &blocks->v[i].text);
	}
}

static void
plant_see(const struct planter *p, struct xml_node *control, const struct see *see)
{
	static const char *const attrs[] = {[SEE_REFERENCE] = "reference",
		[SEE_CONTACT] = "contact",
		[SEE_TABLE] = "table",
		[SEE_ROW] = "row",
		[SEE_CLAUSE] = "clause"};

	struct xml_node *node = tree_element(p->arena, control, "see");

	tree_attr(p->arena, node, attrs[see->kind], see->target);
	tree_attr(p->arena, node, "fact", see->fact);
}

static void
plant_question(const struct planter *p, struct xml_node *questions, const struct question *question)
{
	struct xml_node *node = tree_element(p->arena, questions, "question");

	tree_attr(p->arena, node, "id", question->id);
	plant(p, node, "asked", &question->asked);
	plant(p, node, "answer", &question->answer);
	plant_blocks(p, node, &question->blocks);
	for (size_t i = 0; i < question->see_count; i++)
		plant_see(p, node, &question->sees[i]);
	plant_notes(p, node, &question->notes);
}

static void
plant_section(const struct planter *p, struct xml_node *sections, const struct section *section)
{
	struct xml_node *node = tree_element(p->arena, sections, "section");

	tree_attr(p->arena, node, "id", section->id);
	tree_attr(p->arena, node, "number", section->number);
	plant(p, node, "title", &section->title);
	for (size_t i = 0; i < section->paragraph_count; i++)
		plant(p, node, "body", &section->paragraphs[i]);
	plant_blocks(p, node, &section->blocks);
	plant_notes(p, node, &section->notes);
}

/* -- tables
 * ------------------------------------------------------------------------------------------ */

static void
plant_shared(const struct planter *p, struct xml_node *node, const struct parts *parts)
{
	if (parts->shared != SHARED_UNSTATED)
		tree_attr(p->arena, node, "shared", sharing_names[parts->shared]);
}

static void
plant_parts(const struct planter *p, struct xml_node *parent, const struct parts *parts)
{
	for (size_t i = 0; i < parts->count; i++) {
		struct xml_node *node = tree_element(p->arena, parent, "part");

		tree_attr(p->arena, node, "party", parts->v[i].party->id);
		tree_attr(p->arena, node, "does", does_names[parts->v[i].does]);
		plant_texts(p, node, &parts->v[i].text);
	}
}

static void
plant_content(const struct planter *p, struct xml_node *node, enum cell_kind kind,
	const struct parts *parts, const struct texts *reason)
{
	if (kind == CELL_PARTS)
		plant_parts(p, node, parts);
	else if (kind == CELL_NOT_APPLICABLE)
		plant(p, node, "not-applicable", reason);
	else
		tree_element(p->arena, node, "unspecified");
}

/* "a b" as an attribute. */
static void
plant_marks(const struct planter *p, struct xml_node *node, const char *attr, struct marks marks)
{
	OWN(buf_fini) struct buf ids = {0};

	for (size_t i = 0; i < marks.count; i++)
		buf_printf(&ids, "%s%s", i > 0 ? " " : "", marks.v[i]->id);
	if (marks.count > 0)
		tree_attr(p->arena, node, attr, arena_strdup(p->arena, buf_cstr(&ids)));
}

static void
plant_condition(const struct planter *p, struct xml_node *parent, const struct condition *c)
{
	struct xml_node *node = tree_element(p->arena, parent, "condition");

	tree_attr(p->arena, node, "id", c->id);
	tree_attr(p->arena, node, "kind", condition_kind_names[c->kind]);
	plant_shared(p, node, &c->parts);
	tree_attr(p->arena, node, "status", c->status);
	tree_attr(p->arena, node, "value", c->value);
	tree_attr(p->arena, node, "bound", c->bound);
	plant(p, node, "name", &c->name);
	plant(p, node, "statement", &c->statement);
	plant(p, node, "display", &c->display);
	if (c->cell == CELL_NOT_APPLICABLE)
		plant(p, node, "not-applicable", &c->reason);
	else
		plant_parts(p, node, &c->parts);
}

static void
plant_conditions(
	const struct planter *p, struct xml_node *parent, const struct condition *v, size_t count)
{
	for (size_t i = 0; i < count; i++)
		plant_condition(p, parent, &v[i]);
}

/* column NULL: the nameless one. */
static void
plant_cell(const struct planter *p, struct xml_node *row, const struct cell *cell,
	const struct column *column)
{
	struct xml_node *node = tree_element(p->arena, row, "cell");

	tree_attr(p->arena, node, "column", column != NULL ? column->id : NULL);
	plant_shared(p, node, &cell->parts);
	plant_marks(p, node, "footnotes", (struct marks){cell->footnotes, cell->footnote_count});
	plant_content(p, node, cell->kind, &cell->parts, &cell->reason);
	plant_conditions(p, node, cell->conditions, cell->condition_count);
}

/* The fact in the words of each of the document's languages. */
static void
plant_fact_words(const struct planter *p, struct xml_node *node, const struct fact *fact)
{
	struct xml_node *words = tree_element(p->arena, node, "=words");

	for (size_t i = 0; i < p->matrix->language_count; i++) {
		OWN(buf_fini) struct buf value = {0};

		fact_words(p->model, p->matrix, fact, p->matrix->languages[i].tag, &value);
		tree_text(p->arena, words, p->matrix->languages[i].tag,
			arena_strdup(p->arena, buf_cstr(&value)));
	}
}

static void
plant_fact(const struct planter *p, struct xml_node *control, const struct fact *fact)
{
	struct xml_node *node = tree_element(p->arena, control, "fact");

	tree_attr(p->arena, node, "id", fact->id);
	tree_attr(p->arena, node, "kind", fact_kind_names[fact->kind]);
	tree_attr(p->arena, node, "value", fact->value);
	if (fact->bound != BOUND_NONE)
		tree_attr(p->arena, node, "bound", fact_bound_names[fact->bound]);
	tree_attr(p->arena, node, "column", fact_extra(fact)->column);
	tree_attr(p->arena, node, "plan", fact_extra(fact)->plan);
	tree_attr(p->arena, node, "data", fact_extra(fact)->data);
	plant(p, node, "name", &fact->name);
	plant(p, node, "display", &fact->display);
	plant_conditions(
		p, node, fact_extra(fact)->conditions.v, fact_extra(fact)->conditions.count);
	plant_notes(p, node, &fact->notes);
	if (p->model != NULL)
		plant_fact_words(p, node, fact);
}

static void
plant_row(const struct planter *p, struct xml_node *parent, const struct table *table,
	const struct row *row)
{
	struct xml_node *node = tree_element(p->arena, parent, "row");

	tree_attr(p->arena, node, "id", row->id);
	tree_attr(p->arena, node, "kind", row_kind_names[row->kind]);
	plant_marks(p, node, "footnotes", row->marks);
	plant(p, node, "name", &row->name);
	plant(p, node, "detail", &row->detail);
	for (size_t i = 0; i < table_cell_count(table); i++)
		plant_cell(p, node, &row->cells[i],
			table->column_count > 0 ? &table->columns[i] : NULL);
	plant_conditions(p, node, row->conditions.v, row->conditions.count);
	for (size_t i = 0; i < row->fact_count; i++)
		plant_fact(p, node, &row->facts[i]);
	plant_notes(p, node, &row->notes);
}

static void
plant_rows(const struct planter *p, struct xml_node *node, const struct table *table)
{
	const struct row_group *group = NULL;
	struct xml_node *parent = node;

	for (size_t i = 0; i < table->row_count; i++) {
		const struct row *row = &table->rows[i];

		if (row->group != group) {
			group = row->group;
			parent = group != NULL ? tree_element(p->arena, node, "group") : node;
			if (group != NULL) {
				tree_attr(p->arena, parent, "id", group->id);
				plant(p, parent, "name", &group->name);
			}
		}
		plant_row(p, parent, table, row);
	}
}

static void
plant_column(const struct planter *p, struct xml_node *table, const struct column *column)
{
	struct xml_node *node = tree_element(p->arena, table, "column");

	tree_attr(p->arena, node, "id", column->id);
	tree_attr(p->arena, node, "plan", column->plan);
	plant_marks(p, node, "footnotes", column->marks);
	plant(p, node, "name", &column->name);
	plant_notes(p, node, &column->notes);
}

static void
plant_footnotes(
	const struct planter *p, struct xml_node *parent, const struct footnote *v, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct xml_node *footnote = tree_element(p->arena, parent, "footnote");

		tree_attr(p->arena, footnote, "id", v[i].id);
		plant_texts(p, footnote, &v[i].text);
	}
}

static void
plant_table(const struct planter *p, struct xml_node *tables, const struct table *table)
{
	struct xml_node *node = tree_element(p->arena, tables, "table");

	tree_attr(p->arena, node, "id", table->id);
	tree_attr(p->arena, node, "kind", table_kind_names[table->kind]);
	if (table->merge != TABLE_MERGE_EQUAL)
		tree_attr(p->arena, node, "merge", table_merge_names[table->merge]);
	tree_attr(p->arena, node, "number", table->number);
	plant_marks(p, node, "title-footnotes", table->marks);
	plant(p, node, "title", &table->title);
	plant(p, node, "statement", &table->statement);
	for (size_t i = 0; i < table->column_count; i++)
		plant_column(p, node, &table->columns[i]);
	plant_rows(p, node, table);
	plant_footnotes(p, node, table->footnotes, table->footnote_count);
	plant_notes(p, node, &table->notes);
}

/* -- controls
 * ------------------------------------------------------------------------------------------ */

static void
plant_map(const struct planter *p, struct xml_node *control, const struct counterpart *map)
{
	struct xml_node *node = tree_element(p->arena, control, "map");

	tree_attr(p->arena, node, "framework", map->framework);
	tree_attr(p->arena, node, "clause", map->clause);
	if (map->relation != RELATION_UNSTATED)
		tree_attr(p->arena, node, "relation", relation_names[map->relation]);
	plant_notes(p, node, &map->notes);
}

/* The clause's title, and how far each wording is backed. */
static void
plant_clause_title(const struct planter *p, struct xml_node *node, const struct control *control)
{
	const struct framework *framework = model_framework(p->model, p->matrix->control_framework);
	const struct clause *clause =
		framework != NULL ? framework_clause(framework, control->clause) : NULL;
	struct xml_node *standing;

	if (clause == NULL)
		return;
	plant(p, node, "=clause-title", &clause->title);
	standing = tree_element(p->arena, node, "=clause-title-standing");
	for (size_t i = 0; i < clause->title.count; i++)
		tree_text(p->arena, standing, text_lang(&clause->title.v[i]),
			standing_names[clause->title.v[i].standing]);
}

static void
plant_control(const struct planter *p, struct xml_node *controls, const struct control *control)
{
	struct xml_node *node = tree_element(p->arena, controls, "control");

	tree_attr(p->arena, node, "clause", control->clause);
	tree_attr(p->arena, node, "as-published", control_as_published(control));
	tree_attr(p->arena, node, "status", control_status_names[control->status]);
	plant_shared(p, node, &control->parts);
	plant(p, node, "title", control_own_title(control));
	plant(p, node, "statement", &control->statement);
	plant_blocks(p, node, &control_extra(control)->blocks);
	plant(p, node, "limits", &control_extra(control)->limits);
	plant_parts(p, node, &control->parts);
	plant_conditions(p, node, control_extra(control)->conditions.v,
		control_extra(control)->conditions.count);
	for (size_t i = 0; i < control->fact_count; i++)
		plant_fact(p, node, &control->facts[i]);
	for (size_t i = 0; i < control->map_count; i++)
		plant_map(p, node, &control->maps[i]);
	for (size_t i = 0; i < control->see_count; i++)
		plant_see(p, node, &control->sees[i]);
	plant_footnotes(
		p, node, control_extra(control)->footnotes, control_extra(control)->footnote_count);
	plant_notes(p, node, &control->notes);
	if (p->model != NULL)
		plant_clause_title(p, node, control);
}

/* -- all of it
 * ------------------------------------------------------------------------------------------ */

/* A wrapper with an element for each in the list; nothing for an empty one. */
#define PLANT_LIST(p, root, name, list, count, one)                                                \
	do {                                                                                       \
		struct xml_node *list_ =                                                           \
			(count) > 0 ? tree_element((p)->arena, (root), (name)) : NULL;             \
		for (size_t i_ = 0; i_ < (count); i_++)                                            \
			one((p), list_, &(list)[i_]);                                              \
	} while (0)

struct xml_node *
plant_matrix(struct arena *arena, const struct model *model, const struct matrix *m)
{
	const struct planter planter = {arena, model, m}, *p = &planter;
	struct xml_node *root = tree_element(arena, NULL, "matrix"), *controls;

	tree_attr(arena, root, "service", m->service);
	tree_attr(arena, root, "original", m->original);
	plant_about(p, root);
	PLANT_LIST(p, root, "parties", m->parties, m->party_count, plant_party);
	PLANT_LIST(p, root, "references", m->references, m->reference_count, plant_reference);
	PLANT_LIST(p, root, "contacts", m->contacts, m->contact_count, plant_contact);
	plant_scope(p, root);
	PLANT_LIST(p, root, "terms", m->terms, m->term_count, plant_term);
	PLANT_LIST(p, root, "sections", m->sections, m->section_count, plant_section);
	PLANT_LIST(p, root, "questions", m->questions, m->question_count, plant_question);
	PLANT_LIST(p, root, "tables", m->tables, m->table_count, plant_table);
	if (m->control_count == 0)
		return root;
	controls = tree_element(arena, root, "controls");
	tree_attr(arena, controls, "framework", m->control_framework);
	for (size_t i = 0; i < m->control_count; i++)
		plant_control(p, controls, &m->controls[i]);
	return root;
}
