/* mapping-collection: the counterparts that the document states, for each framework it maps to. */
#include <string.h>

#include "oscal_parts.h"
#include "published.h"
#include "model/clause.h"
#include "model/names.h"

static const struct {
	const char *relationship;
	const char *ns; /* NULL: one of OSCAL's own */
} relationships[RELATION__COUNT] = {
	[RELATION_UNSTATED] = {"unstated", OSCAL_NS},
	[RELATION_EQUAL] = {"equivalent-to", NULL},
	[RELATION_SUBSET] = {"subset-of", NULL},
	[RELATION_SUPERSET] = {"superset-of", NULL},
	[RELATION_INTERSECTS] = {"intersects-with", NULL},
	[RELATION_NONE] = {"no-relationship", NULL},
};

/* How many counterparts before this one name the same clause: a document may say it twice, of two
 * minds. */
static size_t
earlier_same(const struct control *control, const struct counterpart *map)
{
	size_t n = 0;

	for (const struct counterpart *m = control->maps; m < map; m++)
		n += strcmp(m->framework, map->framework) == 0 &&
		     clause_same(m->clause, map->clause);
	return n;
}

static void
add_map(struct oscal *o, struct xml_node *mapping, const struct control *control,
	const struct counterpart *map)
{
	const char *from = oscal_control_id(o, o->matrix->control_framework, control->clause);
	const char *to = oscal_control_id(o, map->framework, map->clause);
	const char *name = arena_printf(o->arena, "map/%s/%s",
		oscal_control_name(o, o->matrix->control_framework, control->clause),
		oscal_control_name(o, map->framework, map->clause));
	size_t before = earlier_same(control, map);
	struct published published;
	struct xml_node *node;

	if (before > 0)
		name = arena_printf(o->arena, "%s/%zu", name, before + 1);

	published_of(&published, o->arena, o->model, o->matrix, control, map->framework, map);
	node = OSCAL_ADD(o, mapping, "map", "uuid", oscal_uuid(o, name),
		relationships[published.relation].ns != NULL ? "ns" : NULL, OSCAL_NS);
	oscal_words(o, node, "relationship", relationships[published.relation].relationship);
	OSCAL_ADD(o, node, "source", "type", "control", "id-ref", from);
	OSCAL_ADD(o, node, "target", "type", "control", "id-ref", to);
	oscal_prop(o, node, "relationship-source", published.source, NULL);
	oscal_prop(o, node, "published-counterpart", published.clauses,
		published.correspondence != NULL ? published.correspondence->id : NULL);
	for (size_t i = 0; i < map->notes.count; i++)
		if (i == 0)
			oscal_paragraphs(o, node, "remarks", &map->notes.v[i].text);
}

/* The controls that have no counterpart there. */
static void
add_gap(struct oscal *o, struct xml_node *mapping, const char *framework)
{
	struct xml_node *gap = NULL, *controls = NULL;

	for (size_t i = 0; i < o->matrix->control_count; i++) {
		const struct control *control = &o->matrix->controls[i];

		if (control_counterpart(control, framework, NULL) != NULL)
			continue;
		if (gap == NULL) {
			gap = OSCAL_ADD(o, mapping, "source-gap-summary", "uuid",
				oscal_uuid(o, arena_printf(o->arena, "gap/%s", framework)));
			controls = OSCAL_ADD(o, gap, "unmapped-controls");
		}
		oscal_words(o, controls, "with-id",
			oscal_control_id(o, o->matrix->control_framework, control->clause));
	}
}

/* A mapping must have a map: a framework without counterparts makes none. */
static void
add_mapping(struct oscal *o, struct xml_node *root, const char *framework)
{
	struct xml_node *node = NULL;

	for (size_t i = 0; i < o->matrix->control_count; i++)
		for (size_t j = 0; j < o->matrix->controls[i].map_count; j++) {
			const struct counterpart *map = &o->matrix->controls[i].maps[j];

			if (strcmp(map->framework, framework) != 0)
				continue;
			if (node == NULL) {
				node = OSCAL_ADD(o, root, "mapping", "uuid",
					oscal_uuid(o,
						arena_printf(o->arena, "mapping/%s", framework)));
				OSCAL_ADD(o, node, "source-resource", "type", "catalog", "href",
					oscal_framework_href(o, o->matrix->control_framework));
				OSCAL_ADD(o, node, "target-resource", "type", "catalog", "href",
					oscal_framework_href(o, framework));
			}
			add_map(o, node, &o->matrix->controls[i], map);
		}
	if (node != NULL)
		add_gap(o, node, framework);
}

static const char *
provenance_status(const struct matrix *matrix)
{
	static const char *const statuses[] = {[EDITION_DRAFT] = "draft",
		[EDITION_PUBLISHED] = "complete",
		[EDITION_WITHDRAWN] = "deprecated"};

	return statuses[matrix->status];
}

static void
add_provenance(struct oscal *o, struct xml_node *root)
{
	struct xml_node *node = OSCAL_ADD(o, root, "provenance", "method", "human",
				"matching-rationale", "semantic", "status",
				provenance_status(o->matrix)),
			*party;

	oscal_paragraph(o, node, "mapping-description",
		"The counterparts are those that the document states. Where it states no relation and a published "
		"correspondence has one for the same pair, that one is given, and relationship-source names it. "
		"published-counterpart is what the published correspondence gives for the clause.");
	party = OSCAL_ADD(o, node, "responsible-party", "role-id", "creator");
	oscal_words(o, party, "party-uuid", oscal_party_uuid(o, o->matrix->publisher));
}

/* A framework that is named as mapped twice is one mapping. */
static bool
is_first_mapped(const struct matrix *matrix, const struct uses *uses)
{
	for (const struct uses *u = matrix->uses; u < uses; u++)
		if (u->role == USES_MAPPED && strcmp(u->framework, uses->framework) == 0)
			return false;
	return uses->role == USES_MAPPED;
}

struct xml_node *
oscal_mapping(struct oscal *o)
{
	struct xml_node *root = OSCAL_ADD(o, NULL, "mapping-collection", "uuid",
		oscal_uuid(o, arena_printf(o->arena, "mapping-collection/%u/%s", o->matrix->edition,
				      o->matrix->digest_hex != NULL ? o->matrix->digest_hex : "")));

	oscal_metadata(o, root, "mapping");
	add_provenance(o, root);
	for (size_t i = 0; i < o->matrix->uses_count; i++)
		if (is_first_mapped(o->matrix, &o->matrix->uses[i]))
			add_mapping(o, root, o->matrix->uses[i].framework);
	oscal_back_matter(o, root);
	return root;
}
