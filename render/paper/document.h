/* document: all that one edition says, as a paper to file: cover, contents, scope, terms, tables
 * with their picture, every control, the mapping, references and notes, on A4 with an outline and
 * links. */
#ifndef DEMARC_PAPER_DOCUMENT_H
#define DEMARC_PAPER_DOCUMENT_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/diag.h"
#include "identify/mark.h"
#include "model/model.h"

/* The paper in a language of the matrix, as PDF. The same model, language, program and fonts give
 * the same bytes. false: err has the reason. Thread-safe. */
bool
document_render(const struct model *, const struct matrix *, const char *lang, struct buf *,
	struct diags *);

/* The digest of its words, as the file has it (mark.h). */
bool
document_content(const struct model *, const struct matrix *, const char *lang,
	char out[MARK_CONTENT_SIZE], struct diags *);

#endif
