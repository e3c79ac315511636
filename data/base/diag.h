/* diag: what is wrong, where, and what would be right.
 *
 * A diagnostic is file:line:column, a severity, a rule and a sentence. They
 * are collected, so that an author mends one run's worth at once. */
#ifndef DEMARC_BASE_DIAG_H
#define DEMARC_BASE_DIAG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "buf.h"

/* What is accepted would be a warning or a note; the author has said why it stays. */
enum severity { SEVERITY_ACCEPTED, SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR };

/* A place in a file. line and column count from 1, the column in characters; line 0: the
 * file as a whole. file lives as long as what holds the pos. */
struct pos {
	const char *file;
	unsigned line;
	unsigned column;
};

struct diag {
	size_t order; /* in which it was added */
	enum severity severity;
	const char *rule; /* a name in static storage, such as "unknown-party" */
	struct pos pos;   /* pos.file is owned by the diags */
	char *text;       /* owned by the diags, as is the next */
	char *reason;     /* why it is accepted; NULL: it is not */
};

/* Those of one rule and severity. */
struct diag_kind {
	const char *rule;
	enum severity severity;
	size_t count; /* all of them, listed or not */
};

/* A list of diagnostics. Zero-initialised is empty. Past limit (0: 100) of a kind only the counts
 * grow: who has a hundred such mistakes before him does not read the next. */
struct diags {
	struct diag *v;
	size_t n;
	size_t cap;
	size_t limit;
	size_t count[SEVERITY_ERROR + 1];
	struct diag_kind *kinds;
	size_t kind_count;
};

/* Adds one; the sentence starts in lower case and has no final stop. rule must outlive the list. */
void
diags_add(struct diags *, enum severity, const char *rule, struct pos, const char *fmt, ...)
	__attribute__((format(printf, 5, 6)));

/* Adds one that is accepted for a reason. */
void
diags_accept(struct diags *, const char *rule, struct pos, const char *reason, const char *text);

/* How many there were of the rule, listed or not. */
size_t
diags_count(const struct diags *, const char *rule);

/* Puts them in the order of file, line and column; those of one place keep theirs. */
void
diags_sort(struct diags *);

/* "file:12:7: error: unknown party 'x' [unknown-party]", then the line of the file and a caret, as
 * a terminal may be given it (terminal.h); last, for each kind, how many are not listed. Warnings
 * and notes of one file that say the same are one, with how many and in which lines the others
 * stand. The file is read again for its lines, which are left out if it cannot be. To be sorted
 * before. */
void
diags_print(const struct diags *, FILE *);

/* {"diagnostics":[{"file":…,"line":…,"column":…,"severity":…,"rule":…,"message":…}],"errors":n,"warnings":n,"accepted":n};
 * accepted ones have a "reason" too;
 * for kinds of which not all are listed, "more":[{"rule":…,"severity":…,"count":n}] before
 * "errors". */
void
diags_json(const struct diags *, struct buf *);

/* "accepted", "note", "warning" or "error". */
const char *severity_name(enum severity);

/* Releases the findings and empties the list. */
void
diags_fini(struct diags *);

#endif
