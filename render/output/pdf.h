/* pdf: a scene -> PDF 1.5 by cairo: vectors, text that can be found and copied, subsets of the
 * fonts, tagged as lists.
 *
 * Cairo cannot write a document's language; everything else the file says of itself comes from the
 * head. */
#ifndef DEMARC_OUTPUT_PDF_H
#define DEMARC_OUTPUT_PDF_H

#include <stdbool.h>

#include "late.h"
#include "base/buf.h"
#include "base/diag.h"
#include "scene/scene.h"
#include "scene/theme.h"

struct pdf_head {
	const char *title;
	const char *subject;
	const char *publisher; /* NULL: not known */
	const char *date; /* ISO 8601: the document's, so that the bytes do not depend on today's */
	enum palette palette;
	bool transparent;
	int width_px; /* the scene is shown so wide, 96 px to the inch */
};

/* false: diags says why. */
bool
pdf_write(const struct scene *, const struct pdf_head *, struct buf *, struct diags *);

/* The same in steps, for several pages: a surface of so many points, to be drawn on by a context,
 * both of which pdf_end releases. The strings of head need not outlive pdf_begin. */
cairo_surface_t *
pdf_begin(const struct pdf_head *, double width, double height, struct buf *);
bool
pdf_end(cairo_surface_t *, cairo_t *, struct buf *, struct diags *);

#endif
