/* encoding: text as spreadsheets save it -> UTF-8.
 *
 * A byte order mark names UTF-8 or UTF-16. Without one it is UTF-8 if it can be; else UTF-16 if
 * every other byte of much of it is zero, or Shift_JIS (Windows-31J, as Excel in Japan saves CSV)
 * if all of it can be and it has kana. That it was taken for one of these is told by a warning. The
 * only user of iconv. */
#ifndef DEMARC_BASE_ENCODING_H
#define DEMARC_BASE_ENCODING_H

#include <stdbool.h>

#include "buf.h"
#include "diag.h"

/* Appends the bytes as UTF-8 without a byte order mark and without '\0'; path as long as diags.
 * *converted: they were something else, so columns are not the file's. false: they are none of
 * these; diags has the place. */
bool
encoding_to_utf8(const char *path, const struct buf *bytes, struct buf *out, bool *converted,
	struct diags *);

#endif
