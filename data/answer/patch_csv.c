#include "patch.h"

#include <string.h>

/* What stands between two places of the bytes stays. */
static void
copy_until(struct buf *out, const char **from, const char *to)
{
	buf_add(out, *from, (size_t)(to - *from));
	*from = to;
}

static const struct csv_row *
row_of(const struct csv *csv, unsigned number)
{
	return number >= 1 && number <= csv->count ? &csv->rows[number - 1] : NULL;
}

/* Behind the last cell of its row. */
static const char *
row_end(const struct csv_row *row)
{
	const struct csv_cell *last = &row->cells[row->count - 1];

	return last->raw + last->raw_len;
}

void
patch_csv(struct buf *out, const struct csv *csv, const struct patch *patches, size_t count)
{
	const char *at = csv->bytes;
	unsigned row_number = 0;
	size_t written = 0; /* columns of the row, behind its own end */

	buf_str(out, "\xef\xbb\xbf");
	for (size_t i = 0; i < count; i++) {
		const struct patch *patch = &patches[i];
		const struct csv_row *row = row_of(csv, patch->row);

		if (row == NULL)
			continue;
		if (patch->row != row_number)
			written = row->count;
		row_number = patch->row;
		if (patch->column <= row->count) {
			const struct csv_cell *cell = &row->cells[patch->column - 1];

			copy_until(out, &at, cell->raw);
			at += cell->raw_len;
		} else {
			copy_until(out, &at, at > row_end(row) ? at : row_end(row));
			for (; written < patch->column; written++)
				buf_char(out, csv->separator);
		}
		/* a dash alone, the sign for "not applicable", is no formula */
		if (strcmp(patch->text, "－") == 0 || strcmp(patch->text, "-") == 0)
			buf_str(out, patch->text);
		else
			csv_write_field(out, patch->text);
	}
	copy_until(out, &at, csv->bytes + csv->len);
}
