/* oscal_parts: what the documents of OSCAL are made of; see oscal.h for what they are. Private to
 * the files of oscal. Elements are made in the arena and last as long as it. */
#ifndef DEMARC_EXPORT_OSCAL_PARTS_H
#define DEMARC_EXPORT_OSCAL_PARTS_H

#include "base/buf.h"
#include "document/tree.h"
#include "model/model.h"

/* Of our properties. Readers want a URI with a host; this one is nobody's and stays so (RFC 6761).
 */
#define OSCAL_NS "https://demarc.invalid/ns/oscal/1"
/* Of properties whose names are a document's ids, so that none is taken for one of ours. */
#define OSCAL_FACTS_NS OSCAL_NS "/facts"
#define OSCAL_XMLNS "http://csrc.nist.gov/ns/oscal/1.0"

struct oscal {
	struct arena *arena;
	const struct model *model;
	const struct matrix *matrix;
};

/* The roots of the documents. */
struct xml_node *
oscal_component(struct oscal *);
struct xml_node *
oscal_mapping(struct oscal *);
struct xml_node *
oscal_catalog(struct oscal *);
struct xml_node *
oscal_ssp(struct oscal *);

/* The tree as JSON in OSCAL's form. */
void
oscal_json(struct buf *, const struct xml_node *root);

/* Words as Markdown (CommonMark, and what OSCAL adds to it) that says just them: no block, inline,
 * entity or quotation comes of them. */
void
oscal_markdown(struct buf *, const char *words);

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

/* A property of our namespace; class NULL: none. Nothing for an empty value, nor for one that the
 * parent has already. */
void
oscal_prop(struct oscal *, struct xml_node *parent, const char *name, const char *value,
	const char *class_name);
/* The same in another namespace. */
void
oscal_prop_of(struct oscal *, struct xml_node *parent, const char *ns, const char *name,
	const char *value, const char *class_name);

/* The UUID of something of the service: "party/customer". */
const char *
oscal_uuid(struct oscal *, const char *what);
const char *
oscal_party_uuid(struct oscal *, const struct party *);

/* A control's id, which must be a token: that of the framework's published catalogue, where the
 * framework names one, else "iso27017-2015_5.1.1". */
const char *
oscal_control_id(struct oscal *, const char *framework, const char *clause);
/* "iso27017-2015_5.1.1" in any case, which no other clause of any framework has: for UUIDs. */
const char *
oscal_control_name(struct oscal *, const char *framework, const char *clause);

/* What the party does for the control, in its own words, else the control's. */
const struct texts *
oscal_part_words(const struct control *, const struct party *);
/* Whether it has a part in the control. */
bool
oscal_has_part(const struct control *, const struct party *);
/* A responsible-role for each thing that the party does for the control. */
void
oscal_responsible_roles(
	struct oscal *, struct xml_node *parent, const struct control *, const struct party *);
/* What kind of component a party is: OSCAL's own word where it has one. */
const char *oscal_component_type(enum party_kind);

/* metadata, and the resources that stand for frameworks: "#uuid". */
void
oscal_metadata(struct oscal *, struct xml_node *root, const char *title);
const char *
oscal_framework_href(struct oscal *, const char *framework);
void
oscal_back_matter(struct oscal *, struct xml_node *root);

/* Whether it is the first use of its framework: a document may name one in several roles. */
bool
oscal_is_first_use(const struct matrix *, const struct uses *);
/* Whether our own catalogue holds the framework: it has none that is published elsewhere, or its
 * clauses number the controls. */
bool
oscal_in_catalog(const struct matrix *, const struct framework *);

#endif
