/* fact: the machine-readable values of controls, checked and put into words. */
#ifndef DEMARC_MODEL_FACT_H
#define DEMARC_MODEL_FACT_H

#include "base/buf.h"
#include "model.h"

/* Whether the value has the form its kind asks for; if not, *wanted says that form. Kinds that
 * point at a party, reference or contact are not followed. */
bool
fact_valid(enum fact_kind, const char *value, const char **wanted);

/* The value in words of the language: display if the fact has it, else from the value and its
 * bound: "at most 30 days", "30日以内", "daily or weekly", "Japan". */
void
fact_words(const struct model *, const struct matrix *, const struct fact *, const char *lang,
	struct buf *);

#endif
