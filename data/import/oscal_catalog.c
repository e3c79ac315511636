/* Both forms become one tree, named as OSCAL's XML is, and that tree becomes the framework's. */
#include "oscal_catalog.h"

#include <ctype.h>
#include <string.h>

#include <jansson.h>

#include "base/arena.h"
#include "base/own.h"
#include "base/source_file.h"
#include "base/utf8.h"
#include "document/tree.h"
#include "document/write_xml.h"
#include "model/value.h"

#define OSCAL_XMLNS "http://csrc.nist.gov/ns/oscal/1.0"

enum { DEPTH_LIMIT = 24, TITLE_LIMIT = 2000 };

struct catalog {
	struct arena *arena;
	const struct catalog_options *options;
	const char *path;
	struct diags *diags;
	const char *lang;
	struct xml_node *root; /* the framework */
	size_t clauses;
};

static bool
refuse(struct catalog *c, const char *why)
{
	diags_add(
		c->diags, SEVERITY_ERROR, "bad-catalog", (struct pos){.file = c->path}, "%s", why);
	return false;
}

static void
release_arena(struct arena **arena)
{
	arena_free(*arena);
}

static void
release_json(json_t **json)
{
	json_decref(*json);
}

/* -- JSON as the tree that XML would be --------------------------------------------------- */

static const struct {
	const char *member, *element;
} lists[] = {{"groups", "group"}, {"controls", "control"}, {"props", "prop"}, {"parts", "part"}};

/* Members that are elements in the XML; all other strings are attributes. */
static bool
is_element(const char *member)
{
	static const char *const names[] = {
		"title", "prose", "published", "last-modified", "version"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(names[i], member) == 0)
			return true;
	return false;
}

static void
plant_object(struct catalog *c, struct xml_node *node, const json_t *object, int depth);

static void
plant_list(struct catalog *c, struct xml_node *node, const char *element, const json_t *list,
	int depth)
{
	size_t i;
	json_t *value;

	json_array_foreach(list, i, value)
		plant_object(c, tree_element(c->arena, node, element), value, depth + 1);
}

static void
plant_member(
	struct catalog *c, struct xml_node *node, const char *key, const json_t *value, int depth)
{
	if (json_is_string(value)) {
		const char *words = arena_strdup(c->arena, json_string_value(value));

		if (is_element(key))
			tree_words(c->arena,
				tree_element(c->arena, node, arena_strdup(c->arena, key)), words);
		else
			tree_attr(c->arena, node, arena_strdup(c->arena, key), words);
	} else if (strcmp(key, "metadata") == 0) {
		plant_object(c, tree_element(c->arena, node, "metadata"), value, depth + 1);
	}
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		if (strcmp(lists[i].member, key) == 0)
			plant_list(c, node, lists[i].element, value, depth);
}

static void
plant_object(struct catalog *c, struct xml_node *node, const json_t *object, int depth)
{
	const char *key;
	json_t *value;

	if (depth < DEPTH_LIMIT)
		json_object_foreach((json_t *)object, key, value)
			plant_member(c, node, key, value, depth);
}

static const struct xml_node *
read_json(struct catalog *c, const struct buf *bytes)
{
	json_error_t error;
	OWN(release_json)
	json_t *json = json_loadb(bytes->data, bytes->len, JSON_REJECT_DUPLICATES, &error);
	const json_t *catalog = json_object_get(json, "catalog");
	struct xml_node *root = tree_element(c->arena, NULL, "catalog");

	if (json == NULL)
		return diags_add(c->diags, SEVERITY_ERROR, "bad-catalog",
			       (struct pos){.file = c->path,
				       .line = (unsigned)error.line,
				       .column = (unsigned)error.column},
			       "not JSON: %s", error.text),
		       NULL;
	if (!json_is_object(catalog))
		return refuse(c,
			       "the JSON has no object 'catalog': an OSCAL catalogue is wanted, no profile or other model"),
		       NULL;
	plant_object(c, root, catalog, 0);
	return root;
}

static const struct xml_node *
read_xml(struct catalog *c, const struct buf *bytes)
{
	struct buf copy = {0};
	struct xml_doc *doc;

	buf_add(&copy, bytes->data, bytes->len);
	doc = xml_parse_as(
		c->arena, source_file_new(c->arena, c->path, &copy), OSCAL_XMLNS, c->diags);
	if (doc == NULL)
		return NULL;
	if (strcmp(doc->root->name, "catalog") != 0)
		return refuse(c,
			       "the root is not <catalog>: an OSCAL catalogue is wanted, no profile or other model"),
		       NULL;
	return doc->root;
}

/* -- words ------------------------------------------------------------------------------------ */

static void
add_words(struct buf *out, const struct xml_node *node)
{
	for (const struct xml_node *n = node != NULL ? node->first : NULL; n != NULL; n = n->next)
		if (n->name == NULL)
			buf_str(out, n->text);
		else if (strcmp(n->name, "insert") == 0)
			buf_str(out, "[\xe2\x80\xa6]");
		else
			add_words(out, n);
}

/* Cuts behind a whole character, and puts what XML cannot hold away. */
static void
tidy(struct buf *out, const char *s)
{
	size_t len;

	for (; *s != '\0' && out->len < TITLE_LIMIT; s += len) {
		uint32_t ch = utf8_next(s, &len);

		if (ch == '\n' || ch == '\t' || ch == '\r')
			ch = ' ';
		if (ch == ' ' && (out->len == 0 || out->data[out->len - 1] == ' '))
			continue;
		if (strncmp(s, "{{", 2) == 0 && strstr(s, "}}") != NULL) {
			buf_str(out, "[\xe2\x80\xa6]");
			len = (size_t)(strstr(s, "}}") - s) + 2;
		} else if (ch >= ' ' && ch != 0xfffe && ch != 0xffff) {
			if (ch == ' ')
				buf_char(out, ' ');
			else
				buf_add(out, s, len);
		}
	}
	while (out->len > 0 && out->data[out->len - 1] == ' ')
		out->len--;
}

/* The words of a child element, white space folded; "" without it. Parameters stand as an ellipsis.
 */
static const char *
words_of(struct catalog *c, const struct xml_node *node, const char *child)
{
	OWN(buf_fini) struct buf raw = {0}, out = {0};

	add_words(&raw, xml_child(node, child));
	tidy(&out, buf_cstr(&raw));
	return arena_strndup(c->arena, buf_cstr(&out), out.len);
}

static const char *
attr_or_empty(const struct xml_node *node, const char *name)
{
	const char *value = xml_attr(node, name);

	return value != NULL ? value : "";
}

/* The label that people know the thing by: not the one padded for sorting, nor that of another
 * publication. */
static const char *
label_of(const struct xml_node *node)
{
	const char *found = NULL;

	for (const struct xml_node *p = xml_child(node, "prop"); p != NULL;
		p = xml_next(p, "prop")) {
		const char *class_name = attr_or_empty(p, "class");

		if (strcmp(attr_or_empty(p, "name"), "label") != 0)
			continue;
		if (class_name[0] == '\0')
			return attr_or_empty(p, "value");
		if (found == NULL && strcmp(class_name, "zero-padded") != 0 &&
			strcmp(class_name, "sp800-53a") != 0)
			found = attr_or_empty(p, "value");
	}
	return found;
}

static bool
is_withdrawn(const struct xml_node *node)
{
	for (const struct xml_node *p = xml_child(node, "prop"); p != NULL; p = xml_next(p, "prop"))
		if (strcmp(attr_or_empty(p, "name"), "status") == 0 &&
			strcasecmp(attr_or_empty(p, "value"), "withdrawn") == 0)
			return true;
	return false;
}

static void
add_title(struct catalog *c, struct xml_node *parent, const char *words)
{
	struct xml_node *title = tree_element(c->arena, parent, "title");

	tree_text(c->arena, title, c->lang, words);
	tree_attr(c->arena, title->first, "standing", "single-source");
	tree_attr(c->arena, title->first, "sources", "1");
}

/* -- groups, controls, parts ---------------------------------------------------------------------
 */

struct below {
	const char *number; /* of the parent; NULL: none */
	const char *level;
};

static const char *
add_clause(struct catalog *c, struct xml_node *group, const struct xml_node *node,
	const char *number, const char *title, struct below below)
{
	struct xml_node *clause = tree_element(c->arena, group, "clause");
	const char *id = attr_or_empty(node, "id");

	if (!value_is_clause(number))
		number = id;
	tree_attr(c->arena, clause, "number", number);
	if (value_is_token(id) && strcmp(id, number) != 0)
		tree_attr(c->arena, clause, "token", id);
	tree_attr(c->arena, clause, "parent", below.number);
	tree_attr(c->arena, clause, "level", below.number != NULL ? below.level : NULL);
	add_title(c, clause, title[0] != '\0' ? title : number);
	c->clauses++;
	return number;
}

/* "a." below AC-2 is AC-2a, "1." below that AC-2a.1. */
static const char *
part_number(struct catalog *c, const char *parent, const char *label)
{
	size_t len = strlen(label), end = strlen(parent);

	while (len > 0 && (label[len - 1] == '.' || label[len - 1] == ')'))
		len--;
	return arena_printf(c->arena, "%s%s%.*s", parent,
		len > 0 && isalpha((unsigned char)label[0]) && end > 0 &&
				isdigit((unsigned char)parent[end - 1])
			? ""
			: ".",
		(int)len, label);
}

static void
add_parts(struct catalog *c, struct xml_node *group, const struct xml_node *node,
	const char *number, int depth)
{
	for (const struct xml_node *p = xml_child(node, "part"); p != NULL && depth < DEPTH_LIMIT;
		p = xml_next(p, "part")) {
		const char *name = attr_or_empty(p, "name"), *label = label_of(p), *words;

		if (strcmp(name, "statement") == 0)
			add_parts(c, group, p, number, depth + 1);
		if (strcmp(name, "item") != 0 || label == NULL ||
			!value_is_token(attr_or_empty(p, "id")))
			continue;
		words = words_of(c, p, "prose");
		if (words[0] == '\0')
			words = words_of(c, p, "p");
		add_parts(c, group, p,
			add_clause(c, group, p, part_number(c, number, label), words,
				(struct below){number, "part"}),
			depth + 1);
	}
}

static void
add_control(struct catalog *c, struct xml_node *group, const struct xml_node *node,
	const char *parent, int depth)
{
	const char *label = label_of(node);

	if (is_withdrawn(node) || depth > DEPTH_LIMIT)
		return;
	label = add_clause(c, group, node, label != NULL ? label : attr_or_empty(node, "id"),
		words_of(c, node, "title"), (struct below){parent, "enhancement"});
	if (c->options->parts)
		add_parts(c, group, node, label, 0);
	for (const struct xml_node *n = xml_child(node, "control"); n != NULL;
		n = xml_next(n, "control"))
		add_control(c, group, n, label, depth + 1);
}

/* Controls right in the node as a group of their own, then the groups in it. */
static void
add_groups(struct catalog *c, const struct xml_node *node, const char *title, int depth)
{
	struct xml_node *group;
	const char *id = attr_or_empty(node, "id");
	size_t before = c->clauses;

	if (depth > DEPTH_LIMIT)
		return;
	if (xml_child(node, "control") != NULL) {
		group = tree_element(c->arena, NULL, "group");
		tree_attr(c->arena, group, "id",
			value_is_id(id) ? id : arena_printf(c->arena, "group-%zu", c->clauses + 1));
		add_title(c, group, title[0] != '\0' ? title : id);
		for (const struct xml_node *n = xml_child(node, "control"); n != NULL;
			n = xml_next(n, "control"))
			add_control(c, group, n, NULL, 0);
		if (c->clauses > before)
			tree_adopt(c->root, group);
	}
	for (const struct xml_node *g = xml_child(node, "group"); g != NULL;
		g = xml_next(g, "group"))
		add_groups(c, g, words_of(c, g, "title"), depth + 1);
}

/* -- the framework
 * ---------------------------------------------------------------------------------- */

/* An id of small letters made from a title. */
static const char *
id_of(struct catalog *c, const char *title)
{
	char id[48];
	size_t n = 0;

	for (; *title != '\0' && n + 1 < sizeof(id); title++)
		if (isalnum((unsigned char)*title))
			id[n++] = (char)tolower((unsigned char)*title);
		else if (n > 0 && id[n - 1] != '-')
			id[n++] = '-';
	while (n > 0 && id[n - 1] == '-')
		n--;
	id[n] = '\0';
	return arena_strdup(c->arena, value_is_id(id) ? id : "catalog");
}

static void
add_head(struct catalog *c, const struct xml_node *catalog, const char *title)
{
	const struct xml_node *metadata = xml_child(catalog, "metadata");
	const char *date = words_of(c, metadata, "published"),
		   *version = words_of(c, metadata, "version");
	struct xml_node *name, *source;
	const char *uuid;

	if (date[0] == '\0')
		date = words_of(c, metadata, "last-modified");
	tree_attr(
		c->arena, c->root, "id", c->options->id != NULL ? c->options->id : id_of(c, title));
	tree_attr(c->arena, c->root, "year",
		strlen(date) >= 4 ? arena_strndup(c->arena, date, 4) : "1970");
	tree_attr(c->arena, c->root, "status", "current");
	uuid = arena_printf(c->arena, "urn:uuid:%s", attr_or_empty(catalog, "uuid"));
	if (value_is_catalog(uuid))
		tree_attr(c->arena, c->root, "catalog", uuid);
	name = tree_element(c->arena, c->root, "name");
	tree_text(c->arena, name, c->lang, title);
	tree_words(c->arena, tree_element(c->arena, c->root, "short"), title);
	source = tree_element(c->arena, c->root, "source");
	tree_attr(c->arena, source, "id", "oscal");
	tree_words(c->arena, source,
		arena_printf(c->arena, "OSCAL catalogue \"%s\"%s%s", title,
			version[0] != '\0' ? ", version " : "", version));
}

bool
read_oscal_catalog(const char *path, const struct buf *bytes, const struct catalog_options *options,
	struct buf *xml, struct diags *diags)
{
	OWN(release_arena) struct arena *arena = arena_new();
	struct catalog c = {.arena = arena,
		.options = options,
		.path = path,
		.diags = diags,
		.lang = options->lang != NULL ? options->lang : "en"};
	const char *start = bytes->len > 0 ? buf_cstr((struct buf *)bytes) : "", *title;
	const struct xml_node *catalog, *metadata;

	if (start[0] == '\0')
		return refuse(&c, "the file is empty");
	start += strncmp(start, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
	start += strspn(start, " \t\r\n");
	catalog = *start == '<' ? read_xml(&c, bytes) : read_json(&c, bytes);
	if (catalog == NULL)
		return false;
	metadata = xml_child(catalog, "metadata");
	title = metadata != NULL ? words_of(&c, metadata, "title") : "";
	if (title[0] == '\0')
		return refuse(&c, "the catalogue has no title in its metadata");
	c.root = tree_element(arena, NULL, "framework");
	add_head(&c, catalog, title);
	add_groups(&c, catalog, title, 0);
	if (c.clauses == 0)
		return refuse(&c, "the catalogue has no control that is in force");
	write_xml(xml, c.root, XML_NAMESPACE);
	return true;
}
