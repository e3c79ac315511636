/* picture: what is asked for: which picture of which matrix. */
#ifndef DEMARC_KINDS_PICTURE_H
#define DEMARC_KINDS_PICTURE_H

#include <stdbool.h>

#include "base/buf.h"
#include "model/model.h"

enum diagram_kind {
	DIAGRAM_STACK,    /* the boundary: bands with brackets */
	DIAGRAM_MATRIX,   /* rows and who does what in each */
	DIAGRAM_FLOW,     /* the controls and their counterparts */
	DIAGRAM_COVERAGE, /* which clauses of the mapped framework are addressed */
	DIAGRAM_PARTY,    /* what is one party's */
	DIAGRAM_CARD,     /* a link preview, 1200 x 630 */
	DIAGRAM_KIND__COUNT
};

enum diagram_format { FORMAT_SVG, FORMAT_PNG, FORMAT_WEBP, FORMAT_PDF, FORMAT__COUNT };

enum diagram_theme {
	THEME_AUTO,
	THEME_LIGHT,
	THEME_DARK,
	THEME_PRINT,
	THEME_CONTRAST,
	THEME__COUNT
};

enum diagram_aspect {
	DIAGRAM_ASPECT_AUTO,
	DIAGRAM_ASPECT_16_9,
	DIAGRAM_ASPECT_4_3,
	DIAGRAM_ASPECT_1_1,
	DIAGRAM_ASPECT_WIDE,
	DIAGRAM_ASPECT__COUNT
};

enum {
	DIAGRAM_WIDTH_MIN = 320,
	DIAGRAM_WIDTH_MAX = 4096,
	DIAGRAM_PIXELS_MAX = 16000000,
	DIAGRAM_SIDE_MAX = 16383, /* pixels, of PNG and WebP (RFC 9649 has no more) */
	DIAGRAM_TABLES_MAX = 32,  /* that can be named */
	DIAGRAM_PAGES_MAX = 99999,
};

/* What of a long picture stands on one of its pages; see paging.h. */
struct diagram_part {
	size_t first, count; /* of the items that the kind divides it into */
	size_t page, pages;  /* from 1 on; of how many. pages 0: all is shown */
};

/* What picture of which matrix. Made by diagram_request_init and diagram_option. */
struct diagram_request {
	const struct model *model;
	const struct matrix *matrix;
	enum diagram_kind kind;
	enum diagram_format format;
	const char *lang;              /* a language of the matrix */
	enum diagram_theme theme;      /* but in SVG auto is light */
	const struct party *highlight; /* NULL: nobody */
	unsigned width_px;             /* of the picture; 0: the kind's own */
	unsigned scale;             /* PNG, WebP: device pixels for one of the picture, 1, 2 or 4 */
	enum diagram_aspect aspect; /* auto: as high as it needs to be */
	bool transparent;           /* no background */
	bool live;                  /* SVG: letters as text, for pages that bring the fonts */
	const struct party *open;   /* whose own rows are among ours: matrix is then of
				       matrix_opened, and plain what it was; NULL: nobody's */
	const struct matrix *plain;
	const struct control *control; /* what a card is about; NULL: the service */
	const struct framework
		*framework; /* whose clauses flow and coverage show; NULL: the usual */
	/* The tables asked for, in the document's order, without those that have no rows. */
	const struct table *tables[DIAGRAM_TABLES_MAX];
	size_t table_count;       /* 0: all tables with rows, however many */
	unsigned page;            /* of the pages of a long picture, from 1 on; 0: all of it */
	struct diagram_part part; /* what is on it; for the kinds */
	size_t section; /* 1: the first of several tables below each other, and so on; 0: a picture
			   by itself */
	/* What stands before "ja/boundary" where SVG and PDF link to pages: the address of the
	 * service with a slash at its end, or "../" as seen from the picture's own address. NULL,
	 * the default: nothing is linked. */
	const char *pages;
};

#endif
