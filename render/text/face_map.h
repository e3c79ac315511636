/* face_map: the faces of our fonts, as Pango wants them. Pango's own map over fontconfig starts two
 * threads for each family, weight and size, and waits for them: a fifth of a cold picture. Ours
 * asks fontconfig at once, once for all sizes.
 *
 * Advances are HarfBuzz's, unhinted. One thread at a time; each has a map of its own. */
#ifndef DEMARC_TEXT_FACE_MAP_H
#define DEMARC_TEXT_FACE_MAP_H

#include <stddef.h>
#include <stdint.h>

#include <pango/pango.h>

/* fonts_load comes first. To be released with g_object_unref. */
PangoFontMap *
face_map_new(void);

/* What a text holds must be known before Pango chooses faces for it. UTF-8, not copied. */
void
face_map_learn(PangoFontMap *, const char *string, size_t bytes);

/* The glyphs_font of a font of such a map. */
uint32_t
face_map_font(PangoFont *);

/* How far the glyph reaches by itself, in Pango's units. */
int
face_map_advance(PangoFont *, PangoGlyph);
#endif
