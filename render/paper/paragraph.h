/* paragraph: a passage set in lines for paper. Beside text.h the only user of Pango: a picture
 * wants short lines of one kind, paper wants long ones with links in them. Lengths are in points.
 * One thread at a time. */
#ifndef DEMARC_PAPER_PARAGRAPH_H
#define DEMARC_PAPER_PARAGRAPH_H

#include <stdbool.h>
#include <stdint.h>

#include "output/late.h"
#include "passage.h"

enum paper_style {
	PAPER_TITLE,
	PAPER_SUBTITLE,
	PAPER_LEAD,
	PAPER_CHAPTER, /* headings of three levels */
	PAPER_SECTION,
	PAPER_ENTRY,
	PAPER_BODY,
	PAPER_CELL,
	PAPER_HEAD, /* of a column, and the label of a field */
	PAPER_NOTE,
	PAPER_RUNNING, /* at the edges of a page */
	PAPER_STYLE__COUNT
};

struct paper_type {
	bool bold;
	double size, line; /* points: of the letters, and from one line to the next */
	int paint;         /* enum paint */
	const char *tag; /* of a paragraph in the structure of the document (ISO 32000-1, 14.8.4) */
};

extern const struct paper_type paper_types[PAPER_STYLE__COUNT];

struct setter;
struct set_paragraph;

/* fonts_load comes first. Never NULL. */
struct setter *
setter_new(void);
void
setter_free(struct setter *);

/* The first character so far that no font has; 0: none. */
uint32_t
setter_missing(const struct setter *);

/* Whether the file of a font could not be opened for a paragraph so far, whose lines are then not
 * what the data say. */
bool
setter_font_failed(const struct setter *);

/* The passage, which must outlive it, in lines of at most so many points. */
struct set_paragraph *
paragraph_set(struct setter *, const struct passage *, enum paper_style, double width);
void
paragraph_free(struct set_paragraph *);

/* How many lines it has, and how wide one is, in points. */
unsigned
paragraph_lines(const struct set_paragraph *);
double
paragraph_line_width(const struct set_paragraph *, unsigned line);

/* Draws one line whose upper left corner is there, and links its words where is_destination knows
 * it. */
void
paragraph_draw(const struct set_paragraph *, unsigned line, cairo_t *, double x, double y,
	bool (*is_destination)(const char *, const void *), const void *data);

/* Sets the colour of a role, for what is drawn beside words. */
void
paper_colour(cairo_t *, int paint);

#endif
