/* catalog: the frameworks that the document uses, a group each: clauses by number and title, each
 * title with how far it is backed. What a standard says under a title is not ours to give. */
#include <string.h>

#include "oscal_parts.h"
#include "base/own.h"
#include "model/names.h"

/* A title of each other language, and how far each is backed. */
static void
add_titles(struct oscal *o, struct xml_node *node, const struct texts *titles)
{
	const struct text *shown = texts_shown(titles, o->matrix, o->matrix->original);

	for (size_t i = 0; i < titles->count; i++) {
		const struct text *title = &titles->v[i];

		if (title != shown)
			oscal_prop(o, node, "title", title->value, text_lang(title));
		if (title->standing == STANDING_NONE)
			continue;
		oscal_prop(o, node, "standing", standing_names[title->standing], text_lang(title));
		if (title->sources > 0)
			oscal_prop(o, node, "sources",
				arena_printf(o->arena, "%u", (unsigned)title->sources),
				text_lang(title));
	}
}

/* The statement has its id, which others refer to, and no words. */
static void
add_statement(struct oscal *o, struct xml_node *control, const char *id)
{
	OSCAL_ADD(o, control, "part", "id", arena_printf(o->arena, "%s_smt", id), "name",
		"statement");
}

static void
add_control(struct oscal *o, struct xml_node *parent, const struct framework *framework,
	const struct clause *clause)
{
	const char *id = oscal_control_id(o, framework->id, clause->number);
	struct xml_node *node = OSCAL_ADD(o, parent, "control", "id", id);

	oscal_words(o, node, "title",
		texts_shown_value(&clause->title, o->matrix, o->matrix->original));
	OSCAL_ADD(o, node, "prop", "name", "label", "value", clause->number);
	add_titles(o, node, &clause->title);
	oscal_prop(o, node, "kind", clause_kind_names[clause->kind], NULL);
	if (clause->guidance != GUIDANCE_UNKNOWN)
		oscal_prop(o, node, "guidance", guidance_names[clause->guidance], NULL);
	add_statement(o, node, id);
	for (size_t i = 0; i < framework->clause_count; i++)
		if (framework->clauses[i].parent == clause)
			add_control(o, node, framework, &framework->clauses[i]);
}

static void
add_group(struct oscal *o, struct xml_node *parent, const struct framework *framework,
	const struct clause_group *group)
{
	struct xml_node *node = OSCAL_ADD(o, parent, "group", "id",
		arena_printf(o->arena, "%s_group_%s", framework->id, group->id));

	oscal_words(
		o, node, "title", texts_shown_value(&group->title, o->matrix, o->matrix->original));
	oscal_prop(o, node, "id", group->id, NULL);
	add_titles(o, node, &group->title);
	for (size_t i = group->first_clause; i < group->first_clause + group->clause_count; i++)
		if (framework->clauses[i].parent == NULL)
			add_control(o, node, framework, &framework->clauses[i]);
}

static void
add_framework(struct oscal *o, struct xml_node *root, const struct framework *framework)
{
	struct xml_node *node =
		OSCAL_ADD(o, root, "group", "id", framework->id, "class", "framework");

	oscal_words(o, node, "title", framework->short_name);
	oscal_prop(o, node, "year", framework->year, NULL);
	oscal_prop(o, node, "status", framework->status, NULL);
	for (size_t i = 0; i < framework->name.count; i++)
		oscal_prop(o, node, "name", framework->name.v[i].value,
			text_lang(&framework->name.v[i]));
	for (size_t i = 0; i < framework->source_count; i++)
		oscal_prop(
			o, node, "source", framework->sources[i].words, framework->sources[i].id);
	OSCAL_ADD(o, node, "link", "href", oscal_framework_href(o, framework->id), "rel",
		"reference");
	for (size_t i = 0; i < framework->group_count; i++)
		add_group(o, node, framework, &framework->groups[i]);
}

/* What is known of the frameworks, and what is not. */
static void
add_remarks(struct oscal *o, struct xml_node *remarks, const struct framework *framework)
{
	for (size_t i = 0; i < framework->notes.count; i++)
		oscal_words(o, remarks, "p",
			arena_printf(o->arena, "%s: %s", framework->short_name,
				texts_shown_value(&framework->notes.v[i].text, o->matrix,
					o->matrix->original)));
}

struct xml_node *
oscal_catalog(struct oscal *o)
{
	const struct matrix *m = o->matrix;
	struct xml_node *root = OSCAL_ADD(o, NULL, "catalog", "uuid",
		oscal_uuid(o,
			arena_printf(o->arena, "catalog/%u/%s", m->edition, o->model->digest_hex)));
	struct xml_node *remarks;

	oscal_metadata(o, root, "catalog");
	remarks = root->first->last;
	for (size_t i = 0; i < m->uses_count; i++) {
		const struct framework *framework = model_framework(o->model, m->uses[i].framework);

		if (framework == NULL || !oscal_is_first_use(m, &m->uses[i]) ||
			!oscal_in_catalog(m, framework))
			continue;
		add_framework(o, root, framework);
		add_remarks(o, remarks, framework);
	}
	oscal_back_matter(o, root);
	return root;
}
