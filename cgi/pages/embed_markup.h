/* embed_markup: what shows a picture elsewhere: its address, and the markup of four languages. */
#ifndef DEMARC_PAGES_EMBED_MARKUP_H
#define DEMARC_PAGES_EMBED_MARKUP_H

#include "diagram/diagram.h"
#include "page.h"

/* What the picture shows, in words; of one with very much in it only what it is. */
const char *
embed_alternative(const struct page *, const struct diagram_request *);

/* The fields to copy from. Width and height are those that the picture is shown at, in pixels. */
void
part_markup(struct page *, const struct diagram_request *, unsigned width, unsigned height);

#endif
