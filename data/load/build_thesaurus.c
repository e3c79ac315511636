/* <thesaurus>: lists of words, with semicolons between. */
#include <string.h>

#include "build.h"

/* -- lists of words ---------------------------------------------------------------------- */

static size_t
count_words(const char *list)
{
	size_t n = 1;

	for (; (list = strchr(list, ';')) != NULL; list++)
		n++;
	return n;
}

/* Adds the element's words; what is between two semicolons may be nothing. */
static size_t
add_words(struct build *b, const struct xml_node *node, struct listed_word *words)
{
	const char *list = build_words(b, node), *lang = build_attr(b, node, "xml:lang");
	size_t n = 0;

	for (;; list++) {
		size_t len;

		list += strspn(list, " ");
		len = strcspn(list, ";");
		while (len > 0 && list[len - 1] == ' ')
			len--;
		if (len > 0)
			words[n++] = (struct listed_word){
				build_string(b, arena_strndup(b->arena, list, len)), lang};
		list = strchr(list, ';');
		if (list == NULL)
			return n;
	}
}

/* The words of all children of that name, whatever their language. */
static const struct listed_word *
build_word_list(struct build *b, const struct xml_node *node, const char *child, size_t *count)
{
	struct listed_word *words;
	size_t most = 0;

	for (const struct xml_node *c = xml_child(node, child); c != NULL; c = xml_next(c, child))
		most += count_words(build_words(b, c));
	words = arena_array(b->arena, most, sizeof(*words));
	*count = 0;
	for (const struct xml_node *c = xml_child(node, child); c != NULL; c = xml_next(c, child))
		*count += add_words(b, c, words + *count);
	return words;
}

/* -- the thesaurus ------------------------------------------------------------------------ */

static void
build_about(struct build *b, const struct xml_node *node, struct about_clause *about)
{
	about->framework = build_attr(b, node, "framework");
	about->clause = build_attr(b, node, "clause");
	about->place = node->offset;
}

static void
build_word_group(struct build *b, const struct xml_node *node, struct word_group *group)
{
	struct about_clause *abouts;

	group->id = build_attr(b, node, "id");
	group->words = build_word_list(b, node, "words", &group->word_count);
	group->near = build_word_list(b, node, "near", &group->near_count);
	BUILD_LIST(b, node, "about", abouts, group->about_count, build_about);
	group->abouts = abouts;
	group->place = node->offset;
}

void
build_thesaurus(struct build *b, const struct xml_node *root, struct thesaurus *thesaurus)
{
	struct word_group *groups;

	thesaurus->id = build_attr(b, root, "id");
	thesaurus->ignored = build_word_list(b, root, "ignored", &thesaurus->ignored_count);
	BUILD_LIST(b, root, "group", groups, thesaurus->group_count, build_word_group);
	thesaurus->groups = groups;
	thesaurus->file = b->doc->file;
	thesaurus->place = root->offset;
}
