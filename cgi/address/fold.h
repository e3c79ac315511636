/* fold: text as a search sees it, so that one spelling finds another. */
#ifndef DEMARC_ADDRESS_FOLD_H
#define DEMARC_ADDRESS_FOLD_H

#include "base/buf.h"

/* Appends the text with ASCII letters small, full-width ASCII narrow, katakana as hiragana, and
 * white space as single spaces. */
void
text_fold(struct buf *, const char *text);

#endif
