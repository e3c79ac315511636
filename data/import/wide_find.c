/* Where the table is in its sheet: its headings, its last line, and the signs that are explained
 * around it. */
#include <string.h>

#include "wide.h"

enum { ROWS_LOOKED_AT = 30 };

/* Whether the row begins with a sign and is a line of the table under those headings all the same:
 * where parties come first, its words stand under a heading that names none. */
static bool
is_line_of_signs(const struct wide *w, size_t heading, size_t row)
{
	bool words = false;

	for (size_t c = 0; c < 2 && c < w->sheet->width; c++)
		if (seen_at(w->sheet, heading, c)->text[0] == '\0' ||
			cast_heading(w->cast, seen_at(w->sheet, heading, c)->text) == NULL)
			return false;
	for (size_t c = 2; c < w->sheet->width; c++)
		words |= seen_at(w->sheet, heading, c)->text[0] != '\0' &&
			 seen_at(w->sheet, row, c)->text[0] != '\0';
	return words;
}

static bool
is_beside(const struct wide *w, size_t heading, size_t row)
{
	return signs_is_row(w->arena, w->sheet, row) && !is_line_of_signs(w, heading, row);
}

/* The row of headings from that one on: with several cells, and others like it below. The number of
 * rows: none. */
static size_t
find_heading(const struct wide *w, size_t from)
{
	const struct seen_sheet *sheet = w->sheet;

	for (size_t r = from; r + 1 < sheet->count && r < ROWS_LOOKED_AT; r++) {
		if (seen_filled(sheet, r) < 2 || signs_is_row(w->arena, sheet, r))
			continue;
		for (size_t below = r + 1; below < sheet->count && below < r + 4; below++)
			if (seen_filled(sheet, below) >= 2 && !is_beside(w, r, below))
				return r;
	}
	return sheet->count;
}

static size_t
count_parties(const struct wide *w, size_t row)
{
	size_t parties = 0;

	for (size_t c = 1; c < w->sheet->width; c++)
		parties += seen_at(w->sheet, row, c)->text[0] != '\0' &&
			   cast_heading(w->cast, seen_at(w->sheet, row, c)->text) != NULL;
	return parties;
}

/* Whether a heading in the row stands for several columns whose own are below: it is merged, or, as
 * CSV has it, blank above some of those that name parties. */
static bool
has_second_heading(const struct wide *w, size_t row)
{
	if (row + 2 >= w->sheet->count)
		return false;
	for (size_t c = 1; c < w->sheet->width; c++)
		if (seen_joined(w->sheet, row, c) && seen_at(w->sheet, row, c)->text[0] != '\0')
			return !seen_joined(w->sheet, row + 1, c) &&
			       seen_at(w->sheet, row + 1, c)->text[0] != '\0';
	for (size_t c = 1; c < w->sheet->width; c++)
		if (seen_at(w->sheet, row, c)->text[0] == '\0' &&
			cast_heading(w->cast, seen_at(w->sheet, row + 1, c)->text) != NULL)
			return count_parties(w, row) == 0 && count_parties(w, row + 1) >= 2;
	return false;
}

/* What the second row of headings leaves blank has that of the first. */
static void
fill_headings(struct wide *w)
{
	for (size_t c = 0; c < w->sheet->width; c++) {
		struct csv_cell *cell = (struct csv_cell *)seen_at(w->sheet, w->heading, c);

		if (cell->text[0] == '\0' && !seen_joined(w->sheet, w->heading - 1, c))
			*cell = *seen_at(w->sheet, w->heading - 1, c);
	}
}

static size_t
find_end(const struct wide *w)
{
	size_t r = w->heading + 1, end = r;

	for (; r < w->sheet->count && !is_beside(w, w->heading, r); r++)
		if (seen_filled(w->sheet, r) > 0)
			end = r + 1;
	/* what stands alone behind the last line is no group of anything */
	while (end > w->heading + 1 && seen_filled(w->sheet, end - 1) <= 1 &&
		(seen_filled(w->sheet, end - 1) == 0 ||
			seen_at(w->sheet, end - 1, 0)->text[0] != '\0'))
		end--;
	return end;
}

/* Reads the row as headings. false: there is no table below it, and what was read of it is undone.
 */
static bool
try_heading(struct wide *w, size_t heading, const struct signs *known)
{
	struct csv_cell *cells = (struct csv_cell *)w->sheet->rows[heading].cells, *kept;
	size_t size = w->sheet->width * sizeof(*cells);

	w->heading = heading;
	if (has_second_heading(w, w->heading))
		cells = (struct csv_cell *)w->sheet->rows[++w->heading].cells;
	kept = arena_alloc(w->arena, size);
	memcpy(kept, cells, size);
	w->two_headings = w->heading > heading;
	if (w->two_headings)
		fill_headings(w);
	w->end = find_end(w);
	signs_read(w->reader.signs, w->arena, w->sheet, 0, w->heading, false);
	signs_read(w->reader.signs, w->arena, w->sheet, w->end, w->sheet->count, false);
	for (size_t c = 0; c < w->sheet->width; c++)
		if (wide_is_legend(w, c))
			signs_read_column(
				w->reader.signs, w->arena, w->sheet, w->heading + 1, w->end, c);
	wide_find_roles(w);
	if (w->labels > 0 && w->values > 0)
		return true;
	memcpy(cells, kept, size);
	*w->reader.signs = *known;
	return false;
}

/* Whether headings that name parties stand over cells that name them as well: then it is a line of
 * a table, of which the headings were not understood. */
static bool
is_line_of_parties(const struct wide *w)
{
	for (size_t r = w->heading + 1; r < w->end; r++)
		for (size_t c = 0; c < w->sheet->width; c++)
			if (w->columns[c].role == ROLE_VALUE &&
				seen_at(w->sheet, r, c)->text[0] != '\0' &&
				cast_heading(w->cast, seen_at(w->sheet, r, c)->text) != NULL)
				return true;
	return false;
}

bool
wide_find_table(struct wide *w)
{
	struct signs *known = ARENA_NEW(w->arena, struct signs);
	size_t first = find_heading(w, 0);

	*known = *w->reader.signs;
	for (size_t r = first; r < w->sheet->count && w->sheet->width <= CSV_COLUMN_LIMIT;
		r = find_heading(w, r + 1)) {
		if (!try_heading(w, r, known))
			continue;
		/* further down only what cannot be a line is taken for headings */
		if (r == first || (w->names_parties && !is_line_of_parties(w)))
			return true;
		*w->reader.signs = *known;
	}
	return false;
}
