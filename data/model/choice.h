/* choice: the document as it is for one plan, or with one option.
 *
 * Plans exclude each other: for a plan, what the document says under the condition of that plan
 * holds, what it says under another plan's does not. Options do not: with one, what it says under
 * that option holds, other options stay open. What is not applicable then falls away: rows,
 * controls, facts, and columns of other plans. */
#ifndef DEMARC_MODEL_CHOICE_H
#define DEMARC_MODEL_CHOICE_H

#include "model.h"

/* Fills in the plans and options that the document speaks of. */
void
choices_gather(struct arena *, struct matrix *);

/* The choice of that key, or of that name in any language, whatever its capitals; NULL: there is
 * none. */
const struct choice *
choice_find(const struct choice *, size_t count, const char *asked);

/* A copy of the matrix in the arena in which both are settled; plan or option may be NULL. It
 * shares with the matrix what stays, and must not outlive it. */
const struct matrix *
matrix_for(struct arena *, const struct matrix *, const struct choice *plan,
	const struct choice *option);

#endif
