/* asked: which column of a questionnaire says what is asked. Private to answer.c. */
#ifndef DEMARC_ANSWER_ASKED_H
#define DEMARC_ANSWER_ASKED_H

#include "answer.h"
#include "base/csv.h"
#include "compare/gap.h"

/* A framework that the document leads to. */
struct known {
	const struct framework *framework;
	struct gap gap; /* which controls lead to which clause */
	bool used;      /* the document names it itself */
};

struct frameworks_known {
	struct arena *arena; /* of what is read */
	const struct matrix *matrix;
	struct known *known;
	size_t known_count;
};

/* What was found for a sheet. */
struct asked_column {
	unsigned column;           /* from 1; 0: none */
	const struct known *known; /* NULL: ids of questions */
	size_t hits;
	const struct known *other; /* another framework that would do as well; NULL: none */
};

/* One thing that a cell asks for: one of the two. */
struct asked_item {
	const struct clause *clause;
	const struct question *question;
};

/* What a cell asks for, in its order, each once; what else stands among several is unread. */
struct asked_for {
	const struct asked_item *items;
	size_t count; /* 0: it asks for nothing that is known */
	const char *const *unread;
	size_t unread_count;
};

/* The frameworks that the document leads to. */
struct frameworks_known
frameworks_known_make(struct arena *, const struct model *, const struct matrix *);

/* Reads a cell as the id of one of the document's questions, else as a clause of the framework,
 * unless known is NULL; or as several: "A.5.15, 8.3", one a line, "5.15-5.18". A question of CAIQ
 * on a control, A&A-01.1, that the document does not answer by itself asks for the control. All is
 * in the arena of the frameworks, the model or the text. */
struct asked_for
asked_read(const struct frameworks_known *, const struct known *, const char *text);

/* The column with most that can be read; framework and column are those of the options, if they say
 * so. */
struct asked_column
asked_find_column(
	const struct frameworks_known *, const struct csv *, const struct answer_options *);

#endif
