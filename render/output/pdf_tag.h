/* pdf_tag: attributes of cairo's tags, as cairo reads them: name='value'. */
#ifndef DEMARC_OUTPUT_PDF_TAG_H
#define DEMARC_OUTPUT_PDF_TAG_H

#include "base/buf.h"

/* Appends name='value' and a space; what would end the string gets a backslash. */
void
pdf_tag_string(struct buf *, const char *name, const char *value);

/* A number in thousandths with a point, whatever the locale says, and a space. */
void
pdf_tag_number(struct buf *, double);

#endif
