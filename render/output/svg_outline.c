/* A word is what stands between spaces, or, in scripts without spaces, between changes of script: 情報|セキュリティ. It is
 * known by its glyphs; that they stand the same way follows, since shaping depends on nothing else within a word. A word
 * is worth a definition if that saves references: (uses - 1) * glyphs > uses. */
#include "svg_outline.h"

#include <limits.h>

#include "base/hash.h"
#include "base/utf8.h"
#include "svg_out.h"

enum { TABLE_SIZE = 1 << 12 }; /* a power of two */

struct word {
	const struct text_glyph *glyphs; /* of its first use */
	size_t count;
	int size_px;
	uint64_t hash;
	unsigned uses;
	unsigned number; /* UINT_MAX: not defined */
	struct word *next;
};

struct piece {
	const struct word *word;
	const struct text_glyph *glyphs;
};

struct outline_line {
	size_t first, count; /* pieces */
	int size_px;
};

struct svg_outlines {
	struct arena *arena;
	struct glyphs *glyphs;
	const char *prefix;
	unsigned picture;
	unsigned numbers; /* given so far */
	struct word **table;
	struct word **words; /* by their first use */
	size_t word_count;
	struct piece *pieces;
	size_t piece_count;
	struct outline_line *lines;
	size_t line_count, line_next;
};

/* -- words ------------------------------------------------------------------------- */

static struct glyph *
glyph_of(struct svg_outlines *o, const struct text_glyph *at)
{
	return glyphs_get(o->glyphs, at->font, at->index);
}

static bool
is_blank(struct svg_outlines *o, const struct text_glyph *at)
{
	return glyph_of(o, at)->path[0] == '\0';
}

static uint64_t
hash_glyphs(const struct text_glyph *glyphs, size_t count)
{
	uint64_t h = HASH_START;

	for (size_t i = 0; i < count; i++) {
		const uint32_t glyph[2] = {glyphs[i].font, glyphs[i].index};

		h = hash_bytes(h, glyph, sizeof(glyph));
	}
	return h;
}

static bool
same_glyphs(const struct word *word, const struct text_glyph *glyphs, size_t count)
{
	if (word->count != count)
		return false;
	for (size_t i = 0; i < count; i++)
		if (word->glyphs[i].font != glyphs[i].font || word->glyphs[i].index != glyphs[i].index)
			return false;
	return true;
}

static struct word *
find_word(struct svg_outlines *o, const struct text_glyph *glyphs, size_t count, int size_px)
{
	uint64_t hash = hash_glyphs(glyphs, count);
	struct word **slot = &o->table[hash % TABLE_SIZE], *word;

	for (word = *slot; word != NULL; word = word->next)
		if (word->hash == hash && same_glyphs(word, glyphs, count))
			return word;
	word = ARENA_NEW(o->arena, struct word);
	*word = (struct word){glyphs, count, size_px, hash, 0, UINT_MAX, *slot};
	*slot = word;
	o->words[o->word_count++] = word;
	return word;
}

static void
add_piece(struct svg_outlines *o, const struct text_glyph *glyphs, size_t count, int size_px)
{
	struct word *word;

	if (count == 0)
		return;
	word = find_word(o, glyphs, count, size_px);
	word->uses++;
	o->pieces[o->piece_count++] = (struct piece){word, glyphs};
}

/* Whether each glyph stands for one character, as far as the words go. */
static bool
is_one_each(const struct text_line *line, const char *words)
{
	size_t n = 0, len;

	for (const char *s = words; s < words + line->bytes; s += len, n++)
		utf8_next(s, &len);
	return n <= line->glyph_count && line->glyph_count - n <= 1; /* a space at the end */
}

/* Cuts the line at spaces and at changes of script. */
static void
add_line(struct svg_outlines *o, const struct text_block *text, const struct text_line *line)
{
	const char *s = text->string + line->start, *end = s + line->bytes;
	bool one_each = is_one_each(line, s);
	size_t start = 0, first = o->piece_count, len;
	int script = -1;

	for (size_t i = 0; i < line->glyph_count; i++) {
		int here = one_each && s < end ? text_script(utf8_next(s, &len)) : script;
		bool blank = is_blank(o, &line->glyphs[i]);

		if (one_each && s < end)
			s += len;
		if (blank || (script >= 0 && here != script)) {
			add_piece(o, line->glyphs + start, i - start, text->type->size_px);
			start = i + blank;
		}
		script = here;
	}
	add_piece(o, line->glyphs + start, line->glyph_count - start, text->type->size_px);
	o->lines[o->line_count++] = (struct outline_line){first, o->piece_count - first, text->type->size_px};
}

static bool
is_shared(const struct word *word)
{
	return word->count > 1 && (word->uses - 1) * word->count > word->uses;
}

/* Glyphs of shared words are used once, in the definition; those of others as often as the word. */
static void
count_glyphs(struct svg_outlines *o, const struct word *word)
{
	for (size_t i = 0; i < word->count; i++) {
		struct glyph *glyph = glyph_of(o, &word->glyphs[i]);

		if (glyph->picture != o->picture)
			glyph->uses = 0;
		glyph->picture = o->picture;
		glyph->uses += is_shared(word) ? 1 : word->uses;
		glyph->number = UINT_MAX;
	}
}

static void
make_room(struct svg_outlines *o, const struct scene *scene)
{
	size_t glyphs = 0, lines = 0;

	for (size_t i = 0; i < scene->count; i++)
		for (size_t l = 0; scene->items[i].kind == ITEM_TEXT && l < scene->items[i].text->line_count; l++) {
			glyphs += scene->items[i].text->lines[l].glyph_count;
			lines++;
		}
	o->table = arena_array(o->arena, TABLE_SIZE, sizeof(struct word *));
	o->words = arena_array(o->arena, glyphs + 1, sizeof(*o->words));
	o->pieces = arena_array(o->arena, glyphs + 1, sizeof(*o->pieces));
	o->lines = arena_array(o->arena, lines + 1, sizeof(*o->lines));
}

struct svg_outlines *
svg_outlines_new(const struct scene *scene, struct glyphs *glyphs, const char *prefix)
{
	struct svg_outlines *o = ARENA_NEW(scene->arena, struct svg_outlines);

	o->arena = scene->arena;
	o->glyphs = glyphs;
	o->prefix = prefix;
	o->picture = glyphs_picture(glyphs);
	make_room(o, scene);
	for (size_t i = 0; i < scene->count; i++)
		for (size_t l = 0; scene->items[i].kind == ITEM_TEXT && l < scene->items[i].text->line_count; l++)
			add_line(o, scene->items[i].text, &scene->items[i].text->lines[l]);
	for (size_t i = 0; i < o->word_count; i++)
		count_glyphs(o, o->words[i]);
	return o;
}

/* -- writing ---------------------------------------------------------------------------- */

/* Numbers to the base of 36, in lower case; the other ids end in capitals. */
static void
put_id(const struct svg_outlines *o, unsigned number, struct buf *out)
{
	static const char digits[] = "0123456789abcdefghijklmnopqrstuvwxyz";
	char text[8];
	size_t at = sizeof(text);

	do
		text[--at] = digits[number % 36];
	while ((number /= 36) > 0);
	buf_str(out, o->prefix);
	buf_add(out, text + at, sizeof(text) - at);
}

static void
start_path(struct buf *out, int x, int y)
{
	buf_char(out, 'M');
	buf_int(out, x);
	if (y >= 0)
		buf_char(out, ' ');
	buf_int(out, y);
}

/* TEXT_PX -> units of GLYPH_EM in text of that size. */
static int
em_units(int v, int size_px)
{
	long long n = 2LL * v * GLYPH_EM, d = (long long)TEXT_PX * size_px;

	return (int)((n >= 0 ? n + d : n - d) / (2 * d));
}

static void
put_number(struct buf *out, const char *name, int v)
{
	if (v == 0)
		return;
	buf_str(out, name);
	buf_int(out, v);
	buf_char(out, '"');
}

static void
put_use(const struct svg_outlines *o, unsigned number, int x, int y, struct buf *out)
{
	buf_str(out, "<use xlink:href=\"#");
	put_id(o, number, out);
	buf_char(out, '"');
	put_number(out, " x=\"", x);
	put_number(out, " y=\"", y);
	buf_str(out, "/>");
}

/* Whether the path that neighbours share is open; each glyph that occurs only once adds to it. */
static void
set_path(bool *open, bool wanted, struct buf *out)
{
	if (*open && !wanted)
		buf_str(out, "\"/>");
	if (wanted && !*open)
		buf_str(out, "<path d=\"");
	*open = wanted;
}

/* Glyphs as far from the origin as from_x is before them, TEXT_PX. */
static void
put_glyphs(struct svg_outlines *o, const struct text_glyph *glyphs, size_t count, int from_x, int size_px, bool *path,
	struct buf *out)
{
	for (size_t i = 0; i < count; i++) {
		const struct glyph *glyph = glyph_of(o, &glyphs[i]);
		int x = em_units(glyphs[i].x - from_x, size_px), y = em_units(glyphs[i].y, size_px);

		set_path(path, glyph->number == UINT_MAX, out);
		if (glyph->number != UINT_MAX) {
			put_use(o, glyph->number, x, y, out);
			continue;
		}
		start_path(out, x + glyph->x, y + glyph->y);
		buf_str(out, glyph->path);
	}
}

static void
define_glyphs(struct svg_outlines *o, const struct word *word, struct buf *out)
{
	for (size_t i = 0; i < word->count; i++) {
		struct glyph *glyph = glyph_of(o, &word->glyphs[i]);

		if (glyph->uses < 2 || glyph->number != UINT_MAX)
			continue;
		glyph->number = o->numbers++;
		buf_str(out, "<path id=\"");
		put_id(o, glyph->number, out);
		buf_str(out, "\" d=\"");
		start_path(out, glyph->x, glyph->y);
		buf_str(out, glyph->path);
		buf_str(out, "\"/>");
	}
}

static void
define_word(struct svg_outlines *o, struct word *word, struct buf *out)
{
	bool path = false;

	word->number = o->numbers++;
	buf_str(out, "<g id=\"");
	put_id(o, word->number, out);
	buf_str(out, "\">");
	put_glyphs(o, word->glyphs, word->count, word->glyphs[0].x, word->size_px, &path, out);
	set_path(&path, false, out);
	buf_str(out, "</g>");
}

void
svg_outlines_define(struct svg_outlines *o, struct buf *out)
{
	buf_str(out, "<defs>");
	for (size_t i = 0; i < o->word_count; i++)
		define_glyphs(o, o->words[i], out);
	for (size_t i = 0; i < o->word_count; i++)
		if (is_shared(o->words[i]))
			define_word(o, o->words[i], out);
	buf_str(out, "</defs>");
}

void
svg_outlines_draw(struct svg_outlines *o, struct buf *out)
{
	const struct outline_line *line = &o->lines[o->line_next++];
	bool path = false;

	for (size_t i = line->first; i < line->first + line->count; i++) {
		const struct piece *piece = &o->pieces[i];

		if (piece->word->number == UINT_MAX) {
			put_glyphs(o, piece->glyphs, piece->word->count, 0, line->size_px, &path, out);
			continue;
		}
		set_path(&path, false, out);
		put_use(o, piece->word->number, em_units(piece->glyphs[0].x, line->size_px), 0, out);
	}
	set_path(&path, false, out);
}
