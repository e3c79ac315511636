/* carry: what others have put into a directory goes along when the directory is replaced.
 *
 * A file goes as a hard link, so it is in both trees and stays what it is: owner, mode, time, and
 * whoever writes to it. Where the file system has no hard links, or the kernel allows none to a
 * file of another user (proc(5), protected_hardlinks), it is a copy with the same mode and time.
 * Symbolic links go as links, and are not followed. Directories are made anew, with mode and owner.
 */
#ifndef DEMARC_PUBLISH_CARRY_H
#define DEMARC_PUBLISH_CARRY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "manifest.h"

/* What became of it. At most CARRIED_NAMED are named. */
enum { CARRIED_NAMED = 10 };
struct carried {
	size_t count;            /* files that went along */
	size_t in_the_way_count; /* files that did not, since one of the new tree has their place */
	struct buf in_the_way;   /* the first of them, "a, b/c" */
	struct buf failure; /* "a/b: Permission denied", the first thing that went wrong; empty:
			       nothing did */
};

/* Releases what it holds; it is empty then. */
void
carry_fini(struct carried *);

/* Carries all that is in the directory from and not listed by its manifest over to the directory
 * to, which has a tree of its own. What is there already, since it was carried before, is passed
 * over. Directories of from in which there is nothing but listed files are left behind. true:
 * neither was anything in the way, nor did anything fail. */
bool
carry_others(const char *from, const char *to, const struct manifest *, struct carried *);

/* Removes a tree, directories that may not be written to as well, but nothing of another file
 * system. */
void
carry_remove(const char *path);

#endif
