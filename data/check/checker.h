/* checker: what the rules share. Private to check*.c. */
#ifndef DEMARC_CHECK_CHECKER_H
#define DEMARC_CHECK_CHECKER_H

#include "check.h"

enum rule {
	RULE_DUPLICATE_ID,
	RULE_DUPLICATE_EDITION,
	RULE_RESERVED_ID,
	RULE_NOT_LOWER_CASE,
	RULE_SERVICE_DIRECTORY,
	RULE_ORIGINAL_LANGUAGE,
	RULE_UNLISTED_LANGUAGE,
	RULE_DUPLICATE_LANGUAGE,
	RULE_MISSING_ORIGINAL,
	RULE_MISSING_TRANSLATION,
	RULE_UNKNOWN_REFERENCE,
	RULE_UNKNOWN_TERM,
	RULE_UNKNOWN_FRAMEWORK,
	RULE_UNKNOWN_CLAUSE,
	RULE_UNKNOWN_EDITION,
	RULE_DEAD_LINK,
	RULE_NOTHING_SAID,
	RULE_NO_OWNER,
	RULE_SEVERAL_OWNERS,
	RULE_SHARED_ALONE,
	RULE_SHARE_WITHOUT_WORDS,
	RULE_LIMITS_UNSTATED,
	RULE_WORDINGS_DIFFER,
	RULE_REPEATED_OTHERWISE,
	RULE_BAD_CONDITION,
	RULE_BAD_FACT,
	RULE_BAD_CONTACT,
	RULE_BAD_CERTIFICATE,
	RULE_EXPIRED,
	RULE_FRAMEWORK_ROLE,
	RULE_FRAMEWORK_WITHDRAWN,
	RULE_MAPPING_DIFFERS,
	RULE_TITLE_DIFFERS,
	RULE_NOTATION_DIFFERS,
	RULE_SCHEME_DIFFERS,
	RULE_MISSING_MESSAGE,
	RULE_BIDI_CONTROL,
	RULE_UNKNOWN_OPENING,
	RULE_SUPPLIER_MISSING,
	RULE_SUPPLIER_EDITION,
	RULE_SUPPLIER_CONTRADICTS,
	RULE_SUPPLIER_LEAVES,
	RULE_UNLINKED,
	RULE_BAD_ACCEPTANCE,
	RULE_UNUSED_ACCEPTANCE,
	RULE__COUNT
};

struct checker {
	const struct model *model;
	const struct source_file
		*file; /* of the document that is being looked at; places are places in it */
	const struct matrix *matrix;
	const struct check_options *options;
	struct diags *diags;
	bool *used; /* of the matrix's acceptances, those that a finding met */
	const char
		*missing[8]; /* frameworks of the matrix that no file describes, each said once */
};

/* Adds a finding in c->file. */
__attribute__((format(printf, 4, 5))) void
checker_report(struct checker *, enum rule, unsigned place, const char *fmt, ...);

/* The framework, or NULL: then the first place that names it is reported, the others follow from
 * it. */
const struct framework *
checker_framework(struct checker *, const char *id, unsigned place);

/* A clause of the framework, or NULL: then the framework or the clause that is not there is
 * reported. */
const struct clause *
checker_clause(struct checker *, const char *framework, const char *number, unsigned place);

/* Names of one kind, gathered and then looked through for doubles. Zero-initialised is empty. */
struct names {
	struct name *v;
	size_t n;
};

/* Adds an id to those of one name space, and where it stands. */
void
names_add(struct names *, const char *id, const struct source_file *, unsigned place);

/* Reports the doubles, calling them what, and releases the names. */
void
names_check(struct checker *, struct names *, const char *what);

#define NAMES_ADD(checker, names, list, count, field)                                              \
	do {                                                                                       \
		for (size_t i_ = 0; i_ < (count); i_++)                                            \
			names_add((names), (list)[i_].field, (checker)->file, (list)[i_].place);   \
	} while (0)

/* Line of a place in c->file. */
unsigned
checker_line(const struct checker *c, unsigned place);

/* The rules of one document about what it says more than once. */
void
check_wordings(struct checker *c);

/* Acceptances that name no rule that could be accepted, or met no finding. To be asked last. */
void
check_acceptances(struct checker *);

/* The rules of one document beside those that its parties publish. */
void
check_supplied(struct checker *c);

/* The rules of one document, c->matrix. */
void
check_matrix(struct checker *c);

#endif
