/* tongues: sheets that say everything in two languages, in a column for each ("Item (English)",
 * name_ja, 項目 beside Item) or on a sheet for each ("日本語", "English"). Each language is read by
 * itself, and what comes out is put together. */
#ifndef DEMARC_IMPORT_TONGUES_H
#define DEMARC_IMPORT_TONGUES_H

#include "made_lines.h"
#include "seen.h"

struct tongues {
	const char *tags[2];        /* the original's first */
	struct seen_sheet views[2]; /* the sheet as it is in that language */
	const char *columns; /* the headings of both, for who wants to be told; "" for sheets */
};

/* Whether columns of the sheet are the same in two languages. first: which of them is the
 * original's; NULL: the one that comes first. */
bool
tongues_columns(struct tongues *, struct arena *, const struct seen_sheet *, const char *first);

/* Whether two sheets are, by their names, the same in two languages, and of one size. */
bool
tongues_sheets(struct tongues *, struct arena *, const struct seen_sheet *,
	const struct seen_sheet *, const char *first);

/* Lines with the words of both. NULL: they are not the same lines; *at is then the cell from which
 * on they differ. */
const struct csv *
tongues_join(struct arena *, const struct made_lines *, const struct made_lines *second,
	const struct csv_cell **at);

#endif
