/* words: values put into words of a language, by patterns from the catalogues. */
#ifndef DEMARC_MODEL_WORDS_H
#define DEMARC_MODEL_WORDS_H

#include "base/buf.h"
#include "model.h"

/* The pattern with each "{name}" replaced by the value of that name, and each "{name?one:other}" by
 * the word that agrees with the value, where that is a number or begins with one: pairs of name and
 * value, ended by NULL. A name that is not among them stays as it is. */
void
words_fill(struct buf *, const char *pattern, ...) __attribute__((sentinel));

/* model_message(id) filled the same way. */
#define words_message(out, model, lang, id, ...)                                                   \
	words_fill((out), model_message((model), (lang), (id)), __VA_ARGS__, (const char *)NULL)

/* Adds an item to a list in words, by the pattern "{a} or {b}" of message id. */
void
words_join(
	struct buf *list, const struct model *, const char *lang, const char *id, const char *item);

/* "30 days", "1 day", "30日": unit is "day", "month", "business-day" and the like, messages
 * unit.<unit>.one and unit.<unit>.other. */
void
words_count(struct buf *, const struct model *, const char *lang, long count, const char *unit);

/* An ISO 8601 date in words: "26 July 2024", "2024年7月26日"; as it stands if it is none. */
void
words_date(struct buf *, const struct model *, const char *lang, const char *date);

/* An ISO 8601 duration in words: "P1M" is "1 month"; false, and nothing added, if it is none. */
bool
words_duration(struct buf *, const struct model *, const char *lang, const char *duration);

/* The country or subdivision of an ISO 3166 code, message region.<code>; the code itself where the
 * catalogues have none. */
void
words_region(struct buf *, const struct model *, const char *lang, const char *code);

/* Several of them, of codes with spaces between. */
void
words_regions(struct buf *out, const struct model *, const char *lang, const char *codes);

/* A period of a repeating interval, "P1D": "daily", message frequency.<period>, else "every 10
 * days". */
void
words_frequency(struct buf *, const struct model *, const char *lang, const char *period);

#endif
