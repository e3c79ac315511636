/* column_heads: the names above columns that stand side by side, each with a line below it. For the
 * kinds that have such columns. */
#ifndef DEMARC_KINDS_COLUMN_HEADS_H
#define DEMARC_KINDS_COLUMN_HEADS_H

#include "columns.h"
#include "sheet.h"

struct column_heads {
	const struct text_block **names, **marks; /* a mark is NULL without footnotes */
	int y, h;                                 /* of the names, the highest of them */
};

/* None of the count is set yet. */
void
column_heads_init(struct sheet *, struct column_heads *, size_t count);

/* Sets the name of column c, and behind it the numbers of its footnotes (NULL: there are none). */
void
column_heads_set(struct sheet *, struct column_heads *, size_t c, const struct texts *name,
	const struct marks *, int width_px);

/* Puts them at y; returns where the columns begin. */
int
column_heads_place(struct column_heads *, int y);

/* The name of column c in ink, and its line. left_px: where the columns' x count from. */
void
column_heads_paint(const struct column_heads *, struct scene *, const struct columns *, size_t c,
	int left_px, int ink, int line);

/* The width that the label column starts with: what the longest name or detail of a row takes on
 * one line with around_px beside it, but no more than most_px, and at least least_px. Short labels
 * leave the rest to the columns. */
int
column_label_width(struct sheet *, const struct table *, int around_px, int least_px, int most_px);

/* The name of a table's only column, where others have a head for each. */
struct only_head {
	const struct text_block *name, *mark; /* name is NULL if there is none, or several */
	int y;
};

/* Sets its texts. */
void
only_head_measure(struct sheet *, struct only_head *, const struct table *, int width_px);
/* Puts it at y; returns where what follows begins. */
int
only_head_place(struct only_head *, int y);
void
only_head_paint(const struct only_head *, struct scene *, int x);

#endif
