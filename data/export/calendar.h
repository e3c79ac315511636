/* calendar: the document's dates as an iCalendar file (RFC 5545): when certificates expire and
 * standards are withdrawn, dates among its facts, and when periods of notice of an edition end. */
#ifndef DEMARC_EXPORT_CALENDAR_H
#define DEMARC_EXPORT_CALENDAR_H

#include "export.h"

/* Appends it, in the original's language. Times follow from the data alone, so the same document
 * gives the same bytes. pages NULL: events lead to no page. */
void
write_calendar(
	struct buf *, const struct model *, const struct matrix *, const struct export_pages *);

#endif
