/* grid: the parts of the matrix picture, shared by its measuring, placing and painting.
 *
 * Rows of the table stand below each other, its columns, or the parties that take part, side by
 * side; a field is where the two meet, and its chips say who does what. Where the columns do not
 * fit, the picture is a list: a row's fields stand below its name. All sizes are in pixels. */
#ifndef DEMARC_KINDS_MATRIX_GRID_H
#define DEMARC_KINDS_MATRIX_GRID_H

#include "kinds/column_heads.h"
#include "kinds/sheet.h"

enum {
	GRID_GAP = 4,
	GRID_GROUP_GAP = 24,
	GRID_GROUP_LINE = 12,
	GRID_INSET = 12,
	GRID_CHIP_INSET = 8,
	GRID_CHIP_PAD = 5,
	GRID_CHIP_GAP = 1,
	GRID_SIGN_GAP = 6,
	GRID_ROW_PAD = 9,
	GRID_LABEL_MIN = 150, /* where the words leave it a choice */
	GRID_LABEL_LEAST = 90,
	GRID_COLUMN_MIN = 84, /* likewise */
	GRID_COLUMN_LEAST = 48,
};

/* What one party does, or what stands instead. */
struct grid_chip {
	const struct party *party;             /* NULL: not a party's */
	enum does does;                        /* the weightiest */
	enum cell_kind kind;                   /* CELL_PARTS, or why there is nobody */
	enum sharing shared;                   /* of those that answer */
	const struct text_block *label, *text; /* text may be NULL */
	struct box box;                        /* y from the top of the cell until it is placed */
};

struct grid_line {
	const struct text_block *text;
	const struct party *party;
	int y; /* from the top of the cell's chips, or of the row's label */
};

/* One field of the grid. */
struct grid_field {
	struct grid_chip *chips;
	size_t chip_count;
	struct grid_line *lines; /* conditions */
	size_t line_count;
	const struct text_block *mark;
	size_t rows;    /* that it spans; 0: the field above spans this one too */
	size_t columns; /* likewise; in a list, that say the same: 0, if one before does */
	const struct text_block *names; /* of those columns, in a list; NULL: it need not be said */
	int height;
	struct box box;
};

struct grid_row {
	const struct row *row;
	const struct text_block *label, *detail, *group, *mark; /* all but label may be NULL */
	struct grid_line *lines;
	size_t line_count;
	struct grid_field *fields; /* field_count */
	size_t field_count;
	int label_h;
	int group_y;     /* of the heading, or of the line */
	bool ends_group; /* a line above it closes the group before */
	struct box box;
};

struct grid {
	const struct table *table;
	struct head head;
	struct foot foot;
	bool by_party, list;
	const struct party **parties; /* by_party: of the columns */
	size_t column_count;
	int margin, content_w, label_w;
	struct columns columns; /* unless it is a list, as the heads */
	struct column_heads heads;
	struct only_head only; /* by_party: the table's column has no head else */
	struct grid_row *rows;
	int label_need, *needs; /* while they are sought, of label and columns; else NULL */
};

/* The three steps of the kind; see kind.h. */
void *
grid_measure(struct sheet *);
void
grid_place(struct sheet *, void *grid);
void
grid_paint(const struct sheet *, const void *grid, struct scene *);

/* What a chip leaves free before its text: for its bar too, if it has one. */
int
grid_chip_inset(const struct grid_chip *);

#endif
