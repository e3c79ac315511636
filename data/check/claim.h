/* claim: what a wording says that can be compared whatever its language: amounts with their units,
 * how often, dates, numbers, addresses, abbreviations, and whether anything is denied. Japanese and
 * English are read with their units and number words; of other languages, what they write with
 * digits. */
#ifndef DEMARC_CHECK_CLAIM_H
#define DEMARC_CHECK_CLAIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum claim_kind {
	CLAIM_NUMBER,        /* of anything, or of what has no unit below */
	CLAIM_SECONDS,       /* how long: seconds to weeks, in seconds */
	CLAIM_MONTHS,        /* how long: months and years, in months */
	CLAIM_BUSINESS_DAYS, /* how long */
	CLAIM_EVERY_SECONDS, /* how often: the time between two, likewise */
	CLAIM_EVERY_MONTHS,
	CLAIM_PERCENT,
	CLAIM_BYTES,
	CLAIM_BITS,  /* and bits a second */
	CLAIM_DATE,  /* yyyymmdd, with 00 for a part that is not said */
	CLAIM_CLOCK, /* minutes past midnight */
	CLAIM_TOKEN, /* digits joined by points, colons or strokes: a clause, a standard, a version
		      */
	CLAIM_ADDRESS, /* URL or e-mail address */
	CLAIM_NAME,    /* an abbreviation in Latin capitals */
	CLAIM_KIND__COUNT
};

enum { CLAIMS_MAX = 48, CLAIM_WORDS = 96, CLAIM_SENTENCES = 32 };

struct claim {
	enum claim_kind kind;
	double value;  /* tokens, addresses and names have none */
	double number; /* as written, before its unit */
	bool firm;     /* the other wordings must say it too; "a day" or 一つ need not be */
	char words[CLAIM_WORDS]; /* as written, in narrow characters; cut where it is longer */
};

struct claims {
	struct claim v[CLAIMS_MAX];
	size_t count;               /* those past the most are left out */
	char initials[CLAIM_WORDS]; /* of the Latin words, in small letters: OS may be spelled out
				     */
	bool spaced;                /* the language has spaces between words, or is not known */
	bool knows_units;           /* the language's units and number words are known */
	/* Only where the units are known: how many sentences there are, and how often each of the
	 * first says that something is not so. */
	unsigned sentences;
	uint8_t denials[CLAIM_SENTENCES];
};

/* What the words in the language (BCP 47) claim. */
void
claims_read(struct claims *, const char *words, const char *lang);

/* What an ISO 8601 duration such as P30D, or an interval such as R/P1D, claims. false: it has
 * several parts or none. */
bool
claim_of_period(const char *value, bool every, struct claim *);

/* Whether the claims have one that says the same. */
bool
claims_have(const struct claims *, const struct claim *);

/* Whether they have a firm one of these kinds, bits that are numbered as the kinds are. */
bool
claims_speak_of(const struct claims *, unsigned kinds);

/* How often something is denied. */
unsigned
claims_denials(const struct claims *);

/* Whether two wordings, both with known units, deny in the same sentences; where they have not as
 * many sentences, whether both deny something or neither does. */
bool
claims_deny_alike(const struct claims *, const struct claims *);

#endif
