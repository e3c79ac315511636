/* Only what cannot mean anything else is understood: whoever parses the file would read the same.
 */
#include "peek.h"

#include <stddef.h>
#include <string.h>

#define WHITE " \t\r\n"

/* What ends the declaration or comment that p starts with; NULL: it is neither. */
static const char *
end_of_part(const char *p)
{
	return strncmp(p, "<?", 2) == 0 ? "?>" : strncmp(p, "<!--", 4) == 0 ? "-->" : NULL;
}

/* Past the byte order mark, the declaration and comments; NULL: one of them does not end. */
static const char *
skip_prolog(const char *p)
{
	p += strncmp(p, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
	for (const char *end; p != NULL; p = p != NULL ? p + strlen(end) : NULL) {
		p += strspn(p, WHITE);
		if ((end = end_of_part(p)) == NULL)
			break;
		p = strstr(p, end);
	}
	return p;
}

static bool
copy(char *to, const char *from, size_t len)
{
	if (len == 0 || len >= PEEK_SIZE)
		return false;
	memcpy(to, from, len);
	to[len] = '\0';
	return true;
}

/* Where an attribute of that name goes; NULL: nobody asks for it. */
static char *
place_for(struct peek *peek, const char *name, size_t len)
{
	const struct {
		const char *name;
		char *value;
	} asked[] = {{"id", peek->id}, {"from", peek->from}, {"to", peek->to}};

	for (size_t i = 0; i < sizeof(asked) / sizeof(asked[0]); i++)
		if (strlen(asked[i].name) == len && memcmp(asked[i].name, name, len) == 0)
			return asked[i].value;
	return NULL;
}

/* Takes name="value" and gives back what comes after it; NULL: it is something else. */
static const char *
read_attribute(const char *p, struct peek *peek)
{
	size_t name = strcspn(p, WHITE "=<>/\"'&"), value;
	char *place = place_for(peek, p, name);
	const char *start = p + name + 2;

	if (name == 0 || p[name] != '=' || (p[name + 1] != '"' && p[name + 1] != '\''))
		return NULL;
	value = strcspn(start, p[name + 1] == '"' ? "\"<&" : "'<&");
	if (start[value] != p[name + 1] || (place != NULL && !copy(place, start, value)))
		return NULL;
	return start + value + 1;
}

bool
peek_at(const char *bytes, struct peek *peek)
{
	const char *p = skip_prolog(bytes);
	size_t len;

	*peek = (struct peek){0};
	if (p == NULL || *p != '<')
		return false;
	len = strcspn(++p, WHITE "<>/");
	if (!copy(peek->root, p, len))
		return false;
	for (p += len; p != NULL;) {
		size_t blank = strspn(p, WHITE);

		p += blank;
		if (*p == '>')
			return true;
		p = blank > 0 ? read_attribute(p, peek) : NULL;
	}
	return false;
}
