/* mark_read: finds the mark (mark.h) in the bytes of a picture, whatever a program that saved it
 * has put around it. The bytes may be anything; nothing is believed that was not checked. */
#ifndef DEMARC_IDENTIFY_MARK_READ_H
#define DEMARC_IDENTIFY_MARK_READ_H

#include <stddef.h>

#include "base/arena.h"
#include "mark.h"

enum mark_result {
	MARK_FOUND,
	MARK_NONE, /* a picture, but without a mark: not ours, or saved by a program that drops what
		      it does not know */
	MARK_FOREIGN, /* no picture of a format that we write */
	MARK_BROKEN,  /* it ends too early or contradicts itself; *why says how */
};

/* Reads len bytes, which end with a '\0' that does not count. *why, in static storage or the arena,
 * is set for MARK_NONE and MARK_BROKEN. */
enum mark_result
mark_read(struct arena *, const char *bytes, size_t len, struct mark *, const char **why);

#endif
