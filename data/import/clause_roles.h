/* clause_roles: what lists by clause say in a column for each party. Private to clause_list.c. */
#ifndef DEMARC_IMPORT_CLAUSE_ROLES_H
#define DEMARC_IMPORT_CLAUSE_ROLES_H

#include "clause_columns.h"
#include "said.h"

struct clause_role {
	const struct cast_party *party;
	enum does does;
	const char *words; /* "" for none */
	const struct csv_cell *cell;
};

enum { CLAUSE_ROLE_LIMIT = 24 };

struct clause_roles {
	struct clause_role v[CLAUSE_ROLE_LIMIT];
	size_t count;
	const struct csv_cell *not_applicable; /* that says so; NULL: none does */
};

/* Finds out whom the columns are about, and how their signs are to be read. Before the rows. */
void
clause_roles_begin(struct said_reader *, struct clause_columns *, const struct seen_sheet *);

/* Adds what a row says. */
void
clause_roles_read(struct clause_roles *, struct said_reader *, const struct clause_columns *,
	const struct seen_sheet *, size_t row);

/* Adds those whose ids the cell names, with spaces or lines between. */
void
clause_roles_ids(struct clause_roles *, struct said_reader *, enum does, const struct csv_cell *);

#endif
