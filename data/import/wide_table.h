/* wide_table: a table of rows and columns, as most responsibility matrices are drawn -> lines of
 * our own layout.
 *
 * The first columns name the rows (the first of several, their group); the others are service
 * models or plans, whose cells name who answers, or parties, whose cells say what they do: letters
 * of RACI, signs that a legend names, or words. Notes and legends stand above or below, or on other
 * sheets. */
#ifndef DEMARC_IMPORT_WIDE_TABLE_H
#define DEMARC_IMPORT_WIDE_TABLE_H

#include "said.h"

struct wide_names; /* ids that are taken */

struct wide_options {
	const char *lang;
	const char *title; /* where none stands above the table */
	size_t number;     /* of the table, for its id */
	struct wide_names *names;
};

/* Ids that rows and groups of all tables of a document have, so that each is there once. */
struct wide_names *
wide_names_new(struct arena *);

/* Whether the sheet has such a table. */
bool
wide_table_is(struct arena *, struct cast *, const struct seen_sheet *);

/* Adds its lines. How it is read is told by notes; what cannot be read is an error. The signs are
 * those that other sheets name; the sheet's own are added. The title that stands above the table,
 * or NULL, is returned. */
const char *
wide_table_read(struct made_lines *, struct cast *, struct signs *, const struct seen_sheet *,
	const struct wide_options *, struct diags *);

#endif
