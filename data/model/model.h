/* model: who is responsible for what, as plain structs.
 *
 * All of it is made by load.h, lives in the arena of struct model, and does
 * not change afterwards, so any number of threads may read it. Nothing here
 * knows XML, pictures or pages. Identifiers are resolved by the lookups below,
 * which are total: what check passed, they find. Lists keep the order of the
 * source. place is the offset of a thing's first byte in the file of its document, for findings.
 * The terms are those of ISO/IEC 27017 and of demarc.xml(5). */
#ifndef DEMARC_MODEL_MODEL_H
#define DEMARC_MODEL_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include "base/arena.h"
#include "base/source_file.h"
#include "base/index.h"
#include "framework.h"
#include "language.h"
#include "party.h"
#include "texts.h"

/* -- tables ---------------------------------------------------------------- */

/* RACI: answers is accountable (A), runs responsible (R), consulted (C) is asked before, informed
 * (I) told after; supports is the S of RASCI; may is what the party can do if it chooses to, which
 * RACI has no letter for. The weightiest comes first. */
enum does {
	DOES_ANSWERS,
	DOES_RUNS,
	DOES_SUPPORTS,
	DOES_MAY,
	DOES_CONSULTED,
	DOES_INFORMED,
	DOES__COUNT
};

/* Whether it is something that the party must do: not what it may do, is asked or told. */
bool does_is_duty(enum does);

/* How several parties answer for one thing, where the document says so: jointly, each for all of it
 * (CSA CCM: Shared, Dependent), or divided, each for its own part (Shared, Independent). */
enum sharing { SHARED_UNSTATED, SHARED_JOINTLY, SHARED_DIVIDED, SHARED__COUNT };

/* What one party does in a cell or for a control. */
struct part {
	const struct party *party; /* never NULL */
	struct texts text;         /* may be empty */
	enum does does;
	unsigned place;
};

struct parts {
	const struct part *v;
	unsigned count;
	enum sharing shared;
};

enum condition_kind {
	CONDITION_PLAN,
	CONDITION_OPTION,
	CONDITION_CONTRACT,
	CONDITION_OTHER,
	CONDITION_KIND__COUNT
};

enum cell_kind { CELL_PARTS, CELL_NOT_APPLICABLE, CELL_UNSPECIFIED, CELL_KIND__COUNT };

/* Under this condition the cell, each cell of the row, or the control holds these parts instead,
 * the control has this status and statement, the fact this value; or it is not applicable. What is
 * left out stays as it is. */
struct condition {
	const char *id; /* of the plan or option; NULL: its name in the original's language is */
	enum condition_kind kind;
	struct texts name;
	enum cell_kind cell;
	struct parts parts;
	struct texts reason; /* CELL_NOT_APPLICABLE */
	const char *status;  /* of a control; NULL: as it is */
	struct texts statement;
	const char *value; /* of a fact; NULL: as it is */
	const char *bound;
	struct texts display;
	unsigned place;
};

struct conditions {
	const struct condition *v;
	size_t count;
};

/* A plan or an option that conditions speak of. */
struct choice {
	const char *key; /* the id, else the name in the original's language */
	struct texts name;
};

struct footnote {
	const char *id;
	struct texts text;
	size_t number; /* 1 for the table's first */
	unsigned place;
};

struct cell {
	enum cell_kind kind;
	unsigned place;
	struct parts parts;  /* CELL_PARTS */
	struct texts reason; /* CELL_NOT_APPLICABLE */
	const struct condition *conditions;
	const struct footnote *const *footnotes;
	unsigned condition_count;
	unsigned footnote_count;
};

/* Marks that lead to footnotes. */
struct marks {
	const struct footnote *const *v;
	size_t count;
};

struct column {
	const char *id;
	const char *plan; /* the key of the plan that the column is about; NULL: of all */
	struct texts name;
	struct marks marks;
	struct notes notes;
	unsigned place;
};

struct fact;

enum row_kind { ROW_LAYER, ROW_INTERFACE, ROW_RESOURCE, ROW_REQUIREMENT, ROW_KIND__COUNT };

struct row_group {
	const char *id;
	struct texts name;
	size_t first_row;
	size_t row_count;
	unsigned place;
};

struct row {
	const char *id;
	enum row_kind kind;
	unsigned place;
	struct texts name;
	struct texts detail;
	const struct row_group *group; /* NULL: in none */
	const struct cell *cells;      /* one a column, table_cell_count(table) of them */
	struct conditions conditions;
	const struct fact *facts;
	size_t fact_count;
	struct marks marks;
	struct notes notes;
};

enum table_kind { TABLE_LAYERS, TABLE_RESOURCES, TABLE_REQUIREMENTS, TABLE_KIND__COUNT };

/* Whether neighbouring cells that are equal are shown as one. */
enum table_merge { TABLE_MERGE_EQUAL, TABLE_MERGE_NONE, TABLE_MERGE__COUNT };

struct table {
	const char *id;
	enum table_kind kind;
	enum table_merge merge;
	const char *number; /* of the passage in the document; NULL: none */
	struct texts title;
	struct texts statement;
	const struct column *columns;
	size_t column_count; /* 0: one nameless column */
	const struct row *rows;
	size_t row_count;
	const struct row_group *groups;
	size_t group_count;
	const struct footnote *footnotes;
	size_t footnote_count;
	struct marks marks; /* of the table itself */
	struct notes notes;
	unsigned place;
};

/* Cells in each row: the columns, at least one. */
size_t
table_cell_count(const struct table *);

/* Whether two cells say the same, words included. */
bool
cell_equal(const struct cell *, const struct cell *);

/* Whether the same parties answer in both, in whatever words: the merged cells of a boundary. */
bool
cell_same_owner(const struct cell *, const struct cell *);

/* The party that answers for the cell, the first if there are several; NULL: nobody. */
const struct party *
cell_owner(const struct cell *);

/* The first part of the party that does this, or PARTS_ANY of them; NULL: it has none. */
enum { PARTS_ANY = -1 };
const struct part *
parts_find(const struct parts *, const struct party *, int does);

/* How many different parties do this. */
size_t
parts_doing(const struct parts *, enum does);

/* Rows from first on, first included, that the same parties answer for in the column, up to the end
 * of first's group; one, where the table's rows are not to be merged. */
size_t
table_owner_run(const struct table *, size_t first, size_t column);

/* -- controls ---------------------------------------------------------------- */

enum control_status {
	CONTROL_PROVIDED,
	CONTROL_PARTIAL, /* with limits */
	CONTROL_SHARED,  /* provider and customer; parts.shared may say how */
	CONTROL_NOT_OFFERED,
	CONTROL_INHERITED,
	CONTROL_INHERITED_PARTIAL, /* the rest is done here */
	CONTROL_CUSTOMER,
	CONTROL_NOT_APPLICABLE,
	CONTROL_STATUS__COUNT
};

enum fact_kind {
	FACT_DURATION,      /* ISO 8601 duration: P30D */
	FACT_BUSINESS_DAYS, /* a whole number */
	FACT_FREQUENCY,     /* ISO 8601 repeating intervals: R/P1D, several with spaces between */
	FACT_REGION,        /* ISO 3166-1 alpha-2 or 3166-2 */
	FACT_JURISDICTION,  /* ISO 3166-1 alpha-2 */
	FACT_EMAIL,
	FACT_URL,
	FACT_PROTOCOL,
	FACT_SERVICE,
	FACT_ROLE,
	FACT_ALGORITHM,
	FACT_BOOLEAN, /* true, false */
	FACT_NUMBER,
	FACT_DATE, /* ISO 8601 */
	FACT_PARTY,
	FACT_REFERENCE,
	FACT_CONTACT,
	FACT_TEXT,
	FACT_KIND__COUNT
};

enum fact_bound {
	BOUND_NONE,
	BOUND_EXACT,
	BOUND_AT_MOST,
	BOUND_AT_LEAST,
	BOUND_ONE_OF,
	BOUND__COUNT
};

/* What few facts have. */
struct fact_extra {
	const char *column; /* what it speaks of, each NULL for all: the id of a column, */
	const char *plan;   /* the key of a plan, */
	const char *data;   /* the id of a row or a term: a class of data */
	struct conditions conditions;
};

struct fact {
	const char *id; /* unique in its control or row */
	enum fact_kind kind;
	const char *value;
	enum fact_bound bound;
	struct texts name;
	struct texts display;           /* may be empty: the words to show instead of the value */
	const struct fact_extra *extra; /* NULL: nothing; read it with fact_extra */
	struct notes notes;
	unsigned place;
};

/* A clause's counterpart as the document states it. */
struct counterpart {
	const char *framework;
	const char *clause;
	enum relation relation;
	struct notes notes;
	unsigned place;
};

enum see_kind { SEE_REFERENCE, SEE_CONTACT, SEE_TABLE, SEE_ROW, SEE_CLAUSE, SEE__COUNT };

struct see {
	enum see_kind kind;
	const char *target;
	const char *fact; /* of the row or clause; NULL: the thing itself */
	unsigned place;
};

/* What the document writes over a control where it differs from the framework. */
struct heading {
	const char *as_published; /* its notation of the clause; NULL: the same */
	struct texts title;       /* may be empty: the same */
};

/* What few controls have, so that the others stay small. */
struct control_extra {
	const char *token;    /* of the clause, where it is not the number; NULL: it is */
	struct blocks blocks; /* of the statement */
	struct texts limits;  /* of CONTROL_PARTIAL and the like; may be empty */
	struct conditions conditions;
	const struct footnote *footnotes; /* its own */
	size_t footnote_count;
};

struct control {
	const char *clause;                /* the number as its framework publishes it */
	const struct control_extra *extra; /* NULL: nothing; read it with control_extra */
	const struct heading *own;         /* NULL: nothing differs */
	struct texts statement;
	struct parts parts;
	struct notes notes;
	const struct fact *facts;
	const struct counterpart *maps;
	const struct see *sees;
	unsigned fact_count;
	unsigned map_count;
	unsigned see_count;
	enum control_status status;
	unsigned index; /* which of the matrix's controls it is */
	unsigned place;
};

/* -- one edition of one service's document ---------------------------------------- */

enum edition_status { EDITION_DRAFT, EDITION_PUBLISHED, EDITION_WITHDRAWN, EDITION_STATUS__COUNT };
enum uses_role { USES_PRIMARY, USES_MAPPED, USES_CONTEXT, USES__COUNT };

struct uses {
	const char *framework;
	enum uses_role role;
	struct notes notes;
	unsigned place;
};

struct certification {
	const char *scheme;
	const char *scheme_as_published; /* NULL: the same */
	const char *number;  /* of the certificate; NULL: not said, as with the next three */
	const char *issued;  /* ISO 8601 */
	const char *expires; /* the last day on which it holds */
	const char *href;
	struct texts name;
	struct texts body; /* who issued it; may be empty, as may the next */
	struct texts scope;
	struct notes notes;
	unsigned place;
};

/* Bytes of the file, the second not included. */
struct byte_range {
	unsigned from, to;
};

/* A finding of check that the author has seen and keeps, with the reason. */
struct acceptance {
	const char *rule; /* as check names it */
	const char *at;   /* the id, clause or the like of what it was found in, or several from
			     outside in: "layers/data"; NULL: the document */
	const char *reason;
	const struct byte_range *extents; /* of the elements that at names */
	size_t extent_count;
	unsigned place;
};

struct language {
	const char *tag;
	bool original;
	struct notes notes;
	unsigned place;
};

struct matrix {
	const char *service;  /* the service's id, first segment of its URLs */
	const char *original; /* language tag */
	struct texts title;
	struct texts service_name;
	struct texts summary;
	unsigned edition;
	const char *date; /* ISO 8601 */
	enum edition_status status;
	unsigned replaces; /* 0: nothing */
	struct notes edition_notes;
	const struct language *languages; /* the original first */
	size_t language_count;
	const struct party *publisher;
	const struct uses *uses;
	size_t uses_count;
	const struct certification *certifications;
	size_t certification_count;
	struct notes notes;
	const struct acceptance *acceptances;
	size_t acceptance_count;

	const struct party *parties;
	size_t party_count;
	size_t guest_count; /* behind them, those that only their own documents name */
	const struct reference *references;
	size_t reference_count;
	const struct contact *contacts;
	size_t contact_count;
	struct texts scope;
	const struct texts *scope_items;
	size_t scope_item_count;
	struct notes scope_notes;
	const struct term *terms;
	size_t term_count;
	const struct section *sections;
	size_t section_count;
	const struct question *questions;
	size_t question_count;
	const struct table *tables;
	size_t table_count;
	const char *control_framework; /* numbers the controls; NULL: there are none */
	const struct control *controls;
	size_t control_count;
	struct index control_index; /* by clause */
	const struct choice *plans; /* in the order in which the document first speaks of them */
	size_t plan_count;
	const struct choice *options;
	size_t option_count;
	const struct choice *for_plan; /* this is the document as it is for that plan; NULL: for all
					  (choice.h) */
	const struct choice *for_option;
	/* The document with the rows of a supplier's own among ours (opened.h), one for each
	 * supplier of which there are any; NULL and 0 in those themselves. */
	const struct opened {
		const struct party *party;
		const struct matrix *matrix;
	} * opened;
	size_t opened_count;

	const char *path;       /* of the file */
	const char *digest_hex; /* SHA-256 of the file's bytes; NULL: of load_named */
	const struct source_file *file;
	unsigned place;
};

/* -- all of it --------------------------------------------------------------------------- */

/* All editions of one service's document. */
struct service {
	const char *id;
	const struct matrix *const *editions; /* by number, lowest first */
	size_t edition_count;
	const struct matrix *current; /* the highest published one, else the highest */
};

/* Words of the interface in one language. */
struct catalogue {
	const char *lang;
	const char *name; /* of the language, in itself */
	const struct message {
		const char *id;
		const char *value;
	} * messages; /* by id, strcmp order */
	size_t message_count;
	const struct source_file *file;
	unsigned place;
};

/* A word of a thesaurus. */
struct listed_word {
	const char *word;
	const char *lang; /* WORD_OF_ALL: all use it */
};

/* Names and abbreviations are the same in every language: "mul" of ISO 639-2. */
#define WORD_OF_ALL "mul"

/* Words that readers use for one thing. */
struct word_group {
	const char *id;
	const struct listed_word *words; /* in any language; each stands for all */
	size_t word_count;
	const struct listed_word *near; /* what is looked for where a document uses none of them */
	size_t near_count;
	const struct about_clause {
		const char *framework;
		const char *clause;
		unsigned place;
	} * abouts; /* the clauses whose subject it is */
	size_t about_count;
	unsigned place;
};

/* The words of a field, for the search. */
struct thesaurus {
	const char *id;
	const struct listed_word *ignored; /* words that ask and name nothing */
	size_t ignored_count;
	const struct word_group *groups;
	size_t group_count;
	const struct source_file *file;
	unsigned place;
};

struct model {
	struct arena *arena;
	const struct service *services; /* by id */
	size_t service_count;
	const struct framework *frameworks;
	size_t framework_count;
	const struct correspondence *correspondences;
	size_t correspondence_count;
	const struct catalogue *catalogues; /* by language tag */
	size_t catalogue_count;
	const struct thesaurus *thesauri; /* the data directory's first */
	size_t thesaurus_count;
	char digest_hex[65]; /* SHA-256 over the bytes of all files, in the order of their paths;
				"": of load_named */
	char shared_hex[65]; /* the same of what services share alone */
	struct source_file *files; /* all that were read, the last one first */
	time_t modified; /* when the file that changed last did; 0: none of them is a file */
	const char *default_language; /* a tag; of who reads none of a document's; NULL: English */
};

/* Releases the model and all that it holds. NULL is allowed. */
void
model_free(struct model *);

/* Releases the bytes of the files. Call it once no more findings are wanted: they would name the
 * file alone. */
void
model_forget_files(struct model *);

/* The thing of that id, number or language; NULL: there is none. */
const struct service *
model_service(const struct model *, const char *id);
/* Whether the edition, or that for one plan, is the current one. */
bool
service_is_current(const struct service *, const struct matrix *);
const struct matrix *
service_edition(const struct service *, unsigned number);
const struct framework *
model_framework(const struct model *, const char *id);
/* The published table between two frameworks; NULL: none is known. */
const struct correspondence *
model_correspondence(const struct model *, const char *from, const char *to);
const struct catalogue *
model_catalogue(const struct model *, const char *lang);

/* What a contact's value lacks to be an address that programs know: "mailto:", "tel:", or "" for a
 * page; NULL: it is none. */
const char *
contact_scheme(const struct contact *);

/* Whether it is one to tell of weaknesses, with an address that security.txt may hold (RFC 9116,
 * 2.5.3: no http). */
bool
contact_is_security(const struct contact *);

/* Whether a current edition has such a contact. */
bool
model_has_security_contact(const struct model *);

/* The tag of the language that a document is shown in to who asks for none that it has: the model's
 * default, else English, else its original. */
const char *
model_default_language(const struct model *, const struct matrix *);

/* The tag of the language that the interface speaks to who reads in lang: English where no
 * catalogue is in it. */
const char *
model_message_language(const struct model *, const char *lang);

/* Its message of that id; NULL: it has none. */
const struct message *
catalogue_message(const struct catalogue *, const char *id);

/* The interface's word for id in lang; English where the catalogue lacks it; the id itself where
 * English does too (check names such). Never NULL. */
const char *
model_message(const struct model *, const char *lang, const char *id);

/* The clause of that number, or else of that token; NULL: there is none. */
const struct clause *
framework_clause(const struct framework *, const char *number);

/* The first map from the clause and, in *count, how many follow it (they stand together). NULL:
 * none. */
const struct correspondence_map *
correspondence_from(const struct correspondence *, const char *clause, size_t *count);

/* Where the document begins. */
struct pos
matrix_pos(const struct matrix *);

/* The fact of that id; NULL: there is none. */
const struct fact *
fact_find(const struct fact *, size_t count, const char *id);

/* The thing of that id in the document; NULL: there is none. */
const struct party *
matrix_party(const struct matrix *, const char *id);
/* The first customer; the first party where there is none. */
const struct party *
matrix_first_customer(const struct matrix *);
const struct reference *
matrix_reference(const struct matrix *, const char *id);
const struct contact *
matrix_contact(const struct matrix *, const char *id);
const struct term *
matrix_term(const struct matrix *, const char *id);
const struct row *
matrix_row(const struct matrix *, const char *id);
const struct table *
matrix_table(const struct matrix *, const char *id);
/* By its clause's number, or else its token. */
const struct control *
matrix_control(const struct matrix *, const char *clause);

/* The control that the document itself says otherwise at: one that the control leads to, while a
 * discrepancy is noted at it. NULL: there is none. */
const struct control *
matrix_contradiction(const struct matrix *, const struct control *);
const struct language *
matrix_language(const struct matrix *, const char *tag);

/* The short name of a party, or its name. */
const struct texts *
party_short(const struct party *);

/* The document with the supplier's own rows among ours; NULL: it opens none. */
const struct matrix *
matrix_opened(const struct matrix *, const struct party *);

/* What the opening leads to in the supplier's document, the other of the two NULL: both are, where
 * it leads nowhere. */
const struct row *
opening_row(const struct publication *, const struct opening *);
const struct control *
opening_control(const struct publication *, const struct opening *);

/* Whether the opening is about that column of the row's table in the supplier's document. */
bool
opening_has_column(
	const struct publication *, const struct opening *, const struct row *, size_t column);

/* The table that has the row. NULL: none. */
const struct table *
matrix_table_of(const struct matrix *, const struct row *);

/* What few of them have; an empty one for those that have nothing of it. Never NULL. */
const struct control_extra *
control_extra(const struct control *);
const struct fact_extra *
fact_extra(const struct fact *);

/* How the control's clause stands in addresses. */
const char *
control_token(const struct control *);

/* The document's own notation of its clause; NULL: the framework's. */
const char *
control_as_published(const struct control *);

/* The document's own title of it; empty: the framework's. */
const struct texts *
control_own_title(const struct control *);

/* The control's first counterpart in the framework, or the next one after another; NULL: there is
 * none. */
const struct counterpart *
control_counterpart(const struct control *, const char *framework, const struct counterpart *after);

/* Whether the document itself maps the control to that clause. */
bool
control_maps_to(const struct control *, const char *framework, const char *clause);

/* The clause of a control, of a counterpart. Never NULL in a model that passed check. */
const struct clause *
control_clause(const struct model *, const struct matrix *, const struct control *);
const struct clause *
counterpart_clause(const struct model *, const struct counterpart *);

/* The control's title: the document's own, or its clause's in the framework. */
const struct texts *
control_title(const struct model *, const struct matrix *, const struct control *);

/* How the XML spells a value, for keys, classes and machine-readable output. */
const char *party_kind_name(enum party_kind);
const char *does_name(enum does);
const char *sharing_name(enum sharing);
const char *control_status_name(enum control_status);
const char *fact_kind_name(enum fact_kind);
const char *relation_name(enum relation);
const char *standing_name(enum standing);
const char *note_kind_name(enum note_kind);
const char *reference_kind_name(enum reference_kind);
const char *contact_kind_name(enum contact_kind);
const char *row_kind_name(enum row_kind);
const char *condition_kind_name(enum condition_kind);
const char *edition_status_name(enum edition_status);
const char *block_kind_name(enum block_kind);
const char *uses_role_name(enum uses_role);
const char *clause_level_name(enum clause_level);
const char *guidance_name(enum guidance);

#endif
