/* office: the pictures inside slides and text documents: PowerPoint, Impress, Word, Writer. All of
 * these are zip archives. */
#ifndef DEMARC_IDENTIFY_OFFICE_H
#define DEMARC_IDENTIFY_OFFICE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

enum { OFFICE_PART_LIMIT = 64 << 20 }; /* bytes of a picture, unpacked */

/* A file in the archive that is a picture by its folder. */
struct office_picture {
	const char *part; /* "ppt/media/image1.png"; printable */
	const char
		*slides; /* "2, 5": where it is shown, in order; "": on none, or it has no slides */
	const char *bytes; /* NULL: it could not be read */
	size_t len;
	const char *why; /* why not, in static storage */
};

/* Calls visit for each picture, in the order of the archive; what it gets lives until it returns,
 * but for part and slides, which live in the arena. false: the archive cannot be read; *why, in
 * static storage, says how so. */
bool
office_read(struct arena *, const char *bytes, size_t len,
	void (*visit)(const struct office_picture *, void *data), void *data, const char **why);

#endif
