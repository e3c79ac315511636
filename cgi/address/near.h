/* near: pages whose address is much like one that is not there. */
#ifndef DEMARC_ADDRESS_NEAR_H
#define DEMARC_ADDRESS_NEAR_H

#include <stddef.h>

#include "base/arena.h"
#include "model/model.h"

/* Fills found with the paths of pages and pictures of the current editions that differ from the
 * path in a few letters, most alike first, those in lang before others; at most limit of them.
 * Returns how many there are. The strings are the arena's. Controls are left out: see page_error.c.
 */
size_t
near_paths(const struct model *, const char *path, const char *lang, struct arena *,
	const char **found, size_t limit);

#endif
