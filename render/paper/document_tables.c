/* Who is responsible for what: the parties, then each table with its picture. */
#include "document_part.h"
#include "kinds/kind.h"

enum { COLUMNS_AT_ONCE = 4, PICTURE_PX = 760 };

/* -- parties -------------------------------------------------------------------------------- */

static void
write_parties(const struct document *d)
{
	static const double widths[] = {150, 70, 262};
	struct passage *title = document_passage(d);

	passage_add(title, document_say(d, "boundary.parties"));
	paper_heading(d->paper, 2, title, NULL, false);
	paper_table(d->paper, 3, widths, NULL, true);
	for (size_t i = 0; i < d->matrix->party_count; i++) {
		const struct party *party = &d->matrix->parties[i];
		struct passage *name = document_passage(d), *kind = document_passage(d);

		passage_strong(name, say_text(d->arena, &d->request, &party->name));
		passage_add(kind, document_name(d, "party", party_kind_name(party->kind)));
		if (party->href != NULL) {
			passage_add(name, " ");
			passage_to_uri(name, party->href, party->href);
		}
		paper_row(d->paper, (struct paper_cell[]){document_cell(d, PAPER_CELL, name),
					    document_cell(d, PAPER_CELL, kind),
					    document_cell(d, PAPER_CELL,
						    document_words(d, &party->description))});
	}
	paper_table_end(d->paper);
	for (size_t i = 0; i < d->matrix->party_count; i++)
		document_notes(d, &d->matrix->parties[i].notes, &d->matrix->parties[i].name);
}

/* -- a table ---------------------------------------------------------------------------------- */

/* What the cell says in the paper, where the first two columns have said who answers and who runs.
 */
static void
add_line(const struct document *d, struct paper_cell *cell, const char *words)
{
	struct passage *passage = document_passage(d);

	passage_add(passage, words);
	paper_cell_add(d->paper, cell, PAPER_CELL, passage);
}

static void
add_footnotes(const struct document *d, struct passage *passage, const struct cell *cell)
{
	for (unsigned i = 0; i < cell->footnote_count; i++)
		passage_quiet(
			passage, arena_printf(d->arena, " [%zu]", cell->footnotes[i]->number));
}

static struct paper_cell
rest_cell(const struct document *d, const struct cell *cell)
{
	struct paper_cell out;

	paper_cell_init(&out);
	if (cell->kind == CELL_UNSPECIFIED)
		add_line(d, &out, document_say(d, "cell.unspecified"));
	if (cell->kind == CELL_NOT_APPLICABLE)
		add_line(d, &out, say_cell(d->arena, &d->request, cell));
	for (size_t i = 0; cell->kind == CELL_PARTS && i < cell->parts.count; i++) {
		const struct part *part = &cell->parts.v[i];

		if (part->text.count > 0 || part->does > DOES_RUNS)
			add_line(d, &out, say_part(d->arena, &d->request, part));
	}
	for (unsigned i = 0; cell->kind == CELL_PARTS && i < cell->condition_count; i++)
		add_line(d, &out, say_condition(d->arena, &d->request, &cell->conditions[i]));
	return out;
}

static struct paper_cell
who_cell(const struct document *d, const struct cell *cell, enum does does)
{
	const char *who = cell->kind == CELL_PARTS
				  ? say_parties(d->arena, &d->request, &cell->parts, does)
				  : NULL;
	struct passage *passage = document_passage(d);

	passage_add(passage, who != NULL ? who : "–");
	if (does == DOES_ANSWERS)
		add_footnotes(d, passage, cell);
	return document_cell(d, PAPER_CELL, passage);
}

/* All that a cell says, for a table with columns of its own. */
static struct paper_cell
whole_cell(const struct document *d, const struct cell *cell)
{
	struct passage *passage = document_passage(d);

	passage_add(passage, say_cell(d->arena, &d->request, cell));
	return document_cell(d, PAPER_CELL, passage);
}

static struct paper_cell
name_cell(const struct document *d, const struct row *row)
{
	struct paper_cell out;
	struct passage *name = document_passage(d);

	passage_strong(name, say_text(d->arena, &d->request, &row->name));
	if (row->kind == ROW_INTERFACE) {
		passage_add(name, document_say(d, "separator"));
		passage_quiet(name, document_say(d, "row.interface"));
	}
	paper_cell_init(&out);
	paper_cell_add(d->paper, &out, PAPER_CELL, name);
	if (row->detail.count > 0)
		paper_cell_add(d->paper, &out, PAPER_NOTE, document_words(d, &row->detail));
	return out;
}

/* A row, with the name of the group that it begins above it. */
static void
write_row(const struct document *d, const struct table *table, size_t r,
	const struct paper_cell *cells)
{
	const struct row *row = &table->rows[r];

	if (row->group != NULL && row->group->first_row == r) {
		struct passage *name = document_passage(d);
		struct paper_cell group;

		passage_strong(name, say_text(d->arena, &d->request, &row->group->name));
		group = document_cell(d, PAPER_HEAD, name);
		paper_wide_row(d->paper, &group);
	}
	paper_row(d->paper, cells);
}

static struct paper_cell
row_head(const struct document *d, const struct table *table)
{
	static const char *const ids[TABLE_KIND__COUNT] = {[TABLE_LAYERS] = "table.layer",
		[TABLE_RESOURCES] = "table.resource",
		[TABLE_REQUIREMENTS] = "table.requirement"};

	return document_head(d, ids[table->kind]);
}

static void
write_plain(const struct document *d, const struct table *table)
{
	static const double widths[] = {176, 94, 94, 118};
	const struct paper_cell heads[] = {row_head(d, table), document_head(d, "table.owner"),
		document_head(d, "table.runner"), document_cell(d, PAPER_HEAD, NULL)};

	paper_table(d->paper, 4, widths, heads, true);
	for (size_t r = 0; r < table->row_count; r++) {
		const struct cell *cell = &table->rows[r].cells[0];

		write_row(d, table, r,
			(struct paper_cell[]){name_cell(d, &table->rows[r]),
				who_cell(d, cell, DOES_ANSWERS), who_cell(d, cell, DOES_RUNS),
				rest_cell(d, cell)});
	}
	paper_table_end(d->paper);
}

/* A few columns at a time, so that each is wide enough for words. */
static void
write_columns(const struct document *d, const struct table *table, size_t first, size_t count)
{
	const double widths[1 + COLUMNS_AT_ONCE] = {1.2, 1, 1, 1, 1};
	struct paper_cell heads[1 + COLUMNS_AT_ONCE] = {row_head(d, table)},
				    cells[1 + COLUMNS_AT_ONCE];

	for (size_t c = 0; c < count; c++)
		heads[1 + c] = document_cell(
			d, PAPER_HEAD, document_words(d, &table->columns[first + c].name));
	paper_table(d->paper, 1 + count, widths, heads, true);
	for (size_t r = 0; r < table->row_count; r++) {
		cells[0] = name_cell(d, &table->rows[r]);
		for (size_t c = 0; c < count; c++)
			cells[1 + c] = whole_cell(d, &table->rows[r].cells[first + c]);
		write_row(d, table, r, cells);
	}
	paper_table_end(d->paper);
	paper_gap(d->paper, 12);
}

static void
write_notes(const struct document *d, const struct table *table)
{
	for (size_t i = 0; i < table->footnote_count; i++)
		paper_paragraph(d->paper, PAPER_NOTE, document_words(d, &table->footnotes[i].text),
			18, arena_printf(d->arena, "%zu", table->footnotes[i].number));
	document_notes(d, &table->notes, NULL);
	for (size_t c = 0; c < table->column_count; c++)
		document_notes(d, &table->columns[c].notes, &table->columns[c].name);
	for (size_t r = 0; r < table->row_count; r++)
		document_notes(d, &table->rows[r].notes, &table->rows[r].name);
}

static void
write_table(const struct document *d, const struct table *table)
{
	struct passage *title = document_passage(d);
	size_t each, pieces = (table->column_count + COLUMNS_AT_ONCE - 1) / COLUMNS_AT_ONCE;

	if (table->number != NULL)
		passage_add(title, arena_printf(d->arena, "%s ", table->number));
	document_add(d, title, &table->title);
	paper_heading(d->paper, 2, title, document_thing_destination(d, "table", table->id), false);
	document_paragraph(d, &table->statement);
	each = pieces > 0 ? (table->column_count + pieces - 1) / pieces : 0;
	if (pieces == 0)
		write_plain(d, table);
	for (size_t first = 0; first < table->column_count; first += each)
		write_columns(d, table, first,
			table->column_count - first < each ? table->column_count - first : each);
	write_notes(d, table);
}

/* A long picture page by page: on one sheet nobody could read it. */
static void
write_picture(const struct document *d, const struct table *table)
{
	struct diagram_request request = d->request;
	size_t pages;

	if (table->row_count == 0)
		return;
	diagram_show_table(&request, table);
	request.width_px = PICTURE_PX;
	pages = diagram_pages(&request);
	for (request.page = 1; request.page <= pages; request.page++) {
		paper_gap(d->paper, 14);
		paper_picture(d->paper, &request);
		paper_gap(d->paper, 10);
	}
}

void
document_tables(const struct document *d)
{
	if (d->matrix->party_count + d->matrix->table_count == 0)
		return;
	document_chapter(d, "boundary.title", NULL, true);
	if (d->matrix->party_count > 0)
		write_parties(d);
	for (size_t i = 0; i < d->matrix->table_count; i++) {
		write_table(d, &d->matrix->tables[i]);
		write_picture(d, &d->matrix->tables[i]);
	}
}
