#include "seen.h"

#include <string.h>

static struct csv_row
widened(struct arena *arena, const struct csv_row *row, size_t width)
{
	struct csv_cell *cells = arena_array(arena, width, sizeof(*cells));

	memcpy(cells, row->cells, row->count * sizeof(*cells));
	for (size_t i = row->count; i < width; i++) {
		cells[i] = row->cells[0];
		cells[i].text = "";
		cells[i].form = CSV_TEXT;
		cells[i].column = (unsigned)i + 1;
	}
	return (struct csv_row){cells, width};
}

/* Puts the first cell of the range into all of it. The rows of csv know their numbers; those of the
 * sheet may have got cells of others. */
static void
spread(struct seen_sheet *sheet, const struct csv *csv, const struct cell_range *range)
{
	const struct csv_cell *first = NULL;

	for (size_t r = 0; r < sheet->count; r++) {
		const struct csv_row *row = &sheet->rows[r];
		struct csv_cell *cells = (struct csv_cell *)row->cells;
		unsigned number = csv->rows[r].cells[0].row;

		if (number < range->first_row || number > range->last_row)
			continue;
		if (number == range->first_row && range->first_column <= row->count)
			first = &cells[range->first_column - 1];
		for (size_t c = range->first_column;
			first != NULL && c <= range->last_column && c <= row->count; c++)
			cells[c - 1] = *first;
	}
}

struct seen_sheet
seen_make(struct arena *arena, const struct csv *csv, const struct workbook_sheet *from)
{
	struct seen_sheet sheet = {.name = from != NULL ? from->name : NULL};
	struct csv_row *rows = arena_array(arena, csv->count, sizeof(*rows));

	for (size_t i = 0; i < csv->count; i++)
		sheet.width = csv->rows[i].count > sheet.width ? csv->rows[i].count : sheet.width;
	for (size_t i = 0; i < csv->count; i++)
		rows[i] = widened(arena, &csv->rows[i], sheet.width);
	sheet.rows = rows;
	sheet.count = csv->count;
	sheet.corner = csv->count > 0 ? &rows[0].cells[0] : NULL;
	for (size_t i = 0; from != NULL && i < from->merged_count; i++)
		spread(&sheet, csv, &from->merged[i]);
	return sheet;
}

const struct csv_cell *
seen_at(const struct seen_sheet *sheet, size_t row, size_t column)
{
	return &sheet->rows[row].cells[column];
}

bool
seen_joined(const struct seen_sheet *sheet, size_t row, size_t column)
{
	const struct csv_cell *cell = seen_at(sheet, row, column), *before;

	if (column == 0)
		return false;
	before = seen_at(sheet, row, column - 1);
	return before->row == cell->row && before->column == cell->column;
}

size_t
seen_filled(const struct seen_sheet *sheet, size_t row)
{
	size_t n = 0;

	for (size_t c = 0; c < sheet->width; c++)
		n += seen_at(sheet, row, c)->text[0] != '\0' && !seen_joined(sheet, row, c);
	return n;
}
