/* front: a small HTTP/1.1 server on the loopback for one reader: no TLS, no bodies, a connection
 * for each answer. Not for the public; that is what the fronts in docs/examples are for. */
#ifndef DEMARC_PREVIEW_FRONT_H
#define DEMARC_PREVIEW_FRONT_H

#include "base/buf.h"
#include "http/request.h"

/* Appends the whole answer, status line, headers and body. */
typedef void
front_answer_fn(const struct request *, struct buf *out, void *data);

/* Called about once a second. */
typedef void
front_look_fn(void *data);

/* Serves on the socket, which listens; port is the one that a Host must name, beside localhost or
 * an address of the loopback: no page of another site then reaches it by a name that leads here.
 * Returns only when the socket fails. */
void
front_serve(int fd, unsigned port, front_answer_fn *answer, front_look_fn *look, void *data);

#endif
