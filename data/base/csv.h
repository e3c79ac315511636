/* csv: a file of comma-separated values (RFC 4180) as rows of cells that know where they stand.
 *
 * UTF-8, UTF-16 and Shift_JIS are read (encoding.h). A first line "sep=;", which Excel writes and
 * reads, names the separator and is no row; else it is whichever of comma, semicolon and tab the
 * first line has most of. Lines end as they like. The apostrophe that harmless formulas get
 * (worksheet.h) is taken away again. */
#ifndef DEMARC_BASE_CSV_H
#define DEMARC_BASE_CSV_H

#include <stdbool.h>
#include <stddef.h>

#include "arena.h"
#include "buf.h"
#include "diag.h"

/* What a cell of a workbook is besides its text; all cells of CSV are text. A formula is one that
 * shows nothing so far. */
enum csv_form { CSV_TEXT, CSV_NUMBER, CSV_DATE, CSV_FORMULA };

struct csv_cell {
	const char *text;
	struct pos pos; /* of its first character; its line is not its row where cells have lines */
	unsigned row;   /* from 1, as spreadsheets count */
	unsigned column;
	enum csv_form form;
	const char *sheet;   /* that it stands in; NULL: there are no others */
	const char *heading; /* of its column; NULL: none is known */
	const char *raw;     /* as it stands in the bytes of the struct csv, or, where the text was
				made of it, in the sheet; NULL: not known */
	size_t raw_len;
};

struct csv_row {
	const struct csv_cell *cells;
	size_t count;
};

struct csv {
	struct csv_row *rows;
	size_t count;
	const char *bytes; /* of CSV: what it was read from, in UTF-8 without a byte order mark */
	size_t len;
	char separator;
};

enum { CSV_NAME_SIZE = 160 };

/* What a spreadsheet calls the cell: "D5", "Controls!D5". */
void
csv_cell_name(const struct csv_cell *, char name[CSV_NAME_SIZE]);

/* The same and the heading of its column: "D5, column 'type'". */
enum { CSV_PLACE_SIZE = CSV_NAME_SIZE + 80 };
void
csv_cell_place(const struct csv_cell *, char place[CSV_PLACE_SIZE]);

enum { CSV_COLUMN_LIMIT = 256, CSV_ROW_LIMIT = 200000 };

/* How many cells of the row hold something. */
size_t
csv_filled(const struct csv_row *);

/* Takes white space off both ends, that of Japanese (U+3000) and that which does not break (U+00A0)
 * too: it cannot be seen in a sheet. */
void
csv_trim(const char **text, size_t *len);

/* Whether a cell with this text gets an apostrophe before it: a spreadsheet would run it as a
 * formula, which begins with = + - @, as they are or as wide as a Han character, a tab or a
 * carriage return; or it begins with an apostrophe that would be taken for such a one when it is
 * read back. */
bool
csv_needs_apostrophe(const char *text);

/* Appends a field, in quotes where it needs them; formulas get their apostrophe. */
void
csv_write_field(struct buf *, const char *text);

/* Reads the bytes. All lives in the arena; path as long. false: diags has the reason. */
bool
csv_read(struct csv *, struct arena *, const char *path, const struct buf *bytes, struct diags *);

#endif
