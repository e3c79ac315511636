/* clause: spellings of a clause's number. People write "CLD.6.3.1", "cld 6.3.1" and "cld6.3.1" and mean one clause. */
#ifndef DEMARC_MODEL_CLAUSE_H
#define DEMARC_MODEL_CLAUSE_H

#include <stdbool.h>

/* Whether two spellings name one clause: "cld6.3.1" and "CLD.6.3.1". */
bool
clause_same(const char *, const char *);

/* Whether number lies below prefix, in any spelling, or is the same: "9.2.1" below "9.2" and "9". */
bool
clause_below(const char *number, const char *prefix);

#endif
