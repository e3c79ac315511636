/* archive: zip archives, read under limits, whatever they say of themselves, and with files
 * replaced.
 *
 * The only user of libzip, which is loaded when the first archive is opened: it brings libcrypto,
 * for which no other command should wait. */
#ifndef DEMARC_PACKED_ARCHIVE_H
#define DEMARC_PACKED_ARCHIVE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

enum {
	ARCHIVE_FILE_LIMIT = 256 << 20,  /* bytes of an archive, for who reads it in */
	ARCHIVE_TOTAL_LIMIT = 512 << 20, /* bytes of all that is unpacked of it */
	ARCHIVE_PARTS_LIMIT = 20000,     /* files in it */
};

struct archive;

/* Whether the bytes begin as an archive does. */
bool
archive_is(const char *bytes, size_t len);

/* An archive of bytes that live longer than it. NULL: *why, in static storage, says why not. */
struct archive *
archive_open(const char *bytes, size_t len, const char **why);

/* Releases what *archive points to; NULL is allowed. */
void
archive_close(struct archive **);

/* How many files it holds, and the name of each; NULL: it has none that can be read. */
size_t
archive_count(const struct archive *);
const char *
archive_name(const struct archive *, size_t file);

/* The file of that name. false: there is none. */
bool
archive_find(const struct archive *, const char *name, size_t *file);

/* Appends the file's bytes, at most limit of them. Returns why it could not, in static storage;
 * NULL: it could. */
const char *
archive_read(struct archive *, size_t file, size_t limit, struct buf *out);

/* Puts the bytes, which must live until archive_write, in place of the file's. false: it could not.
 */
bool
archive_replace(struct archive *, size_t file, const struct buf *bytes);

/* Appends the archive; files that were not replaced stay byte for byte as they are packed.
 * Afterwards it can only be closed. false: it could not be written. */
bool
archive_write(struct archive *, struct buf *out);

#endif
