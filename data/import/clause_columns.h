/* clause_columns: the columns of lists by clause, by the headings that publishers give them.
 * Private to the readers of such lists. */
#ifndef DEMARC_IMPORT_CLAUSE_COLUMNS_H
#define DEMARC_IMPORT_CLAUSE_COLUMNS_H

#include "cast.h"
#include "seen.h"

enum clause_column {
	CLAUSE_COLUMN_ID,
	CLAUSE_COLUMN_CONTROL, /* of CAIQ, behind the question: the control's id */
	CLAUSE_COLUMN_QUESTION,
	CLAUSE_COLUMN_INHERITED, /* yes, partial, no */
	CLAUSE_COLUMN_ANSWER,    /* Yes, No, NA */
	CLAUSE_COLUMN_OWNERSHIP, /* CSA's words */
	CLAUSE_COLUMN_STATEMENT, /* what the provider does */
	CLAUSE_COLUMN_NOTES,     /* more of it */
	CLAUSE_COLUMN_DUTY,      /* what the customer must do */
	CLAUSE_COLUMN_LIMITS,    /* what is left out of it */
	CLAUSE_COLUMN_PARTY,     /* the id of one, as demarc exports it */
	CLAUSE_COLUMN_OURS, /* the status as demarc exports it; the next: ids, in order of does */
	CLAUSE_COLUMN_ANSWERS,
	CLAUSE_COLUMN_INFORMED = CLAUSE_COLUMN_ANSWERS + DOES__COUNT - 1,
	CLAUSE_COLUMN_WHO,    /* who is responsible, by name */
	CLAUSE_COLUMN_STATUS, /* FedRAMP's implementation status, in words */
	CLAUSE_COLUMN_ORIGIN, /* FedRAMP's control origination, in words */
	/* columns of FedRAMP that hold a mark */
	CLAUSE_COLUMN_IMPLEMENTED,
	CLAUSE_COLUMN_PARTIAL,
	CLAUSE_COLUMN_PLANNED,
	CLAUSE_COLUMN_ALTERNATIVE,
	CLAUSE_COLUMN_NOT_APPLICABLE,
	CLAUSE_COLUMN_PROVIDER,
	CLAUSE_COLUMN_CONFIGURED,
	CLAUSE_COLUMN_CUSTOMER,
	CLAUSE_COLUMN_SHARED,
	CLAUSE_COLUMN_LEVERAGED,
	CLAUSE_COLUMN__COUNT,
	CLAUSE_COLUMN_MARKS = CLAUSE_COLUMN_IMPLEMENTED /* those from here on hold marks */
};

/* A column about a party, or about customer and provider, or about what does not apply. */
struct clause_party {
	size_t column;
	const struct cast_party *party; /* NULL: all of them, or nobody */
	bool all;
};

enum { CLAUSE_PARTY_LIMIT = 8 };

struct clause_columns {
	size_t heading; /* the row of the headings */
	/* from 1; 0: there is none. Several columns may be the provider's. */
	size_t of[CLAUSE_COLUMN__COUNT];
	size_t reference; /* headed so that clauses may stand there, or anything else; 0: none */
	size_t provider[4], provider_count;
	bool known[CSV_COLUMN_LIMIT];
	/* of a list that says it in a column for each party, and in none of the others */
	struct clause_party parties[CLAUSE_PARTY_LIMIT];
	size_t party_count;
};

/* false: the sheet has no such headings. */
bool
clause_columns_find(struct clause_columns *, struct arena *, const struct seen_sheet *);

/* The same for a list that has clauses and a column for each of at least two parties, or for one
 * and what is shared. Parties that are not declared are not made yet. */
bool
clause_columns_find_parties(
	struct clause_columns *, struct arena *, struct cast *, const struct seen_sheet *);

/* Which column a heading names; CLAUSE_COLUMN__COUNT: none. */
enum clause_column
clause_columns_heading(struct arena *, const char *words);

/* Which column a word of a cell names, of those that hold marks; CLAUSE_COLUMN__COUNT: none. */
enum clause_column
clause_columns_word(struct arena *, const char *words);

#endif
