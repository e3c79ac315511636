/* <framework>, <correspondence> and <messages>: what services share. */
#include <stdlib.h>
#include <string.h>

#include "build.h"
#include "base/index.h"
#include "model/clause.h"
#include "model/names.h"

/* The token of a number that has none of its own. */
static const char *
build_token(struct build *b, const char *number)
{
	char token[CLAUSE_TOKEN_SIZE];

	clause_token(number, token);
	return build_string(b, token);
}

static void
build_clause(struct build *b, const struct xml_node *node, struct clause *clause)
{
	clause->number = build_attr(b, node, "number");
	clause->token = build_attr(b, node, "token");
	if (clause->token == NULL)
		clause->token = build_token(b, clause->number);
	clause->parent_number = build_attr(b, node, "parent");
	clause->level = (uint8_t)build_enum(node, "level", clause_level_names,
		clause->parent_number != NULL ? LEVEL_ENHANCEMENT : LEVEL_CONTROL);
	clause->kind = (uint8_t)build_enum(node, "kind", clause_kind_names, CLAUSE_BASE);
	clause->guidance = (uint8_t)build_enum(node, "guidance", guidance_names, GUIDANCE_UNKNOWN);
	clause->title = build_child_texts(b, node, "title");
	clause->notes = build_notes(b, node);
	clause->place = node->offset;
}

static size_t
count_clauses(const struct xml_node *root)
{
	size_t n = 0;

	for (const struct xml_node *g = xml_child(root, "group"); g != NULL;
		g = xml_next(g, "group"))
		n += xml_count(g, "clause");
	return n;
}

static void
build_clause_group(struct build *b, const struct xml_node *node, struct framework *f,
	struct clause_group *group, struct clause *clauses)
{
	group->id = build_attr(b, node, "id");
	group->title = build_child_texts(b, node, "title");
	group->notes = build_notes(b, node);
	group->first_clause = f->clause_count;
	group->place = node->offset;
	for (const struct xml_node *c = xml_child(node, "clause"); c != NULL;
		c = xml_next(c, "clause")) {
		struct clause *clause = &clauses[f->clause_count];

		build_clause(b, c, clause);
		clause->group = group;
		clause->index = (unsigned)f->clause_count++;
	}
	group->clause_count = f->clause_count - group->first_clause;
}

/* Where tokens are other than numbers, they are looked up too. */
static void
index_tokens(struct build *b, struct framework *f, size_t count)
{
	const char **tokens = arena_array(b->arena, count, sizeof(*tokens));

	for (size_t i = 0; i < count; i++)
		tokens[i] = f->clauses[i].token;
	f->tokens = tokens;
	f->token_index = index_make(b->arena, tokens, sizeof(*tokens), count);
}

/* Documents may spell a number otherwise. */
static void
index_keys(struct build *b, struct framework *f, size_t count)
{
	const char **keys = arena_array(b->arena, count, sizeof(*keys));
	char key[CLAUSE_KEY_SIZE];

	for (size_t i = 0; i < count; i++) {
		clause_key(f->clauses[i].number, key);
		keys[i] = build_string(b, key);
	}
	f->keys = keys;
	f->key_index = index_make(b->arena, keys, sizeof(*keys), count);
}

static void
build_clauses(struct build *b, const struct xml_node *root, struct framework *f)
{
	size_t count = count_clauses(root);
	struct clause *clauses = arena_array(b->arena, count, sizeof(*clauses));
	struct clause_group *groups =
		arena_array(b->arena, xml_count(root, "group"), sizeof(*groups));

	for (const struct xml_node *g = xml_child(root, "group"); g != NULL;
		g = xml_next(g, "group"))
		build_clause_group(b, g, f, &groups[f->group_count++], clauses);
	f->groups = groups;
	f->clauses = clauses;
	f->clause_index = index_make(b->arena, clauses, sizeof(*clauses), count);
	for (size_t i = 0; i < count && f->tokens == NULL; i++)
		if (strcmp(clauses[i].token, clauses[i].number) != 0)
			index_tokens(b, f, count);
	index_keys(b, f, count);
	for (size_t i = 0; i < count; i++)
		if (clauses[i].parent_number != NULL)
			clauses[i].parent = framework_clause(f, clauses[i].parent_number);
}

void
build_framework(struct build *b, const struct xml_node *root, struct framework *f)
{
	f->id = build_attr(b, root, "id");
	f->short_name = build_words(b, xml_child(root, "short"));
	f->numbers_of = build_attr(b, root, "numbers-of");
	f->year = build_attr(b, root, "year");
	f->status = build_attr(b, root, "status");
	f->replaced_by = build_attr(b, root, "replaced-by");
	f->withdrawn = build_attr(b, root, "withdrawn");
	f->catalog = build_attr(b, root, "catalog");
	f->name = build_child_texts(b, root, "name");
	f->title = build_child_texts(b, root, "title");
	f->sources = build_sources(b, root, &f->source_count);
	f->notes = build_notes(b, root);
	f->file = b->doc->file;
	f->place = root->offset;
	build_clauses(b, root, f);
}

static void
build_correspondence_map(
	struct build *b, const struct xml_node *node, struct correspondence_map *map)
{
	map->from = build_attr(b, node, "from");
	map->to = build_attr(b, node, "to");
	map->relation =
		(enum relation)build_enum(node, "relation", relation_names, RELATION_UNSTATED);
	map->standing = (enum standing)build_enum(node, "standing", standing_names, STANDING_NONE);
	map->sources = build_number(node, "sources");
	map->notes = build_notes(b, node);
	map->place = node->offset;
}

void
build_correspondence(struct build *b, const struct xml_node *root, struct correspondence *c)
{
	struct correspondence_map *maps;

	c->id = build_attr(b, root, "id");
	c->from = build_attr(b, root, "from");
	c->to = build_attr(b, root, "to");
	c->name = build_child_texts(b, root, "name");
	c->sources = build_sources(b, root, &c->source_count);
	c->notes = build_notes(b, root);
	BUILD_LIST(b, root, "map", maps, c->map_count, build_correspondence_map);
	c->maps = maps;
	c->file = b->doc->file;
	c->place = root->offset;
}

static void
build_message(struct build *b, const struct xml_node *node, struct message *message)
{
	message->id = build_attr(b, node, "id");
	message->value = build_words(b, node);
}

static int
message_order(const void *a, const void *b)
{
	return strcmp(((const struct message *)a)->id, ((const struct message *)b)->id);
}

void
build_catalogue(struct build *b, const struct xml_node *root, struct catalogue *c)
{
	struct message *messages;

	c->lang = build_attr(b, root, "xml:lang");
	c->name = build_attr(b, root, "name");
	BUILD_LIST(b, root, "message", messages, c->message_count, build_message);
	qsort(messages, c->message_count, sizeof(*messages), message_order);
	c->messages = messages;
	c->file = b->doc->file;
	c->place = root->offset;
}
