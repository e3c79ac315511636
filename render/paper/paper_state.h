/* paper_state: a paper in the making, shared by the files that write it. Lengths are in points. */
#ifndef DEMARC_PAPER_PAPER_STATE_H
#define DEMARC_PAPER_PAPER_STATE_H

#include "paper.h"

/* The page is A4; text stands within left, top and bottom. */
#define PAPER_PAGE_WIDTH 595.276
#define PAPER_PAGE_HEIGHT 841.89
#define PAPER_LEFT 56.6
#define PAPER_TOP 66.0
#define PAPER_BOTTOM 775.0
#define PAPER_COLUMN_GAP 9.0

enum { PAPER_WAITING = 4 };

/* A heading of a level: how it looks, and the space around it. */
struct heading_look {
	int level;
	enum paper_style style;
	double before, after;
};

/* One in the table of contents. */
struct listed_heading {
	int level;
	const struct passage *words;
	const char *destination;
	unsigned page;
	struct listed_heading *next;
};

struct paper {
	struct arena *arena;
	struct setter *setter;
	const struct paper_edges *edges;
	cairo_surface_t *surface;
	cairo_t *cr; /* NULL: nothing is drawn */
	double y;
	unsigned page, pages; /* the one that is written; how many there will be, 0: not known */
	bool fresh;           /* nothing stands on the page yet */
	bool bare;            /* it has no running head */
	struct {
		const struct passage *words;
		const struct heading_look *look;
		const char *destination;
	} waiting[PAPER_WAITING];
	size_t waiting_count;
	const char *destination;                /* of what comes next */
	size_t numbered;                        /* headings so far, for names of places */
	struct listed_heading *headings, **end; /* as the first time had them */
	void *destinations;                     /* tree of names */
	int outline[4];                         /* the last entry of each level */
	struct {
		size_t columns; /* 0: there is no table */
		double x[PAPER_COLUMNS], width[PAPER_COLUMNS];
		const struct paper_cell *heads;
		bool ruled, begun; /* begun: it has something on this page */
	} table;
	uint64_t digest;
};

extern const struct heading_look paper_heading_looks[]; /* by level, from 1 */

/* A cell set in lines. */
struct set_cell {
	struct set_piece {
		struct set_paragraph *paragraph;
		enum paper_style style;
		unsigned lines;
		struct set_piece *next;
	} * first;
	const struct set_piece *at; /* what comes next, and its line; NULL: it is all there */
	unsigned line;
	double x;
};

/* -- paper_page.c ----------------------------------------------------------------------- */

/* Begins and ends an element of the document's structure (ISO 32000-1, 14.8); nothing while nothing
 * is drawn. */
void
paper_tag(struct paper *, const char *tag);
void
paper_tag_end(struct paper *, const char *tag);

/* Whether the name is that of a destination; data is the paper. As paragraph_draw wants it. */
bool
paper_is_destination(const char *name, const void *data);

/* Notes a destination, so that words can lead there. */
void
paper_keep_destination(struct paper *, const char *name);

/* Frees the names. */
void
paper_forget_destinations(struct paper *);

/* Puts the destination where the page is reached. */
void
paper_draw_destination(struct paper *, const char *name);

/* The same with the name that paper_destination gave to what comes next, if it gave one. */
void
paper_draw_next_destination(struct paper *);

/* Draws a thin line from there to the right. */
void
paper_draw_rule(struct paper *, double x, double y, double width);

/* Ends a page with what stands at its edges; begins one; both. */
void
paper_begin_page(struct paper *);
void
paper_end_page(struct paper *);
void
paper_turn_page(struct paper *);

/* -- paper_cell.c ----------------------------------------------------------------------- */

/* Sets a cell in lines; its words go into the digest. The cell must outlive it. */
void
paper_set_cell(
	struct paper *, struct set_cell *, const struct paper_cell *, double x, double width);
void
paper_set_cell_free(struct set_cell *);

/* The height of all that is left. */
double
paper_rest_height(const struct set_cell *);

/* Draws what fits into a height, at least one line if force says so; what is drawn is left behind.
 * Returns its height. In a table the cell has the tag. */
double
paper_draw_lines(struct paper *, struct set_cell *, double height, bool force);

/* -- paper_heading.c -------------------------------------------------------------------- */

/* The height of the headings that wait for what follows them. */
double
paper_waiting_height(struct paper *);

/* Draws them. */
void
paper_draw_headings(struct paper *);

/* -- paper_contents.c ------------------------------------------------------------------- */

/* Writes the table of contents, from the headings as the first time had them. */
void
paper_write_contents(struct paper *);

#endif
