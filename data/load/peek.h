/* peek: what a file's first tag says, so that one that nobody asks for need not be parsed. */
#ifndef DEMARC_LOAD_PEEK_H
#define DEMARC_LOAD_PEEK_H

#include <stdbool.h>

enum { PEEK_SIZE = 64 };

/* The start of a document, as far as it is plain to see. */
struct peek {
	char root[PEEK_SIZE];
	char id[PEEK_SIZE], from[PEEK_SIZE], to[PEEK_SIZE]; /* "": it has no such attribute */
};

/* Reads the first tag of bytes that end with a zero. false: it is not plain, whether it is wrong or
 * only unusual, and is to be parsed. */
bool
peek_at(const char *bytes, struct peek *);

#endif
