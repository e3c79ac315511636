/* key: what names one content, in the cache and in entity tags.
 *
 * A key is made of parts, each with its length before it, "4:/s/x0:0:", so none can run into the
 * next, whatever it holds. All keys of one function have equally many parts, and those of two are
 * never looked up in the same place. Strings live in the arena. */
#ifndef DEMARC_ADDRESS_KEY_H
#define DEMARC_ADDRESS_KEY_H

#include "base/arena.h"

/* The key of what does not depend on the reader: the address alone decides, as it does for
 * pictures. */
const char *
key_of_address(struct arena *, const char *address);

/* The same where something else decides too. lang: the reader's, where the address has none; base:
 * "https://host", where the content names it; "" otherwise. */
const char *
key_of_content(struct arena *, const char *address, const char *lang, const char *base);

/* The key of a content in one content coding, for a cache; "" where all are kept together. */
const char *
key_of_coding(struct arena *, const char *content_key, const char *coding);

#endif
