/* plant: a matrix of the model as elements, the reverse of build.h.
 *
 * The one place that knows how a matrix looks from outside: XML and JSON are written from the tree,
 * so they cannot differ in what they say. */
#ifndef DEMARC_EXPORT_PLANT_H
#define DEMARC_EXPORT_PLANT_H

#include "base/arena.h"
#include "model/model.h"
#include "document/parse.h"

/* The <matrix> of the document. With a model (else NULL) it also has what follows from the document
 * and the files it uses: a control's title from its framework ("=clause-title") with the standing
 * of each of its wordings
 * ("=clause-title-standing"), and a fact in words ("=words"). Strings are shared with the model. */
struct xml_node *
plant_matrix(struct arena *, const struct model *, const struct matrix *);

#endif
