#include "target_read.h"

#include "base/own.h"
#include "model/choice.h"

bool
target_not_found(struct target *t, const char *name, const char *value)
{
	t->status = 404;
	t->name = name;
	t->value = value;
	return false;
}

bool
target_bad(struct target *t, const struct parameter *p, const char *allowed, struct arena *arena)
{
	t->status = 400;
	t->name = p->name;
	t->value = p->value;
	t->allowed = arena_strdup(arena, allowed);
	return false;
}

/* A parameter that is there twice counts as its last one does. */
bool
target_is_last(const struct request *request, size_t i)
{
	return request_parameter(request, request->parameters[i].name) ==
	       request->parameters[i].value;
}

/* One of the two: what the parameter asks for among the choices that there are. A document without
 * any has no such parameter. */
static bool
read_choice(struct target *t, const struct request *request, const char *name,
	const struct choice *choices, size_t count, const struct choice **choice)
{
	struct parameter p = {name, request_parameter(request, name)};
	OWN(buf_fini) struct buf allowed = {0};

	if (count == 0 || p.value == NULL || p.value[0] == '\0')
		return true;
	*choice = choice_find(choices, count, p.value);
	for (size_t i = 0; i < count; i++)
		buf_printf(&allowed, "%s%s", i > 0 ? ", " : "", choices[i].key);
	return *choice != NULL || target_bad(t, &p, buf_cstr(&allowed), request->arena);
}

/* From here on the matrix is the document for the plan and the option. */
bool
target_read_choices(struct target *t, const struct request *request)
{
	const struct matrix *m = t->matrix;

	if (m == NULL || !route_takes_choice((enum route_id)t->route))
		return true;
	if (!read_choice(t, request, "plan", m->plans, m->plan_count, &t->plan) ||
		!read_choice(t, request, "option", m->options, m->option_count, &t->option))
		return false;
	t->matrix = matrix_for(request->arena, m, t->plan, t->option);
	if (t->matrix == m)
		return true;
	if (!route_available((enum route_id)t->route, t->matrix))
		return target_not_found(t, NULL, NULL);
	if (t->control == NULL)
		return true;
	t->control = matrix_control(t->matrix, t->control->clause);
	return t->control != NULL || target_not_found(t, "clause", request->path);
}
