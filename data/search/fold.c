/* ICU folds character by character, so that each chunk knows its bytes; what that takes apart (a
 * half-width kana and its voicing) is composed again in the whole chunk. */
#include "fold.h"

#include <stdint.h>
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "base/buf.h"
#include "base/own.h"
#include "base/utf8.h"
#include "stem.h"

enum { FOLDED_MAX = 32 }; /* the longest is U+FDFA: 18 */

static void
add_character(struct buf *out, uint32_t c)
{
	char bytes[4];
	size_t n = 0;

	if (c < 0x80) {
		bytes[n++] = (char)c;
	} else if (c < 0x800) {
		bytes[n++] = (char)(0xc0 | c >> 6);
	} else if (c < 0x10000) {
		bytes[n++] = (char)(0xe0 | c >> 12);
		bytes[n++] = (char)(0x80 | (c >> 6 & 0x3f));
	} else {
		bytes[n++] = (char)(0xf0 | c >> 18);
		bytes[n++] = (char)(0x80 | (c >> 12 & 0x3f));
		bytes[n++] = (char)(0x80 | (c >> 6 & 0x3f));
	}
	if (c >= 0x80)
		bytes[n++] = (char)(0x80 | (c & 0x3f));
	buf_add(out, bytes, n);
}

/* -- one character ----------------------------------------------------------------------- */

/* Accents of Latin, Greek and Cyrillic letters are left out, so that "Prufrat" finds "Prüfrat".
 * Marks of other scripts make other letters, and stay. */
static size_t
without_accents(UChar32 *v, size_t n)
{
	enum { OTHER_SCRIPTS = 0x2000, ACCENTS_FIRST = 0x300, ACCENTS_LAST = 0x36f };
	UErrorCode error = U_ZERO_ERROR;
	size_t kept = 0;

	if (n == 0 || v[0] >= OTHER_SCRIPTS)
		return n;
	for (size_t i = 0; i < n; i++) {
		UChar apart[8];
		int32_t len = unorm2_getDecomposition(unorm2_getNFDInstance(&error), v[i], apart,
			sizeof(apart) / sizeof(*apart), &error);

		if (U_SUCCESS(error) && len > 1 && apart[1] >= ACCENTS_FIRST &&
			apart[1] <= ACCENTS_LAST)
			v[i] = apart[0];
		if (v[i] < ACCENTS_FIRST || v[i] > ACCENTS_LAST)
			v[kept++] = v[i];
	}
	return kept;
}

/* What the character folds to; returns how many there are, 0 for one that is passed over. */
static size_t
fold_character(uint32_t c, UChar32 out[FOLDED_MAX])
{
	UErrorCode error = U_ZERO_ERROR;
	UChar in[2], folded[2 * FOLDED_MAX];
	int32_t len, units = 0, at = 0;
	size_t n = 0;

	if (c < 0x80) {
		out[0] = c >= 'A' && c <= 'Z' ? (UChar32)(c | 0x20) : (UChar32)c;
		return 1;
	}
	U16_APPEND_UNSAFE(in, units, c);
	len = unorm2_normalize(
		unorm2_getNFKCCasefoldInstance(&error), in, units, folded, 2 * FOLDED_MAX, &error);
	for (; U_SUCCESS(error) && at < len && n < FOLDED_MAX; n++)
		U16_NEXT(folded, at, len, out[n]);
	return without_accents(out, n);
}

/* Scripts that leave their words together. */
static bool
is_whole(UChar32 c)
{
	return c >= 0x2e80 || (c >= 0x0e00 && c <= 0x0eff) || (c >= 0x1000 && c <= 0x109f) ||
	       (c >= 0x1780 && c <= 0x17ff);
}

/* What chunk the character belongs in; -1: in none. A combining mark goes with what it is on. */
static int
kind_of(UChar32 c, int before)
{
	uint32_t category = c < 0x80 ? 0 : U_GET_GC_MASK(c);

	if (c >= '0' && c <= '9')
		return CHUNK_DIGITS;
	if (c < 0x80)
		return c >= 'a' && c <= 'z' ? CHUNK_LETTERS : -1;
	if ((category & U_GC_M_MASK) != 0 && before >= 0)
		return before;
	if ((category & (U_GC_L_MASK | U_GC_N_MASK | U_GC_M_MASK)) == 0)
		return -1;
	return is_whole(c) ? CHUNK_WHOLE : CHUNK_LETTERS;
}

/* -- chunks -------------------------------------------------------------------------------- */

static bool
is_ascii(const char *s)
{
	while ((unsigned char)*s - 1u < 0x7f)
		s++;
	return *s == '\0';
}

/* NFC of the bytes, in the arena. NFC is at most three times as long in UTF-8 (UAX #15). */
static const char *
compose(struct arena *arena, const char *s)
{
	UErrorCode error = U_ZERO_ERROR;
	int32_t size = 3 * (int32_t)strlen(s) + 1, units = 0, len;
	UChar *in, *out;
	char *bytes;

	if (is_ascii(s))
		return arena_strdup(arena, s);
	in = arena_array(arena, (size_t)size, 2 * sizeof(*in));
	out = in + size;
	bytes = arena_alloc(arena, (size_t)size);
	u_strFromUTF8(in, size, &units, s, -1, &error);
	len = unorm2_normalize(unorm2_getNFCInstance(&error), in, units, out, size, &error);
	u_strToUTF8(bytes, size, NULL, out, len, &error);
	return U_SUCCESS(error) ? bytes : arena_strdup(arena, s);
}

bool
fold_is_hiragana(const char *s)
{
	size_t n;
	uint32_t c = utf8_next(s, &n);

	return c >= 0x3041 && c <= 0x3096;
}

/* A katakana as hiragana; small ones that are also written large are: ウェア and ウエア, ヶ月 and
 * カ月. */
static uint32_t
fold_kana(uint32_t c)
{
	if (c >= 0x30a1 && c <= 0x30f6)
		c -= 0x60;
	if (c == 0x3095 || c == 0x3096)
		return 0x304b;
	return c >= 0x3041 && c <= 0x3049 && c % 2 == 1 ? c + 1 : c;
}

const char *
fold_form(struct arena *arena, const char *plain)
{
	OWN(buf_fini) struct buf out = {0};

	for (size_t n; *plain != '\0'; plain += n) {
		uint32_t c = utf8_next(plain, &n);

		if (c == 0x30fc)
			continue;
		add_character(&out, fold_kana(c));
	}
	return arena_strdup(arena, buf_cstr(&out));
}

/* Up to three hiragana and nothing else. */
static bool
is_function(const char *plain)
{
	size_t characters = 0;

	for (size_t n; *plain != '\0'; plain += n, characters++) {
		if (!fold_is_hiragana(plain))
			return false;
		utf8_next(plain, &n);
	}
	return characters <= 3;
}

struct folder {
	struct arena *arena;
	const char *text;
	struct chunks chunks;
	size_t cap, limit;
	struct buf form; /* of the chunk that is open */
	struct chunk open;
	int kind;       /* of the open chunk; -1: none is */
	size_t between; /* characters since the last chunk, tabs apart */
	UChar32 between_last;
};

/* "IDs", but not "IDS": capitals, which the plural leaves as they are. */
static bool
is_plural_of_letters(const char *written, size_t length)
{
	size_t capitals = strspn(written, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");

	return capitals >= 2 && capitals == length - 1 && written[capitals] == 's';
}

static const char *
letters_form(struct folder *f, const struct chunk *chunk)
{
	size_t length = chunk->end - chunk->start;

	if (is_plural_of_letters(f->text + chunk->start, length))
		return arena_strndup(f->arena, chunk->plain, length - 1);
	return stem_word(f->arena, chunk->plain);
}

static void
end_chunk(struct folder *f, size_t at)
{
	struct chunk *chunk = &f->open;

	if (f->kind < 0)
		return;
	f->kind = -1;
	f->between = 0;
	if (f->chunks.count == f->limit)
		return;
	chunk->end = at;
	chunk->plain = compose(f->arena, buf_cstr(&f->form));
	chunk->form = chunk->plain;
	if (chunk->kind == CHUNK_LETTERS)
		chunk->form = letters_form(f, chunk);
	else if (chunk->kind == CHUNK_WHOLE)
		chunk->form = fold_form(f->arena, chunk->plain);
	chunk->function = chunk->kind == CHUNK_WHOLE && is_function(chunk->plain);
	f->chunks.v = arena_grow(f->arena, f->chunks.v, f->chunks.count, &f->cap, sizeof(*chunk));
	f->chunks.v[f->chunks.count++] = *chunk;
}

static void
begin_chunk(struct folder *f, int kind, size_t at)
{
	buf_clear(&f->form);
	f->kind = kind;
	f->open = (struct chunk){.start = at,
		.kind = (enum chunk_kind)kind,
		.dotted = f->between == 1 && f->between_last == '.',
		.glued = f->between == 0 && f->chunks.count > 0};
}

/* A character of the text, which folds to count others, from byte start to end. */
static void
take_character(struct folder *f, const UChar32 *folded, size_t count, size_t start)
{
	int kind = kind_of(folded[0], f->kind);

	if (kind != f->kind) {
		end_chunk(f, start);
		if (kind >= 0)
			begin_chunk(f, kind, start);
	}
	if (kind < 0) {
		f->between++;
		f->between_last = folded[0];
	}
	for (size_t i = 0; kind >= 0 && i < count; i++)
		add_character(&f->form, (uint32_t)folded[i]);
}

struct chunks
fold_chunks(struct arena *arena, const char *text, size_t limit)
{
	struct folder f = {.arena = arena, .text = text, .limit = limit, .kind = -1};
	UChar32 folded[FOLDED_MAX];
	size_t at = 0;

	for (size_t n; text[at] != '\0'; at += n) {
		uint32_t c = utf8_next(text + at, &n);
		size_t count = fold_character(c, folded);

		if (c == '\t')
			end_chunk(&f, at);
		else if (count > 0)
			take_character(&f, folded, count, at);
	}
	end_chunk(&f, at);
	buf_fini(&f.form);
	return f.chunks;
}
