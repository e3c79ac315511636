/* What is made before it is asked for, and what becomes of a site that cannot be shown. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include "site_exchange.h"

#include "address/route.h"
#include "address/walk.h"
#include "base/own.h"
#include "health/metrics.h"
#include "server/warmer.h"

struct expected {
	size_t all;         /* that are worth making beforehand */
	size_t kept, sorts; /* those that are kept, and their patterns */
	bool seen[ROUTE__COUNT];
};

static bool
expect(const struct walk *step, void *data)
{
	struct expected *e = data;

	if (!step->first)
		return true;
	e->all++;
	if (route_table[step->link.to].cache >= CACHE_HOST)
		return true;
	e->kept++;
	e->sorts += !e->seen[step->link.to];
	e->seen[step->link.to] = true;
	return true;
}

/* CHROFY's document with a letter that no font has before the first such words; NULL: as it is. */
static struct site *
site_with(const char *before, struct metrics *metrics)
{
	OWN(buf_fini) struct buf bytes = {0}, changed = {0};
	struct diags diags = {0};
	const char *why, *at;
	struct model *model;

	assert_true(buf_read_file(&bytes, "data/matrix/chrofy/edition-1.xml", 1 << 20, &why));
	at = before != NULL ? strstr(buf_cstr(&bytes), before) : buf_cstr(&bytes);
	assert_non_null(at);
	buf_add(&changed, bytes.data, (size_t)(at - bytes.data));
	if (before != NULL)
		buf_str(&changed, "\U00010330");
	buf_str(&changed, at);
	model = load_bytes("changed.xml", &changed, "data", &diags);
	assert_non_null(model);
	diags_fini(&diags);
	return site_new(model, &(struct site_options){.metrics = metrics});
}

/* Asks for what is worth making beforehand, as a reader does. */
static bool
ask(const struct walk *step, void *data)
{
	OWN(buf_fini) struct buf target = {0};
	struct exchange e;

	if (!step->first)
		return true;
	link_print(&target, &step->link);
	exchange_begin(&e, data, "GET", buf_cstr(&target), NULL);
	assert_int_equal(e.response.status, 200);
	exchange_end(&e);
	return true;
}

/* Contents that readers found, or that were made for them. */
static size_t
counted(const struct metrics *metrics, const char *result)
{
	OWN(buf_fini) struct buf out = {0}, line = {0};
	const char *at;

	metrics_print(metrics, &out);
	buf_printf(&line, "\ndemarc_cache_requests_total{result=\"%s\"} ", result);
	at = strstr(buf_cstr(&out), buf_cstr(&line));
	assert_non_null(at);
	return (size_t)strtoul(at + line.len, NULL, 10);
}

struct counting {
	struct site *site;
	size_t count, leave_after;
};

static void
count(void *data)
{
	struct counting *c = data;

	if (++c->count == c->leave_after)
		site_leave(c->site);
}

static void
all_that_is_worth_it_is_made(void **state)
{
	struct metrics *metrics = metrics_new();
	struct counting counting = {.site = site_with(NULL, metrics)};
	struct expected expected = {0};
	struct buf failed = {0};

	(void)state;
	walk_site(site_model(counting.site), expect, &expected);
	assert_true(site_warm(counting.site, count, &counting, &failed));
	assert_int_equal(counting.count, expected.all);
	assert_int_equal(failed.len, 0);
	assert_int_equal(counted(metrics, "hit") + counted(metrics, "miss"), 0);
	site_tidy(counting.site);
	walk_site(site_model(counting.site), ask, counting.site);
	assert_int_equal(counted(metrics, "hit"), expected.kept);
	assert_int_equal(counted(metrics, "miss"), 0);
	site_free(counting.site);
}

static void
a_rehearsal_makes_one_of_each_sort(void **state)
{
	struct metrics *metrics = metrics_new();
	struct site *site = site_with(NULL, metrics);
	struct expected expected = {0};
	struct buf failed = {0};

	(void)state;
	walk_site(site_model(site), expect, &expected);
	assert_true(site_rehearse(site, &failed));
	walk_site(site_model(site), ask, site);
	assert_int_equal(counted(metrics, "hit"), expected.sorts);
	assert_int_equal(counted(metrics, "miss"), expected.kept - expected.sorts);
	site_free(site);
}

static void
nothing_is_made_for_a_site_that_is_left(void **state)
{
	struct counting counting = {.site = site_with(NULL, NULL), .leave_after = 3};
	struct buf failed = {0};

	(void)state;
	assert_true(site_warm(counting.site, count, &counting, &failed));
	assert_int_equal(counting.count, 3);
	site_free(counting.site);
}

/* What was not held against the rules may have pictures that cannot be drawn; it must not go live
 * if that is known in time. */
static void
a_site_that_cannot_be_drawn_says_so(void **state)
{
	static const struct {
		const char *name; /* of a party, in all languages or in English alone */
		double head_start;
		bool rehearsed, told;
	} rows[] = {
		{"CHROFY<", 0, false, true},
		{"Customer<", 0, true, false},
		{"Customer<", INFINITY, true, true},
		{NULL, INFINITY, true, false},
		{NULL, 0, true, false},
	};

	(void)state;
	EACH_ROW(i, rows) {
		OWN(buf_fini) struct buf failed = {0}, again = {0};
		struct site *site = site_with(rows[i].name, NULL);
		struct warmer *warmer;
		const char *why;

		assert_int_equal(site_rehearse(site, &failed), rows[i].rehearsed);
		assert_int_equal(failed.len == 0, rows[i].rehearsed);
		assert_int_equal(site_warm(site, NULL, NULL, &again), rows[i].name == NULL);
		site_free(site);
		site = site_with(rows[i].name, NULL);
		warmer = warmer_start(site, rows[i].head_start);
		why = warmer_wait(warmer);
		assert_int_equal(why != NULL, rows[i].told);
		if (why != NULL) {
			assert_non_null(strstr(why, "/chrofy/diagrams/"));
			assert_non_null(strstr(why, " answers 500"));
		}
		warmer_end(warmer);
		site_free(site);
	}
}

/* Whoever waits for all of it has all of it. */
static void
a_warmer_makes_all(void **state)
{
	struct metrics *metrics = metrics_new();
	struct site *site = site_with(NULL, metrics);
	struct expected expected = {0};
	struct warmer *warmer;

	(void)state;
	walk_site(site_model(site), expect, &expected);
	warmer = warmer_start(site, INFINITY);
	assert_null(warmer_wait(warmer));
	walk_site(site_model(site), ask, site);
	assert_int_equal(counted(metrics, "hit"), expected.kept);
	assert_int_equal(counted(metrics, "miss"), 0);
	warmer_end(warmer);
	site_free(site);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_that_is_worth_it_is_made),
		cmocka_unit_test(a_rehearsal_makes_one_of_each_sort),
		cmocka_unit_test(nothing_is_made_for_a_site_that_is_left),
		cmocka_unit_test(a_site_that_cannot_be_drawn_says_so),
		cmocka_unit_test(a_warmer_makes_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
