/* seal: whether a picture of an earlier export is what would be drawn now, told without drawing.
 *
 * What decides the bytes of a picture as pixels or PDF, or of the paper, is the program with its
 * libraries and fonts, the address, the edition's file and what services share; an export writes a
 * hash of these and of the bytes beside each. Where both are the same again, so would the bytes be.
 * An SVG has addresses in it, and is drawn in less time than it is read. */
#ifndef DEMARC_PUBLISH_SEAL_H
#define DEMARC_PUBLISH_SEAL_H

#include <stdbool.h>

#include "base/buf.h"
#include "model/model.h"

enum { SEAL_SIZE = 33 }; /* hex, with terminator */

struct seal_inputs {
	const struct model *model;
	const char *base_url;
	const char *libraries; /* their names and versions, in whatever form */
};

/* What decides the bytes that the address answers with. *type: their media type. false: they are
 * not sealed. For any thread. */
bool
seal_recipe(
	const struct seal_inputs *, const char *target, char recipe[SEAL_SIZE], const char **type);

/* The recipe and the bytes together. */
void
seal_make(const char *recipe, const struct buf *bytes, char seal[SEAL_SIZE]);

#endif
