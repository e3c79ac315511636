/* What all documents share: attributes, texts, notes. */
#include "build.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/utf8.h"
#include "model/names.h"

enum { STRINGS_FIRST = 1 << 12 }; /* a power of two */

struct pos
build_pos(struct build *b, const struct xml_node *node)
{
	return xml_node_pos(b->doc, node);
}

/* Where the string is, or would be. */
static const char **
string_slot(const struct build_strings *strings, const char *s, size_t len)
{
	size_t at = hash_for_table(s, len);

	while (at &= strings->room - 1, strings->v[at] != NULL && strcmp(strings->v[at], s) != 0)
		at++;
	return &strings->v[at];
}

static void
strings_grow(struct build_strings *strings)
{
	struct build_strings larger = {.count = strings->count,
		.room = strings->room > 0 ? 2 * strings->room : STRINGS_FIRST};

	larger.v = calloc(larger.room, sizeof(*larger.v));
	for (size_t i = 0; i < strings->room; i++)
		if (strings->v[i] != NULL)
			*string_slot(&larger, strings->v[i], strlen(strings->v[i])) = strings->v[i];
	free(strings->v);
	*strings = larger;
}

void
build_strings_fini(struct build_strings *strings)
{
	free(strings->v);
	*strings = (struct build_strings){0};
}

const char *
build_string(struct build *b, const char *s)
{
	size_t len = strlen(s);
	const char **kept;

	if (b->strings->count >= b->strings->room / 2)
		strings_grow(b->strings);
	kept = string_slot(b->strings, s, len);
	if (*kept == NULL) {
		*kept = arena_strndup(b->arena, s, len);
		b->strings->count++;
	}
	return *kept;
}

const char *
build_attr(struct build *b, const struct xml_node *node, const char *name)
{
	const char *value = xml_attr(node, name);

	return value != NULL ? build_string(b, value) : NULL;
}

unsigned
build_number(const struct xml_node *node, const char *name)
{
	const char *value = xml_attr(node, name);

	return value != NULL ? (unsigned)strtoul(value, NULL, 10) : 0;
}

int
build_enum(const struct xml_node *node, const char *name, const char *const *names, int otherwise)
{
	const char *value = xml_attr(node, name);

	return value != NULL ? name_value(names, value) : otherwise;
}

/* -- words ------------------------------------------------------------------ */

#define WHITE " \t\n\r"

/* What white space between two characters becomes: nothing where a line break splits East Asian
 * text, which has no spaces between words (CSS Text 4, segment break transformation), one space
 * elsewhere. */
static bool
breaks_silently(uint32_t before, uint32_t after)
{
	return utf8_width(before) == 2 && utf8_width(after) == 2;
}

struct build_folder {
	struct buf out;
	uint32_t before; /* the last character, 0 at the start */
	bool space;      /* white space came after it */
	bool newline;    /* with a line break in it */
};

/* The last character of so many bytes. */
static uint32_t
last_character(const char *s, size_t len)
{
	size_t ignored, back = 1;

	while (back < len && back < 4 && ((unsigned char)s[len - back] & 0xc0) == 0x80)
		back++;
	return utf8_next(s + len - back, &ignored);
}

/* Word by word, since between white space there is nothing to look at. */
static void
fold(struct build_folder *f, const char *s)
{
	while (*s != '\0') {
		size_t blank = strspn(s, WHITE), len = strcspn(s + blank, WHITE), ignored;

		f->space |= blank > 0;
		f->newline |= memchr(s, '\n', blank) != NULL;
		s += blank;
		if (len == 0)
			return;
		if (f->space && f->before != 0 &&
			!(f->newline && breaks_silently(f->before, utf8_next(s, &ignored))))
			buf_char(&f->out, ' ');
		buf_add(&f->out, s, len);
		f->before = last_character(s, len);
		f->space = f->newline = false;
		s += len;
	}
}

/* Whether folding would leave it as it is, which is so of most words. */
static bool
is_folded(const char *s)
{
	bool blank = true;

	for (; *s != '\0'; s++) {
		if (*s == '\t' || *s == '\n' || *s == '\r' || (blank && *s == ' '))
			return false;
		blank = *s == ' ';
	}
	return !blank;
}

static const char *
element_words(const struct xml_node *node)
{
	return node->first != NULL && node->first->text != NULL ? node->first->text : "";
}

static enum run_kind
run_kind_of(const struct xml_node *node)
{
	if (node->name == NULL)
		return RUN_TEXT;
	return strcmp(node->name, "ref") == 0      ? RUN_REF
	       : strcmp(node->name, "clause") == 0 ? RUN_CLAUSE
						   : RUN_TERM;
}

static const char *
run_words(const struct run *run, const struct xml_node *node)
{
	return run->kind == RUN_TEXT     ? node->text
	       : run->kind == RUN_CLAUSE ? run->target
					 : element_words(node);
}

/* White space between two runs belongs to the first, so that no link begins with a space. */
static void
settle_space(struct build_folder *f, const char *next)
{
	size_t len;

	next += strspn(next, WHITE);
	if (*next == '\0' || !f->space || f->before == 0)
		return;
	if (!(f->newline && breaks_silently(f->before, utf8_next(next, &len))))
		buf_char(&f->out, ' ');
	f->space = f->newline = false;
}

/* Folds the run's words and returns where they start in the output. */
static size_t
build_run(struct build *b, const struct xml_node *node, struct build_folder *f, struct run *run)
{
	static const char *const targets[] = {
		[RUN_REF] = "to", [RUN_CLAUSE] = "number", [RUN_TERM] = "ref"};
	size_t start;

	run->kind = run_kind_of(node);
	run->place = node->offset;
	if (run->kind != RUN_TEXT) {
		run->target = build_attr(b, node, targets[run->kind]);
		run->framework = build_attr(b, node, "framework");
		settle_space(f, run_words(run, node));
	}
	start = f->out.len;
	fold(f, run_words(run, node));
	return start;
}

/* The words of an element together, behind their runs. Most texts are plain: they need no runs. */
static const char *
build_runs(struct build *b, const struct xml_node *node, size_t n)
{
	struct runs *runs = arena_alloc(b->arena, sizeof(*runs) + n * sizeof(runs->v[0]));
	struct build_folder f = {0};
	size_t *starts = calloc(n + 1, sizeof(*starts)), i = 0;
	struct marked *marked;

	for (const struct xml_node *c = node->first; c != NULL; c = c->next, i++)
		starts[i] = build_run(b, c, &f, &runs->v[i]);
	starts[n] = f.out.len;
	marked = arena_alloc(b->arena, sizeof(*marked) + f.out.len + 1);
	marked->runs = runs;
	memcpy(marked->value, buf_cstr(&f.out), f.out.len + 1);
	for (i = 0; i < n; i++)
		runs->v[i].value = arena_strndup(
			b->arena, buf_cstr(&f.out) + starts[i], starts[i + 1] - starts[i]);
	runs->count = n;
	free(starts);
	buf_fini(&f.out);
	return marked->value;
}

static uint8_t
build_language(struct build *b, const struct xml_node *node)
{
	const char *tag = xml_attr(node, "xml:lang");
	uint8_t language = language_of(tag);

	if (language == LANGUAGE_NONE)
		diags_add(b->diags, SEVERITY_ERROR, "bad-language",
			xml_attr_pos(b->doc, node, "xml:lang"),
			"language '%s' is one more than the %d that can be told apart", tag,
			LANGUAGE_LIMIT);
	return language;
}

static void
build_text(struct build *b, const struct xml_node *node, struct text *text)
{
	size_t n = 0;

	for (const struct xml_node *c = node->first; c != NULL; c = c->next)
		n++;
	text->language = build_language(b, node);
	text->place = node->offset;
	text->standing = build_enum(node, "standing", standing_names, STANDING_NONE) & 0x7f;
	text->sources = (uint16_t)build_number(node, "sources");
	text->marked = n > 1 || (n == 1 && node->first->name != NULL);
	text->value = text->marked ? build_runs(b, node, n) : build_words(b, node);
}

struct texts
build_texts(struct build *b, const struct xml_node *node)
{
	struct texts texts = {0};
	struct text *v;

	if (node == NULL)
		return texts;
	BUILD_LIST(b, node, "text", v, texts.count, build_text);
	texts.v = v;
	return texts;
}

struct texts
build_child_texts(struct build *b, const struct xml_node *node, const char *child)
{
	return build_texts(b, xml_child(node, child));
}

const char *
build_words(struct build *b, const struct xml_node *node)
{
	struct build_folder f = {0};
	const char *words = element_words(node);

	if (is_folded(words))
		return build_string(b, words);
	fold(&f, words);
	words = build_string(b, buf_cstr(&f.out));
	buf_fini(&f.out);
	return words;
}

/* -- notes and sources ---------------------------------------------------------- */

static void
build_note(struct build *b, const struct xml_node *node, struct note *note)
{
	note->kind = (enum note_kind)build_enum(node, "kind", note_kind_names, NOTE_REMARK);
	note->text = build_texts(b, node);
	note->place = node->offset;
}

struct notes
build_notes(struct build *b, const struct xml_node *node)
{
	struct notes notes;
	struct note *v;

	BUILD_LIST(b, node, "note", v, notes.count, build_note);
	notes.v = v;
	return notes;
}

static void
build_source(struct build *b, const struct xml_node *node, struct source *source)
{
	source->id = build_attr(b, node, "id");
	source->words = build_words(b, node);
}

const struct source *
build_sources(struct build *b, const struct xml_node *node, size_t *count)
{
	struct source *v;

	BUILD_LIST(b, node, "source", v, *count, build_source);
	return v;
}
