/* A request becomes a target, a target has a key, and the key has a content: made once, kept in all
 * encodings. Whatever fails on the way becomes an error page, which is made for the one request. */
#include "site.h"

#include <limits.h>
#include <malloc.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "address/asset.h"
#include "base/own.h"
#include "cache.h"
#include "http/compress.h"
#include "http/host.h"
#include "gate.h"
#include "headers.h"
#include "address/key.h"
#include "health/metrics.h"
#include "pages/pages.h"
#include "search/store.h"

enum { CACHE_DEFAULT = 32 << 20, DRAW_WAIT_S = 5 };

struct site {
	struct model *model;
	struct search_store *search;
	struct cache *cache;
	struct gate *drawing;
	struct identity identity;
	const struct status *status;
	struct metrics *metrics; /* may be NULL */
	char *base_url;          /* "": from the request */
	const char *mount; /* its path, which links begin with; "" where the site is exported */
	bool exported;
	struct offer offer;
	char modified[HTTP_DATE_SIZE]; /* "": not known */
	struct headers_of headers;     /* what headers tell of it */
	atomic_bool leaving;           /* nothing more is made beforehand */
	atomic_bool littered;          /* something was made since the last tidying */
};

/* When what decides the bytes last changed: a file of the data, or the program. 0: not known, or so
 * lately that it may change again with the same time. */
static time_t
last_change(const struct model *model)
{
	time_t now = time(NULL), changed = model->modified;
	struct stat program;

	if (changed == 0 || changed >= now || stat("/proc/self/exe", &program) < 0)
		return 0;
	if (changed < program.st_mtime)
		changed = program.st_mtime;
	return changed <= now ? changed : 0;
}

struct site *
site_new(struct model *model, const struct site_options *options)
{
	struct site *site = calloc(1, sizeof(*site));
	long cores = sysconf(_SC_NPROCESSORS_ONLN);

	site->model = model;
	site->search = search_store_new(model);
	site->cache = cache_new(options->cache_bytes > 0 ? options->cache_bytes : CACHE_DEFAULT);
	site->drawing = gate_new(options->drawings > 0 ? options->drawings
				 : cores > 1           ? (unsigned)cores
						       : 1,
		options->waiting > 0 ? options->waiting : UINT_MAX, DRAW_WAIT_S);
	site->status = options->status;
	site->metrics = options->metrics;
	site->base_url = strdup(options->base_url != NULL ? options->base_url : "");
	site->exported = options->exported;
	site->offer = options->offer;
	site->mount = site->exported ? "" : host_path(site->base_url);
	model->default_language = options->language;
	identity_init(&site->identity, model, site->base_url);
	http_date(last_change(model), site->modified);
	site->headers = (struct headers_of){&site->identity, site->modified};
	return site;
}

void
site_free(struct site *site)
{
	if (site == NULL)
		return;
	cache_free(site->cache);
	gate_free(site->drawing);
	search_store_free(site->search);
	model_free(site->model);
	free(site->base_url);
	free(site);
}

const struct model *
site_model(const struct site *site)
{
	return site->model;
}

const struct offer *
site_offer(const struct site *site)
{
	return &site->offer;
}

/* -- making --------------------------------------------------------------------------------- */

static void
page_init(struct page *page, const struct site *site, const struct request *request,
	const struct target *target, struct buf *out)
{
	*page = (struct page){.model = site->model,
		.target = target,
		.service = target->service,
		.matrix = target->matrix,
		.lang = target->lang,
		.request = request,
		.search = site->search,
		.identity = &site->identity,
		.status = site->status,
		.metrics = site->metrics,
		.base_url = site->base_url,
		.mount = site->mount,
		.exported = site->exported,
		.offer = &site->offer,
		.arena = request->arena,
		.out = out,
		.http_status = 200};
	if (target_names_host(target) && site->base_url[0] == '\0')
		page->base_url = request_base(request);
	html_init(page->html, out);
}

/* What a maker works on, and what it tells besides the content. */
struct making {
	struct site *site;
	const struct request *request;
	const struct target *target;
	enum coding coding; /* the one to make, if the content is not kept */
	bool made;          /* it was not there */
};

static bool
make_body(struct making *m, struct buf *out)
{
	const struct diagram_request *picture = &m->target->picture;
	double start = clock_seconds();
	struct page page;

	m->made = true;
	atomic_store_explicit(&m->site->littered, true, memory_order_relaxed);
	page_init(&page, m->site, m->request, m->target, out);
	page_write(&page, (enum route_id)m->target->route);
	if (m->target->route == ROUTE_DIAGRAM && !m->request->beforehand)
		metrics_picture(
			m->site->metrics, picture->kind, picture->format, clock_seconds() - start);
	return !page.failed && !out->failed;
}

/* A search loads its module and its index, and those are the largest that a page loads. */
static enum effort
effort_for(const struct target *target)
{
	if (!target->shown)
		return EFFORT_QUICK;
	return target->route == ROUTE_STATIC || target->route == ROUTE_SEARCH_INDEX ? EFFORT_MOST
										    : EFFORT_KEPT;
}

static bool
make_bodies(struct making *m, struct content *content)
{
	struct buf *identity = &content->bodies[CODING_IDENTITY];

	if (!make_body(m, identity))
		return false;
	if (m->site->exported || !headers_compressible(m->target))
		return true; /* who makes files of the answers packs those */
	for (int i = CODING_IDENTITY + 1; i < CODING__COUNT; i++)
		if (m->target->keep || i == (int)m->coding) {
			compress_body(&content->bodies[i], identity, (enum coding)i,
				effort_for(m->target));
			if (content->bodies[i].failed)
				return false;
		}
	return true;
}

/* Pictures are made a few at a time, since each keeps a processor busy and takes memory. */
static enum cache_answer
make_content(struct content *content, void *data, struct wait *wait)
{
	static const enum cache_answer refusals[] = {
		[GATE_LATER] = CACHE_LATER, [GATE_REFUSED] = CACHE_BUSY};
	struct making *m = data;
	enum gate_answer gate;
	bool made;

	if (route_table[m->target->route].cache != CACHE_PICTURE)
		return make_bodies(m, content) ? CACHE_MADE : CACHE_FAILED;
	gate = gate_enter(m->site->drawing, wait);
	if (gate != GATE_ENTERED)
		return refusals[gate];
	made = make_bodies(m, content);
	gate_leave(m->site->drawing);
	return made ? CACHE_MADE : CACHE_FAILED;
}

/* -- answering ------------------------------------------------------------------------------------
 */

static void
set_body(struct response *response, const struct request *request, const struct buf *body)
{
	response->body = arena_strndup(request->arena, buf_cstr(body), body->len);
	response->body_len = body->len;
}

/* A page that is made for this request alone. */
static void
respond_once(const struct site *site, const struct request *request, const struct target *target,
	int status, void (*write)(struct page *), struct response *response)
{
	OWN(buf_fini) struct buf body = {0};
	struct page page;

	page_init(&page, site, request, target, &body);
	page.http_status = status;
	write(&page);
	response->status = status;
	response_header(response, "Content-Type", "text/html; charset=utf-8");
	response_header(response, "Content-Language", target->lang);
	if (target->negotiated)
		response_header(response, "Vary", "Accept-Language");
	headers_security(response, CACHE_PAGE, false);
	set_body(response, request, &body);
}

static void
respond_error(const struct site *site, const struct request *request, const struct target *target,
	int status, struct response *response)
{
	response->header_count = 0;
	respond_once(site, request, target, status,
		status == 400 && target->fault_count > 0 ? page_embed : page_error, response);
	response_header(
		response, "Cache-Control", status == 404 ? "public, max-age=60" : "no-store");
	if (status == 405)
		response_header(response, "Allow", "GET, HEAD");
	if (status == 503)
		response_header(response, "Retry-After", "2");
}

static void
respond_redirect(const struct site *site, const struct request *request,
	const struct target *target, struct response *response)
{
	respond_once(site, request, target, target->status, page_moved, response);
	response_header(response, "Location",
		arena_printf(request->arena, "%s%s", site->mount, target->location));
	response_header(response, "Cache-Control", "public, max-age=300");
}

/* What is made anew each time: it has no key, and nothing is kept. */
static void
respond_fresh(const struct site *site, const struct request *request, const struct target *target,
	struct response *response)
{
	const struct route *route = &route_table[target->route];
	OWN(buf_fini) struct buf body = {0};
	struct page page;

	page_init(&page, site, request, target, &body);
	page_write(&page, (enum route_id)target->route);
	response->status = page.http_status;
	response_header(response, "Content-Type", route->type);
	response_header(response, "Cache-Control",
		route->cache == CACHE_NEVER ? "no-store" : "public, max-age=3600");
	headers_security(response, route->cache, false);
	set_body(response, request, &body);
}

/* One that is not kept has a key of its own for each coding, since only the one asked for is
 * made. */
static enum cache_answer
get_content(struct making *m, struct wait *wait, const struct content **content)
{
	struct site *site = m->site;
	const char *name = m->target->keep ? NULL : coding_name(m->coding);
	const char *key =
		key_of_coding(m->request->arena, m->target->key, name != NULL ? name : "");
	enum cache_answer answer =
		cache_get(site->cache, key, m->target->keep, make_content, m, wait, content);

	if (answer == CACHE_BUSY)
		metrics_busy(site->metrics);
	if (answer != CACHE_LATER && !m->request->beforehand)
		metrics_cache(site->metrics, !m->made);
	return answer;
}

/* What could not be made: not now, not so large, or not at all. */
static void
respond_unmade(const struct site *site, const struct request *request, const struct target *target,
	bool busy, struct response *response)
{
	struct target refused = *target;
	int status = busy ? 503 : target_is_too_large(&refused, request->arena) ? 400 : 500;

	respond_error(site, request, &refused, status, response);
}

/* false: the content is being made; from then on the request may be another thread's. */
static bool
respond_content(struct site *site, const struct request *request, const struct target *target,
	struct response *response, struct wait *wait)
{
	enum coding coding = headers_compressible(target)
				     ? negotiate_encoding(request->accept_encoding)
				     : CODING_IDENTITY;
	struct making making = {site, request, target, coding, false};
	const struct content *content;
	enum cache_answer answer;
	char *etag = arena_alloc(request->arena, ETAG_SIZE);

	identity_etag(&site->identity, target->key, coding, etag);
	headers_validators(&site->headers, request, target, response, etag);
	if (headers_unchanged(&site->headers, request, etag)) {
		response->status = 304;
		return true;
	}
	answer = get_content(&making, wait, &content);
	if (answer == CACHE_LATER)
		return false;
	if (answer != CACHE_MADE) {
		respond_unmade(site, request, target, answer == CACHE_BUSY, response);
		return true;
	}
	response->status = 200;
	headers_description(request, target, response, coding);
	response->body = buf_cstr(&content->bodies[coding]);
	response->body_len = content->bodies[coding].len;
	response->owner = content;
	return true;
}

/* What needs nothing that others may be making. */
static void
respond_at_once(const struct site *site, const struct request *request, const struct target *target,
	struct response *response)
{
	if (request->refused != 0)
		respond_error(site, request, target, request->refused, response);
	else if (strcmp(request->method, "GET") != 0 && !response->head)
		respond_error(site, request, target, 405, response);
	else if (target->status >= 400)
		respond_error(site, request, target, target->status, response);
	else if (target->status >= 300)
		respond_redirect(site, request, target, response);
	else if (route_table[target->route].cache >= CACHE_HOST)
		respond_fresh(site, request, target, response);
}

/* What is in a format that the site has not is not there. */
static void
withhold(const struct site *site, struct target *target)
{
	if (target->route >= 0 && target->status < 400 &&
		!offer_has(&site->offer, (enum route_id)target->route, target->file))
		target->status = 404;
}

bool
site_try(struct site *site, const struct request *asked, struct response *response,
	struct wait *wait)
{
	const struct request *request = request_below(asked, site->mount);
	struct target target;

	*response = (struct response){
		.head = strcmp(request->method, "HEAD") == 0, .body = "", .route = -1};
	target_find(&target, site->model, request);
	withhold(site, &target);
	response->route = target.route;
	respond_at_once(site, request, &target, response);
	return response->status != 0 || respond_content(site, request, &target, response, wait);
}

void
site_foretell(
	struct site *site, const struct request *asked, bool exactly, struct response *response)
{
	const struct request *request = request_below(asked, site->mount);
	struct target target;

	*response = (struct response){.body = "", .route = -1};
	target_find(&target, site->model, request);
	withhold(site, &target);
	response->route = target.route;
	if (target.status != 200 || request->refused != 0 ||
		route_table[target.route].cache >= CACHE_HOST) {
		respond_at_once(site, request, &target, response);
	} else {
		if (exactly && target.route == ROUTE_DIAGRAM)
			target_is_too_large(&target, request->arena);
		response->status = target.status;
		headers_description(request, &target, response, CODING_IDENTITY);
	}
	response->body = "";
	response->body_len = 0;
}

void
site_look(struct site *site)
{
	gate_look(site->drawing);
}

void
site_leave(struct site *site)
{
	atomic_store(&site->leaving, true);
}

bool
site_is_leaving(const struct site *site)
{
	return atomic_load(&site->leaving);
}

/* What is kept lies between what drawing left free, and the heap gives back only what is free at
 * its end: without this a worker stays as large as it was in the worst moment. */
void
site_tidy(struct site *site)
{
	if (atomic_exchange_explicit(&site->littered, false, memory_order_relaxed))
		malloc_trim(0);
}

/* One that waits on the thread that asks. */
struct sleeper {
	struct wait wait; /* first, so that a wait leads back to its sleeper */
	pthread_mutex_t lock;
	pthread_cond_t woken;
	bool awake;
};

static void
wake_sleeper(struct wait *wait)
{
	struct sleeper *sleeper = (struct sleeper *)wait;

	pthread_mutex_lock(&sleeper->lock);
	sleeper->awake = true;
	pthread_cond_signal(&sleeper->woken);
	pthread_mutex_unlock(&sleeper->lock);
}

static void
sleep_until_woken(struct site *site, struct sleeper *sleeper)
{
	struct timespec until;

	pthread_mutex_lock(&sleeper->lock);
	while (!sleeper->awake) {
		clock_gettime(CLOCK_REALTIME, &until);
		until.tv_sec++;
		if (pthread_cond_timedwait(&sleeper->woken, &sleeper->lock, &until) == 0)
			continue;
		pthread_mutex_unlock(&sleeper->lock); /* it is taken with the gate's lock held */
		site_look(site);
		pthread_mutex_lock(&sleeper->lock);
	}
	sleeper->awake = false;
	pthread_mutex_unlock(&sleeper->lock);
}

void
site_respond(struct site *site, const struct request *request, struct response *response)
{
	struct sleeper sleeper = {.wait = {.wake = wake_sleeper},
		.lock = PTHREAD_MUTEX_INITIALIZER,
		.woken = PTHREAD_COND_INITIALIZER};

	while (!site_try(site, request, response, &sleeper.wait))
		sleep_until_woken(site, &sleeper);
	pthread_mutex_destroy(&sleeper.lock);
	pthread_cond_destroy(&sleeper.woken);
}

void
site_release(struct site *site, struct response *response)
{
	cache_release(site->cache, response->owner);
	response->owner = NULL;
}

void
site_count(struct site *site, const struct response *response, double seconds)
{
	if (site->metrics == NULL)
		return;
	metrics_request(site->metrics, response->route, response->status, seconds);
	site_measure(site);
}

void
site_measure(struct site *site)
{
	if (site->metrics == NULL)
		return;
	metrics_beat(site->metrics);
	metrics_size(site->metrics, cache_bytes(site->cache), search_store_bytes(site->search));
}

bool
site_has_room(const struct site *site)
{
	return cache_bytes(site->cache) < cache_limit(site->cache) / 8 * 7;
}
