/* <publishes>: what a party says itself, and who its parties are here. */
#include <string.h>

#include "build.h"

static void
build_same(struct build *b, const struct xml_node *node, struct same_party *same)
{
	same->theirs = build_attr(b, node, "theirs");
	same->ours = build_attr(b, node, "ours");
	same->place = node->offset;
}

static void
build_opening(struct build *b, const struct xml_node *node, struct opening *opening)
{
	opening->row = build_attr(b, node, "row");
	opening->clause = build_attr(b, node, "clause");
	opening->their_row = build_attr(b, node, "their-row");
	opening->their_clause = build_attr(b, node, "their-clause");
	opening->column = build_attr(b, node, "column");
	opening->place = node->offset;
}

const struct publication *
build_publication(struct build *b, const struct xml_node *party)
{
	const struct xml_node *node = xml_child(party, "publishes");
	struct publication *p;
	struct same_party *same;
	struct opening *openings;

	if (node == NULL)
		return NULL;
	p = ARENA_NEW(b->arena, struct publication);
	p->file = build_attr(b, node, "file");
	p->href = build_attr(b, node, "href");
	BUILD_LIST(b, node, "same", same, p->same_count, build_same);
	BUILD_LIST(b, node, "opens", openings, p->opening_count, build_opening);
	p->same = same;
	p->openings = openings;
	p->place = node->offset;
	if (b->other != NULL)
		p->matrix = b->other(b, p->file, xml_attr_pos(b->doc, node, "file"));
	return p;
}

/* -- who is who ------------------------------------------------------------------------------ */

/* The id here of a party of theirs: as <same> says, else their publisher and providers are the
 * party whose document it is, and their customers are ours who publish this one. NULL: none, so it
 * is a guest. */
static const char *
whom(const struct party *supplier, const struct party *theirs, const char *publisher)
{
	const struct publication *p = supplier->published;

	for (size_t i = 0; i < p->same_count; i++)
		if (strcmp(p->same[i].theirs, theirs->id) == 0)
			return p->same[i].ours;
	if (theirs == p->matrix->publisher || theirs->kind == PARTY_PROVIDER)
		return supplier->id;
	return theirs->kind == PARTY_CUSTOMER ? publisher : NULL;
}

static const struct party *
find_party(const struct party *parties, size_t count, const char *id)
{
	for (size_t i = 0; id != NULL && i < count; i++)
		if (strcmp(parties[i].id, id) == 0)
			return &parties[i];
	return NULL;
}

/* How many parties such documents name. */
static size_t
count_theirs(const struct party *parties, size_t count)
{
	size_t n = 0;

	for (size_t i = 0; i < count; i++)
		if (parties[i].published != NULL && parties[i].published->matrix != NULL)
			n += parties[i].published->matrix->party_count;
	return n;
}

static void
add_guest(struct build *b, struct party *guest, const struct party *supplier,
	const struct party *theirs, size_t index)
{
	*guest = *theirs;
	guest->id = arena_printf(b->arena, "%s.%s", supplier->id, theirs->id);
	guest->contact = NULL;
	guest->published = NULL;
	guest->notes = (struct notes){0};
	guest->index = index;
	guest->place = supplier->published->place;
}

const struct party *
build_guests(
	struct build *b, struct party *parties, size_t count, const char *publisher, size_t *guests)
{
	size_t most = count_theirs(parties, count);
	struct party *all = most > 0 ? arena_array(b->arena, count + most, sizeof(*all)) : parties;

	*guests = 0;
	if (most > 0)
		memcpy(all, parties, count * sizeof(*all));
	for (size_t i = 0; most > 0 && i < count; i++) {
		struct publication *p = (struct publication *)all[i].published;
		const struct party **list;

		if (p == NULL || p->matrix == NULL)
			continue;
		list = arena_array(b->arena, p->matrix->party_count, sizeof(*list));
		for (size_t j = 0; j < p->matrix->party_count; j++) {
			const struct party *theirs = &p->matrix->parties[j];

			list[j] = find_party(all, count, whom(&all[i], theirs, publisher));
			if (list[j] != NULL)
				continue;
			list[j] = &all[count + *guests];
			add_guest(b, &all[count + *guests], &all[i], theirs, count + *guests);
			++*guests;
		}
		p->whom = list;
	}
	return all;
}
