/* language: tags of languages as small numbers, the same in the whole process.
 *
 * A model names a language on every text and has few languages, so a text keeps a number. */
#ifndef DEMARC_MODEL_LANGUAGE_H
#define DEMARC_MODEL_LANGUAGE_H

#include <stdint.h>

enum {
	LANGUAGE_NONE = 0,    /* of a text without one: its tag is "" */
	LANGUAGE_FIXED = 2,   /* up to this one, a tag has the same number in each process */
	LANGUAGE_LIMIT = 255, /* tags a process may know */
};

/* The number of a BCP 47 tag, as it is spelled; LANGUAGE_NONE past the limit. Thread-safe. */
uint8_t
language_of(const char *tag);

/* Its tag; lives as long as the process. */
const char *language_tag(uint8_t);

#endif
