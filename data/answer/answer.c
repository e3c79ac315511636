/* A questionnaire is one or several sheets; for each, what is asked (asked.h) and where the answers
 * go (roles.h) are found first. The words are those of the document's own sheets (worksheet.h). */
#include "answer.h"

#include <stdlib.h>
#include <string.h>

#include "base/own.h"
#include "roles.h"
#include "export/worksheet.h"
#include "asked.h"
#include "patch.h"

struct job {
	struct arena *arena;
	const char *path;
	const struct model *model;
	const struct matrix *matrix;
	const struct answer_options *options;
	struct answer_counts *counts;
	struct diags *diags;
	struct frameworks_known keys;
	struct worksheet controls, ssrm, questions;
	/* of the sheet that is being filled */
	const struct workbook_sheet *sheet; /* NULL: CSV */
	const struct csv *csv;
	struct asked_column key;
	struct answer_columns columns;
	bool *there; /* clauses that are asked for, and how often so far; by index */
	unsigned *seen;
	struct patch *patches;
	size_t patch_count, patch_cap;
};

static void
tell(struct job *job, enum severity severity, const char *rule, const struct csv_cell *cell,
	const char *words)
{
	char name[CSV_NAME_SIZE];

	csv_cell_name(cell, name);
	diags_add(job->diags, severity, rule, cell->pos, "%s: %s", name, words);
}

/* -- what the document says ------------------------------------------------------------------ */

/* The column of one of the document's sheets, by key and perhaps language; the row is that of the
 * control or question. */
static const char *
look_up(struct job *job, const struct worksheet *sheet, size_t row, const char *key, bool words)
{
	const char *wanted =
		words ? arena_printf(job->arena, "%s_%s", key, job->options->lang) : key;

	for (size_t c = 0; c < sheet->column_count; c++)
		if (strcmp(sheet->columns[c].key, wanted) == 0)
			return worksheet_at(sheet, row, c)->text;
	return "";
}

static const char *
say_edition(struct job *job)
{
	return arena_printf(job->arena, "%u (%s)", job->matrix->edition, job->matrix->date);
}

static const char *
address_of(struct job *job, enum export_page page, const char *id)
{
	const struct export_pages *pages = job->options->pages;

	return pages != NULL ? pages->address(pages, job->arena, job->matrix, page, id) : "";
}

static const char *
say_control(struct job *job, const struct control *control, enum role role)
{
	static const struct {
		const char *key;
		bool ssrm, words;
	} columns[ROLE__COUNT] = {[ROLE_STATUS] = {"status_words", false, true},
		[ROLE_ANSWER] = {"statement", false, true},
		[ROLE_WHO] = {"who", false, true},
		[ROLE_CAIQ] = {"caiq_answer", true, false},
		[ROLE_OWNERSHIP] = {"ownership", true, false},
		[ROLE_DUTY] = {"customer_duty", true, true}};

	if (role == ROLE_EDITION)
		return say_edition(job);
	if (role == ROLE_ADDRESS)
		return address_of(job, EXPORT_PAGE_CONTROL, control_token(control));
	return look_up(job, columns[role].ssrm ? &job->ssrm : &job->controls, control->index,
		columns[role].key, columns[role].words);
}

static const char *
say_question(struct job *job, const struct question *question, enum role role)
{
	if (role == ROLE_EDITION)
		return say_edition(job);
	if (role == ROLE_ADDRESS)
		return address_of(job, EXPORT_PAGE_QUESTION, question->id);
	return role == ROLE_ANSWER
		       ? look_up(job, &job->questions, (size_t)(question - job->matrix->questions),
				 "answer", true)
		       : "";
}

/* Of several controls, what each says behind its number, or once what all say. */
static const char *
say_controls(struct job *job, const struct gap_clause *clause, enum role role)
{
	const char *first = say_control(job, clause->links[0].control, role);
	OWN(buf_fini) struct buf out = {0};
	bool same = true;

	for (size_t i = 1; i < clause->link_count; i++)
		same &= strcmp(first, say_control(job, clause->links[i].control, role)) == 0;
	if (same)
		return first;
	if (role == ROLE_CAIQ || role == ROLE_OWNERSHIP)
		return ""; /* one word for all of them there is not */
	for (size_t i = 0; i < clause->link_count; i++) {
		const struct control *control = clause->links[i].control;
		const char *words = say_control(job, control, role);

		if (words[0] != '\0')
			buf_printf(
				&out, "%s%s: %s", out.len > 0 ? "\n" : "", control->clause, words);
	}
	return arena_strdup(job->arena, buf_cstr(&out));
}

/* -- one line of the questionnaire --------------------------------------------------------------
 */

static void
add_patch(struct job *job, const struct csv_row *row, unsigned column, const char *text)
{
	job->patches = arena_grow(
		job->arena, job->patches, job->patch_count, &job->patch_cap, sizeof(*job->patches));
	job->patches[job->patch_count++] =
		(struct patch){row->cells[0].row, column, job->key.column, text};
}

/* Writes a role's words, unless something is there already. */
static void
write_role(struct job *job, const struct csv_row *row, enum role role, const char *text)
{
	unsigned column = job->columns.of[role];
	struct csv_cell cell;

	if (column == 0 || text[0] == '\0')
		return;
	cell = row->cells[column <= row->count ? column - 1 : 0];
	cell.column = column;
	if (column <= row->count && strcmp(cell.text, text) == 0)
		return;
	if (patch_fits(job->sheet, row, column))
		add_patch(job, row, column, text);
	else
		tell(job, SEVERITY_WARNING, "occupied", &cell,
			"something stands here already, or the cell is merged: it is left as it is");
}

/* Where 5.10 may have become 5.1: that number is there for the second time, and 5.10 is not. */
static bool
may_be_longer(struct job *job, const struct clause *clause)
{
	const char *point = strchr(clause->number, '.');
	const struct clause *longer;

	if (job->seen[clause->index]++ == 0 || point == NULL || point[1] < '1' || point[1] > '9' ||
		point[2] != '\0')
		return false;
	longer = framework_clause(
		job->key.known->framework, arena_printf(job->arena, "%s0", clause->number));
	return longer != NULL && !job->there[longer->index];
}

/* Which controls answer a clause; NULL: none, which is told. */
static const struct gap_clause *
answered_by(struct job *job, const struct csv_cell *cell, const struct clause *clause)
{
	const struct gap_clause *by = &job->key.known->gap.clauses[clause->index];

	if (may_be_longer(job, clause)) {
		tell(job, SEVERITY_WARNING, "unanswered", cell,
			arena_printf(job->arena,
				"'%.64s' stands here twice, and %s0 does not: a spreadsheet may have shortened it, so it stays blank",
				cell->text, clause->number));
		return NULL;
	}
	if (by->link_count > 0)
		return by;
	tell(job, SEVERITY_WARNING, "unanswered", cell,
		arena_printf(job->arena, "'%.64s': the document does not say", cell->text));
	return NULL;
}

static void
answer_row(struct job *job, size_t at)
{
	const struct csv_row *row = &job->csv->rows[at];
	const struct csv_cell *cell = &row->cells[job->key.column - 1];
	struct asked_for asked = asked_read(&job->keys, job->key.known, cell->text);
	const struct gap_clause *by = NULL;

	job->counts->asked++;
	if (asked.clause != NULL)
		by = answered_by(job, cell, asked.clause);
	else if (asked.question == NULL)
		tell(job, SEVERITY_WARNING, "unanswered", cell,
			arena_printf(job->arena, "'%.64s' is %s", cell->text,
				job->key.known != NULL ? "no clause of that framework"
						       : "the id of no question of the document"));
	if (by == NULL && asked.question == NULL)
		return;
	job->counts->answered++;
	for (int role = 0; role < ROLE__COUNT; role++)
		write_role(job, row, (enum role)role,
			by != NULL ? say_controls(job, by, (enum role)role)
				   : say_question(job, asked.question, (enum role)role));
}

static void
note_clauses(struct job *job)
{
	size_t count = job->key.known != NULL ? job->key.known->framework->clause_count : 0;

	job->there = arena_array(job->arena, count, sizeof(*job->there));
	job->seen = arena_array(job->arena, count, sizeof(*job->seen));
	for (size_t i = 0; count > 0 && i < job->csv->count; i++) {
		const struct csv_row *row = &job->csv->rows[i];
		struct asked_for asked = {0};

		if (row->count >= job->key.column)
			asked = asked_read(
				&job->keys, job->key.known, row->cells[job->key.column - 1].text);
		if (asked.clause != NULL)
			job->there[asked.clause->index] = true;
	}
}

/* -- one sheet -------------------------------------------------------------------------------- */

/* The first row whose key can be read; the number of rows: none. */
static size_t
first_row(const struct job *job)
{
	size_t i = 0;

	for (; i < job->csv->count; i++) {
		const struct csv_row *row = &job->csv->rows[i];
		struct asked_for asked = {0};

		if (row->count >= job->key.column)
			asked = asked_read(
				&job->keys, job->key.known, row->cells[job->key.column - 1].text);
		if (asked.clause != NULL || asked.question != NULL)
			break;
	}
	return i;
}

static void
write_headings(struct job *job)
{
	for (int role = 0; role < ROLE__COUNT && job->columns.row != NULL; role++)
		if (job->columns.made[role])
			add_patch(job, job->columns.row, job->columns.of[role],
				model_message(job->model, job->options->lang,
					role_heading((enum role)role)));
}

static int
patch_order(const void *a, const void *b)
{
	const struct patch *x = a, *y = b;

	if (x->row != y->row)
		return x->row < y->row ? -1 : 1;
	return (x->column > y->column) - (x->column < y->column);
}

/* Finds what is asked. false: nothing, or it cannot be told which framework's clauses. */
static bool
find_key(struct job *job)
{
	struct csv_cell cell = {.column = 1, .row = 1, .pos = {.file = job->path}};

	job->key = asked_find_column(&job->keys, job->csv, job->options);
	if (job->key.column == 0)
		return false;
	cell.column = job->key.column;
	cell.sheet = job->sheet != NULL ? job->sheet->name : NULL;
	if (job->key.other != NULL) {
		tell(job, SEVERITY_ERROR, "ambiguous", &cell,
			arena_printf(job->arena,
				"the numbers in this column may be those of %s or of %s: say which with --framework=%s or --framework=%s",
				job->key.known->framework->short_name,
				job->key.other->framework->short_name,
				job->key.known->framework->id, job->key.other->framework->id));
		return false;
	}
	tell(job, SEVERITY_NOTE, "asked", &cell,
		job->key.known != NULL
			? arena_printf(job->arena, "this column is read as clauses of %s",
				  job->key.known->framework->short_name)
			: "this column is read as the ids of the document's questions");
	return true;
}

/* Fills the patches. false: there is nothing to answer in the sheet. */
static bool
answer_sheet(struct job *job)
{
	size_t first;

	job->patch_count = 0;
	if (!find_key(job))
		return false;
	note_clauses(job);
	first = first_row(job);
	job->columns =
		roles_find_columns(job->csv, first, job->key.column, job->options->pages != NULL);
	write_headings(job);
	for (size_t i = first; i < job->csv->count; i++) {
		const struct csv_row *row = &job->csv->rows[i];

		if (row->count >= job->key.column &&
			row->cells[job->key.column - 1].text[0] != '\0')
			answer_row(job, i);
	}
	if (job->patch_count > 0)
		qsort(job->patches, job->patch_count, sizeof(*job->patches), patch_order);
	return true;
}

/* -- the file --------------------------------------------------------------------------------- */

static bool
refuse(struct job *job)
{
	if (job->diags->count[SEVERITY_ERROR] == 0)
		diags_add(job->diags, SEVERITY_ERROR, "nothing-asked",
			(struct pos){.file = job->path},
			"no column of clause numbers of a framework that the document leads to, and none of ids of its questions; --key and --framework name them");
	return false;
}

static bool
answer_csv(struct job *job, const struct buf *bytes, struct buf *out)
{
	struct csv *csv = ARENA_NEW(job->arena, struct csv);

	if (!csv_read(csv, job->arena, job->path, bytes, job->diags))
		return false;
	job->csv = csv;
	if (!answer_sheet(job))
		return refuse(job);
	patch_csv(out, csv, job->patches, job->patch_count);
	return true;
}

static bool
answer_one(struct job *job, struct workbook *workbook, struct buf *written)
{
	if (!answer_sheet(job))
		return false;
	if (job->patch_count == 0)
		return true;
	if (patch_sheet(written, job->sheet, job->patches, job->patch_count) &&
		archive_replace(workbook->archive, job->sheet->file, written))
		return true;
	diags_add(job->diags, SEVERITY_ERROR, "bad-workbook", (struct pos){.file = job->path},
		"%s: the sheet is written in a way that cannot be filled", job->sheet->name);
	return false;
}

static void
release(struct buf *parts, size_t count)
{
	for (size_t i = 0; i < count; i++)
		buf_fini(&parts[i]);
}

static bool
answer_workbook(struct job *job, const struct buf *bytes, struct buf *out)
{
	OWN(workbook_fini) struct workbook workbook = {0};
	const struct workbook_sheet *sheets;
	struct buf *parts;
	size_t filled = 0;
	bool good;

	if (!workbook_read(&workbook, job->arena, job->path, bytes, job->diags))
		return false;
	parts = arena_array(job->arena, workbook.sheet_count, sizeof(*parts));
	sheets = workbook.sheets;
	for (size_t i = 0; i < workbook.sheet_count; i++) {
		job->sheet = &sheets[i];
		job->csv = &job->sheet->csv;
		if (job->options->sheet != NULL ? strcmp(job->options->sheet, job->sheet->name) == 0
						: !job->sheet->hidden)
			filled += answer_one(job, &workbook, &parts[i]);
	}
	good = job->diags->count[SEVERITY_ERROR] == 0 && filled > 0 &&
	       archive_write(workbook.archive, out);
	release(parts, workbook.sheet_count);
	return good || refuse(job);
}

bool
answer_questionnaire(struct buf *out, struct arena *arena, const char *path,
	const struct buf *bytes, const struct model *model, const struct matrix *matrix,
	const struct answer_options *options, struct answer_counts *counts, struct diags *diags)
{
	struct job *job = ARENA_NEW(arena, struct job);

	*job = (struct job){.arena = arena,
		.path = path,
		.model = model,
		.matrix = matrix,
		.options = options,
		.counts = counts,
		.diags = diags,
		.keys = frameworks_known_make(arena, model, matrix)};
	*counts = (struct answer_counts){0};
	worksheet_make(&job->controls, SHEET_CONTROLS, arena, model, matrix, NULL);
	worksheet_make(&job->ssrm, SHEET_SSRM, arena, model, matrix, NULL);
	worksheet_make(&job->questions, SHEET_QUESTIONS, arena, model, matrix, NULL);
	if (workbook_is_other(path, bytes, diags))
		return false;
	return archive_is(buf_cstr(bytes), bytes->len) ? answer_workbook(job, bytes, out)
						       : answer_csv(job, bytes, out);
}
