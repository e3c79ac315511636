/* A questionnaire is one or several sheets; for each, what is asked (asked.h) and where the answers
 * go (roles.h) are found first; then each line gets what the document says (reply.h). */
#include "answer.h"

#include <stdlib.h>
#include <string.h>

#include "allowed.h"
#include "asked.h"
#include "base/own.h"
#include "import/vocabulary.h"
#include "patch.h"
#include "reply.h"
#include "roles.h"

struct job {
	struct arena *arena;
	const char *path;
	const struct model *model;
	const struct answer_options *options;
	struct answer_counts *counts;
	struct diags *diags;
	struct frameworks_known keys;
	struct replier replier;
	/* of the sheet that is being filled */
	const struct workbook_sheet *sheet; /* NULL: CSV */
	const struct csv *csv;
	struct asked_column key;
	struct answer_columns columns;
	struct allowed_lists lists;
	const char *mark;
	bool *there; /* clauses that are asked for, and how often so far; by index */
	unsigned *seen;
	const struct clause *last; /* the one before, alone in its cell; NULL: none */
	bool covered;              /* the line's number is in a merged cell that began above */
	struct patch *patches;
	size_t patch_count, patch_cap;
};

/* What is so of a merged cell is told where it begins. */
static void
tell(struct job *job, enum severity severity, const char *rule, const struct csv_cell *cell,
	const char *words)
{
	char name[CSV_NAME_SIZE];

	if (job->covered && severity == SEVERITY_WARNING)
		return;
	csv_cell_name(cell, name);
	diags_add(job->diags, severity, rule, cell->pos, "%s: %s", name, words);
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

/* The cell of the column, an empty one if the row ends before it. */
static struct csv_cell
cell_at(const struct csv_row *row, unsigned column)
{
	struct csv_cell cell = row->cells[column <= row->count ? column - 1 : 0];

	if (column > row->count)
		cell.text = "";
	cell.column = column;
	return cell;
}

/* Puts the text into the cell, unless something else is there already. */
static void
put(struct job *job, const struct csv_row *row, unsigned column, const char *text)
{
	struct csv_cell cell = cell_at(row, column);

	if (strcmp(cell.text, text) == 0)
		return;
	if (patch_fits(job->sheet, row, column))
		add_patch(job, row, column, text);
	else
		tell(job, SEVERITY_WARNING, "occupied", &cell,
			"something stands here already, or the cell is merged: it is left as it is");
}

static const char *
list_of(struct job *job, const struct choice_words *words)
{
	OWN(buf_fini) struct buf list = {0};

	for (size_t i = 0; i < words->count; i++)
		buf_printf(&list, "%s%s", i > 0 ? ", " : "", words->v[i]);
	return arena_printf(job->arena, "%.200s", buf_cstr(&list));
}

/* Writes a role's words, unless the cell takes others alone. */
static void
write_role(struct job *job, const struct csv_row *row, enum role role, const char *text)
{
	unsigned column = job->columns.of[role];
	const struct allowed_list *list;
	struct csv_cell cell;

	if (column == 0 || text[0] == '\0')
		return;
	list = allowed_at(&job->lists, row->cells[0].row, column);
	if (list == NULL || allowed_has(job->arena, list, text)) {
		put(job, row, column, text);
		return;
	}
	cell = cell_at(row, column);
	if (cell.text[0] == '\0')
		tell(job, SEVERITY_WARNING, "not-allowed", &cell,
			arena_printf(job->arena,
				"the cell takes no other words than %s, and none of them is what the document says: '%.64s'",
				list->words.count > 0 ? list_of(job, &list->words)
						      : "those of a list that is worked out",
				text));
}

/* -- one word out of a few ----------------------------------------------------------------------
 */

struct row_reply {
	const struct csv_row *row;
	enum plain_answer plain;
	const char *status; /* in the document's words; "" for none */
};

static void
tell_by_hand(struct job *job, const struct row_reply *reply, unsigned column, const char *why)
{
	struct csv_cell cell = cell_at(reply->row, column);
	char *status = reply->status[0] != '\0'
			       ? arena_printf(job->arena, " ('%.200s')", reply->status)
			       : arena_strdup(job->arena, "");

	for (char *p = status; *p != '\0'; p++)
		if (*p == '\n')
			*p = ';';
	tell(job, SEVERITY_WARNING, "unanswered", &cell,
		arena_printf(job->arena, "%s what the document says%s: to be answered by hand", why,
			status));
}

static void
write_choice(struct job *job, const struct row_reply *reply, size_t at)
{
	unsigned column = job->columns.choices[at].column;
	const struct allowed_list *list = allowed_at(&job->lists, reply->row->cells[0].row, column);
	const struct choice_words *words =
		list != NULL ? &list->words : &job->columns.choices[at].words;
	const char *word = choice_of(job->arena, words, reply->plain);

	if (word != NULL)
		put(job, reply->row, column, word);
	else if (cell_at(reply->row, column).text[0] == '\0')
		tell_by_hand(job, reply, column,
			words->count == 0
				? "the words that the cell takes are worked out, so none is"
				: arena_printf(
					  job->arena, "none of %s alone is", list_of(job, words)));
}

/* A mark in the column of the plain answer, if no column of the row has one. */
static void
write_mark(struct job *job, const struct row_reply *reply)
{
	const struct choice_columns *marks = &job->columns.marks;
	unsigned column = reply->plain != PLAIN_NONE ? marks->of[reply->plain] : 0;
	const struct allowed_list *list;

	for (int plain = 0; plain < PLAIN__COUNT; plain++) {
		struct csv_cell cell =
			cell_at(reply->row, marks->of[plain] > 0 ? marks->of[plain] : 1);

		if (marks->of[plain] == 0 || cell.text[0] == '\0')
			continue;
		if (marks->of[plain] != column)
			tell(job, SEVERITY_WARNING, "occupied", &cell,
				"the line is marked here already: it is left as it is");
		return;
	}
	if (column == 0) {
		tell_by_hand(job, reply, marks->of[PLAIN_YES], "no column here is headed by");
		return;
	}
	list = allowed_at(&job->lists, reply->row->cells[0].row, column);
	put(job, reply->row, column,
		list != NULL && list->words.count == 1 ? list->words.v[0] : job->mark);
}

/* -- what a line asks ---------------------------------------------------------------------------
 */

/* The clause of n.10, if this one is n.1 and n.10 is not asked for. */
static const struct clause *
longer_of(struct job *job, const struct clause *clause)
{
	const char *point = strchr(clause->number, '.');
	const struct clause *longer;

	if (point == NULL || point[1] < '1' || point[1] > '9' || point[2] != '\0')
		return NULL;
	longer = framework_clause(
		job->key.known->framework, arena_printf(job->arena, "%s0", clause->number));
	return longer != NULL && !job->there[longer->index] ? longer : NULL;
}

/* Where 5.10 may have become 5.1: that number is there for the second time, or behind one that it
 * stands before in its framework, and 5.10 is not there. */
static bool
was_longer(struct job *job, const struct csv_cell *cell, const struct clause *clause)
{
	const struct clause *longer = longer_of(job, clause), *last = job->last;
	bool again = job->seen[clause->index]++ > 0;
	bool behind = longer != NULL && last != NULL && last->index > clause->index &&
		      last->index < longer->index;

	job->last = behind ? longer : clause;
	if (longer == NULL)
		return false;
	if (!again && !behind) {
		if (cell->form == CSV_NUMBER)
			tell(job, SEVERITY_WARNING, "shortened", cell,
				arena_printf(job->arena,
					"the number %.64s is read as it stands: a spreadsheet shows %s so, too, unless the cell is of text",
					cell->text, longer->number));
		return false;
	}
	tell(job, SEVERITY_WARNING, "unanswered", cell,
		again ? arena_printf(job->arena,
				"'%.64s' stands here twice, and %s does not: a spreadsheet may have shortened it, so it stays blank",
				cell->text, longer->number)
		      : arena_printf(job->arena,
				"'%.64s' stands behind %s, and %s does not stand here: a spreadsheet may have shortened it, so it stays blank",
				cell->text, last->number, longer->number));
	return true;
}

/* Whether something answers it, which *source then has; what does not is told. */
static bool
find_source(struct job *job, const struct csv_cell *cell, const struct asked_item *item, bool alone,
	struct reply_source *source)
{
	*source = (struct reply_source){.question = item->question};
	if (item->question != NULL)
		return true;
	if (alone && !job->covered && was_longer(job, cell, item->clause))
		return false;
	source->clause = &job->key.known->gap.clauses[item->clause->index];
	if (source->clause->link_count > 0)
		return true;
	tell(job, SEVERITY_WARNING, "unanswered", cell,
		arena_printf(job->arena, "'%.64s': the document does not say",
			alone ? cell->text : item->clause->number));
	return false;
}

static void
tell_unread(struct job *job, const struct csv_cell *cell, const char *text)
{
	const char *why = job->key.known != NULL ? "no clause of that framework"
						 : "the id of no question of the document";

	if (cell->form == CSV_DATE)
		why = "a date, which a spreadsheet may have made of a number: write it as text";
	tell(job, SEVERITY_WARNING, "unanswered", cell,
		arena_printf(job->arena, "'%.64s' is %s", text, why));
}

/* What answers the cell, of which all or part may. */
static size_t
find_sources(struct job *job, const struct csv_cell *cell, const struct asked_for *asked,
	struct reply_source *sources)
{
	bool alone = asked->count == 1 && asked->unread_count == 0;
	size_t count = 0;

	if (asked->count == 0)
		tell_unread(job, cell, cell->text);
	for (size_t i = 0; i < asked->unread_count; i++)
		tell_unread(job, cell, asked->unread[i]);
	for (size_t i = 0; i < asked->count; i++)
		count += find_source(job, cell, &asked->items[i], alone, &sources[count]);
	return count;
}

/* The merged cell that covers the row's one of what is asked, if it begins in a row above; NULL:
 * none does. */
static const struct csv_cell *
key_above(const struct job *job, size_t row)
{
	const struct csv_row *at = &job->csv->rows[row];
	unsigned number, column = job->key.column;

	if (job->sheet == NULL || at->count == 0)
		return NULL;
	number = at->cells[0].row;
	for (size_t i = 0; i < job->sheet->merged_count; i++) {
		const struct cell_range *m = &job->sheet->merged[i];

		if (m->first_column != column || number <= m->first_row || number > m->last_row)
			continue;
		for (size_t r = row; r-- > 0;)
			if (job->csv->rows[r].cells[0].row == m->first_row)
				return job->csv->rows[r].count >= column
					       ? &job->csv->rows[r].cells[column - 1]
					       : NULL;
	}
	return NULL;
}

/* The cell of what the row asks; NULL: it has none with something in it. */
static const struct csv_cell *
key_at(const struct job *job, size_t row)
{
	const struct csv_row *cells = &job->csv->rows[row];

	if (cells->count >= job->key.column && cells->cells[job->key.column - 1].text[0] != '\0')
		return &cells->cells[job->key.column - 1];
	return key_above(job, row);
}

/* What the row asks for; nothing, if it has no such cell. */
static struct asked_for
asked_in(const struct job *job, size_t row)
{
	const struct csv_cell *cell = key_at(job, row);

	return cell != NULL ? asked_read(&job->keys, job->key.known, cell->text)
			    : (struct asked_for){0};
}

/* Whether it is shaped as a number that asks, whether or not it can be read: no heading. */
static bool
is_number(const struct job *job, size_t row)
{
	const struct csv_cell *cell = key_at(job, row);

	return cell != NULL && strlen(cell->text) < 32 &&
	       strcspn(cell->text, " \n") == strlen(cell->text) &&
	       strcspn(cell->text, "0123456789") <= 2 && strpbrk(cell->text, "0123456789") != NULL;
}

/* Words alone in their row, where questions have more than that, are the heading of a section; a
 * sum is none either. */
static bool
is_section(const struct job *job, size_t first, size_t row)
{
	if (asked_in(job, row).count > 0 || is_number(job, row))
		return false;
	return vocabulary_sum(vocabulary_fold(job->arena, key_at(job, row)->text)) ||
	       (csv_filled(&job->csv->rows[first]) > 1 && csv_filled(&job->csv->rows[row]) == 1);
}

static void
answer_row(struct job *job, size_t at)
{
	struct row_reply reply = {.row = &job->csv->rows[at]};
	const struct csv_cell *cell = key_at(job, at);
	struct asked_for asked = asked_read(&job->keys, job->key.known, cell->text);
	struct reply_source *sources = arena_array(job->arena, asked.count + 1, sizeof(*sources));
	size_t count;
	bool whole;

	job->covered = cell->row != reply.row->cells[0].row;
	count = find_sources(job, cell, &asked, sources);
	whole = count == asked.count && asked.unread_count == 0;
	job->counts->asked += !job->covered;
	if (count == 0)
		return;
	job->counts->answered += !job->covered;
	for (int role = 0; role < ROLE__COUNT; role++)
		write_role(job, reply.row, (enum role)role,
			reply_say(&job->replier, sources, count, whole, (enum role)role));
	reply.plain = reply_plain(sources, count, whole);
	reply.status = reply_say(&job->replier, sources, count, whole, ROLE_STATUS);
	for (size_t i = 0; i < job->columns.choice_count; i++)
		write_choice(job, &reply, i);
	if (job->columns.marks.of[PLAIN_YES] > 0)
		write_mark(job, &reply);
}

static void
note_clauses(struct job *job)
{
	size_t count = job->key.known != NULL ? job->key.known->framework->clause_count : 0;

	job->there = arena_array(job->arena, count, sizeof(*job->there));
	job->seen = arena_array(job->arena, count, sizeof(*job->seen));
	job->last = NULL;
	for (size_t i = 0; count > 0 && i < job->csv->count; i++) {
		struct asked_for asked = asked_in(job, i);

		for (size_t k = 0; k < asked.count; k++)
			if (asked.items[k].clause != NULL)
				job->there[asked.items[k].clause->index] = true;
	}
}

/* -- one sheet -------------------------------------------------------------------------------- */

/* The first row whose key can be read, and those right above it that ask for what cannot; the
 * number of rows: none. */
static size_t
first_row(const struct job *job)
{
	size_t i = 0;

	while (i < job->csv->count && asked_in(job, i).count == 0)
		i++;
	while (i > 0 && i < job->csv->count && is_number(job, i - 1))
		i--;
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

static void
tell_hidden(struct job *job)
{
	const struct hidden_places *rows = job->sheet != NULL ? &job->sheet->hidden_rows : NULL;

	if (rows != NULL && rows->count > 0)
		tell(job, SEVERITY_NOTE, "hidden", rows->first,
			arena_printf(job->arena,
				"rows that are hidden or filtered out are answered like all others: %s",
				rows->list));
}

/* Lines with several cells and no number, of which a question may be one. */
static void
tell_numberless(struct job *job, size_t first)
{
	const struct csv_cell *cell = NULL;
	size_t count = 0;

	for (size_t i = first; i < job->csv->count; i++) {
		const struct csv_row *row = &job->csv->rows[i];

		if (key_at(job, i) != NULL || csv_filled(row) < 2)
			continue;
		for (size_t c = row->count; c-- > 0 && count == 0;)
			cell = row->cells[c].text[0] != '\0' ? &row->cells[c] : cell;
		count++;
	}
	if (cell != NULL)
		tell(job, SEVERITY_NOTE, "asked", cell,
			arena_printf(job->arena,
				"lines that have nothing in the column of what is asked are left as they are: %zu, from this one on",
				count));
}

/* Fills the patches. false: there is nothing to answer in the sheet. */
static bool
answer_sheet(struct job *job)
{
	size_t first;

	job->patch_count = 0;
	if (!find_key(job))
		return false;
	tell_hidden(job);
	note_clauses(job);
	first = first_row(job);
	job->columns = roles_find_columns(&(struct role_search){.arena = job->arena,
		.csv = job->csv,
		.first = first,
		.key = job->key.column,
		.lists = &job->lists,
		.pages = job->options->pages != NULL});
	job->mark = choice_mark(&job->columns.marks, job->arena, job->csv, first);
	write_headings(job);
	for (size_t i = first; i < job->csv->count; i++)
		if (key_at(job, i) != NULL && !is_section(job, first, i))
			answer_row(job, i);
	job->covered = false;
	tell_numberless(job, first);
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
	job->lists = allowed_read(job->arena, workbook, job->sheet);
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
		.options = options,
		.counts = counts,
		.diags = diags,
		.keys = frameworks_known_make(arena, model, matrix),
		.replier = reply_prepare(arena, model, matrix, options)};
	*counts = (struct answer_counts){0};
	if (workbook_is_other(path, bytes, diags))
		return false;
	return archive_is(buf_cstr(bytes), bytes->len) ? answer_workbook(job, bytes, out)
						       : answer_csv(job, bytes, out);
}
