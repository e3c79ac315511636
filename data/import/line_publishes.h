/* line_publishes: the kinds of lines that say what a party publishes itself. Between sheet_lines.c
 * and its table. */
#ifndef DEMARC_IMPORT_LINE_PUBLISHES_H
#define DEMARC_IMPORT_LINE_PUBLISHES_H

#include "line_cells.h"

/* The document of the party above: its file as the value. */
void
line_read_publishes(struct sheet_reader *);

/* A party of ours as the id, who it is there as the value. */
void
line_read_same(struct sheet_reader *);

/* A row or clause of ours as the id, what it opens there as the value. */
void
line_read_opens(struct sheet_reader *);

#endif
