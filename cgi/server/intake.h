/* intake: the records of a front (FastCGI 1.0), taken in as they come, until a request is whole.
 *
 * It reads nothing by itself: it is fed with bytes, however they are cut, and holds no more of them
 * than the variables of one request. Lengths are checked before anything relies on them, so who
 * gets a whole request need not wait for any of it, nor doubt it. Bodies are counted and left out:
 * nobody wants them. */
#ifndef DEMARC_SERVER_INTAKE_H
#define DEMARC_SERVER_INTAKE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

enum {
	INTAKE_VARIABLES =
		32 << 10, /* bytes of variables; with more of them the request is too large */
	INTAKE_SKIPPED =
		16 << 20, /* bytes between two requests that may be of no use: bodies, mostly */
};

enum intake_event {
	INTAKE_MORE,    /* all was taken in: there is more to come */
	INTAKE_REQUEST, /* there is a request */
	INTAKE_REPLY,   /* the reply is to be sent to the front at once */
	INTAKE_BROKEN,  /* this is not FastCGI, or not within bounds: close the connection */
};

/* Zeroed, it is that of a new connection. */
struct intake {
	struct buf request; /* with INTAKE_REQUEST: as records, of one request whose variables are
			       whole, without a body */
	struct buf reply;   /* with INTAKE_REPLY: as records */
	bool keep;          /* the front will use the connection again */
	bool too_large;     /* the request has more variables than we take; it comes without them */
	enum {
		INTAKE_REST,
		INTAKE_OPEN,
		INTAKE_BODY
	} state; /* of the request: none; not whole; whole, with a body to come */

	/* the record under way, and what was left out since the request began */
	unsigned char header[8];
	size_t header_len, content_left, padding_left;
	struct buf content;
	size_t skipped;
	unsigned id;
};

/* Takes in bytes until there is an event; how many it took. The request and the reply are empty
 * again with the next call. */
size_t
intake_feed(struct intake *, const void *bytes, size_t len, enum intake_event *);

/* Whether nothing has begun: neither a request nor a record. */
bool
intake_is_at_rest(const struct intake *);

/* Releases what it holds. */
void
intake_fini(struct intake *);

#endif
