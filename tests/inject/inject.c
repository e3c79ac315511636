/* A library to preload, which lets the N-th call of some functions fail, to see what the program
 * makes of it. In the environment:
 *
 * INJECT=alloc:N      the N-th allocation, by whomever, yields nothing
 * INJECT=alloc:N+     so do all after it
 * INJECT=file:N:EIO   the N-th operation on a file or directory fails with EIO, ENOSPC or EINTR
 * INJECT=file:N+:EIO  so do all after it
 * INJECT=write:N:short
 *                     the N-th write, or read, does one byte only; N+ as above
 * INJECT=call:fork@1:2:EAGAIN,…
 *                     so does the second call of this function alone, in processes that are one
 *                     fork below the program; counted in each process. N+ as above. Rather than an
 *                     error: =VALUE is returned, +VALUE is added to what it would return, HANG lets
 *                     it never return
 * INJECT_WHILE=FILE   calls of such functions count, and fail, only while the file is there: FILE
 *                     for the first of them, FILE1 for the second, and so on
 * INJECT_COUNT=FILE   writes how many calls there were, when the program ends by itself
 * INJECT_PLACES=1     and behind it, a line each, every place in the program that they came from:
 *                     the first call from there, and what tells the place from others in any run
 *
 * Calls count from the beginning of main, so that the dynamic linker and what libraries do while
 * they are loaded are left alone. What the C library calls by itself, as fopen does open, is not
 * seen: its callers are. */
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

enum kind { NONE, ALLOC, FILES, SHORT, CALLS };

static enum kind armed;
static long nth;
static bool ever_after;
static int error_number;
static atomic_long calls;
static atomic_bool started;

/* -- places: the calls that lead to one, as far as they tell it from another ------------------ */

enum { FRAMES = 10, PLACES = 1 << 14 };
static struct place {
	_Atomic uint64_t hash; /* of its frames, as they lie in this process; 0: free */
	void *frames[FRAMES];
	int n;
	long call; /* the first from there */
} places[PLACES];
static bool places_wanted;

static uint64_t
mixed(uint64_t hash, uint64_t value)
{
	return (hash ^ value) * 1099511628211u;
}

/* Remembers the call if none before it came the same way. */
static void
note_place(long call)
{
	static _Thread_local bool inside; /* at first the unwinder allocates */
	void *frames[FRAMES];
	uint64_t hash = 14695981039346656037u;
	int n;

	if (inside)
		return;
	inside = true;
	n = backtrace(frames, FRAMES);
	inside = false;
	for (int i = 0; i < n; i++)
		hash = mixed(hash, (uintptr_t)frames[i]);
	hash |= 1;
	for (size_t tries = 0; tries < PLACES; tries++) {
		struct place *place = &places[(hash + tries) % PLACES];
		uint64_t there = 0;

		if (atomic_compare_exchange_strong(&place->hash, &there, hash)) {
			memcpy(place->frames, frames, sizeof(place->frames));
			place->n = n;
			place->call = call;
		}
		if (there == 0 || there == hash)
			return;
	}
}

/* A line for each place: its first call, and what is the same for it in every process. */
static void
write_places(FILE *f)
{
	for (size_t i = 0; i < PLACES; i++) {
		uint64_t hash = 14695981039346656037u;

		if (places[i].call == 0)
			continue;
		for (int k = 0; k < places[i].n; k++) {
			Dl_info info = {0};
			uintptr_t at = (uintptr_t)places[i].frames[k];

			dladdr(places[i].frames[k], &info);
			hash = mixed(hash, at - (uintptr_t)info.dli_fbase);
		}
		fprintf(f, "%ld %016lx\n", places[i].call, (unsigned long)hash);
	}
}

/* Whether this call, of those that count, is to fail. */
static bool
strikes(enum kind kind)
{
	long call;

	if (kind != armed || !atomic_load(&started))
		return false;
	call = atomic_fetch_add(&calls, 1) + 1;
	if (places_wanted)
		note_place(call);
	return ever_after ? nth > 0 && call >= nth : call == nth;
}

/* The function of the same name that would be called were we not here. */
#define REAL(name)                                                                                 \
	({                                                                                         \
		static __typeof__(&name) known;                                                    \
                                                                                                   \
		if (known == NULL)                                                                 \
			known = (__typeof__(&name))dlsym(RTLD_NEXT, #name);                        \
		known;                                                                             \
	})

/* -- functions by name ------------------------------------------------------------------- */

enum { RULES = 4 };
struct rule {
	char name[32];
	int depth; /* of forks; -1: any */
	long nth;
	bool ever_after;
	int error; /* 0: rather value, or what it would return and value */
	bool added, hangs;
	long value;
	char only_while[256];
	atomic_long calls;
};

static struct rule rules[RULES];
static size_t rule_count;
static int depth;

/* The rule that strikes this call, if any. */
static struct rule *
rule_for(const char *name)
{
	if (armed != CALLS || !atomic_load(&started))
		return NULL;
	for (size_t i = 0; i < rule_count; i++) {
		struct rule *rule = &rules[i];
		long call;

		if (strcmp(rule->name, name) != 0 || (rule->depth >= 0 && rule->depth != depth))
			continue;
		if (rule->only_while[0] != '\0' && access(rule->only_while, F_OK) != 0)
			continue;
		call = atomic_fetch_add(&rule->calls, 1) + 1;
		if (rule->ever_after ? call < rule->nth : call != rule->nth)
			continue;
		while (rule->hangs)
			sleep(1);
		errno = rule->error;
		return rule;
	}
	return NULL;
}

static bool
fails(const char *name)
{
	if (rule_for(name) != NULL)
		return true;
	if (!strikes(FILES))
		return false;
	errno = error_number;
	return true;
}

/* What a call of the name returns: the failure, what is to be returned, or what the call does. */
#define STRUCK(name, failure, call)                                                                \
	({                                                                                         \
		struct rule *struck = rule_for(name);                                              \
		struck == NULL       ? (call)                                                      \
		: struck->error != 0 ? (failure)                                                   \
		: struck->added      ? (call) + struck->value                                      \
				     : struck->value;                                                   \
	})

/* -- the beginning and the end ------------------------------------------------------------- */

static int
error_called(const char *name)
{
	for (int error = 1; error < 134; error++) {
		const char *known = strerrorname_np(error);

		if (known != NULL && strcmp(known, name) == 0)
			return error;
	}
	return 0;
}

static void
configure_calls(const char *text)
{
	char copy[256], *save, *rest;

	armed = CALLS;
	snprintf(copy, sizeof(copy), "%s", text);
	for (char *part = strtok_r(copy, ",", &save); part != NULL && rule_count < RULES;
		part = strtok_r(NULL, ",", &save)) {
		struct rule *rule = &rules[rule_count++];
		size_t len = strcspn(part, "@:");
		const char *file = getenv("INJECT_WHILE");

		if (file != NULL)
			snprintf(rule->only_while, sizeof(rule->only_while),
				rule == rules ? "%s" : "%s%d", file, (int)(rule - rules));

		snprintf(rule->name, sizeof(rule->name), "%.*s", (int)len, part);
		part += len;
		rule->depth = *part == '@' ? (int)strtol(part + 1, &part, 10) : -1;
		rule->nth = strtol(part + 1, &rest, 10);
		rule->ever_after = *rest == '+';
		part = strchr(rest, ':') + 1;
		rule->hangs = strcmp(part, "HANG") == 0;
		rule->added = *part == '+';
		rule->error = error_called(part);
		rule->value = strtol(part + 1, NULL, 10);
	}
}

static void
configure(const char *text)
{
	static const struct {
		const char *name;
		int number;
	} errors[] = {{"EIO", EIO}, {"ENOSPC", ENOSPC}, {"EINTR", EINTR}};
	char *rest;

	if (strncmp(text, "call:", 5) == 0) {
		configure_calls(text + 5);
		return;
	}
	armed = strncmp(text, "alloc:", 6) == 0  ? ALLOC
		: strncmp(text, "file:", 5) == 0 ? FILES
						 : SHORT;
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
	if (f == NULL)
		return;
	fprintf(f, "%ld\n", n);
	write_places(f);
	REAL(fclose)(f);
}

static int (*program_main)(int, char **, char **);

static int
start(int argc, char **argv, char **envp)
{
	const char *text = getenv("INJECT");

	if (text != NULL && strchr(text, ':') != NULL) {
		configure(text);
		places_wanted = getenv("INJECT_PLACES") != NULL;
		atexit(write_count);
		atomic_store(&started, true);
	}
	return program_main(argc, argv, envp);
}

int
__libc_start_main(int (*)(int, char **, char **), int, char **, void (*)(void), void (*)(void),
	void (*)(void), void *);
int
__libc_start_main(int (*main)(int, char **, char **), int argc, char **argv, void (*init)(void),
	void (*fini)(void), void (*ldso_fini)(void), void *stack_end)
{
	program_main = main;
	return REAL(__libc_start_main)(start, argc, argv, init, fini, ldso_fini, stack_end);
}

/* -- memory: the program's own malloc ends the process where these fail ------------------------ */

void *__libc_malloc(size_t);
void *__libc_calloc(size_t, size_t);
void *
__libc_realloc(void *, size_t);
void *__libc_memalign(size_t, size_t);

#define ALLOCATES(name, parameters, arguments)                                                     \
	void *name parameters                                                                      \
	{                                                                                          \
		return strikes(ALLOC) ? NULL : REAL(name) arguments;                               \
	}
ALLOCATES(__libc_malloc, (size_t size), (size))
ALLOCATES(__libc_calloc, (size_t count, size_t size), (count, size))
ALLOCATES(__libc_realloc, (void *old, size_t size), (old, size))
ALLOCATES(__libc_memalign, (size_t alignment, size_t size), (alignment, size))

/* -- files ----------------------------------------------------------------------------------------
 */

static mode_t
mode_of(int flags, va_list ap)
{
	return (flags & (O_CREAT | __O_TMPFILE)) != 0 ? (mode_t)va_arg(ap, int) : 0;
}

#define OPENS(name)                                                                                \
	int name(const char *path, int flags, ...)                                                 \
	{                                                                                          \
		va_list ap;                                                                        \
		mode_t mode;                                                                       \
                                                                                                   \
		va_start(ap, flags);                                                               \
		mode = mode_of(flags, ap);                                                         \
		va_end(ap);                                                                        \
		return fails(__func__) ? -1 : REAL(name)(path, flags, mode);                       \
	}
OPENS(open)
OPENS(open64)

/* A function whose failure is a value: what it returns, its name, its parameters, its arguments,
 * the value. */
#define FAILS(type, name, parameters, arguments, value)                                            \
	type name parameters                                                                       \
	{                                                                                          \
		return fails(__func__) ? (value) : REAL(name) arguments;                           \
	}
FAILS(int, mkostemp, (char *path, int flags), (path, flags), -1)
FAILS(int, mkostemp64, (char *path, int flags), (path, flags), -1)
FAILS(char *, mkdtemp, (char *path), (path), NULL)
FAILS(int, mkdir, (const char *path, mode_t mode), (path, mode), -1)
FAILS(int, rename, (const char *from, const char *to), (from, to), -1)
FAILS(int, renameat2, (int a, const char *from, int b, const char *to, unsigned flags),
	(a, from, b, to, flags), -1)
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
	bool failed = fails(__func__);
	int result = REAL(close)(fd);

	return failed ? (errno = error_number, -1) : result;
}

int
fclose(FILE *f)
{
	bool failed = fails(__func__);
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
	return fails(__func__) ? (mark(f), 0) : REAL(fwrite)(p, size, n, f);
}

int
fflush(FILE *f)
{
	return fails(__func__) ? (f != NULL ? mark(f) : (void)0, EOF) : REAL(fflush)(f);
}

ssize_t
write(int fd, const void *p, size_t n)
{
	return fails(__func__) ? -1 : REAL(write)(fd, p, n > 1 && strikes(SHORT) ? 1 : n);
}

ssize_t
read(int fd, void *p, size_t n)
{
	return fails(__func__) ? -1 : REAL(read)(fd, p, n > 1 && strikes(SHORT) ? 1 : n);
}

/* What read becomes with _FORTIFY_SOURCE. */
ssize_t
__read_chk(int fd, void *p, size_t n, size_t room);
ssize_t
__read_chk(int fd, void *p, size_t n, size_t room)
{
	return fails(__func__) ? -1
			       : REAL(__read_chk)(fd, p, n > 1 && strikes(SHORT) ? 1 : n, room);
}

/* -- processes and sockets
 * -------------------------------------------------------------------------- */

/* A function that fails by -1. */
#define CALL(type, name, parameters, arguments)                                                    \
	type name parameters                                                                       \
	{                                                                                          \
		return (type)STRUCK(__func__, -1, REAL(name) arguments);                           \
	}
CALL(int, socket, (int domain, int type, int protocol), (domain, type, protocol))
CALL(int, bind, (int fd, const struct sockaddr *address, socklen_t len), (fd, address, len))
CALL(int, listen, (int fd, int backlog), (fd, backlog))
CALL(int, accept4, (int fd, struct sockaddr *address, socklen_t *len, int flags),
	(fd, address, len, flags))
CALL(int, socketpair, (int domain, int type, int protocol, int ends[2]),
	(domain, type, protocol, ends))
CALL(int, pipe2, (int ends[2], int flags), (ends, flags))
CALL(int, epoll_create1, (int flags), (flags))
CALL(int, epoll_ctl, (int set, int operation, int fd, struct epoll_event *event),
	(set, operation, fd, event))
CALL(int, epoll_wait, (int set, struct epoll_event *events, int n, int timeout),
	(set, events, n, timeout))
CALL(int, eventfd, (unsigned value, int flags), (value, flags))
CALL(int, signalfd, (int fd, const sigset_t *set, int flags), (fd, set, flags))
CALL(int, poll, (struct pollfd * fds, nfds_t n, int timeout), (fds, n, timeout))
CALL(int, unlink, (const char *path), (path))
CALL(int, flock, (int fd, int operation), (fd, operation))
CALL(pid_t, getppid, (void), ())
CALL(long, sysconf, (int name), (name))

/* What poll becomes with _FORTIFY_SOURCE. */
int
__poll_chk(struct pollfd *fds, nfds_t n, int timeout, size_t room);
int
__poll_chk(struct pollfd *fds, nfds_t n, int timeout, size_t room)
{
	return (int)STRUCK("poll", -1, REAL(__poll_chk)(fds, n, timeout, room));
}

DIR *
opendir(const char *path)
{
	return rule_for(__func__) != NULL ? NULL : REAL(opendir)(path);
}

time_t
time(time_t *out)
{
	time_t now = STRUCK(__func__, -1, REAL(time)(NULL));

	if (out != NULL)
		*out = now;
	return now;
}

/* A child counts for itself. */
pid_t
fork(void)
{
	pid_t pid = (pid_t)STRUCK(__func__, -1, REAL(fork)());

	if (pid == 0) {
		depth++;
		for (size_t i = 0; i < rule_count; i++)
			atomic_store(&rules[i].calls, 0);
	}
	return pid;
}

/* This one returns its error. Threads that libraries start are left alone: theirs are other
 * functions. */
int
pthread_create(
	pthread_t *thread, const pthread_attr_t *attributes, void *(*run)(void *), void *data)
{
	Dl_info own = {0}, its = {0};
	struct rule *rule;

	dladdr((const void *)program_main, &own);
	dladdr((const void *)run, &its);
	rule = own.dli_fbase == its.dli_fbase ? rule_for(__func__) : NULL;
	return rule != NULL ? rule->error : REAL(pthread_create)(thread, attributes, run, data);
}

/* Memory that processes share is what the program asks for; other memory libraries do. */
void *
mmap(void *at, size_t len, int protection, int flags, int fd, off_t offset)
{
	bool shared = (flags & (MAP_SHARED | MAP_ANONYMOUS)) == (MAP_SHARED | MAP_ANONYMOUS);

	return shared && rule_for(__func__) != NULL
		       ? MAP_FAILED
		       : REAL(mmap)(at, len, protection, flags, fd, offset);
}

/* -- confinement
 * ----------------------------------------------------------------------------------------- */

/* Called by number; Landlock is asked for its version in a call of its own. */
long
syscall(long number, ...)
{
	const char *name = "";
	long a[6];
	va_list ap;

	va_start(ap, number);
	for (int i = 0; i < 6; i++)
		a[i] = va_arg(ap, long);
	va_end(ap);
	if (number == SYS_capget)
		name = "capget";
	else if (number == SYS_landlock_create_ruleset)
		name = a[2] != 0 ? "landlock_version" : "landlock_create_ruleset";
	return STRUCK(name, -1, REAL(syscall)(number, a[0], a[1], a[2], a[3], a[4], a[5]));
}

int
prctl(int option, ...)
{
	unsigned long a[4];
	va_list ap;

	va_start(ap, option);
	for (int i = 0; i < 4; i++)
		a[i] = va_arg(ap, unsigned long);
	va_end(ap);
	return (int)STRUCK(option == PR_SET_NO_NEW_PRIVS ? "no_new_privs" : "", -1,
		REAL(prctl)(option, a[0], a[1], a[2], a[3]));
}

/* Of libseccomp, which has no header here. */
void *
seccomp_init(uint32_t action);
void *
seccomp_init(uint32_t action)
{
	return rule_for(__func__) != NULL ? NULL : REAL(seccomp_init)(action);
}
