#include "passage.h"

#include <string.h>

struct passage *
passage_new(struct arena *arena, const char *lang)
{
	struct passage *passage = ARENA_NEW(arena, struct passage);

	*passage =
		(struct passage){.arena = arena, .lang = lang, .cap = 128, .end = &passage->first};
	passage->words = arena_alloc(arena, passage->cap);
	return passage;
}

void
passage_add(struct passage *passage, const char *words)
{
	size_t len = strlen(words);

	if (passage->len + len + 1 > passage->cap) {
		char *before = passage->words;

		passage->cap = 2 * (passage->len + len + 1);
		passage->words = arena_alloc(passage->arena, passage->cap);
		memcpy(passage->words, before, passage->len);
	}
	memcpy(passage->words + passage->len, words, len + 1);
	passage->len += len;
}

static void
add_span(struct passage *passage, const char *words, struct span span)
{
	struct span *kept = ARENA_NEW(passage->arena, struct span);

	span.start = passage->len;
	passage_add(passage, words);
	span.end = passage->len;
	*kept = span;
	*passage->end = kept;
	passage->end = &kept->next;
}

void
passage_strong(struct passage *passage, const char *words)
{
	add_span(passage, words, (struct span){.strong = true});
}

void
passage_quiet(struct passage *passage, const char *words)
{
	add_span(passage, words, (struct span){.quiet = true});
}

void
passage_to_destination(struct passage *passage, const char *words, const char *destination)
{
	add_span(passage, words, (struct span){.destination = destination});
}

void
passage_to_uri(struct passage *passage, const char *words, const char *uri)
{
	add_span(passage, words, (struct span){.uri = uri});
}
