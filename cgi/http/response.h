/* response: status, headers and a whole body.
 *
 * A body is complete before its headers are chosen, so that failure can still become a 500 and
 * every answer has its Content-Length (nginx caches a body that is cut off without one). */
#ifndef DEMARC_HTTP_RESPONSE_H
#define DEMARC_HTTP_RESPONSE_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "base/arena.h"
#include "base/buf.h"

enum { RESPONSE_HEADER_LIMIT = 24 };

struct response {
	int status;
	int route; /* of the request, for those who count; -1: none */
	struct {
		const char *name;
		const char *value;
	} headers[RESPONSE_HEADER_LIMIT]; /* without Status and Content-Length */
	size_t header_count;
	const char *body; /* lives as long as owner is held, or as the request's arena */
	size_t body_len;
	bool head;         /* the request was HEAD: send Content-Length of the body and no body */
	const void *owner; /* what site_release gives back; NULL: nothing */
};

/* Adds a header; name and value must live as long as the response. A value with control characters
 * is left out. */
void
response_header(struct response *, const char *name, const char *value);

enum { HTTP_DATE_SIZE = 30 };

/* The time as HTTP writes it, "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110, 5.6.7); "" for 0 and for
 * what has no such form. */
void
http_date(time_t, char out[HTTP_DATE_SIZE]);

/* "OK", "Not Found", … for the statuses we send. */
const char *
response_reason(int status);

/* Those statuses, in a row: the place of one, RESPONSE_STATUS_COUNT for any other; and the one at a
 * place, 0 at that. */
enum { RESPONSE_STATUS_COUNT = 10 };
size_t
response_status_index(int status);
int
response_status_at(int index);

/* The response as a CGI program prints it (RFC 3875 section 6): Status, headers, empty line, body.
 */
void
response_cgi(const struct response *, struct buf *);

/* The same without the body, for who sends that from where it is: so many bytes of it, none for
 * HEAD and 304. */
void
response_cgi_head(const struct response *, struct buf *);
size_t
response_body_sent(const struct response *);

/* As an HTTP/1.1 client sees it, for `demarc get`. */
void
response_http(const struct response *, struct buf *);

#endif
