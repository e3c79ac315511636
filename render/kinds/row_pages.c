/* Pages of the tables' rows, for the kinds that draw a boundary. A page is a picture of tables that
 * have no other rows. */
#include <string.h>

#include "base/utf8.h"
#include "boundary.h"
#include "folds.h"
#include "paging.h"

enum {
	LABEL_COLUMNS = 28, /* characters of one column's width that a line of a label has */
	CELL_COLUMNS = 26,
	HEAD_LINES = 4,  /* of a table after another one */
	GROUP_LINES = 2, /* of a group's name, or of the line behind the group */
};

/* -- how high a row is ------------------------------------------------------------------------ */

/* In the language of the original, so that translations are divided alike. */
static unsigned
lines_of(const struct matrix *matrix, const struct texts *texts, unsigned columns)
{
	unsigned width = 0;
	size_t len = 0;

	for (const char *s = texts_value(texts, matrix->original); *s != '\0'; s += len)
		width += (unsigned)utf8_width(utf8_next(s, &len));
	return (width + columns - 1) / columns;
}

static unsigned
lines_of_parts(const struct matrix *matrix, const struct parts *parts)
{
	unsigned lines = parts->shared != SHARED_UNSTATED;

	for (size_t i = 0; i < parts->count; i++)
		lines += 1 + lines_of(matrix, &parts->v[i].text, CELL_COLUMNS);
	return lines > 0 ? lines : 1;
}

static unsigned
lines_of_conditions(const struct matrix *matrix, const struct condition *conditions, size_t count)
{
	unsigned lines = 0;

	for (size_t i = 0; i < count; i++)
		lines += lines_of(matrix, &conditions[i].name, CELL_COLUMNS) +
			 lines_of_parts(matrix, &conditions[i].parts);
	return lines;
}

static unsigned
lines_of_cell(const struct matrix *matrix, const struct cell *cell)
{
	return lines_of_parts(matrix, &cell->parts) +
	       lines_of(matrix, &cell->reason, CELL_COLUMNS) +
	       lines_of_conditions(matrix, cell->conditions, cell->condition_count);
}

/* Whether a footnote is below the table for it. */
static bool
has_marks(const struct table *table, const struct row *row)
{
	bool any = row->marks.count > 0;

	for (size_t c = 0; c < table_cell_count(table); c++)
		any = any || row->cells[c].footnote_count > 0;
	return any;
}

/* Side by side the highest cell counts; below each other, as on a phone, each does
 * that is not folded into another. */
static unsigned
lines_of_row(const struct matrix *matrix, const struct table *table, const struct row *row)
{
	unsigned high = lines_of(matrix, &row->name, LABEL_COLUMNS) +
			lines_of(matrix, &row->detail, LABEL_COLUMNS) +
			(row->kind == ROW_INTERFACE) +
			lines_of_conditions(matrix, row->conditions.v, row->conditions.count);
	unsigned all = 0;

	for (size_t c = 0; c < table_cell_count(table); c++) {
		unsigned lines = lines_of_cell(matrix, &row->cells[c]);

		high = lines > high ? lines : high;
		all += fold_size(table, row, c) > 0 ? lines : 0;
	}
	return 1 + high + all / 4 + has_marks(table, row);
}

static size_t
list_items(const struct diagram_request *request, struct arena *arena, struct page_item **items_out)
{
	const struct table *table;
	struct page_item *item;
	size_t count = 0;

	for (table = boundary_first(request); table != NULL; table = boundary_next(request, table))
		count += table->row_count;
	item = *items_out = arena_array(arena, count + 1, sizeof(*item));
	for (table = boundary_first(request); table != NULL; table = boundary_next(request, table))
		for (size_t i = 0; i < table->row_count; i++, item++) {
			const struct row *row = &table->rows[i];

			bool begins = row->group != (i > 0 ? table->rows[i - 1].group : NULL);

			item->lines = lines_of_row(request->matrix, table, row) +
				      (i == 0 ? HEAD_LINES : 0) + (begins ? GROUP_LINES : 0);
			item->joint = i == 0 ? JOINT_SECTION : begins ? JOINT_GROUP : JOINT_NONE;
		}
	return count;
}

/* -- tables with some of their rows -------------------------------------------------------------
 */

static bool
is_among(const struct footnote *note, const struct footnote *const *notes, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (notes[i] == note)
			return true;
	return false;
}

static bool
is_noted(const struct table *table, const struct footnote *note)
{
	bool noted = is_among(note, table->marks.v, table->marks.count);

	for (size_t c = 0; c < table->column_count; c++)
		noted = noted ||
			is_among(note, table->columns[c].marks.v, table->columns[c].marks.count);
	for (size_t i = 0; i < table->row_count && !noted; i++) {
		const struct row *row = &table->rows[i];

		noted = is_among(note, row->marks.v, row->marks.count);
		for (size_t c = 0; c < table_cell_count(table); c++)
			noted = noted || is_among(note, row->cells[c].footnotes,
						 row->cells[c].footnote_count);
	}
	return noted;
}

/* The table with count rows from first on, and the footnotes that these have. */
static const struct table *
cut_table(struct arena *arena, const struct table *whole, size_t first, size_t count)
{
	struct table *table = ARENA_NEW(arena, struct table);
	struct footnote *notes = arena_array(arena, whole->footnote_count + 1, sizeof(*notes));

	*table = *whole;
	table->rows += first;
	table->row_count = count;
	table->footnotes = notes;
	table->footnote_count = 0;
	for (size_t i = 0; i < whole->footnote_count; i++)
		if (is_noted(table, &whole->footnotes[i]))
			notes[table->footnote_count++] = whole->footnotes[i];
	return table;
}

static void
take_rows(struct diagram_request *request, struct arena *arena)
{
	const struct table *cut[DIAGRAM_TABLES_MAX] = {NULL}, *table;
	size_t n = 0, skip = request->part.first, left = request->part.count;

	for (table = boundary_first(request); table != NULL && left > 0 && n < DIAGRAM_TABLES_MAX;
		table = boundary_next(request, table)) {
		size_t first = skip < table->row_count ? skip : table->row_count;
		size_t count = table->row_count - first < left ? table->row_count - first : left;

		skip -= first;
		left -= count;
		if (count > 0)
			cut[n++] = cut_table(arena, table, first, count);
	}
	memcpy(request->tables, cut, n * sizeof(*cut));
	request->table_count = n;
}

const struct paging boundary_paging = {
	.lines = 124,
	.slide_lines = 40,
	.at_a_glance = 1,
	.whole = 3,
	.slides = 1,
	.items = list_items,
	.excerpt = take_rows,
};
