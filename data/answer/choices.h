/* choices: answers by one word out of a few, or by a mark under it: yes, no, not applicable.
 * Private to answer.c.
 *
 * The words are those that questionnaires allow, in a heading or a list of the cell; whichever of
 * them says what the document says is written, and none where none or several do. */
#ifndef DEMARC_ANSWER_CHOICES_H
#define DEMARC_ANSWER_CHOICES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/csv.h"

enum plain_answer {
	PLAIN_YES,
	PLAIN_NO,
	PLAIN_NOT_APPLICABLE,
	PLAIN_PARTIAL,
	PLAIN_CUSTOMER, /* the customer's own to answer for */
	PLAIN__COUNT,
	PLAIN_NONE = PLAIN__COUNT
};

/* Words that may stand in a cell, as they are spelled there. */
struct choice_words {
	const char *const *v;
	size_t count;
};

/* What a word or sign says; PLAIN_NONE: nothing that is known. */
enum plain_answer
choice_plain(struct arena *, const char *word);

/* Whether there is a word for yes among them and one for no. */
bool
choice_is_yes_no(struct arena *, const struct choice_words *);

/* The only one of the words that says so, as it is spelled; NULL: none does, or several. */
const char *
choice_of(struct arena *, const struct choice_words *, enum plain_answer);

/* The words that a heading allows: "Yes / No / N/A", "Response (Y/N)", 対応状況（○△×）. None,
 * unless yes and no are among them. In the arena. */
struct choice_words
choice_words_of_heading(struct arena *, const char *heading);

/* Whether a heading is nothing but such words: "Yes / No / N/A". */
bool
choice_is_heading(struct arena *, const char *heading);

/* Columns that are marked, one for each plain answer. */
struct choice_columns {
	unsigned of[PLAIN__COUNT]; /* from 1; 0: there is none */
	bool japanese;             /* headed in Japanese, or by signs */
};

/* Columns beside each other in a row of headings, of which one is headed yes and one no; key: a
 * column that is none of them. false: there are none. */
bool
choice_columns_find(
	struct choice_columns *, struct arena *, const struct csv_row *headings, unsigned key);

/* Whether it is one of those columns. */
bool
choice_columns_have(const struct choice_columns *, unsigned column);

/* The mark that a cell is given: the one that stands in those columns already, from the row on (its
 * place in the list), else a circle or an X. */
const char *
choice_mark(const struct choice_columns *, struct arena *, const struct csv *, size_t first);

#endif
