/* slides: which slide of a presentation shows which picture, in text documents which pictures are
 * shown, by the XML inside it: Office Open XML (ECMA-376) or OpenDocument. What cannot be read
 * shows nothing. */
#ifndef DEMARC_IDENTIFY_SLIDES_H
#define DEMARC_IDENTIFY_SLIDES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"

struct slides;

/* Unpacks the part of that name, if it is there and has at most limit bytes. */
typedef bool
slides_part_fn(void *archive, const char *name, size_t limit, struct buf *);

/* Reads what the archive says of its slides. In the arena; never NULL. */
const struct slides *
slides_find(struct arena *, slides_part_fn *part, void *archive);

/* "2, 5": the slides that show the part, counted from 1; "": none. */
const char *
slides_showing(const struct slides *, struct arena *, const char *part);

/* Whether the part is there only for programs that cannot draw the SVG beside it. */
bool
slides_only_instead(const struct slides *, const char *part);

#endif
