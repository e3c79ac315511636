/* terminal: the one way by which text comes to a terminal: messages, lines of source files, the
 * log.
 *
 * Much of it is not ours: names of files, words of documents. A terminal obeys some characters
 * rather than showing them: C0 and C1 controls and DEL (ECMA-48), which may move the cursor, set
 * the title or answer for the user. Others turn the order of what stands beside them, so that a
 * line reads as what it is not: the Bidi_Control characters (UAX #9). For each of them stands a
 * '?', and for each byte that is not UTF-8; a tab stays. So does the end of a line, where lines are
 * meant and not one. */
#ifndef DEMARC_BASE_TERMINAL_H
#define DEMARC_BASE_TERMINAL_H

#include <stdio.h>

#include "buf.h"

/* Adds the text as it is shown, in one line. */
void
terminal_add(struct buf *, const char *text);

/* The same for one character, which the text starts with. Columns come back, 0 to 2 (a tab: 0); its
 * bytes in *len. */
int
terminal_add_character(struct buf *, const char *text, size_t *len);

/* As printf, but in one line, and ends it. Whole, so that lines of several processes do not mix. */
void
terminal_line(FILE *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Text of several lines; the last one is ended. false: it could not be written. */
bool
terminal_lines(FILE *, const char *text);

#endif
