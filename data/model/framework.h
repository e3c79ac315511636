/* framework: standards, their clauses, and the published correspondences between them. Part of the
 * model. */
#ifndef DEMARC_MODEL_FRAMEWORK_H
#define DEMARC_MODEL_FRAMEWORK_H

#include "base/index.h"
#include "base/source_file.h"
#include "texts.h"

/* A requirement for the management system is no control: its number may be that of one in an annex.
 */
enum clause_kind { CLAUSE_BASE, CLAUSE_CLOUD, CLAUSE_MANAGEMENT };

enum guidance {
	GUIDANCE_UNKNOWN,
	GUIDANCE_NONE,
	GUIDANCE_CUSTOMER,
	GUIDANCE_PROVIDER,
	GUIDANCE_BOTH,
	GUIDANCE__COUNT
};

/* What a clause is to its parent, as OSCAL has it; a family is a group. */
enum clause_level { LEVEL_CONTROL, LEVEL_ENHANCEMENT, LEVEL_PART, LEVEL__COUNT };

struct clause {
	const char *number; /* as published: "AC-2(1)", "GOVERN 1.1" */
	const char *token;  /* for addresses and OSCAL: letters, digits, ".", "-", "_"; the number
			       itself where it is one */
	const char *parent_number;   /* as the file has it; NULL: none */
	const struct clause *parent; /* in the same framework; NULL: none */
	uint8_t kind;                /* enum clause_kind */
	uint8_t guidance;            /* enum guidance */
	uint8_t level;               /* enum clause_level */
	unsigned index;              /* which of the framework's clauses it is */
	struct texts title;
	struct notes notes;
	const struct clause_group *group;
	unsigned place;
};

struct clause_group {
	const char *id;
	struct texts title;
	struct notes notes;
	size_t first_clause;
	size_t clause_count;
	unsigned place;
};

struct source {
	const char *id;
	const char *words;
};

struct framework {
	const char *id;
	const char *short_name; /* "ISO/IEC 27017:2015" */
	const char *numbers_of; /* other standards of the same numbers: "ISO/IEC 27002:2013; …";
				   NULL: none known */
	const char *year;
	const char *status;      /* current, withdrawn, superseded */
	const char *replaced_by; /* NULL: nothing we know */
	const char *withdrawn;   /* ISO 8601: the day on which it was or will be; NULL: not known */
	const char *catalog; /* its catalogue in OSCAL, an address or "urn:uuid:…", in which tokens
				are the ids of controls; NULL: none known */
	struct texts name;
	struct texts title;
	const struct source *sources;
	size_t source_count;
	struct notes notes;
	const struct clause_group *groups;
	size_t group_count;
	const struct clause *clauses;
	size_t clause_count;
	struct index clause_index; /* by number */
	const char *const *tokens; /* of the clauses, in their order; NULL: they are the numbers */
	struct index token_index;
	const char *const *keys; /* of all spellings (clause.h), in the order of the clauses */
	struct index key_index;
	const struct source_file *file;
	unsigned place;
};

enum relation {
	RELATION_UNSTATED,
	RELATION_EQUAL,
	RELATION_SUBSET,
	RELATION_SUPERSET,
	RELATION_INTERSECTS,
	RELATION_NONE,
	RELATION__COUNT
};

struct correspondence_map {
	const char *from;
	const char *to;
	enum relation relation;
	enum standing standing;
	unsigned sources;
	struct notes notes;
	unsigned place;
};

/* A published table from the clauses of one framework to those of another. */
struct correspondence {
	const char *id;
	const char *from;
	const char *to;
	struct texts name;
	const struct source *sources;
	size_t source_count;
	struct notes notes;
	const struct correspondence_map *maps;
	size_t map_count;
	bool installed; /* from where demarc is installed, not from the data directory */
	const struct source_file *file;
	unsigned place;
};

#endif
