/* template: a workbook to fill in, in our own layout: columns of text, lists to choose from, hints
 * in each language. What comes back filled in is read by read_sheet.h. */
#ifndef DEMARC_IMPORT_TEMPLATE_H
#define DEMARC_IMPORT_TEMPLATE_H

#include "base/buf.h"
#include "model/model.h"

struct template_options {
	const char *const *languages;      /* of the document, the original first */
	size_t language_count;             /* at least 1, at most SHEET_LANGUAGE_LIMIT */
	const struct framework *framework; /* whose clauses are listed; NULL: none */
	const char *today;                 /* ISO 8601 */
};

/* Appends the workbook (ECMA-376). The model has the words of the interface. */
void
write_template(struct buf *, const struct model *, const struct template_options *);

#endif
