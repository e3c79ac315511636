/* outlet: an answer as the records of FastCGI 1.0, written straight to a connection that does not wait.
 *
 * As much as the connection has room for goes at once. So what is ready is with the kernel as a whole in one call, mostly, and
 * the front gets it even if the process is killed right after. */
#ifndef DEMARC_SERVER_OUTLET_H
#define DEMARC_SERVER_OUTLET_H

#include <stddef.h>

/* The parts are the caller's, and stay until all was sent. */
struct outlet {
	unsigned id; /* of the request */
	struct {
		const char *bytes;
		size_t len;
	} parts[2]; /* head and body */
	size_t sent; /* of all bytes, those of the records included; 0 at first */
};

enum outlet_state {
	OUTLET_DONE, /* all was sent, the end of the request too */
	OUTLET_FULL, /* the connection takes no more now: go on when it is writable */
	OUTLET_LOST, /* nobody takes it any more */
};

/* Sends what the connection takes without waiting. */
enum outlet_state
outlet_send(struct outlet *, int fd);

#endif
