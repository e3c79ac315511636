/* Each texter has a Pango font map of its own over the one private configuration; hinting and rounding of
 * positions are off, so a text has the same advances at every size. Measured blocks are kept in a hash table
 * in an arena: a picture that is drawn again costs look-ups only. */
#include "text.h"

#include <stdlib.h>
#include <string.h>

#include <pango/pangoft2.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "fonts.h"
#include "glyph.h"

enum {
	TABLE_SIZE = 1 << 12, /* a power of two */
	BLOCKS_MAX = TABLE_SIZE / 2,
	BYTES_MAX = 2 << 20,
	FONT_CACHE = 8,
};

struct entry {
	uint64_t hash;
	enum style style;
	int width_px;
	struct text_block block;
};

struct texter {
	PangoFontMap *map;
	PangoContext *context;
	PangoLayout *layout;
	PangoFontDescription *faces[FACE__COUNT];
	struct {
		PangoFont *font; /* referenced, so that its address stays a key */
		uint32_t number;
	} fonts[FONT_CACHE];
	size_t font_next;
	struct arena *arena;
	struct entry *table[TABLE_SIZE];
	size_t count;
};

/* Unhinted, whatever fontconfig would choose. */
static void
substitute(FcPattern *pattern, void *data)
{
	(void)data;
	FcPatternDel(pattern, FC_HINTING);
	FcPatternAddBool(pattern, FC_HINTING, FcFalse);
	FcPatternDel(pattern, FC_AUTOHINT);
	FcPatternAddBool(pattern, FC_AUTOHINT, FcFalse);
	FcPatternDel(pattern, FC_EMBEDDED_BITMAP);
	FcPatternAddBool(pattern, FC_EMBEDDED_BITMAP, FcFalse);
}

struct texter *
texter_new(void)
{
	struct texter *t = calloc(1, sizeof(*t));

	t->arena = arena_new();
	t->map = pango_ft2_font_map_new();
	pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(t->map), fonts_config());
	pango_fc_font_map_set_default_substitute(PANGO_FC_FONT_MAP(t->map), substitute, NULL, NULL);
	t->context = pango_font_map_create_context(t->map);
	pango_context_set_round_glyph_positions(t->context, FALSE);
	pango_context_set_base_gravity(t->context, PANGO_GRAVITY_SOUTH);
	t->layout = pango_layout_new(t->context);
	pango_layout_set_single_paragraph_mode(t->layout, TRUE);
	for (size_t i = 0; i < FACE__COUNT; i++) {
		t->faces[i] = pango_font_description_new();
		pango_font_description_set_family_static(t->faces[i], fonts_family());
		pango_font_description_set_weight(
			t->faces[i], i == FACE_BOLD ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
	}
	return t;
}

void
texter_free(struct texter *t)
{
	if (t == NULL)
		return;
	for (size_t i = 0; i < FACE__COUNT; i++)
		pango_font_description_free(t->faces[i]);
	for (size_t i = 0; i < FONT_CACHE; i++)
		if (t->fonts[i].font != NULL)
			g_object_unref(t->fonts[i].font);
	g_object_unref(t->layout);
	g_object_unref(t->context);
	pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(t->map), NULL); /* it would keep its reference */
	g_object_unref(t->map);
	arena_free(t->arena);
	free(t);
}

void
texter_trim(struct texter *t)
{
	if (t->count < BLOCKS_MAX / 2 && arena_bytes(t->arena) < BYTES_MAX)
		return;
	memset(t->table, 0, sizeof(t->table));
	t->count = 0;
	arena_free(t->arena);
	t->arena = arena_new();
}

/* -- glyphs ------------------------------------------------------------------- */

static uint32_t
find_font(PangoFont *font)
{
	FcPattern *pattern = pango_fc_font_get_pattern(PANGO_FC_FONT(font));
	FcChar8 *path = NULL;
	int index = 0;

	FcPatternGetString(pattern, FC_FILE, 0, &path);
	FcPatternGetInteger(pattern, FC_INDEX, 0, &index);
	return glyphs_font(fonts_find((const char *)path), index);
}

static uint32_t
font_number(struct texter *t, PangoFont *font)
{
	size_t at;

	for (size_t i = 0; i < FONT_CACHE; i++)
		if (t->fonts[i].font == font)
			return t->fonts[i].number;
	at = t->font_next++ % FONT_CACHE;
	if (t->fonts[at].font != NULL)
		g_object_unref(t->fonts[at].font);
	t->fonts[at].font = g_object_ref(font);
	t->fonts[at].number = find_font(font);
	return t->fonts[at].number;
}

/* Pango counts 1024 to the pixel. */
static int
from_pango(int v)
{
	return v >= 0 ? (v + PANGO_SCALE / TEXT_PX / 2) / (PANGO_SCALE / TEXT_PX)
		      : -((-v + PANGO_SCALE / TEXT_PX / 2) / (PANGO_SCALE / TEXT_PX));
}

static size_t
count_glyphs(const PangoLayoutLine *line)
{
	size_t n = 0;

	for (const GSList *run = line->runs; run != NULL; run = run->next)
		n += (size_t)((const PangoGlyphItem *)run->data)->glyphs->num_glyphs;
	return n;
}

static void
place_run(struct texter *t, const PangoGlyphItem *run, struct text_line *line, struct text_glyph *glyphs,
	int *x, struct text_block *block)
{
	uint32_t font = font_number(t, run->item->analysis.font);

	for (int i = 0; i < run->glyphs->num_glyphs; i++) {
		const PangoGlyphInfo *info = &run->glyphs->glyphs[i];

		if (info->glyph & PANGO_GLYPH_UNKNOWN_FLAG && info->glyph != PANGO_GLYPH_EMPTY)
			block->missing = info->glyph & ~PANGO_GLYPH_UNKNOWN_FLAG;
		else if (info->glyph != PANGO_GLYPH_EMPTY)
			glyphs[line->glyph_count++] = (struct text_glyph){
				.font = font,
				.index = info->glyph,
				.x = from_pango(*x + info->geometry.x_offset),
				.y = from_pango(info->geometry.y_offset),
			};
		*x += info->geometry.width;
	}
}

static void
place_line(struct texter *t, PangoLayoutLine *from, struct text_line *line, struct text_block *block)
{
	struct text_glyph *glyphs = arena_array(t->arena, count_glyphs(from), sizeof(*glyphs));
	PangoRectangle box;
	int x = 0;

	line->glyphs = glyphs;
	line->start = (size_t)from->start_index;
	line->bytes = (size_t)from->length;
	while (line->bytes > 0 && block->string[line->start + line->bytes - 1] == ' ')
		line->bytes--;
	for (const GSList *run = from->runs; run != NULL; run = run->next)
		place_run(t, run->data, line, glyphs, &x, block);
	pango_layout_line_get_extents(from, NULL, &box); /* without the space it was broken at */
	line->width = from_pango(box.width);
}

/* -- phrases ------------------------------------------------------------------- */

enum script { SCRIPT_OTHER, SCRIPT_HIRAGANA, SCRIPT_KATAKANA, SCRIPT_HAN, SCRIPT_LATIN };

static enum script
script_of(uint32_t c)
{
	if (c >= 0x3041 && c <= 0x309f)
		return SCRIPT_HIRAGANA;
	if (c >= 0x30a1 && c <= 0x30ff && c != 0x30fb)
		return SCRIPT_KATAKANA;
	if ((c >= 0x3400 && c <= 0x9fff) || c == 0x3005)
		return SCRIPT_HAN;
	if (c < 0x2000 && g_unichar_isalnum(c))
		return SCRIPT_LATIN;
	return SCRIPT_OTHER;
}

int
text_script(uint32_t character)
{
	return (int)script_of(character);
}

/* Whether a Japanese phrase may go on across the two characters: phrases begin after hiragana (particles and
 * endings) or punctuation, and nowhere within a word of one script or from one script to the next. */
static bool
is_within_phrase(uint32_t a, uint32_t b)
{
	enum script x = script_of(a), y = script_of(b);

	if (x == SCRIPT_OTHER || y == SCRIPT_OTHER)
		return false;
	if (a == 0x304a || a == 0x3054) /* o- and go-, which go before a word */
		return true;
	return x != SCRIPT_HIRAGANA || y == SCRIPT_HIRAGANA;
}

/* Attributes that keep phrases together; the end of one range is the start of the last character. */
static PangoAttrList *
phrases(const char *string)
{
	PangoAttrList *list = pango_attr_list_new();
	size_t len, next;

	for (const char *s = string; *s != '\0'; s += len) {
		uint32_t a = utf8_next(s, &len);
		PangoAttribute *keep;

		if (s[len] == '\0' || !is_within_phrase(a, utf8_next(s + len, &next)))
			continue;
		keep = pango_attr_allow_breaks_new(FALSE);
		keep->start_index = (guint)(s - string);
		keep->end_index = (guint)(s + len + next - string);
		pango_attr_list_insert(list, keep);
	}
	return list;
}

/* -- blocks ----------------------------------------------------------------------- */

/* Whether the lines keep to the width; a phrase that is wider does not. */
static bool
fits(PangoLayout *layout, int width, int lines)
{
	PangoRectangle box;

	pango_layout_set_width(layout, width);
	pango_layout_get_extents(layout, NULL, &box);
	return pango_layout_get_line_count(layout) <= lines && box.width <= width;
}

/* Sets the least width that needs no more lines than the given one. */
static void
balance(PangoLayout *layout, int width, int lines)
{
	int low = width / 2, high = width;

	while (high - low > 4 * PANGO_SCALE) {
		int middle = (low + high) / 2;

		if (fits(layout, middle, lines))
			high = middle;
		else
			low = middle;
	}
	pango_layout_set_width(layout, high);
}

/* Hyphens that Pango would put where a word has to be cut: it does not know the language's rules. */
static PangoAttrList *
plain(void)
{
	PangoAttrList *list = pango_attr_list_new();

	pango_attr_list_insert(list, pango_attr_insert_hyphens_new(FALSE));
	return list;
}

static void
use_attributes(PangoLayout *layout, PangoAttrList *list, PangoWrapMode wrap)
{
	pango_layout_set_attributes(layout, list);
	pango_layout_set_wrap(layout, wrap);
	pango_attr_list_unref(list);
}

/* Lines of about equal length: Japanese ones of whole phrases if that takes no more lines, others of whole words
 * unless one is wider than the line. */
static void
set_width(PangoLayout *layout, const struct text_block *block, int width_px)
{
	bool japanese = strncmp(block->lang, "ja", 2) == 0;
	int width = width_px > 0 ? width_px * PANGO_SCALE : -1, lines;

	use_attributes(layout, plain(), PANGO_WRAP_WORD_CHAR);
	pango_layout_set_width(layout, width);
	lines = pango_layout_get_line_count(layout);
	if (lines == 1)
		return;
	use_attributes(layout, japanese ? phrases(block->string) : plain(), PANGO_WRAP_WORD);
	if (fits(layout, width, lines)) {
		balance(layout, width, lines);
		return;
	}
	use_attributes(layout, plain(), PANGO_WRAP_WORD_CHAR);
	if (japanese)
		balance(layout, width, lines);
	else
		pango_layout_set_width(layout, width);
}

static void
measure(struct texter *t, struct entry *entry)
{
	struct text_block *block = &entry->block;
	const struct type *type = theme_type(entry->style);
	PangoFontDescription *face = t->faces[type->face];
	struct text_line *lines;
	int widest = 0;

	pango_font_description_set_absolute_size(face, type->size_px * PANGO_SCALE);
	pango_context_set_language(t->context, pango_language_from_string(block->lang));
	pango_layout_context_changed(t->layout);
	pango_layout_set_font_description(t->layout, face);
	pango_layout_set_text(t->layout, block->string, -1);
	set_width(t->layout, block, entry->width_px);
	block->type = type;
	block->line_count = (size_t)pango_layout_get_line_count(t->layout);
	block->lines = lines = arena_array(t->arena, block->line_count, sizeof(*lines));
	for (size_t i = 0; i < block->line_count; i++) {
		place_line(t, pango_layout_get_line_readonly(t->layout, (int)i), &lines[i], block);
		if (lines[i].width > widest)
			widest = lines[i].width;
	}
	block->width = (widest + TEXT_PX - 1) / TEXT_PX;
	block->height = (int)block->line_count * type->line_px;
	/* Centres the em box, 0.88 of which is above the baseline, in the line. */
	block->baseline = (type->line_px - type->size_px) / 2 + (type->size_px * 88 + 50) / 100;
}

static uint64_t
hash_key(const char *string, const char *lang, enum style style, int width_px)
{
	uint64_t h = 14695981039346656037U ^ (uint64_t)style ^ (uint64_t)width_px << 8;

	for (; *string != '\0'; string++)
		h = (h ^ (unsigned char)*string) * 1099511628211U; /* FNV-1a */
	for (; *lang != '\0'; lang++)
		h = (h ^ (unsigned char)*lang) * 1099511628211U;
	return h ^ h >> 32;
}

const struct text_block *
text_set(struct texter *t, const char *string, const char *lang, enum style style, int width_px)
{
	uint64_t hash = hash_key(string, lang, style, width_px);
	size_t at = hash;
	struct entry *e;

	while ((e = t->table[at % TABLE_SIZE]) != NULL) {
		if (e->hash == hash && e->style == style && e->width_px == width_px &&
			strcmp(e->block.string, string) == 0 && strcmp(e->block.lang, lang) == 0)
			return &e->block;
		at++;
	}
	e = ARENA_NEW(t->arena, struct entry);
	*e = (struct entry){.hash = hash, .style = style, .width_px = width_px};
	e->block.string = arena_strdup(t->arena, string);
	e->block.lang = arena_strdup(t->arena, lang);
	measure(t, e);
	if (t->count < TABLE_SIZE - 1) {
		t->table[at % TABLE_SIZE] = e;
		t->count++;
	}
	return &e->block;
}

/* -- coverage ------------------------------------------------------------------------ */

/* Joiners, marks of direction, variation selectors and the like are drawn as nothing. */
static bool
is_invisible(uint32_t c)
{
	return c < 0x20 || c == 0xad || (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) ||
	       (c >= 0x2060 && c <= 0x206f) || (c >= 0xfe00 && c <= 0xfe0f) || c == 0xfeff ||
	       (c >= 0xe0100 && c <= 0xe01ef);
}

bool
text_has_glyph(uint32_t c)
{
	FcFontSet *set = FcConfigGetFonts(fonts_config(), FcSetApplication);
	FcCharSet *chars;

	if (is_invisible(c))
		return true;
	for (int i = 0; set != NULL && i < set->nfont; i++)
		if (FcPatternGetCharSet(set->fonts[i], FC_CHARSET, 0, &chars) == FcResultMatch &&
			FcCharSetHasChar(chars, c))
			return true;
	return false;
}
