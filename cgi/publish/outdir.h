/* outdir: a directory that is replaced as a whole.
 *
 * A new tree is made beside the old one and swapped in when it is complete (renameat2, RENAME_EXCHANGE), so that
 * a reader meets the old tree or the new one and never a mixture. A file whose bytes are the same is the old file
 * itself, by a hard link, so that its time and its backup stay.
 *
 * Trees that processes before left unfinished beside it, because they were killed, are removed. */
#ifndef DEMARC_PUBLISH_OUTDIR_H
#define DEMARC_PUBLISH_OUTDIR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

struct outdir {
	char *path;  /* the directory as the user named it, links followed */
	char *fresh; /* the new tree, beside it */
	int held;    /* a descriptor of it, locked; -1: none */
	size_t files, kept;
};

/* The list of files that a finished tree has in it; a directory without one is not ours to replace. */
#define OUTDIR_MANIFEST "manifest.tsv"

/* Begins a new tree; end it with outdir_fini in any case. false: *why says what is wrong, a string that the caller frees. */
bool
outdir_begin(struct outdir *, const char *path, char **why);

/* Adds a file; directories in its name are made. false: errno is set. */
bool
outdir_file(struct outdir *, const char *name, const struct buf *bytes);

/* Puts the new tree in the place of the old one and removes that. false: errno is set, and the old one is still
 * there. */
bool
outdir_commit(struct outdir *);

/* Removes a tree that was not committed; releases what it took. */
void
outdir_fini(struct outdir *);

#endif
