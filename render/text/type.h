/* type: the styles of words in pictures: their face, size and line height. Nothing else names one.
 */
#ifndef DEMARC_TEXT_TYPE_H
#define DEMARC_TEXT_TYPE_H

enum { TYPE_MIN = 10 }; /* pixels: letters get no smaller so that words fit */

enum face { FACE_REGULAR, FACE_BOLD, FACE__COUNT };

enum style {
	STYLE_TITLE,
	STYLE_TITLE_NARROW,
	STYLE_EYEBROW, /* above the title */
	STYLE_BYLINE,  /* below the title */
	STYLE_HEADING, /* of a group or a column */
	STYLE_OWNER,   /* the name at a bracket */
	STYLE_LABEL,   /* a row's name */
	STYLE_STRONG,  /* the same, highlighted */
	STYLE_NOTE,    /* a line below a name */
	STYLE_TAG,     /* a few words in a frame */
	STYLE_BLOCK,   /* the name in a block */
	STYLE_MARK,    /* a footnote's number */
	STYLE_SMALL,   /* many short texts side by side */
	STYLE_NUMBER,  /* a clause's number before such a text */
	STYLE_FIGURE,  /* a count that is the message */
	STYLE_POSTER,  /* the title of a card */
	STYLE_POSTER_NOTE,
	STYLE__COUNT
};

/* Sizes in pixels. */
struct type {
	enum face face;
	int size_px;
	int line_px; /* from one baseline to the next */
};

/* What the style is set in; lives for ever. */
const struct type *type_of(enum style);

#endif
