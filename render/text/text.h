/* text: words -> lines of placed glyphs. The only user of Pango.
 *
 * Lines break by the rules of the language (UAX #14; in Japanese also kinsoku) where breaks.h and
 * lines.h say, and come out about equally long. Latin is set in one face and Japanese in another,
 * within a line too. One thread at a time. */
#ifndef DEMARC_TEXT_TEXT_H
#define DEMARC_TEXT_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "type.h"

enum {
	TEXT_PX = 64, /* units of a pixel, here and in scene.h */
};

struct text_glyph {
	uint32_t font; /* glyphs_font */
	uint32_t index;
	int x; /* of its origin, TEXT_PX, from the start of the line */
	int y; /* upward is negative, from the baseline */
};

struct text_line {
	const struct text_glyph *glyphs;
	size_t glyph_count;
	size_t start, bytes; /* its words in block->string, without the space it was broken at */
	int width;           /* TEXT_PX */
};

struct text_block {
	const char *string;
	const char *lang;
	const struct type *type;
	const struct text_line *lines;
	size_t line_count;
	int width;             /* of the widest line, whole pixels, rounded up */
	int height;            /* line_count lines, pixels */
	int baseline;          /* of the first line below the top, pixels */
	int need, need_broken; /* text_need knows them */
	uint32_t missing;      /* a character that no font has; 0: none */
};

struct texter;

/* fonts_load comes first. Never NULL; free takes NULL. */
struct texter *
texter_new(void);
void
texter_free(struct texter *);

/* Lets it remember so many bytes of measured texts from one picture to the next, for who draws very
 * many of the same words; 0: as many as a few pictures have. */
void
texter_keep(struct texter *, size_t bytes);

/* Forgets the measured texts if they have grown past a bound; only between two pictures. */
void
texter_trim(struct texter *);

/* The string set in lines of at most width_px pixels (0: one line). Measured once and kept until
 * the next texter_trim; string and lang are copied. */
const struct text_block *
text_set(struct texter *, const char *string, const char *lang, enum style, int width_px);

/* The same in another size than the style's; its lines are as much closer. */
const struct text_block *
text_set_at(struct texter *, const char *string, const char *lang, enum style, int size_px,
	int width_px);

/* The pixels that the block's widest word needs, whatever its lines: in less it is broken. broken:
 * if words may be broken after their hyphens and slashes. The block is one of this texter's. */
int
text_need(struct texter *, const struct text_block *, bool broken);

/* The last place in block->string, at the given byte or before it, where a word ends and another
 * begins; 0: there is none. */
size_t
text_word_end(struct texter *, const struct text_block *, size_t before);

/* A class of characters of which words are made, such as kanji, katakana or letters; the numbers
 * mean nothing else. */
int
text_script(uint32_t character);

/* Whether some font has the character, or it needs no glyph. fonts_load comes first. Thread-safe.
 */
bool
text_has_glyph(uint32_t character);

#endif
