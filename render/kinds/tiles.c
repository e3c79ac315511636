#include "tiles.h"

#include "scene/theme.h"

enum {
	TILE_GAP = 6,
	TILE_INSET = 10,
	TILE_STRIP = 12, /* hatched, at the edge of what is operated */
	TILE_PAD = 8,
	TILE_SWATCH_GAP = 3,
	HEADING_LINE = 12,
};

void
tiles_fit(const struct sheet *sheet, struct tile_section *section, int least_w)
{
	int w = sheet->width_px - 2 * sheet_margin(sheet);

	section->columns = (w + TILE_GAP) / (least_w + TILE_GAP);
	if (section->columns < 1)
		section->columns = 1;
	section->tile_w = (w - (section->columns - 1) * TILE_GAP) / section->columns;
}

bool
tiles_pass(struct sheet *sheet, struct tile_section *section, int least_w, int pass)
{
	if (pass == 0)
		tiles_fit(sheet, section, least_w);
	else if (pass == 1)
		tiles_fit(sheet, section, sheet_need(sheet, section->tile_w, least_w));
	sheet_probe(sheet, pass == 0);
	if (pass < 2)
		section->tile_count = 0;
	return pass < 2;
}

int
tiles_inner(const struct tile_section *section)
{
	return section->tile_w - TILE_STRIP - 2 * TILE_INSET;
}

static int
words_height(const struct tile *tile)
{
	return (tile->number != NULL ? tile->number->height : 0) + tile->label->height +
	       (tile->note != NULL ? tile->note->height : 0);
}

/* The tiles of one line are as high as the highest of them. */
static int
place_line(struct tile_section *section, size_t first, int x, int y)
{
	size_t end = first + (size_t)section->columns;
	int h = 0;

	if (end > section->tile_count)
		end = section->tile_count;
	for (size_t i = first; i < end; i++)
		if (words_height(&section->tiles[i]) > h)
			h = words_height(&section->tiles[i]);
	h += 2 * TILE_PAD;
	for (size_t i = first; i < end; i++, x += section->tile_w + TILE_GAP)
		section->tiles[i].box = (struct box){x, y, section->tile_w, h};
	return y + h;
}

int
tiles_place(const struct sheet *sheet, struct tile_section *section, int y)
{
	section->y = y;
	y += section->heading->height + HEADING_LINE;
	for (size_t i = 0; i < section->tile_count; i += (size_t)section->columns) {
		if (i > 0)
			y += TILE_GAP;
		y = place_line(section, i, sheet_margin(sheet), y);
	}
	return y;
}

/* -- painting -------------------------------------------------------------------------- */

/* Several parties share the bar. */
static void
paint_bars(const struct sheet *sheet, struct scene *scene, const struct tile *tile)
{
	int n = (int)tile->party_count;

	for (int i = 0; i < n; i++) {
		int top = tile->box.h * i / n, bottom = tile->box.h * (i + 1) / n;

		scene_rect(scene, sheet_paint(sheet, tile->parties[i], PARTY_BAR), tile->box.x,
			tile->box.y + top, THEME_BAR, bottom - top, 0);
	}
}

static const struct party *
surface_party(const struct sheet *sheet, const struct tile *tile)
{
	for (size_t i = 0; i < tile->party_count; i++)
		if (tile->party_count == 1 || tile->parties[i] == sheet->request->highlight)
			return tile->parties[i];
	return NULL;
}

/* In print all bars are black, so that of several parties would name nobody: their swatches, as in
 * the legend, stand at the end of the number's line. */
static void
paint_swatches(const struct sheet *sheet, struct scene *scene, const struct tile *tile)
{
	int x = tile->box.x + tile->box.w - TILE_INSET;

	if (sheet->palette != PALETTE_PRINT || tile->number == NULL || tile->party_count < 2)
		return;
	for (size_t i = tile->party_count; i-- > 0;) {
		x -= SHEET_SWATCH;
		sheet_swatch(sheet, scene, tile->parties[i], x,
			tile->box.y + TILE_PAD + (tile->number->type->line_px - SHEET_SWATCH) / 2);
		x -= TILE_SWATCH_GAP;
	}
}

static void
paint_words(const struct sheet *sheet, struct scene *scene, const struct tile *tile)
{
	const struct text_block *const words[] = {tile->number, tile->label, tile->note};
	int x = tile->box.x + (tile->look == LOOK_RUNS ? TILE_STRIP : THEME_BAR) + TILE_INSET,
	    y = tile->box.y + TILE_PAD;

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		if (words[i] == NULL)
			continue;
		sheet_put(sheet, scene,
			tile->muted || words[i] == tile->note ? PAINT_MUTED : PAINT_INK, x, y,
			words[i], ALIGN_START, false);
		y += words[i]->height;
	}
}

/* So many hatched surfaces would be too much to look at: here a strip of it says the same. */
static void
paint_operated(
	const struct sheet *sheet, struct scene *scene, const struct party *party, struct box box)
{
	const struct hatch strip = {HATCH_RISING, 8, 3};

	sheet_surface(sheet, scene, party, box, THEME_RADIUS);
	scene_hatch(scene, sheet_paint(sheet, party, PARTY_BAR), &strip, box.x, box.y, TILE_STRIP,
		box.h, 0);
}

static void
paint_tile(const struct sheet *sheet, struct scene *scene, const struct tile *tile)
{
	const struct party *party = surface_party(sheet, tile);

	scene_open(scene, GROUP_LIST_ITEM, tile->sentence, tile->href);
	if (tile->look == LOOK_RUNS)
		paint_operated(sheet, scene, party, tile->box);
	else
		sheet_look(sheet, scene, tile->look, party, tile->box);
	/* where no number has room for swatches beside it */
	if (tile->number == NULL && party == NULL)
		sheet_bands(sheet, scene, tile->parties, tile->party_count, tile->box);
	if (tile->look == LOOK_ANSWERS)
		paint_bars(sheet, scene, tile);
	paint_swatches(sheet, scene, tile);
	sheet_sign(sheet, scene, tile->shared, PAINT_INK,
		tile->box.x + tile->box.w - TILE_INSET - SHEET_SIGN, tile->box.y + TILE_INSET);
	paint_words(sheet, scene, tile);
	scene_close(scene);
}

void
tiles_paint(const struct sheet *sheet, const struct tile_section *section, struct scene *scene)
{
	int left = sheet_margin(sheet), w = sheet->width_px - 2 * left;
	int below = section->y + section->heading->height;

	scene_text(scene, PAINT_INK, left, section->y, section->heading, ALIGN_START, false);
	if (section->count != NULL)
		scene_text(scene, PAINT_MUTED, left + w - section->count->width,
			below - section->count->height, section->count, ALIGN_START, true);
	scene_rect(scene, PAINT_RULE, left, below + 1, w, THEME_HAIR, 0);
	scene_open(scene, GROUP_LIST, section->title, NULL);
	for (size_t i = 0; i < section->tile_count; i++)
		paint_tile(sheet, scene, &section->tiles[i]);
	scene_close(scene);
}
