/* agreement: how much of a framework a document addresses, and whether the counterparts that it
 * states are those of the published table. */
#ifndef DEMARC_COMPARE_AGREEMENT_H
#define DEMARC_COMPARE_AGREEMENT_H

#include <stddef.h>

#include "model/model.h"

/* Clauses of a framework, and those of them that a control of the document is of. */
struct extent {
	size_t clauses, addressed;
	size_t cloud, cloud_addressed; /* of the cloud-specific ones; 0: it tells none apart */
};

/* Of the framework of the document's own controls. */
struct extent
extent_of(const struct model *, const struct matrix *);

enum verdict {
	VERDICT_UNPUBLISHED, /* no published table has counterparts of the control */
	VERDICT_AGREES,
	VERDICT_DIFFERS,
};

/* Whether the published table gives the control that counterpart, too. */
enum verdict
counterpart_verdict(const struct model *, const struct matrix *, const struct control *,
	const struct counterpart *);

/* The counterparts that a document states in one framework. */
struct agreement {
	const struct correspondence *published; /* NULL: no table is known */
	size_t stated, agreeing, differing;     /* counterparts; the rest cannot be compared */
	size_t mapped, unmapped;                /* controls with a counterpart, and without one */
};
struct agreement
agreement_with(const struct model *, const struct matrix *, const char *framework);

#endif
