/* openapi: the addresses of a service as OpenAPI 3.1. */
#ifndef DEMARC_PAGES_OPENAPI_H
#define DEMARC_PAGES_OPENAPI_H

#include "address/offer.h"
#include "base/buf.h"
#include "model/model.h"

/* Appends the description of what the site has as JSON, its examples taken from the document. */
void
write_openapi(struct buf *, const struct model *, const struct matrix *, const struct offer *,
	const char *server);

#endif
