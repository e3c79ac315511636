/* embed_form: the form that chooses a picture. */
#ifndef DEMARC_PAGES_EMBED_FORM_H
#define DEMARC_PAGES_EMBED_FORM_H

#include "page.h"

/* A field for each option that means something for the picture, with what is chosen in it, and what
 * is wrong with that beside it. */
void
part_embed_form(struct page *);

#endif
