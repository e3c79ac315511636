/* shape: what the schema allows, as tables, so that its findings are in our words and carry a
 * column.
 *
 * data/schema/demarc.rng says the same for editors and other programs; tests hold the two against
 * each other. */
#ifndef DEMARC_DOCUMENT_SHAPE_H
#define DEMARC_DOCUMENT_SHAPE_H

#include <stdbool.h>

#include "base/diag.h"
#include "parse.h"

/* Checks the document's elements and attributes, and adds every finding. false: there was an error,
 * and the tree must not be built into a model. */
bool
shape_check(struct xml_doc *, struct diags *);

#endif
