/* palette: the colours of a picture, and the few of them that its file keeps.
 *
 * A picture has some dozen flat colours and, at every soft edge between two of them, up to 254
 * mixtures. A file of one byte a pixel has room for PALETTE_MAX: the flat ones exactly, then the
 * mixtures that occur most often, as far as they are not much like one that is kept already. All
 * others become the nearest one kept.
 *
 * Colours are 0xAARRGGBB, premultiplied, as cairo has them. */
#ifndef DEMARC_OUTPUT_PALETTE_H
#define DEMARC_OUTPUT_PALETTE_H

#include <stddef.h>
#include <stdint.h>

enum { PALETTE_MAX = 256 };

/* All colours that were seen, by their numbers. */
struct colours;

/* Never NULL; free takes NULL. */
struct colours *
colours_new(void);
void
colours_free(struct colours *);

/* Forgets all, for another picture. */
void
colours_clear(struct colours *);

/* The colour will be kept as it is. At most PALETTE_MAX of them, before any pixel. */
void
colours_add_flat(struct colours *, uint32_t colour);

/* The numbers of a row of pixels, each of which counts as a use. */
void
colours_number(struct colours *, const uint32_t *pixels, size_t count, uint16_t *numbers);

/* Few colours for many. */
struct palette_choice {
	uint32_t kept[PALETTE_MAX];
	size_t count;
	uint8_t *of; /* by a colour's number, what is kept for it; owned */
};

/* Chooses the colours that the file keeps; palette_choice_fini releases the choice. */
void
palette_choose(const struct colours *, struct palette_choice *);
void
palette_choice_fini(struct palette_choice *);

#endif
