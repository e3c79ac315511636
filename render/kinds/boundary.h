/* boundary: what the kinds that draw the boundary of responsibility share: stack, matrix, party and
 * card. */
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

/* Rows from first on, first included, whose cells in the column may be drawn as one: they are
 * equal, in one group, and speak of at most one party. Several parties below each other would each
 * seem to belong to the row it stands beside. */
size_t
boundary_merged(const struct table *, size_t first, size_t column);

/* The parties of the parts, each once, the weightiest first, then as the matrix lists them: equal
 * cells look alike, whatever the order of their parts. Returns how many. out has room for one of
 * each part. */
size_t
boundary_parties(const struct parts *, const struct party **out);

/* Whether the row stands in no group though one ends above it: then a line closes that one. */
bool
boundary_ends_group(const struct table *, size_t row);

/* The message that stands in place of an owner where there is none. */
const char *
boundary_without_id(const struct cell *);

#endif
