/* A library to preload, which lets the N-th call of some functions fail, to see what the program makes of it.
 *
 *	INJECT=alloc:N      the N-th allocation, by whomever, yields nothing
 *	INJECT=alloc:N+     so do all after it
 *	INJECT=file:N:EIO   the N-th operation on a file or directory fails with EIO, ENOSPC or EINTR
 *	INJECT=file:N+:EIO  so do all after it
 *	INJECT=write:N:short  the N-th write, or read, does one byte only; N+ as above
 *	INJECT_COUNT=FILE   writes how many calls there were, when the program ends by itself
 *
 * Calls count from the beginning of main, so that the dynamic linker and what libraries do while they are loaded are
 * left alone. What the C library calls by itself, as fopen does open, is not seen: its callers are. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

enum kind { NONE, ALLOC, FILES, SHORT };

static enum kind armed;
static long nth;
static bool ever_after;
static int error_number;
static atomic_long calls;
static atomic_bool started;

/* Whether this call, of those that count, is to fail. */
static bool
strikes(enum kind kind)
{
	long call;

	if (kind != armed || !atomic_load(&started))
		return false;
	call = atomic_fetch_add(&calls, 1) + 1;
	return ever_after ? nth > 0 && call >= nth : call == nth;
}

static bool
fails(void)
{
	if (!strikes(FILES))
		return false;
	errno = error_number;
	return true;
}

/* The function of the same name that would be called were we not here. */
#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

/* -- the beginning and the end ------------------------------------------------------------- */

static void
configure(const char *text)
{
	static const struct {
		const char *name;
		int number;
	} errors[] = {{"EIO", EIO}, {"ENOSPC", ENOSPC}, {"EINTR", EINTR}};
	char *rest;

	armed = strncmp(text, "alloc:", 6) == 0 ? ALLOC : strncmp(text, "file:", 5) == 0 ? FILES : SHORT;
	nth = strtol(strchr(text, ':') + 1, &rest, 10);
	ever_after = *rest == '+';
	for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]); i++)
		if (strstr(rest, errors[i].name) != NULL)
			error_number = errors[i].number;
}

static void
write_count(void)
{
	const char *path = getenv("INJECT_COUNT");
	long n = atomic_load(&calls);
	FILE *f;

	atomic_store(&started, false);
	f = path != NULL ? REAL(fopen)(path, "w") : NULL;
	if (f != NULL) {
		fprintf(f, "%ld\n", n);
		REAL(fclose)(f);
	}
}

static int (*program_main)(int, char **, char **);

static int
start(int argc, char **argv, char **envp)
{
	const char *text = getenv("INJECT");

	if (text != NULL && strchr(text, ':') != NULL) {
		configure(text);
		atexit(write_count);
		atomic_store(&started, true);
	}
	return program_main(argc, argv, envp);
}

int
__libc_start_main(int (*)(int, char **, char **), int, char **, void (*)(void), void (*)(void), void (*)(void), void *);
int
__libc_start_main(int (*main)(int, char **, char **), int argc, char **argv, void (*init)(void), void (*fini)(void),
	void (*ldso_fini)(void), void *stack_end)
{
	program_main = main;
	return REAL(__libc_start_main)(start, argc, argv, init, fini, ldso_fini, stack_end);
}

/* -- memory: the program's own malloc ends the process where these fail ------------------------ */

void *
__libc_malloc(size_t);
void *
__libc_calloc(size_t, size_t);
void *
__libc_realloc(void *, size_t);
void *
__libc_memalign(size_t, size_t);

#define ALLOCATES(name, parameters, arguments)                                 \
	void *name parameters                                                  \
	{                                                                      \
		return strikes(ALLOC) ? NULL : REAL(name) arguments;           \
	}
ALLOCATES(__libc_malloc, (size_t size), (size))
ALLOCATES(__libc_calloc, (size_t count, size_t size), (count, size))
ALLOCATES(__libc_realloc, (void *old, size_t size), (old, size))
ALLOCATES(__libc_memalign, (size_t alignment, size_t size), (alignment, size))

/* -- files ---------------------------------------------------------------------------------------- */

static mode_t
mode_of(int flags, va_list ap)
{
	return (flags & (O_CREAT | __O_TMPFILE)) != 0 ? (mode_t)va_arg(ap, int) : 0;
}

#define OPENS(name)                                                            \
	int name(const char *path, int flags, ...)                             \
	{                                                                      \
		va_list ap;                                                    \
		mode_t mode;                                                   \
                                                                               \
		va_start(ap, flags);                                           \
		mode = mode_of(flags, ap);                                     \
		va_end(ap);                                                    \
		return fails() ? -1 : REAL(name)(path, flags, mode);           \
	}
OPENS(open)
OPENS(open64)

/* A function whose failure is a value: what it returns, its name, its parameters, its arguments, the value. */
#define FAILS(type, name, parameters, arguments, value)                        \
	type name parameters                                                   \
	{                                                                      \
		return fails() ? (value) : REAL(name) arguments;               \
	}
FAILS(int, mkostemp, (char *path, int flags), (path, flags), -1)
FAILS(int, mkostemp64, (char *path, int flags), (path, flags), -1)
FAILS(char *, mkdtemp, (char *path), (path), NULL)
FAILS(int, mkdir, (const char *path, mode_t mode), (path, mode), -1)
FAILS(int, rename, (const char *from, const char *to), (from, to), -1)
FAILS(int, renameat2, (int a, const char *from, int b, const char *to, unsigned flags), (a, from, b, to, flags), -1)
FAILS(int, link, (const char *from, const char *to), (from, to), -1)
FAILS(int, fsync, (int fd), (fd), -1)
FAILS(int, fchmod, (int fd, mode_t mode), (fd, mode), -1)
FAILS(int, chmod, (const char *path, mode_t mode), (path, mode), -1)
FAILS(FILE *, fopen, (const char *path, const char *mode), (path, mode), NULL)
FAILS(FILE *, fopen64, (const char *path, const char *mode), (path, mode), NULL)
FAILS(ssize_t, pwrite, (int fd, const void *p, size_t n, off_t at), (fd, p, n, at), -1)

/* After close, or fclose, the descriptor is gone whatever it returned. */
int
close(int fd)
{
	bool failed = fails();
	int result = REAL(close)(fd);

	return failed ? (errno = error_number, -1) : result;
}

int
fclose(FILE *f)
{
	bool failed = fails();
	int result = REAL(fclose)(f);

	return failed ? (errno = error_number, EOF) : result;
}

/* A stream remembers that a write failed; _IO_ERR_SEEN is how. */
static void
mark(FILE *f)
{
	f->_flags |= 0x20;
}

size_t
fwrite(const void *p, size_t size, size_t n, FILE *f)
{
	return fails() ? (mark(f), 0) : REAL(fwrite)(p, size, n, f);
}

int
fflush(FILE *f)
{
	return fails() ? (f != NULL ? mark(f) : (void)0, EOF) : REAL(fflush)(f);
}

ssize_t
write(int fd, const void *p, size_t n)
{
	return fails() ? -1 : REAL(write)(fd, p, n > 1 && strikes(SHORT) ? 1 : n);
}

ssize_t
read(int fd, void *p, size_t n)
{
	return fails() ? -1 : REAL(read)(fd, p, n > 1 && strikes(SHORT) ? 1 : n);
}

/* What read becomes with _FORTIFY_SOURCE. */
ssize_t
__read_chk(int fd, void *p, size_t n, size_t room);
ssize_t
__read_chk(int fd, void *p, size_t n, size_t room)
{
	return fails() ? -1 : REAL(__read_chk)(fd, p, n > 1 && strikes(SHORT) ? 1 : n, room);
}
