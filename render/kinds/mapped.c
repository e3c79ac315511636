#include "mapped.h"

#include <string.h>

#include "model/names.h"
#include "say.h"

/* Whether a control has a counterpart in the framework. */
static bool
is_mapped_to(const struct matrix *matrix, const struct framework *framework)
{
	for (size_t i = 0; framework != NULL && i < matrix->control_count; i++)
		for (size_t k = 0; k < matrix->controls[i].map_count; k++)
			if (mapped_clause(framework, &matrix->controls[i].maps[k]) != NULL)
				return true;
	return false;
}

/* The framework of the controls; NULL: there are none, or nothing is known of it. */
static const struct framework *
followed(const struct model *model, const struct matrix *matrix)
{
	return matrix->control_count > 0 ? model_framework(model, matrix->control_framework) : NULL;
}

const struct framework *
mapped_candidate(const struct diagram_request *request, size_t i)
{
	const struct matrix *matrix = request->matrix;

	for (size_t k = 0; k < matrix->uses_count; k++) {
		const struct framework *framework =
			matrix->uses[k].role == USES_MAPPED
				? model_framework(request->model, matrix->uses[k].framework)
				: NULL;

		if (is_mapped_to(matrix, framework) && i-- == 0)
			return framework;
	}
	return i == 0 && request->kind == DIAGRAM_COVERAGE ? followed(request->model, matrix)
							   : NULL;
}

const struct framework *
mapped_framework(const struct diagram_request *request)
{
	return request->framework != NULL ? request->framework : mapped_candidate(request, 0);
}

const struct framework *
mapped_first(const struct model *model, const struct matrix *matrix)
{
	const struct diagram_request request = {
		.model = model, .matrix = matrix, .kind = DIAGRAM_FLOW};

	return mapped_candidate(&request, 0);
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
	*why = "the matrix maps no control to another framework";
	return mapped_first(model, matrix) != NULL;
}

bool
mapped_covers(const struct model *model, const struct matrix *matrix, const char **why)
{
	*why = "the matrix has no controls, or no file describes their framework";
	return followed(model, matrix) != NULL || mapped_first(model, matrix) != NULL;
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
mapped_limits(
	const struct diagram_request *request, struct arena *arena, const struct control *control)
{
	const char *words, *where = say_text(arena, request, &control_extra(control)->limits);

	if (control->status != CONTROL_PARTIAL && control->status != CONTROL_INHERITED_PARTIAL)
		return NULL;
	words = say_plain(
		request, arena_printf(arena, "status.%s", control_status_name(control->status)));
	return where[0] != '\0'
		       ? SAY(arena, request, "diagram.with-text", "said", words, "text", where)
		       : words;
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
