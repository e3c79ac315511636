/* fcgi: requests from a front, answered by the site. The only user of libfcgi. */
#ifndef DEMARC_SERVER_FCGI_H
#define DEMARC_SERVER_FCGI_H

#include <stdbool.h>

#include "site/site.h"

enum { FCGI_GRACE_S = 8 };

struct fcgi_options {
	int channel; /* that connections come over; see handover.h */
	int leash;   /* its other end is the leader's, who holds it as long as it lives */
	unsigned threads;
	unsigned connections; /* most that it may have; what comes beyond waits in the channel */
};

/* Answers requests until SIGTERM, or until the channel or the leash ends; then takes no new
 * connections but those that were handed over before the channel ended, finishes the requests in
 * hand (for at most FCGI_GRACE_S seconds) and returns. SIGTERM must be blocked in the calling
 * thread. */
void
fcgi_serve(const struct fcgi_options *, struct site *);

/* Answers the one request that the environment describes, as a CGI program does. false: it could
 * not be written. */
bool
cgi_serve(struct site *, char *const *environment);

#endif
