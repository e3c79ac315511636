/* pages: the page of a route, of an error, of a redirect. */
#ifndef DEMARC_PAGES_PAGES_H
#define DEMARC_PAGES_PAGES_H

#include "page.h"

/* Writes the page of the route, which page->target has; none of a route that only redirects. */
void
page_write(struct page *, enum route_id);

/* The error page of page->http_status; target says what is known of the place. */
void
page_error(struct page *);

/* The few words that go with a redirect to target->location. */
void
page_moved(struct page *);

#endif
