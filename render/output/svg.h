/* svg: a scene -> SVG 1.1 with ARIA roles, self-contained.
 *
 * Words are drawn as outlines, so no font is needed; over them lies the same text, invisible, to
 * find and select. Assistive technology gets title, description and the groups' titles, each thing
 * once. */
#ifndef DEMARC_OUTPUT_SVG_H
#define DEMARC_OUTPUT_SVG_H

#include <stdbool.h>

#include "base/buf.h"
#include "text/glyph.h"
#include "scene/scene.h"
#include "scene/theme.h"

struct svg_head {
	const char *title;
	const char *description;
	const char *source; /* its mark (mark.h) */
	const char *lang;
	const char *
		prefix; /* of all ids and classes, so that pictures can share a page; an XML name */
	enum palette palette;
	bool follows; /* takes the dark colours where the reader prefers them */
	bool transparent;
	bool live;               /* letters as text alone */
	int width_px, height_px; /* the size the scene is shown in */
};

/* Appends the scene as an SVG document. */
void
svg_write(const struct scene *, const struct svg_head *, struct glyphs *, struct buf *);

#endif
