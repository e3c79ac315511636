#include "folds.h"

#include "say.h"

size_t
fold_size(const struct table *table, const struct row *row, size_t column)
{
	size_t n = 0;

	for (size_t c = 0; c < table_cell_count(table); c++) {
		if (!cell_equal(&row->cells[c], &row->cells[column]))
			continue;
		if (c < column)
			return 0;
		n++;
	}
	return n;
}

static bool
has_marks(const struct table *table)
{
	for (size_t c = 0; c < table->column_count; c++)
		if (table->columns[c].marks.count > 0)
			return true;
	return false;
}

static const char *
name_of(struct arena *arena, const struct diagram_request *request, const struct column *column)
{
	return say_join(arena, say_text(arena, request, &column->name), " ",
		say_marks(arena, column->marks.v, column->marks.count));
}

const char *
fold_names(struct arena *arena, const struct diagram_request *request, const struct table *table,
	const struct row *row, size_t column)
{
	const char *names = NULL, *between = say_between(arena, request, "diagram.list");
	size_t n = 0;

	for (size_t c = column; c < table->column_count; c++)
		if (cell_equal(&row->cells[c], &row->cells[column])) {
			names = say_join(
				arena, names, between, name_of(arena, request, &table->columns[c]));
			n++;
		}
	return n > 1 && n == table->column_count && !has_marks(table)
		       ? say_plain(request, "diagram.columns.all")
		       : names;
}
