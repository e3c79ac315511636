/* texts: words of a document in its languages, with what is known of each wording, and remarks.
 * Part of the model. */
#ifndef DEMARC_MODEL_TEXTS_H
#define DEMARC_MODEL_TEXTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct matrix;

/* How far a wording is backed by sources. */
enum standing {
	STANDING_NONE, /* not a question here */
	STANDING_AGREED,
	STANDING_SINGLE_SOURCE,
	STANDING_TIE,
	STANDING_INFERRED,
	STANDING_UNVERIFIED,
	STANDING__COUNT
};

/* A piece of a text. */
enum run_kind {
	RUN_TEXT,
	RUN_REF,    /* target: id of a reference, contact or table */
	RUN_CLAUSE, /* target: clause number; framework: its framework; value: the number */
	RUN_TERM,   /* target: id of a term */
	RUN__COUNT
};

struct run {
	enum run_kind kind;
	unsigned place;
	const char *value;
	const char *target;    /* NULL for RUN_TEXT */
	const char *framework; /* RUN_CLAUSE only */
};

struct runs {
	size_t count;
	struct run v[];
};

/* What the value of a text with several runs is in. */
struct marked {
	const struct runs *runs;
	char value[];
};

/* One wording in one language. A model is mostly these, so they are kept small. */
struct text {
	const char *value; /* all runs put together, white space folded */
	unsigned place;
	uint8_t language;     /* of language.h; text_lang is its tag */
	uint8_t standing : 7; /* enum standing */
	uint8_t marked : 1;   /* value is in a struct marked; read its runs with text_run */
	uint16_t sources;     /* how many sources agree, with a standing */
};

/* BCP 47 tag of the text's language. Lives as long as the process. */
const char *
text_lang(const struct text *);

/* Its runs: one for plain words. */
size_t
text_run_count(const struct text *);
struct run
text_run(const struct text *, size_t i);

/* The same thing said in several languages; count is 0 where nothing was said. */
struct texts {
	const struct text *v;
	size_t count;
};

/* The wording in lang, else one in the same primary language, else the first (the original's
 * language comes first by rule of check). NULL only for empty texts. A reader must be told
 * when the result's lang is not the one asked for. */
const struct text *
texts_in(const struct texts *, const char *lang);

/* The value of texts_in, or "". For places that cannot mark a language. */
const char *
texts_value(const struct texts *, const char *lang);

struct matrix;

/* The wording to show where the matrix is read in lang. Frameworks are shared by documents, and
 * their first wording need not be one that the document's readers know: what they lack in lang is
 * in the document's original language, else in English, else as texts_in has it. The matrix may be
 * NULL: no document is read. */
const struct text *
texts_shown(const struct texts *, const struct matrix *, const char *lang);

/* The value of texts_shown, or "". */
const char *
texts_shown_value(const struct texts *, const struct matrix *, const char *lang);

/* Whether the primary languages of two tags are equal ("en" and "en-GB"). */
bool
language_match(const char *a, const char *b);

enum note_kind {
	NOTE_INTERPRETATION,
	NOTE_DISCREPANCY,
	NOTE_UNVERIFIED,
	NOTE_TRANSLATION,
	NOTE_REMARK,
	NOTE__COUNT
};

struct note {
	enum note_kind kind;
	struct texts text;
	unsigned place;
};

struct notes {
	const struct note *v;
	size_t count;
};

#endif
