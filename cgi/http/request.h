/* request: what a client asked, as a struct, whoever the front is.
 *
 * Only what is named here is looked at: every other header and CGI variable is ignored, HTTP_PROXY
 * among them. Sizes are bounded: more than REQUEST_TARGET_LIMIT of path and query is refused, and a
 * header of more than REQUEST_HEADER_LIMIT passed over, as if it had not been sent. */
#ifndef DEMARC_HTTP_REQUEST_H
#define DEMARC_HTTP_REQUEST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

enum { REQUEST_TARGET_LIMIT = 2048, REQUEST_HEADER_LIMIT = 1024, REQUEST_PARAMETER_LIMIT = 32 };

struct parameter {
	const char *name;  /* decoded */
	const char *value; /* decoded, "" if it has none */
};

struct request {
	const char *method;
	const char
		*path; /* percent-encoded as an address has it, and sure to decode; starts with / */
	const char *query; /* as sent, without ?; "" if none */
	struct parameter parameters[REQUEST_PARAMETER_LIMIT];
	size_t parameter_count;
	const char *accept_language; /* headers: "" where not sent */
	const char *accept_encoding;
	const char *if_none_match;
	const char *if_modified_since;
	const char *host; /* in small letters; what is no host (host.h) is "" */
	bool https;
	bool beforehand;     /* nobody asks: what is made is not counted */
	int refused;         /* 0, or what answers it: 400 malformed, 414 target too long */
	struct arena *arena; /* for what answers it */
};

/* Fills the request from CGI variables (RFC 3875), "NAME=value" strings ended by NULL. The path is
 * SCRIPT_NAME + PATH_INFO, since fronts split it differently. Strings are copied to the arena. */
void
request_from_cgi(struct request *, char *const *environment, struct arena *);

/* Fills it as from "GET target", for the command line: headers are "Name: value" strings. */
void
request_from_target(struct request *, const char *method, const char *target,
	const char *const *headers, size_t header_count, struct arena *);

/* The same request to a site that stands below the path mount, "/trust": without that in front,
 * where it is there. In the request's arena, or the request itself. */
const struct request *
request_below(const struct request *, const char *mount);

/* "https://host", for what must name the address that was asked; "" if that is not known. In the
 * request's arena. */
const char *
request_base(const struct request *);

/* The value of a parameter, the last if it is there more than once; NULL if it is not there. */
const char *
request_parameter(const struct request *, const char *name);

#endif
