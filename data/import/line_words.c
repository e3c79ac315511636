#include "line_words.h"

#include <string.h>

#include "document/tree.h"
#include "model/value.h"

struct words_link {
	const char *end; /* behind all of it */
	const char *words, *target;
	size_t words_len, target_len;
	const char *element, *attr;
};

static const struct {
	const char *scheme, *element, *attr;
} schemes[] = {{"ref:", "ref", "to"}, {"term:", "term", "ref"}, {"clause:", "clause", "number"}};

/* The bracket that closes the one before s, others within it being closed; NULL: none. */
static const char *
closing(const char *s, char open, char close)
{
	size_t depth = 1;

	for (; *s != '\0'; s++) {
		depth += *s == open;
		depth -= *s == close;
		if (depth == 0)
			return s;
	}
	return NULL;
}

/* A link at s, which is a "[". */
static bool
read_link(const char *s, struct words_link *link)
{
	const char *close = closing(s + 1, '[', ']'), *end;

	if (close == NULL || close[1] != '(')
		return false;
	for (size_t i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++) {
		size_t len = strlen(schemes[i].scheme);

		if (strncmp(close + 2, schemes[i].scheme, len) != 0)
			continue;
		end = closing(close + 2, '(', ')');
		if (end == NULL)
			return false;
		*link = (struct words_link){.end = end + 1,
			.words = s + 1,
			.target = close + 2 + len,
			.words_len = (size_t)(close - s - 1),
			.target_len = (size_t)(end - close - 2) - len,
			.element = schemes[i].element,
			.attr = schemes[i].attr};
		return true;
	}
	return false;
}

static const char *
next_link(const char *s, struct words_link *link)
{
	for (s = strchr(s, '['); s != NULL; s = strchr(s + 1, '['))
		if (read_link(s, link))
			return s;
	return NULL;
}

/* "iso27001-2022/5.15", or the number alone. */
static void
add_clause(struct sheet_reader *r, struct xml_node *node, const char *target)
{
	const char *slash = strchr(target, '/');
	const char *framework =
		slash != NULL ? arena_strndup(r->arena, target, (size_t)(slash - target)) : "";
	bool named = value_is_id(framework);

	tree_attr(r->arena, node, "framework", named ? framework : NULL);
	tree_attr(r->arena, node, "number", named ? slash + 1 : target);
}

static void
add_link(struct sheet_reader *r, struct xml_node *text, const struct words_link *link,
	const struct csv_cell *cell)
{
	struct xml_node *node = line_add(r, text, link->element, cell);
	const char *target = arena_strndup(r->arena, link->target, link->target_len);

	if (strcmp(link->element, "clause") == 0) {
		add_clause(r, node, target);
		return;
	}
	tree_attr(r->arena, node, link->attr, target);
	tree_words(r->arena, node, arena_strndup(r->arena, link->words, link->words_len));
}

void
line_words(struct sheet_reader *r, struct xml_node *node, const char *lang, const char *words,
	const struct csv_cell *cell)
{
	struct xml_node *text = line_add(r, node, "text", cell);
	struct words_link link;

	tree_attr(r->arena, text, "xml:lang", lang);
	for (const char *at; (at = next_link(words, &link)) != NULL; words = link.end) {
		bool escaped = at > words && at[-1] == '\\';

		tree_words(r->arena, text,
			arena_strndup(r->arena, words, (size_t)(at - words) - escaped));
		if (escaped)
			tree_words(r->arena, text,
				arena_strndup(r->arena, at, (size_t)(link.end - at)));
		else
			add_link(r, text, &link, cell);
	}
	tree_words(r->arena, text, words);
}
