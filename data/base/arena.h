/* arena: memory that is released all at once.
 *
 * A model snapshot has one arena, a request has another. Nothing in it is
 * freed singly. Out of memory ends the process with a message: sizes are
 * bounded where they enter (file, request, label, pixels).
 * Not thread-safe: one thread allocates at a time. */
#ifndef DEMARC_BASE_ARENA_H
#define DEMARC_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct arena;

/* A new empty arena; release it with arena_free. Never NULL. */
struct arena *
arena_new(void);

/* Releases the arena and all that was allocated from it, after the calls that were put off until
 * then, the last one first. NULL is allowed. */
void
arena_free(struct arena *);

/* Puts a call off until the arena is released: of what the arena's owner uses, and others keep. */
void
arena_at_end(struct arena *, void (*call)(void *data), void *data);

/* size bytes, zeroed, aligned for pointers and numbers; they live as long as the arena. */
void *
arena_alloc(struct arena *, size_t size);

/* count zeroed elements of size bytes; ends the process if that overflows. */
void *
arena_array(struct arena *, size_t count, size_t size);

/* Room for one more in an array of the arena that holds count elements of size bytes and has room
 * for *cap: the array itself, or a larger copy of it, zeroed behind what it holds; *cap is then
 * what that one has room for. */
void *
arena_grow(struct arena *, void *array, size_t count, size_t *cap, size_t size);

/* Copies of a string, or of its first len bytes (always terminated). */
char *
arena_strdup(struct arena *, const char *);
char *
arena_strndup(struct arena *, const char *, size_t len);

/* A formatted string. */
char *
arena_printf(struct arena *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Bytes taken from the system so far. */
size_t
arena_bytes(const struct arena *);

#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), sizeof(type)))

#endif
