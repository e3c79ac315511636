/* stem: English words without their endings and in one spelling, so that forms of a word are found
 * by each other: vulnerabilities and vulnerability, encrypted and encryption, labelling and
 * labeling. Light: what a word means it keeps. */
#ifndef DEMARC_SEARCH_STEM_H
#define DEMARC_SEARCH_STEM_H

#include "base/arena.h"

/* The stem of a word in small letters; a word with others than a to z stays as it is. In the
 * arena, or the word itself. static/search.js has the same rules. */
const char *
stem_word(struct arena *, const char *word);

#endif
