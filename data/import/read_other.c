/* A component definition says of controls who implements them and how, in one language; it has no
 * rows. What it says becomes a matrix of controls: components are parties, and each requirement
 * that they implement is a part of theirs. Ours (data/export/oscal_component.c) has more in its
 * properties, which is read again. */
#include "read_other.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/own.h"
#include "document/tree.h"
#include "document/write_xml.h"
#include "model/names.h"
#include "model/value.h"
#include "read_json.h"

#define OURS "https://demarc.invalid/ns/oscal/1"

struct definition {
	struct arena *arena;
	const char *path;
	struct diags *diags;
	json_t *metadata, *components;
	const char *lang;
	bool several; /* languages, a paragraph each */
	struct xml_node *root, *parties, *controls;
	bool has_customer;
};

static void
json_release(json_t **json)
{
	json_decref(*json);
}

static const char *
string_at(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

/* The value of the property of ours, or of any namespace where ns is NULL; NULL: it has none. */
static const char *
property(const json_t *object, const char *name, const char *ns)
{
	size_t i;
	json_t *prop;

	json_array_foreach(json_object_get(object, "props"), i, prop)
	{
		const char *its = string_at(prop, "ns"), *called = string_at(prop, "name");

		if (called != NULL && strcmp(called, name) == 0 &&
			(ns == NULL || (its != NULL && strcmp(its, ns) == 0)))
			return string_at(prop, "value");
	}
	return NULL;
}

/* -- words: Markdown without its backslashes, the first paragraph where there is one a language --
 */

static const char *
plain(const struct definition *d, const char *markdown)
{
	char *out = arena_strdup(d->arena, markdown),
	     *end = d->several ? strstr(out, "\n\n") : NULL;
	char *o = out;

	if (end != NULL)
		*end = '\0';
	for (const char *p = out; *p != '\0'; p++) {
		if (*p == '\\' && ispunct((unsigned char)p[1]))
			p++;
		*o++ = *p;
	}
	*o = '\0';
	return out;
}

static void
add_text(const struct definition *d, struct xml_node *parent, const char *name, const char *words)
{
	tree_text(d->arena, tree_element(d->arena, parent, name), d->lang,
		words[strspn(words, " \t\r\n")] != '\0' ? words : "-");
}

/* -- parties ------------------------------------------------------------------------------- */

/* The party that answers for the component, in the metadata; NULL: none is named. */
static const json_t *
party_of(const struct definition *d, const json_t *component)
{
	const json_t *role = json_array_get(json_object_get(component, "responsible-roles"), 0);
	const char *uuid =
		json_string_value(json_array_get(json_object_get(role, "party-uuids"), 0));
	size_t i;
	json_t *party;

	json_array_foreach(json_object_get(d->metadata, "parties"), i, party)
	{
		if (uuid != NULL && string_at(party, "uuid") != NULL &&
			strcmp(string_at(party, "uuid"), uuid) == 0)
			return party;
	}
	return NULL;
}

static const char *
id_of(const struct definition *d, const json_t *component, size_t at)
{
	const char *id = property(party_of(d, component), "id", OURS);

	return id != NULL && value_is_id(id) ? id : arena_printf(d->arena, "component-%zu", at + 1);
}

static const char *
kind_of_party(const json_t *component)
{
	const char *kind = property(component, "kind", OURS);

	return kind != NULL && name_value(party_kind_names, kind) >= 0 ? kind : "provider";
}

/* Whether the party of the component published the document. */
static bool
is_creator(const struct definition *d, const json_t *component)
{
	const char *uuid = string_at(party_of(d, component), "uuid");
	size_t i;
	json_t *named;

	json_array_foreach(json_object_get(d->metadata, "responsible-parties"), i, named)
	{
		const char *role = string_at(named, "role-id");
		const char *first =
			json_string_value(json_array_get(json_object_get(named, "party-uuids"), 0));

		if (role != NULL && strcmp(role, "creator") == 0 && first != NULL && uuid != NULL &&
			strcmp(first, uuid) == 0)
			return true;
	}
	return false;
}

/* The creator's component, else the first of a provider, else the first. */
static size_t
publisher_of(const struct definition *d)
{
	size_t i, provider = json_array_size(d->components);
	json_t *component;

	json_array_foreach(d->components, i, component)
	{
		if (is_creator(d, component))
			return i;
		if (provider == json_array_size(d->components) &&
			strcmp(kind_of_party(component), "provider") == 0)
			provider = i;
	}
	return provider < json_array_size(d->components) ? provider : 0;
}

static void
add_party(struct definition *d, const char *id, const char *kind, const char *name)
{
	struct xml_node *party = tree_element(d->arena, d->parties, "party");

	tree_attr(d->arena, party, "id", id);
	tree_attr(d->arena, party, "kind", kind);
	add_text(d, party, "name", name);
	d->has_customer |= strcmp(kind, "customer") == 0;
}

static const char *
title_of(const struct definition *d, const json_t *thing)
{
	const char *title = string_at(thing, "title");

	return title != NULL ? plain(d, title) : d->path;
}

/* -- controls -------------------------------------------------------------------------------- */

/* As our own property says, else as OSCAL's does. */
static const char *
status_of(const json_t *requirement)
{
	static const struct {
		const char *oscal, *status;
	} names[] = {{"implemented", "provided"}, {"alternative", "provided"},
		{"partial", "partial"}, {"planned", "not-offered"},
		{"not-applicable", "not-applicable"}};
	const char *status = property(requirement, "status", OURS);
	const char *oscal = property(requirement, "implementation-status", NULL);

	if (status != NULL && name_value(control_status_names, status) >= 0)
		return status;
	for (size_t i = 0; oscal != NULL && i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(names[i].oscal, oscal) == 0)
			return names[i].status;
	return "provided";
}

/* The framework is what stands before the clause in an id of ours. */
static void
set_framework(struct definition *d, const char *id)
{
	const char *cut = strchr(id, '_');

	if (xml_attr(d->controls, "framework") == NULL)
		tree_attr(d->arena, d->controls, "framework",
			cut != NULL ? arena_strndup(d->arena, id, (size_t)(cut - id)) : "oscal");
}

static struct xml_node *
find_control(struct definition *d, const char *clause)
{
	for (struct xml_node *c = d->controls->first; c != NULL; c = c->next)
		if (strcmp(xml_attr(c, "clause"), clause) == 0)
			return c;
	return NULL;
}

/* What a requirement of ours describes is the part, and its statement the control's. */
static const char *
part_words(const struct definition *d, const json_t *requirement)
{
	const char *words = string_at(requirement, "description");

	return words != NULL && property(requirement, "clause", OURS) != NULL ? plain(d, words)
									      : NULL;
}

static const char *
statement_of(const struct definition *d, const json_t *requirement)
{
	const json_t *first = json_array_get(json_object_get(requirement, "statements"), 0);
	const char *words = string_at(requirement, "description");

	if (property(requirement, "clause", OURS) != NULL &&
		string_at(first, "description") != NULL)
		words = string_at(first, "description");
	return words != NULL ? plain(d, words) : "";
}

/* words: NULL for none, and where they are the statement's own. */
static void
add_part(const struct definition *d, struct xml_node *control, const char *party, const char *does,
	const char *words, const char *statement)
{
	struct xml_node *part = tree_element(d->arena, control, "part");

	tree_attr(d->arena, part, "party", party);
	tree_attr(d->arena, part, "does", does);
	if (words != NULL && strcmp(words, statement) != 0)
		tree_text(d->arena, part, d->lang, words);
}

/* A role of ours is what the component's party does, one named after customers is theirs. */
static void
add_roles(struct definition *d, struct xml_node *control, const json_t *requirement,
	const char *party)
{
	json_t *roles = json_object_get(requirement, "responsible-roles"), *role;
	const char *words = part_words(d, requirement), *statement = statement_of(d, requirement);
	bool any = false;
	size_t i;

	json_array_foreach(roles, i, role)
	{
		const char *id = string_at(role, "role-id");

		if (id == NULL)
			continue;
		if (name_value(does_names, id) >= 0) {
			add_part(d, control, party, id, words, statement);
			any = true;
		} else if (strstr(id, "customer") != NULL) {
			add_part(d, control, "customer", "answers", NULL, statement);
		}
	}
	if (!any && strcmp(xml_attr(control, "status"), "not-offered") != 0 &&
		strcmp(xml_attr(control, "status"), "not-applicable") != 0)
		add_part(d, control, party, "answers", words, statement);
}

static void
add_requirement(struct definition *d, const json_t *requirement, const char *party)
{
	const char *id = string_at(requirement, "control-id");
	const char *clause = property(requirement, "clause", OURS);
	struct xml_node *control;

	if (id == NULL)
		return;
	clause = clause != NULL ? clause : id;
	control = find_control(d, clause);
	if (control == NULL) {
		set_framework(d, id);
		control = tree_element(d->arena, d->controls, "control");
		tree_attr(d->arena, control, "clause", clause);
		tree_attr(d->arena, control, "status", status_of(requirement));
		add_text(d, control, "statement", statement_of(d, requirement));
	}
	add_roles(d, control, requirement, party);
}

static void
add_requirements(struct definition *d, const json_t *component, const char *party)
{
	size_t i, j;
	json_t *implementation, *requirement;

	json_array_foreach(json_object_get(component, "control-implementations"), i, implementation)
	{
		json_array_foreach(
			json_object_get(implementation, "implemented-requirements"), j, requirement)
		{
			add_requirement(d, requirement, party);
		}
	}
}

/* -- the document ------------------------------------------------------------------------------ */

static void
add_about(struct definition *d)
{
	struct arena *arena = d->arena;
	struct xml_node *about = tree_element(arena, d->root, "about"), *node;
	const char *version = string_at(d->metadata, "version");
	const char *modified = string_at(d->metadata, "last-modified");
	const char *status = property(d->metadata, "edition-status", OURS);
	size_t publisher = publisher_of(d);

	add_text(d, about, "title", title_of(d, d->metadata));
	add_text(d, about, "service", title_of(d, json_array_get(d->components, publisher)));
	node = tree_element(arena, about, "edition");
	tree_attr(arena, node, "number",
		version != NULL && value_is_positive(version) ? version : "1");
	tree_attr(arena, node, "date", modified != NULL ? arena_strndup(arena, modified, 10) : "");
	tree_attr(arena, node, "status",
		status != NULL && name_value(edition_status_names, status) >= 0 ? status
										: "published");
	node = tree_element(arena, tree_element(arena, about, "languages"), "language");
	tree_attr(arena, node, "tag", d->lang);
	tree_attr(arena, node, "role", "original");
	tree_attr(arena, tree_element(arena, about, "publisher"), "party",
		id_of(d, json_array_get(d->components, publisher), publisher));
}

static void
set_language(struct definition *d)
{
	const char *ours = property(d->metadata, "language", OURS);
	const char *lang = ours != NULL ? ours : property(d->metadata, "language", NULL);

	d->lang = lang != NULL && value_is_language(lang) ? arena_strdup(d->arena, lang) : "en";
	d->several = ours != NULL;
}

static void
read_definition(struct definition *d)
{
	size_t i;
	json_t *component;

	set_language(d);
	d->root = tree_element(d->arena, NULL, "matrix");
	tree_attr(d->arena, d->root, "service", "oscal");
	tree_attr(d->arena, d->root, "original", d->lang);
	add_about(d);
	d->parties = tree_element(d->arena, d->root, "parties");
	json_array_foreach(d->components, i, component)
	{
		add_party(d, id_of(d, component, i), kind_of_party(component),
			title_of(d, component));
	}
	if (!d->has_customer)
		add_party(d, "customer", "customer", "Customer");
	d->controls = tree_element(d->arena, d->root, "controls");
	json_array_foreach(d->components, i, component)
	{
		add_requirements(d, component, id_of(d, component, i));
	}
}

static bool
read_oscal(const char *path, json_t *json, struct buf *xml, struct diags *diags)
{
	struct definition d = {.arena = arena_new(),
		.path = path,
		.diags = diags,
		.metadata = json_object_get(json, "metadata"),
		.components = json_object_get(json, "components")};
	bool any = json_array_size(d.components) > 0;

	if (any)
		read_definition(&d);
	any = any && d.controls->first != NULL;
	if (any)
		write_xml(xml, d.root, XML_NAMESPACE);
	else
		diags_add(diags, SEVERITY_ERROR, "bad-json", (struct pos){.file = path},
			"the component definition has no components that implement controls");
	arena_free(d.arena);
	return any;
}

bool
read_other_json(const char *path, const struct buf *bytes, struct buf *xml, struct diags *diags)
{
	OWN(json_release)
	json_t *json = json_loadb(buf_cstr(bytes), bytes->len, JSON_REJECT_DUPLICATES, NULL);
	json_t *definition = json_object_get(json, "component-definition");

	return definition != NULL ? read_oscal(path, definition, xml, diags)
				  : read_matrix_json(path, bytes, xml, diags);
}
