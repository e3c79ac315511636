/* workbook: the sheets of an Office Open XML workbook (ISO/IEC 29500, SpreadsheetML) as rows of
 * cells that know where they stand.
 *
 * Values are read as they are shown: shared and inline strings without phonetic hints, a date of
 * the calendar in ISO 8601, a number with the decimals of its format (5.10 stays 5.10), TRUE and
 * FALSE. A formula counts as the value that was last worked out. Macros, links and pictures are not
 * looked at. Sizes are bounded, whatever the archive says. */
#ifndef DEMARC_IMPORT_WORKBOOK_H
#define DEMARC_IMPORT_WORKBOOK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/csv.h"
#include "base/diag.h"
#include "document/parse.h"
#include "packed/archive.h"

/* Merged cells, all four from 1 and included. */
struct cell_range {
	unsigned first_row, first_column, last_row, last_column;
};

/* Rows or columns that are not shown. */
struct hidden_places {
	size_t count;
	const char *list; /* "4-6, 9" or "C, E", the first of them; NULL: there are none */
	const struct csv_cell *first; /* a cell with something in it */
};

struct workbook_sheet {
	const char *name;
	bool hidden;
	size_t file;                    /* of the archive */
	struct source_file *file_bytes; /* its XML, and what it is as a tree */
	const struct xml_node *root;
	struct csv csv; /* rows that have cells; a row's cells begin with column 1 */
	const struct cell_range *merged;
	size_t merged_count;
	size_t coloured;            /* blank cells that have a ground of their own, */
	const char *coloured_first; /* and the first of them, "C4" */
	struct hidden_places hidden_rows, hidden_columns; /* with something in them */
};

/* A name for cells: "Answers", "Lists!$A$1:$A$3". */
struct workbook_name {
	const char *name, *cells;
};

struct workbook {
	struct archive *archive; /* of the bytes that it was read from */
	const struct workbook_sheet *sheets;
	size_t sheet_count;
	const struct workbook_name *names;
	size_t name_count;
};

/* Whether the bytes are a file of another program that people take for a workbook or CSV, which is
 * told. */
bool
workbook_is_other(const char *path, const struct buf *bytes, struct diags *);

/* Reads all sheets. All lives in the arena but the archive and the sheets' bytes, for which there
 * is workbook_fini; bytes and path live as long. false: diags has the reason. */
bool
workbook_read(struct workbook *, struct arena *, const char *path, const struct buf *bytes,
	struct diags *);

/* Releases them. */
void
workbook_fini(struct workbook *);

/* "B7" -> row 7, column 2; nothing behind it is looked at. Returns what is behind it; NULL: it is
 * no such name. */
const char *
workbook_place(const char *name, unsigned *row, unsigned *column);

#endif
