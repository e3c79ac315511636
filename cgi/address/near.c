/* Addresses are compared by the letters one must put in, take out or change to come from one to the
 * other (V. I. Levenshtein, Soviet Physics Doklady 10, 1966). Only those of about the same length
 * are compared, so that an address that is not there costs little on a large site too. */
#include "near.h"

#include <string.h>

#include "base/own.h"
#include "walk.h"

enum { LENGTH_MAX = 120, LETTERS_MAX = 4, LIMIT_MAX = 8 };

struct search {
	const char *path, *lang;
	size_t len;
	struct arena *arena;
	const char **found;
	unsigned scores[LIMIT_MAX];
	size_t count, limit;
};

static unsigned
least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

/* Neither is longer than LENGTH_MAX. */
static unsigned
letters_between(const char *a, size_t n, const char *b, size_t m)
{
	unsigned row[LENGTH_MAX + 1];

	for (size_t j = 0; j <= m; j++)
		row[j] = (unsigned)j;
	for (size_t i = 1; i <= n; i++) {
		unsigned before = row[0];

		row[0] = (unsigned)i;
		for (size_t j = 1; j <= m; j++) {
			unsigned changed = before + (lower(a[i - 1]) != lower(b[j - 1]));

			before = row[j];
			row[j] = least(changed, least(row[j], row[j - 1]) + 1);
		}
	}
	return row[m];
}

/* A letter in four may be wrong. */
static unsigned
letters_allowed(size_t len)
{
	return least((unsigned)len / 4, LETTERS_MAX);
}

static void
insert(struct search *s, const char *path, unsigned score)
{
	size_t at = s->count;

	for (size_t i = 0; i < s->count; i++)
		if (strcmp(s->found[i], path) == 0)
			return; /* the same picture with other options */
	while (at > 0 && s->scores[at - 1] > score)
		at--;
	if (at == s->limit)
		return;
	if (s->count < s->limit)
		s->count++;
	for (size_t i = s->count - 1; i > at; i--) {
		s->found[i] = s->found[i - 1];
		s->scores[i] = s->scores[i - 1];
	}
	s->found[at] = arena_strdup(s->arena, path);
	s->scores[at] = score;
}

static void
compare(struct search *s, const struct link *link)
{
	OWN(buf_fini) struct buf url = {0};
	unsigned letters, other_language = link->lang != NULL && strcmp(link->lang, s->lang) != 0;
	struct link plain = *link;

	plain.query = NULL;
	link_print(&url, &plain);
	if (url.len > LENGTH_MAX || url.len + LETTERS_MAX < s->len ||
		s->len + LETTERS_MAX < url.len)
		return;
	letters = letters_between(s->path, s->len, buf_cstr(&url), url.len);
	if (letters <= letters_allowed(s->len))
		insert(s, buf_cstr(&url), 2 * letters + other_language);
}

static bool
visit(const struct walk *step, void *data)
{
	if (step->link.edition != 0)
		return false; /* after these come no current ones */
	if (step->matrix != NULL && !step->chosen && step->link.to != ROUTE_CONTROL &&
		step->link.to != ROUTE_DIFFERENCE)
		compare(data, &step->link);
	return true;
}

size_t
near_paths(const struct model *model, const char *path, const char *lang, struct arena *arena,
	const char **found, size_t limit)
{
	struct search search = {.path = path,
		.lang = lang,
		.len = strlen(path),
		.arena = arena,
		.found = found,
		.limit = limit < LIMIT_MAX ? limit : LIMIT_MAX};

	if (search.len > 0 && search.len <= LENGTH_MAX)
		walk_site(model, visit, &search);
	return search.count;
}
