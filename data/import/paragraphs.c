#include "paragraphs.h"

#include <string.h>

/* Behind the sign that begins an item; NULL: there is none. */
static const char *
behind_sign(const char *line)
{
	static const char *const signs[] = {"・", "●", "•", "- ", "* ", "– ", "− "};

	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
		size_t len = strlen(signs[i]);

		if (strncmp(line, signs[i], len) == 0)
			return line + len + strspn(line + len, " \t");
	}
	return NULL;
}

static struct paragraph
paragraph_of(struct arena *arena, const char *line, size_t len, bool items)
{
	const char *copy = arena_strndup(arena, line, len), *words = behind_sign(copy);
	bool item = items && words != NULL && words[0] != '\0';

	return (struct paragraph){copy, item ? words : copy, item};
}

struct paragraphs
paragraphs_of(struct arena *arena, const char *text)
{
	bool items = behind_sign(text + strspn(text, " \t\n")) == NULL;
	struct paragraph *v = NULL;
	size_t count = 0, cap = 0, len;

	for (text += strspn(text, " \t\n"); *text != '\0';
		text += len, text += strspn(text, " \t\n")) {
		len = strcspn(text, "\n");
		v = arena_grow(arena, v, count, &cap, sizeof(*v));
		v[count++] = paragraph_of(arena, text, len, items);
	}
	return (struct paragraphs){v, count};
}
