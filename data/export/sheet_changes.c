/* What the edition says otherwise than the one it replaces, a line for each change. */
#include "sheet_changes.h"

#include <string.h>

#include "compare/concern.h"
#include "compare/diff.h"
#include "sheet_fill.h"
#include "model/choice.h"
#include "model/fact.h"

/* The edition that this one replaces; NULL: none that we have. */
static const struct matrix *
find_before(const struct filler *f)
{
	const struct service *service = model_service(f->model, f->matrix->service);

	const struct choice *plan = f->matrix->for_plan, *option = f->matrix->for_option;
	const struct matrix *before = service != NULL && f->matrix->replaces > 0
					      ? service_edition(service, f->matrix->replaces)
					      : NULL;

	if (before == NULL)
		return NULL;
	if (plan != NULL)
		plan = choice_find(before->plans, before->plan_count, plan->key);
	if (option != NULL)
		option = choice_find(before->options, before->option_count, option->key);
	return matrix_for(f->arena, before, plan, option);
}

/* One side of a change in a language. Wordings are of one language; what has none is the same in
 * each. */
static void
say_side(const struct filler *f, struct buf *out, const char *lang, const struct change_side *side,
	const struct matrix *matrix, bool of_row)
{
	struct parts one = {.v = side->part, .count = 1};

	if (side->text != NULL && strcmp(text_lang(side->text), lang) == 0)
		buf_str(out, side->text->value);
	if (side->parts != NULL)
		fill_say_parts(f, out, lang, side->parts, of_row);
	if (side->part != NULL)
		fill_say_parts(f, out, lang, &one, of_row);
	if (side->fact != NULL)
		fact_words(f->model, matrix, side->fact, lang, out);
	if (side->map != NULL)
		buf_printf(out, "%s %s", side->map->framework, side->map->clause);
	if (side->value != NULL)
		buf_str(out, side->value);
}

/* What the changed thing is called; a control by its title in the edition that still has it. */
static const struct texts *
name_of(const struct filler *f, const struct diff *diff, const struct change *change)
{
	const struct matrix *matrix = diff->after;
	const struct control *control;

	if (change->name != NULL || change->thing != THING_CONTROL || change->id == NULL)
		return change->name;
	control = matrix_control(matrix, change->id);
	if (control == NULL) {
		matrix = diff->before;
		control = matrix_control(matrix, change->id);
	}
	return control != NULL ? control_title(f->model, matrix, control) : NULL;
}

/* The ids of those whom it concerns, and of those who must act. */
static void
concern_cells(const struct filler *f, const struct diff *diff, const struct change *change)
{
	struct concerns concerns = change_concerns(diff, change, f->arena);

	for (int act = 0; act <= 1; act++) {
		OWN(buf_fini) struct buf ids = {0};

		for (size_t i = 0; i < concerns.count; i++)
			if (act == 0 || concerns.v[i].act)
				buf_printf(&ids, "%s%s", ids.len > 0 ? " " : "",
					concerns.v[i].party->id);
		fill_cell_of(f, &ids);
	}
}

static void
change_row(const struct filler *f, const struct diff *diff, const struct change *change,
	const char *edition)
{
	fill_cell(f, change->id);
	fill_cell(f, edition);
	fill_cell(f, change_verb_name(change->verb));
	fill_cell(f, change_thing_name(change->thing));
	fill_cell(f, change->table);
	fill_cell(f, change->column);
	fill_cell(f, change_aspect_name(change->aspect));
	fill_cell(f, change->detail);
	fill_texts(f, name_of(f, diff, change));
	SAID_CELLS(f, say_side, &change->before, diff->before, change->thing == THING_ROW);
	SAID_CELLS(f, say_side, &change->after, diff->after, change->thing == THING_ROW);
	concern_cells(f, diff, change);
}

void
worksheet_fill_changes(const struct filler *f)
{
	const struct matrix *before = find_before(f);
	struct diff diff = {0};
	const char *edition;

	fill_column(f, "changed", 16);
	fill_column(f, "edition", 10);
	fill_column(f, "verb", 12);
	fill_column(f, "place", 12);
	fill_column(f, "table", 14);
	fill_column(f, "column", 14);
	fill_column(f, "aspect", 12);
	fill_column(f, "aspect_detail", 14);
	fill_columns(f, "name", 28);
	fill_columns(f, "before", 50);
	fill_columns(f, "after", 50);
	fill_column(f, "concerns", 18);
	fill_column(f, "must_act", 18);
	if (before == NULL)
		return;
	diff_matrices(&diff, before, f->matrix, f->arena);
	edition = arena_printf(f->arena, "%u > %u", before->edition, f->matrix->edition);
	for (size_t i = 0; i < diff.count; i++)
		change_row(f, &diff, &diff.v[i], edition);
}
