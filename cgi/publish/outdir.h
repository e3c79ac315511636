/* outdir: a directory whose files are replaced as a whole, and those of others in it kept.
 *
 * A new tree is made beside the old one and swapped in when it is complete (renameat2,
 * RENAME_EXCHANGE), so that a reader meets the old tree or the new one and never a mixture. A file
 * whose bytes are the same is the old file itself, by a hard link, so that its time and its backup
 * stay. Ours is what the manifest of the old tree lists (manifest.h), whatever has become of it
 * since; all else is others', and goes along (carry.h).
 *
 * Trees that processes before left unfinished beside it, because they were killed, are removed. */
#ifndef DEMARC_PUBLISH_OUTDIR_H
#define DEMARC_PUBLISH_OUTDIR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "manifest.h"

struct outdir {
	const char *name;           /* the directory as the user wrote it */
	char *path;                 /* the same, links followed */
	char *fresh;                /* the new tree, beside it */
	int held;                   /* a descriptor of it, locked; -1: none */
	_Atomic size_t files, kept; /* of the new tree; those that are the old files */
	size_t others;              /* those that are not ours */
	struct manifest ours;       /* of the old tree */
	struct buf manifest;        /* of the new one */
};

/* Begins a new tree; the path must stay until the end. End it with outdir_fini in any case. The
 * directory has the tree of an earlier export, or is empty, or not there. false: *why says what is
 * wrong, a string that the caller frees. */
bool
outdir_begin(struct outdir *, const char *path, char **why);

/* Adds a file; directories in its name are made. *same: whether it is the old one. false: errno is
 * set. Threads may add files side by side. */
bool
outdir_put(struct outdir *, const char *name, const struct buf *bytes, bool *same);

/* Adds the old file of that name, if it is ours and its bytes fit; old, empty before, then has
 * them. false: it is not added; nothing went wrong, except that it is to be made. Threads may do so
 * side by side. */
bool
outdir_keep(struct outdir *, const char *name,
	bool (*fits)(const struct buf *old, const void *data), const void *data, struct buf *old);

/* The bytes of a file that was added, for bytes that are empty. false: it cannot be read. */
bool
outdir_get(const struct outdir *, const char *name, struct buf *bytes);

/* Lists a file in the manifest, with its address and seal, or "": on one thread, in the order in
 * which they are to stand. */
void
outdir_list(struct outdir *, const char *name, const char *address, const char *seal);

/* Adds a file and lists it. false: errno is set. */
bool
outdir_file(struct outdir *, const char *name, const char *address, const struct buf *bytes);

/* Adds the manifest, puts the new tree in the place of the old one and removes that. false: *why
 * says what is wrong, such as files of others in the place of ours; a string that the caller frees.
 * The old tree is then still there. */
bool
outdir_commit(struct outdir *, char **why);

/* Removes a tree that was not committed; releases what it took. */
void
outdir_fini(struct outdir *);

#endif
