/* sheet: one picture in the making, and what all kinds put on it alike.
 *
 * Texts come measured from here, in the picture's language and with missing characters noted; so do
 * the margins, the heading, and the surfaces and inks of parties, which know of highlighting and of
 * print. All sizes are in pixels. */
#ifndef DEMARC_KINDS_SHEET_H
#define DEMARC_KINDS_SHEET_H

#include "base/arena.h"
#include "picture.h"
#include "scene/scene.h"
#include "text/text.h"

/* Whether all words fit where they were put, and what would help: first smaller letters, the same
 * for all texts of a style, down to TYPE_MIN; then a wider picture. */
struct fit {
	int sizes[STYLE__COUNT];  /* of the letters, smaller than the theme's; 0: as the theme has
				     them */
	int wishes[STYLE__COUNT]; /* those in which the words would fit; 0: they do */
	int lacking_px; /* what the widest word has too little though its letters are the smallest
			 */
	int least_px;   /* of the smallest letters */
	bool probing;   /* nothing is noted but excess_px */
	int excess_px;  /* what the widest word needs more than it was given; less than 0: has to
			   spare */
};

struct sheet {
	const struct diagram_request *request;
	struct arena *arena; /* of this picture */
	struct texter *texter;
	const unsigned *slots; /* each party's colour */
	enum palette palette;
	int width_px;     /* given */
	bool narrow;      /* was asked to be below SHEET_NARROW, however wide it gets */
	int height_px;    /* for place to set */
	uint32_t missing; /* a character that no font has; 0: none */
	const char *missing_in;
	struct fit fit;
};

/* What the i-th of n gets of an amount that they share in whole pixels. */
int
sheet_share(int amount, int i, int n);

struct box {
	int x, y, w, h;
};

enum {
	SHEET_NARROW = 560, /* pictures below this width put things below each other */
	SHEET_HEAD_GAP = 28,
	SHEET_FOOT_GAP = 24,
	SHEET_LINE_GAP = 4,
	SHEET_SWATCH = 12,
	SHEET_SWATCH_GAP = 8,
	SHEET_MARK_W = 26, /* a footnote's number, with room; several may take more */
	SHEET_SIGN = 16,
	SHEET_SIGN_H = 10,
};

/* -- words ------------------------------------------------------------------------ */

/* text_set in the picture's texter that also notes a missing character and shortens what no picture
 * can hold. */
const struct text_block *
sheet_text(struct sheet *, const char *string, const char *lang, enum style, int width_px);

/* A wording of the document, or words in the picture's language, at most width_px wide (0: one
 * line). */
const struct text_block *
sheet_set(struct sheet *, const struct texts *, enum style, int width_px);
const struct text_block *
sheet_words(struct sheet *, const char *words, enum style, int width_px);

/* The same words in at most so many lines, the rest an ellipsis. */
const struct text_block *
sheet_lines(struct sheet *, const char *words, enum style, int width_px, size_t lines);

/* Begins or ends a probe: texts are set only to learn what widths they need. */
void
sheet_probe(struct sheet *, bool probing);

/* The width that everything needs which was set since the probe's start or the last call: width_px
 * is what it was given as a whole. At least least_px. */
int
sheet_need(struct sheet *, int width_px, int least_px);

/* Wishes that the letters of all that stands in a table be smaller. */
void
sheet_wish_percent(struct sheet *, int percent);

/* Whether letters got smaller because some words did not fit. */
bool
sheet_take_wishes(struct sheet *);

/* A message in the picture's language. */
const char *
sheet_say(const struct sheet *, const char *id);

/* -- colours ---------------------------------------------------------------------- */

/* The paint of a party's colour: faded if another party is highlighted. NULL: a colour of no party.
 */
int
sheet_paint(const struct sheet *, const struct party *, enum party_paint);

/* Text that belongs to the party: muted if another one is highlighted. */
int
sheet_ink(const struct sheet *, const struct party *);

/* A surface in the party's tint; in print framed, and hatched as the party is. */
void
sheet_surface(
	const struct sheet *, struct scene *, const struct party *, struct box, int radius_px);

/* On a surface that several share, which is nobody's tint: in print the hatch of each, in bands
 * below each other as their bars are. Nothing elsewhere, where bars have colours, and of one alone.
 */
void
sheet_bands(const struct sheet *, struct scene *, const struct party *const *parties, size_t count,
	struct box);

/* A small square in the party's colour before its name; in print as its surfaces are. */
void
sheet_swatch(const struct sheet *, struct scene *, const struct party *, int x_px, int y_px);

/* What lies on such a surface and is operated by the party: hatched in every palette. */
void
sheet_operated(
	const struct sheet *, struct scene *, const struct party *, struct box, int radius_px);

/* How a surface tells what its party does, or why there is nobody. The first are those of enum
 * does. */
enum cell_look {
	LOOK_ANSWERS = DOES_ANSWERS,     /* tinted, with a bar */
	LOOK_RUNS = DOES_RUNS,           /* hatched */
	LOOK_SUPPORTS = DOES_SUPPORTS,   /* framed in the party's colour */
	LOOK_MAY = DOES_MAY,             /* dashed in it, underlined */
	LOOK_CONSULTED = DOES_CONSULTED, /* dashed in it, with a bar */
	LOOK_INFORMED = DOES_INFORMED,   /* dashed in it */
	LOOK_NOT_APPLICABLE,             /* framed */
	LOOK_UNSPECIFIED,                /* dashed */
};

/* Paints how a cell looks into the box, in the colours of the party; NULL: of nobody. */
void
sheet_look(const struct sheet *, struct scene *, enum cell_look, const struct party *, struct box);

/* The words for what a party does: "Responsible"; for one of several that answer, how the document
 * says they share it. */
const char *
sheet_does(const struct sheet *, enum does);
const char *
sheet_shares(const struct sheet *, enum sharing);

/* The sign of how parties share: jointly two frames that overlap, divided two apart; nothing if it
 * is not stated. SHEET_SIGN wide and SHEET_SIGN_H high. */
void
sheet_sign(const struct sheet *, struct scene *, enum sharing, int paint, int x_px, int y_px);

/* Text on a surface: as scene_text, and in print on a plate that keeps the hatch away. */
void
sheet_put(const struct sheet *, struct scene *, int paint, int x_px, int y_px,
	const struct text_block *, enum align, bool spoken);

/* -- margins and heading ------------------------------------------------------------ */

/* What is left free on each side, in pixels. */
int
sheet_margin(const struct sheet *);

/* Whether things stand below each other rather than side by side. */
bool
sheet_is_narrow(const struct sheet *);

/* What stands above every picture: the service, the title, and edition, date and publisher. Above
 * one of several tables below each other the title alone. */
struct head {
	const struct text_block *eyebrow, *title,
		*byline;               /* eyebrow and byline NULL: the title alone */
	const struct text_block *mark; /* of the title's footnotes; NULL: it has none */
	int height;                    /* of all three */
};

/* Sets its texts, in the width of the sheet; and paints it. */
void
head_measure(struct sheet *, struct head *, const char *title, const char *title_lang);
/* The same for a table: its title, and the numbers of its footnotes. */
void
head_measure_table(struct sheet *, struct head *, const struct table *);
void
head_paint(const struct sheet *, const struct head *, struct scene *);

/* "Edition 2 · Draft · 26 July 2024 · Publisher". */
const char *
sheet_byline(struct sheet *);

/* -- legend --------------------------------------------------------------------------- */

/* Colours and the parties they stand for, in as many lines as it takes. */
struct legend {
	const struct party **parties;
	const struct text_block **names;
	struct box *boxes;
	size_t count;
	int height;
};

/* Of those parties that are marked, by their index. */
void
legend_measure(struct sheet *, struct legend *, const bool *marked);
/* Puts it at y; returns where it ends. */
int
legend_place(const struct sheet *, struct legend *, int y);
void
legend_paint(const struct sheet *, const struct legend *, struct scene *);

/* -- footnotes ---------------------------------------------------------------------- */

/* A table's footnotes, below everything else. */
struct foot {
	const struct text_block **marks, **texts;
	int *y;
	size_t count;
};

/* Sets its texts: the footnotes of the table (NULL: none). */
void
foot_measure(struct sheet *, struct foot *, const struct table *);
/* Puts them below y; returns where they end. */
int
foot_place(struct foot *, int y);
void
foot_paint(const struct sheet *, const struct foot *, struct scene *);

/* The numbers of the footnotes: "*1 *2"; NULL: there are none. */
const struct text_block *
foot_marks(struct sheet *, const struct footnote *const *, size_t count);

/* The room that they take behind a text; 0 for NULL. */
int
foot_marks_w(const struct text_block *);

/* Moves from where a text is put to where its marks stand: behind its last line. */
void
foot_marks_at(const struct text_block *text, int *x, int *y);

#endif
