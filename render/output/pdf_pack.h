/* pdf_pack: what cairo has written as PDF, smaller and complete: objects go into compressed object
 * streams (ISO 32000-1, 7.5.7 and 7.5.8), and the catalogue says what cairo cannot write: the
 * language, that the document is tagged, and that its title is to be shown. Of a paper of twenty
 * pages 250 kB of links and structure become 40. */
#ifndef DEMARC_OUTPUT_PDF_PACK_H
#define DEMARC_OUTPUT_PDF_PACK_H

#include <stdbool.h>

#include "base/buf.h"

/* Appends the packed file to out. The information dictionary stays readable as it is, for those who
 * look for it without unpacking. false: the bytes are not as cairo 1.16 writes them, and nothing is
 * appended. */
bool
pdf_pack(const struct buf *plain, const char *lang, struct buf *out);

#endif
