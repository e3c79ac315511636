#include "oscal_parts.h"

#include <stdarg.h>
#include <string.h>

#include "base/own.h"
#include "base/utf8.h"
#include "base/uuid.h"
#include "model/clause.h"
#include "model/names.h"
#include "model/value.h"

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

/* OSCAL's strings neither begin nor end with white space, of any script, and are one line. */
static const char *
trimmed(struct oscal *o, const char *s)
{
	OWN(buf_fini) struct buf out = {0};
	size_t len, end = 0;

	for (; *s != '\0'; s += len) {
		uint32_t c = utf8_next(s, &len);
		bool line = c == '\n' || c == '\r' || c == '\t' || c == 0x85 || c == 0x2028 ||
			    c == 0x2029;

		if ((line || utf8_is_space(c)) && out.len == 0)
			continue;
		if (line)
			buf_char(&out, ' ');
		else
			buf_add(&out, s, len);
		if (!line && !utf8_is_space(c))
			end = out.len;
	}
	return arena_strndup(o->arena, buf_cstr(&out), end);
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
	if (node->first == NULL) /* nothing but white space, which it then says */
		tree_words(o->arena, OSCAL_ADD(o, node, "p"), texts->v[0].value);
}

static bool
same(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static bool
has_prop(const struct xml_node *parent, const char *ns, const char *name, const char *value,
	const char *class_name)
{
	for (const struct xml_node *p = xml_child(parent, "prop"); p != NULL;
		p = xml_next(p, "prop"))
		if (same(xml_attr(p, "name"), name) && same(xml_attr(p, "ns"), ns) &&
			same(xml_attr(p, "value"), value) && same(xml_attr(p, "class"), class_name))
			return true;
	return false;
}

void
oscal_prop_of(struct oscal *o, struct xml_node *parent, const char *ns, const char *name,
	const char *value, const char *class_name)
{
	value = trimmed(o, value);
	if (value[0] != '\0' && !has_prop(parent, ns, name, value, class_name))
		OSCAL_ADD(o, parent, "prop", "name", name, "ns", ns, "value", value,
			class_name != NULL ? "class" : NULL, class_name);
}

void
oscal_prop(struct oscal *o, struct xml_node *parent, const char *name, const char *value,
	const char *class_name)
{
	oscal_prop_of(o, parent, OSCAL_NS, name, value, class_name);
}

/* -- names ------------------------------------------------------------------------------------ */

/* UUIDs are of these names, which stay as they are when namespaces of properties do not. Names are
 * made of ids and tokens, which hold no "/", so that none is made in two ways. */
#define UUID_NAMES "urn:demarc:1"

const char *
oscal_uuid(struct oscal *o, const char *what)
{
	char *out = arena_alloc(o->arena, UUID_SIZE);

	uuid_v5(UUID_SPACE_URL,
		arena_printf(o->arena, "%s/%s/%s", UUID_NAMES, o->matrix->service, what), out);
	return out;
}

const char *
oscal_party_uuid(struct oscal *o, const struct party *party)
{
	return oscal_uuid(o, arena_printf(o->arena, "party/%s", party->id));
}

const char *
oscal_control_name(struct oscal *o, const char *framework, const char *clause)
{
	const struct framework *known =
		o->model != NULL ? model_framework(o->model, framework) : NULL;
	const struct clause *found = known != NULL ? framework_clause(known, clause) : NULL;
	char token[CLAUSE_TOKEN_SIZE];

	clause_token(clause, token);
	return arena_printf(o->arena, "%s_%s", framework, found != NULL ? found->token : token);
}

const char *
oscal_control_id(struct oscal *o, const char *framework, const char *clause)
{
	const struct framework *known =
		o->model != NULL ? model_framework(o->model, framework) : NULL;
	const struct clause *found = known != NULL ? framework_clause(known, clause) : NULL;

	if (found != NULL && known->catalog != NULL && value_is_id(found->token))
		return found->token;
	return oscal_control_name(o, framework, clause);
}

const char *
oscal_framework_href(struct oscal *o, const char *framework)
{
	return arena_printf(
		o->arena, "#%s", oscal_uuid(o, arena_printf(o->arena, "framework/%s", framework)));
}

/* -- who does what ------------------------------------------------------------------------------
 */

const char *
oscal_component_type(enum party_kind kind)
{
	bool service = kind == PARTY_PROVIDER || kind == PARTY_SUPPLIER || kind == PARTY_PARTNER;

	return service ? "service" : party_kind_names[kind];
}

bool
oscal_has_part(const struct control *control, const struct party *party)
{
	for (size_t i = 0; i < control->parts.count; i++)
		if (control->parts.v[i].party == party)
			return true;
	return false;
}

const struct texts *
oscal_part_words(const struct control *control, const struct party *party)
{
	for (size_t i = 0; i < control->parts.count; i++)
		if (control->parts.v[i].party == party && control->parts.v[i].text.count > 0)
			return &control->parts.v[i].text;
	return &control->statement;
}

void
oscal_responsible_roles(struct oscal *o, struct xml_node *parent, const struct control *control,
	const struct party *party)
{
	for (int does = 0; does < DOES__COUNT; does++)
		for (size_t i = 0; i < control->parts.count; i++)
			if (control->parts.v[i].party == party &&
				(int)control->parts.v[i].does == does) {
				oscal_words(o,
					OSCAL_ADD(o, parent, "responsible-role", "role-id",
						does_names[does]),
					"party-uuid", oscal_party_uuid(o, party));
				break;
			}
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
			model_message(o->model, lang,
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
			oscal_party_uuid(o, party), "type", "organization");

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
	oscal_words(o, metadata, "oscal-version", "1.2.2");
	for (size_t i = 0; i < m->language_count; i++)
		oscal_prop(o, metadata, "language", m->languages[i].tag,
			language_role_names[m->languages[i].original ? 0 : 1]);
	oscal_prop(o, metadata, "edition-status", edition_status_names[m->status], NULL);
	add_roles(o, metadata);
	add_parties(o, metadata);
	creator = OSCAL_ADD(o, metadata, "responsible-party", "role-id", "creator");
	oscal_words(o, creator, "party-uuid", oscal_party_uuid(o, m->publisher));
	oscal_paragraph(o, metadata, "remarks",
		"Wordings in several languages stand as one paragraph each, in the order of the language properties.");
}

bool
oscal_is_first_use(const struct matrix *matrix, const struct uses *uses)
{
	for (const struct uses *u = matrix->uses; u < uses; u++)
		if (strcmp(u->framework, uses->framework) == 0)
			return false;
	return true;
}

bool
oscal_in_catalog(const struct matrix *matrix, const struct framework *framework)
{
	return framework->catalog == NULL ||
	       (matrix->control_framework != NULL &&
		       strcmp(framework->id, matrix->control_framework) == 0);
}

/* Where the catalogue with the ids of its controls is: the published one, and ours beside this
 * file. */
static void
add_places(struct oscal *o, struct xml_node *resource, const struct framework *framework)
{
	if (framework->catalog != NULL)
		OSCAL_ADD(o, resource, "rlink", "href", framework->catalog);
	if (!oscal_in_catalog(o->matrix, framework))
		return;
	OSCAL_ADD(o, resource, "rlink", "href", "catalog.json", "media-type",
		"application/oscal+json");
	OSCAL_ADD(
		o, resource, "rlink", "href", "catalog.xml", "media-type", "application/oscal+xml");
}

static void
add_framework(struct oscal *o, struct xml_node *back, const struct framework *framework)
{
	struct xml_node *resource =
		OSCAL_ADD(o, back, "resource", "uuid", oscal_framework_href(o, framework->id) + 1);

	oscal_words(o, resource, "title", framework->short_name);
	oscal_paragraphs(o, resource, "description", &framework->name);
	oscal_prop(o, resource, "id", framework->id, NULL);
	for (size_t i = 0; i < o->matrix->uses_count; i++)
		if (strcmp(o->matrix->uses[i].framework, framework->id) == 0)
			oscal_prop(
				o, resource, "use", uses_role_names[o->matrix->uses[i].role], NULL);
	oscal_prop(o, resource, "status", framework->status, NULL);
	oscal_words(
		o, OSCAL_ADD(o, resource, "citation"), "text", texts_value(&framework->name, "en"));
	add_places(o, resource, framework);
}

void
oscal_back_matter(struct oscal *o, struct xml_node *root)
{
	struct xml_node *back = NULL;

	for (size_t i = 0; i < o->matrix->uses_count; i++) {
		const struct uses *uses = &o->matrix->uses[i];
		const struct framework *framework = model_framework(o->model, uses->framework);

		if (framework == NULL || !oscal_is_first_use(o->matrix, uses))
			continue;
		if (back == NULL)
			back = OSCAL_ADD(o, root, "back-matter");
		add_framework(o, back, framework);
	}
}
