/* read_other: what others publish of themselves as JSON -> our XML: a matrix of ours, or a
 * component definition of OSCAL. */
#ifndef DEMARC_IMPORT_READ_OTHER_H
#define DEMARC_IMPORT_READ_OTHER_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/diag.h"

/* Appends the document as XML; path is what messages call the JSON. false: diags has an error. */
bool
read_other_json(const char *path, const struct buf *json, struct buf *xml, struct diags *);

#endif
