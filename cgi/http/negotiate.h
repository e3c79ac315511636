/* negotiate: which of several representations a client would rather have, and whether it has it
 * already (RFC 9110). */
#ifndef DEMARC_HTTP_NEGOTIATE_H
#define DEMARC_HTTP_NEGOTIATE_H

#include <stdbool.h>
#include <stddef.h>

enum coding { CODING_IDENTITY, CODING_GZIP, CODING_BR, CODING__COUNT };

/* The content coding's name, "br"; NULL for identity. */
const char *coding_name(enum coding);

/* The place in available of the language that Accept-Language asks for (RFC 4647 lookup, with
 * weights); 0 if it asks for none of them or says nothing. count is at least 1. */
size_t
negotiate_language(const char *accept_language, const char *const *available, size_t count);

/* The coding that Accept-Encoding weighs most; of equals the smallest. Identity if it asks for none
 * of ours: a 406 helps nobody. */
enum coding
negotiate_encoding(const char *accept_encoding);

/* Whether If-None-Match, a list or "*", has the entity tag (with its quotes). Weak comparison: W/
 * is passed over. */
bool
etag_match(const char *if_none_match, const char *etag);

#endif
