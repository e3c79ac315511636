#include "oscal_parts.h"

#include <stdarg.h>
#include <string.h>

#include "base/own.h"
#include "base/uuid.h"
#include "model/clause.h"
#include "model/names.h"

/* -- making elements ---------------------------------------------------------------------- */

struct xml_node *
oscal_add(struct oscal *o, struct xml_node *parent, const char *name, ...)
{
	struct xml_node *node = tree_element(o->arena, parent, name);
	const char *attr;
	va_list ap;

	va_start(ap, name);
	while ((attr = va_arg(ap, const char *)) != NULL)
		tree_attr(o->arena, node, attr, va_arg(ap, const char *));
	va_end(ap);
	return node;
}

/* OSCAL's strings neither begin nor end with white space. */
static const char *
trimmed(struct oscal *o, const char *s)
{
	size_t len;

	s += strspn(s, " \t\r\n");
	for (len = strlen(s); len > 0 && strchr(" \t\r\n", s[len - 1]) != NULL; len--)
		continue;
	return arena_strndup(o->arena, s, len);
}

void
oscal_words(struct oscal *o, struct xml_node *parent, const char *name, const char *words)
{
	words = trimmed(o, words);
	if (words[0] != '\0')
		tree_words(o->arena, OSCAL_ADD(o, parent, name), words);
}

void
oscal_paragraph(struct oscal *o, struct xml_node *parent, const char *name, const char *words)
{
	oscal_words(o, OSCAL_ADD(o, parent, name), "p", words);
}

void
oscal_paragraphs(
	struct oscal *o, struct xml_node *parent, const char *name, const struct texts *texts)
{
	struct xml_node *node;

	if (texts->count == 0)
		return;
	node = OSCAL_ADD(o, parent, name);
	for (size_t i = 0; i < texts->count; i++)
		if (i == 0 || strcmp(texts->v[i].value, texts->v[0].value) != 0)
			oscal_words(o, node, "p", texts->v[i].value);
}

void
oscal_prop(struct oscal *o, struct xml_node *parent, const char *name, const char *value,
	const char *class_name)
{
	value = trimmed(o, value);
	if (value[0] != '\0')
		OSCAL_ADD(o, parent, "prop", "name", name, "ns", OSCAL_NS, "value", value,
			class_name != NULL ? "class" : NULL, class_name);
}

/* -- names ------------------------------------------------------------------------------------ */

const char *
oscal_uuid(struct oscal *o, const char *what)
{
	char *out = arena_alloc(o->arena, UUID_SIZE);

	uuid_v5(UUID_SPACE_URL,
		arena_printf(o->arena, "%s/%s/%s", OSCAL_NS, o->matrix->service, what), out);
	return out;
}

const char *
oscal_control_id(struct oscal *o, const char *framework, const char *clause)
{
	const struct framework *known =
		o->model != NULL ? model_framework(o->model, framework) : NULL;
	const struct clause *found = known != NULL ? framework_clause(known, clause) : NULL;
	char token[CLAUSE_TOKEN_SIZE];

	clause_token(clause, token);
	return arena_printf(o->arena, "%s_%s", framework, found != NULL ? found->token : token);
}

const char *
oscal_framework_href(struct oscal *o, const char *framework)
{
	return arena_printf(
		o->arena, "#%s", oscal_uuid(o, arena_printf(o->arena, "framework/%s", framework)));
}

/* -- metadata and back matter --------------------------------------------------------------------
 */

static void
add_roles(struct oscal *o, struct xml_node *metadata)
{
	const char *lang = o->matrix->original;
	struct xml_node *role;

	for (int does = 0; does < DOES__COUNT; does++) {
		role = OSCAL_ADD(o, metadata, "role", "id", does_names[does]);
		oscal_words(o, role, "title",
			message(o->model, lang,
				arena_printf(o->arena, "does.%s", does_names[does])));
	}
	role = OSCAL_ADD(o, metadata, "role", "id", "creator");
	oscal_words(o, role, "title", "Creator");
}

static void
add_parties(struct oscal *o, struct xml_node *metadata)
{
	for (size_t i = 0; i < o->matrix->party_count; i++) {
		const struct party *party = &o->matrix->parties[i];
		struct xml_node *node = OSCAL_ADD(o, metadata, "party", "uuid",
			oscal_uuid(o, arena_printf(o->arena, "party/%s", party->id)), "type",
			"organization");

		oscal_words(o, node, "name", texts_value(&party->name, o->matrix->original));
		oscal_words(o, node, "short-name",
			texts_value(&party->short_name, o->matrix->original));
		oscal_prop(o, node, "id", party->id, NULL);
		oscal_prop(o, node, "kind", party_kind_names[party->kind], NULL);
		for (size_t j = 1; j < party->name.count; j++)
			oscal_prop(o, node, "name", party->name.v[j].value,
				text_lang(&party->name.v[j]));
		if (party->href != NULL)
			OSCAL_ADD(o, node, "link", "href", party->href, "rel", "homepage");
	}
}

void
oscal_metadata(struct oscal *o, struct xml_node *root, const char *title)
{
	const struct matrix *m = o->matrix;
	const char *date = arena_printf(o->arena, "%sT00:00:00Z", m->date);
	struct xml_node *metadata = OSCAL_ADD(o, root, "metadata"), *creator;

	oscal_words(o, metadata, "title",
		arena_printf(o->arena, "%s: %s (%s)", texts_value(&m->service_name, m->original),
			texts_value(&m->title, m->original), title));
	oscal_words(o, metadata, "published", date);
	oscal_words(o, metadata, "last-modified", date);
	oscal_words(o, metadata, "version", arena_printf(o->arena, "%u", m->edition));
	oscal_words(o, metadata, "oscal-version", "1.2.1");
	for (size_t i = 0; i < m->language_count; i++)
		oscal_prop(o, metadata, "language", m->languages[i].tag,
			language_role_names[m->languages[i].original ? 0 : 1]);
	oscal_prop(o, metadata, "edition-status", edition_status_names[m->status], NULL);
	add_roles(o, metadata);
	add_parties(o, metadata);
	creator = OSCAL_ADD(o, metadata, "responsible-party", "role-id", "creator");
	oscal_words(o, creator, "party-uuid",
		oscal_uuid(o, arena_printf(o->arena, "party/%s", m->publisher->id)));
	oscal_paragraph(o, metadata, "remarks",
		"Wordings in several languages stand as one paragraph each, in the order of the language properties.");
}

void
oscal_back_matter(struct oscal *o, struct xml_node *root)
{
	struct xml_node *back = NULL;

	for (size_t i = 0; i < o->matrix->uses_count; i++) {
		const struct uses *uses = &o->matrix->uses[i];
		const struct framework *framework = model_framework(o->model, uses->framework);
		struct xml_node *resource;

		if (framework == NULL)
			continue;
		if (back == NULL)
			back = OSCAL_ADD(o, root, "back-matter");
		resource = OSCAL_ADD(
			o, back, "resource", "uuid", oscal_framework_href(o, uses->framework) + 1);
		oscal_words(o, resource, "title", framework->short_name);
		oscal_paragraphs(o, resource, "description", &framework->name);
		oscal_prop(o, resource, "id", framework->id, NULL);
		oscal_prop(o, resource, "use", uses_role_names[uses->role], NULL);
		oscal_prop(o, resource, "status", framework->status, NULL);
		oscal_words(o, OSCAL_ADD(o, resource, "citation"), "text",
			texts_value(&framework->name, "en"));
	}
}
