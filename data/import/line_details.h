/* line_details: the kinds of lines that add to the thing above them, and those that documents
 * seldom have. Between sheet_lines.c and its table. */
#ifndef DEMARC_IMPORT_LINE_DETAILS_H
#define DEMARC_IMPORT_LINE_DETAILS_H

#include "line_cells.h"

/* What a thing has besides: the name of it in the type, its value, or its words. */
void
line_read_detail(struct sheet_reader *);

/* A finding that the author keeps: the rule as the id, where as the value, why as the text. */
void
line_read_accept(struct sheet_reader *);

/* A language of the document, for notes on it. */
void
line_read_language(struct sheet_reader *);

/* Who publishes it, where that is not the first provider. */
void
line_read_publisher(struct sheet_reader *);

/* A passage of the document, and a further body of it. */
void
line_read_section(struct sheet_reader *);
void
line_read_body(struct sheet_reader *);

/* A part, with words of its own, that holds under the condition above. */
void
line_read_condition_part(struct sheet_reader *);

#endif
