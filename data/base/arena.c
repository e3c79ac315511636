/* Blocks in a list, newest first. Structs are taken from a block's start and strings, which need no
 * alignment, from its end. Blocks double until BLOCK_LARGEST, since half of the last one stays
 * unused in the mean; a larger request gets a block of its own behind the newest, so that the room
 * left in the newest is not lost. */
#include "arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_FIRST = 4096, BLOCK_LARGEST = 1 << 16 };

struct arena_block {
	struct arena_block *next;
	size_t used; /* bytes from the start */
	size_t end;  /* where the strings start */
	alignas(max_align_t) char bytes[];
};

struct at_end {
	void (*call)(void *data);
	void *data;
	struct at_end *next;
};

struct arena {
	struct arena_block *newest;
	struct at_end *at_end;
	size_t next_size;
	size_t bytes;
};

struct arena *
arena_new(void)
{
	struct arena *arena = calloc(1, sizeof(*arena));

	arena->next_size = BLOCK_FIRST;
	arena->bytes = sizeof(*arena);
	return arena;
}

void
arena_free(struct arena *arena)
{
	if (arena == NULL)
		return;
	for (const struct at_end *e = arena->at_end; e != NULL; e = e->next)
		e->call(e->data);
	for (struct arena_block *b = arena->newest, *next; b != NULL; b = next) {
		next = b->next;
		free(b);
	}
	free(arena);
}

static struct arena_block *
block_new(struct arena *arena, size_t size)
{
	struct arena_block *b = calloc(1, sizeof(*b) + size);

	b->end = size;
	arena->bytes += sizeof(*b) + size;
	return b;
}

static void *
alloc_large(struct arena *arena, size_t size)
{
	struct arena_block *b = block_new(arena, size);

	b->used = size;
	if (arena->newest == NULL) {
		arena->newest = b;
	} else {
		b->next = arena->newest->next;
		arena->newest->next = b;
	}
	return b->bytes;
}

/* A block with room for size bytes that a large request is not in; NULL: the request is one. */
static struct arena_block *
block_with_room(struct arena *arena, size_t size)
{
	struct arena_block *b = arena->newest;

	if (size > SIZE_MAX / 2) {
		fputs("demarc: allocation too large\n", stderr);
		_Exit(3);
	}
	if (b != NULL && b->end - b->used >= size)
		return b;
	if (size > arena->next_size / 4)
		return NULL;
	b = block_new(arena, arena->next_size);
	b->next = arena->newest;
	arena->newest = b;
	if (arena->next_size < BLOCK_LARGEST)
		arena->next_size *= 2;
	return b;
}

void *
arena_alloc(struct arena *arena, size_t size)
{
	const size_t align = sizeof(void *);
	struct arena_block *b;
	void *p;

	if (__builtin_add_overflow(size, align - 1, &size))
		size = SIZE_MAX;
	size = size / align * align;
	b = block_with_room(arena, size);
	if (b == NULL)
		return alloc_large(arena, size);
	p = b->bytes + b->used;
	b->used += size;
	return p;
}

static char *
alloc_string(struct arena *arena, size_t size)
{
	struct arena_block *b = block_with_room(arena, size);

	if (b == NULL)
		return alloc_large(arena, size);
	b->end -= size;
	return b->bytes + b->end;
}

void *
arena_array(struct arena *arena, size_t count, size_t size)
{
	size_t total;

	if (__builtin_mul_overflow(count, size, &total))
		total = SIZE_MAX;
	return arena_alloc(arena, total);
}

char *
arena_strndup(struct arena *arena, const char *s, size_t len)
{
	char *copy = alloc_string(arena, len + 1);

	memcpy(copy, s, len);
	return copy;
}

void *
arena_grow(struct arena *arena, void *array, size_t count, size_t *cap, size_t size)
{
	void *larger;

	if (count < *cap)
		return array;
	*cap = *cap > 0 ? 2 * *cap : 64;
	larger = arena_array(arena, *cap, size);
	if (count > 0)
		memcpy(larger, array, count * size);
	return larger;
}

char *
arena_strdup(struct arena *arena, const char *s)
{
	return arena_strndup(arena, s, strlen(s));
}

char *
arena_printf(struct arena *arena, const char *fmt, ...)
{
	va_list ap;
	int len;
	char *s;

	va_start(ap, fmt);
	len = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (len < 0)
		len = 0;
	s = alloc_string(arena, (size_t)len + 1);
	va_start(ap, fmt);
	vsnprintf(s, (size_t)len + 1, fmt, ap);
	va_end(ap);
	return s;
}

void
arena_at_end(struct arena *arena, void (*call)(void *data), void *data)
{
	struct at_end *e = ARENA_NEW(arena, struct at_end);

	*e = (struct at_end){call, data, arena->at_end};
	arena->at_end = e;
}

size_t
arena_bytes(const struct arena *arena)
{
	return arena->bytes;
}
