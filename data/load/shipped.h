/* shipped: what the documents that come with demarc say, made into tables when it is built, so that
 * a start for one picture need not parse them. Private to the loader.
 *
 * A file is held against the bytes that the tables were made of: one that was edited is parsed, and
 * none is believed to be what it was. */
#ifndef DEMARC_LOAD_SHIPPED_H
#define DEMARC_LOAD_SHIPPED_H

#include "base/buf.h"
#include "model/model.h"

/* One file and what it says, which is one of four; its file is nowhere said yet. */
struct shipped {
	const char *bytes; /* with a zero behind them; NULL: the end of the table */
	size_t len;
	const struct framework *framework;
	const struct correspondence *correspondence;
	const struct catalogue *catalogue;
	const struct thesaurus *thesaurus;
};

/* The table, which shipped_main.c writes. */
extern const struct shipped shipped_documents[];

/* What was made of just these bytes; NULL: they are no document that came with this program. */
const struct shipped *
shipped_find(const struct buf *);

/* Writes the definitions in C of what the file of that number in the table says: the one framework,
 * correspondence, catalogue or thesaurus of the model. false: it has what the tables cannot hold
 * (marked words, a language without a fixed number), and is left to the parser; nothing was
 * written. */
bool
shipped_print(struct buf *, const struct model *, unsigned number);

#endif
