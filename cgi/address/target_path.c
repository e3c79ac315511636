/* The names in the path, looked up tolerantly: capitals and spellings of clauses. */
#include "target_read.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "asset.h"
#include "http/negotiate.h"
#include "model/clause.h"

const char *
target_reader_language(
	const struct model *model, const struct matrix *matrix, const struct request *request)
{
	const char *tags[32];
	size_t n = 0;

	if (matrix != NULL)
		for (; n < matrix->language_count && n < 32; n++)
			tags[n] = matrix->languages[n].tag;
	else
		for (; n < model->catalogue_count && n < 32; n++)
			tags[n] = model->catalogues[n].lang;
	return n > 0 ? tags[negotiate_language(request->accept_language, tags, n)] : "en";
}

static bool
find_service(struct target *t, const struct model *model, const char *id)
{
	for (size_t i = 0; i < model->service_count; i++)
		if (strcasecmp(model->services[i].id, id) == 0)
			t->service = &model->services[i];
	if (t->service == NULL)
		return target_not_found(t, "service", id);
	t->matrix = t->service->current;
	return true;
}

/* strtoul would take signs and spaces too. */
static unsigned
read_edition(const char *s)
{
	return strspn(s, "0123456789") == strlen(s) && strlen(s) <= 9
		       ? (unsigned)strtoul(s, NULL, 10)
		       : 0;
}

bool
target_find_edition(struct target *t, const char *number)
{
	unsigned n = read_edition(number);
	const struct matrix *matrix = n > 0 ? service_edition(t->service, n) : NULL;

	if (matrix == NULL)
		return target_not_found(t, "edition", number);
	t->matrix = matrix;
	t->edition = n;
	return true;
}

static bool
find_language(struct target *t, const char *tag)
{
	for (size_t i = 0; i < t->matrix->language_count; i++)
		if (strcasecmp(t->matrix->languages[i].tag, tag) == 0) {
			t->lang = t->matrix->languages[i].tag;
			t->negotiated = false;
			return true;
		}
	return target_not_found(t, "language", tag);
}

static bool
find_control(struct target *t, const char *clause)
{
	assert(t->matrix != NULL); /* the route has a service before it has a clause */
	t->control = matrix_control(t->matrix, clause);
	for (size_t i = 0; t->control == NULL && i < t->matrix->control_count; i++)
		if (clause_same(t->matrix->controls[i].clause, clause) ||
			clause_same(control_token(&t->matrix->controls[i]), clause))
			t->control = &t->matrix->controls[i];
	return t->control != NULL || target_not_found(t, "clause", clause);
}

static bool
find_party(struct target *t, const char *id)
{
	assert(t->matrix != NULL);
	for (size_t i = 0; i < t->matrix->party_count; i++)
		if (strcasecmp(t->matrix->parties[i].id, id) == 0)
			t->party = &t->matrix->parties[i];
	if (t->party != NULL && !route_names((enum route_id)t->route, t->party))
		return target_not_found(t, "party", id);
	return t->party != NULL || target_not_found(t, "party", id);
}

/* Two editions, the older one first whichever way they are named. */
static bool
find_range(struct target *t, const char *range, struct arena *arena)
{
	const char *dots = strstr(range, "..");
	unsigned a = dots != NULL
			     ? read_edition(arena_strndup(arena, range, (size_t)(dots - range)))
			     : 0;
	unsigned b = dots != NULL ? read_edition(dots + 2) : 0;

	t->before = service_edition(t->service, a < b ? a : b);
	t->after = service_edition(t->service, a < b ? b : a);
	if (t->before == NULL || t->after == NULL || a == b)
		return target_not_found(t, "range", range);
	t->range = arena_printf(arena, "%u..%u", t->before->edition, t->after->edition);
	return true;
}

bool
target_find_names(
	struct target *t, const struct model *model, const struct captures *c, struct arena *arena)
{
	return (c->service == NULL || find_service(t, model, c->service)) &&
	       (c->edition == NULL || target_find_edition(t, c->edition)) &&
	       (c->lang == NULL || find_language(t, c->lang)) &&
	       (t->matrix == NULL || route_available((enum route_id)t->route, t->matrix) ||
		       target_not_found(t, NULL, NULL)) &&
	       (c->clause == NULL || find_control(t, c->clause)) &&
	       (c->party == NULL || find_party(t, c->party)) &&
	       (c->range == NULL || find_range(t, c->range, arena));
}

/* What is not there is told on a page of the service that the address begins with, in its language.
 */
void
target_find_scope(struct target *t, const struct model *model, const struct captures *c)
{
	if (c->service != NULL && find_service(t, model, c->service) &&
		(c->edition == NULL || target_find_edition(t, c->edition)))
		find_language(t, c->lang);
	target_not_found(t, NULL, NULL);
}

bool
target_find_file(struct target *t)
{
	struct asset asset;

	if (t->route == ROUTE_DATA_FILE || t->route == ROUTE_OSCAL) {
		t->data = data_file_find(t->file, t->route == ROUTE_OSCAL, t->matrix);
		return t->data != NULL || target_not_found(t, "file", t->file);
	}
	return t->route != ROUTE_STATIC || asset_find(t->file, &asset) ||
	       target_not_found(t, "file", t->file);
}
