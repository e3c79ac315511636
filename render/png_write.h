/* png_write: pixels of a palette -> PNG (ISO/IEC 15948). The only user of libpng and libdeflate. */
#ifndef DEMARC_RENDER_PNG_WRITE_H
#define DEMARC_RENDER_PNG_WRITE_H

#include "base/buf.h"
#include "raster.h"

struct png_head {
	const char *title;
	const char *source;
	int scale; /* device pixels for one of the picture, which is 1/96 inch */
};

/* false: out of memory or limit of out. */
bool
png_write_raster(const struct raster *, const struct png_head *, struct buf *out);

#endif
