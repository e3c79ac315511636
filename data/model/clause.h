/* clause: spellings of a clause's number. People write "CLD.6.3.1", "cld 6.3.1" and "cld6.3.1" and
 * mean one clause. */
#ifndef DEMARC_MODEL_CLAUSE_H
#define DEMARC_MODEL_CLAUSE_H

#include <stdbool.h>

/* Whether two spellings name one clause: "cld6.3.1" and "CLD.6.3.1". */
bool
clause_same(const char *, const char *);

/* Whether number lies below prefix, in any spelling, or is the same: "9.2.1" below "9.2" and "9".
 */
bool
clause_below(const char *number, const char *prefix);

/* The token that a number without one of its own has in addresses and in OSCAL: letters, digits,
 * "." and "_" stay, full width becomes half width, a character of another script its code, and all
 * between them one "-". "AC-2(1)" is AC-2-1, "GOVERN 1.1" GOVERN-1.1; a number that is a token
 * already is its own. */
enum { CLAUSE_TOKEN_SIZE = 65 };
void
clause_token(const char *number, char token[CLAUSE_TOKEN_SIZE]);

#endif
