#include "lexicon.h"

#include <string.h>

#include "base/hash.h"

void
lexicon_init(struct search_lexicon *words, struct arena *arena)
{
	*words = (struct search_lexicon){.arena = arena, .size = 1024};
	words->table = arena_array(arena, words->size, sizeof(*words->table));
}

/* Where the form is in the table, or would be. */
static size_t
slot_of(const struct search_lexicon *words, const char *form)
{
	size_t at = hash_string(HASH_START, form) & (words->size - 1);

	while (words->table[at] != 0 && strcmp(words->v[words->table[at] - 1].form, form) != 0)
		at = (at + 1) & (words->size - 1);
	return at;
}

static void
double_table(struct search_lexicon *words)
{
	words->size *= 2;
	words->table = arena_array(words->arena, words->size, sizeof(*words->table));
	for (size_t i = 0; i < words->count; i++)
		words->table[slot_of(words, words->v[i].form)] = (uint32_t)i + 1;
}

uint32_t
lexicon_add(struct search_lexicon *words, const char *form, unsigned flags)
{
	size_t slot = slot_of(words, form);

	if (words->table[slot] == 0) {
		if (words->count * 2 >= words->size) {
			double_table(words);
			slot = slot_of(words, form);
		}
		words->v = arena_grow(
			words->arena, words->v, words->count, &words->cap, sizeof(*words->v));
		words->v[words->count].form = arena_strdup(words->arena, form);
		words->table[slot] = (uint32_t)++words->count;
	}
	words->v[words->table[slot] - 1].flags |= flags;
	return words->table[slot] - 1;
}

bool
lexicon_find(const struct search_lexicon *words, const char *form, uint32_t *word)
{
	uint32_t found = words->table[slot_of(words, form)];

	*word = found - 1;
	return found != 0;
}

/* Tokens from at on that are together the form; 0: they are not. */
static size_t
match_form(const struct search_lexicon *words, uint32_t word, const struct search_passage *p,
	size_t at)
{
	const char *rest = words->v[word].form;
	bool whole = (words->v[word].flags & WORD_WHOLE) != 0;
	size_t n = 0;

	while (*rest != '\0') {
		const struct search_token *token = &p->tokens[at + n];
		size_t len;

		if (at + n == p->token_count || (n > 0 && !token->glued))
			return 0;
		if (n == 0 && token->word == word)
			return 1;
		len = strlen(words->v[token->word].form);
		if (!whole || (len == 0 && n == 0) ||
			strncmp(rest, words->v[token->word].form, len) != 0)
			return 0;
		rest += len;
		n++;
	}
	return n;
}

size_t
lexicon_match(const struct search_lexicon *words, const struct search_phrase *phrase,
	const struct search_passage *p, size_t at)
{
	size_t n = 0;

	for (size_t i = 0; i < phrase->count; i++) {
		size_t more = match_form(words, phrase->words[i], p, at + n);

		if (more == 0)
			return 0;
		n += more;
	}
	return n;
}
