/* href: where the parts of a picture link to, as the request's pages have it. NULL: nowhere. */
#ifndef DEMARC_KINDS_HREF_H
#define DEMARC_KINDS_HREF_H

#include "base/arena.h"
#include "picture.h"

/* The row's place in the page of the table. */
const char *
href_row(struct arena *, const struct diagram_request *, const struct row *);

/* The page of a control. */
const char *
href_control(struct arena *, const struct diagram_request *, const struct control *);

#endif
