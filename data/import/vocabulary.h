/* vocabulary: the words that tables of responsibilities are written in, English and Japanese. */
#ifndef DEMARC_IMPORT_VOCABULARY_H
#define DEMARC_IMPORT_VOCABULARY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "model/model.h"

/* Words as they are compared: full width as half width, capitals as small letters, one space for
 * any white space, none around. In the arena. */
char *
vocabulary_fold(struct arena *, const char *);

/* Whether a folded word is one of the list, which ends in NULL. */
bool
vocabulary_has(const char *const *list, const char *folded);

/* Whether folded words are a usual name of the customer or the provider, and of which. */
bool
vocabulary_party(const char *folded, enum party_kind *);

/* "customer responsibility", 利用者の責任: the party's name alone; the words, if it is no such. */
const char *
vocabulary_without_duty(struct arena *, const char *folded);

/* Signs that mark a cell; what they say depends on which others there are. */
enum plain_sign { MARK_NONE, MARK_X, MARK_TICK, MARK_CIRCLE, MARK_CROSS, MARK__COUNT };
enum plain_sign
vocabulary_mark(const char *folded);

/* 1: yes, 0: no, -1: neither. */
int
vocabulary_yes_no(const char *folded);

/* Whether they say that customer and provider answer together, and how. */
bool
vocabulary_shared(const char *folded, enum sharing *);

/* What the words "N/A: reason" have behind "N/A"; "" for no reason; NULL: they say something else.
 * Of the words as they are. */
const char *
vocabulary_not_applicable(struct arena *, const char *words);

/* What a legend or a cell means by words such as "accountable" or 支援. */
enum meaning {
	MEANS_NOTHING_KNOWN = -1, /* else one of enum does, or */
	MEANS_NO_PART = DOES__COUNT,
};
int
vocabulary_meaning(const char *folded);

/* What a letter of RACI or RASCI means; MEANS_NOTHING_KNOWN: it is none. */
int
vocabulary_raci(char letter);

/* Whether words that follow such a letter in a legend say what it stands for. */
bool
vocabulary_raci_word(char letter, const char *words);

/* Whether a usual name of a customer, or of a provider, stands somewhere in folded words. */
bool
vocabulary_names(const char *folded, enum party_kind);

/* Whether the name, folded, stands in folded words, not as a piece of another word. */
bool
vocabulary_stands_in(const char *folded, const char *name);

/* What stands in a column, by its heading. */
enum heading_words {
	HEADING_OTHER,
	HEADING_LABEL,  /* what the lines are about, or its group */
	HEADING_NUMBER, /* of lines */
	HEADING_DETAIL, /* more words on the line */
};
enum heading_words
vocabulary_heading(const char *folded);

/* Whether folded words head a sum of the lines above: "total", 合計. */
bool
vocabulary_sum(const char *folded);

/* Whether folded words begin a legend; what stands behind them in *rest. */
bool
vocabulary_legend(const char *words, const char **rest);

/* Whether there are kana or Han characters in it. */
bool
vocabulary_is_japanese(const char *words);

#endif
