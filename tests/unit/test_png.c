/* PNG: pixels as stored, exact colours, scales and limits. */
#include <sys/stat.h>

#include <png.h>

#include "render_requests.h"
#include "scene/theme.h"

static uint8_t *
decode(const void *bytes, size_t len, unsigned *width, unsigned *height)
{
	png_image image = {.version = PNG_IMAGE_VERSION};
	uint8_t *pixels;

	assert_true(png_image_begin_read_from_memory(&image, bytes, len));
	image.format = PNG_FORMAT_RGBA;
	*width = image.width;
	*height = image.height;
	pixels = malloc(PNG_IMAGE_SIZE(image));
	assert_true(png_image_finish_read(&image, NULL, pixels, 0, NULL));
	return pixels;
}

/* Marks what differs in red and returns how many pixels that are. */
static size_t
difference(uint8_t *got, const uint8_t *wanted, size_t pixels)
{
	enum { TOLERANCE = 40 };
	size_t n = 0;

	for (size_t i = 0; i < 4 * pixels; i += 4) {
		bool same = true;

		for (size_t c = 0; c < 4; c++)
			same = same && abs(got[i + c] - wanted[i + c]) <= TOLERANCE;
		if (same)
			continue;
		n++;
		memcpy(got + i, "\xff\0\0\xff", 4);
	}
	return n;
}

static void
compare_pixels(const struct buf *got, const char *name)
{
	OWN(buf_fini) struct buf wanted = {0};
	unsigned w, h, wanted_w, wanted_h;
	uint8_t *a, *b;
	char path[128];
	const char *why = NULL;
	size_t different;

	snprintf(path, sizeof(path), "tests/golden/%s.png", name);
	if (updating()) {
		assert_true(buf_write_file(got, path));
		return;
	}
	if (!buf_read_file(&wanted, path, 4 << 20, &why))
		fail_msg("%s: %s", path, why);
	a = decode(got->data, got->len, &w, &h);
	b = decode(wanted.data, wanted.len, &wanted_w, &wanted_h);
	assert_int_equal(w, wanted_w);
	assert_int_equal(h, wanted_h);
	different = difference(a, b, (size_t)w * h);
	if (different > (size_t)w * h / 2000) {
		png_image image = {.version = PNG_IMAGE_VERSION,
			.width = w,
			.height = h,
			.format = PNG_FORMAT_RGBA};

		mkdir("build", 0777);
		snprintf(path, sizeof(path), "build/difference-%s.png", name);
		png_image_write_to_file(&image, path, 0, a, 0, NULL);
		fail_msg("%zu pixels differ: see %s", different, path);
	}
	free(a);
	free(b);
}

static void
pixels_are_as_stored(void **state)
{
	static const struct {
		const char *name, *document, *query;
	} cases[] = {
		{"stack-layers-ja", "layers", ""},
		{"stack-layers-en-dark", "layers", "lang=en&theme=dark"},
		{"stack-layers-highlight", "layers", "highlight=chrofy"},
		{"stack-layers-narrow", "layers", "width=360&scale=2"},
		{"stack-nine-parties", "nine-parties", ""},
		{"stack-forms", "forms", ""},
		{"stack-columns", "columns", "lang=en&background=transparent"},
		{"stack-print", "forms", "theme=print"},
		{"stack-contrast", "forms", "theme=contrast&lang=en"},
		{"matrix-layers", "layers", "kind=matrix"},
		{"matrix-tasks", "tasks", "kind=matrix&lang=en"},
		{"flow-requirements", "requirements", "kind=flow"},
		{"coverage-requirements", "requirements", "kind=coverage&theme=dark"},
		{"party-chrofy", "chrofy", "kind=party"},
		{"card-chrofy", "chrofy", "kind=card&lang=en"},
		{"slide-chrofy", "chrofy", "aspect=16:9&width=960"},
	};

	(void)state;
	EACH_ROW(i, cases) {
		OWN(buf_fini) struct buf out = {0};

		render(document(cases[i].document), FORMAT_PNG, cases[i].query, &out);
		compare_pixels(&out, cases[i].name);
	}
}

static bool
has_pixel(const uint8_t *pixels, size_t count, uint32_t rgb)
{
	const uint8_t wanted[] = {(uint8_t)(rgb >> 16), (uint8_t)(rgb >> 8), (uint8_t)rgb, 255};

	for (size_t i = 0; i < count; i++)
		if (memcmp(pixels + 4 * i, wanted, 4) == 0)
			return true;
	return false;
}

/* With nine parties the palette is full, and still no flat colour is off. */
static void
flat_colours_are_exact(void **state)
{
	OWN(buf_fini) struct buf out = {0};
	const struct fixture *f = document("nine-parties");
	unsigned slots[9], w, h;
	uint8_t *pixels;

	(void)state;
	theme_slots(&f->matrix, slots);
	render(f, FORMAT_PNG, "", &out);
	pixels = decode(out.data, out.len, &w, &h);
	for (size_t i = 0; i < 9; i++) {
		assert_true(has_pixel(pixels, (size_t)w * h,
			theme_colour(false, paint_party(slots[i], PARTY_BAR))));
		assert_true(has_pixel(pixels, (size_t)w * h,
			theme_colour(false, paint_party(slots[i], PARTY_TINT))));
	}
	assert_memory_equal(pixels, "\xff\xff\xff\xff", 4);
	free(pixels);
	render(f, FORMAT_PNG, "background=transparent", &out);
	pixels = decode(out.data, out.len, &w, &h);
	assert_int_equal(pixels[3], 0);
	free(pixels);
}

static void
scale_multiplies_pixels_and_their_density(void **state)
{
	static const int scales[] = {1, 2, 4};

	(void)state;
	EACH_ROW(i, scales) {
		OWN(buf_fini) struct buf out = {0};
		unsigned w, h;
		const unsigned char *density;
		char query[32];

		snprintf(query, sizeof(query), "width=640&scale=%d", scales[i]);
		render(document("two-rows"), FORMAT_PNG, query, &out);
		free(decode(out.data, out.len, &w, &h));
		assert_int_equal(w, 640 * scales[i]);
		density = memmem(out.data, out.len, "pHYs", 4);
		assert_int_equal(
			(density[4] << 24 | density[5] << 16 | density[6] << 8 | density[7]),
			(96 * scales[i] * 10000 + 127) / 254);
	}
}

static void
too_many_pixels_are_refused(void **state)
{
	OWN(buf_fini) struct buf out = {0};
	OWN(diags_fini) struct diags diags = {0};
	struct diagram_request r =
		request(document("sixty-rows"), FORMAT_PNG, "width=4096&scale=4");

	(void)state;
	assert_false(diagram_render(&r, &out, &diags));
	assert_string_equal(diags.v[0].rule, "too-large");
	assert_int_equal(out.len, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pixels_are_as_stored),
		cmocka_unit_test(flat_colours_are_exact),
		cmocka_unit_test(scale_multiplies_pixels_and_their_density),
		cmocka_unit_test(too_many_pixels_are_refused),
	};

	return cmocka_run_group_tests(tests, make_documents, free_documents);
}
