/* A rule is a row in the table below; here is what rules share. Those of one document are in
 * check_matrix.c, those of what services share in check_model.c. Everything is looked up through
 * the model, so a large file stays linear in its size. */
#include "check.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "checker.h"

static const struct check_rule rules[RULE__COUNT] = {
	[RULE_DUPLICATE_ID] = {"duplicate-id", SEVERITY_ERROR, "two things that are named alike"},
	[RULE_DUPLICATE_EDITION] = {"duplicate-edition", SEVERITY_ERROR,
		"two files of one service with one edition number"},
	[RULE_RESERVED_ID] = {"reserved-id", SEVERITY_ERROR,
		"an id that is an address of the site itself"},
	[RULE_NOT_LOWER_CASE] = {"not-lower-case", SEVERITY_ERROR,
		"a capital in an id that becomes part of an address"},
	[RULE_SERVICE_DIRECTORY] = {"service-directory", SEVERITY_WARNING,
		"a file outside the directory of its service"},
	[RULE_ORIGINAL_LANGUAGE] = {"original-language", SEVERITY_ERROR,
		"no language, or several, listed as the original"},
	[RULE_UNLISTED_LANGUAGE] = {"unlisted-language", SEVERITY_ERROR,
		"a text in a language that <languages> does not list"},
	[RULE_DUPLICATE_LANGUAGE] = {"duplicate-language", SEVERITY_ERROR,
		"the same thing said twice in one language"},
	[RULE_MISSING_ORIGINAL] = {"missing-original", SEVERITY_ERROR,
		"a text whose first wording is not the original's"},
	[RULE_MISSING_TRANSLATION] = {"missing-translation", SEVERITY_WARNING,
		"a text that lacks a listed language"},
	[RULE_UNKNOWN_REFERENCE] = {"unknown-reference", SEVERITY_ERROR,
		"a reference, contact or table that is not there"},
	[RULE_UNKNOWN_TERM] = {"unknown-term", SEVERITY_ERROR, "a term that is not defined"},
	[RULE_UNKNOWN_FRAMEWORK] = {"unknown-framework", SEVERITY_ERROR,
		"a framework that no file describes"},
	[RULE_UNKNOWN_CLAUSE] = {"unknown-clause", SEVERITY_ERROR,
		"a clause that its framework does not have"},
	[RULE_UNKNOWN_EDITION] = {"unknown-edition", SEVERITY_ERROR,
		"an edition that replaces one that cannot come before it"},
	[RULE_DEAD_LINK] = {"dead-link", SEVERITY_WARNING,
		"a clause is pointed at that the document does not answer"},
	[RULE_NOTHING_SAID] = {"nothing-said", SEVERITY_ERROR,
		"a document with neither tables nor controls"},
	[RULE_NO_OWNER] = {"no-owner", SEVERITY_ERROR,
		"a cell with parties, none of which answers for it"},
	[RULE_SEVERAL_OWNERS] = {"several-owners", SEVERITY_WARNING,
		"a cell that several parties answer for, and that does not say it is shared"},
	[RULE_SHARED_ALONE] = {"shared-alone", SEVERITY_WARNING,
		"something shared that fewer than two parties answer for"},
	[RULE_SHARE_WITHOUT_WORDS] = {"share-without-words", SEVERITY_WARNING,
		"something divided, where a party's own part is not told"},
	[RULE_LIMITS_UNSTATED] = {"limits-unstated", SEVERITY_WARNING,
		"a control that is there in part, and nothing tells which part"},
	[RULE_WORDINGS_DIFFER] = {"wordings-differ", SEVERITY_WARNING,
		"a number, date, name or denial that one language has and another lacks"},
	[RULE_REPEATED_OTHERWISE] = {"repeated-otherwise", SEVERITY_WARNING,
		"a part or a fact with another period than the statement"},
	[RULE_BAD_CONDITION] = {"bad-condition", SEVERITY_ERROR,
		"a condition that does not say what it changes, or changes what is not there"},
	[RULE_BAD_FACT] = {"bad-fact", SEVERITY_ERROR,
		"a fact whose value does not have the form of its kind"},
	[RULE_BAD_CONTACT] = {"bad-contact", SEVERITY_ERROR, "a contact without a usable address"},
	[RULE_BAD_CERTIFICATE] = {"bad-certificate", SEVERITY_ERROR,
		"a certificate that expires before it is issued"},
	[RULE_EXPIRED] = {"expired", SEVERITY_WARNING, "a certificate past its date"},
	[RULE_FRAMEWORK_ROLE] = {"framework-role", SEVERITY_WARNING,
		"a framework used otherwise than <uses> says"},
	[RULE_FRAMEWORK_WITHDRAWN] = {"framework-withdrawn", SEVERITY_WARNING,
		"controls follow a framework that has been withdrawn"},
	[RULE_MAPPING_DIFFERS] = {"mapping-differs", SEVERITY_WARNING,
		"a counterpart other than the published table gives"},
	[RULE_TITLE_DIFFERS] = {"title-differs", SEVERITY_WARNING,
		"a title other than the framework's"},
	[RULE_NOTATION_DIFFERS] = {"notation-differs", SEVERITY_WARNING,
		"clauses written otherwise than in their framework"},
	[RULE_SCHEME_DIFFERS] = {"scheme-differs", SEVERITY_WARNING,
		"a scheme named otherwise than in the document"},
	[RULE_MISSING_MESSAGE] = {"missing-message", SEVERITY_WARNING,
		"a word of the interface that a language lacks"},
	[RULE_BIDI_CONTROL] = {"bidi-control", SEVERITY_WARNING,
		"a character that turns the order of words and is not seen"},
	[RULE_UNKNOWN_OPENING] = {"unknown-opening", SEVERITY_ERROR,
		"a row, clause or party that a supplier's document, or ours, does not have"},
	[RULE_SUPPLIER_MISSING] = {"supplier-missing", SEVERITY_WARNING,
		"the document that a party publishes is not there"},
	[RULE_SUPPLIER_EDITION] = {"supplier-edition", SEVERITY_WARNING,
		"what a party publishes is a draft or withdrawn"},
	[RULE_SUPPLIER_CONTRADICTS] = {"supplier-contradicts", SEVERITY_WARNING,
		"a supplier's own document says otherwise"},
	[RULE_SUPPLIER_LEAVES] = {"supplier-leaves", SEVERITY_WARNING,
		"a supplier leaves to us what nobody here answers for"},
	[RULE_UNLINKED] = {"unlinked", SEVERITY_NOTE, "a reference whose address is not known"},
	[RULE_BAD_ACCEPTANCE] = {"bad-acceptance", SEVERITY_ERROR,
		"an acceptance of what is no warning"},
	[RULE_UNUSED_ACCEPTANCE] = {"unused-acceptance", SEVERITY_WARNING,
		"an acceptance that no finding meets"},
};

const struct check_rule *
check_rules(size_t *count)
{
	*count = RULE__COUNT;
	return rules;
}

/* -- acceptances --------------------------------------------------------------------------- */

static bool
is_within(const struct acceptance *acceptance, unsigned place)
{
	for (size_t i = 0; i < acceptance->extent_count; i++)
		if (place >= acceptance->extents[i].from && place < acceptance->extents[i].to)
			return true;
	return acceptance->at == NULL;
}

/* What can be accepted: errors must be mended, and whoever accepts that nothing is accepted has
 * said nothing. */
static bool
is_acceptable(enum rule rule)
{
	return rules[rule].severity != SEVERITY_ERROR && rule != RULE_UNUSED_ACCEPTANCE;
}

/* The document's acceptance of a finding in it; NULL: none. */
static const struct acceptance *
find_acceptance(struct checker *c, enum rule rule, unsigned place)
{
	const struct acceptance *found = NULL;

	if (c->matrix == NULL || c->file != c->matrix->file || !is_acceptable(rule))
		return NULL;
	for (size_t i = 0; i < c->matrix->acceptance_count; i++) {
		const struct acceptance *a = &c->matrix->acceptances[i];

		if (strcmp(a->rule, rules[rule].name) != 0 || !is_within(a, place))
			continue;
		c->used[i] = true;
		found = found != NULL ? found : a;
	}
	return found;
}

static enum rule
rule_named(const char *name)
{
	enum rule rule = 0;

	while (rule < RULE__COUNT && strcmp(rules[rule].name, name) != 0)
		rule++;
	return rule;
}

/* Whether the rule is asked now: some are only where they are wanted. */
static bool
is_asked(const struct checker *c, enum rule rule)
{
	if (rule == RULE_EXPIRED)
		return c->options->today != NULL;
	if (rule == RULE_WORDINGS_DIFFER || rule == RULE_REPEATED_OTHERWISE)
		return c->options->wordings;
	return rule != RULE_UNLINKED || c->options->unlinked;
}

static void
check_acceptance(struct checker *c, const struct acceptance *a, bool used)
{
	enum rule rule = rule_named(a->rule);

	if (rule == RULE__COUNT || !is_acceptable(rule))
		checker_report(c, RULE_BAD_ACCEPTANCE, a->place,
			"'%s' is no warning that could be accepted", a->rule);
	else if (a->at != NULL && a->extent_count == 0)
		checker_report(c, RULE_UNUSED_ACCEPTANCE, a->place,
			"at='%s': the document has nothing of this id, clause or name", a->at);
	else if (!used && is_asked(c, rule))
		checker_report(c, RULE_UNUSED_ACCEPTANCE, a->place,
			"nothing is found of '%s'%s%s%s: take the acceptance away", a->rule,
			a->at != NULL ? " at '" : "", a->at != NULL ? a->at : "",
			a->at != NULL ? "'" : "");
}

void
check_acceptances(struct checker *c)
{
	for (size_t i = 0; i < c->matrix->acceptance_count; i++)
		check_acceptance(c, &c->matrix->acceptances[i], c->used[i]);
}

void
checker_report(struct checker *c, enum rule rule, unsigned place, const char *fmt, ...)
{
	const struct acceptance *acceptance;
	char text[1024];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	acceptance = find_acceptance(c, rule, place);
	if (acceptance != NULL)
		diags_accept(c->diags, rules[rule].name, source_file_pos(c->file, place),
			acceptance->reason, text);
	else
		diags_add(c->diags, rules[rule].severity, rules[rule].name,
			source_file_pos(c->file, place), "%s", text);
}

unsigned
checker_line(const struct checker *c, unsigned place)
{
	return source_file_pos(c->file, place).line;
}

const struct framework *
checker_framework(struct checker *c, const char *id, unsigned place)
{
	const size_t most = sizeof(c->missing) / sizeof(c->missing[0]);
	const struct framework *framework = model_framework(c->model, id);
	size_t i = 0;

	if (framework != NULL)
		return framework;
	while (i < most && c->missing[i] != NULL && strcmp(c->missing[i], id) != 0)
		i++;
	if (i == most || c->missing[i] != NULL)
		return NULL;
	c->missing[i] = id;
	checker_report(c, RULE_UNKNOWN_FRAMEWORK, place,
		"unknown framework '%s': no file in frameworks/ has this id", id);
	return NULL;
}

/* -- names ------------------------------------------------------------------------- */

struct name {
	const char *id;
	const struct source_file *file;
	unsigned place;
	size_t order;
};

void
names_add(struct names *names, const char *id, const struct source_file *file, unsigned place)
{
	if ((names->n & (names->n - 1)) == 0)
		names->v = realloc(names->v, (names->n > 0 ? names->n * 2 : 1) * sizeof(*names->v));
	names->v[names->n] = (struct name){id, file, place, names->n};
	names->n++;
}

static int
name_order(const void *a, const void *b)
{
	const struct name *x = a, *y = b;
	int by_id = strcmp(x->id, y->id);

	return by_id != 0 ? by_id : (x->order > y->order) - (x->order < y->order);
}

static void
found_double(
	struct checker *c, const struct name *first, const struct name *again, const char *what)
{
	struct pos pos = source_file_pos(first->file, first->place);

	c->file = again->file;
	if (first->file == again->file)
		checker_report(c, RULE_DUPLICATE_ID, again->place, "%s '%s' is already at line %u",
			what, again->id, pos.line);
	else
		checker_report(c, RULE_DUPLICATE_ID, again->place, "%s '%s' is already in %s", what,
			again->id, pos.file);
}

void
names_check(struct checker *c, struct names *names, const char *what)
{
	if (names->n > 0)
		qsort(names->v, names->n, sizeof(*names->v), name_order);
	for (size_t i = 1; i < names->n; i++)
		if (strcmp(names->v[i].id, names->v[i - 1].id) == 0)
			found_double(c, &names->v[i - 1], &names->v[i], what);
	free(names->v);
	*names = (struct names){0};
}

const struct clause *
checker_clause(struct checker *c, const char *framework_id, const char *number, unsigned place)
{
	const struct framework *framework = checker_framework(c, framework_id, place);
	const struct clause *clause;

	if (framework == NULL)
		return NULL;
	clause = framework_clause(framework, number);
	if (clause == NULL)
		checker_report(c, RULE_UNKNOWN_CLAUSE, place, "%s has no clause '%s'",
			framework->short_name, number);
	return clause;
}
