/* parse: a file -> a tree of elements that knows where everything stands.
 *
 * The only user of libxml2. The source is UTF-8 without a DOCTYPE, so there are no entities but the
 * five of XML itself; nothing is fetched. Elements of other namespaces than ours are refused in
 * documents. */
#ifndef DEMARC_DOCUMENT_PARSE_H
#define DEMARC_DOCUMENT_PARSE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/source_file.h"

#define XML_NAMESPACE "urn:demarc:1"

enum {
	XML_DEPTH_LIMIT = 64,     /* elements in one another */
	XML_ATTRIBUTE_LIMIT = 64, /* attributes on one element */
};

struct xml_attr {
	const char *name; /* "xml:lang" for the one of the xml namespace */
	const char *value;
};

/* An element, or a piece of text between elements. */
struct xml_node {
	const char *name; /* NULL: text */
	const char *text; /* of a text node, as it stands in the file */
	const struct xml_attr *attrs;
	size_t attr_count;
	struct xml_node *parent;
	struct xml_node *first;
	struct xml_node *last;
	struct xml_node *next;
	unsigned offset; /* of its first byte in the file, which is far smaller than 4 GiB */
};

struct xml_doc {
	const struct source_file *file;
	struct xml_node *root;
};

/* Parses a file, which must live as long as the document; the document lives in the arena. NULL:
 * diags has the reason. */
struct xml_doc *
xml_parse(struct arena *, const struct source_file *, struct diags *);

/* The same for a document of another namespace, or of any (xmlns NULL): names are those without a
 * prefix. */
struct xml_doc *
xml_parse_as(struct arena *, const struct source_file *, const char *xmlns, struct diags *);

/* Where the element starts; where the value of its attribute starts (the element's, if it has none
 * such). */
struct pos
xml_node_pos(const struct xml_doc *, const struct xml_node *);
struct pos
xml_attr_pos(const struct xml_doc *, const struct xml_node *, const char *name);

/* The attribute's value or NULL. */
const char *
xml_attr(const struct xml_node *, const char *name);

/* The first child element of that name (NULL: any), and the next one after a node. NULL: none. */
const struct xml_node *
xml_child(const struct xml_node *, const char *name);
const struct xml_node *
xml_next(const struct xml_node *, const char *name);

/* Children elements of that name. */
size_t
xml_count(const struct xml_node *, const char *name);

/* Releases what libxml2 keeps for the process. */
void
xml_fini(void);

#endif
