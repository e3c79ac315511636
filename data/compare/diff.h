/* diff: what one edition of a document says otherwise than another, cell by cell.
 *
 * Things are told apart by their ids (parties, terms, rows, clauses, facts), so the order of the
 * file is no difference. The two editions may belong to different models; a change points into
 * both, and lives as long as the arena and both models. Time grows with the size of the documents,
 * not with its square. */
#ifndef DEMARC_COMPARE_DIFF_H
#define DEMARC_COMPARE_DIFF_H

#include "base/arena.h"
#include "base/buf.h"
#include "model/model.h"

enum change_verb { CHANGE_ADDED, CHANGE_REMOVED, CHANGE_CHANGED, CHANGE_VERB__COUNT };

/* What the change is in. */
enum change_thing {
	THING_DOCUMENT, /* title, service, summary, certifications, standards, languages */
	THING_PARTY,
	THING_REFERENCE,
	THING_CONTACT,
	THING_SCOPE,
	THING_TERM,
	THING_SECTION,
	THING_QUESTION,
	THING_TABLE,
	THING_ROW,
	THING_CONTROL,
	THING__COUNT
};

/* What about it. The comment says what old and new hold. */
enum change_aspect {
	ASPECT_WHOLE,     /* nothing: the thing itself came or went */
	ASPECT_WORDING,   /* text; detail: which wording ("statement") */
	ASPECT_OWNER,     /* parts: other parties answer now */
	ASPECT_CELL,      /* value: parts, not-applicable or unspecified */
	ASPECT_PART,      /* part; detail: the party's id */
	ASPECT_CONDITION, /* text: the condition's name */
	ASPECT_STATUS,    /* value */
	ASPECT_FACT,      /* fact; detail: its id */
	ASPECT_MAPPING,   /* map; detail: the framework */
	ASPECT_SEE,       /* value: the id or clause that is referred to */
	ASPECT_LINK,      /* value: an address, or what the words lead to */
	ASPECT_PROPERTY,  /* value; detail: which one ("kind", "number") */
	ASPECT__COUNT
};

/* One side of a change; what the aspect does not name is NULL, and all is NULL on the side that
 * lacks it. */
struct change_side {
	const struct text *text;
	const struct parts *parts;
	const struct part *part;
	const struct fact *fact;
	const struct counterpart *map;
	const char *value;
};

struct change {
	enum change_verb verb;
	enum change_thing thing;
	enum change_aspect aspect;
	const char *id;    /* of the party, term, row, control ...; NULL: the document, the scope */
	const char *table; /* THING_ROW: the id of its table */
	const char *column;       /* the cell's, where the table has columns */
	const char *detail;       /* see the aspects; else NULL */
	const struct texts *name; /* what the thing is called, in the newer edition that has it;
				     NULL: nothing */
	struct change_side before, after;
};

struct diff {
	const struct matrix *before, *after;
	const struct change
		*v; /* by thing, then in the order of the newer edition, what went last */
	size_t count;
};

/* Compares two editions. */
void
diff_matrices(
	struct diff *, const struct matrix *before, const struct matrix *after, struct arena *);

/* Whether two changes are of the same party, row, control and so on; those stand together. */
bool
change_same_thing(const struct change *, const struct change *);

/* The wording that changed, the newer one if there is one; NULL: the change is of no wording. */
const struct text *
change_text(const struct change *);

/* Whether the change concerns a reader of the language: a wording in another one does if the same
 * wording did not change in this one too. And how many of them do. */
bool
diff_concerns(const struct diff *, const struct change *, const char *lang);
size_t
diff_count(const struct diff *, const char *lang);

/* -- words ---------------------------------------------------------------------- */

enum span_kind { SPAN_SAME, SPAN_REMOVED, SPAN_ADDED };

/* A piece of two wordings: in both, in the older alone, in the newer alone. */
struct word_span {
	enum span_kind kind;
	const char *words; /* not terminated */
	size_t len;        /* bytes */
};

/* Marks what differs between two wordings, word by word, or character by character where a script
 * has no spaces. What is removed comes before what is added in its place. */
const struct word_span *
diff_words(struct arena *, const char *before, const char *after, size_t *count);

/* -- names, for machines and for keys ------------------------------------------------ */

/* "added", "control", "wording": as the JSON and the CSV of changes spell them. */
const char *change_verb_name(enum change_verb);
const char *change_thing_name(enum change_thing);
const char *change_aspect_name(enum change_aspect);

#endif
