/* svg_out: the bytes of SVG: escaped strings, attributes, and numbers that never pass through the
 * locale. */
#ifndef DEMARC_OUTPUT_SVG_OUT_H
#define DEMARC_OUTPUT_SVG_OUT_H

#include "base/buf.h"

/* The bytes with &, <, > and " as entities. */
void
svg_escape(struct buf *, const char *, size_t len);

/* A space and name="value". */
void
svg_attribute(struct buf *, const char *name, const char *value);

/* The text between two tags. */
void
svg_element(struct buf *, const char *tags[2], const char *text);

/* v / 10^digits, without needless zeros. */
void
svg_decimal(struct buf *, long long v, int digits);

/* SCENE_PX -> pixels, to the hundredth. */
void
svg_length(struct buf *, int v);

/* A space and name="length". */
void
svg_number_attribute(struct buf *, const char *name, int v);

#endif
