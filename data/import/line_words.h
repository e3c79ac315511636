/* line_words: words of a cell that lead somewhere: "[user guide](ref:guide)" to a reference,
 * contact or table, "[tenant](term:tenant)" to a term, "[](clause:9.2.1)" and
 * "[](clause:iso27001-2022/5.15)" to a clause. A backslash before the bracket leaves it as it is.
 */
#ifndef DEMARC_IMPORT_LINE_WORDS_H
#define DEMARC_IMPORT_LINE_WORDS_H

#include "line_cells.h"

/* Adds <text xml:lang="lang"> with the words to node; it remembers the cell. */
void
line_words(struct sheet_reader *, struct xml_node *node, const char *lang, const char *words,
	const struct csv_cell *);

#endif
