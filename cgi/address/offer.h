/* offer: which formats a site has files in. A server has all of them, an export those that were
 * chosen; pages lead to nothing else. */
#ifndef DEMARC_ADDRESS_OFFER_H
#define DEMARC_ADDRESS_OFFER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "diagram/diagram.h"
#include "export/export.h"
#include "route.h"

/* Zero-initialised it has all. */
struct offer {
	unsigned withheld; /* a bit for each format that is not there */
};

/* The name of a format, "svg"; NULL: there are no more. Pages are "html", with what belongs to
 * them: style sheet, search, feeds, site map. Pictures, the paper and data are called by the ends
 * of their files' names, those of OSCAL "oscal". */
const char *
offer_name(size_t i);

/* Takes the formats of a list, "html,svg", and withholds all others. false: one is not known;
 * *unknown is its name. */
bool
offer_read(struct offer *, const char *list, struct buf *unknown);

/* Whether it has what is at the route, and is called file where the route's pattern has {file}; of
 * a page, whether there is anything for it to show. */
bool
offer_has(const struct offer *, enum route_id, const char *file);

/* The same of a picture's format, and of a form of the document. */
bool
offer_has_picture(const struct offer *, enum diagram_format);
bool
offer_has_data(const struct offer *, const struct export_format *);

#endif
