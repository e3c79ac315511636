/* roles: where the answers go. Private to answer.c.
 *
 * What can be written is a list of roles: the document's sheets (worksheet.h) have each in a
 * column. The table of headings says by which names questionnaires ask for it. */
#ifndef DEMARC_ANSWER_ROLES_H
#define DEMARC_ANSWER_ROLES_H

#include "base/csv.h"

enum role {
	ROLE_STATUS,
	ROLE_ANSWER,
	ROLE_WHO,
	ROLE_EDITION,
	ROLE_ADDRESS,
	ROLE_CAIQ,      /* Yes, No, NA */
	ROLE_OWNERSHIP, /* CSA's word for who is responsible */
	ROLE_DUTY,      /* what customers must do */
	ROLE__COUNT,
	ROLE_ALWAYS = ROLE_CAIQ /* those before it are written even if no heading asks for them */
};

struct answer_columns {
	unsigned of[ROLE__COUNT];  /* from 1; 0: not written */
	bool made[ROLE__COUNT];    /* a new column, whose heading is to be written */
	const struct csv_row *row; /* of the headings; NULL: there is none */
};

/* The columns of a sheet whose first question stands in that row (its place in the list) and
 * column; pages: whether there are addresses to write. */
struct answer_columns
roles_find_columns(const struct csv *, size_t first, unsigned key, bool pages);

/* The message that a new column is headed by. */
const char *role_heading(enum role);

#endif
