/* line_elements: elements out of the cells of a line. Between read_sheet.c and sheet_lines.c. */
#ifndef DEMARC_IMPORT_LINE_ELEMENTS_H
#define DEMARC_IMPORT_LINE_ELEMENTS_H

#include "line_cells.h"

/* The number of a cell in the list of origins, for xml_node.offset; the line's first for a cell
 * that is not there. */
unsigned
line_origin(struct sheet_reader *, const struct csv_cell *);

/* A new element that remembers the cell. */
struct xml_node *
line_add(struct sheet_reader *, struct xml_node *parent, const char *name, const struct csv_cell *);

/* The element of that name in parent, made if it is not there. */
struct xml_node *
line_only(struct sheet_reader *, struct xml_node *parent, const char *name);

/* An element with the id of the line, to which notes then belong. */
struct xml_node *
line_add_with_id(struct sheet_reader *, struct xml_node *parent, const char *element);

/* Whether there are words in the columns name_LANG, or text_LANG. */
bool
line_has_wordings(const struct sheet_reader *, bool name);

/* Those words as children of node, one a language. false: there are none. */
bool
line_add_wordings(struct sheet_reader *, struct xml_node *node, bool name);

/* An element with those words; without any there is no element, which is a finding if they must be
 * there. */
void
line_add_texts(
	struct sheet_reader *, struct xml_node *parent, const char *element, bool name, bool must);

/* The text_LANG cells as an element and, where they have several lines, blocks behind it. */
void
line_add_paragraphs(struct sheet_reader *, struct xml_node *parent, const char *element);

/* A part for each party named in the columns of what parties do, with commas, semicolons or spaces
 * between. false: none. */
bool
line_add_parts(struct sheet_reader *, struct xml_node *node);

/* How they share it, if they do. */
void
line_add_shared(struct sheet_reader *, struct xml_node *node);

/* Both, or why there are none. */
void
line_add_content(struct sheet_reader *, struct xml_node *node);

#endif
