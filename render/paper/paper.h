/* paper: passages, tables and pictures, one below the other on pages of A4, with running heads,
 * page numbers, a table of contents, an outline, and links inside. Knows nothing of what it shows.
 *
 * A document is written twice: the first time nothing is drawn, and what page each heading comes to
 * is noted. So whoever writes it gives paper_make a function that writes all of it. Lengths are in
 * points. */
#ifndef DEMARC_PAPER_PAPER_H
#define DEMARC_PAPER_PAPER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "diagram/diagram.h"
#include "paragraph.h"
#include "passage.h"
#include "output/pdf.h"

enum { PAPER_COLUMNS = 8, PAPER_WIDTH = 482 /* between the margins */ };

struct paper;

/* What stands on every page but the cover, and the words that paper itself needs. */
struct paper_edges {
	const char *lang;
	const char *top_left, *top_right, *bottom_left;
	const char *contents; /* heading of the table of contents */
};

/* Writes the document: cover what comes before the table of contents, body what comes after. false:
 * diags says why. */
struct paper_text {
	void (*cover)(struct paper *, void *data);
	void (*body)(struct paper *, void *data);
	/* What the file says of itself; digest is that of its words. Strings live in the arena or
	 * longer. */
	void (*head)(struct arena *, uint64_t digest, struct pdf_head *, void *data);
	void *data;
};
bool
paper_make(const struct paper_text *, const struct paper_edges *, struct buf *, struct diags *);

/* A digest of all words, in order; nothing is drawn. false: diags says why. */
bool
paper_digest(
	const struct paper_text *, const struct paper_edges *, uint64_t *digest, struct diags *);

/* -- for those who write -------------------------------------------------------------------- */

/* Lives until the document is made. */
struct arena *
paper_arena(struct paper *);

/* A heading of level 1 to 3, in the outline and in the table of contents; it keeps with what
 * follows. The passage lives until the document is made. Where new_page says so it begins a page,
 * unless half of one is left. destination: its name for links, or NULL. */
void
paper_heading(
	struct paper *, int level, const struct passage *, const char *destination, bool new_page);

/* The next thing written can be linked to by that name too. */
void
paper_destination(struct paper *, const char *name);

/* A paragraph, indented by so much; mark stands before its first line, or is NULL. */
void
paper_paragraph(
	struct paper *, enum paper_style, const struct passage *, double indent, const char *mark);

/* Empty space, which does not begin a page. */
void
paper_gap(struct paper *, double height);

/* The page ends here. */
void
paper_break(struct paper *);

/* A cell of a table: paragraphs one below the other. */
struct paper_cell {
	struct paper_piece {
		const struct passage *passage;
		enum paper_style style;
		struct paper_piece *next;
	} * first, **end;
};
void
paper_cell_init(struct paper_cell *);
void
paper_cell_add(struct paper *, struct paper_cell *, enum paper_style, const struct passage *);

/* Two cells side by side, a label and what it is; such rows are no table. */
void
paper_field(struct paper *, const struct paper_cell *label, const struct paper_cell *value,
	double label_width);

/* A table whose columns have so much of the width each; heads (NULL: none) are repeated on every
 * page. Rows are ruled where ruled says so. Rows follow, then paper_table_end. */
void
paper_table(struct paper *, size_t columns, const double *widths, const struct paper_cell *heads,
	bool ruled);
void
paper_row(struct paper *, const struct paper_cell *cells);
/* A row of one cell over all columns. */
void
paper_wide_row(struct paper *, const struct paper_cell *);
void
paper_table_end(struct paper *);

/* The picture, as wide as the page or as high as one at most. false: it cannot be drawn. */
bool
paper_picture(struct paper *, const struct diagram_request *);

#endif
