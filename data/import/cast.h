/* cast: the parties that a sheet speaks of, by all the names it may use for them. */
#ifndef DEMARC_IMPORT_CAST_H
#define DEMARC_IMPORT_CAST_H

#include "made_lines.h"
#include "model/model.h"

enum { CAST_LIMIT = 60, CAST_NAMES = 2 + SHEET_LANGUAGE_LIMIT };

struct cast_party {
	const char *id;
	enum party_kind kind;
	const char *names[CAST_NAMES]; /* folded */
	size_t name_count;
	const char *name;            /* as it was first met; of those that were not declared */
	const char *second;          /* the same in the second language; NULL: not met there */
	bool usual;                  /* it has no name in the sheet, so it got a usual one */
	const struct csv_cell *cell; /* where */
};

struct cast {
	struct arena *arena;
	struct diags *diags;
	const char *lang; /* being read */
	bool in_second;   /* the sheet is being read for the second time, in another language */
	struct cast_party parties[CAST_LIMIT];
	size_t count;
	bool declared; /* lines of kind party say who there is: nobody is added */
};

/* Takes the lines of kind party out of a sheet in our own layout. */
void
cast_declare(struct cast *, const struct csv *);

/* Who is called so; NULL: nobody so far. Usual names of the customer and the provider ("お客様",
 * "CSP") are theirs, if there is one of the kind. */
struct cast_party *
cast_find(struct cast *, const char *words);

/* The same, and where the parties are not declared and it is a usual name, the party is made. */
struct cast_party *
cast_meet(struct cast *, const char *words, const struct csv_cell *);

/* The party's name in a heading: "Customer responsibility", 利用者の責任, "お客様 / Customer".
 * NULL: it names nobody who is known, or several. */
const char *
cast_heading(struct cast *, const char *words);

/* A party that is not declared, of a name that nothing is known of; that is told. NULL: too many.
 */
struct cast_party *
cast_add(struct cast *, const char *words, const struct csv_cell *);

/* The only one of that kind, made if need be; NULL: there is none, or there are several. */
struct cast_party *
cast_only(struct cast *, enum party_kind, const struct csv_cell *);

/* Lines for those that were not declared. */
void
cast_write(const struct cast *, struct made_lines *);

/* An id out of words, "IaaS supplier" -> "iaas-supplier"; what has no Latin letter gets the stem
 * and a number. In the arena. */
const char *
cast_id(struct arena *, const char *words, const char *stem, size_t number);

#endif
