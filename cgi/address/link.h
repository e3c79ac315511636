/* link: a link is data, and one function prints it.
 *
 * An address is printed from the pattern in its row of the route table (route.h), which also reads
 * it back. Addresses are absolute paths; nothing is relative to the page that holds it. */
#ifndef DEMARC_ADDRESS_LINK_H
#define DEMARC_ADDRESS_LINK_H

#include "base/arena.h"
#include "base/buf.h"
#include "route.h"

/* Where to, with what the route's pattern names. */
struct link {
	enum route_id to;
	const char *service;
	unsigned edition; /* 0: the current one, whichever that is */
	const char *lang;
	const char *clause;
	const char *party;
	const char *range; /* "1..2": two editions */
	const char *file;  /* "stack.svg" */
	const char *plan;  /* keys of the choices that the document is shown for; NULL: none */
	const char *option;
	const char *query;   /* encoded already, without "?"; NULL or "": none */
	const char *version; /* hash of the content, for "v="; NULL: none */
	const char *anchor;  /* NULL: none */
};

/* Appends the address, with query, version and anchor. */
void
link_print(struct buf *, const struct link *);

/* The same as a string in the arena. */
const char *
link_string(struct arena *, const struct link *);

#endif
