/* oscal: a matrix in NIST's OSCAL 1.2.1, as component-definition and as mapping-collection.
 *
 * Both are made as a tree in their XML form; the JSON form follows from it by one table (oscal_json.c).
 * What a document says and OSCAL has no place for stands in properties of the namespace OSCAL_NS. UUIDs are of
 * version 5: the same party, control or mapping has the same one in every edition, the document one of its own
 * for each content. OSCAL has one language: wordings in several stand as one paragraph each, the original's
 * first. */
#ifndef DEMARC_EXPORT_OSCAL_H
#define DEMARC_EXPORT_OSCAL_H

#include "base/buf.h"
#include "export/tree.h"
#include "model.h"

#define OSCAL_NS "urn:demarc:1"
#define OSCAL_XMLNS "http://csrc.nist.gov/ns/oscal/1.0"

void
write_component_json(struct buf *, const struct model *, const struct matrix *);
void
write_component_xml(struct buf *, const struct model *, const struct matrix *);
void
write_mapping_json(struct buf *, const struct model *, const struct matrix *);
void
write_mapping_xml(struct buf *, const struct model *, const struct matrix *);

/* -- between the files of this module ----------------------------------------------------- */

struct oscal {
	struct arena *arena;
	const struct model *model;
	const struct matrix *matrix;
};

struct xml_node *
oscal_component(struct oscal *);
struct xml_node *
oscal_mapping(struct oscal *);

/* The tree as JSON in OSCAL's form. */
void
oscal_json(struct buf *, const struct xml_node *root);

/* A child with attributes, pairs of name and value ended by NULL; a NULL value leaves its attribute out. */
#define OSCAL_ADD(o, parent, ...) oscal_add((o), (parent), __VA_ARGS__, (const char *)NULL)
struct xml_node *
oscal_add(struct oscal *, struct xml_node *parent, const char *name, ...) __attribute__((sentinel));

/* A child with words in it, white space at the ends removed; nothing for words that are empty. */
void
oscal_words(struct oscal *, struct xml_node *parent, const char *name, const char *words);

/* A child with a paragraph for each language; nothing for empty texts. */
void
oscal_paragraphs(struct oscal *, struct xml_node *parent, const char *name, const struct texts *);
void
oscal_paragraph(struct oscal *, struct xml_node *parent, const char *name, const char *words);

/* A property of our namespace; class NULL: none. Nothing for an empty value. */
void
oscal_prop(struct oscal *, struct xml_node *parent, const char *name, const char *value, const char *class_name);

/* The UUID of something of the service: "party/customer". */
const char *
oscal_uuid(struct oscal *, const char *what);

/* A control's id, which must be a token: "iso27017-2015_5.1.1". */
const char *
oscal_control_id(struct oscal *, const char *framework, const char *clause);

/* metadata, and the resources that stand for frameworks: "#uuid". */
void
oscal_metadata(struct oscal *, struct xml_node *root, const char *title);
const char *
oscal_framework_href(struct oscal *, const char *framework);
void
oscal_back_matter(struct oscal *, struct xml_node *root);

#endif
