/* Numbers of clauses as they stand in lists and questionnaires, with more than the number. */
#include "clause.h"

#include <stddef.h>
#include <string.h>

/* The first bytes of the words as a spelling. */
static const struct clause *
meant_by_first(const struct framework *framework, const char *words, size_t len)
{
	char first[64];

	if (len == 0 || len >= sizeof(first))
		return NULL;
	memcpy(first, words, len);
	first[len] = '\0';
	return clause_meant(framework, first);
}

const struct clause *
clause_titled(const struct framework *framework, const char *words)
{
	const struct clause *clause = clause_meant(framework, words);
	size_t len = strcspn(words, " \n\t:"), gap = strspn(words + len, " \n\t:");

	if (clause != NULL || words[len] == '\0' || strchr("0123456789(", words[len + gap]) != NULL)
		return clause;
	return meant_by_first(framework, words, len);
}

const struct clause *
clause_of_question(const struct framework *framework, const char *id)
{
	size_t letters = strspn(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZ&"), len, behind;

	if (letters == 0 || letters > 4 || id[letters] != '-')
		return NULL;
	len = letters + 1 + strspn(id + letters + 1, "0123456789");
	if (len != letters + 3 || id[len] != '.')
		return NULL;
	behind = strspn(id + len + 1, "0123456789");
	return behind > 0 && behind <= 2 && id[len + 1 + behind] == '\0'
		       ? meant_by_first(framework, id, len)
		       : NULL;
}
