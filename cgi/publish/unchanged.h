/* unchanged: services of which nothing changed since the earlier export.
 *
 * Of such a one all addresses are known from the manifest of that export, so none of its pages need
 * be made to find them. That holds for a service to itself: where its pages lead to another one, or
 * another one to what it does not show by itself, it is made anew each time. */
#ifndef DEMARC_PUBLISH_UNCHANGED_H
#define DEMARC_PUBLISH_UNCHANGED_H

#include <stdbool.h>

#include "base/arena.h"
#include "manifest.h"
#include "places.h"
#include "seal.h"

struct unchanged_service {
	bool same;  /* as in the earlier export */
	bool mixed; /* its pages lead elsewhere, or others lead to what it does not show */
};

struct unchanged {
	const struct seal_inputs *inputs;
	struct unchanged_service *services; /* as the model has them */
};

/* The services that are the same as when the manifest was written. inputs must outlive it; what it
 * holds is in the arena. */
void
unchanged_init(
	struct unchanged *, const struct seal_inputs *, const struct manifest *, struct arena *);

/* Adds all that the manifest lists of them. */
void
unchanged_places(const struct unchanged *, const struct manifest *, struct places *);

/* Whether an address is one of a service that is the same. */
bool
unchanged_has(const struct unchanged *, const char *target);

/* Notes that what is at one address links to another, or names it. walked: that is one that the
 * site has by itself. */
void
unchanged_link(struct unchanged *, const char *from, const char *to, bool walked);

/* What the manifest is to say of the folder of the service that an address is of: the seal of its
 * lines, which are ordered by name. false: nothing. */
bool
unchanged_seal(const struct unchanged *, const char *target, const struct manifest_line *,
	size_t count, char seal[SEAL_SIZE]);

#endif
