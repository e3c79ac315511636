/* Every control, in the groups of its framework, with all that the document says of it; then the
 * mapping as a table. */
#include <string.h>

#include "base/own.h"
#include "document_part.h"
#include "model/fact.h"

/* -- fields of a control ---------------------------------------------------------------------- */

static void
write_parts(const struct document *d, const struct control *control)
{
	struct paper_cell cell;

	paper_cell_init(&cell);
	for (size_t i = 0; i < control->parts.count; i++) {
		const struct part *part = &control->parts.v[i];
		struct passage *words = document_passage(d);

		passage_strong(words, say_text(d->arena, &d->request, &part->party->name));
		passage_add(words, document_say(d, "separator"));
		passage_add(words, document_name(d, "does", does_name(part->does)));
		if (part->text.count > 0) {
			passage_add(words, document_say(d, "cell.colon"));
			document_add(d, words, &part->text);
		}
		paper_cell_add(d->paper, &cell, PAPER_CELL, words);
	}
	if (cell.first != NULL)
		document_field(d, document_say(d, "control.parts"), &cell);
}

static void
write_facts(const struct document *d, const struct control *control)
{
	struct paper_cell cell;

	paper_cell_init(&cell);
	for (unsigned i = 0; i < control->fact_count; i++) {
		const struct fact *fact = &control->facts[i];
		struct passage *words = document_passage(d);
		OWN(buf_fini) struct buf value = {0};

		fact_words(d->model, d->matrix, fact, d->lang, &value);
		document_add(d, words, &fact->name);
		passage_add(words, document_say(d, "cell.colon"));
		passage_strong(words, buf_cstr(&value));
		paper_cell_add(d->paper, &cell, PAPER_CELL, words);
	}
	if (cell.first != NULL)
		document_field(d, document_say(d, "control.facts"), &cell);
}

/* "5.1 Policies for information security, part of it" */
static struct passage *
counterpart_words(const struct document *d, const struct counterpart *map)
{
	struct passage *words = document_passage(d);
	const struct clause *clause = counterpart_clause(d->model, map);

	passage_add(words, map->clause);
	passage_add(words, " ");
	if (clause != NULL)
		document_add(d, words, &clause->title);
	if (map->relation != RELATION_UNSTATED) {
		passage_add(words, document_say(d, "separator"));
		passage_quiet(words, document_name(d, "relation", relation_name(map->relation)));
	}
	return words;
}

/* What the control is mapped to in the framework, or that it is not. */
static struct paper_cell
counterparts_cell(const struct document *d, const struct control *control, const char *framework)
{
	const struct counterpart *map = control_counterpart(control, framework, NULL);
	struct paper_cell cell;

	paper_cell_init(&cell);
	if (map == NULL) {
		struct passage *none = document_passage(d);

		passage_quiet(none, document_say(d, "mapping.none"));
		paper_cell_add(d->paper, &cell, PAPER_CELL, none);
	}
	for (; map != NULL; map = control_counterpart(control, framework, map))
		paper_cell_add(d->paper, &cell, PAPER_CELL, counterpart_words(d, map));
	return cell;
}

static void
write_counterparts(const struct document *d, const struct control *control)
{
	for (size_t u = 0; u < d->matrix->uses_count; u++) {
		const struct uses *uses = &d->matrix->uses[u];
		struct paper_cell cell;

		if (uses->role != USES_MAPPED)
			continue;
		cell = counterparts_cell(d, control, uses->framework);
		document_field(d, model_framework(d->model, uses->framework)->short_name, &cell);
	}
}

static void
add_see(const struct document *d, struct passage *words, const struct see *see)
{
	const struct table *table =
		see->kind == SEE_TABLE ? matrix_table(d->matrix, see->target) : NULL;
	const struct control *control =
		see->kind == SEE_CLAUSE ? matrix_control(d->matrix, see->target) : NULL;

	if (see->kind == SEE_REFERENCE)
		document_add_reference(d, words, matrix_reference(d->matrix, see->target));
	else if (see->kind == SEE_CONTACT)
		document_add_contact(d, words, matrix_contact(d->matrix, see->target), NULL);
	else if (table != NULL)
		passage_to_destination(words, say_text(d->arena, &d->request, &table->title),
			document_thing_destination(d, "table", table->id));
	else if (control != NULL) {
		document_add_clause(d, words, NULL, control->clause);
		passage_add(words, " ");
		document_add(d, words, control_title(d->model, d->matrix, control));
	}
}

static void
write_related(const struct document *d, const struct control *control)
{
	struct paper_cell cell;

	paper_cell_init(&cell);
	for (unsigned i = 0; i < control->see_count; i++) {
		struct passage *words = document_passage(d);

		add_see(d, words, &control->sees[i]);
		paper_cell_add(d->paper, &cell, PAPER_CELL, words);
	}
	if (cell.first != NULL)
		document_field(d, document_say(d, "control.related"), &cell);
}

/* -- a control -------------------------------------------------------------------------------- */

static void
write_status(const struct document *d, const struct control *control)
{
	const char *published = control_as_published(control);
	struct passage *words = document_passage(d);
	struct paper_cell cell;

	passage_strong(words, document_name(d, "status", control_status_name(control->status)));
	if (published != NULL) {
		passage_add(words, document_say(d, "separator"));
		passage_quiet(words,
			SAY(d->arena, &d->request, "control.as-published", "clause", published));
	}
	cell = document_cell(d, PAPER_CELL, words);
	document_field(d, document_say(d, "filter.status"), &cell);
}

static void
write_control(const struct document *d, const struct control *control)
{
	struct passage *title = document_passage(d);

	passage_add(title, arena_printf(d->arena, "%s ", control->clause));
	document_add(d, title, control_title(d->model, d->matrix, control));
	paper_heading(d->paper, 3, title, document_control_destination(d, control->clause), false);
	document_paragraph(d, &control->statement);
	write_status(d, control);
	write_parts(d, control);
	write_facts(d, control);
	write_counterparts(d, control);
	write_related(d, control);
	document_notes(d, &control->notes, NULL);
	for (unsigned i = 0; i < control->fact_count; i++)
		document_notes(d, &control->facts[i].notes, &control->facts[i].name);
	for (unsigned i = 0; i < control->map_count; i++)
		document_notes(d, &control->maps[i].notes, NULL);
}

/* A heading where another group of the framework begins. */
static void
write_group(const struct document *d, const struct clause_group *group)
{
	struct passage *title = document_passage(d);

	if (group != NULL)
		document_add(d, title, &group->title);
	else
		passage_add(title, document_say(d, "controls.no-group"));
	paper_heading(d->paper, 2, title, NULL, false);
}

void
document_controls(const struct document *d)
{
	const struct clause_group *last = NULL;

	if (d->matrix->control_count == 0)
		return;
	document_chapter(d, "controls.title", NULL, true);
	for (size_t i = 0; i < d->matrix->control_count; i++) {
		const struct control *control = &d->matrix->controls[i];
		const struct clause *clause = control_clause(d->model, d->matrix, control);
		const struct clause_group *group = clause != NULL ? clause->group : NULL;

		if (i == 0 || group != last)
			write_group(d, group);
		last = group;
		write_control(d, control);
	}
}

/* -- the mapping ---------------------------------------------------------------------------------
 */

static void
write_mapping_row(const struct document *d, const struct control *control, const char *framework)
{
	struct passage *name = document_passage(d);
	struct paper_cell cells[2];

	document_add_clause(d, name, NULL, control->clause);
	passage_add(name, " ");
	document_add(d, name, control_title(d->model, d->matrix, control));
	cells[0] = document_cell(d, PAPER_CELL, name);
	cells[1] = counterparts_cell(d, control, framework);
	paper_row(d->paper, cells);
}

static void
write_framework_mapping(
	const struct document *d, const struct framework *from, const struct framework *to)
{
	static const double widths[] = {1, 1};
	struct passage *title = document_passage(d), *left = document_passage(d),
		       *right = document_passage(d);
	struct paper_cell heads[2];

	passage_add(title, SAY(d->arena, &d->request, "mapping.from-to", "from", from->short_name,
				   "to", to->short_name));
	paper_heading(d->paper, 2, title, NULL, false);
	passage_add(left, from->short_name);
	passage_add(right, to->short_name);
	heads[0] = document_cell(d, PAPER_HEAD, left);
	heads[1] = document_cell(d, PAPER_HEAD, right);
	paper_table(d->paper, 2, widths, heads, true);
	for (size_t i = 0; i < d->matrix->control_count; i++)
		write_mapping_row(d, &d->matrix->controls[i], to->id);
	paper_table_end(d->paper);
}

void
document_mapping(const struct document *d)
{
	const struct framework *from =
		d->matrix->control_count > 0
			? model_framework(d->model, d->matrix->control_framework)
			: NULL;
	bool begun = false;

	for (size_t u = 0; u < d->matrix->uses_count && from != NULL; u++) {
		const struct framework *to =
			model_framework(d->model, d->matrix->uses[u].framework);

		if (d->matrix->uses[u].role != USES_MAPPED || to == NULL)
			continue;
		if (!begun)
			document_chapter(d, "mapping.title", NULL, true);
		begun = true;
		write_framework_mapping(d, from, to);
	}
}
