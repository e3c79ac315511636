/* target_read: what the files of target share. Private to them. A function that returns false has
 * set the status. */
#ifndef DEMARC_ADDRESS_TARGET_READ_H
#define DEMARC_ADDRESS_TARGET_READ_H

#include "target.h"

/* There is no such thing: 404. name and value say what was looked for; NULL: nothing in particular.
 */
bool
target_not_found(struct target *, const char *name, const char *value);

/* The parameter is wrong: 400. allowed is copied to the arena. */
bool
target_bad(struct target *, const struct parameter *, const char *allowed, struct arena *);

/* Whether it is the last parameter of its name: one that is there twice counts as its last one
 * does. */
bool
target_is_last(const struct request *, size_t i);

/* The names of the route's pattern; and the edition alone, as a parameter names it. */
bool
target_find_names(struct target *, const struct model *, const struct captures *, struct arena *);
bool
target_find_edition(struct target *, const char *number);

/* Where no route was found: the service and language that the address begins with. */
void
target_find_scope(struct target *, const struct model *, const struct captures *);

/* The file that the pattern names. */
bool
target_find_file(struct target *);

/* From here on the matrix is the document for the plan and the option that were asked for. */
bool
target_read_choices(struct target *, const struct request *);

/* The picture of the request; the one that the page that chooses one shows. */
bool
target_read_picture(struct target *, const struct model *, const struct request *);
bool
target_read_embed(struct target *, const struct model *, const struct request *);

/* Adds the canonical query of that page. */
void
target_embed_query(const struct target *, struct buf *query);

#endif
