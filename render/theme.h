/* theme: every colour, size and font of the pictures; nothing else names one.
 *
 * Colours: text keeps a contrast of 7:1 (WCAG 2 AAA) on every surface it is put on, lines and bars of
 * 3:1 at least. The party colours stay apart for protan, deutan and tritan eyes; tests measure both. Colour
 * is never the only sign: brackets, names, hatches and frames say the same. */
#ifndef DEMARC_RENDER_THEME_H
#define DEMARC_RENDER_THEME_H

#include <stdbool.h>
#include <stdint.h>

#include "model.h"

/* A role that a colour plays. Those of a party: paint_party. */
enum paint {
	PAINT_GROUND,      /* behind everything */
	PAINT_INK,         /* text */
	PAINT_MUTED,       /* text that stands back */
	PAINT_RULE,        /* thin lines */
	PAINT_NEUTRAL,     /* a surface without a party, or one that is not highlighted */
	PAINT_NEUTRAL_BAR, /* its bars and brackets */
	PAINT_NEUTRAL_MID, /* its hatch */
	PAINT_PARTY,       /* the first party's; the rest follow */
};

enum party_paint {
	PARTY_BAR,  /* brackets, bars, a highlighted surface */
	PARTY_TINT, /* a surface */
	PARTY_MID,  /* hatch on the surface */
	PARTY_PAINT__COUNT
};

enum {
	THEME_SLOTS = 9, /* parties told apart by colour; more share them */
	PAINT__COUNT = PAINT_PARTY + THEME_SLOTS * PARTY_PAINT__COUNT,
};

/* The role of a party's colour: slot from theme_slots. */
int
paint_party(unsigned slot, enum party_paint);

/* 0xRRGGBB. */
uint32_t
theme_colour(bool dark, int paint);

/* A colour slot for each of the matrix's parties: by kind, then by order. slots[party_count]. */
void
theme_slots(const struct matrix *, unsigned *slots);

/* -- type ------------------------------------------------------------------ */

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
	STYLE__COUNT
};

/* Sizes in pixels. */
struct type {
	enum face face;
	int size_px;
	int line_px; /* from one baseline to the next */
};

const struct type *
theme_type(enum style);

/* -- sizes, pixels ---------------------------------------------------------- */

enum {
	THEME_WIDTH = 960, /* of a picture that asks for none */
	THEME_RADIUS = 6,
	THEME_BAR = 6,    /* the coloured edge of a band */
	THEME_STROKE = 2, /* of brackets */
	THEME_HAIR = 1,   /* of rules and frames */
	THEME_HATCH = 10, /* from one stripe to the next */
	THEME_HATCH_STRIPE = 3,
};

#endif
