#include "buf.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "own.h"
#include "utf8.h"

void
buf_fini(struct buf *b)
{
	free(b->data);
	*b = (struct buf){.limit = b->limit};
}

void
buf_clear(struct buf *b)
{
	b->len = 0;
	b->failed = false;
	if (b->data != NULL)
		b->data[0] = '\0';
}

/* Makes room for len more bytes and the terminator. */
static bool
reserve(struct buf *b, size_t len)
{
	size_t cap = b->cap ? b->cap : 256;

	if (b->failed)
		return false;
	if (len > SIZE_MAX / 4 || (b->limit > 0 && b->len + len > b->limit)) {
		b->failed = true;
		return false;
	}
	if (b->data != NULL && b->len + len < b->cap)
		return true;
	while (cap <= b->len + len)
		cap *= 2;
	b->data = realloc(b->data, cap);
	b->cap = cap;
	return true;
}

void
buf_add(struct buf *b, const void *bytes, size_t len)
{
	if (!reserve(b, len))
		return;
	if (len > 0)
		memcpy(b->data + b->len, bytes, len);
	b->len += len;
	b->data[b->len] = '\0';
}

void
buf_str(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}

void
buf_char(struct buf *b, char c)
{
	buf_add(b, &c, 1);
}

void
buf_int(struct buf *b, long long n)
{
	char digits[24];
	char *p = digits + sizeof(digits);
	unsigned long long u = n < 0 ? 0ULL - (unsigned long long)n : (unsigned long long)n;

	do
		*--p = (char)('0' + u % 10);
	while ((u /= 10) > 0);
	if (n < 0)
		*--p = '-';
	buf_add(b, p, (size_t)(digits + sizeof(digits) - p));
}

void
buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap;
	int len;

	va_start(ap, fmt);
	len = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (len < 0) {
		b->failed = true;
		return;
	}
	if (!reserve(b, (size_t)len))
		return;
	va_start(ap, fmt);
	vsnprintf(b->data + b->len, (size_t)len + 1, fmt, ap);
	va_end(ap);
	b->len += (size_t)len;
}

void
buf_json(struct buf *b, const char *s)
{
	static const char escapes[] = {
		['"'] = '"',
		['\\'] = '\\',
		['\b'] = 'b',
		['\f'] = 'f',
		['\n'] = 'n',
		['\r'] = 'r',
		['\t'] = 't',
	};

	buf_char(b, '"');
	while (*s != '\0') {
		size_t len;
		uint32_t c = utf8_next(s, &len);

		if (utf8_len(s) == 0)
			buf_str(b, "\xef\xbf\xbd");
		else if (c < sizeof(escapes) && escapes[c] != 0)
			buf_printf(b, "\\%c", escapes[c]);
		else if (utf8_is_control(c))
			buf_printf(b, "\\u%04x", c);
		else
			buf_add(b, s, len);
		s += len;
	}
	buf_char(b, '"');
}

const char *
buf_cstr(const struct buf *b)
{
	return b->data != NULL ? b->data : "";
}

static const char *
errno_sentence(int error)
{
	switch (error) {
	case ENOENT:
	case ENOTDIR:
		return "there is no such file";
	case EACCES:
	case EPERM:
		return "permission denied";
	case EISDIR:
		return "it is a directory";
	case ELOOP:
		return "too many symbolic links";
	case ENXIO:
		return "it is not a regular file";
	default:
		return "it could not be read";
	}
}

bool
buf_read_file(struct buf *b, const char *path, size_t limit, const char **why)
{
	OWN(fd_close) int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	struct stat st;
	char chunk[65536];
	ssize_t n;

	if (fd < 0 || fstat(fd, &st) < 0) {
		*why = errno_sentence(errno);
		return false;
	}
	if (!S_ISREG(st.st_mode)) {
		*why = S_ISDIR(st.st_mode) ? "it is a directory" : "it is not a regular file";
		return false;
	}
	if ((uintmax_t)st.st_size > limit) {
		*why = "it is larger than the limit";
		return false;
	}
	for (;;) {
		n = read(fd, chunk, sizeof(chunk));
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		if (b->len + (size_t)n > limit) { /* it grew while we read */
			*why = "it is larger than the limit";
			return false;
		}
		buf_add(b, chunk, (size_t)n);
	}
	if (n < 0 || b->failed) {
		*why = n < 0 ? errno_sentence(errno) : "it is larger than the limit";
		return false;
	}
	return true;
}

bool
buf_read_stream(struct buf *b, FILE *stream, size_t limit, const char **why)
{
	char chunk[65536];
	size_t n;

	while ((n = fread(chunk, 1, sizeof(chunk), stream)) > 0) {
		if (n > limit || b->len > limit - n) {
			*why = "it is larger than the limit";
			return false;
		}
		buf_add(b, chunk, n);
	}
	*why = b->failed ? "it is larger than the limit" : "read error";
	return !b->failed && !ferror(stream);
}

bool
buf_is_file(const struct buf *b, const char *path)
{
	OWN(buf_fini) struct buf old = {0};
	const char *why;

	return buf_read_file(&old, path, b->len, &why) && old.len == b->len &&
	       (b->len == 0 || memcmp(old.data, b->data, b->len) == 0);
}

static bool
write_all(int fd, const char *p, size_t len)
{
	while (len > 0) {
		ssize_t n = write(fd, p, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		p += n;
		len -= (size_t)n;
	}
	return true;
}

/* Onto the disk, so that the name never stands for less than the bytes, power lost or not. */
static bool
flush(int fd)
{
	return fsync(fd) == 0 || errno == EINVAL ||
	       errno == EROFS; /* some file systems have nothing to flush */
}

/* Opens it so and writes all. false: errno says why not. */
static bool
write_into(const struct buf *b, const char *path, int flags)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC | flags, 0666), error;
	bool ok;

	if (fd < 0)
		return false;
	ok = write_all(fd, buf_cstr(b), b->len);
	error = errno;
	if (close(fd) < 0 && ok)
		return false;
	errno = error;
	return ok;
}

/* Writes a file beside path and renames it. */
static bool
replace(const struct buf *b, const char *path)
{
	char temp[PATH_MAX];
	mode_t mask = umask(0);
	int fd, len, error;
	bool ok;

	umask(mask);
	len = snprintf(temp, sizeof(temp), "%s.XXXXXX", path);
	if (len < 0 || (size_t)len >= sizeof(temp)) {
		errno = ENAMETOOLONG;
		return false;
	}
	fd = mkostemp(temp, O_CLOEXEC);
	if (fd < 0)
		return false;
	ok = write_all(fd, buf_cstr(b), b->len) && fchmod(fd, 0666 & ~mask) == 0 && flush(fd);
	error = errno;
	if (close(fd) < 0 && ok) {
		error = errno;
		ok = false;
	}
	if (ok && rename(temp, path) < 0) {
		error = errno;
		ok = false;
	}
	if (!ok)
		unlink(temp);
	errno = error;
	return ok;
}

static void
free_path(char **path)
{
	free(*path);
}

bool
buf_write_file(const struct buf *b, const char *path)
{
	OWN(free_path)
	char *real = realpath(path, NULL); /* what a link leads to is replaced, not the link */
	struct stat st;

	if (b->failed) {
		errno = EFBIG;
		return false;
	}
	if (real == NULL)
		return replace(b, path);
	/* What is no file, a device or a pipe, has nothing beside it. */
	if (stat(real, &st) == 0 && !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode))
		return write_into(b, real, 0);
	return buf_is_file(b, real) || replace(b, real);
}

bool
buf_write_new(const struct buf *b, const char *path)
{
	return write_into(b, path, O_CREAT | O_EXCL);
}
