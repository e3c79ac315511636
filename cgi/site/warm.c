#include "site.h"

#include "address/walk.h"
#include "base/own.h"

struct caller {
	const struct offer *offer;
	bool (*visit)(const char *target, void *data);
	void *data;
};

static bool
call_visitor(const struct walk *step, void *data)
{
	const struct caller *caller = data;
	OWN(buf_fini) struct buf url = {0};

	if (!offer_has(caller->offer, step->link.to, step->link.file))
		return true;
	link_print(&url, &step->link);
	return caller->visit(buf_cstr(&url), caller->data);
}

void
site_walk(const struct site *site, bool (*visit)(const char *target, void *data), void *data)
{
	struct caller caller = {site_offer(site), visit, data};

	walk_site(site_model(site), call_visitor, &caller);
}

static void
make_target(struct site *site, const char *target, struct buf *failed)
{
	struct arena *arena = arena_new();
	struct request request;
	struct response response;

	request_from_target(&request, "GET", target, NULL, 0, arena);
	request.beforehand = true;
	site_respond(site, &request, &response);
	if (response.status == 500)
		buf_printf(failed, "%.1000s answers 500", target);
	site_release(site, &response);
	arena_free(arena);
}

static void
make_step(struct site *site, const struct walk *step, struct buf *failed)
{
	OWN(buf_fini) struct buf url = {0};

	link_print(&url, &step->link);
	make_target(site, buf_cstr(&url), failed);
}

struct rehearsal {
	struct site *site;
	const struct matrix *matrix; /* of the first service */
	bool made[ROUTE__COUNT];
	struct buf *failed;
};

static bool
rehearse_one(const struct walk *step, void *data)
{
	struct rehearsal *r = data;

	if (r->matrix == NULL)
		r->matrix = step->matrix;
	if (step->matrix != NULL && step->matrix != r->matrix)
		return false;
	if (step->first && !r->made[step->link.to]) {
		r->made[step->link.to] = true;
		make_step(r->site, step, r->failed);
	}
	return r->failed->len == 0;
}

bool
site_rehearse(struct site *site, struct buf *failed)
{
	struct rehearsal r = {.site = site, .failed = failed};

	walk_site(site_model(site), rehearse_one, &r);
	site_measure(site);
	return failed->len == 0;
}

struct warming {
	struct site *site;
	void (*after)(void *data);
	void *data;
	struct buf *failed; /* the first failure in words; empty: none */
};

/* Stops when the cache is nearly full: what follows would only push out what was made. */
static bool
warm_one(const struct walk *step, void *data)
{
	struct warming *w = data;

	if (step->first) {
		make_step(w->site, step, w->failed);
		if (w->after != NULL && w->failed->len == 0)
			w->after(w->data);
	}
	return w->failed->len == 0 && site_has_room(w->site) && !site_is_leaving(w->site);
}

bool
site_warm(struct site *site, void (*after)(void *data), void *data, struct buf *failed)
{
	struct warming w = {site, after, data, failed};

	walk_site(site_model(site), warm_one, &w);
	site_measure(site);
	return failed->len == 0;
}
