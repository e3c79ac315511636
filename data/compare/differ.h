/* differ: what the files of diff share; see diff.h for what they are for. */
#ifndef DEMARC_COMPARE_DIFFER_H
#define DEMARC_COMPARE_DIFFER_H

#include "diff.h"
#include "pairs.h"

struct differ {
	struct arena *arena;
	struct change *v;
	size_t n, cap;
	struct change at; /* where we are: every change starts as a copy of it */
};

/* Comes to a thing, whose name may be NULL. */
void
differ_enter(struct differ *, enum change_thing, const char *id, const struct texts *name);

/* Added, removed or changed: which of the two is NULL. */
enum change_verb
differ_verb(const void *before, const void *after);

/* Tells of a change of the thing. */
void
differ_tell(struct differ *, enum change_aspect, const char *detail, struct change_side before,
	struct change_side after, enum change_verb);

/* Tells that the thing came or went; false: both are there. */
bool
differ_whole(struct differ *, const void *before, const void *after);

/* Tells where two values, wordings, lists of notes or of parts differ. A value may be NULL. */
void
differ_value(struct differ *, enum change_aspect, const char *detail, const char *before,
	const char *after);
void
differ_texts(
	struct differ *, const char *detail, const struct texts *before, const struct texts *after);
void
differ_paragraphs(struct differ *, const char *detail, const struct texts *before, size_t n_before,
	const struct texts *after, size_t n_after);
void
differ_notes(struct differ *, const struct notes *before, const struct notes *after);

/* owners: that other parties answer has been told. */
void
differ_parts(struct differ *, const struct parts *before, const struct parts *after, bool owners);

/* Whether the wordings are the same, in all languages. */
bool
differ_texts_equal(const struct texts *, const struct texts *);

/* Where paragraphs and lists differ, and what is led to. */
void
differ_blocks(struct differ *, const struct blocks *before, const struct blocks *after);
void
differ_sees(struct differ *, const struct see *before, size_t n_before, const struct see *after,
	size_t n_after);

/* Where the conditions, in their order, and the facts, by their ids, of a thing differ. */
void
differ_conditions(struct differ *, struct conditions before, struct conditions after);
void
differ_facts(struct differ *, const struct fact *before, size_t n_before, const struct fact *after,
	size_t n_after);

/* Called with what both lists have, or with NULL for the one that lacks it. */
typedef void
differ_fn(struct differ *, const void *before, const void *after, const void *data);

/* Compares two lists whose items begin with their key; compare gets data. */
void
differ_pair(struct differ *d, struct diff_list before, struct diff_list after, differ_fn *compare,
	const void *data);

/* Both controls, or one that came or went; data is not used. */
void
differ_control(struct differ *, const void *before, const void *after, const void *data);

/* Both tables, or one that came or went; data is not used. */
void
differ_table(struct differ *, const void *before, const void *after, const void *data);

/* "parts": what a cell holds, as a value. */
const char *differ_cell_kind(enum cell_kind);

#endif
