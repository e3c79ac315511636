/* oscal: a matrix in NIST's OSCAL 1.2.2, as component-definition, mapping-collection and
 * system-security-plan; its frameworks as a catalog.
 *
 * All are made as a tree in their XML form; the JSON form follows from it by one table
 * (oscal_json.c). What a document says and OSCAL has no place for stands in properties of the
 * namespaces OSCAL_NS and OSCAL_FACTS_NS. UUIDs are of version 5: the same party, control or
 * mapping has the same one in every edition, the document one of its own for each content. OSCAL
 * has one language: wordings in several stand as one paragraph each, the original's first. */
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
/* The clauses of the frameworks that it uses, by number and title, as a catalog: what the ids in
 * the others name. */
void
write_catalog_json(struct buf *, const struct model *, const struct matrix *);
void
write_catalog_xml(struct buf *, const struct model *, const struct matrix *);
/* The service as a system-security-plan, with what its customers may inherit and what they must do
 * in exports of its components. */
void
write_ssp_json(struct buf *, const struct model *, const struct matrix *);
void
write_ssp_xml(struct buf *, const struct model *, const struct matrix *);

#endif
