/* svg_outline: letters as outlines, each thing once: a glyph that is used again, and a word that is
 * used again, are defined and referred to; what occurs only once is drawn where it stands. */
#ifndef DEMARC_OUTPUT_SVG_OUTLINE_H
#define DEMARC_OUTPUT_SVG_OUTLINE_H

#include "base/buf.h"
#include "text/glyph.h"
#include "scene/scene.h"

struct svg_outlines;

/* Looks through all texts of the scene, in whose arena the result lives. prefix begins all ids. */
struct svg_outlines *
svg_outlines_new(const struct scene *, struct glyphs *, const char *prefix);

/* The definitions, <defs>. */
void
svg_outlines_define(struct svg_outlines *, struct buf *);

/* The next line of text of the scene, in units of GLYPH_EM from the start of its baseline. Every
 * line is drawn once, in the order of the items. */
void
svg_outlines_draw(struct svg_outlines *, struct buf *);

#endif
