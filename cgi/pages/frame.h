/* frame: what is around the content of every page. */
#ifndef DEMARC_PAGES_FRAME_H
#define DEMARC_PAGES_FRAME_H

#include "page.h"

/* Doctype to the beginning of <main>. title: the page's own part of <title>; "": none. description:
 * for search engines, "" for none. */
void
page_begin(struct page *, const char *title, const char *description);

/* </main>, footer and the end. */
void
page_end(struct page *);

#endif
