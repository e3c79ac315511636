/* clause: spellings of a clause's number. People write "CLD.6.3.1", "cld 6.3.1" and "cld6.3.1" and
 * mean one clause. */
#ifndef DEMARC_MODEL_CLAUSE_H
#define DEMARC_MODEL_CLAUSE_H

#include <stdbool.h>

struct clause;
struct framework;

/* The clause that people mean by a spelling that may be another than the framework's: its number or
 * token in any case, in full width, with a mark more or less, "AC-2 (1)", "A.5.15" and
 * "附属書A 5.15" for 5.15 of a framework that numbers it so, with the framework's name before it
 * ("ISO/IEC 27001 A.5.15", "CCM: IAM-01"), and with "Control", "Clause", "§" or "No." there. NULL:
 * there is none, or several clauses are spelled so. */
const struct clause *
clause_meant(const struct framework *, const char *spelling);

/* The same, where the clause's title may stand behind the number: "5.15 Access control". */
const struct clause *
clause_titled(const struct framework *, const char *words);

/* The clause that a question of CAIQ asks about: its questions are numbered behind it, A&A-01.1 for
 * A&A-01. NULL: it is no such number, or there is no such clause. */
const struct clause *
clause_of_question(const struct framework *, const char *id);

/* What all usual spellings of a number have in common: "ac2.1" for AC-2(1), ac-2.1 and AC-02 (01).
 * "" for what is too long to be a number. */
enum { CLAUSE_KEY_SIZE = 128 };
void
clause_key(const char *number, char key[CLAUSE_KEY_SIZE]);

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
