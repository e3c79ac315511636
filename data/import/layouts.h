/* layouts: sheets in other layouts than our own -> lines of our own. */
#ifndef DEMARC_IMPORT_LAYOUTS_H
#define DEMARC_IMPORT_LAYOUTS_H

#include "read_sheet.h"
#include "workbook.h"

/* A sheet as it was read. */
struct sheet_source {
	struct csv csv;
	const struct workbook_sheet *sheet; /* NULL: of CSV */
};

/* Whether the first row has the column kind: our own layout. */
bool
layout_is_own(const struct csv *);

/* The sheets of our own layout, and lines made of those that have another: a table of rows and
 * columns, or a list by clause. What a document needs and no line says follows from them and is
 * told. Where lines of our own have tables or controls, other sheets are passed over, which is told
 * too. Sheets that nothing can be made of come back as they are if there are no others. *count: how
 * many come back. */
const struct csv *
layouts_read(struct arena *, const char *path, const struct sheet_source *, size_t source_count,
	const struct sheet_options *, struct diags *, size_t *count);

#endif
