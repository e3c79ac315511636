/* seal: whether a file of an earlier export is what would be made now, told without making it.
 *
 * What decides the bytes of a picture as pixels or PDF, or of the paper, is the program with its
 * libraries and fonts, the address, the edition's file and what services share. Whatever else is
 * below the address of a service may tell of all its editions, lead to the list of services, and
 * has in it only the formats that were chosen. An export writes a hash of these and of the bytes
 * beside each file. Where both are the same again, so would the bytes be. */
#ifndef DEMARC_PUBLISH_SEAL_H
#define DEMARC_PUBLISH_SEAL_H

#include <stdbool.h>

#include "address/offer.h"
#include "base/arena.h"
#include "base/buf.h"
#include "manifest.h"
#include "model/model.h"

enum { SEAL_SIZE = 33 }; /* hex, with terminator */

struct seal_inputs {
	const struct model *model;
	const struct offer *offer;
	const char *base_url;
	const char *libraries;             /* their names and versions, in whatever form */
	const char (*services)[SEAL_SIZE]; /* what decides each service's pages: seal_services */
};

/* Sets what follows from the rest, in the arena. */
void
seal_services(struct seal_inputs *, struct arena *);

enum seal_kind {
	SEAL_NONE,  /* it gets none */
	SEAL_DRAWN, /* as pixels or PDF: its own edition decides it */
	SEAL_MADE,  /* all editions of its service do, and there may be links in it */
};

/* What decides the bytes that the address answers with. For any thread. */
enum seal_kind
seal_recipe(const struct seal_inputs *, const char *target, char recipe[SEAL_SIZE]);

/* The recipe and the bytes together. */
void
seal_make(const char *recipe, const struct buf *bytes, char seal[SEAL_SIZE]);

/* What decides a service's pages and the lines of its files in a manifest together: which addresses
 * it has. Those without an address are passed over. */
void
seal_lines(const char *service, const struct manifest_line *, size_t count, char seal[SEAL_SIZE]);

#endif
