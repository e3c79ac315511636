/* Both wordings are cut into tokens: a word of letters and digits, a run of katakana, or a single
 * other character. What they begin and end with in common is set aside, and the longest common
 * subsequence of the rest is found in a table. Islands of agreement too small to help a reader are
 * given up. */
#include "diff.h"

#include <stdint.h>
#include <string.h>

#include "base/utf8.h"

enum {
	TABLE_LIMIT = 1 << 20, /* cells; past that the middle counts as replaced */
	ISLAND_BYTES = 4,      /* a common piece shorter than that, between two changes, is none */
};

struct token {
	const char *s;
	size_t len;
};

struct tokens {
	struct token *v;
	size_t n;
};

enum class { CLASS_SINGLE, CLASS_WORD, CLASS_KATAKANA, CLASS_SPACE };

static enum class class_of(uint32_t c) {
	if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
		c == '\'' || c == 0x2019 || (c >= 0xC0 && c < 0x2000)) return CLASS_WORD;
	if ((c >= 0x30A1 && c <= 0x30FF) || (c >= 0xFF66 && c <= 0xFF9F)) return CLASS_KATAKANA;
	return c == ' ' ? CLASS_SPACE : CLASS_SINGLE;
}

static struct tokens
cut(struct arena *arena, const char *s)
{
	struct tokens t = {arena_array(arena, strlen(s) + 1, sizeof(struct token)), 0};
	enum class last = CLASS_SINGLE;

	while (*s != '\0') {
		size_t len;
		enum class now = class_of(utf8_next(s, &len));

		if (t.n > 0 && now == last && now != CLASS_SINGLE)
			t.v[t.n - 1].len += len;
		else
			t.v[t.n++] = (struct token){s, len};
		last = now;
		s += len;
	}
	return t;
}

static bool
same(const struct token *a, const struct token *b)
{
	return a->len == b->len && memcmp(a->s, b->s, a->len) == 0;
}

/* -- spans -------------------------------------------------------------------- */

struct spans {
	struct word_span *v;
	size_t n;
};

/* Adds a token, to the last span if that is of its kind and ends where the token begins. */
static void
add(struct spans *spans, enum span_kind kind, const struct token *token)
{
	struct word_span *last = spans->n > 0 ? &spans->v[spans->n - 1] : NULL;

	if (last != NULL && last->kind == kind && last->words + last->len == token->s)
		last->len += token->len;
	else
		spans->v[spans->n++] = (struct word_span){kind, token->s, token->len};
}

static void
add_all(struct spans *spans, enum span_kind kind, const struct tokens *t)
{
	for (size_t i = 0; i < t->n; i++)
		add(spans, kind, &t->v[i]);
}

/* The longest common subsequence by dynamic programming, walked from the front. */
static void
compare(struct arena *arena, const struct tokens *a, const struct tokens *b, struct spans *spans)
{
	size_t width = b->n + 1, i = 0, j = 0;
	uint32_t *longest;

	if (a->n > 0 && b->n > 0 && a->n + 1 > TABLE_LIMIT / width) {
		add_all(spans, SPAN_REMOVED, a);
		add_all(spans, SPAN_ADDED, b);
		return;
	}
	longest = arena_array(arena, (a->n + 1) * width, sizeof(*longest));
	for (size_t x = a->n; x-- > 0;)
		for (size_t y = b->n; y-- > 0;) {
			uint32_t down = longest[(x + 1) * width + y],
				 right = longest[x * width + y + 1];

			longest[x * width + y] = same(&a->v[x], &b->v[y])
							 ? longest[(x + 1) * width + y + 1] + 1
						 : down >= right ? down
								 : right;
		}
	while (i < a->n || j < b->n) {
		if (i < a->n && j < b->n && same(&a->v[i], &b->v[j])) {
			add(spans, SPAN_SAME, &b->v[j]);
			i++, j++;
		} else if (i < a->n && (j == b->n || longest[(i + 1) * width + j] >=
							     longest[i * width + j + 1])) {
			add(spans, SPAN_REMOVED, &a->v[i++]);
		} else {
			add(spans, SPAN_ADDED, &b->v[j++]);
		}
	}
}

/* -- for readers ------------------------------------------------------------------ */

static bool
is_island(const struct word_span *v, size_t i, size_t n)
{
	return v[i].kind == SPAN_SAME && i > 0 && i + 1 < n && v[i].len < ISLAND_BYTES;
}

/* Puts each stretch of changes, islands in it included, as one removed and one added piece. */
static size_t
tidy(struct arena *arena, struct word_span *v, size_t n)
{
	struct word_span *out = arena_array(arena, n + 1, sizeof(*out));
	size_t kept = 0;

	for (size_t i = 0; i < n;) {
		size_t end = i, removed = 0, added = 0;
		char *old, *new;

		if (v[i].kind == SPAN_SAME) {
			out[kept++] = v[i++];
			continue;
		}
		for (; end < n && (v[end].kind != SPAN_SAME || is_island(v, end, n)); end++) {
			removed += v[end].kind != SPAN_ADDED ? v[end].len : 0;
			added += v[end].kind != SPAN_REMOVED ? v[end].len : 0;
		}
		old = arena_alloc(arena, removed + 1);
		new = arena_alloc(arena, added + 1);
		removed = added = 0;
		for (; i < end; i++) {
			if (v[i].kind != SPAN_ADDED) {
				memcpy(old + removed, v[i].words, v[i].len);
				removed += v[i].len;
			}
			if (v[i].kind != SPAN_REMOVED) {
				memcpy(new + added, v[i].words, v[i].len);
				added += v[i].len;
			}
		}
		if (removed > 0)
			out[kept++] = (struct word_span){SPAN_REMOVED, old, removed};
		if (added > 0)
			out[kept++] = (struct word_span){SPAN_ADDED, new, added};
	}
	memcpy(v, out, kept * sizeof(*v));
	return kept;
}

const struct word_span *
diff_words(struct arena *arena, const char *before, const char *after, size_t *count)
{
	struct tokens a = cut(arena, before), b = cut(arena, after);
	struct spans spans = {arena_array(arena, a.n + b.n + 1, sizeof(*spans.v)), 0};
	size_t head = 0, tail = 0;

	while (head < a.n && head < b.n && same(&a.v[head], &b.v[head]))
		add(&spans, SPAN_SAME, &b.v[head++]);
	while (tail < a.n - head && tail < b.n - head &&
		same(&a.v[a.n - 1 - tail], &b.v[b.n - 1 - tail]))
		tail++;
	compare(arena, &(struct tokens){a.v + head, a.n - head - tail},
		&(struct tokens){b.v + head, b.n - head - tail}, &spans);
	for (size_t i = b.n - tail; i < b.n; i++)
		add(&spans, SPAN_SAME, &b.v[i]);
	*count = tidy(arena, spans.v, spans.n);
	return spans.v;
}
