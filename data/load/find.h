/* find: the files of a data directory, by their paths. */
#ifndef DEMARC_LOAD_FIND_H
#define DEMARC_LOAD_FIND_H

#include <stdbool.h>
#include <stddef.h>

struct paths {
	char **v;
	size_t n;
};

/* Whether the path leads to a directory. */
bool
find_is_directory(const char *path);

/* Whether both lead to one directory, by whatever ways. */
bool
find_is_same(const char *a, const char *b);

/* The directory's entries with that suffix, as paths in their order; none if there is no such
 * directory. What editors leave beside a file is none. The caller ends *paths with paths_fini in
 * any case. false: it is there and cannot be opened; errno says why. */
bool
find_entries(const char *directory, const char *suffix, struct paths *paths);

/* Frees what find_entries has made. */
void
paths_fini(struct paths *);

#endif
