/* segment: where the words of scripts without spaces end, by ICU's dictionary. */
#ifndef DEMARC_SEARCH_SEGMENT_H
#define DEMARC_SEARCH_SEGMENT_H

#include "base/buf.h"

struct segmenter;

/* Words of any language. Not thread-safe; release it with segmenter_free. */
struct segmenter *
segmenter_new(void);

/* NULL is allowed. */
void
segmenter_free(struct segmenter *);

/* Appends the text with a tab between words that its script leaves together; white space becomes
 * single spaces. */
void
segment_text(struct segmenter *, struct buf *, const char *text);

#endif
