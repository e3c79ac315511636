/* target: what a request asks of the model, in the model's own terms.
 *
 * The one place where the words of an address are looked up. Any spelling that is understood leads
 * to one canonical address; pages may rely on all that their route's pattern names. */
#ifndef DEMARC_ADDRESS_TARGET_H
#define DEMARC_ADDRESS_TARGET_H

#include "data_file.h"
#include "diagram/diagram.h"
#include "filter.h"
#include "http/request.h"
#include "route.h"

enum { TARGET_WORDS_LIMIT = 200 }; /* bytes that can be searched for */

struct target {
	int status; /* 200: answer with the route's page; 301, 302: to location; 400, 404: an error
		       page */
	int route;  /* enum route_id; -1: none */
	const char *location;
	bool negotiated; /* the language came from Accept-Language */

	/* NULL where the route's pattern does not name it, or it is not there */
	const struct service *service;
	const struct matrix *matrix;
	unsigned edition;                   /* 0: the address names none */
	const char *lang;                   /* never NULL */
	const struct choice *plan, *option; /* what the matrix is for: it is matrix_for of them */
	const struct party *party;          /* of ROUTE_PARTY and its feed, ROUTE_SUPPLIER */
	const struct control *control;
	const char *range; /* ROUTE_DIFFERENCE, "1..2", and the two editions */
	const struct matrix *before, *after;
	const char *file;
	const struct export_format *data; /* ROUTE_DATA_FILE, ROUTE_OSCAL */
	struct filter filter;             /* ROUTE_CONTROLS */
	const char *words;                /* ROUTE_SEARCH: what is looked for; "": nothing */
	struct diagram_request picture;   /* ROUTE_DIAGRAM, ROUTE_EMBED */

	const char *key; /* of canonical path and query (key.h): one key for one content */
	bool keep;       /* whether the content is worth keeping: not for the results of a search */
	bool shown; /* whether it is worth the hardest compression: a picture only as pages show it
		     */

	/* 400: the parameter, its value and what is allowed. 404: what was looked for, NULL if
	 * nothing in particular. */
	const char *name;
	const char *value;
	const char *allowed;    /* values, notation */
	const char *allowed_id; /* a message that says it instead; NULL: none does */
};

/* Fills the target; strings live in the request's arena or the model. */
void
target_find(struct target *, const struct model *, const struct request *);

/* The target as a link, without version and anchor. */
struct link
target_link(const struct target *);

/* Its query in the canonical form, what is at its default left out; "" if nothing is left. */
void
target_query(const struct target *, struct buf *);

/* Whether what is made of it holds the address that was asked, and so differs from host to host. */
bool
target_names_host(const struct target *);

/* Whether the picture could not be drawn because it would have too many pixels: then the target
 * becomes a 400 that says so. Costs a layout. */
bool
target_is_too_large(struct target *, struct arena *);

/* The language for a reader of whom nothing but Accept-Language is known. */
const char *
target_reader_language(const struct model *, const struct matrix *, const struct request *);

#endif
