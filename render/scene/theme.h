/* theme: every colour and size of the pictures; nothing else names one. Type is in type.h.
 *
 * Colours: text keeps a contrast of 7:1 (WCAG 2 AAA) on every surface it is put on, lines and bars
 * of 3:1 at least. The party colours stay apart for protan, deutan and tritan eyes; tests measure
 * both. Colour is never the only sign: brackets, names, hatches and frames say the same. */
#ifndef DEMARC_SCENE_THEME_H
#define DEMARC_SCENE_THEME_H

#include <stdbool.h>
#include <stdint.h>

#include "model/model.h"

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

/* A set of colours. Print has black, white and greys alone, and tells parties apart by hatches;
 * contrast keeps 7:1 for lines and bars too. */
enum palette { PALETTE_LIGHT, PALETTE_DARK, PALETTE_PRINT, PALETTE_CONTRAST, PALETTE__COUNT };

/* 0xRRGGBB. */
uint32_t
theme_colour(enum palette, int paint);

/* Directions of stripes; a pattern may have several. */
enum {
	HATCH_RISING = 1, /* from the lower left to the upper right */
	HATCH_FALLING = 2,
	HATCH_UPRIGHT = 4,
	HATCH_LEVEL = 8,
};

struct hatch {
	unsigned directions; /* 0: none */
	int pitch_px;        /* from one stripe to the next, along an edge */
	int stripe_px;       /* a stripe's own */
};

/* The stripes of what is operated by another party than the one who answers for it. */
extern const struct hatch theme_hatch;

/* The stripes that stand for a party's colour in print. */
const struct hatch *
theme_party_hatch(unsigned slot);

/* A colour slot for each of the matrix's parties: by kind, then by order. slots[party_count]. */
void
theme_slots(const struct matrix *, unsigned *slots);

/* -- sizes, pixels ---------------------------------------------------------- */

enum {
	THEME_WIDTH = 960, /* of a picture that asks for none */
	THEME_RADIUS = 6,
	THEME_BAR = 6,    /* the coloured edge of a band */
	THEME_STROKE = 2, /* of brackets */
	THEME_HAIR = 1,   /* of rules and frames */
};

#endif
