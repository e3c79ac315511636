/* <accept>: a finding that the author keeps. What it is about is named as the document names it;
 * the model has no elements, so here it becomes where they stand in the file. */
#include <string.h>

#include "build.h"

enum { EXTENT_LIMIT = 256, STEPS_LIMIT = 8 };

struct accept_finder {
	struct build *build;
	const char *steps[STEPS_LIMIT];
	size_t step_count;
	struct byte_range *extents;
	size_t count, cap;
};

/* What things of a document are known by. */
static bool
is_called(const struct xml_node *node, const char *name)
{
	static const char *const keys[] = {
		"id", "clause", "column", "party", "scheme", "framework", "tag", "number"};

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		const char *value = xml_attr(node, keys[i]);

		if (value != NULL && strcmp(value, name) == 0)
			return true;
	}
	return false;
}

/* Where the next element behind all of this one begins. */
static unsigned
end_of(const struct xml_node *node)
{
	for (; node != NULL; node = node->parent)
		for (const struct xml_node *n = node->next; n != NULL; n = n->next)
			if (n->name != NULL)
				return n->offset;
	return ~0u;
}

/* Elements called as the steps say, each inside of the one before. */
static void
find(struct accept_finder *f, const struct xml_node *node, size_t step)
{
	for (const struct xml_node *n = node->first; n != NULL; n = n->next) {
		bool called = n->name != NULL && strcmp(n->name, "accept") != 0 &&
			      is_called(n, f->steps[step]);

		if (called && step + 1 == f->step_count && f->count < EXTENT_LIMIT) {
			f->extents = arena_grow(f->build->arena, f->extents, f->count, &f->cap,
				sizeof(*f->extents));
			f->extents[f->count++] = (struct byte_range){n->offset, end_of(n)};
		} else if (n->name != NULL) {
			find(f, n, called ? step + 1 : step);
		}
	}
}

/* The whole may be an id as it stands; else "/" stands between the steps. */
static void
find_at(struct accept_finder *f, const struct xml_node *root, const char *at)
{
	f->steps[0] = at;
	f->step_count = 1;
	find(f, root, 0);
	if (f->count > 0 || strchr(at, '/') == NULL)
		return;
	for (f->step_count = 0; f->step_count < STEPS_LIMIT; at++) {
		size_t len = strcspn(at, "/");

		f->steps[f->step_count++] = arena_strndup(f->build->arena, at, len);
		at += len;
		if (*at == '\0')
			break;
	}
	find(f, root, 0);
}

static void
build_acceptance(struct build *b, const struct xml_node *node, struct acceptance *acceptance)
{
	struct accept_finder finder = {.build = b};

	acceptance->rule = build_attr(b, node, "rule");
	acceptance->at = build_attr(b, node, "at");
	acceptance->reason = build_words(b, node);
	acceptance->place = node->offset;
	if (acceptance->at != NULL)
		find_at(&finder, b->doc->root, acceptance->at);
	acceptance->extents = finder.extents;
	acceptance->extent_count = finder.count;
}

const struct acceptance *
build_acceptances(struct build *b, const struct xml_node *about, size_t *count)
{
	struct acceptance *list;

	BUILD_LIST(b, about, "accept", list, *count, build_acceptance);
	return list;
}
