/* read_json: a matrix as JSON -> XML, for `demarc import json` and to show that nothing is lost.
 * The only user of jansson. */
#ifndef DEMARC_IMPORT_READ_JSON_H
#define DEMARC_IMPORT_READ_JSON_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/diag.h"

/* Appends the matrix as XML in canonical form, which the loader then reads like any other. path is
 * what messages call the JSON; they name a place in it as a path expression: "$.tables[0].rows[3]".
 * false: diags has an error. Members that follow from others are passed over. */
bool
read_matrix_json(const char *path, const struct buf *json, struct buf *xml, struct diags *);

#endif
