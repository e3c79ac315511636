/* Each language has signs that a backslash takes the meaning from, signs for which only a character
 * reference will do, and sequences that mean something together: of these the first sign becomes a
 * reference. What is escaped is what any common reader of the language takes for markup, extensions
 * included; ordinary punctuation stays readable. CommonMark 0.30, sections 2.4 and 2.5;
 * Asciidoctor's substitutions (special characters, quotes, attributes, replacements, macros), of
 * which a character reference passes all; docutils' reStructuredText specification, "Escaping
 * mechanism". */
#include "markup.h"

#include <string.h>

#include "base/buf.h"
#include "base/own.h"

enum { SEQUENCES = 12 };

static const struct {
	const char *backslashed;
	const char *referenced;
	const char *sequences[SEQUENCES];
} languages[] = {
	[MARKUP_MARKDOWN] = {"\\`*_[]", "&<>~", {NULL}},
	[MARKUP_ASCIIDOC] = {"", "&<>\"'\\{}[]*_`#^~+=@",
		{"((", "(C)", "(R)", "(TM)", "..", "--", "->", "$$", "://", NULL}},
	[MARKUP_REST_LINK] = {"`<\\", "", {NULL}},
};

static bool
starts_sequence(enum markup markup, const char *words)
{
	const char *const *sequence = languages[markup].sequences;

	while (*sequence != NULL && strncmp(words, *sequence, strlen(*sequence)) != 0)
		sequence++;
	return *sequence != NULL;
}

const char *
markup_escape(struct arena *arena, enum markup markup, const char *words)
{
	OWN(buf_fini) struct buf out = {0};

	for (; *words != '\0'; words++) {
		if (strchr(languages[markup].referenced, *words) != NULL ||
			starts_sequence(markup, words)) {
			buf_printf(&out, "&#%d;", *words);
			continue;
		}
		if (strchr(languages[markup].backslashed, *words) != NULL)
			buf_char(&out, '\\');
		buf_char(&out, *words);
	}
	return arena_strdup(arena, buf_cstr(&out));
}
