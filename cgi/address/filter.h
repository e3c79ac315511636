/* filter: which controls a reader wants to see. The parameters of the page of controls are rows in
 * one table. */
#ifndef DEMARC_ADDRESS_FILTER_H
#define DEMARC_ADDRESS_FILTER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "model/model.h"

struct filter {
	const struct party *party;        /* has a part in it; NULL: any */
	int status;                       /* enum control_status; -1: any */
	int shared;                       /* enum sharing; SHARED_UNSTATED: any */
	const struct clause_group *theme; /* of a mapped framework; NULL: any */
	bool cloud;                       /* only what the framework adds for clouds */
};

/* A filter that lets everything pass. */
void
filter_init(struct filter *);

enum filter_result { FILTER_TAKEN, FILTER_UNKNOWN, FILTER_BAD };

/* Sets the parameter to value; an empty value is none. FILTER_BAD: allowed says what would be
 * right. Strings are put into the arena. */
enum filter_result
filter_set(struct filter *, const struct model *, const struct matrix *, const char *name,
	const char *value, struct arena *, struct buf *allowed);

/* The filter as a canonical query, "" if it lets everything pass. */
void
filter_key(const struct filter *, struct buf *);

/* Whether it lets everything pass. */
bool
filter_is_empty(const struct filter *);

/* Whether it lets the control pass. */
bool
filter_matches(
	const struct filter *, const struct model *, const struct matrix *, const struct control *);

#endif
