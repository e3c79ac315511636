/* Pixels: the palette, the bands a picture is drawn in, what a PNG says of itself, and the outlines
 * of its letters. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include "rows.h"
#include <png.h>

#include "base/own.h"
#include "output/cairo_paint.h"
#include "diagram/diagram.h"
#include "kinds/kind.h"
#include "load/load.h"
#include "output/palette.h"
#include "output/png_chunks.h"
#include "output/renderer.h"
#include "text/text.h"

static struct model *model;

static int
load(void **state)
{
	OWN(diags_fini) struct diags diags = {0};

	(void)state;
	model = load_directory("data", &diags);
	return model != NULL ? 0 : -1;
}

static int
unload(void **state)
{
	(void)state;
	model_free(model);
	load_fini();
	diagram_fini();
	return 0;
}

/* -- palette ---------------------------------------------------------------------------- */

enum { ROW = 1 << 14 };

static int
error_of(uint32_t a, uint32_t b)
{
	int worst = 0;

	for (int shift = 0; shift <= 24; shift += 8) {
		int d = abs((int)(a >> shift & 255) - (int)(b >> shift & 255));

		worst = d > worst ? d : worst;
	}
	return worst;
}

/* Two flat colours and every grey between them, the darker the rarer. */
static void
flat_colours_stay_and_mixtures_become_like_ones(void **state)
{
	struct colours *colours = colours_new();
	OWN(palette_choice_fini) struct palette_choice choice = {0};
	uint32_t row[256];
	uint16_t numbers[256];

	(void)state;
	colours_add_flat(colours, 0xffffffff);
	colours_add_flat(colours, 0xfffefefe); /* however like the other */
	colours_add_flat(colours, 0xff000000);
	for (uint32_t i = 0; i < 256; i++)
		row[i] = 0xff000000 | i * 0x010101;
	for (size_t i = 0; i < 256; i++)
		colours_number(colours, row + i, 256 - i, numbers + i);
	palette_choose(colours, &choice);
	assert_in_range(choice.count, 20, 60);
	for (size_t i = 0; i < 256; i++)
		assert_in_range(error_of(choice.kept[choice.of[numbers[i]]], row[i]), 0, 12);
	assert_int_equal(choice.kept[choice.of[numbers[255]]], 0xffffffff);
	assert_int_equal(choice.kept[choice.of[numbers[254]]], 0xfffefefe);
	assert_int_equal(choice.kept[choice.of[numbers[0]]], 0xff000000);
	colours_free(colours);
}

/* More colours than there are numbers: no picture of ours has them, and still each pixel gets one
 * that is near. */
static void
colours_without_end_have_numbers(void **state)
{
	struct colours *colours = colours_new();
	OWN(palette_choice_fini) struct palette_choice choice = {0};
	static uint32_t row[ROW];
	static uint16_t numbers[ROW];

	(void)state;
	colours_add_flat(colours, 0xff123456);
	for (uint32_t i = 0; i < 1 << 18; i += ROW) {
		for (uint32_t k = 0; k < ROW; k++)
			row[k] = 0xff000000 | (i + k) * 61;
		colours_number(colours, row, ROW, numbers);
	}
	row[0] = 0xff123456;
	colours_number(colours, row, 1, numbers);
	palette_choose(colours, &choice);
	assert_int_equal(choice.count, PALETTE_MAX);
	assert_int_equal(choice.kept[choice.of[numbers[0]]], 0xff123456);
	colours_free(colours);
}

/* -- bands --------------------------------------------------------------------------------- */

struct sight {
	struct glyphs *glyphs;
	int width, height, rows;
	uint32_t *pixels;
};

static void
draw_in_bands(const struct scene *scene, void *data)
{
	struct sight *sight = data;
	cairo_surface_t *surface;
	cairo_t *cr;

	sight->height = scene->height_px * sight->width / scene->width_px;
	sight->pixels = calloc((size_t)sight->width * (size_t)sight->height, 4);
	surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, sight->width, sight->rows);
	cr = cairo_create(surface);
	for (int top = 0; top < sight->height; top += sight->rows) {
		int bottom = top + sight->rows < sight->height ? top + sight->rows : sight->height;

		scene_paint_pixels(scene, PALETTE_LIGHT, true,
			&(struct pixel_grid){sight->glyphs, sight->width, top, bottom}, cr);
		cairo_surface_flush(surface);
		memcpy(sight->pixels + (size_t)top * (size_t)sight->width,
			cairo_image_surface_get_data(surface),
			(size_t)(bottom - top) * (size_t)sight->width * 4);
	}
	cairo_destroy(cr);
	cairo_surface_destroy(surface);
}

/* A seam would show: letters, hatches and ribbons cross from one band into the next. */
static void
bands_have_no_seams(void **state)
{
	static const int widths[] = {640, 961, 1280};
	OWN(diags_fini) struct diags diags = {0};
	struct renderer *renderer = renderer_take(&diags);

	(void)state;
	assert_non_null(renderer);
	assert_true(late_cairo(&diags));
	EACH_VALUE(kind, DIAGRAM_KIND__COUNT)
		EACH_ROW(i, widths) {
			struct sight whole = {.glyphs = renderer->glyphs,
					     .width = widths[i],
					     .rows = 1 << 14},
				     parts = whole;
			struct diagram_request request;

			parts.rows = 37;
			diagram_request_init(&request, model, model->services[0].current,
				(enum diagram_kind)kind, FORMAT_PNG);
			assert_true(diagram_visit(&request, draw_in_bands, &whole, &diags));
			assert_true(diagram_visit(&request, draw_in_bands, &parts, &diags));
			assert_memory_equal(whole.pixels, parts.pixels,
				(size_t)whole.width * (size_t)whole.height * 4);
			free(whole.pixels);
			free(parts.pixels);
		}
	renderer_return(renderer);
}

/* -- files ---------------------------------------------------------------------------------- */

struct reading {
	const struct buf *file;
	size_t at;
};

static void
read_bytes(png_structp png, png_bytep to, size_t len)
{
	struct reading *source = png_get_io_ptr(png);

	if (source->at + len > source->file->len)
		png_error(png, "the file ends early");
	memcpy(to, source->file->data + source->at, len);
	source->at += len;
}

/* The text as libpng reads it, which checks each chunk; "" if there is none. */
static void
text_in_png(const struct buf *file, const char *key, char *out, size_t size)
{
	png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
	png_infop info = png_create_info_struct(png);
	struct reading source = {.file = file};
	png_textp texts;
	int count;

	if (setjmp(png_jmpbuf(png)) != 0)
		fail_msg("libpng cannot read the file");
	png_set_read_fn(png, &source, read_bytes);
	png_read_png(png, info, PNG_TRANSFORM_IDENTITY, NULL);
	out[0] = '\0';
	png_get_text(png, info, &texts, &count);
	for (int i = 0; i < count; i++)
		if (strcmp(texts[i].key, key) == 0) {
			assert_int_equal(texts[i].compression, PNG_ITXT_COMPRESSION_NONE);
			snprintf(out, size, "%s", texts[i].text);
		}
	assert_int_equal(source.at, file->len);
	png_destroy_read_struct(&png, &info, NULL);
}

static void
a_png_says_what_it_is(void **state)
{
	OWN(buf_fini) struct buf file = {0}, title = {0};
	OWN(diags_fini) struct diags diags = {0};
	struct diagram_request request;
	char text[512];

	(void)state;
	diagram_request_init(
		&request, model, model->services[0].current, DIAGRAM_STACK, FORMAT_PNG);
	diagram_title(&request, &title);
	assert_true(diagram_render(&request, &file, &diags));
	text_in_png(&file, "Title", text, sizeof(text));
	assert_string_equal(text, buf_cstr(&title));
	text_in_png(&file, "Source", text, sizeof(text));
	assert_ptr_equal(strstr(text, "/chrofy/diagrams/stack.png, ja, edition 1, 2024-"), text);
	text_in_png(&file, "Author", text, sizeof(text));
	assert_string_equal(text, "");
}

/* -- outlines ------------------------------------------------------------------------------- */

/* Quadratic curves come back out of cairo's cubic ones: none is left as a cubic one, which would
 * take a third more. */
static void
outlines_are_as_in_the_font(void **state)
{
	OWN(diags_fini) struct diags diags = {0};
	struct renderer *renderer = renderer_take(&diags);
	const struct text_block *text;

	(void)state;
	assert_non_null(renderer);
	text = text_set(renderer->texter, "あ永龍", "ja", STYLE_LABEL, 0);
	assert_true(text->lines[0].glyph_count >= 3);
	for (size_t i = 0; i < text->lines[0].glyph_count; i++) {
		const struct glyph *glyph = glyphs_get(renderer->glyphs,
			text->lines[0].glyphs[i].font, text->lines[0].glyphs[i].index);

		assert_null(strchr(glyph->path, 'c'));
		assert_non_null(strchr(glyph->path, 'q'));
		assert_true(glyph->step_count > 0 && glyph->path[strlen(glyph->path) - 1] == 'z');
	}
	assert_null(glyphs_unreadable(renderer->glyphs));
	renderer_return(renderer);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(flat_colours_stay_and_mixtures_become_like_ones),
		cmocka_unit_test(colours_without_end_have_numbers),
		cmocka_unit_test(bands_have_no_seams),
		cmocka_unit_test(a_png_says_what_it_is),
		cmocka_unit_test(outlines_are_as_in_the_font),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
