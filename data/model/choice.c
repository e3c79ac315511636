/* Lists are copied as far as something in them changes; things themselves are shared. */
#include "choice.h"

#include <string.h>

#include "names.h"

enum { CHOICES_LIMIT = 64 };

static const char *
key_of(const struct condition *condition, const char *original)
{
	return condition->id != NULL ? condition->id : texts_value(&condition->name, original);
}

/* -- what there is to choose ------------------------------------------------------------- */

struct gatherer {
	struct choice *v[2]; /* plans, options */
	size_t n[2];
	const char *original;
};

static void
add_choice(struct gatherer *g, int list, const char *key, const struct texts *name)
{
	if (g->n[list] == CHOICES_LIMIT || choice_find(g->v[list], g->n[list], key) != NULL)
		return;
	g->v[list][g->n[list]++] = (struct choice){key, *name};
}

static void
add_conditions(struct gatherer *g, const struct condition *v, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (v[i].kind == CONDITION_PLAN || v[i].kind == CONDITION_OPTION)
			add_choice(g, v[i].kind == CONDITION_OPTION, key_of(&v[i], g->original),
				&v[i].name);
}

static void
add_facts(struct gatherer *g, const struct fact *facts, size_t count)
{
	for (size_t i = 0; i < count; i++)
		add_conditions(g, fact_extra(&facts[i])->conditions.v,
			fact_extra(&facts[i])->conditions.count);
}

static void
add_table(struct gatherer *g, const struct table *table)
{
	for (size_t r = 0; r < table->row_count; r++) {
		const struct row *row = &table->rows[r];

		add_conditions(g, row->conditions.v, row->conditions.count);
		for (size_t c = 0; c < table_cell_count(table); c++)
			add_conditions(g, row->cells[c].conditions, row->cells[c].condition_count);
		add_facts(g, row->facts, row->fact_count);
	}
	for (size_t c = 0; c < table->column_count; c++)
		if (table->columns[c].plan != NULL)
			add_choice(g, 0, table->columns[c].plan, &table->columns[c].name);
}

void
choices_gather(struct arena *arena, struct matrix *m)
{
	struct gatherer g = {.original = m->original};

	for (int list = 0; list < 2; list++)
		g.v[list] = arena_array(arena, CHOICES_LIMIT, sizeof(struct choice));
	for (size_t i = 0; i < m->table_count; i++)
		add_table(&g, &m->tables[i]);
	for (size_t i = 0; i < m->control_count; i++) {
		add_conditions(&g, control_extra(&m->controls[i])->conditions.v,
			control_extra(&m->controls[i])->conditions.count);
		add_facts(&g, m->controls[i].facts, m->controls[i].fact_count);
	}
	m->plans = g.v[0];
	m->plan_count = g.n[0];
	m->options = g.v[1];
	m->option_count = g.n[1];
}

const struct choice *
choice_find(const struct choice *choices, size_t count, const char *asked)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(choices[i].key, asked) == 0)
			return &choices[i];
	for (size_t i = 0; i < count; i++) {
		if (strcasecmp(choices[i].key, asked) == 0)
			return &choices[i];
		for (size_t j = 0; j < choices[i].name.count; j++)
			if (strcasecmp(choices[i].name.v[j].value, asked) == 0)
				return &choices[i];
	}
	return NULL;
}

/* -- settling ---------------------------------------------------------------------------------- */

struct settler {
	struct arena *arena;
	const struct matrix *matrix;
	const struct choice *plan, *option;
};

static bool
is_choice(const struct settler *s, const struct choice *choice, const struct condition *condition)
{
	return choice_find(choice, 1, key_of(condition, s->matrix->original)) != NULL;
}

/* The condition that holds, the last one if there are several; NULL: none. What stays open is put
 * into *rest. */
static const struct condition *
settle(const struct settler *s, const struct condition *v, size_t count, struct conditions *rest)
{
	struct condition *open = arena_array(s->arena, count, sizeof(*open));
	const struct condition *holds = NULL;

	*rest = (struct conditions){open, 0};
	for (size_t i = 0; i < count; i++) {
		bool plan = v[i].kind == CONDITION_PLAN && s->plan != NULL;
		bool option = v[i].kind == CONDITION_OPTION && s->option != NULL;

		if ((plan && is_choice(s, s->plan, &v[i])) ||
			(option && is_choice(s, s->option, &v[i])))
			holds = &v[i];
		else if (!plan)
			open[rest->count++] = v[i];
	}
	return holds;
}

/* A column or a fact of another plan. */
static bool
is_of_another(const struct settler *s, const char *plan)
{
	return plan != NULL && s->plan != NULL && choice_find(s->plan, 1, plan) == NULL;
}

/* Whether the fact speaks of a column that is of another plan. */
static bool
is_column_of_another(const struct settler *s, const char *id)
{
	for (size_t i = 0; id != NULL && i < s->matrix->table_count; i++)
		for (size_t j = 0; j < s->matrix->tables[i].column_count; j++)
			if (strcmp(s->matrix->tables[i].columns[j].id, id) == 0 &&
				is_of_another(s, s->matrix->tables[i].columns[j].plan))
				return true;
	return false;
}

static bool
settle_fact(const struct settler *s, struct fact *fact)
{
	const struct fact_extra *old = fact->extra;
	const struct condition *holds;
	struct fact_extra *extra;

	if (old == NULL)
		return true;
	extra = ARENA_NEW(s->arena, struct fact_extra);
	*extra = *old;
	fact->extra = extra;
	holds = settle(s, old->conditions.v, old->conditions.count, &extra->conditions);
	if (is_of_another(s, old->plan) || is_column_of_another(s, old->column) ||
		(holds != NULL && holds->cell == CELL_NOT_APPLICABLE))
		return false;
	if (s->plan != NULL)
		extra->plan = NULL; /* it is this one's, or of all */
	if (holds != NULL && holds->value != NULL) {
		fact->value = holds->value;
		fact->bound = holds->bound != NULL
				      ? (enum fact_bound)name_value(fact_bound_names, holds->bound)
				      : BOUND_NONE;
		fact->display = holds->display;
	}
	return true;
}

static const struct fact *
settle_facts(const struct settler *s, const struct fact *facts, size_t *count)
{
	struct fact *v = arena_array(s->arena, *count, sizeof(*v));
	size_t n = 0;

	for (size_t i = 0; i < *count; i++) {
		v[n] = facts[i];
		n += settle_fact(s, &v[n]);
	}
	*count = n;
	return v;
}

static void
hold(struct cell *cell, const struct condition *holds)
{
	cell->kind = holds->cell;
	cell->parts = holds->parts;
	cell->reason = holds->reason;
}

/* Whether the row is still there. keep: which columns are. */
static bool
settle_row(const struct settler *s, const struct table *table, const bool *keep, struct row *row)
{
	const struct condition *all =
		settle(s, row->conditions.v, row->conditions.count, &row->conditions);
	struct cell *cells = arena_array(s->arena, table_cell_count(table), sizeof(*cells));
	bool applies = false, changed = false;
	size_t n = 0;

	for (size_t c = 0; c < table_cell_count(table); c++) {
		struct conditions rest;
		const struct condition *holds =
			settle(s, row->cells[c].conditions, row->cells[c].condition_count, &rest);

		if (!keep[c])
			continue;
		cells[n] = row->cells[c];
		cells[n].conditions = rest.v;
		cells[n].condition_count = (unsigned)rest.count;
		holds = all != NULL ? all : holds;
		if (holds != NULL)
			hold(&cells[n], holds);
		changed |= holds != NULL;
		applies |= cells[n++].kind != CELL_NOT_APPLICABLE;
	}
	row->cells = cells;
	row->facts = settle_facts(s, row->facts, &row->fact_count);
	return applies || !changed;
}

/* Rows that are left, their groups beside them. */
static void
settle_rows(const struct settler *s, const struct table *old, const bool *keep, struct table *table)
{
	struct row *rows = arena_array(s->arena, old->row_count, sizeof(*rows));
	struct row_group *groups = arena_array(s->arena, old->group_count, sizeof(*groups));

	table->row_count = table->group_count = 0;
	for (size_t r = 0; r < old->row_count; r++) {
		struct row *row = &rows[table->row_count];

		*row = old->rows[r];
		if (!settle_row(s, old, keep, row))
			continue;
		if (row->group != NULL &&
			(table->group_count == 0 ||
				strcmp(groups[table->group_count - 1].id, row->group->id) != 0)) {
			groups[table->group_count] = *row->group;
			groups[table->group_count].first_row = table->row_count;
			groups[table->group_count++].row_count = 0;
		}
		if (row->group != NULL) {
			groups[table->group_count - 1].row_count++;
			row->group = &groups[table->group_count - 1];
		}
		table->row_count++;
	}
	table->rows = rows;
	table->groups = groups;
}

/* Whether something of the table is left. */
static bool
settle_table(const struct settler *s, const struct table *old, struct table *table)
{
	struct column *columns = arena_array(s->arena, old->column_count, sizeof(*columns));
	bool *keep = arena_array(s->arena, table_cell_count(old), sizeof(*keep));

	*table = *old;
	table->column_count = 0;
	for (size_t c = 0; c < old->column_count; c++) {
		keep[c] = !is_of_another(s, old->columns[c].plan);
		if (keep[c])
			columns[table->column_count++] = old->columns[c];
	}
	if (old->column_count == 0)
		keep[0] = true;
	else if (table->column_count == 0)
		return false;
	table->columns = columns;
	settle_rows(s, old, keep, table);
	return table->row_count > 0;
}

static bool
settle_control(const struct settler *s, struct control *control)
{
	const struct conditions *conditions = &control_extra(control)->conditions;
	struct control_extra *extra = ARENA_NEW(s->arena, struct control_extra);
	const struct condition *holds;
	size_t facts = control->fact_count;

	*extra = *control_extra(control);
	holds = settle(s, conditions->v, conditions->count, &extra->conditions);
	control->extra = control->extra != NULL ? extra : NULL;
	if (holds != NULL && holds->status != NULL)
		control->status =
			(enum control_status)name_value(control_status_names, holds->status);
	if (holds != NULL &&
		(holds->cell == CELL_NOT_APPLICABLE || control->status == CONTROL_NOT_APPLICABLE))
		return false;
	if (holds != NULL && holds->statement.count > 0) {
		control->statement = holds->statement;
		extra->blocks = (struct blocks){0};
	}
	if (holds != NULL && holds->parts.count > 0)
		control->parts = holds->parts;
	control->facts = settle_facts(s, control->facts, &facts);
	control->fact_count = (unsigned)facts;
	return true;
}

static bool
is_there(const struct matrix *m, const struct see *see)
{
	if (see->kind == SEE_TABLE)
		return matrix_table(m, see->target) != NULL;
	return see->kind != SEE_ROW || matrix_row(m, see->target) != NULL;
}

/* Without references to tables and rows that are no longer there. */
static void
settle_sees(const struct settler *s, const struct matrix *m, struct control *control)
{
	struct see *v = arena_array(s->arena, control->see_count, sizeof(*v));
	unsigned n = 0;

	for (size_t i = 0; i < control->see_count; i++)
		if (is_there(m, &control->sees[i]))
			v[n++] = control->sees[i];
	control->sees = v;
	control->see_count = n;
}

/* The same choice in each form with a supplier's rows. */
static const struct opened *
settle_opened(const struct settler *s)
{
	const struct matrix *m = s->matrix;
	struct opened *v = arena_array(s->arena, m->opened_count, sizeof(*v));

	for (size_t i = 0; i < m->opened_count; i++) {
		v[i].party = m->opened[i].party;
		v[i].matrix = matrix_for(s->arena, m->opened[i].matrix, s->plan, s->option);
	}
	return v;
}

const struct matrix *
matrix_for(struct arena *arena, const struct matrix *matrix, const struct choice *plan,
	const struct choice *option)
{
	const struct settler s = {arena, matrix, plan, option};
	struct matrix *m = ARENA_NEW(arena, struct matrix);
	struct table *tables = arena_array(arena, matrix->table_count, sizeof(*tables));
	struct control *controls = arena_array(arena, matrix->control_count, sizeof(*controls));

	if (plan == NULL && option == NULL)
		return matrix;
	*m = *matrix;
	m->for_plan = plan;
	m->for_option = option;
	m->opened = settle_opened(&s);
	m->tables = tables;
	m->controls = controls;
	m->table_count = m->control_count = 0;
	for (size_t i = 0; i < matrix->table_count; i++)
		m->table_count += settle_table(&s, &matrix->tables[i], &tables[m->table_count]);
	for (size_t i = 0; i < matrix->control_count; i++) {
		struct control *control = &controls[m->control_count];

		*control = matrix->controls[i];
		control->index = (unsigned)m->control_count;
		m->control_count += settle_control(&s, control);
	}
	for (size_t i = 0; i < m->control_count; i++)
		settle_sees(&s, m, &controls[i]);
	m->control_index = index_make(arena, controls, sizeof(*controls), m->control_count);
	return m;
}
