/* mark: the line in a picture's file that says what it shows.
 *
 *	/chrofy/diagrams/stack.png?theme=dark, en, edition 1, 2024-07-26, content 0f1e2d3c4b5a6978
 *
 * The address it has on its site, its language, the edition and its date, and a digest of its words. The line is ASCII and
 * stands where each format has a place for it: iTXt "Source" in PNG, <metadata> in SVG, dc:source of the XMP chunk in WebP,
 * the subject in PDF. */
#ifndef DEMARC_IDENTIFY_MARK_H
#define DEMARC_IDENTIFY_MARK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/hash.h"
#include "base/arena.h"
#include "base/buf.h"

enum { MARK_CONTENT_SIZE = 17 }; /* 16 hexadecimal digits and the end */

struct mark {
	const char *service;
	const char *kind;   /* "stack"; "document" for the whole document */
	const char *format; /* "png" */
	const char *query;  /* the options that are not at their defaults, "" for none */
	const char *lang;
	unsigned edition;
	const char *date;    /* ISO 8601 */
	const char *content; /* digest */
};

/* Appends the line, without a line end. */
void
mark_print(const struct mark *, struct buf *);

/* Reads such a line of len bytes; the strings live in the arena. false: it is none, and mark is
 * as it was. */
bool
mark_parse(struct arena *, const char *line, size_t len, struct mark *);

/* A digest of words, to tell whether they have changed (hash.h): starts with MARK_DIGEST_START. */
#define MARK_DIGEST_START HASH_START
uint64_t
mark_digest(uint64_t digest, const char *words);
void
mark_digest_hex(uint64_t digest, char out[MARK_CONTENT_SIZE]);

#endif
