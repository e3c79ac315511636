/* said: what a cell of a table of responsibilities says. */
#ifndef DEMARC_IMPORT_SAID_H
#define DEMARC_IMPORT_SAID_H

#include "cast.h"
#include "signs.h"
#include "vocabulary.h"

enum said_kind {
	SAID_NOTHING,        /* the cell is blank, or has a dash that no legend names */
	SAID_PARTIES,        /* who answers */
	SAID_ROLES,          /* what the party of the column does */
	SAID_WORDS,          /* the same, in words alone */
	SAID_NOT_APPLICABLE, /* with a reason */
	SAID_WRONG,          /* which has been told */
};

enum { SAID_PARTY_LIMIT = 12 };

struct said {
	enum said_kind kind;
	struct {
		const struct cast_party *party;
		const char *words; /* "" for none */
	} who[SAID_PARTY_LIMIT];
	size_t count;
	enum sharing sharing;
	bool does[DOES__COUNT];
	bool letters;      /* of RACI, which no legend names */
	bool marked;       /* by a sign that no legend names, or by yes */
	bool together;     /* by a word such as "shared" */
	const char *words; /* SAID_WORDS, SAID_ROLES in brackets, the reason of SAID_NOT_APPLICABLE;
			      or NULL */
	char marks[MARKS_IN_CELL][MARK_SIZE];
	size_t mark_count;
};

struct said_reader {
	struct arena *arena;
	struct diags *diags;
	struct cast *cast;
	struct signs *signs;
	bool runs_answers; /* there is a sign or letter for who does it and none for who answers */
	bool marks[MARK__COUNT];    /* without a legend, these say that the party answers, */
	bool no_marks[MARK__COUNT]; /* and these that it does not */
};

/* A cell under a heading that names no party: who answers. */
struct said
said_parties(const struct said_reader *, const struct csv_cell *);

/* A cell under a party: what it does. */
struct said
said_roles(const struct said_reader *, const struct csv_cell *);

/* What no legend says follows from all cells under parties together: signs of one kind mark who
 * answers, and crosses beside circles or ticks who does not; where nobody is accountable, who is
 * responsible answers. Look at each such cell, then let the reader know, which is told. */
struct said_look {
	bool marks[MARK__COUNT], others, answers;
	const struct csv_cell *runs; /* the first that says responsible */
};
void
said_look(const struct said_reader *, struct said_look *, const struct csv_cell *);
void
said_looked(struct said_reader *, const struct said_look *);

/* Whether a cell could be one of said_parties without anybody being added. */
bool
said_is_value(const struct said_reader *, const struct csv_cell *);

/* Says how the signs of the legend that were used are read; to be called last. */
void
said_tell_signs(const struct said_reader *, bool roles);

/* Whether the legend has a sign for who does it and none for who answers. */
bool
said_runs_answers(const struct said_reader *);

#endif
