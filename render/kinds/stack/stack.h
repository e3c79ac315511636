/* stack: the parts of the boundary picture, shared by its measuring, placing and painting.
 *
 * One column: each row is a band in its owner's colour, and a bracket beside the bands names who
 * answers for the rows it spans. Several columns: rows have a neutral label and the runs of each
 * column are blocks beside it. Where the picture is too narrow for all columns side by side, the
 * blocks of a row stand below its label, one for all columns that say the same. All sizes are in
 * pixels. */
#ifndef DEMARC_KINDS_STACK_STACK_H
#define DEMARC_KINDS_STACK_STACK_H

#include "kinds/column_heads.h"
#include "kinds/sheet.h"

enum stack_line_kind { LINE_NOTE, LINE_CONDITION };

struct stack_line {
	enum stack_line_kind kind;
	const struct text_block *text;
	const struct party *party; /* whose colour a condition has; may be NULL */
	enum sharing shared;       /* its sign stands before the text */
	int y;                     /* below the top of the lines */
};

/* What a cell shows besides who answers for it. */
struct stack_cell {
	struct stack_line *lines;
	size_t line_count;
	int lines_h;
	const struct text_block
		*tag;               /* who runs it, if that is not who answers; NULL: nobody else */
	const struct party *runner; /* the first of them */
	const struct text_block *mark; /* numbers of the footnotes; NULL: none */
};

/* A row: its label, and, with one column, its cell. */
struct stack_band {
	const struct row *row;
	const struct stack_run *run; /* with one column */
	const struct text_block *label;
	const struct text_block *group; /* heading above the first row of a group; NULL: none */
	struct stack_cell cell;
	int zone_w;      /* hatched, at the end of the band; 0: none or below the lines */
	int zone_h;      /* hatched, below the lines; 0: none or at the end */
	int group_y;     /* of the heading, or of the line */
	bool ends_group; /* a line above it closes the group before */
	struct box box;
};

struct stack_owner {
	const struct party *party;
	const struct text_block *name;
};

/* Adjacent rows of a column that the same parties answer for. */
struct stack_run {
	size_t first, count; /* rows */
	const struct cell *cell;
	struct stack_owner *owners;
	size_t owner_count;
	struct stack_line
		*notes; /* "responsible", then what all its rows say of the owners' part */
	size_t note_count;
	int notes_h;
	int label_w, label_h;           /* names and notes */
	struct stack_cell extra;        /* of the one row, where there are several columns */
	size_t column;                  /* likewise */
	const struct text_block *names; /* of the columns that say the same, folded; else NULL */
	int zone_h;
	int bracket_x; /* with one column */
	int label_x, label_y;
	struct box box;
};

enum stack_form {
	STACK_BRACKETS, /* of one column */
	STACK_BLOCKS,   /* of several, side by side */
	STACK_FOLDED,   /* of several, below each other */
};

struct stack {
	const struct table *table;
	int margin;
	int content_w;
	bool narrow;  /* labels stand above their bands instead of beside them */
	bool compact; /* many rows: less air */
	struct head head;
	enum stack_form form;
	struct only_head only;
	int label_w;            /* of the labels, or of the bands */
	struct columns columns; /* side by side, as the heads */
	struct column_heads heads;
	struct stack_band *bands; /* row_count of the table */
	struct stack_run *runs;
	size_t run_count;
	const struct text_block *legend; /* NULL: nothing needs it */
	struct box legend_box;
	struct foot foot;
};

enum {
	/* of a picture */
	STACK_MANY_ROWS = 20,
	/* of a band or block */
	STACK_INSET = 16,
	STACK_GAP = 4,      /* between bands */
	STACK_RUN_GAP = 18, /* between runs, or between rows with blocks below them */
	STACK_GROUP_GAP = 28,
	STACK_GROUP_LINE = 12,  /* below a heading */
	STACK_ZONE_BELOW = 380, /* a band with less room has its hatched part at its foot */
	STACK_TAG_INSET = 8,
	STACK_TAG_MARGIN = 14, /* hatch left free around a tag */
	STACK_CONDITION_INSET = 10,
	STACK_CONDITION_PAD = 4,
	/* of a bracket */
	STACK_BRACKET_GAP = 12,
	STACK_BRACKET_ARM = 10,
	STACK_BRACKET_NUB = 10,
	STACK_LABEL_GAP = 12,
	STACK_RUN_LABEL_MIN = 160,
	/* of columns side by side */
	STACK_COLUMN_MIN = 104, /* on average; a column with short words may have less */
	STACK_COLUMN_LEAST = 60,
	STACK_COLUMN_GAP = 8,
	STACK_ROW_LABEL_MIN = 150, /* where the words leave it a choice */
	STACK_ROW_LABEL_LEAST = 90,
};

/* The three steps of the kind; see kind.h. */
void *
stack_measure(struct sheet *);
void
stack_place(struct sheet *, void *stack);
void
stack_paint(const struct sheet *, const void *stack, struct scene *);

/* The padding of a band or block above and below its text. */
int
stack_pad(const struct stack *);

/* The alternative text; see kind.h. */
void
stack_describe(const struct diagram_request *, struct arena *, struct buf *);

#endif
