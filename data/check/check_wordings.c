/* What is said in several languages, or several times, must be the same: amounts, dates, addresses,
 * names and denials of a wording are held against those of the others, and a control's parts and
 * facts against its statement. */
#include "checker.h"

#include <stdio.h>
#include <string.h>

#include "claim.h"
#include "model/visit.h"

/* -- one thing in several languages
 * ---------------------------------------------------------------- */

/* Whether the other wording must say it too. Japanese has words for many an abbreviation that other
 * languages write in Latin (MFA is 多要素認証), so one that has none of them lacks none. */
static bool
is_due(const struct claims *other, const struct claims *claims, const struct claim *claim)
{
	bool translated = claim->kind == CLAIM_NAME && claims->spaced && !other->spaced &&
			  !claims_speak_of(other, 1u << CLAIM_NAME);

	return claim->firm && other->count < CLAIMS_MAX && !translated;
}

/* The first that one wording says and the other does not; NULL: there is none. */
static const struct claim *
missing_from(const struct claims *other, const struct claims *claims)
{
	for (size_t i = 0; i < claims->count; i++)
		if (is_due(other, claims, &claims->v[i]) && !claims_have(other, &claims->v[i]))
			return &claims->v[i];
	return NULL;
}

static void
compare(struct checker *c, const struct text *original, const struct text *text)
{
	const char *lang = text_lang(text), *first = text_lang(original);
	struct claims said, said_first;
	const struct claim *claim;

	claims_read(&said_first, original->value, first);
	claims_read(&said, text->value, lang);
	if ((claim = missing_from(&said, &said_first)) != NULL)
		checker_report(c, RULE_WORDINGS_DIFFER, text->place,
			"'%s' says '%s', which '%s' does not say here", first, claim->words, lang);
	else if ((claim = missing_from(&said_first, &said)) != NULL)
		checker_report(c, RULE_WORDINGS_DIFFER, text->place,
			"'%s' says '%s', which '%s' does not say", lang, claim->words, first);
	else if (said.knows_units && said_first.knows_units &&
		 !claims_deny_alike(&said, &said_first))
		checker_report(c, RULE_WORDINGS_DIFFER, text->place,
			"'%s' says that something is not so, or only so, which '%s' does not say here",
			claims_denials(&said) > claims_denials(&said_first) ? lang : first,
			claims_denials(&said) > claims_denials(&said_first) ? first : lang);
}

static void
check_languages_agree(const struct texts *texts, void *data)
{
	for (size_t i = 1; i < texts->count; i++)
		compare(data, &texts->v[0], &texts->v[i]);
}

/* -- one thing several times
 * ------------------------------------------------------------------------- */

/* Kinds of amounts that answer one question. A part may well name other numbers than the
 * statement, so there is no row for those. */
static const unsigned alike[] = {
	1u << CLAIM_SECONDS | 1u << CLAIM_MONTHS | 1u << CLAIM_BUSINESS_DAYS,
	1u << CLAIM_EVERY_SECONDS | 1u << CLAIM_EVERY_MONTHS,
};

/* Whether the statement answers the question that the claim does, and otherwise. */
static bool
is_otherwise(const struct claims *statement, const struct claim *claim)
{
	for (size_t i = 0; i < sizeof(alike) / sizeof(*alike); i++)
		if ((alike[i] >> claim->kind & 1) != 0)
			return claims_speak_of(statement, alike[i]) &&
			       !claims_have(statement, claim);
	return false;
}

static void
compare_part(struct checker *c, const struct texts *statement, const struct text *text)
{
	const char *lang = text_lang(text);
	struct claims stated, said;

	claims_read(&said, text->value, lang);
	if (said.count == 0)
		return;
	claims_read(&stated, texts_value(statement, lang), text_lang(texts_in(statement, lang)));
	for (size_t i = 0; i < said.count; i++)
		if (said.v[i].firm && is_otherwise(&stated, &said.v[i]))
			checker_report(c, RULE_REPEATED_OTHERWISE, text->place,
				"'%s' here, which the statement does not say", said.v[i].words);
}

static void
compare_parts(struct checker *c, const struct texts *statement, const struct parts *parts)
{
	for (size_t i = 0; i < parts->count; i++)
		for (size_t j = 0; j < parts->v[i].text.count; j++)
			compare_part(c, statement, &parts->v[i].text.v[j]);
}

/* Whether one of the values that the fact has, several with spaces between, is said otherwise. */
static bool
is_fact_otherwise(const struct fact *fact, const struct claims *claims)
{
	for (const char *next = fact->value; *next != '\0';) {
		char one[32];
		size_t len = strcspn(next, " ");
		struct claim claim;

		snprintf(one, sizeof(one), "%.*s", (int)len, next);
		if (claim_of_period(one, fact->kind == FACT_FREQUENCY, &claim) &&
			is_otherwise(claims, &claim))
			return true;
		next += len + (next[len] == ' ');
	}
	return false;
}

static void
compare_fact(
	struct checker *c, const struct texts *words, const struct fact *fact, const char *what)
{
	for (size_t i = 0; i < words->count; i++) {
		struct claims claims;

		claims_read(&claims, words->v[i].value, text_lang(&words->v[i]));
		if (claims.knows_units && is_fact_otherwise(fact, &claims)) {
			checker_report(c, RULE_REPEATED_OTHERWISE, fact->place,
				"the fact '%s' is %s; %s says otherwise in '%s'", fact->id,
				fact->value, what, text_lang(&words->v[i]));
			return;
		}
	}
}

static void
compare_facts(struct checker *c, const struct texts *words, const struct fact *facts, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (facts[i].kind != FACT_DURATION && facts[i].kind != FACT_FREQUENCY)
			continue;
		compare_fact(c, &facts[i].display, &facts[i], "its display");
		compare_fact(c, words, &facts[i], "the statement");
	}
}

void
check_wordings(struct checker *c)
{
	const struct matrix *m = c->matrix;

	matrix_visit_texts(m, check_languages_agree, c);
	for (size_t i = 0; i < m->control_count; i++) {
		const struct control *control = &m->controls[i];

		if (control->statement.count > 0)
			compare_parts(c, &control->statement, &control->parts);
		compare_facts(c, &control->statement, control->facts, control->fact_count);
	}
	for (size_t t = 0; t < m->table_count; t++)
		for (size_t r = 0; r < m->tables[t].row_count; r++)
			compare_facts(c, &m->tables[t].rows[r].detail, m->tables[t].rows[r].facts,
				m->tables[t].rows[r].fact_count);
}
