/* start: the choice of a language, for a host that does not look at what the reader prefers. */
#ifndef DEMARC_PUBLISH_START_H
#define DEMARC_PUBLISH_START_H

#include "base/buf.h"
#include "model/model.h"
#include "places.h"

/* Writes the page for the place, where a server would lead on by the reader's languages. */
void
start_write(
	struct buf *out, const struct model *, const struct places *, const struct publish_place *);

#endif
