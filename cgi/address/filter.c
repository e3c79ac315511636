/* A row says how a parameter is read and what it lets pass. */
#include "filter.h"

#include <string.h>

#include "model/names.h"
#include "http/percent.h"

/* What the rows' functions work on. */
struct filter_setting {
	struct filter *filter;
	const struct model *model;
	const struct matrix *matrix;
	struct arena *arena;
	struct buf *allowed;
};

static void
allow(struct buf *allowed, const char *value)
{
	if (allowed->len > 0)
		buf_str(allowed, ", ");
	buf_str(allowed, value);
}

/* -- setting ------------------------------------------------------------------------ */

static bool
set_party(const struct filter_setting *s, const char *value)
{
	s->filter->party = matrix_party(s->matrix, value);
	if (s->filter->party != NULL)
		return true;
	for (size_t i = 0; i < s->matrix->party_count; i++)
		allow(s->allowed, s->matrix->parties[i].id);
	return false;
}

static bool
set_status(const struct filter_setting *s, const char *value)
{
	s->filter->status = name_value(control_status_names, value);
	if (s->filter->status >= 0)
		return true;
	for (size_t i = 0; i < CONTROL_STATUS__COUNT; i++)
		allow(s->allowed, control_status_names[i]);
	return false;
}

static bool
set_shared(const struct filter_setting *s, const char *value)
{
	int shared = name_value(sharing_names, value);

	if (shared > SHARED_UNSTATED) {
		s->filter->shared = shared;
		return true;
	}
	for (size_t i = SHARED_UNSTATED + 1; i < SHARED__COUNT; i++)
		allow(s->allowed, sharing_names[i]);
	return false;
}

static bool
set_theme(const struct filter_setting *s, const char *value)
{
	for (size_t i = 0; i < s->matrix->uses_count; i++) {
		const struct uses *uses = &s->matrix->uses[i];
		const struct framework *framework = model_framework(s->model, uses->framework);

		if (uses->role != USES_MAPPED)
			continue;
		for (size_t j = 0; j < framework->group_count; j++) {
			if (strcmp(framework->groups[j].id, value) == 0) {
				s->filter->theme = &framework->groups[j];
				return true;
			}
			allow(s->allowed, framework->groups[j].id);
		}
	}
	return false;
}

static bool
set_cloud(const struct filter_setting *s, const char *value)
{
	s->filter->cloud = strcmp(value, "1") == 0;
	if (!s->filter->cloud && strcmp(value, "0") != 0) {
		buf_str(s->allowed, "0, 1");
		return false;
	}
	return true;
}

/* -- passing ------------------------------------------------------------------------- */

static bool
pass_party(const struct filter *filter, const struct model *model, const struct matrix *matrix,
	const struct control *control)
{
	(void)model, (void)matrix;
	for (size_t i = 0; i < control->parts.count; i++)
		if (control->parts.v[i].party == filter->party)
			return true;
	return filter->party == NULL;
}

static bool
pass_status(const struct filter *filter, const struct model *model, const struct matrix *matrix,
	const struct control *control)
{
	(void)model, (void)matrix;
	return filter->status < 0 || filter->status == (int)control->status;
}

static bool
pass_shared(const struct filter *filter, const struct model *model, const struct matrix *matrix,
	const struct control *control)
{
	(void)model, (void)matrix;
	return filter->shared == SHARED_UNSTATED || filter->shared == (int)control->parts.shared;
}

static bool
pass_theme(const struct filter *filter, const struct model *model, const struct matrix *matrix,
	const struct control *control)
{
	(void)matrix;
	for (size_t i = 0; i < control->map_count; i++)
		if (counterpart_clause(model, &control->maps[i])->group == filter->theme)
			return true;
	return filter->theme == NULL;
}

static bool
pass_cloud(const struct filter *filter, const struct model *model, const struct matrix *matrix,
	const struct control *control)
{
	return !filter->cloud || control_clause(model, matrix, control)->kind == CLAUSE_CLOUD;
}

/* -- the canonical query ---------------------------------------------------------------- */

static const char *
value_party(const struct filter *filter)
{
	return filter->party != NULL ? filter->party->id : "";
}

static const char *
value_status(const struct filter *filter)
{
	return filter->status >= 0 ? control_status_names[filter->status] : "";
}

static const char *
value_shared(const struct filter *filter)
{
	return sharing_names[filter->shared];
}

static const char *
value_theme(const struct filter *filter)
{
	return filter->theme != NULL ? filter->theme->id : "";
}

static const char *
value_cloud(const struct filter *filter)
{
	return filter->cloud ? "1" : "";
}

static const struct {
	const char *name;
	bool (*set)(const struct filter_setting *, const char *value);
	const char *(*value)(const struct filter *); /* "": lets everything pass */
	bool (*pass)(const struct filter *, const struct model *, const struct matrix *,
		const struct control *);
} rows[] = {
	{"party", set_party, value_party, pass_party},
	{"status", set_status, value_status, pass_status},
	{"shared", set_shared, value_shared, pass_shared},
	{"theme", set_theme, value_theme, pass_theme},
	{"cld", set_cloud, value_cloud, pass_cloud},
};

enum { ROWS = sizeof(rows) / sizeof(rows[0]) };

void
filter_init(struct filter *filter)
{
	*filter = (struct filter){.status = -1};
}

enum filter_result
filter_set(struct filter *filter, const struct model *model, const struct matrix *matrix,
	const char *name, const char *value, struct arena *arena, struct buf *allowed)
{
	const struct filter_setting setting = {filter, model, matrix, arena, allowed};

	for (size_t i = 0; i < ROWS; i++)
		if (strcmp(rows[i].name, name) == 0)
			return value[0] == '\0' || rows[i].set(&setting, value) ? FILTER_TAKEN
										: FILTER_BAD;
	return FILTER_UNKNOWN;
}

void
filter_key(const struct filter *filter, struct buf *out)
{
	for (size_t i = 0; i < ROWS; i++)
		if (rows[i].value(filter)[0] != '\0')
			percent_argument(out, rows[i].name, rows[i].value(filter));
}

bool
filter_is_empty(const struct filter *filter)
{
	for (size_t i = 0; i < ROWS; i++)
		if (rows[i].value(filter)[0] != '\0')
			return false;
	return true;
}

bool
filter_matches(const struct filter *filter, const struct model *model, const struct matrix *matrix,
	const struct control *control)
{
	for (size_t i = 0; i < ROWS; i++)
		if (rows[i].value(filter)[0] != '\0' &&
			!rows[i].pass(filter, model, matrix, control))
			return false;
	return true;
}
