/* boundary: what the kinds that draw the boundary of responsibility share: stack, matrix, party and
 * card. */
#ifndef DEMARC_KINDS_BOUNDARY_H
#define DEMARC_KINDS_BOUNDARY_H

#include "paging.h"
#include "picture.h"

/* Whether there is a table with rows; if not, *why says so. */
bool
boundary_has_rows(const struct model *, const struct matrix *, const char **why);

/* The i-th table with rows that the document has; NULL: it has no more. */
const struct table *
boundary_candidate(const struct matrix *, size_t i);

/* Chooses tables by their ids, with commas between: "layers,resources". false: one is not among the
 * candidates, or more are named than there may be; nothing has changed then. All of them are the
 * same as none named. */
bool
boundary_choose(struct diagram_request *, const char *ids);

/* The first table that the picture shows, in the document's order; NULL: it shows none. */
const struct table *
boundary_first(const struct diagram_request *);

/* The one after it; NULL: it shows no more. */
const struct table *
boundary_next(const struct diagram_request *, const struct table *);

/* How many it shows. */
size_t
boundary_count(const struct diagram_request *);

/* The title of the one table that is shown; of several the document's. In the arena or the model.
 */
const char *
boundary_title(const struct diagram_request *, struct arena *);

/* The table's title, as far as it must be said which table it is: several are shown. NULL: it need
 * not be said. */
const char *
boundary_which(const struct diagram_request *, struct arena *, const struct table *);

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

/* Pages of rows (row_pages.c). */
extern const struct paging boundary_paging;

/* The message that stands in place of an owner where there is none. */
const char *
boundary_without_id(const struct cell *);

#endif
