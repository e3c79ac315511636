/* What was read, put together: editions in their order, clauses as frameworks number them. */
#include "loader.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "model/clause.h"
#include "model/opened.h"

static int
matrix_order(const void *a, const void *b)
{
	const struct matrix *x = *(struct matrix *const *)a, *y = *(struct matrix *const *)b;
	int by_service = strcmp(x->service, y->service);

	return by_service != 0 ? by_service : (x->edition > y->edition) - (x->edition < y->edition);
}

static const struct matrix *
current_edition(const struct service *service)
{
	for (size_t i = service->edition_count; i-- > 0;)
		if (service->editions[i]->status == EDITION_PUBLISHED)
			return service->editions[i];
	return service->editions[service->edition_count - 1];
}

static void
make_services(struct loader *l)
{
	struct arena *arena = l->model->arena;
	struct service *services = arena_array(arena, l->matrix_count, sizeof(*services));
	const struct matrix **editions = arena_array(arena, l->matrix_count, sizeof(*editions));
	size_t n = 0;

	if (l->matrix_count > 0)
		qsort(l->matrices, l->matrix_count, sizeof(*l->matrices), matrix_order);
	for (size_t i = 0; i < l->matrix_count; i++) {
		editions[i] = l->matrices[i];
		if (n == 0 || strcmp(services[n - 1].id, editions[i]->service) != 0)
			services[n++] = (struct service){
				.id = editions[i]->service, .editions = &editions[i]};
		services[n - 1].edition_count++;
	}
	for (size_t i = 0; i < n; i++)
		services[i].current = current_edition(&services[i]);
	l->model->services = services;
	l->model->service_count = n;
}

/* Moves a grown list to the arena. */
static const void *
settle(struct arena *arena, void *list, size_t count, size_t size)
{
	void *v = arena_array(arena, count, size);

	if (count > 0)
		memcpy(v, list, count * size);
	free(list);
	return v;
}

struct loader
loader_new(struct diags *diags)
{
	struct arena *arena = arena_new();
	struct loader l = {.model = ARENA_NEW(arena, struct model), .diags = diags};

	l.model->arena = arena;
	sha256_init(&l.digest);
	sha256_init(&l.shared);
	return l;
}

static void
set_token(struct arena *arena, struct control *control, const char *token)
{
	struct control_extra *extra;

	if (strcmp(token, control->clause) == 0)
		return;
	extra = ARENA_NEW(arena, struct control_extra);
	*extra = *control_extra(control);
	extra->token = token;
	control->extra = extra;
}

/* Documents may name a clause in any usual spelling, and may be read before their frameworks;
 * from here on each control has both, and numbers are as published. */
static void
settle_clauses(const struct loader *l, struct matrix *m)
{
	const struct framework *framework =
		m->control_framework != NULL ? model_framework(l->model, m->control_framework)
					     : NULL;
	struct control *controls = (struct control *)m->controls;
	bool renamed = false;

	for (size_t i = 0; i < m->control_count; i++) {
		const struct clause *clause =
			framework != NULL ? clause_meant(framework, controls[i].clause) : NULL;
		struct counterpart *maps = (struct counterpart *)controls[i].maps;

		if (clause != NULL) {
			renamed |= strcmp(controls[i].clause, clause->number) != 0;
			controls[i].clause = clause->number;
			set_token(l->model->arena, &controls[i], clause->token);
		}
		for (size_t j = 0; j < controls[i].map_count; j++) {
			const struct framework *to = model_framework(l->model, maps[j].framework);

			clause = to != NULL ? clause_meant(to, maps[j].clause) : NULL;
			if (clause != NULL)
				maps[j].clause = clause->number;
		}
	}
	if (renamed)
		m->control_index =
			index_make(l->model->arena, controls, sizeof(*controls), m->control_count);
}

static bool
has_clause(const struct model *model, const char *id, const char *number)
{
	const struct framework *framework = model_framework(model, id);

	return framework != NULL && framework_clause(framework, number) != NULL;
}

/* Whether all its clauses are in the frameworks that there are. */
static bool
still_fits(const struct model *model, const struct correspondence *c)
{
	size_t i = 0;

	while (i < c->map_count && has_clause(model, c->from, c->maps[i].from) &&
		has_clause(model, c->to, c->maps[i].to))
		i++;
	return i == c->map_count;
}

/* An installed correspondence says nothing of a framework that the data directory has made another
 * of. */
static void
drop_correspondences(struct loader *l)
{
	size_t kept = 0;

	for (size_t i = 0; i < l->correspondence_count; i++)
		if (!l->correspondences[i].installed ||
			still_fits(l->model, &l->correspondences[i]))
			l->correspondences[kept++] = l->correspondences[i];
	l->correspondence_count = kept;
}

static void
end_digest(const struct loader *l, struct sha256_ctx *digest, char hex[65])
{
	uint8_t bytes[SHA256_DIGEST_SIZE];

	if (l->only_named)
		return;
	sha256_digest(digest, sizeof(bytes), bytes);
	hex_print(bytes, sizeof(bytes), hex);
}

struct model *
loader_end(struct loader *l)
{
	struct model *model = l->model;

	make_services(l);
	build_strings_fini(&l->strings);
	model->framework_count = l->framework_count;
	model->frameworks =
		settle(model->arena, l->frameworks, l->framework_count, sizeof(struct framework));
	for (size_t i = 0; i < l->matrix_count; i++)
		settle_clauses(l, l->matrices[i]);
	for (size_t i = 0; i < l->other_count; i++)
		settle_clauses(l, l->others[i]);
	free(l->others);
	free(l->named);
	drop_correspondences(l);
	model->correspondence_count = l->correspondence_count;
	model->correspondences = settle(model->arena, l->correspondences, l->correspondence_count,
		sizeof(struct correspondence));
	model->catalogue_count = l->catalogue_count;
	model->catalogues =
		settle(model->arena, l->catalogues, l->catalogue_count, sizeof(struct catalogue));
	model->thesaurus_count = l->thesaurus_count;
	model->thesauri =
		settle(model->arena, l->thesauri, l->thesaurus_count, sizeof(struct thesaurus));
	for (size_t i = 0; i < l->matrix_count; i++)
		opened_make(model, l->matrices[i]);
	free(l->matrices);
	end_digest(l, &l->digest, model->digest_hex);
	end_digest(l, &l->shared, model->shared_hex);
	if (!l->unreadable)
		return model;
	model_free(model);
	return NULL;
}
