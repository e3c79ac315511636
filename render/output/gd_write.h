/* gd_write: pixels -> PNG and WebP. The only user of libgd. */
#ifndef DEMARC_OUTPUT_GD_WRITE_H
#define DEMARC_OUTPUT_GD_WRITE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/diag.h"
#include "pixels.h"

/* Loads libgd, the first time; otherwise the first picture does. A process that will confine itself
 * calls it before: afterwards no code can be loaded. false: diags says why. Thread-safe. */
bool
gd_load(struct diags *);

struct png_head {
	const char *title;
	const char *source;
	int scale; /* device pixels for one of the picture, which is 1/96 inch */
};

/* PNG (ISO/IEC 15948) with a palette, the physical size and the texts of the head. false: diags
 * says why, or out has failed. */
bool
gd_write_png(const struct pixels *, const struct png_head *, struct buf *out, struct diags *);

/* WebP (RFC 9649), lossless: every pixel as the PNG has it. The encoder takes some 25 bytes a
 * pixel, so the pixels' own numbers are let go of before, and a second caller waits. A side has at
 * most DIAGRAM_SIDE_MAX pixels. */
bool
gd_write_webp(struct pixels *, struct buf *out, struct diags *);

#endif
