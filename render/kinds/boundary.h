/* boundary: what the kinds that draw the boundary of responsibility share: stack, matrix, party and card. */
#ifndef DEMARC_KINDS_BOUNDARY_H
#define DEMARC_KINDS_BOUNDARY_H

#include "picture.h"

/* Whether there is a table with rows; if not, *why says so. */
bool
boundary_has_rows(const struct model *, const struct matrix *, const char **why);

/* The i-th table with rows that the document has; NULL: it has no more. */
const struct table *
boundary_candidate(const struct matrix *, size_t i);

/* Chooses tables by their ids, with commas between: "layers,resources". false: one is not among the candidates, or
 * more are named than there may be; nothing has changed then. All of them are the same as none named. */
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

/* The title of the one table that is shown; of several the document's. In the arena or the model. */
const char *
boundary_title(const struct diagram_request *, struct arena *);

/* How the description of a picture of tables begins: with the message of that id; and where it is about one table of
 * several, with the table's title. */
void
boundary_describe_head(const struct diagram_request *, struct arena *, const char *id, struct buf *);

/* Where the row stands, as far as it must be said: the table's title if several are shown, and the group's name.
 * NULL: nothing need be said. */
const char *
boundary_where(const struct diagram_request *, struct arena *, const struct table *, const struct row *);

/* The message that stands in place of an owner where there is none. */
const char *
boundary_without_id(const struct cell *);

#endif
