/* headers: what answers say of themselves. They follow from the route and the target alone, so that
 * 200 and 304, GET and HEAD agree. */
#ifndef DEMARC_SITE_HEADERS_H
#define DEMARC_SITE_HEADERS_H

#include "address/identity.h"
#include "address/target.h"
#include "http/response.h"

/* What they tell of the site. */
struct headers_of {
	const struct identity *identity;
	const char *modified; /* Last-Modified; "": not known */
};

/* Whether compressed forms of the content are worth having. */
bool
headers_compressible(const struct target *);

/* What may be done with it where (CSP, CORP, CORS ...). open: it is for other sites too. */
void
headers_security(struct response *, enum cache_class, bool open);

/* What a 304 repeats of the 200 that it stands for (RFC 9110, 15.4.5). */
void
headers_validators(const struct headers_of *, const struct request *, const struct target *,
	struct response *, const char *etag);

/* Whether the client has it already (RFC 9110, 13.2.2). */
bool
headers_unchanged(const struct headers_of *, const struct request *, const char *etag);

/* Type, coding, language and name, with the above on security. */
void
headers_description(const struct request *, const struct target *, struct response *, enum coding);

#endif
