/* cairo_paint: a scene -> any surface of cairo. */
#ifndef DEMARC_RENDER_CAIRO_PAINT_H
#define DEMARC_RENDER_CAIRO_PAINT_H

#include <stdbool.h>

#include <cairo.h>

#include "scene.h"
#include "theme.h"

/* A pixel of the scene is a unit of the context. Groups become tags, which only PDF has. */
void
scene_paint_cairo(const struct scene *, enum palette, bool transparent, cairo_t *);

#endif
