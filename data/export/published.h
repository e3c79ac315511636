/* published: what the published tables say of a counterpart that a document states. */
#ifndef DEMARC_EXPORT_PUBLISHED_H
#define DEMARC_EXPORT_PUBLISHED_H

#include "base/arena.h"
#include "model/model.h"

struct published {
	enum relation relation; /* the document's own, else the published one for the same pair */
	const char *source;  /* whose relation that is: "document", the correspondence's id, "" for
				none */
	const char *clauses; /* the counterparts that the published table gives, with spaces
				between; "": none */
	const struct correspondence *correspondence; /* NULL: none is known */
};

/* map NULL: the document states none. Strings live in the arena or the model. */
void
published_of(struct published *, struct arena *, const struct model *, const struct matrix *,
	const struct control *, const char *framework, const struct counterpart *map);

#endif
