/* site: a pure function of the model, (model, canonical key) -> bytes, and its cache.
 *
 * A site is an immutable snapshot: the model and all that follows from it. Pages and pictures are
 * made on first demand, once however many ask (single flight), and kept with their compressed forms
 * in one cache bounded in bytes. The ETag follows from the key (build, model, fonts, key,
 * coding), so a 304 needs no bytes. */
#ifndef DEMARC_SITE_SITE_H
#define DEMARC_SITE_SITE_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "address/offer.h"
#include "base/diag.h"
#include "model/model.h"
#include "http/request.h"
#include "http/response.h"
#include "wait.h"

struct site;

/* What /healthz and /metrics tell, written by the supervisor and the workers; see status.h and
 * metrics.h. */
struct status;
struct metrics;

struct site_options {
	size_t cache_bytes;          /* 0: the default, 32 MiB */
	const struct status *status; /* NULL: a command without a supervisor */
	struct metrics *metrics;     /* NULL: nobody counts */
	unsigned drawings;           /* pictures drawn at a time; 0: one a processor */
	unsigned waiting;            /* pictures that may wait until they are; 0: any number */
	/* "https://trust.example.com" or "https://example.com/trust", no slash at the end; requests
	 * may then have its path in front, and links do. NULL: from the request's Host where an
	 * absolute address is needed, relative otherwise. */
	const char *base_url;
	const char *language; /* a tag, for who asks for none that there is; NULL: English */
	bool exported; /* the answers become files, whose names are not those of the addresses */
	struct offer offer; /* the formats there are; what is in another is not found */
};

/* A site over the model, which it then owns. */
struct site *
site_new(struct model *, const struct site_options *);

/* Releases the site with its model; every response must have been released. NULL is allowed. */
void
site_free(struct site *);

/* The model that the site shows; it lives as long as the site. */
const struct model *
site_model(const struct site *);

/* The formats that it has. */
const struct offer *
site_offer(const struct site *);

/* Answers the request. Never fails: what goes wrong is an error page. Thread-safe. now is the
 * clock's reading. It may wait for a picture that others draw. Give the response to site_release
 * when its bytes are sent. */
void
site_respond(struct site *, const struct request *, struct response *);

/* The same for who does not wait on a thread: false means later (see wait.h), and says nothing of
 * the response. */
bool
site_try(struct site *, const struct request *, struct response *, struct wait *);

/* Wakes those who have waited too long, to be told so. Who calls site_try calls it about once a
 * second. */
void
site_look(struct site *);

/* Says what site_respond will, as far as it is known without making anything: status, media type,
 * where a redirect leads. There is no body. exactly: a picture is laid out, to tell whether it is
 * too large to be drawn; else it is told to be there. */
void
site_foretell(struct site *, const struct request *, bool exactly, struct response *);

/* Gives memory that is free back to the system, if anything was made since the last time. Who
 * serves calls it about once a second; it takes about a millisecond. */
void
site_tidy(struct site *);

/* Releases what the response holds; its bytes must not be used any more. */
void
site_release(struct site *, struct response *);

/* Counts a response that took so many seconds, before it is released. */
void
site_count(struct site *, const struct response *, double seconds);

/* Tells the metrics that the process is alive, and how large it is. */
void
site_measure(struct site *);

/* Calls visit for the target ("/chrofy/ja/controls") of every page, picture and file of the site
 * in the formats that it has, errors and redirects left out; false from visit stops. For warming,
 * sitemap, tests and export. */
void
site_walk(const struct site *, bool (*visit)(const char *target, void *data), void *data);

/* Makes one page of each sort, and a picture, of the first service: what the program and its
 * libraries do first of all takes longest, or fails. failed and what is returned: as site_warm. */
bool
site_rehearse(struct site *, struct buf *failed);

/* Makes every page, and the pictures that pages show, in their compressed forms too, as long as the
 * cache has room; requests may be answered meanwhile. after, which may be NULL, is called after
 * each of them. false: one of them fails with a 500, as failed, which is empty before, says; the
 * site should not go live. */
bool
site_warm(struct site *, void (*after)(void *data), void *data, struct buf *failed);

/* Nothing more is made beforehand: the site is about to be left. */
void
site_leave(struct site *);
bool
site_is_leaving(const struct site *);

/* Whether the cache has room: past it, what is made pushes out what was made before. */
bool
site_has_room(const struct site *);

#endif
