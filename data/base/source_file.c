/* Lines are counted when the first place is asked for, at a milestone each MILE bytes; a place
 * counts on from the milestone before it. Most files are never asked. */
#include "source_file.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#define MARK                                                                                       \
	"\xef\xbb\xbf" /* of the byte order, which UTF-8 does not need and some editors write */

enum { MILE = 512 };

struct milestone {
	unsigned line;
	unsigned column;
};

/* A column is a character: the bytes that follow the first of one do not count. */
static struct milestone
walk(const struct source_file *file, struct milestone at, size_t from, size_t to)
{
	const char *p = file->bytes + from, *end = file->bytes + to, *newline;

	while ((newline = memchr(p, '\n', (size_t)(end - p))) != NULL) {
		at = (struct milestone){at.line + 1, 1};
		p = newline + 1;
	}
	for (; p < end; p++)
		at.column += ((unsigned char)*p & 0xc0) != 0x80;
	return at;
}

static struct milestone *
make_milestones(const struct source_file *file)
{
	size_t count = file->len / MILE + 1;
	struct milestone *v = calloc(count, sizeof(*v));

	v[0] = (struct milestone){1, 1};
	for (size_t i = 1; i < count; i++)
		v[i] = walk(file, v[i - 1], (i - 1) * MILE, i * MILE);
	return v;
}

/* Of two threads that are first, one's count is kept. */
static const struct milestone *
milestones(const struct source_file *file)
{
	struct source_file *counted = (struct source_file *)file;
	struct milestone *v = atomic_load(&counted->milestones), *mine;

	if (v != NULL)
		return v;
	mine = make_milestones(file);
	if (atomic_compare_exchange_strong(&counted->milestones, &v, mine))
		return mine;
	free(mine);
	return v;
}

struct source_file *
source_file_lent(struct arena *arena, const char *path, const char *bytes, size_t len)
{
	struct source_file *file = ARENA_NEW(arena, struct source_file);

	file->path = arena_strdup(arena, path);
	file->bytes = bytes;
	file->len = len;
	return file;
}

struct source_file *
source_file_new(struct arena *arena, const char *path, struct buf *bytes)
{
	struct source_file *file = source_file_lent(arena, path, bytes->data, bytes->len);

	file->memory = bytes->data;
	*bytes = (struct buf){0};
	if (file->len >= strlen(MARK) && memcmp(file->bytes, MARK, strlen(MARK)) == 0) {
		file->bytes += strlen(MARK);
		file->len -= strlen(MARK);
	}
	return file;
}

struct pos
source_file_pos(const struct source_file *file, size_t offset)
{
	struct milestone at;
	size_t mile;

	if (file->bytes == NULL)
		return (struct pos){.file = file->path};
	if (offset > file->len)
		offset = file->len;
	mile = offset / MILE;
	at = walk(file, milestones(file)[mile], mile * MILE, offset);
	return (struct pos){file->path, at.line, at.column};
}

void
source_file_forget(struct source_file *file)
{
	free(file->memory);
	free(file->milestones);
	file->memory = NULL;
	file->bytes = NULL;
	file->milestones = NULL;
}
