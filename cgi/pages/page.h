/* page: what a page is made with, and the functions that make one, a file each.
 *
 * A page gets a struct page in which all that its route names is there, and writes its whole body
 * to out. It never fails for want of anything: what can be missing is dealt with before. */
#ifndef DEMARC_PAGES_PAGE_H
#define DEMARC_PAGES_PAGE_H

#include "html/html.h"
#include "address/identity.h"
#include "address/offer.h"
#include "http/request.h"
#include "address/target.h"

struct breaker;
struct metrics;
struct search_store;
struct status;

struct page {
	const struct model *model;
	const struct target *target;
	const struct service *service; /* these three as in target */
	const struct matrix *matrix;
	const char *lang;
	const struct request *request;
	struct search_store *search;
	const struct identity *identity;
	const struct status *status;   /* of the server; may be NULL */
	const struct metrics *metrics; /* the same */
	const char *base_url;          /* "https://trust.example.com", or "" */
	const char *mount;             /* the path that the site stands below, "/trust", or "" */
	bool exported;                 /* the site is written as files */
	const struct offer *offer;     /* the formats that the site has files in */
	struct arena *arena;           /* of the request */
	struct buf *out;               /* the body */
	struct html html[1];           /* a writer to out */
	int http_status;               /* 200 unless the page changes it */
	const char *said_language; /* that the last words were said to be in; NULL: they need not */
	struct breaker *breaker;   /* of phrases.h; NULL: no words were parted so far */
	bool doubtful;             /* a title was marked as not backed by the standard */
	bool failed;               /* the page could not be made */
};

/* A function for each row of the route table that does not only redirect; pages.c is the table of
 * them. */
typedef void
page_fn(struct page *);
page_fn page_home, page_overview, page_boundary, page_controls, page_control, page_search,
	page_search_index, page_party, page_mapping, page_changes, page_difference, page_about,
	page_data, page_embed, page_data_file, page_diagram, page_document, page_feed,
	page_party_feed, page_supplier, page_answers, page_static, page_healthz, page_metrics,
	page_robots, page_sitemap, page_security, page_llms;

#endif
