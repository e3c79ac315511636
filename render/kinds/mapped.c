#include "mapped.h"

#include <string.h>

#include "say.h"

const struct framework *
mapped_framework(const struct model *model, const struct matrix *matrix)
{
	for (size_t i = 0; i < matrix->uses_count; i++)
		if (matrix->uses[i].role == USES_MAPPED)
			return model_framework(model, matrix->uses[i].framework);
	return NULL;
}

const struct clause *
mapped_clause(const struct framework *framework, const struct counterpart *map)
{
	if (map->relation == RELATION_NONE || strcmp(map->framework, framework->id) != 0)
		return NULL;
	return framework_clause(framework, map->clause);
}

bool
mapped_fits(const struct model *model, const struct matrix *matrix, const char **why)
{
	const struct framework *framework = mapped_framework(model, matrix);

	*why = "the matrix maps no control to another framework";
	for (size_t i = 0; framework != NULL && i < matrix->control_count; i++)
		for (size_t k = 0; k < matrix->controls[i].map_count; k++)
			if (mapped_clause(framework, &matrix->controls[i].maps[k]) != NULL)
				return true;
	return false;
}

const struct party *const *
mapped_actors(struct arena *arena, const struct control *control, size_t *count)
{
	const struct parts *parts = &control->parts;
	const struct party **actors = arena_array(arena, parts->count + 1, sizeof(*actors));
	size_t n = 0;

	for (size_t i = 0; i < parts->count; i++) {
		bool seen = parts->v[i].does > DOES_RUNS;

		for (size_t k = 0; k < n; k++)
			seen = seen || actors[k] == parts->v[i].party;
		if (!seen)
			actors[n++] = parts->v[i].party;
	}
	*count = n;
	return actors;
}

bool *
mapped_mark_actors(struct arena *arena, const struct matrix *matrix)
{
	bool *marked = arena_array(arena, matrix->party_count + 1, sizeof(*marked));

	for (size_t i = 0; i < matrix->control_count; i++) {
		const struct parts *parts = &matrix->controls[i].parts;

		for (size_t k = 0; k < parts->count; k++)
			if (parts->v[k].does <= DOES_RUNS)
				marked[parts->v[k].party->index] = true;
	}
	return marked;
}

const char *
mapped_control_name(
	struct arena *arena, const struct diagram_request *request, const struct control *control)
{
	return say_join(arena, control->clause, " ",
		say_text(arena, request, control_title(request->model, request->matrix, control)));
}

const char *
mapped_clause_name(
	struct arena *arena, const struct diagram_request *request, const struct clause *clause)
{
	return say_join(arena, clause->number, " ", say_text(arena, request, &clause->title));
}
