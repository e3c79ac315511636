/* oscal: a matrix in NIST's OSCAL 1.2.1, as component-definition and as mapping-collection.
 *
 * Both are made as a tree in their XML form; the JSON form follows from it by one table
 * (oscal_json.c). What a document says and OSCAL has no place for stands in properties of the
 * namespace OSCAL_NS. UUIDs are of version 5: the same party, control or mapping has the same one
 * in every edition, the document one of its own for each content. OSCAL has one language: wordings
 * in several stand as one paragraph each, the original's first. */
#ifndef DEMARC_EXPORT_OSCAL_H
#define DEMARC_EXPORT_OSCAL_H

#include "base/buf.h"
#include "model/model.h"

/* The document as a component-definition, in JSON and in XML. */
void
write_component_json(struct buf *, const struct model *, const struct matrix *);
void
write_component_xml(struct buf *, const struct model *, const struct matrix *);
/* Its mapping as a mapping-collection. */
void
write_mapping_json(struct buf *, const struct model *, const struct matrix *);
void
write_mapping_xml(struct buf *, const struct model *, const struct matrix *);

#endif
