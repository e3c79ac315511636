/* manifest: the list of the files that an export has made, which stands among them. What it does
 * not list is not ours. */
#ifndef DEMARC_PUBLISH_MANIFEST_H
#define DEMARC_PUBLISH_MANIFEST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

#define MANIFEST_NAME "manifest.tsv"

/* By this first line a file of that name is known to be ours; the lines after it are
 * "file<TAB>address", or "file<TAB>address<TAB>seal" (seal.h). A folder has a line too, "a/", where
 * its lines have a seal. */
#define MANIFEST_FIRST_LINE "# demarc export 1: file, address\n"

struct manifest_line {
	const char *name;
	const char *address; /* "": it has none of its own */
	const char *seal;    /* "": it has none */
};

/* One that was read; zero-initialised it lists nothing. */
struct manifest {
	struct buf text;             /* the names lie in it */
	struct manifest_line *lines; /* by name */
	size_t count;
};

/* Reads the one in the directory. *found: whether there is one; if not, nothing is listed. false:
 * something of that name is there and not one of ours, or cannot be read; *why says so, in static
 * storage. */
bool
manifest_read(struct manifest *, const char *dir, bool *found, const char **why);

/* Whether a file of the directory, "a/b.html", is listed; the manifest itself is, in each that was
 * found. */
bool
manifest_lists(const struct manifest *, const char *name);

/* The seal of a file; "": it has none, or is not listed. */
const char *
manifest_seal(const struct manifest *, const char *name);

/* Its lines whose names begin with the prefix, a row of them. */
const struct manifest_line *
manifest_below(const struct manifest *, const char *prefix, size_t *count);

/* Releases what it holds; it is empty then. */
void
manifest_fini(struct manifest *);

/* Appends a file to one that is being written, after its first line. address: "" if it has none of
 * its own, as a compressed form; seal: "" likewise. */
void
manifest_add(struct buf *, const char *name, const char *address, const char *seal);

#endif
