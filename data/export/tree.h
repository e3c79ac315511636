/* tree: a matrix of the model as elements, the reverse of build.h.
 *
 * The one place that knows how a matrix looks from outside: XML and JSON are written from the tree, so they
 * cannot differ in what they say. */
#ifndef DEMARC_EXPORT_TREE_H
#define DEMARC_EXPORT_TREE_H

#include "base/arena.h"
#include "model.h"
#include "xml.h"

/* Elements whose name starts with this follow from others and are no part of the document. */
#define TREE_DERIVED '='

/* The <matrix> of the document. With a model (else NULL) it also has what follows from the document and the files
 * it uses: a control's title from its framework ("=clause-title") with the standing of each of its wordings
 * ("=clause-title-standing"), and a fact in words ("=words"). Strings are shared with the model. */
struct xml_node *
tree_of_matrix(struct arena *, const struct model *, const struct matrix *);

/* -- making trees ------------------------------------------------------------------------ */

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
