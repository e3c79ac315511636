/* render_requests: requests for pictures, as a query has them, of the documents of
 * render_matrices.h. Layout is compared as text first, pixels second, with a tolerance;
 * DEMARC_GOLDEN=update rewrites what is expected, and a picture that differs is left under build/
 * with its difference in red. */
#ifndef DEMARC_TESTS_RENDER_REQUESTS_H
#define DEMARC_TESTS_RENDER_REQUESTS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include "rows.h"

#include "base/buf.h"
#include "base/own.h"
#include "diagram/diagram.h"
#include "kinds/kind.h"
#include "load/load.h"
#include "render_matrices.h"

#include "text/text.h"
#include "scene/theme.h"

enum { DOCUMENTS = COUNT(fixtures) };

static struct fixture documents[DOCUMENTS];

static inline int
make_documents(void **state)
{
	OWN(diags_fini) struct diags diags = {0};

	(void)state;
	data_model = load_directory("data", &diags);
	if (data_model == NULL)
		return -1;
	for (size_t i = 0; i < DOCUMENTS; i++)
		fixtures[i].make(&documents[i]);
	return 0;
}

static inline int
free_documents(void **state)
{
	(void)state;
	for (size_t i = 0; i < DOCUMENTS; i++)
		fixture_fini(&documents[i]);
	model_free(data_model);
	load_fini();
	diagram_fini();
	return 0;
}

static inline const struct fixture *
document(const char *name)
{
	size_t i = 0;

	while (strcmp(fixtures[i].name, name) != 0)
		i++;
	return &documents[i];
}

/* A request with options as a query has them, and the kind if it is not stack:
 * "kind=flow&lang=en&width=320". */
static inline struct diagram_request
request(const struct fixture *f, enum diagram_format format, const char *query)
{
	OWN(buf_fini) struct buf allowed = {0};
	struct diagram_request r;
	char *copy = strdup(query), *rest = copy, *pair, *value;

	diagram_request_init(&r, &f->model, &f->matrix, DIAGRAM_STACK, format);
	r.pages = "../";
	while ((pair = strsep(&rest, "&")) != NULL) {
		if (pair[0] == '\0')
			continue;
		value = strchr(pair, '=');
		*value++ = '\0';
		if (strcmp(pair, "kind") == 0) {
			diagram_request_init(&r, &f->model, &f->matrix,
				(enum diagram_kind)diagram_kind_find(value), format);
			r.pages = "../";
			continue;
		}
		assert_int_equal(diagram_option_set(&r, pair, value, &allowed), OPTION_TAKEN);
	}
	free(copy);
	return r;
}

static inline void
render(const struct fixture *f, enum diagram_format format, const char *query, struct buf *out)
{
	OWN(diags_fini) struct diags diags = {0};
	struct diagram_request r = request(f, format, query);

	buf_clear(out);
	if (!diagram_render(&r, out, &diags)) {
		diags_print(&diags, stderr);
		fail();
	}
}

static inline void
scene(const struct fixture *f, const char *query, struct buf *out)
{
	OWN(diags_fini) struct diags diags = {0};
	struct diagram_request r = request(f, FORMAT_SVG, query);

	buf_clear(out);
	assert_true(diagram_scene(&r, out, &diags));
}

static inline uint64_t
hash(const struct buf *b)
{
	uint64_t h = 14695981039346656037U;

	for (size_t i = 0; i < b->len; i++)
		h = (h ^ (unsigned char)b->data[i]) * 1099511628211U;
	return h;
}

static inline bool
updating(void)
{
	const char *golden = getenv("DEMARC_GOLDEN");

	return golden != NULL && strcmp(golden, "update") == 0;
}

static inline double
luminance(uint32_t rgb)
{
	static const double weights[] = {0.2126, 0.7152, 0.0722};
	double sum = 0;

	for (int i = 0; i < 3; i++) {
		double v = (rgb >> (16 - 8 * i) & 255) / 255.0;

		sum += weights[i] * (v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4));
	}
	return sum;
}

static inline double
contrast(uint32_t a, uint32_t b)
{
	double x = luminance(a), y = luminance(b);

	return (fmax(x, y) + 0.05) / (fmin(x, y) + 0.05);
}

#endif
