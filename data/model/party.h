/* party: who has a part in a service, and what a document says beside its tables and controls:
 * references, contacts, terms, questions, passages. Kept and owned as model.h says. */
#ifndef DEMARC_MODEL_PARTY_H
#define DEMARC_MODEL_PARTY_H

#include <stdbool.h>
#include <stddef.h>

#include "texts.h"

enum party_kind {
	PARTY_CUSTOMER,
	PARTY_PROVIDER,
	PARTY_SUPPLIER,
	PARTY_PARTNER,
	PARTY_AUTHORITY,
	PARTY_OTHER,
	PARTY_KIND__COUNT
};

struct party;

/* Whom a party of another document is in this one. */
struct same_party {
	const char *theirs, *ours;
	unsigned place;
};

/* A row or clause of this document, and the one of a supplier's own that says more of it. */
struct opening {
	const char *row, *clause;             /* ours: one of the two, the other is NULL */
	const char *their_row, *their_clause; /* theirs, likewise */
	const char *column; /* of their table; NULL: each column of theirs speaks of it */
	unsigned place;
};

/* What a party publishes of itself: a document of its own, in a file beside this one. It is read
 * like ours, but no page, count or export of this document takes it for ours. */
struct publication {
	const char *file; /* below the directory of this document */
	const char *href; /* where the party publishes it; NULL: not said */
	const struct same_party *same;
	size_t same_count;
	const struct opening *openings;
	size_t opening_count;
	const struct matrix *matrix; /* NULL: the file is not there */
	/* By the index of a party in that matrix: who that is here, else a guest of this one's. */
	const struct party *const *whom;
	unsigned place;
};

struct party {
	const char *id;
	enum party_kind kind;
	struct texts name;
	struct texts short_name; /* may be empty: use party_short */
	struct texts description;
	const char *href;     /* NULL: none known */
	struct texts purpose; /* what it is there for; may be empty, as may the next */
	struct texts data;    /* what data it sees */
	const char *region;  /* ISO 3166 codes with spaces between; NULL: not said, as with the next
				two */
	const char *since;   /* ISO 8601 */
	const char *contact; /* id of a contact */
	const struct publication *published; /* NULL: nothing that we know */
	struct notes notes;
	size_t index; /* its place in the list */
	unsigned place;
};

enum reference_kind {
	REFERENCE_DOCUMENT,
	REFERENCE_PAGE,
	REFERENCE_STANDARD,
	REFERENCE_POLICY,
	REFERENCE_MANUAL,
	REFERENCE_TERMS,
	REFERENCE_SPECIFICATION,
	REFERENCE_KIND__COUNT
};

struct reference {
	const char *id;
	enum reference_kind kind;
	const char *href; /* NULL: its address is not known */
	struct texts title;
	struct notes notes;
	unsigned place;
};

enum contact_kind {
	CONTACT_EMAIL,
	CONTACT_TELEPHONE,
	CONTACT_PAGE,
	CONTACT_DESK,
	CONTACT_KIND__COUNT
};

/* What a contact is there for, where the document says so for programs. */
enum contact_topic {
	CONTACT_FOR_UNSTATED,
	CONTACT_FOR_SECURITY, /* whom to tell of a weakness or an incident */
	CONTACT_FOR_PRIVACY,
	CONTACT_FOR_ACCOUNTS,
	CONTACT_FOR_SUPPORT,
	CONTACT_TOPIC__COUNT
};

struct contact {
	const char *id;
	enum contact_kind kind;
	enum contact_topic topic;
	const char *value; /* NULL: no address is given */
	struct texts name;
	struct texts purpose;
	struct notes notes;
	unsigned place;
};

struct term {
	const char *id;
	struct texts name;
	struct texts definition;
	struct notes notes;
	unsigned place;
};

/* What follows a first paragraph: further ones, and items of lists. */
enum block_kind { BLOCK_PARAGRAPH, BLOCK_ITEM, BLOCK__COUNT };

struct block {
	enum block_kind kind;
	struct texts text;
	unsigned place;
};

struct blocks {
	const struct block *v;
	size_t count;
};

struct section {
	const char *id;
	const char *number; /* NULL: none */
	struct texts title;
	const struct texts *paragraphs;
	size_t paragraph_count;
	struct blocks blocks;
	struct notes notes;
	unsigned place;
};

/* A question of the document's own, and its answer. */
struct question {
	const char *id;
	struct texts asked;
	struct texts answer;
	struct blocks blocks; /* of the answer */
	const struct see *sees;
	size_t see_count;
	struct notes notes;
	unsigned place;
};

#endif
