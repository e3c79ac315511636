/* answer: a customer's questionnaire, filled from a document.
 *
 * A sheet has a column of clause numbers, in any usual spelling, of one framework that the document
 * follows or leads to, or of ids of the document's questions. Each such line gets what the document
 * says: into columns whose headings ask for it, and what no heading asks for into new columns
 * behind the others. Cells that hold something stay as they are, and so does all else in the file.
 * What the document does not say stays blank and is told. */
#ifndef DEMARC_ANSWER_ANSWER_H
#define DEMARC_ANSWER_ANSWER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "export/export.h"
#include "model/model.h"

struct answer_options {
	const struct framework *framework; /* of the clause numbers; NULL: to be found */
	const char *lang;                  /* of the answers */
	const char *sheet;                 /* the only one to fill; NULL: each that can be */
	const char *key;                   /* the column's letters; NULL: to be found */
	const struct export_pages *pages;  /* NULL: addresses are not known */
};

struct answer_counts {
	size_t asked, answered;
};

/* Appends the filled questionnaire: a workbook if the bytes are one, else CSV as UTF-8. Which
 * column was taken for what is told by a note, each line without an answer by a warning, by its
 * cell. false: nothing in it can be answered, or it cannot be read; diags has the reason. */
bool
answer_questionnaire(struct buf *out, struct arena *, const char *path, const struct buf *bytes,
	const struct model *, const struct matrix *, const struct answer_options *,
	struct answer_counts *, struct diags *);

#endif
