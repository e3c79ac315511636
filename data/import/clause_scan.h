/* clause_scan: the numbers in a list by clause, and the framework that they are of. Private to
 * clause_list.c. */
#ifndef DEMARC_IMPORT_CLAUSE_SCAN_H
#define DEMARC_IMPORT_CLAUSE_SCAN_H

#include "clause_columns.h"
#include "clause_list.h"

struct clause_scan {
	struct diags *diags;
	const struct seen_sheet *sheet;
	const struct clause_columns *columns;
};

/* The clause of a number, perhaps with its title, or of a question on it; NULL: there is none. */
const struct clause *
clause_scan_clause(const struct framework *, const char *id);

/* The cell of the row in the column; an empty one if there is no such column. */
const struct csv_cell *
clause_scan_cell(const struct clause_scan *, size_t row, enum clause_column);

/* The cell of the number. */
const struct csv_cell *
clause_scan_id(const struct clause_scan *, size_t row);

/* The framework that has most of the numbers, or the one that is wanted; NULL: none, or two that
 * have as many, which is told. */
const struct framework *
clause_scan_framework(const struct clause_scan *, const struct clause_list_options *);

/* Whether most numbers have a digit. */
bool
clause_scan_numbered(const struct clause_scan *);

/* Whether most lines that have words in the column of numbers have a clause of some framework. */
bool
clause_scan_has_clauses(const struct clause_scan *, const struct clause_list_options *);

#endif
