/* roles: where the answers go. Private to answer.c.
 *
 * What can be written is a list of roles: the document's sheets (worksheet.h) have each in a
 * column. The table of headings says by which names questionnaires ask for it. */
#ifndef DEMARC_ANSWER_ROLES_H
#define DEMARC_ANSWER_ROLES_H

#include "allowed.h"
#include "base/csv.h"
#include "choices.h"

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

enum { CHOICE_LIMIT = 8 };

struct answer_columns {
	unsigned of[ROLE__COUNT];    /* from 1; 0: not written */
	bool made[ROLE__COUNT];      /* a new column, whose heading is to be written */
	const struct csv_row *row;   /* of the headings; NULL: there is none */
	struct choice_columns marks; /* a column each for yes and no; of nothing: there are none */
	struct {
		unsigned column;
		struct choice_words words; /* that the heading allows; none: see its cells */
	} choices[CHOICE_LIMIT];           /* that take one word out of a few */
	size_t choice_count;
};

/* Where the columns of a sheet are looked for. */
struct role_search {
	struct arena *arena;
	const struct csv *csv;
	size_t first;                      /* the place of the row with the first question */
	unsigned key;                      /* the column of what is asked */
	const struct allowed_lists *lists; /* of the sheet */
	bool pages;                        /* there are addresses to write */
};

/* Headings stand in the rows above the first question. */
struct answer_columns
roles_find_columns(const struct role_search *);

/* The message that a new column is headed by. */
const char *role_heading(enum role);

#endif
