/* In process, warm: medians of many runs, and bytes. One line a row: name, median in microseconds, bytes. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cairo-svg.h>

#include "cairo_paint.h"
#include "check/check.h"
#include "diagram.h"
#include "kind.h"
#include "load/load.h"
#include "site/site.h"

enum { RUNS = 100 };

static double
now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static int
order(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static void
picture(const struct model *model, const char *name, enum diagram_kind kind, enum diagram_format format, unsigned scale)
{
	struct diagram_request request;
	struct diags diags = {0};
	struct buf out = {0};
	double times[RUNS];

	diagram_request_init(&request, model, model->services[0].current, kind, format);
	if (scale > 0)
		request.scale = scale;
	for (int i = 0; i < RUNS; i++) {
		double start = now_us();

		buf_clear(&out);
		if (!diagram_render(&request, &out, &diags)) {
			diags_print(&diags, stderr);
			exit(1);
		}
		times[i] = now_us() - start;
	}
	qsort(times, RUNS, sizeof(times[0]), order);
	printf("%s %.0f %zu\n", name, times[RUNS / 2], out.len);
	buf_fini(&out);
}

static void
answers(struct site *site, const char *name, const char *target, const char *header)
{
	double times[RUNS];
	size_t len = 0;

	for (int i = 0; i < RUNS; i++) {
		struct arena *arena = arena_new();
		struct request request;
		struct response response = {0};
		double start = now_us();

		request_from_target(&request, "GET", target, &header, header != NULL, arena);
		site_respond(site, &request, 0, &response);
		times[i] = now_us() - start;
		len = response.body_len;
		site_release(site, &response);
		arena_free(arena);
	}
	qsort(times, RUNS, sizeof(times[0]), order);
	printf("%s %.1f %zu\n", name, times[RUNS / 2], len);
}

static void
loading(void)
{
	double times[20];

	for (int i = 0; i < 20; i++) {
		struct diags diags = {0};
		struct check_options options = {0};
		double start = now_us();
		struct model *model = load_directory("data", &diags);

		check_model(model, &options, &diags);
		times[i] = now_us() - start;
		model_free(model);
		diags_fini(&diags);
	}
	qsort(times, 20, sizeof(times[0]), order);
	printf("load-and-check %.0f 0\n", times[10]);
}

/* -- the same picture by cairo's own writers: its scene, painted and written ---------------------------- */

struct baseline {
	bool svg;
	size_t bytes;
};

static cairo_status_t
count_bytes(void *data, const unsigned char *bytes, unsigned len)
{
	(void)bytes;
	((struct baseline *)data)->bytes += len;
	return CAIRO_STATUS_SUCCESS;
}

static void
write_by_cairo(const struct scene *scene, void *data)
{
	struct baseline *b = data;
	cairo_surface_t *surface =
		b->svg ? cairo_svg_surface_create_for_stream(count_bytes, b, scene->width_px, scene->height_px)
		       : cairo_image_surface_create(CAIRO_FORMAT_RGB24, scene->width_px, scene->height_px);
	cairo_t *cr = cairo_create(surface);

	scene_paint_cairo(scene, PALETTE_LIGHT, false, cr);
	if (!b->svg)
		cairo_surface_write_to_png_stream(surface, count_bytes, b);
	cairo_destroy(cr);
	cairo_surface_finish(surface);
	cairo_surface_destroy(surface);
}

static void
by_cairo(const struct model *model, enum diagram_kind kind, bool svg)
{
	struct diagram_request request;
	struct baseline b = {.svg = svg};
	struct diags diags = {0};
	double times[RUNS / 10];

	diagram_request_init(&request, model, model->services[0].current, kind, FORMAT_SVG);
	for (int i = 0; i < RUNS / 10; i++) {
		double start = now_us();

		b.bytes = 0;
		diagram_visit(&request, write_by_cairo, &b, &diags);
		times[i] = now_us() - start;
	}
	qsort(times, RUNS / 10, sizeof(times[0]), order);
	printf("%s-%s-by-cairo %.0f %zu\n", diagram_kind_name(kind), svg ? "svg" : "png-1x", times[RUNS / 20], b.bytes);
}

/* Larger scales only of what they are allowed for. */
static void
kind_in_all_forms(const struct model *model, enum diagram_kind kind)
{
	static const struct {
		const char *suffix;
		enum diagram_format format;
		unsigned scale;
	} forms[] = {{"svg", FORMAT_SVG, 1}, {"png-1x", FORMAT_PNG, 1}, {"png-2x", FORMAT_PNG, 2}, {"png-4x", FORMAT_PNG, 4},
		{"webp-1x", FORMAT_WEBP, 1}, {"pdf", FORMAT_PDF, 1}};
	struct diagram_request request;
	struct diags diags = {0};
	unsigned w = 0, h = 0;

	diagram_request_init(&request, model, model->services[0].current, kind, FORMAT_SVG);
	diagram_size(&request, &w, &h, &diags);
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		char name[64];

		if (w * h * forms[i].scale * forms[i].scale > DIAGRAM_PIXELS_MAX)
			continue;
		snprintf(name, sizeof(name), "%s-%s", diagram_kind_name(kind), forms[i].suffix);
		picture(model, name, kind, forms[i].format, forms[i].scale);
	}
	by_cairo(model, kind, true);
	by_cairo(model, kind, false);
}

int
main(void)
{
	struct diags diags = {0};
	struct site_options options = {0};
	struct model *model = load_directory("data", &diags);
	struct buf failed = {0};
	struct site *site;

	for (int kind = 0; kind < DIAGRAM_KIND__COUNT; kind++)
		kind_in_all_forms(model, (enum diagram_kind)kind);
	site = site_new(model, &options);
	site_warm(site, &failed);
	answers(site, "page-from-cache", "/chrofy/ja/controls", NULL);
	answers(site, "not-modified", "/chrofy/ja/controls", "If-None-Match: *");
	site_free(site);
	loading();
	diags_fini(&diags);
	diagram_fini();
	load_fini();
	return 0;
}
