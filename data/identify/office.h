/* office: the pictures inside slides and text documents: PowerPoint, Impress, Word, Writer. All of
 * these are zip archives.
 *
 * The only user of libzip, which is loaded when the first archive is read: it brings libcrypto, for
 * which no other command should wait. An archive is read under limits, whatever it says of itself.
 */
#ifndef DEMARC_IDENTIFY_OFFICE_H
#define DEMARC_IDENTIFY_OFFICE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

enum {
	OFFICE_FILE_LIMIT = 256 << 20,  /* bytes of an archive */
	OFFICE_PART_LIMIT = 64 << 20,   /* bytes of a picture, unpacked */
	OFFICE_TOTAL_LIMIT = 512 << 20, /* bytes of all that is unpacked */
	OFFICE_PARTS_LIMIT = 20000,     /* files in an archive */
};

/* A file in the archive that is a picture by its folder. */
struct office_picture {
	const char *part; /* "ppt/media/image1.png"; printable */
	const char
		*slides; /* "2, 5": where it is shown, in order; "": on none, or it has no slides */
	const char *bytes; /* NULL: it could not be read */
	size_t len;
	const char *why; /* why not, in static storage */
};

/* Whether the bytes begin as an archive does. */
bool
office_is(const char *bytes, size_t len);

/* Calls visit for each picture, in the order of the archive; what it gets lives until it returns,
 * but for part and slides, which live in the arena. false: the archive cannot be read; *why, in
 * static storage, says how so. */
bool
office_read(struct arena *, const char *bytes, size_t len,
	void (*visit)(const struct office_picture *, void *data), void *data, const char **why);

#endif
