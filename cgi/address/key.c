#include "key.h"

#include <string.h>

#include "base/buf.h"
#include "base/own.h"

static const char *
key_make(struct arena *arena, const char *const *parts, size_t count)
{
	OWN(buf_fini) struct buf key = {0};

	for (size_t i = 0; i < count; i++)
		buf_printf(&key, "%zu:%s", strlen(parts[i]), parts[i]);
	return arena_strdup(arena, buf_cstr(&key));
}

const char *
key_of_address(struct arena *arena, const char *address)
{
	return key_of_content(arena, address, "", "");
}

const char *
key_of_content(struct arena *arena, const char *address, const char *lang, const char *base)
{
	return key_make(arena, (const char *const[]){address, lang, base}, 3);
}

const char *
key_of_coding(struct arena *arena, const char *content_key, const char *coding)
{
	return key_make(arena, (const char *const[]){content_key, coding}, 2);
}
