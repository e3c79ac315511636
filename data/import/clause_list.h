/* clause_list: a list of responsibilities by clause -> lines of our own layout: FedRAMP's customer
 * responsibility matrix (CRM) and control implementation summary (CIS), the SSRM columns of CSA's
 * CCM and CAIQ, our own sheets of these names, and lists that name who is responsible. */
#ifndef DEMARC_IMPORT_CLAUSE_LIST_H
#define DEMARC_IMPORT_CLAUSE_LIST_H

#include "said.h"

struct clause_list_options {
	const struct model *frameworks;
	const char *wanted; /* the id of the framework whose clauses they are; NULL: to be found */
};

/* Whether the sheet has a heading for numbers of clauses and one for what is said of them; or
 * columns of parties, where most of the numbers are clauses of a framework. */
bool
clause_list_is(struct arena *, struct cast *, const struct seen_sheet *,
	const struct clause_list_options *);

/* Adds a line of kind control for each clause, questions for those of CAIQ, and tells how it is
 * read. The framework of the clauses comes back; NULL: it cannot be told, which is an error, as is
 * what cannot be read. */
const struct framework *
clause_list_read(struct made_lines *, struct cast *, struct signs *, const struct seen_sheet *,
	const struct clause_list_options *, struct diags *);

#endif
