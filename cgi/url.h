/* url: a link is data, and one function prints it.
 *
 * Every address of the site is printed from the pattern in its row of the route table (route.h), which also
 * reads it back. Addresses are absolute paths; nothing is relative to the page that holds it. */
#ifndef DEMARC_URL_H
#define DEMARC_URL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"

enum route_id {
	ROUTE_HOME,
	ROUTE_SERVICE,
	ROUTE_OVERVIEW,
	ROUTE_BOUNDARY,
	ROUTE_CONTROLS,
	ROUTE_CONTROL,
	ROUTE_PARTY,
	ROUTE_MAPPING,
	ROUTE_CHANGES,
	ROUTE_DIFFERENCE,
	ROUTE_ABOUT,
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
	ROUTE__COUNT
};

/* Where to, with what the route's pattern names. */
struct link {
	enum route_id to;
	const char *service;
	unsigned edition; /* 0: the current one, whichever that is */
	const char *lang;
	const char *clause;
	const char *party;
	const char *range;   /* "1..2": two editions */
	const char *file;    /* "stack.svg" */
	const char *query;   /* encoded already, without "?"; NULL or "": none */
	const char *version; /* hash of the content, for "v="; NULL: none */
	const char *anchor;  /* NULL: none */
};

void
url_print(struct buf *, const struct link *);

/* The same as a string in the arena. */
const char *
url_string(struct arena *, const struct link *);

/* Adds "name=value", encoded, with "&" before it if the query has something already. */
void
url_argument(struct buf *query, const char *name, const char *value);

/* Percent-encodes what a path segment, or a whole path (slashes stay), cannot hold (RFC 3986). */
void
url_encode_segment(struct buf *, const char *);
void
url_encode_path(struct buf *, const char *);

/* Decodes len bytes; plus: "+" is a space, and a percent sign without two digits stands for itself, as in
 * queries. NULL: a stray percent sign in a path, or a NUL. */
char *
url_decode(struct arena *, const char *, size_t len, bool plus);

#endif
