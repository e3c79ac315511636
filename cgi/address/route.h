/* route: the table of addresses.
 *
 * A row has pattern, media type, needs, cache class and help; GET and HEAD are all that is
 * answered. Addresses are printed from it (url.h) and read by it (target.h); navigation, the walk
 * over the site, documentation and tests go through it too. What writes the page of a route is in
 * pages.c. */
#ifndef DEMARC_ADDRESS_ROUTE_H
#define DEMARC_ADDRESS_ROUTE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "model/model.h"

enum route_id {
	ROUTE_HOME,
	ROUTE_SERVICE,
	ROUTE_OVERVIEW,
	ROUTE_BOUNDARY,
	ROUTE_CONTROLS,
	ROUTE_CONTROL,
	ROUTE_SEARCH,
	ROUTE_SEARCH_INDEX,
	ROUTE_PARTY,
	ROUTE_PARTY_FEED,
	ROUTE_SUPPLIER,
	ROUTE_MAPPING,
	ROUTE_CHANGES,
	ROUTE_DIFFERENCE,
	ROUTE_ABOUT,
	ROUTE_ANSWERS,
	ROUTE_DATA,
	ROUTE_DATA_HOME,
	ROUTE_DATA_FILE,
	ROUTE_OSCAL,
	ROUTE_EMBED,
	ROUTE_DIAGRAM,
	ROUTE_DOCUMENT,
	ROUTE_FEED,
	ROUTE_STATIC,
	ROUTE_HEALTHZ,
	ROUTE_METRICS,
	ROUTE_ROBOTS,
	ROUTE_SITEMAP,
	ROUTE_SECURITY,
	ROUTE_LLMS,
	ROUTE__COUNT
};

/* What an edition must have for the route to exist. */
enum { NEED_TABLES = 1, NEED_CONTROLS = 2, NEED_MAPPING = 4, NEED_PUBLICATION = 8 };

enum cache_class {
	CACHE_PAGE,    /* kept, and made before the site goes live */
	CACHE_PICTURE, /* kept; few are drawn at once */
	CACHE_FILE,    /* kept */
	CACHE_HOST,    /* made for each request: it names the host that was asked */
	CACHE_NEVER,   /* made for each request, and true for this moment only */
};

struct route {
	const char *pattern;
	const char *type; /* media type; NULL: the file's; "": none, it only redirects */
	unsigned needs;
	enum cache_class cache;
	const char *nav_id; /* message id in the navigation; NULL: not in it */
	const char *help;
};

extern const struct route route_table[ROUTE__COUNT];

/* Segments of a path that the patterns' names stand for, decoded; NULL: not in the pattern. */
struct captures {
	const char *service;
	const char *edition;
	const char *lang;
	const char *clause;
	const char *party;
	const char *range;
	const char *file;
};

/* The route that an encoded path leads to, in any case, with doubled, missing or trailing slashes;
 * -1: none; captures then hold the service, edition and language in front, if it begins like a page
 * of one. */
int
route_find(const char *path, struct arena *, struct captures *);

/* Whether the route has no page of its own: every address of it leads to another. */
bool route_only_redirects(enum route_id);

/* Whether what it shows can be for one plan or with one option (choice.h): ?plan= and ?option=. */
bool route_takes_choice(enum route_id);

/* Whether the route's {party} can be this one. */
bool
route_names(enum route_id, const struct party *);

/* Whether the edition has what the route needs. */
bool
route_available(enum route_id, const struct matrix *);

#endif
