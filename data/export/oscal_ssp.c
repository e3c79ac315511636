/* system-security-plan: the service as its customers may build on it. What a party of ours does is
 * "provided" in the export of its component, what a customer must do a "responsibility". OSCAL asks
 * for facts that the document does not have; they say so. */
#include <string.h>

#include "oscal_parts.h"
#include "model/names.h"

#define NOT_SAID "The document does not say."

static const struct texts *
first_said(const struct texts *a, const struct texts *b)
{
	return a->count > 0 ? a : b;
}

static void
add_status(struct oscal *o, struct xml_node *parent)
{
	oscal_paragraph(o, OSCAL_ADD(o, parent, "status", "state", "other"), "remarks", NOT_SAID);
}

static void
add_characteristics(struct oscal *o, struct xml_node *root)
{
	const struct matrix *m = o->matrix;
	struct xml_node *node = OSCAL_ADD(o, root, "system-characteristics"), *type;

	oscal_words(o, node, "system-id", m->service);
	oscal_words(o, node, "system-name", texts_value(&m->service_name, m->original));
	oscal_paragraphs(o, node, "description", first_said(&m->summary, &m->title));
	type = OSCAL_ADD(o, OSCAL_ADD(o, node, "system-information"), "information-type", "uuid",
		oscal_uuid(o, "information-type"));
	oscal_words(o, type, "title", "Not stated");
	oscal_paragraph(o, type, "description", NOT_SAID);
	add_status(o, node);
	oscal_paragraphs(o, OSCAL_ADD(o, node, "authorization-boundary"), "description",
		first_said(&m->scope, &m->title));
}

/* -- components ----------------------------------------------------------------------------- */

static const char *
component_uuid(struct oscal *o, const struct party *party)
{
	return oscal_uuid(o, party == o->matrix->publisher
				     ? "component"
				     : arena_printf(o->arena, "component/%s", party->id));
}

/* The publisher's component is the system itself. */
static void
add_component(struct oscal *o, struct xml_node *parent, const struct party *party)
{
	bool ours = party == o->matrix->publisher;
	struct xml_node *node = OSCAL_ADD(o, parent, "component", "uuid", component_uuid(o, party),
				"type", ours ? "this-system" : oscal_component_type(party->kind)),
			*role;

	oscal_words(o, node, "title",
		texts_value(ours ? &o->matrix->service_name : &party->name, o->matrix->original));
	oscal_paragraphs(o, node, "description",
		ours ? first_said(&o->matrix->summary, &o->matrix->title)
		     : first_said(&party->description, &party->name));
	oscal_prop(o, node, "kind", party_kind_names[party->kind], NULL);
	add_status(o, node);
	role = OSCAL_ADD(o, node, "responsible-role", "role-id", "answers");
	oscal_words(o, role, "party-uuid", oscal_party_uuid(o, party));
}

/* Whether the party is part of the service, as its customers see it. */
static bool
is_inside(const struct oscal *o, const struct party *party)
{
	return party == o->matrix->publisher || party->kind != PARTY_CUSTOMER;
}

static void
add_system(struct oscal *o, struct xml_node *root)
{
	struct xml_node *node = OSCAL_ADD(o, root, "system-implementation");

	for (size_t i = 0; i < o->matrix->party_count; i++)
		if (!is_inside(o, &o->matrix->parties[i]))
			oscal_words(o,
				OSCAL_ADD(o, node, "user", "uuid",
					oscal_uuid(o, arena_printf(o->arena, "user/%s",
							      o->matrix->parties[i].id))),
				"title",
				texts_value(&o->matrix->parties[i].name, o->matrix->original));
	add_component(o, node, o->matrix->publisher);
	for (size_t i = 0; i < o->matrix->party_count; i++)
		if (is_inside(o, &o->matrix->parties[i]) &&
			&o->matrix->parties[i] != o->matrix->publisher)
			add_component(o, node, &o->matrix->parties[i]);
}

/* -- controls -------------------------------------------------------------------------------- */

/* OSCAL's own word where it has one, else ours. */
static const char *
implementation_state(enum control_status status)
{
	static const char *const states[CONTROL_STATUS__COUNT] = {
		[CONTROL_PROVIDED] = "implemented",
		[CONTROL_PARTIAL] = "partial",
		[CONTROL_SHARED] = "partial",
		[CONTROL_INHERITED] = "implemented",
		[CONTROL_INHERITED_PARTIAL] = "partial",
		[CONTROL_NOT_APPLICABLE] = "not-applicable",
	};

	return states[status] != NULL ? states[status] : control_status_names[status];
}

struct at {
	const struct control *control;
	const char *name; /* for UUIDs */
};

static const char *
provided_uuid(struct oscal *o, const struct at *at, const struct party *party)
{
	return oscal_uuid(o, arena_printf(o->arena, "provided/%s/%s", party->id, at->name));
}

static void
add_provided(
	struct oscal *o, struct xml_node *export, const struct at *at, const struct party *party)
{
	struct xml_node *node =
		OSCAL_ADD(o, export, "provided", "uuid", provided_uuid(o, at, party));

	oscal_paragraphs(o, node, "description", oscal_part_words(at->control, party));
	oscal_responsible_roles(o, node, at->control, party);
}

static void
add_responsibilities(struct oscal *o, struct xml_node *export, const struct at *at, bool provided)
{
	for (size_t i = 0; i < o->matrix->party_count; i++) {
		const struct party *party = &o->matrix->parties[i];
		struct xml_node *node;

		if (is_inside(o, party) || !oscal_has_part(at->control, party))
			continue;
		node = OSCAL_ADD(o, export, "responsibility", "uuid",
			oscal_uuid(o, arena_printf(o->arena, "responsibility/%s/%s", party->id,
					      at->name)),
			provided ? "provided-uuid" : NULL,
			provided_uuid(o, at, o->matrix->publisher));
		oscal_paragraphs(o, node, "description", oscal_part_words(at->control, party));
		oscal_responsible_roles(o, node, at->control, party);
	}
}

/* What the component does for the control. The publisher's tells what customers must do. */
static void
add_by_component(
	struct oscal *o, struct xml_node *statement, const struct at *at, const struct party *party)
{
	bool ours = party == o->matrix->publisher, part = oscal_has_part(at->control, party);
	struct xml_node *node = OSCAL_ADD(o, statement, "by-component", "component-uuid",
				component_uuid(o, party), "uuid",
				oscal_uuid(o, arena_printf(o->arena, "by-component/%s/%s",
						      party->id, at->name))),
			*export = tree_element(o->arena, NULL, "export");

	oscal_paragraphs(o, node, "description", oscal_part_words(at->control, party));
	if (ours)
		OSCAL_ADD(o, node, "implementation-status", "state",
			implementation_state(at->control->status));
	if (part)
		add_provided(o, export, at, party);
	if (ours)
		add_responsibilities(o, export, at, part);
	if (export->first != NULL)
		tree_adopt(node, export);
	oscal_responsible_roles(o, node, at->control, party);
}

static void
add_requirement(struct oscal *o, struct xml_node *parent, const struct control *control)
{
	const char *id = oscal_control_id(o, o->matrix->control_framework, control->clause);
	struct at at = {
		control, oscal_control_name(o, o->matrix->control_framework, control->clause)};
	struct xml_node *node = OSCAL_ADD(o, parent, "implemented-requirement", "uuid",
				oscal_uuid(o, arena_printf(o->arena, "plan/%s", at.name)),
				"control-id", id),
			*statement;

	oscal_prop(o, node, "clause", control->clause, NULL);
	oscal_prop(o, node, "status", control_status_names[control->status], NULL);
	oscal_prop(o, node, "shared", sharing_names[control->parts.shared], NULL);
	statement = OSCAL_ADD(o, node, "statement", "statement-id",
		arena_printf(o->arena, "%s_smt", id), "uuid",
		oscal_uuid(o, arena_printf(o->arena, "plan/%s/statement", at.name)));
	add_by_component(o, statement, &at, o->matrix->publisher);
	for (size_t i = 0; i < o->matrix->party_count; i++) {
		const struct party *party = &o->matrix->parties[i];

		if (party != o->matrix->publisher && is_inside(o, party) &&
			oscal_has_part(control, party))
			add_by_component(o, statement, &at, party);
	}
}

struct xml_node *
oscal_ssp(struct oscal *o)
{
	const struct matrix *m = o->matrix;
	struct xml_node *root = OSCAL_ADD(o, NULL, "system-security-plan", "uuid",
				oscal_uuid(o, arena_printf(o->arena, "plan/%u/%s", m->edition,
						      m->digest_hex != NULL ? m->digest_hex : ""))),
			*node;

	oscal_metadata(o, root, "system security plan");
	OSCAL_ADD(o, root, "import-profile", "href", oscal_framework_href(o, m->control_framework));
	add_characteristics(o, root);
	add_system(o, root);
	node = OSCAL_ADD(o, root, "control-implementation");
	oscal_paragraphs(o, node, "description", &m->title);
	for (size_t i = 0; i < m->control_count; i++)
		add_requirement(o, node, &m->controls[i]);
	oscal_back_matter(o, root);
	return root;
}
