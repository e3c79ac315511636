/* Cairo draws band after band into one small surface, which stays in the processor's cache, and
 * each band is turned into numbers of colours at once: so a large picture takes two bytes a pixel,
 * not four. The numbers keep every mixture apart; which of them share an entry of the palette is
 * chosen when all are counted. */
#include "pixels.h"

#include <stdlib.h>

#include "cairo_paint.h"

enum {
	BAND_PIXELS = 1 << 16, /* 256 KiB */
	KEPT_PIXELS = 1 << 21, /* 1600 x 1310 */
};

static void
add_flat_colours(struct colours *colours, const struct pixels_job *job)
{
	colours_add_flat(colours,
		job->transparent ? 0 : theme_colour(job->palette, PAINT_GROUND) | 0xff000000U);
	for (size_t i = 0; i < job->scene->count; i++)
		if (job->scene->items[i].kind < ITEM_OPEN)
			colours_add_flat(
				colours, theme_colour(job->palette, job->scene->items[i].paint) |
						 0xff000000U);
}

static void
number_band(struct pixels *pixels, cairo_surface_t *surface, const struct pixel_grid *grid)
{
	const unsigned char *bytes = cairo_image_surface_get_data(surface);
	size_t stride = (size_t)cairo_image_surface_get_stride(surface),
	       width = (size_t)pixels->width;

	for (int y = grid->top; y < grid->bottom; y++, bytes += stride)
		colours_number(pixels->colours, (const uint32_t *)(const void *)bytes, width,
			pixels->numbers + (size_t)y * width);
}

static bool
draw_bands(struct pixels *pixels, const struct pixels_job *job, cairo_surface_t *surface)
{
	int rows = cairo_image_surface_get_height(surface);
	struct pixel_grid grid = {.glyphs = job->glyphs, .width = job->width};
	cairo_t *cr = cairo_create(surface);
	bool drawn;

	while (cairo_status(cr) == CAIRO_STATUS_SUCCESS && grid.bottom < job->height) {
		grid.top = grid.bottom;
		grid.bottom = grid.top + rows < job->height ? grid.top + rows : job->height;
		scene_paint_pixels(job->scene, job->palette, job->transparent, &grid, cr);
		cairo_surface_flush(surface);
		number_band(pixels, surface, &grid);
	}
	drawn = cairo_status(cr) == CAIRO_STATUS_SUCCESS;
	cairo_destroy(cr);
	return drawn;
}

static void
make_room(struct pixels *pixels, const struct pixels_job *job)
{
	size_t count = (size_t)job->width * (size_t)job->height;

	if (pixels->colours == NULL)
		pixels->colours = colours_new();
	colours_clear(pixels->colours);
	palette_choice_fini(&pixels->palette);
	pixels->width = job->width;
	pixels->height = job->height;
	if (count <= pixels->room)
		return;
	free(pixels->numbers);
	pixels->numbers = malloc(count * sizeof(*pixels->numbers));
	pixels->room = count;
}

bool
pixels_draw(struct pixels *pixels, const struct pixels_job *job, struct diags *diags)
{
	int rows = BAND_PIXELS / job->width > 0 ? BAND_PIXELS / job->width : 1;
	cairo_surface_t *surface;
	bool drawn;

	if (!late_cairo(diags))
		return false;
	surface = cairo_image_surface_create(
		CAIRO_FORMAT_ARGB32, job->width, rows < job->height ? rows : job->height);
	make_room(pixels, job);
	add_flat_colours(pixels->colours, job);
	drawn = cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS &&
		draw_bands(pixels, job, surface);
	if (drawn)
		palette_choose(pixels->colours, &pixels->palette);
	else
		diags_add(diags, SEVERITY_ERROR, "pixels", (struct pos){0},
			"cairo cannot draw the picture: %s",
			cairo_status_to_string(cairo_surface_status(surface)));
	cairo_surface_destroy(surface);
	return drawn;
}

void
pixels_trim(struct pixels *pixels)
{
	if (pixels->room <= KEPT_PIXELS)
		return;
	free(pixels->numbers);
	pixels->numbers = NULL;
	pixels->room = 0;
}

void
pixels_fini(struct pixels *pixels)
{
	colours_free(pixels->colours);
	free(pixels->numbers);
	palette_choice_fini(&pixels->palette);
	*pixels = (struct pixels){0};
}
