#include "clause.h"

#include <stddef.h>
#include <string.h>

enum { CLAUSE_LIMIT = 64 };

/* A clause number in small letters and without the mark between letters and digits: "cld6.3.1". */
static bool
squeeze(const char *number, char out[CLAUSE_LIMIT])
{
	size_t n = 0;
	bool letter = false;

	for (; *number != '\0'; number++) {
		char c = *number;

		if ((c == '.' || c == '-' || c == '_' || c == ' ') && letter)
			continue;
		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		letter = c >= 'a' && c <= 'z';
		if (n + 1 == CLAUSE_LIMIT)
			return false;
		out[n++] = c;
	}
	out[n] = '\0';
	return true;
}

bool
clause_same(const char *a, const char *b)
{
	char x[CLAUSE_LIMIT], y[CLAUSE_LIMIT];

	return squeeze(a, x) && squeeze(b, y) && strcmp(x, y) == 0;
}

bool
clause_below(const char *number, const char *prefix)
{
	char x[CLAUSE_LIMIT], y[CLAUSE_LIMIT];
	size_t n;

	if (!squeeze(number, x) || !squeeze(prefix, y))
		return false;
	n = strlen(y);
	return n > 0 && strncmp(x, y, n) == 0 &&
	       (x[n] == '\0' || x[n] == '.' || (y[n - 1] >= 'a' && y[n - 1] <= 'z'));
}
