#include "sheet_plans.h"

#include <string.h>

#include "model/fact.h"
#include "model/names.h"

/* What a condition stands on. */
struct spot {
	const struct control *control; /* or */
	const struct row *row;
	const struct column *column;
	const struct fact *fact;
};

struct listed {
	const struct choice *choice;
	enum condition_kind kind;
};

static bool
is_about(const struct filler *f, const struct condition *condition, const struct listed *l)
{
	const char *key = condition->id != NULL
				  ? condition->id
				  : texts_value(&condition->name, f->matrix->original);

	return condition->kind == l->kind && strcmp(key, l->choice->key) == 0;
}

static void
say_rule(const struct filler *f, struct buf *out, const char *lang, const struct condition *c,
	bool of_row)
{
	if (c->status != NULL)
		buf_str(out, fill_words_of(f, lang, "status", c->status));
	if (c->cell == CELL_NOT_APPLICABLE) {
		fill_line(out);
		words_message(out, f->model, lang, "sheet.fact-line", "name",
			model_message(f->model, lang, "cell.not-applicable"), "value",
			texts_value(&c->reason, lang));
	}
	if (c->statement.count > 0) {
		fill_line(out);
		buf_str(out, texts_value(&c->statement, lang));
	}
	if (c->parts.count > 0) {
		fill_line(out);
		fill_say_parts(f, out, lang, &c->parts, of_row);
	}
	if (c->value != NULL) {
		fill_line(out);
		buf_str(out, c->display.count > 0 ? texts_value(&c->display, lang) : c->value);
	}
}

static void
plan_row(const struct filler *f, const struct listed *l, const struct spot *spot,
	const struct condition *condition)
{
	static const struct condition nothing;

	fill_cell(f, l->choice->key);
	fill_cell(f, condition_kind_names[l->kind]);
	fill_texts(f, &l->choice->name);
	if (spot->control != NULL)
		fill_clause(f, spot->control);
	else
		fill_cell(f, "");
	fill_page(f, spot->row != NULL ? spot->row->id : "", EXPORT_PAGE_ROW);
	fill_cell(f, spot->column != NULL ? spot->column->id : "");
	fill_cell(f, spot->fact != NULL ? spot->fact->id : "");
	fill_texts(f, spot->fact != NULL      ? &spot->fact->name
		      : spot->row != NULL     ? &spot->row->name
		      : spot->control != NULL ? control_title(f->model, f->matrix, spot->control)
					      : NULL);
	SAID_CELLS(f, say_rule, condition != NULL ? condition : &nothing, spot->row != NULL);
}

static void
list_conditions(const struct filler *f, const struct listed *l, const struct spot *spot,
	const struct condition *v, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (is_about(f, &v[i], l))
			plan_row(f, l, spot, &v[i]);
}

static void
list_facts(const struct filler *f, const struct listed *l, struct spot spot,
	const struct fact *facts, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		spot.fact = &facts[i];
		list_conditions(f, l, &spot, fact_extra(&facts[i])->conditions.v,
			fact_extra(&facts[i])->conditions.count);
	}
}

static void
list_row(const struct filler *f, const struct listed *l, const struct table *table,
	const struct row *row)
{
	struct spot spot = {.row = row};

	list_conditions(f, l, &spot, row->conditions.v, row->conditions.count);
	for (size_t c = 0; c < table_cell_count(table); c++) {
		spot.column = table->column_count > 0 ? &table->columns[c] : NULL;
		list_conditions(
			f, l, &spot, row->cells[c].conditions, row->cells[c].condition_count);
	}
	spot.column = NULL;
	list_facts(f, l, spot, row->facts, row->fact_count);
}

static void
list_choice(const struct filler *f, const struct listed *l)
{
	const struct matrix *m = f->matrix;

	plan_row(f, l, &(struct spot){0}, NULL);
	for (size_t t = 0; t < m->table_count; t++)
		for (size_t r = 0; r < m->tables[t].row_count; r++)
			list_row(f, l, &m->tables[t], &m->tables[t].rows[r]);
	for (size_t i = 0; i < m->control_count; i++) {
		struct spot spot = {.control = &m->controls[i]};
		const struct conditions *conditions = &control_extra(spot.control)->conditions;

		list_conditions(f, l, &spot, conditions->v, conditions->count);
		list_facts(f, l, spot, spot.control->facts, spot.control->fact_count);
	}
}

void
worksheet_fill_plans(const struct filler *f)
{
	fill_column(f, "plan_id", 16);
	fill_column(f, "kind", 12);
	fill_columns(f, "plan", 24);
	fill_column(f, "clause", 12);
	fill_column(f, "row", 16);
	fill_hidden_column(f, "column");
	fill_hidden_column(f, "fact");
	fill_columns(f, "name", 30);
	fill_columns(f, "holds", 60);
	for (size_t i = 0; i < f->matrix->plan_count; i++)
		list_choice(f, &(struct listed){&f->matrix->plans[i], CONDITION_PLAN});
	for (size_t i = 0; i < f->matrix->option_count; i++)
		list_choice(f, &(struct listed){&f->matrix->options[i], CONDITION_OPTION});
}
