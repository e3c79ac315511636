/* boundary: what the kinds that draw the boundary of responsibility share: stack, matrix, party and card. */
#ifndef DEMARC_KINDS_BOUNDARY_H
#define DEMARC_KINDS_BOUNDARY_H

#include "picture.h"

/* The table that the matrix's boundary is drawn from; NULL: it has none. */
const struct table *
boundary_table(const struct matrix *);

/* Whether there is such a table, with rows; if not, *why says so. */
bool
boundary_has_rows(const struct model *, const struct matrix *, const char **why);

/* The table's title; "" without one. In the arena or the model. */
const char *
boundary_title(const struct diagram_request *, struct arena *);

/* The message that stands in place of an owner where there is none. */
const char *
boundary_without_id(const struct cell *);

#endif
