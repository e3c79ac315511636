/* fcgi: requests from a front, answered by the site. The only user of libfcgi. */
#ifndef DEMARC_SERVER_FCGI_H
#define DEMARC_SERVER_FCGI_H

#include <stdbool.h>

#include "site/site.h"

/* Answers requests on the listening socket with so many threads until SIGTERM; then takes no new ones, finishes those in hand
 * (for at most FCGI_GRACE_S seconds) and returns. SIGTERM must be blocked in the calling thread. The socket stays open:
 * other processes share it. */
enum { FCGI_GRACE_S = 8 };
void
fcgi_serve(int listen_fd, unsigned threads, struct site *);

/* Answers the one request that the environment describes, as a CGI program does. false: it could not be written. */
bool
cgi_serve(struct site *, char *const *environment);

#endif
