/* Out of memory: one answer for the whole process, its libraries included.
 *
 * The allocation functions of the C library, with one difference: they do not fail. Where there is
 * no memory the process says so and ends with status 3; files are written beside their place and
 * renamed, so none is left half-written, and a worker is replaced by its supervisor. GLib ends the
 * process too, but by a signal; fontconfig and Pango take a null pointer for memory, and libxml2
 * silently leaves out what it had no room for, so that a picture or an export could be wrong
 * without a word.
 *
 * A definition in the program goes before that of the C library for every library (The GNU C
 * Library, "Replacing malloc"). It serves every program that links this archive; builds with a
 * sanitizer leave this file out, since the sanitizer's allocator does the same. */
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

enum { EXIT_OUT_OF_MEMORY = 3 };

void *__libc_malloc(size_t);
void *__libc_calloc(size_t, size_t);
void *
__libc_realloc(void *, size_t);
void *__libc_memalign(size_t, size_t);

static void *
or_end(void *p)
{
	static const char text[] = "demarc: out of memory\n";

	if (p == NULL) {
		ssize_t ignored = write(STDERR_FILENO, text, sizeof(text) - 1);

		(void)ignored;
		_exit(EXIT_OUT_OF_MEMORY);
	}
	return p;
}

void *
malloc(size_t size)
{
	return or_end(__libc_malloc(size));
}

void *
calloc(size_t count, size_t size)
{
	return or_end(__libc_calloc(count, size));
}

/* Of size 0 it frees, and yields a null pointer. */
void *
realloc(void *old, size_t size)
{
	void *p = __libc_realloc(old, size);

	return size == 0 && old != NULL ? p : or_end(p);
}

void *
reallocarray(void *old, size_t count, size_t size)
{
	size_t bytes;

	return __builtin_mul_overflow(count, size, &bytes) ? or_end(NULL) : realloc(old, bytes);
}

void *
aligned_alloc(size_t alignment, size_t size)
{
	return or_end(__libc_memalign(alignment, size));
}

int
posix_memalign(void **out, size_t alignment, size_t size)
{
	if (alignment < sizeof(void *) || (alignment & (alignment - 1)) != 0)
		return EINVAL;
	*out = or_end(__libc_memalign(alignment, size));
	return 0;
}
