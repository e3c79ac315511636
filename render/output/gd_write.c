/* libgd brings more than thirty libraries with it, which take longer to load than most pictures to
 * draw. So it is not linked but loaded when there are pixels to write, and a check or a picture as
 * SVG never pays for it. It stays until the process ends.
 *
 * gd's alpha has seven bits: 0 is opaque, 127 is clear. */
#include "gd_write.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <gd.h>

#include "base/own.h"
#include "library.h"
#include "png_chunks.h"

/* zlib's levels: at 1x 5 would save a hundredth of the bytes for a sixteenth of the time, at 4x it
 * saves a tenth. */
enum { LEVEL_1X = 4, LEVEL_LARGER = 5 };

static struct {
	typeof(gdImageCreate) *create;
	typeof(gdImageCreateTrueColor) *create_true_color;
	typeof(gdImageDestroy) *destroy;
	typeof(gdImageColorAllocateAlpha) *allocate_alpha;
	typeof(gdImageSetResolution) *set_resolution;
	typeof(gdImagePngPtrEx) *png;
	typeof(gdImageWebpPtrEx) *webp;
	typeof(gdFree) *free;
	typeof(gdSetErrorMethod) *set_error_method;
} gd;

static const struct library_symbol symbols[] = {
	{"gdImageCreate", &gd.create},
	{"gdImageCreateTrueColor", &gd.create_true_color},
	{"gdImageDestroy", &gd.destroy},
	{"gdImageColorAllocateAlpha", &gd.allocate_alpha},
	{"gdImageSetResolution", &gd.set_resolution},
	{"gdImagePngPtrEx", &gd.png},
	{"gdImageWebpPtrEx", &gd.webp},
	{"gdFree", &gd.free},
	{"gdSetErrorMethod", &gd.set_error_method},
};

static struct library library = {
	.file = "libgd.so.3",
	.purpose = "PNG and WebP are written with",
	.advice = "install the Debian package libgd3, or ask for SVG or PDF",
	.symbols = symbols,
	.count = sizeof(symbols) / sizeof(*symbols),
	.lock = PTHREAD_MUTEX_INITIALIZER,
};

/* What gd last said on this thread. */
static _Thread_local char said[160];

/* -- loading --------------------------------------------------------------------- */

static void
unlock(pthread_mutex_t **lock)
{
	pthread_mutex_unlock(*lock);
}

/* gd would write to standard error. */
static void
listen_to_gd(int priority, const char *format, va_list args)
{
	(void)priority;
	vsnprintf(said, sizeof(said), format, args);
	said[strcspn(said, "\n")] = '\0';
}

bool
gd_load(struct diags *diags)
{
	if (!library_load(&library, diags))
		return false;
	gd.set_error_method(listen_to_gd);
	return true;
}

/* -- images ------------------------------------------------------------------------ */

static void
image_free(gdImagePtr *image)
{
	if (*image != NULL)
		gd.destroy(*image);
}

static void
memory_free(void **memory)
{
	if (*memory != NULL)
		gd.free(*memory);
}

static bool
refuse(struct diags *diags, const char *format)
{
	diags_add(diags, SEVERITY_ERROR, format, (struct pos){0},
		"libgd cannot write the picture%s%s", said[0] != '\0' ? ": " : "", said);
	return false;
}

/* Premultiplied -> gd's own, which is not. */
static int
gd_colour(uint32_t colour)
{
	unsigned alpha = colour >> 24, channels[3];

	for (int i = 0; i < 3; i++) {
		unsigned v = colour >> (16 - 8 * i) & 255;

		channels[i] = alpha == 0 ? 255
					 : (v * 255 + alpha / 2) /
						   alpha; /* clear is white for who sees no alpha */
	}
	return gdTrueColorAlpha(
		(int)channels[0], (int)channels[1], (int)channels[2], (int)(255 - alpha) / 2);
}

static gdImagePtr
palette_image(const struct pixels *pixels)
{
	gdImagePtr image = gd.create(pixels->width, pixels->height);
	const uint16_t *number = pixels->numbers;
	const uint8_t *of = pixels->palette.of;
	const int width = pixels->width;

	for (size_t i = 0; image != NULL && i < pixels->palette.count; i++) {
		int c = gd_colour(pixels->palette.kept[i]);

		gd.allocate_alpha(image, gdTrueColorGetRed(c), gdTrueColorGetGreen(c),
			gdTrueColorGetBlue(c), gdTrueColorGetAlpha(c));
	}
	for (int y = 0; image != NULL && y < pixels->height; y++) {
		unsigned char *row = image->pixels[y];

		for (int x = 0; x < width; x++)
			row[x] = of[*number++];
	}
	return image;
}

static gdImagePtr
true_colour_image(const struct pixels *pixels)
{
	gdImagePtr image = gd.create_true_color(pixels->width, pixels->height);
	const uint16_t *number = pixels->numbers;
	int colours[PALETTE_MAX] = {0};

	for (size_t i = 0; i < pixels->palette.count; i++)
		colours[i] = gd_colour(pixels->palette.kept[i]);
	for (int y = 0; image != NULL && y < pixels->height; y++) {
		int *row = image->tpixels[y];

		for (int x = 0; x < pixels->width; x++)
			row[x] = colours[pixels->palette.of[*number++]];
	}
	return image;
}

bool
gd_write_png(const struct pixels *pixels, const struct png_head *head, struct buf *out,
	struct diags *diags)
{
	const struct png_text texts[] = {{"Title", head->title}, {"Source", head->source}};
	OWN(image_free) gdImagePtr image = NULL;
	OWN(memory_free) void *file = NULL;
	unsigned per_inch = 96 * (unsigned)head->scale;
	int size = 0;

	said[0] = '\0';
	if (!gd_load(diags))
		return false;
	image = palette_image(pixels);
	if (image == NULL)
		return refuse(diags, "png");
	gd.set_resolution(image, per_inch, per_inch);
	file = gd.png(image, &size, head->scale > 1 ? LEVEL_LARGER : LEVEL_1X);
	if (file == NULL)
		return refuse(diags, "png");
	png_add_texts(file, (size_t)size, texts, sizeof(texts) / sizeof(*texts), out);
	return !out->failed;
}

/* The encoder takes so much memory that there is one at a time. */
static pthread_mutex_t webp_lock = PTHREAD_MUTEX_INITIALIZER;

bool
gd_write_webp(struct pixels *pixels, struct buf *out, struct diags *diags)
{
	OWN(unlock) pthread_mutex_t *lock = &webp_lock;
	OWN(image_free) gdImagePtr image = NULL;
	OWN(memory_free) void *file = NULL;
	int size = 0;

	pthread_mutex_lock(lock);
	said[0] = '\0';
	if (!gd_load(diags))
		return false;
	image = true_colour_image(pixels);
	pixels_fini(pixels);
	if (image == NULL)
		return refuse(diags, "webp");
	file = gd.webp(image, &size, gdWebpLossless);
	if (file == NULL)
		return refuse(diags, "webp");
	buf_add(out, file, (size_t)size);
	return !out->failed;
}
