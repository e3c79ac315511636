#include "shipped.h"

#include <string.h>

const struct shipped *
shipped_find(const struct buf *bytes)
{
	for (const struct shipped *s = shipped_documents; s->bytes != NULL; s++)
		if (s->len == bytes->len && memcmp(s->bytes, bytes->data, s->len) == 0)
			return s;
	return NULL;
}
