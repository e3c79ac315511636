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

struct warming {
	struct site *site;
	struct buf *failed; /* the first failure in words; empty: none */
};

static void
warm_target(struct warming *w, const char *target)
{
	struct arena *arena = arena_new();
	struct request request;
	struct response response;

	request_from_target(&request, "GET", target, NULL, 0, arena);
	site_respond(w->site, &request, &response);
	if (response.status == 500)
		buf_printf(w->failed, "%.1000s answers 500", target);
	site_release(w->site, &response);
	arena_free(arena);
}

/* Stops when the cache is nearly full: what follows would only push out what was made. */
static bool
warm_one(const struct walk *step, void *data)
{
	struct warming *w = data;
	OWN(buf_fini) struct buf url = {0};

	if (step->first) {
		link_print(&url, &step->link);
		warm_target(w, buf_cstr(&url));
	}
	return w->failed->len == 0 && site_has_room(w->site);
}

bool
site_warm(struct site *site, struct buf *failed)
{
	struct warming w = {site, failed};

	walk_site(site_model(site), warm_one, &w);
	site_measure(site);
	return failed->len == 0;
}
