/* webp_write: pixels -> WebP, lossless: every pixel as the PNG has it. */
#ifndef DEMARC_RENDER_WEBP_WRITE_H
#define DEMARC_RENDER_WEBP_WRITE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/diag.h"
#include "raster.h"

/* false: diags says why. A side has at most DIAGRAM_SIDE_MAX pixels (RFC 9649). */
bool
webp_write_raster(const struct raster *, struct buf *, struct diags *);

#endif
