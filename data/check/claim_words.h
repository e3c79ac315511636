/* claim_words: the units, number words and words of denial of the languages that claims are read
 * in. Private to claim*.c. */
#ifndef DEMARC_CHECK_CLAIM_WORDS_H
#define DEMARC_CHECK_CLAIM_WORDS_H

#include "claim.h"

/* What stands behind a number. Those that others begin with come after these. */
struct claim_unit {
	const char *word;
	enum claim_kind kind;
	double factor;
};

/* What says how often, without a number. */
struct claim_phrase {
	const char *words;
	enum claim_kind kind;
	double value;
};

/* A language; lists end with an entry without words. */
struct claim_language {
	const char *tag;
	bool spaced; /* words are whole words; a plural s may follow */
	const struct claim_unit *units;
	const struct claim_phrase *phrases;
	const char *const *denials;    /* "*" at the end: any ending */
	const char *const *no_denials; /* what only looks like one */
	const char *const *own_names;  /* abbreviations that other languages have no use for */
};

/* NULL: its words are not known. */
const struct claim_language *
claim_language(const char *tag);

/* The number that words of the language begin with, such as "thirty-two" or 三十, and its length in
 * bytes; 0 if there is none. */
size_t
claim_number_words(const struct claim_language *, const char *words, double *number);

/* The day that words begin with: 2026-07-26, 26 July 2024, July 2026, 2024年7月26日; its length in
 * bytes, 0 if there is none. */
size_t
claim_date(const char *words, double *date);

#endif
