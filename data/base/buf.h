/* buf: bytes that grow at the end.
 *
 * Invariants: data is NULL or NUL-terminated at data[len]; a failed buf stays
 * failed and takes nothing more, so a writer checks once, at the end.
 * Failure is the limit. Zero-initialised is empty and without a
 * limit: struct buf b = {0}. */
#ifndef DEMARC_BASE_BUF_H
#define DEMARC_BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct buf {
	char *data; /* owned; NULL while empty */
	size_t len;
	size_t cap;
	size_t limit; /* most bytes it may hold, 0: no limit */
	bool failed;
};

/* Releases the bytes and leaves an empty buf. */
void
buf_fini(struct buf *);

/* Empties it and keeps the memory. */
void
buf_clear(struct buf *);

/* Appends bytes, a string, a character. */
void
buf_add(struct buf *, const void *bytes, size_t len);
void
buf_str(struct buf *, const char *);
void
buf_char(struct buf *, char);

/* A decimal number, whatever the locale says. */
void
buf_int(struct buf *, long long);

/* As printf. No %f, %g, %e: they follow the locale. */
void
buf_printf(struct buf *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* The text as a JSON string with its quotes (RFC 8259); invalid UTF-8 becomes U+FFFD. What a
 * terminal would not show but obey (terminal.h) is escaped, which means the same. */
void
buf_json(struct buf *, const char *);

/* The bytes as a string, "" while empty; valid until the next change. */
const char *
buf_cstr(const struct buf *);

/* The whole of a regular file, at most limit bytes. Follows links, never waits
 * on a FIFO or device. false: *why is set to a sentence that lives in static storage. */
bool
buf_read_file(struct buf *, const char *path, size_t limit, const char **why);

/* The same from a stream up to its end. */
bool
buf_read_stream(struct buf *, FILE *, size_t limit, const char **why);

/* Whether the file holds just these bytes. */
bool
buf_is_file(const struct buf *, const char *path);

/* Writes the bytes beside path and renames over it: path holds the old bytes or the new
 * ones, never a part. Unchanged bytes leave the file and its time alone. Of a link, what it leads
 * to is replaced; a device or a pipe is written into. false: errno is set. */
bool
buf_write_file(const struct buf *, const char *path);

/* Writes them to a file that is not there yet. false: errno is set, and a part of it may be there.
 */
bool
buf_write_new(const struct buf *, const char *path);

#endif
