/* reply: what the document says of what a line asks. Private to answer.c. */
#ifndef DEMARC_ANSWER_REPLY_H
#define DEMARC_ANSWER_REPLY_H

#include "answer.h"
#include "asked.h"
#include "choices.h"
#include "export/worksheet.h"
#include "roles.h"

struct replier {
	struct arena *arena;
	const struct matrix *matrix;
	const struct answer_options *options;
	struct worksheet controls, ssrm, questions;
};

/* One thing that is asked and that the document says something of; one of the two. */
struct reply_source {
	const struct gap_clause *clause; /* to which controls lead */
	const struct question *question;
};

/* What is looked up, made once. All lives as long as the arena and the model. */
struct replier
reply_prepare(
	struct arena *, const struct model *, const struct matrix *, const struct answer_options *);

/* What goes into the column of a role; "" for nothing. Of several controls or clauses, what each
 * says behind its number, or once what all say; where there is one word for all or none, that word.
 * whole: they are all that was asked, so what they all say is the answer. */
const char *
reply_say(const struct replier *, const struct reply_source *, size_t count, bool whole, enum role);

/* Whether all of them say yes, no, or another of those; PLAIN_NONE: they differ, or say none. */
enum plain_answer
reply_plain(const struct reply_source *, size_t count, bool whole);

#endif
