#include "theme.h"

static const uint32_t base[PAINT_PARTY][PALETTE__COUNT] = {
	[PAINT_GROUND] = {0xffffff, 0x121821, 0xffffff, 0xffffff},
	[PAINT_INK] = {0x141c28, 0xf0f3f7, 0x000000, 0x000000},
	[PAINT_MUTED] = {0x404c5c, 0xb8c2d0, 0x333333, 0x1f1f1f},
	[PAINT_RULE] = {0x7b8796, 0x6f7c8e, 0x555555, 0x333333},
	[PAINT_NEUTRAL] = {0xf1f3f6, 0x1f2732, 0xffffff, 0xf4f4f4},
	[PAINT_NEUTRAL_BAR] = {0x7b8796, 0x7d8a9c, 0x555555, 0x444444},
	[PAINT_NEUTRAL_MID] = {0xd9dee5, 0x323d4b, 0xb0b0b0, 0xb4b4b4},
};

/* Found by search over lightness, chroma and hue in OKLCH for the greatest least distance under
 * simulated protanopia, deuteranopia and tritanopia, the first four weighing most. */
static const uint32_t party_light[THEME_SLOTS][PARTY_PAINT__COUNT] = {
	{0x2f58c4, 0xe3edff, 0xbad2fd}, /* blue */
	{0x0d564d, 0xd8f4ef, 0xa1dfd6}, /* teal */
	{0xa85f00, 0xfce9d9, 0xf1c8a6}, /* orange */
	{0x62188a, 0xf2e8fd, 0xddc6f3}, /* purple */
	{0xc43374, 0xffe5ec, 0xf6c0cf}, /* rose */
	{0x474900, 0xeeefd8, 0xd3d5a4}, /* olive */
	{0x007db0, 0xdbf1ff, 0xa9d8f6}, /* sky */
	{0x4a1f17, 0xffe7e0, 0xf8c3b5}, /* brown */
	{0x1f6a4a, 0xdef3e4, 0xb0debf}, /* green */
};

static const uint32_t party_dark[THEME_SLOTS][PARTY_PAINT__COUNT] = {
	{0x94c3ff, 0x1f2a3f, 0x33476d},
	{0x3fa585, 0x0c312c, 0x02544c},
	{0xffba6c, 0x392513, 0x623e1c},
	{0xb084ea, 0x30243a, 0x523d65},
	{0xfe83bc, 0x3b2129, 0x663746},
	{0xf5e04e, 0x2b2c12, 0x4a4b19},
	{0xc1e7ff, 0x132d3c, 0x1b4d68},
	{0xd0783f, 0x3c221c, 0x68392d},
	{0x6ff5b4, 0x183021, 0x245337},
};

/* Found the same way, dark enough for 7:1 on their tints. */
static const uint32_t party_contrast[THEME_SLOTS][PARTY_PAINT__COUNT] = {
	{0x043ead, 0xe6eeff, 0x8fb1f5}, /* blue */
	{0x09352d, 0xdff6f1, 0x74c7ba}, /* teal */
	{0x664908, 0xfdeedd, 0xe9ae73}, /* orange */
	{0x4d026e, 0xf5ebfd, 0xc9a3ea}, /* purple */
	{0x910551, 0xffe9f0, 0xef9ab5}, /* rose */
	{0x313605, 0xf2f3dc, 0xbcbf78}, /* olive */
	{0x0c505d, 0xe1f4ff, 0x7cc2ec}, /* sky */
	{0x47100d, 0xffece6, 0xeea593}, /* brown */
	{0x13482f, 0xe2f6e9, 0x86cba0}, /* green */
};

/* In print a hatch tells the party. */
static const uint32_t party_print[PARTY_PAINT__COUNT] = {0x000000, 0xffffff, 0x9a9a9a};

const struct hatch theme_hatch = {HATCH_RISING, 10, 3};

static const struct hatch party_hatches[THEME_SLOTS] = {
	{0, 0, 0},
	{HATCH_RISING, 12, 1},
	{HATCH_FALLING, 12, 1},
	{HATCH_UPRIGHT, 8, 1},
	{HATCH_RISING | HATCH_FALLING, 16, 1},
	{HATCH_LEVEL, 8, 1},
	{HATCH_UPRIGHT | HATCH_LEVEL, 12, 1},
	{HATCH_RISING, 6, 1},
	{HATCH_FALLING, 6, 1},
};

const struct hatch *
theme_party_hatch(unsigned slot)
{
	return &party_hatches[slot % THEME_SLOTS];
}

/* The slot that the first party of a kind takes, so that a kind looks alike across services. */
static const unsigned kind_slot[PARTY_KIND__COUNT] = {
	[PARTY_CUSTOMER] = 0,
	[PARTY_PROVIDER] = 1,
	[PARTY_SUPPLIER] = 2,
	[PARTY_PARTNER] = 4,
	[PARTY_AUTHORITY] = 7,
	[PARTY_OTHER] = 5,
};

int
paint_party(unsigned slot, enum party_paint paint)
{
	return PAINT_PARTY + (int)(slot % THEME_SLOTS) * PARTY_PAINT__COUNT + (int)paint;
}

uint32_t
theme_colour(enum palette palette, int paint)
{
	int i = paint - PAINT_PARTY, slot = i / PARTY_PAINT__COUNT, part = i % PARTY_PAINT__COUNT;

	if (i < 0)
		return base[paint][palette];
	return palette == PALETTE_PRINT      ? party_print[part]
	       : palette == PALETTE_CONTRAST ? party_contrast[slot][part]
	       : palette == PALETTE_DARK     ? party_dark[slot][part]
					     : party_light[slot][part];
}

/* Whether the party is the first of its kind: it gets the colour of the kind. */
static bool
is_first(const struct matrix *matrix, size_t party)
{
	for (size_t i = 0; i < party; i++)
		if (matrix->parties[i].kind == matrix->parties[party].kind)
			return false;
	return true;
}

void
theme_slots(const struct matrix *matrix, unsigned *slots)
{
	size_t users[THEME_SLOTS] = {0};
	unsigned least;

	for (size_t i = 0; i < matrix->party_count; i++)
		if (is_first(matrix, i)) {
			slots[i] = kind_slot[matrix->parties[i].kind];
			users[slots[i]]++;
		}
	for (size_t i = 0; i < matrix->party_count; i++) {
		if (is_first(matrix, i))
			continue;
		least = 0;
		for (unsigned slot = 1; slot < THEME_SLOTS; slot++)
			if (users[slot] < users[least])
				least = slot;
		slots[i] = least;
		users[least]++;
	}
}
