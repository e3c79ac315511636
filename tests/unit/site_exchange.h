/* site_exchange: a site with CHROFY's document, and requests to a site with their answers, for
 * tests of what it answers. After cmocka.h; they run from the top of the tree. */
#ifndef DEMARC_TESTS_SITE_EXCHANGE_H
#define DEMARC_TESTS_SITE_EXCHANGE_H

#include <string.h>

#include "load/load.h"
#include "rows.h"
#include "site/site.h"

/* A site with CHROFY's document, made once. */
static struct site *chrofy;

static inline int
load_chrofy(void **state)
{
	struct diags diags = {0};
	struct model *model = load_directory("data", &diags);

	(void)state;
	if (model == NULL || diags.count[SEVERITY_ERROR] > 0)
		diags_print(&diags, stderr);
	diags_fini(&diags);
	if (model == NULL)
		return -1;
	chrofy = site_new(model, &(struct site_options){0});
	return 0;
}

static inline int
free_chrofy(void **state)
{
	(void)state;
	site_free(chrofy);
	return 0;
}

static inline void
warm(struct site *site)
{
	struct buf failed = {0};

	assert_true(site_warm(site, NULL, NULL, &failed));
	assert_int_equal(failed.len, 0);
}

/* One request and its answer, with all that must be given back. */
struct exchange {
	struct arena *arena;
	struct request request;
	struct response response;
	struct site *site;
};

static inline void
exchange_end(struct exchange *e)
{
	site_release(e->site, &e->response);
	arena_free(e->arena);
}

/* headers ended by NULL. */
static inline void
exchange_begin(struct exchange *e, struct site *site, const char *method, const char *target,
	const char *const *headers)
{
	size_t n = 0;

	while (headers != NULL && headers[n] != NULL)
		n++;
	e->site = site;
	e->arena = arena_new();
	request_from_target(&e->request, method, target, headers, n, e->arena);
	site_respond(site, &e->request, &e->response);
}

static inline const char *
header(const struct response *response, const char *name)
{
	for (size_t i = 0; i < response->header_count; i++)
		if (strcasecmp(response->headers[i].name, name) == 0)
			return response->headers[i].value;
	return "";
}

static inline bool
body_has(const struct exchange *e, const char *words)
{
	return memmem(e->response.body, e->response.body_len, words, strlen(words)) != NULL;
}

/* How often the body has the words. */
static inline size_t
body_count(const struct exchange *e, const char *words)
{
	size_t n = 0, len = strlen(words);

	for (size_t i = 0; i + len <= e->response.body_len; i++)
		n += memcmp(e->response.body + i, words, len) == 0;
	return n;
}

#endif
