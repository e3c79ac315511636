/* twin: pictures and papers of the current edition, which have an address that names the edition
 * and one that does not, and the same bytes at both. */
#ifndef DEMARC_PUBLISH_TWIN_H
#define DEMARC_PUBLISH_TWIN_H

#include "base/arena.h"
#include "model/model.h"

/* The other address of what is drawn as pixels or PDF, which does not name the current edition; in
 * the arena. NULL: there is none. */
const char *
twin_address(struct arena *, const struct model *, const char *address);

#endif
