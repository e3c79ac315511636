/* ooxml: what all workbooks are made of (ECMA-376): parts in an archive, cells with their words. */
#ifndef DEMARC_EXPORT_OOXML_H
#define DEMARC_EXPORT_OOXML_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "document/tree.h"
#include "zip.h"

#define OOXML_MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define OOXML_OFFICE_RELATIONS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define OOXML_PACKAGE_RELATIONS "http://schemas.openxmlformats.org/package/2006/relationships"
#define OOXML_SPREADSHEET "application/vnd.openxmlformats-officedocument.spreadsheetml."

struct ooxml {
	struct arena *arena;
	struct zip zip;
};

/* A child with attributes, pairs of name and value ended by NULL; parent NULL: a root. */
struct xml_node *
ooxml_add(struct ooxml *, struct xml_node *parent, const char *name, ...) __attribute__((sentinel));

/* Writes a tree as a part of the archive. */
void
ooxml_put(struct ooxml *, const char *name, const struct xml_node *root, const char *xmlns);

/* "A1": row and column from 0. */
const char *
ooxml_place(struct arena *, size_t row, size_t column);

/* Words as a part of a workbook holds them: what looks like an escape ("_x0041_") is escaped. */
const char *
ooxml_text(struct arena *, const char *words);

/* A cell with its words in itself, as text, so that nothing in it can be a formula. Words past what
 * a cell can hold are cut at a character, and the cut is shown. */
void
ooxml_cell(struct ooxml *, struct xml_node *row, const char *at, unsigned style, const char *words);

/* Lines that the words take in a column of that width. */
unsigned
ooxml_lines(const char *words, unsigned width);

/* Entries of a style sheet: a font, a fill (colour NULL: none), a border (style NULL: none), and a
 * format of them, by their numbers; one with a border is a format of text. */
void
ooxml_font(struct ooxml *, struct xml_node *fonts, bool bold, bool underlined, const char *colour);
void
ooxml_fill(struct ooxml *, struct xml_node *fills, const char *pattern, const char *colour);
void
ooxml_border(struct ooxml *, struct xml_node *borders, const char *style);
void
ooxml_format(struct ooxml *, struct xml_node *formats, const char *font, const char *fill,
	const char *border);

#endif
