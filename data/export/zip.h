/* zip: files into one archive (PKWARE APPNOTE 6.3), in memory. The same files give the same bytes.
 */
#ifndef DEMARC_EXPORT_ZIP_H
#define DEMARC_EXPORT_ZIP_H

#include "base/buf.h"

struct zip {
	struct buf *out;      /* a lack of memory shows there */
	struct buf directory; /* what goes behind the files */
	unsigned count;
	unsigned dos_date; /* of every file */
};

/* An archive that is appended to an empty out; date is ISO 8601, from 1980 on. */
void
zip_begin(struct zip *, struct buf *out, const char *date);

/* Adds a file, deflated. name is ASCII. */
void
zip_file(struct zip *, const char *name, const struct buf *bytes);

/* Ends the archive and releases what it took. */
void
zip_end(struct zip *);

#endif
