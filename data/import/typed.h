/* typed: values as they come out of spreadsheets -> as documents spell them. */
#ifndef DEMARC_IMPORT_TYPED_H
#define DEMARC_IMPORT_TYPED_H

#include "base/arena.h"

enum typed {
	TYPED_NOTHING,   /* no date */
	TYPED_DATE,      /* year, month and day, whatever stands between */
	TYPED_SERIAL,    /* days since the end of 1899: what a spreadsheet keeps for a date */
	TYPED_AMBIGUOUS, /* 1/2/2026 */
};

/* 2026-01-31, 2026/1/31, 2026.1.31, 2026年1月31日, in full width too, 31.1.2026, 46053. A time of
 * day behind it is passed over if it is midnight. *date, in ISO 8601 and in the arena, is set for
 * TYPED_DATE and TYPED_SERIAL. */
enum typed
typed_date(struct arena *, const char *text, const char **date);

/* ISO 8601 for a day of the calendar that a workbook counts from 1900, or from 1904; NULL: it has
 * none, which is so before March 1900 too, where the two ways to count differ. */
const char *
typed_serial(struct arena *, long days, int from_1904);

/* "true" for TRUE, "false" for FALSE; else the text itself. */
const char *
typed_boolean(const char *text);

#endif
