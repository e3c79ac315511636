/* oscal_parts: what the documents of OSCAL are made of; see oscal.h for what they are. Private to
 * the files of oscal. Elements are made in the arena and last as long as it. */
#ifndef DEMARC_EXPORT_OSCAL_PARTS_H
#define DEMARC_EXPORT_OSCAL_PARTS_H

#include "base/buf.h"
#include "document/tree.h"
#include "model/model.h"

#define OSCAL_NS "urn:demarc:1"
#define OSCAL_XMLNS "http://csrc.nist.gov/ns/oscal/1.0"

struct oscal {
	struct arena *arena;
	const struct model *model;
	const struct matrix *matrix;
};

/* The roots of the two documents. */
struct xml_node *
oscal_component(struct oscal *);
struct xml_node *
oscal_mapping(struct oscal *);

/* The tree as JSON in OSCAL's form. */
void
oscal_json(struct buf *, const struct xml_node *root);

/* A child with attributes, pairs of name and value ended by NULL; a NULL value leaves its attribute
 * out. */
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
oscal_prop(struct oscal *, struct xml_node *parent, const char *name, const char *value,
	const char *class_name);

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
