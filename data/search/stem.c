#include "stem.h"

#include <stdbool.h>
#include <string.h>

/* An ending of words of at least so many letters, and what takes its place. */
struct ending {
	const char *from, *to;
	size_t least;
};

/* The first that fits is taken; one that stands for itself keeps the word from the next. */
static const struct ending plurals[] = {
	{"sses", "ss", 5},
	{"ches", "ch", 5},
	{"shes", "sh", 5},
	{"xes", "x", 4},
	{"ies", "y", 5},
	{"ss", "ss", 0},
	{"us", "us", 0},
	{"is", "is", 0},
	{"s", "", 4},
};
static const struct ending inflections[] = {
	{"eed", "eed", 0},
	{"ing", "", 6},
	{"ied", "y", 5},
	{"ed", "", 5},
};
static const struct ending spellings[] = {
	{"tre", "ter", 5},
	{"ogue", "og", 6},
	{"our", "or", 5},
	{"e", "", 4},
};
static const struct ending nouns[] = {
	{"tion", "t", 7},
	{"sion", "s", 7},
};
static const struct ending verbs[] = {
	{"ificat", "ify", 8},
	{"at", "", 7},
};
static const struct ending letters[] = {
	{"is", "iz", 6},
	{"ys", "yz", 6},
	{"enc", "ens", 6},
};

#define ENDINGS(table) (table), sizeof(table) / sizeof((table)[0])

static void
replace_ending(char *word, const struct ending *endings, size_t count)
{
	size_t len = strlen(word);

	for (size_t i = 0; i < count; i++) {
		size_t n = strlen(endings[i].from);

		if (len < endings[i].least || len < n ||
			strcmp(word + len - n, endings[i].from) != 0)
			continue;
		memcpy(word + len - n, endings[i].to, strlen(endings[i].to) + 1); /* never longer */
		return;
	}
}

static bool
is_plain(const char *word)
{
	return word[strspn(word, "abcdefghijklmnopqrstuvwxyz")] == '\0';
}

const char *
stem_word(struct arena *arena, const char *word)
{
	char *s;
	size_t len;

	if (strlen(word) < 3 || !is_plain(word))
		return word;
	s = arena_printf(arena, "%s  ", word); /* "tre" becomes as long */
	s[strlen(word)] = '\0';
	replace_ending(s, ENDINGS(plurals));
	replace_ending(s, ENDINGS(inflections));
	replace_ending(s, ENDINGS(spellings));
	replace_ending(s, ENDINGS(nouns));
	replace_ending(s, ENDINGS(verbs));
	replace_ending(s, ENDINGS(letters));
	len = strlen(s);
	if (len > 3 && s[len - 1] == s[len - 2])
		s[len - 1] = '\0';
	return s;
}
