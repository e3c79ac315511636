/* route: the table of addresses.
 *
 * A row has method, pattern, page, needs, cache class and help. Addresses are printed from it (url.h) and
 * read by it (target.h); navigation, the walk over the site, documentation and tests go through it too. */
#ifndef DEMARC_ROUTE_H
#define DEMARC_ROUTE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "model.h"
#include "url.h"

struct page;

/* What an edition must have for the route to exist. */
enum { NEED_TABLES = 1, NEED_CONTROLS = 2, NEED_MAPPING = 4 };

enum cache_class {
	CACHE_PAGE,    /* kept, and made before the site goes live */
	CACHE_PICTURE, /* kept; few are drawn at once */
	CACHE_FILE,    /* kept */
	CACHE_HOST,    /* made for each request: it names the host that was asked */
	CACHE_NEVER,   /* made for each request, and true for this moment only */
};

struct route {
	const char *method; /* HEAD follows GET */
	const char *pattern;
	const char *type;            /* media type; NULL: the file's */
	void (*page)(struct page *); /* NULL: nothing but redirects */
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

/* The route that an encoded path leads to, in any case, with doubled, missing or trailing slashes; -1:
 * none; captures then hold the service, edition and language in front, if it begins like a page of one. */
int
route_find(const char *path, struct arena *, struct captures *);

/* Whether the edition has what the route needs. */
bool
route_available(enum route_id, const struct matrix *);

#endif
