/* folds: columns of a row that say the same, told once with the names of all of them. For pictures
 * too narrow for columns side by side. */
#ifndef DEMARC_KINDS_FOLDS_H
#define DEMARC_KINDS_FOLDS_H

#include "base/arena.h"
#include "picture.h"

/* How many columns say what this one says, itself included; 0: one before it says the same, so that
 * nothing is left to be said here. 1 in a table without columns. */
size_t
fold_size(const struct table *, const struct row *, size_t column);

/* The names of those columns, with the numbers of their footnotes; "All columns", if it is all of
 * several and none has a footnote. */
const char *
fold_names(struct arena *, const struct diagram_request *, const struct table *, const struct row *,
	size_t column);

#endif
