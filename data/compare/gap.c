#include "gap.h"

#include <string.h>

/* Links of one kind, clause by clause, counted first and then put down. */
struct gap_collector {
	struct gap_clause *clauses;
	const struct framework *to;
	bool hints;
	bool counting;
};

static void
collect(struct gap_collector *c, const char *number, struct gap_link link)
{
	const struct clause *clause = framework_clause(c->to, number);
	struct gap_clause *gap;
	size_t *count;

	if (clause == NULL)
		return;
	gap = &c->clauses[clause->index];
	count = c->hints ? &gap->hint_count : &gap->link_count;
	if (!c->counting)
		((struct gap_link *)(c->hints ? gap->hints : gap->links))[*count] = link;
	(*count)++;
}

/* What a correspondence gives for a clause. */
static void
follow(struct gap_collector *c, const struct correspondence *correspondence, const char *from,
	struct gap_link link)
{
	const struct correspondence_map *maps;
	size_t count = 0;

	if (correspondence == NULL)
		return;
	maps = correspondence_from(correspondence, from, &count);
	link.correspondence = correspondence;
	for (size_t i = 0; i < count; i++) {
		link.published = &maps[i];
		collect(c, maps[i].to, link);
	}
}

static void
collect_links(struct gap_collector *c, const struct model *model, const struct matrix *matrix,
	const struct control *control)
{
	const char *to = c->to->id;

	if (strcmp(matrix->control_framework, to) == 0)
		collect(c, control->clause, (struct gap_link){.control = control});
	follow(c, model_correspondence(model, matrix->control_framework, to), control->clause,
		(struct gap_link){.control = control});
	for (size_t i = 0; i < control->map_count; i++) {
		const struct counterpart *map = &control->maps[i];

		if (strcmp(map->framework, to) == 0)
			collect(c, map->clause, (struct gap_link){.control = control, .map = map});
		else
			follow(c, model_correspondence(model, map->framework, to), map->clause,
				(struct gap_link){.control = control, .map = map});
	}
}

/* Published tables in two steps, by way of any framework, where the document does not state the
 * first step. */
static void
collect_hints(struct gap_collector *c, const struct model *model, const struct matrix *matrix,
	const struct control *control)
{
	for (size_t i = 0; i < model->correspondence_count; i++) {
		const struct correspondence *first = &model->correspondences[i];
		const struct correspondence_map *maps;
		size_t count = 0;

		if (strcmp(first->from, matrix->control_framework) != 0 ||
			strcmp(first->to, c->to->id) == 0)
			continue;
		maps = correspondence_from(first, control->clause, &count);
		for (size_t j = 0; j < count; j++)
			if (!control_maps_to(control, first->to, maps[j].to))
				follow(c, model_correspondence(model, first->to, c->to->id),
					maps[j].to, (struct gap_link){.control = control});
	}
}

static void
collect_all(struct gap_collector *c, const struct model *model, const struct matrix *matrix)
{
	for (size_t i = 0; i < matrix->control_count; i++) {
		c->hints = false;
		collect_links(c, model, matrix, &matrix->controls[i]);
		c->hints = true;
		collect_hints(c, model, matrix, &matrix->controls[i]);
	}
}

/* Controls that no clause has a link to. */
static void
find_lost(struct gap *gap, struct arena *arena, const struct matrix *matrix)
{
	bool *found = arena_array(arena, matrix->control_count, sizeof(*found));

	for (size_t i = 0; i < gap->to->clause_count; i++)
		for (size_t j = 0; j < gap->clauses[i].link_count; j++)
			found[gap->clauses[i].links[j].control->index] = true;
	gap->lost = arena_array(arena, matrix->control_count, sizeof(*gap->lost));
	for (size_t i = 0; i < matrix->control_count; i++)
		if (!found[i])
			gap->lost[gap->lost_count++] = &matrix->controls[i];
}

struct gap
gap_make(struct arena *arena, const struct model *model, const struct matrix *matrix,
	const struct framework *to)
{
	struct gap_clause *clauses = arena_array(arena, to->clause_count, sizeof(*clauses));
	struct gap_collector c = {clauses, to, false, true};
	struct gap gap = {.to = to, .clauses = clauses};

	collect_all(&c, model, matrix);
	for (size_t i = 0; i < to->clause_count; i++) {
		clauses[i].clause = &to->clauses[i];
		clauses[i].links =
			arena_array(arena, clauses[i].link_count, sizeof(struct gap_link));
		clauses[i].hints =
			arena_array(arena, clauses[i].hint_count, sizeof(struct gap_link));
		clauses[i].link_count = clauses[i].hint_count = 0;
	}
	c.counting = false;
	collect_all(&c, model, matrix);
	for (size_t i = 0; i < to->clause_count; i++)
		gap.addressed += clauses[i].link_count > 0;
	find_lost(&gap, arena, matrix);
	return gap;
}
