/* pages: what the rows of the route table make, one file each, and the frame they share.
 *
 * A page gets a struct page in which all that its route names is there, and writes its whole body to out. It
 * never fails for want of anything: what can be missing is dealt with before. */
#ifndef DEMARC_PAGES_H
#define DEMARC_PAGES_H

#include "html.h"
#include "identity.h"
#include "request.h"
#include "target.h"

struct metrics;
struct status;

struct page {
	const struct model *model;
	const struct target *target;
	const struct service *service; /* these three as in target */
	const struct matrix *matrix;
	const char *lang;
	const struct request *request;
	const struct identity *identity;
	const struct status *status; /* of the server; may be NULL */
	const struct metrics *metrics; /* the same */
	const char *base_url;        /* "https://trust.example.com", or "" */
	bool exported;               /* the site is written as files */
	struct arena *arena;         /* of the request */
	struct buf *out;             /* the body */
	struct html html[1];         /* a writer to out */
	int http_status;             /* 200 unless the page changes it */
	bool doubtful;               /* a title was marked as not backed by the standard */
	bool failed;                 /* the page could not be made */
};

void
page_home(struct page *);
void
page_overview(struct page *);
void
page_boundary(struct page *);
void
page_controls(struct page *);
void
page_control(struct page *);
void
page_party(struct page *);
void
page_mapping(struct page *);
void
page_changes(struct page *);
void
page_difference(struct page *);
void
page_about(struct page *);
void
page_data(struct page *);
void
page_embed(struct page *);
void
page_data_file(struct page *);
void
page_diagram(struct page *);
void
page_document(struct page *);
void
page_feed(struct page *);
void
page_static(struct page *);
void
page_healthz(struct page *);
void
page_metrics(struct page *);
void
page_robots(struct page *);
void
page_sitemap(struct page *);

/* The error page of page->http_status; target says what is known of the place. */
void
page_error(struct page *);

/* The few words that go with a redirect to target->location. */
void
page_moved(struct page *);

/* -- the frame ------------------------------------------------------------------------ */

/* Doctype to the beginning of <main>. title: the page's own part of <title>; "": none. description: for
 * search engines, "" for none. */
void
page_begin(struct page *, const char *title, const char *description);

/* </main>, footer and the end. */
void
page_end(struct page *);

#endif
