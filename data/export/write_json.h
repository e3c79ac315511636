/* write_json: a matrix as JSON, and the JSON Schema of that. See form_json.h for the form. */
#ifndef DEMARC_EXPORT_WRITE_JSON_H
#define DEMARC_EXPORT_WRITE_JSON_H

#include "base/buf.h"
#include "model/model.h"

/* schema: what "$schema" says, an address; NULL: nothing. */
void
write_matrix_json(struct buf *, const struct model *, const struct matrix *, const char *schema);

/* The schema of every matrix (JSON Schema, draft 2020-12), made from the shapes that the loader
 * checks. */
void
write_matrix_schema(struct buf *);

#endif
