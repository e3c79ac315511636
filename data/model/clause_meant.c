/* A number is tried as it stands first, then without what people write before it, a word at a time.
 */
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "clause.h"
#include "model.h"

enum { SPELLING_LIMIT = 200 };

/* In half width, with single spaces. false: it is too long for a number. */
static bool
tidy(const char *spelling, char out[SPELLING_LIMIT])
{
	size_t n = 0, len;

	for (; *spelling != '\0'; spelling += len) {
		uint32_t c = utf8_next(spelling, &len);

		if (c >= 0xff01 && c <= 0xff5e)
			c -= 0xff01 - '!';
		if (c == 0x3000 || c == 0xa0 || c == '\n' || c == '\t')
			c = ' ';
		if (n + len + 1 >= SPELLING_LIMIT)
			return false;
		if (c == ' ' && (n == 0 || out[n - 1] == ' '))
			continue;
		if (c < 0x80) {
			out[n++] = (char)c;
			continue;
		}
		memcpy(out + n, spelling, len);
		n += len;
	}
	n -= n > 0 && out[n - 1] == ' ';
	n -= n > 0 && (out[n - 1] == '.' || out[n - 1] == ':');
	out[n] = '\0';
	return true;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* What marks stand between numbers does not matter, nor case, nor zeros before a number. */
void
clause_key(const char *number, char key[CLAUSE_KEY_SIZE])
{
	char tidied[SPELLING_LIMIT];
	size_t n = 0;
	bool mark = false;

	key[0] = '\0';
	if (!tidy(number, tidied))
		return;
	for (const char *p = tidied; *p != '\0' && n + 2 < CLAUSE_KEY_SIZE; p++) {
		if (strchr(".-_ ()[]:&", *p) != NULL) {
			mark = true;
			continue;
		}
		if (*p == '0' && is_digit(p[1]) && (mark || n == 0 || !is_digit(key[n - 1])))
			continue;
		if (mark && n > 0 && is_digit(*p) && is_digit(key[n - 1]))
			key[n++] = '.';
		key[n++] = (char)(*p >= 'A' && *p <= 'Z' ? *p - 'A' + 'a' : *p);
		mark = false;
	}
	key[n] = '\0';
}

/* The only clause that is spelled so. */
static const struct clause *
spelled(const struct framework *framework, const char *number)
{
	const struct clause *found = framework_clause(framework, number);
	char key[CLAUSE_KEY_SIZE];
	size_t at;

	if (found != NULL)
		return found;
	clause_key(number, key);
	if (key[0] == '\0' || framework->keys == NULL ||
		!index_only(&framework->key_index, framework->keys, sizeof(char *), key, &at))
		return NULL;
	return &framework->clauses[at];
}

/* Behind a word that people write before a number; NULL: it begins with none of them. The first say
 * that it is a control, which *control then tells. */
static const char *
behind_word(const char *number, bool *control)
{
	static const char *const words[] = {"Annex A", "附属書A", "附属書 A", "A.", "A-", "A ",
		"Control", "管理策", "Clause", "Cl.", "Requirement", "箇条", "項番", "No.", "§",
		"#", "(", "["};
	enum { OF_CONTROLS = 8 };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strncasecmp(number, words[i], strlen(words[i])) == 0) {
			*control |= i < OF_CONTROLS;
			number += strlen(words[i]);
			return number + strspn(number, " .:-");
		}
	return NULL;
}

/* Behind the framework's name, with or without its year: "ISO/IEC 27001:2022", "ISO 27001". NULL:
 * it is not there. */
static const char *
behind_name(const struct framework *framework, const char *number)
{
	const char *names[] = {framework->short_name, framework->id};

	for (size_t i = 0; i < 2; i++) {
		size_t len = strlen(names[i]), bare = strcspn(names[i], ":");

		if (strncasecmp(number, names[i], len) == 0)
			return number + len + strspn(number + len, " .:-");
		if (strncasecmp(number, names[i], bare) == 0)
			return number + bare + strspn(number + bare, " .:-");
	}
	if (strncasecmp(framework->short_name, "ISO/IEC ", 8) == 0 &&
		strncasecmp(number, "ISO ", 4) == 0) {
		size_t bare = strcspn(framework->short_name + 8, ":");

		if (strncmp(number + 4, framework->short_name + 8, bare) == 0)
			return number + 4 + bare + strspn(number + 4 + bare, " .:-");
	}
	return NULL;
}

const struct clause *
clause_meant(const struct framework *framework, const char *spelling)
{
	char tidied[SPELLING_LIMIT];
	const char *at = tidied, *next;
	bool control = false;

	if (!tidy(spelling, tidied) || tidied[0] == '\0')
		return NULL;
	for (size_t end = strlen(tidied); end > 0 && strchr(")]", tidied[end - 1]) != NULL &&
					  (tidied[0] == '(' || tidied[0] == '[');
		end--)
		tidied[end - 1] = '\0';
	for (unsigned words = 0; words < 4 && at != NULL && *at != '\0'; words++, at = next) {
		const struct clause *clause = spelled(framework, at);

		if (clause != NULL)
			return control && clause->kind == CLAUSE_MANAGEMENT ? NULL : clause;
		next = behind_name(framework, at);
		next = next != NULL ? next : behind_word(at, &control);
	}
	return NULL;
}
