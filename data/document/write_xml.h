/* write_xml: a tree as XML in canonical form.
 *
 * One document has one form: UTF-8, two spaces for each level, each wording on a line of its own,
 * attributes in the order of demarc.xml(5), no comments. What is read back from it is the same
 * document, and written again it is the same bytes. */
#ifndef DEMARC_DOCUMENT_WRITE_XML_H
#define DEMARC_DOCUMENT_WRITE_XML_H

#include "base/buf.h"
#include "parse.h"

/* The whole document, with its declaration; xmlns NULL: none. Derived elements (tree.h) are left
 * out. */
void
write_xml(struct buf *, const struct xml_node *root, const char *xmlns);

/* One element by itself, on one line. */
void
write_xml_element(struct buf *, const struct xml_node *);

#endif
