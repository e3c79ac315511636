/* Clauses are found as `demarc answer` finds them, by gap.h: what the document does not lead to has
 * no row, since silence is no answer. */
#include "sheet_answers.h"

#include "compare/gap.h"
#include "model/names.h"

static void
answer_row(const struct filler *f, const struct gap_clause *clause, const struct gap_link *link,
	const struct framework *framework)
{
	const struct control *control = link->control;
	struct buf edition = {0};

	fill_cell(f, framework->id);
	fill_cell(f, clause->clause->number);
	fill_clause(f, control);
	fill_cell(f, control_status_names[control->status]);
	for (size_t i = 0; i < f->matrix->language_count; i++)
		fill_cell(f, fill_words_of(f, f->matrix->languages[i].tag, "status",
				     control_status_names[control->status]));
	fill_texts(f, &control->statement);
	SAID_CELLS(f, fill_say_parts, &control->parts);
	buf_int(&edition, f->matrix->edition);
	fill_cell_of(f, &edition);
	buf_fini(&edition);
	fill_cell(f, f->matrix->date);
}

/* Several tables may lead from one control to the clause. */
static bool
is_told(const struct gap_clause *clause, size_t link)
{
	for (size_t i = 0; i < link; i++)
		if (clause->links[i].control == clause->links[link].control)
			return true;
	return false;
}

static void
answer_rows(const struct filler *f, const struct framework *framework)
{
	struct gap gap = gap_make(f->arena, f->model, f->matrix, framework);

	for (size_t i = 0; gap.addressed > 0 && i < framework->clause_count; i++)
		for (size_t j = 0; j < gap.clauses[i].link_count; j++)
			if (!is_told(&gap.clauses[i], j))
				answer_row(f, &gap.clauses[i], &gap.clauses[i].links[j], framework);
}

void
worksheet_fill_answers(const struct filler *f)
{
	fill_column(f, "framework", 16);
	fill_column(f, "clause", 14);
	fill_column(f, "control", 12);
	f->sheet->fixed = 3;
	fill_hidden_column(f, "status");
	fill_columns(f, "status_words", 12);
	fill_columns(f, "statement", 60);
	fill_columns(f, "who", 44);
	fill_column(f, "edition_number", 10);
	fill_column(f, "edition_date", 12);
	for (size_t i = 0; i < f->model->framework_count && f->matrix->control_count > 0; i++)
		answer_rows(f, &f->model->frameworks[i]);
}
