/* Each texter has a Pango font map of its own over the one private configuration; hinting and
 * rounding of positions are off, so a text has the same advances at every size. A text is first set
 * as one line; where that is too wide, its advances say where to break it, and each line is set by
 * itself. Pango chooses the faces and shapes; its PangoLayout would measure a sample of the
 * language in each face as well, for heights that the theme states. Measured blocks are kept in a
 * hash table in an arena: a picture that is drawn again costs look-ups only. */
#include "text.h"

#include <stdlib.h>
#include <string.h>

#include <pango/pango.h>

#include "base/hash.h"
#include "base/arena.h"
#include "base/utf8.h"
#include "face_map.h"
#include "fonts.h"
#include "lines.h"

enum {
	TABLE_LEAST = 1 << 12, /* a power of two, and so are its doubles */
	BYTES_MAX = 2 << 20,
	FONT_CACHE = 8,
	NOT_KNOWN = -1,
};

/* What a block is found by, besides its words and language. */
struct text_setting {
	enum style style;
	int size_px;
	int width_px;
};

struct text_entry {
	uint64_t hash;
	struct text_setting setting;
	struct type type;
	struct text_block block;
};

struct texter {
	PangoFontMap *map;
	PangoContext *context;
	PangoDirection direction; /* of the block that is measured, in each of its lines */
	const char *string;       /* what lay_out set last, */
	size_t bytes;             /* so much of it, */
	GList *runs;              /* as PangoGlyphItem, from left to right */
	PangoFontDescription *faces[FACE__COUNT];
	struct breaker *breaker;
	struct {
		PangoFont *font; /* referenced, so that its address stays a key */
		uint32_t number;
	} fonts[FONT_CACHE];
	size_t font_next;
	struct arena *arena;
	struct text_entry **table;
	size_t size, count; /* less than half of it is in use */
	size_t room;        /* bytes; 0: the usual bounds */
};

struct texter *
texter_new(void)
{
	struct texter *t = calloc(1, sizeof(*t));

	t->arena = arena_new();
	t->size = TABLE_LEAST;
	t->table = calloc(t->size, sizeof(*t->table));
	t->map = face_map_new();
	t->context = pango_font_map_create_context(t->map);
	pango_context_set_round_glyph_positions(t->context, FALSE);
	pango_context_set_base_gravity(t->context, PANGO_GRAVITY_SOUTH);
	for (size_t i = 0; i < FACE__COUNT; i++) {
		t->faces[i] = pango_font_description_new();
		pango_font_description_set_family_static(t->faces[i], fonts_families(LATIN_FIRST));
		pango_font_description_set_weight(
			t->faces[i], i == FACE_BOLD ? PANGO_WEIGHT_SEMIBOLD : PANGO_WEIGHT_NORMAL);
	}
	t->breaker = breaker_new();
	return t;
}

static void
free_run(void *run)
{
	pango_glyph_item_free(run);
}

void
texter_free(struct texter *t)
{
	if (t == NULL)
		return;
	g_list_free_full(t->runs, free_run);
	for (size_t i = 0; i < FACE__COUNT; i++)
		pango_font_description_free(t->faces[i]);
	for (size_t i = 0; i < FONT_CACHE; i++)
		if (t->fonts[i].font != NULL)
			g_object_unref(t->fonts[i].font);
	g_object_unref(t->context);
	g_object_unref(t->map);
	breaker_free(t->breaker);
	arena_free(t->arena);
	free(t->table);
	free(t);
}

void
texter_keep(struct texter *t, size_t bytes)
{
	t->room = bytes;
}

void
texter_trim(struct texter *t)
{
	if (t->room > 0 ? arena_bytes(t->arena) < t->room
			: t->count < TABLE_LEAST / 4 && arena_bytes(t->arena) < BYTES_MAX)
		return;
	free(t->table);
	t->size = TABLE_LEAST;
	t->table = calloc(t->size, sizeof(*t->table));
	t->count = 0;
	arena_free(t->arena);
	t->arena = arena_new();
}

/* -- glyphs ------------------------------------------------------------------- */

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
	t->fonts[at].number = face_map_font(font);
	return t->fonts[at].number;
}

/* Joiners, marks of direction, variation selectors and the like are drawn as nothing. */
static bool
is_invisible(uint32_t c)
{
	return c < 0x20 || c == 0xad || (c >= 0x200b && c <= 0x200f) ||
	       (c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) ||
	       (c >= 0xfe00 && c <= 0xfe0f) || c == 0xfeff || (c >= 0xe0100 && c <= 0xe01ef);
}

/* Pango counts 1024 to the pixel. */
static int
from_pango(int v)
{
	return v >= 0 ? (v + PANGO_SCALE / TEXT_PX / 2) / (PANGO_SCALE / TEXT_PX)
		      : -((-v + PANGO_SCALE / TEXT_PX / 2) / (PANGO_SCALE / TEXT_PX));
}

static size_t
count_glyphs(const GList *runs)
{
	size_t n = 0;

	for (const GList *run = runs; run != NULL; run = run->next)
		n += (size_t)((const PangoGlyphItem *)run->data)->glyphs->num_glyphs;
	return n;
}

static void
note_missing(struct text_block *block, uint32_t c)
{
	if (block->missing == 0 && !is_invisible(c))
		block->missing = c;
}

static void
place_run(struct texter *t, const PangoGlyphItem *run, struct text_line *line,
	struct text_glyph *glyphs, int *x, struct text_block *block)
{
	uint32_t font = font_number(t, run->item->analysis.font);

	for (int i = 0; i < run->glyphs->num_glyphs; i++) {
		const PangoGlyphInfo *info = &run->glyphs->glyphs[i];

		if (info->glyph & PANGO_GLYPH_UNKNOWN_FLAG && info->glyph != PANGO_GLYPH_EMPTY)
			note_missing(block, info->glyph & ~PANGO_GLYPH_UNKNOWN_FLAG);
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

/* What is laid out becomes one of the block's lines, of the given bytes. */
static void
place_line(struct texter *t, struct text_line *line, struct text_block *block, size_t start,
	size_t bytes)
{
	struct text_glyph *glyphs = arena_array(t->arena, count_glyphs(t->runs), sizeof(*glyphs));
	int x = 0;

	while (bytes > 0 && block->string[start + bytes - 1] == ' ')
		bytes--;
	*line = (struct text_line){.glyphs = glyphs, .start = start, .bytes = bytes};
	for (const GList *run = t->runs; run != NULL; run = run->next)
		place_run(t, run->data, line, glyphs, &x, block);
	line->width = from_pango(x);
}

/* -- faces ----------------------------------------------------------------------- */

/* Signs that Latin and Japanese have in common but draw in their own ways: dashes, dots, quotation
 * marks, arrows. */
static bool
is_common_sign(uint32_t c)
{
	return c >= 0xa0 && (c < 0x100 || (c >= 0x2010 && c < 0x2c00)) &&
	       break_script(c) == SCRIPT_OTHER;
}

/* In a Japanese text such a sign is a Japanese one, unless it stands between Latin letters. */
static bool
is_japanese_sign(uint32_t before, uint32_t c, uint32_t after)
{
	return is_common_sign(c) &&
	       !(break_script(before) == SCRIPT_LATIN && break_script(after) == SCRIPT_LATIN);
}

static void
use_japanese_face(PangoAttrList *list, size_t start, size_t end)
{
	PangoAttribute *family = pango_attr_family_new(fonts_families(JAPANESE_FIRST));

	family->start_index = (guint)start;
	family->end_index = (guint)end;
	pango_attr_list_insert(list, family);
}

static PangoAttrList *
choose_faces(const char *string, size_t bytes, const char *lang)
{
	PangoAttrList *list = pango_attr_list_new();
	uint32_t before = 0, c, after;
	size_t len, next;

	for (const char *s = string; strncmp(lang, "ja", 2) == 0 && s < string + bytes;
		s += len, before = c) {
		c = utf8_next(s, &len);
		after = s + len < string + bytes ? utf8_next(s + len, &next) : 0;
		if (is_japanese_sign(before, c, after))
			use_japanese_face(list, (size_t)(s - string), (size_t)(s - string) + len);
	}
	return list;
}

static PangoGlyphItem *
shape(const struct texter *t, PangoItem *item)
{
	PangoGlyphItem *run = g_slice_new0(PangoGlyphItem);

	run->item = item;
	run->glyphs = pango_glyph_string_new();
	pango_shape_with_flags(t->string + item->offset, item->length, t->string, (int)t->bytes,
		&item->analysis, run->glyphs, PANGO_SHAPE_NONE);
	return run;
}

/* One line of so many bytes of the string, which is not copied. */
static void
lay_out(struct texter *t, const char *string, size_t bytes, const char *lang)
{
	PangoAttrList *faces = choose_faces(string, bytes, lang);
	GList *items;

	face_map_learn(t->map, string, bytes);
	items = pango_itemize_with_base_dir(
		t->context, t->direction, string, 0, (int)bytes, faces, NULL);
	g_list_free_full(t->runs, free_run);
	t->string = string;
	t->bytes = bytes;
	t->runs = pango_reorder_items(items);
	for (GList *run = t->runs; run != NULL; run = run->next)
		run->data = shape(t, run->data);
	g_list_free(items);
	pango_attr_list_unref(faces);
}

/* -- lines ------------------------------------------------------------------------ */

/* What Pango knows of each of the characters that are laid out, and of the end. */
static PangoLogAttr *
read_attributes(const struct texter *t, size_t count)
{
	PangoLogAttr *attrs = calloc(count + 1, sizeof(*attrs));

	pango_default_break(t->string, (int)t->bytes, NULL, attrs, (int)count + 1);
	for (const GList *run = t->runs; run != NULL; run = run->next) {
		PangoItem *item = ((const PangoGlyphItem *)run->data)->item;
		const char *start = t->string + item->offset;

		pango_tailor_break(start, item->length, &item->analysis, item->offset,
			attrs + g_utf8_pointer_to_offset(t->string, start), item->num_chars + 1);
	}
	return attrs;
}

/* The characters of the block, which is laid out, and what Pango and ICU know of them. */
static struct break_char *
read_chars(struct texter *t, const struct text_block *block, size_t *count)
{
	size_t n = (size_t)g_utf8_strlen(block->string, -1), len, i = 0;
	PangoLogAttr *attrs = read_attributes(t, n);
	struct break_char *chars = calloc(n + 1, sizeof(*chars));

	for (const char *s = block->string; *s != '\0'; s += len, i++) {
		chars[i].c = utf8_next(s, &len);
		chars[i].at = (size_t)(s - block->string);
		chars[i].allowed = attrs[i].is_line_break;
		chars[i].cluster = attrs[i].is_cursor_position;
	}
	*count = i;
	free(attrs);
	breaker_rate(t->breaker, block->string, block->lang, chars, i);
	return chars;
}

/* By how much the face draws the glyph nearer to the next one (kerning). */
static int
kerning(PangoFont *font, const PangoGlyphInfo *glyph)
{
	int own = face_map_advance(font, glyph->glyph);

	return own > glyph->geometry.width ? own - glyph->geometry.width : 0;
}

struct advance {
	int width, tail;
};

static void
add_advances(const PangoGlyphItem *run, struct advance *of_byte)
{
	for (int i = 0; i < run->glyphs->num_glyphs; i++) {
		const PangoGlyphInfo *glyph = &run->glyphs->glyphs[i];
		struct advance *advance =
			&of_byte[run->item->offset + run->glyphs->log_clusters[i]];

		advance->width += glyph->geometry.width;
		advance->tail = kerning(run->item->analysis.font, glyph);
	}
}

/* What each character adds to the width; a ligature's is its first one's. */
static void
read_advances(struct texter *t, struct break_char *chars, size_t count)
{
	struct advance *of_byte = calloc(t->bytes + 1, sizeof(*of_byte));

	for (const GList *run = t->runs; run != NULL; run = run->next)
		add_advances(run->data, of_byte);
	for (size_t i = 0; i < count; i++) {
		chars[i].advance = of_byte[chars[i].at].width;
		chars[i].tail = of_byte[chars[i].at].tail;
	}
	free(of_byte);
}

static int
whole_pixels(int v)
{
	return (v + PANGO_SCALE - 1) / PANGO_SCALE;
}

static void
break_lines(struct texter *t, struct text_block *block, const struct break_char *chars,
	size_t count, int width_px)
{
	struct line_range *ranges = calloc(count + 1, sizeof(*ranges));
	struct text_line *lines;

	block->line_count = lines_choose(chars, count, width_px * PANGO_SCALE, ranges);
	block->lines = lines = arena_array(t->arena, block->line_count, sizeof(*lines));
	for (size_t i = 0; i < block->line_count; i++) {
		size_t start = chars[ranges[i].start].at;
		size_t end =
			ranges[i].end < count ? chars[ranges[i].end].at : strlen(block->string);

		lay_out(t, block->string + start, end - start, block->lang);
		place_line(t, &lines[i], block, start, end - start);
	}
	free(ranges);
}

/* Finds what the block's words need, and breaks it into lines unless width_px is 0. */
static void
set_lines(struct texter *t, struct text_block *block, int width_px)
{
	struct break_char *chars;
	size_t count;

	lay_out(t, block->string, strlen(block->string), block->lang);
	chars = read_chars(t, block, &count);
	read_advances(t, chars, count);
	block->need = whole_pixels(lines_need(chars, count, BREAK_WORD));
	block->need_broken = whole_pixels(lines_need(chars, count, BREAK_WITHIN));
	if (width_px > 0)
		break_lines(t, block, chars, count, width_px);
	free(chars);
}

static void
set_line(struct texter *t, struct text_block *block)
{
	size_t bytes = strlen(block->string);
	struct text_line *line = arena_array(t->arena, 1, sizeof(*line));

	lay_out(t, block->string, bytes, block->lang);
	place_line(t, line, block, 0, bytes);
	block->lines = line;
	block->line_count = 1;
	block->need = NOT_KNOWN;
}

/* -- blocks ----------------------------------------------------------------------- */

static struct type
smaller(const struct type *type, int size_px)
{
	struct type out = {type->face, size_px, type->line_px};

	if (size_px != type->size_px)
		out.line_px = (type->line_px * size_px + type->size_px - 1) / type->size_px;
	return out;
}

/* Makes the context ready for the entry's words. */
static void
prepare(struct texter *t, const struct text_entry *entry)
{
	PangoFontDescription *face = t->faces[entry->type.face];

	pango_font_description_set_absolute_size(face, entry->type.size_px * PANGO_SCALE);
	pango_context_set_language(t->context, pango_language_from_string(entry->block.lang));
	pango_context_set_font_description(t->context, face);
	t->direction = break_right_to_left(entry->block.string) ? PANGO_DIRECTION_RTL
								: PANGO_DIRECTION_LTR;
}

static void
measure(struct texter *t, struct text_entry *entry)
{
	struct text_block *block = &entry->block;
	const struct type *type = &entry->type;
	int widest = 0;

	entry->type = smaller(type_of(entry->setting.style), entry->setting.size_px);
	prepare(t, entry);
	if (entry->setting.width_px > 0)
		set_lines(t, block, entry->setting.width_px);
	else
		set_line(t, block);
	for (size_t i = 0; i < block->line_count; i++)
		if (block->lines[i].width > widest)
			widest = block->lines[i].width;
	block->type = type;
	block->width = (widest + TEXT_PX - 1) / TEXT_PX;
	block->height = (int)block->line_count * type->line_px;
	/* Centres the em box, 0.88 of which is above the baseline, in the line. */
	block->baseline = (type->line_px - type->size_px) / 2 + (type->size_px * 88 + 50) / 100;
}

static uint64_t
hash_key(const char *string, const char *lang, struct text_setting setting)
{
	uint64_t h = HASH_START ^ (uint64_t)setting.style ^ (uint64_t)setting.width_px << 8 ^
		     (uint64_t)setting.size_px << 32;

	h = hash_string(hash_string(h, string), lang);
	return h ^ h >> 32;
}

static bool
is_same(struct text_setting a, struct text_setting b)
{
	return a.style == b.style && a.size_px == b.size_px && a.width_px == b.width_px;
}

static void
put_at(struct text_entry **table, size_t size, struct text_entry *e)
{
	size_t at = e->hash;

	while (table[at % size] != NULL)
		at++;
	table[at % size] = e;
}

/* Into a table of twice the size, once half of it is in use. */
static void
put(struct texter *t, struct text_entry *e)
{
	struct text_entry **table;

	if (2 * ++t->count > t->size) {
		table = calloc(2 * t->size, sizeof(*table));
		for (size_t i = 0; i < t->size; i++)
			if (t->table[i] != NULL)
				put_at(table, 2 * t->size, t->table[i]);
		free(t->table);
		t->table = table;
		t->size *= 2;
	}
	put_at(t->table, t->size, e);
}

static const struct text_block *
get(struct texter *t, const char *string, const char *lang, struct text_setting setting)
{
	uint64_t hash = hash_key(string, lang, setting);
	struct text_entry *e;

	for (size_t at = hash; (e = t->table[at % t->size]) != NULL; at++)
		if (e->hash == hash && is_same(e->setting, setting) &&
			strcmp(e->block.string, string) == 0 && strcmp(e->block.lang, lang) == 0)
			return &e->block;
	e = ARENA_NEW(t->arena, struct text_entry);
	*e = (struct text_entry){.hash = hash, .setting = setting};
	e->block.string = arena_strdup(t->arena, string);
	e->block.lang = arena_strdup(t->arena, lang);
	measure(t, e);
	put(t, e);
	return &e->block;
}

const struct text_block *
text_set_at(struct texter *t, const char *string, const char *lang, enum style style, int size_px,
	int width_px)
{
	const struct text_block *line =
		get(t, string, lang, (struct text_setting){style, size_px, 0});

	if (width_px <= 0 || line->width <= width_px)
		return line;
	return get(t, string, lang, (struct text_setting){style, size_px, width_px});
}

int
text_need(struct texter *t, const struct text_block *block, bool broken)
{
	struct text_entry *entry =
		(struct text_entry *)((char *)block - offsetof(struct text_entry, block));

	if (block->need == NOT_KNOWN) {
		prepare(t, entry);
		set_lines(t, &entry->block, 0);
	}
	return broken ? block->need_broken : block->need;
}

size_t
text_word_end(struct texter *t, const struct text_block *block, size_t before)
{
	struct break_char *chars;
	size_t count, end = 0;

	prepare(t, (const struct text_entry *)((const char *)block -
					       offsetof(struct text_entry, block)));
	lay_out(t, block->string, strlen(block->string), block->lang);
	chars = read_chars(t, block, &count);
	for (size_t i = 1; i < count && chars[i].at <= before; i++)
		if (chars[i].rating >= BREAK_WORD)
			end = chars[i].at;
	free(chars);
	return end;
}

const struct text_block *
text_set(struct texter *t, const char *string, const char *lang, enum style style, int width_px)
{
	return text_set_at(t, string, lang, style, type_of(style)->size_px, width_px);
}

int
text_script(uint32_t character)
{
	return (int)break_script(character);
}

/* -- coverage ------------------------------------------------------------------------ */

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
