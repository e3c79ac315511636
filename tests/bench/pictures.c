/* In process, warm: medians of many runs, in microseconds of processor time, which do not depend on
 * what else the machine does. One line a row: name, median, bytes; for pictures that cairo can
 * write too, then its median and bytes, and our time as a part of its. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cairo-svg.h>

#include "output/cairo_paint.h"
#include "check/check.h"
#include "diagram/diagram.h"
#include "kinds/kind.h"
#include "load/load.h"
#include "site/site.h"

enum { RUNS = 100, RUNS_MIN = 5, ENOUGH_US = 500000 };

static double
now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static int
order(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* How long one thing takes that is done again and again, and how many bytes come of it. */
struct measure {
	double times[RUNS];
	int runs;
	size_t bytes;
};

static double
median(struct measure *m)
{
	qsort(m->times, (size_t)m->runs, sizeof(m->times[0]), order);
	return m->times[m->runs / 2];
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
		site_respond(site, &request, &response);
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

/* -- pictures, and the same ones by cairo's own writers, in turns
 * ------------------------------------------ */

struct output {
	const char *suffix;
	enum diagram_format format;
	unsigned scale;
	bool by_cairo; /* whether cairo can write it too */
};

/* What cairo's writers are given: the scene at that scale. */
struct baseline {
	const struct output *output;
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
	int scale = (int)b->output->scale;
	cairo_surface_t *surface =
		b->output->format == FORMAT_SVG
			? cairo_svg_surface_create_for_stream(
				  count_bytes, b, scene->width_px, scene->height_px)
			: cairo_image_surface_create(CAIRO_FORMAT_RGB24, scene->width_px * scale,
				  scene->height_px * scale);
	cairo_t *cr = cairo_create(surface);

	cairo_scale(cr, scale, scale);
	scene_paint_cairo(scene, PALETTE_LIGHT, false, cr);
	if (b->output->format == FORMAT_PNG)
		cairo_surface_write_to_png_stream(surface, count_bytes, b);
	cairo_destroy(cr);
	cairo_surface_finish(surface);
	cairo_surface_destroy(surface);
}

static void
draw_by_us(const struct diagram_request *request, struct measure *m)
{
	struct diags diags = {0};
	struct buf out = {0};
	double start = now_us();

	if (!diagram_render(request, &out, &diags)) {
		diags_print(&diags, stderr);
		exit(1);
	}
	m->times[m->runs++] = now_us() - start;
	m->bytes = out.len;
	buf_fini(&out);
}

static void
draw_by_cairo(const struct diagram_request *request, const struct output *output, struct measure *m)
{
	struct baseline b = {.output = output};
	struct diags diags = {0};
	double start = now_us();

	diagram_visit(request, write_by_cairo, &b, &diags);
	m->times[m->runs++] = now_us() - start;
	m->bytes = b.bytes;
	diags_fini(&diags);
}

/* As many runs as fit into ENOUGH_US, so that large pictures do not take minutes. */
static void
picture(const struct diagram_request *request, const struct output *output)
{
	struct measure ours = {.runs = 0}, theirs = {.runs = 0};
	double start = now_us(), us;

	while (ours.runs < RUNS && (ours.runs < RUNS_MIN || now_us() - start < ENOUGH_US)) {
		draw_by_us(request, &ours);
		if (output->by_cairo)
			draw_by_cairo(request, output, &theirs);
	}
	us = median(&ours);
	printf("%s-%s %.0f %zu", diagram_kind_name(request->kind), output->suffix, us, ours.bytes);
	if (output->by_cairo)
		printf(" %.0f %zu %.2f", median(&theirs), theirs.bytes, us / median(&theirs));
	putchar('\n');
	fflush(stdout);
}

/* Larger scales only of what they are allowed for. */
static void
kind_in_all_forms(const struct model *model, enum diagram_kind kind)
{
	static const struct output forms[] = {{"svg", FORMAT_SVG, 1, true},
		{"png-1x", FORMAT_PNG, 1, true}, {"png-2x", FORMAT_PNG, 2, true},
		{"png-4x", FORMAT_PNG, 4, true}, {"webp-1x", FORMAT_WEBP, 1, false},
		{"pdf", FORMAT_PDF, 1, false}};
	struct diagram_request request;
	struct diags diags = {0};
	unsigned w = 0, h = 0;

	diagram_request_init(&request, model, model->services[0].current, kind, FORMAT_SVG);
	diagram_size(&request, &w, &h, &diags);
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		if (w * h * forms[i].scale * forms[i].scale > DIAGRAM_PIXELS_MAX)
			continue;
		diagram_request_init(
			&request, model, model->services[0].current, kind, forms[i].format);
		request.scale = forms[i].scale;
		picture(&request, &forms[i]);
	}
	diags_fini(&diags);
}

int
main(void)
{
	struct diags diags = {0};
	struct site_options options = {0};
	struct model *model = load_directory("data", &diags);
	struct buf failed = {0};
	struct site *site;

	if (!late_cairo(&diags))
		return 1;
	for (int kind = 0; kind < DIAGRAM_KIND__COUNT; kind++)
		kind_in_all_forms(model, (enum diagram_kind)kind);
	site = site_new(model, &options);
	site_warm(site, NULL, NULL, &failed);
	answers(site, "page-from-cache", "/chrofy/ja/controls", NULL);
	answers(site, "not-modified", "/chrofy/ja/controls", "If-None-Match: *");
	site_free(site);
	loading();
	diags_fini(&diags);
	diagram_fini();
	load_fini();
	return 0;
}
