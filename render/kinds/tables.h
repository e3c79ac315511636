/* tables: several tables in one picture. A kind that draws one table draws each of them, with its
 * title, below the other; of any other kind, and of a single table, these functions are the kind's
 * own. */
#ifndef DEMARC_KINDS_TABLES_H
#define DEMARC_KINDS_TABLES_H

#include "kind.h"

/* As measure, place and paint of struct kind. */
void *
tables_measure(const struct kind *, struct sheet *);
void
tables_place(const struct kind *, struct sheet *, void *);
void
tables_paint(const struct kind *, const struct sheet *, const void *, struct scene *);

#endif
