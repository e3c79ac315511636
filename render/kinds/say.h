/* say: what a picture says, in the reader's language.
 *
 * A wording that the document lacks in the language is given in the one it has, with the language's
 * tag behind it: "土地・建物 [ja]"; not where the picture's other words are in that language too,
 * for want of a catalogue. What is made of several wordings has the tag once, at its end. Strings
 * live in the arena. The patterns of messages are filled by data's words.h. */
#ifndef DEMARC_KINDS_SAY_H
#define DEMARC_KINDS_SAY_H

#include "base/arena.h"
#include "base/buf.h"
#include "picture.h"
#include "model/words.h"

/* Moves the bytes into the arena and empties the buf. */
const char *
say_keep(struct arena *, struct buf *);

/* What was made of several wordings, with each language's tag behind the last of them alone. */
const char *
say_once(struct arena *, const struct diagram_request *, const char *said);

/* The message id in the request's language, filled with pairs of name and value. */
#define SAY(arena, request, id, ...)                                                               \
	({                                                                                         \
		struct buf say_ = {0};                                                             \
		words_message(&say_, (request)->model, (request)->lang, (id), __VA_ARGS__);        \
		say_once((arena), (request), say_keep((arena), &say_));                            \
	})

/* The message as it stands. */
const char *
say_plain(const struct diagram_request *, const char *id);

/* What stands between two items in a list: of message id, "{a}, {b}", the part between a and b. */
const char *
say_between(struct arena *, const struct diagram_request *, const char *id);

/* A wording of the document, with a mark if it is in another language. "" if there is none. */
const char *
say_text(struct arena *, const struct diagram_request *, const struct texts *);

/* The language that say_text speaks, for lang attributes and line breaking. */
const char *
say_lang(const struct diagram_request *, const struct texts *);

/* A row's name, after that of its group, if it stands in one. */
const char *
say_row_name(struct arena *, const struct diagram_request *, const struct row *);

/* A party's short name. */
const char *
say_party(struct arena *, const struct diagram_request *, const struct party *);

/* The parties that do this, as a list; NULL: nobody does. */
const char *
say_parties(struct arena *, const struct diagram_request *, const struct parts *, enum does);

/* What one party does, in few words, and the text of its part. */
const char *
say_part(struct arena *, const struct diagram_request *, const struct part *);

/* All that the parts say in the document's own words of what the party does; where there are
 * several, each after what it is about: "Responsible: Keeps the keys; Operates: Runs it". "":
 * nothing. */
const char *
say_words_of(
	struct arena *, const struct diagram_request *, const struct parts *, const struct party *);

/* The party's name and, behind it, the words that are its own. */
const char *
say_whose(struct arena *, const struct diagram_request *, const struct party *, const char *words);

/* How several parties share, where the document says so; NULL: it does not. */
const char *
say_shared(const struct diagram_request *, const struct parts *);

/* What a condition changes: "Plan X: B responsible, A operates". */
const char *
say_condition(struct arena *, const struct diagram_request *, const struct condition *);

/* Everything a cell says, as sentences without the last stop. */
const char *
say_cell(struct arena *, const struct diagram_request *, const struct cell *);

/* The first sentence of a description: message id with service, number and date. */
const char *
say_about(struct arena *, const struct diagram_request *, const char *id);

/* "page 2 of 5"; NULL: the picture is not one of several pages. */
const char *
say_page(struct arena *, const struct diagram_request *);

/* What a row says, for each of the columns by name: "Data – responsible: customer". */
const char *
say_row(struct arena *, const struct diagram_request *, const struct table *, const struct row *,
	size_t first_column, size_t column_count);

/* The same for count rows from first on of which all the same is said: their names once, columns
 * that say the same once, footnotes by their numbers. */
const char *
say_rows(struct arena *, const struct diagram_request *, const struct table *, size_t first,
	size_t count);

/* The numbers of the footnotes, in their order, each once: "*1 *2"; NULL: there are none. */
const char *
say_marks(struct arena *, const struct footnote *const *, size_t count);

/* What is said as a sentence with its full stop, unless it ends in one. */
const char *
say_sentence(struct arena *, const struct diagram_request *, const char *said);

/* a and b as clauses of a sentence; a that ends in a full stop needs no further one. Either may be
 * NULL or "". */
const char *
say_clauses(struct arena *, const struct diagram_request *, const char *a, const char *b);

/* a, separator, b; either may be NULL or "". For short lists. */
const char *
say_join(struct arena *, const char *a, const char *separator, const char *b);

#endif
