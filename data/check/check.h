/* check: rules that a schema cannot say. Each is a row in one table, in check.c. */
#ifndef DEMARC_CHECK_CHECK_H
#define DEMARC_CHECK_CHECK_H

#include "base/diag.h"
#include "model/model.h"

struct check_options {
	bool wordings; /* compare what is said several times: it warns only, and takes a while */
	bool unlinked; /* note each reference whose address is not known */
	const char *today; /* ISO 8601: warn of what is past its date; NULL: do not */
};

/* Adds what it finds in the model to diags. */
void
check_model(const struct model *, const struct check_options *, struct diags *);

/* The rules, for documentation and tests: *rules names them, count comes back. */
struct check_rule {
	const char *name; /* as in diag.rule */
	enum severity severity;
	const char *meaning;
};
const struct check_rule *
check_rules(size_t *count);

#endif
