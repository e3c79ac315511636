/* source_file: the bytes of a file, and the line and column of each.
 *
 * What is read from a file keeps the offset of its first byte; its line and column are counted when
 * a finding needs them. The bytes are there until source_file_forget: a model that is served has no
 * more findings to make. */
#ifndef DEMARC_BASE_SOURCE_FILE_H
#define DEMARC_BASE_SOURCE_FILE_H

#include <stddef.h>

#include "arena.h"
#include "buf.h"
#include "diag.h"

struct source_file {
	const char *path;
	const char *bytes; /* len of them and a '\0', after a byte order mark; NULL: it is empty or
			      forgotten */
	size_t len;
	char *memory; /* what the bytes are in; NULL: they are lent */
	/* what source_file_pos counts from; NULL: nothing was counted yet */
	struct milestone *_Atomic milestones;
	struct source_file *next; /* the file read before it, of the same model; NULL: none */
};

/* Takes over the memory of bytes, which is empty afterwards. The struct and a copy of path live in
 * the arena, the bytes until source_file_forget. */
struct source_file *
source_file_new(struct arena *, const char *path, struct buf *bytes);

/* The same of bytes that are a string of that length and outlive it. */
struct source_file *
source_file_lent(struct arena *, const char *path, const char *bytes, size_t len);

/* Line and column of a byte; past the end, of the end. The file as a whole once it is forgotten. */
struct pos
source_file_pos(const struct source_file *, size_t offset);

/* Releases the bytes. */
void
source_file_forget(struct source_file *);

#endif
