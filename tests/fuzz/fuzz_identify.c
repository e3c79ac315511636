/* Any bytes as a picture, or as slides with pictures in them: what they say they show. */
#include <stdint.h>

#include "base/buf.h"
#include "base/own.h"
#include "identify/mark_read.h"
#include "identify/office.h"
#include "packed/archive.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
read_mark(struct arena *arena, const char *bytes, size_t len)
{
	OWN(buf_fini) struct buf line = {0};
	struct mark mark, again;
	const char *why;

	if (mark_read(arena, bytes, len, &mark, &why) != MARK_FOUND)
		return;
	mark_print(&mark, &line);
	if (!mark_parse(arena, buf_cstr(&line), line.len, &again))
		__builtin_trap();
}

static void
read_picture(const struct office_picture *picture, void *arena)
{
	if (picture->bytes != NULL)
		read_mark(arena, picture->bytes, picture->len);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	OWN(buf_fini) struct buf bytes = {0};
	struct arena *arena = arena_new();
	const char *why;

	buf_add(&bytes, data, size);
	if (archive_is(buf_cstr(&bytes), bytes.len))
		office_read(arena, bytes.data, bytes.len, read_picture, arena, &why);
	else
		read_mark(arena, buf_cstr(&bytes), bytes.len);
	arena_free(arena);
	return 0;
}
