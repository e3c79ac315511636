/* oscal_catalog: a catalogue of controls in NIST's OSCAL (JSON or XML) -> one of our framework
 * files.
 *
 * Groups stay groups, a group in a group follows it; controls become clauses with their label as
 * the number and their id as the token, controls within controls enhancements of them, and with
 * parts the labelled items of a control's statement clauses below it. What the catalogue says is
 * withdrawn is left out. */
#ifndef DEMARC_IMPORT_OSCAL_CATALOG_H
#define DEMARC_IMPORT_OSCAL_CATALOG_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/diag.h"

struct catalog_options {
	const char *id;   /* of the framework; NULL: made from the catalogue's title */
	const char *lang; /* of its words; NULL: "en" */
	bool parts;
};

/* Appends the framework as XML. What is in the way is added to diags, and false comes back. */
bool
read_oscal_catalog(const char *path, const struct buf *bytes, const struct catalog_options *,
	struct buf *xml, struct diags *diags);

#endif
