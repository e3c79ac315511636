/* tree: making trees of elements (xml.h), for what is not parsed but written. Strings are not
 * copied, and must live as long as the tree. */
#ifndef DEMARC_DOCUMENT_TREE_H
#define DEMARC_DOCUMENT_TREE_H

#include "base/arena.h"
#include "parse.h"

/* Elements whose name starts with this follow from others and are no part of the document. */
#define TREE_DERIVED '='

/* A new last child; parent NULL: a root. */
struct xml_node *
tree_element(struct arena *, struct xml_node *parent, const char *name);

/* Makes a tree that has no parent the last child of another element. */
void
tree_adopt(struct xml_node *parent, struct xml_node *child);

/* A new attribute; nothing if value is NULL. */
void
tree_attr(struct arena *, struct xml_node *, const char *name, const char *value);
void
tree_attr_number(struct arena *, struct xml_node *, const char *name, unsigned value);

/* A piece of text as the last child. */
void
tree_words(struct arena *, struct xml_node *, const char *words);

/* <text xml:lang="lang">words</text> as the last child. */
void
tree_text(struct arena *, struct xml_node *, const char *lang, const char *words);

#endif
