#include "agreement.h"

#include <string.h>

struct extent
extent_of(const struct model *model, const struct matrix *matrix)
{
	const struct framework *framework = model_framework(model, matrix->control_framework);
	struct extent extent = {0};

	if (framework == NULL)
		return extent;
	extent.clauses = framework->clause_count;
	for (size_t i = 0; i < framework->clause_count; i++) {
		const struct clause *clause = &framework->clauses[i];
		bool addressed = matrix_control(matrix, clause->number) != NULL;
		bool cloud = clause->kind == CLAUSE_CLOUD;

		extent.addressed += addressed;
		extent.cloud += cloud;
		extent.cloud_addressed += cloud && addressed;
	}
	return extent;
}

enum verdict
counterpart_verdict(const struct model *model, const struct matrix *matrix,
	const struct control *control, const struct counterpart *map)
{
	const struct correspondence *published =
		model_correspondence(model, matrix->control_framework, map->framework);
	const struct correspondence_map *maps = NULL;
	size_t count = 0;

	if (published != NULL)
		maps = correspondence_from(published, control->clause, &count);
	for (size_t i = 0; i < count; i++)
		if (strcmp(maps[i].to, map->clause) == 0)
			return VERDICT_AGREES;
	return count > 0 ? VERDICT_DIFFERS : VERDICT_UNPUBLISHED;
}

/* Adds the control's counterparts; whether it has any. */
static bool
add_control(struct agreement *agreement, const struct model *model, const struct matrix *matrix,
	const struct control *control, const char *framework)
{
	bool any = false;

	for (size_t i = 0; i < control->map_count; i++) {
		enum verdict verdict;

		if (strcmp(control->maps[i].framework, framework) != 0)
			continue;
		any = true;
		verdict = counterpart_verdict(model, matrix, control, &control->maps[i]);
		agreement->stated++;
		agreement->agreeing += verdict == VERDICT_AGREES;
		agreement->differing += verdict == VERDICT_DIFFERS;
	}
	return any;
}

struct agreement
agreement_with(const struct model *model, const struct matrix *matrix, const char *framework)
{
	struct agreement agreement = {
		.published = model_correspondence(model, matrix->control_framework, framework)};

	for (size_t i = 0; i < matrix->control_count; i++)
		agreement.mapped +=
			add_control(&agreement, model, matrix, &matrix->controls[i], framework);
	agreement.unmapped = matrix->control_count - agreement.mapped;
	return agreement;
}
