/* visit: every text of a matrix, one after the other. */
#ifndef DEMARC_MODEL_VISIT_H
#define DEMARC_MODEL_VISIT_H

#include "model.h"

typedef void
visit_texts_fn(const struct texts *, void *data);

/* Calls visit for each non-empty texts of the document, notes included, in the order of the file.
 */
void
matrix_visit_texts(const struct matrix *, visit_texts_fn *visit, void *data);

#endif
