/* A kind of fact is a row: how its value must look, and how it is put into words. */
#include "fact.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "value.h"
#include "words.h"

/* -- words ---------------------------------------------------------------------------- */

struct speaker {
	const struct model *model;
	const struct matrix *matrix;
	const char *lang;
	struct buf *out;
};

static void
say_value(const struct speaker *s, const char *value)
{
	buf_str(s->out, value);
}

static void
say_duration(const struct speaker *s, const char *value)
{
	if (!words_duration(s->out, s->model, s->lang, value))
		buf_str(s->out, value);
}

static void
say_business_days(const struct speaker *s, const char *value)
{
	words_count(s->out, s->model, s->lang, atol(value), "business-day");
}

static void
say_region(const struct speaker *s, const char *value)
{
	words_region(s->out, s->model, s->lang, value);
}

static void
page_say_date(const struct speaker *s, const char *value)
{
	words_date(s->out, s->model, s->lang, value);
}

static void
say_boolean(const struct speaker *s, const char *value)
{
	buf_str(s->out, model_message(s->model, s->lang,
				strcmp(value, "true") == 0 ? "fact.true" : "fact.false"));
}

static void
say_frequency(const struct speaker *s, const char *value)
{
	struct buf list = {0}, one = {0};
	char period[32];

	while (*value != '\0') {
		size_t n = strcspn(value, " ");

		if (n > 2 && n < sizeof(period)) {
			memcpy(period, value + 2, n - 2);
			period[n - 2] = '\0';
			buf_clear(&one);
			words_frequency(&one, s->model, s->lang, period);
			words_join(&list, s->model, s->lang, "list.or", buf_cstr(&one));
		}
		value += n;
		value += strspn(value, " ");
	}
	buf_str(s->out, buf_cstr(&list));
	buf_fini(&list);
	buf_fini(&one);
}

static void
say_party(const struct speaker *s, const char *value)
{
	const struct party *party = matrix_party(s->matrix, value);

	buf_str(s->out, party != NULL ? texts_value(&party->name, s->lang) : value);
}

static void
say_reference(const struct speaker *s, const char *value)
{
	const struct reference *reference = matrix_reference(s->matrix, value);

	buf_str(s->out, reference != NULL ? texts_value(&reference->title, s->lang) : value);
}

static void
say_contact(const struct speaker *s, const char *value)
{
	const struct contact *contact = matrix_contact(s->matrix, value);

	buf_str(s->out, contact != NULL ? texts_value(&contact->name, s->lang) : value);
}

static const struct {
	bool (*valid)(const char *);
	const char *wanted;
	void (*say)(const struct speaker *, const char *value);
} kinds[FACT_KIND__COUNT] = {
	[FACT_DURATION] = {value_is_duration, "an ISO 8601 duration such as P30D or P1M",
		say_duration},
	[FACT_BUSINESS_DAYS] = {value_is_whole, "a whole number of business days",
		say_business_days},
	[FACT_FREQUENCY] = {value_is_frequency,
		"ISO 8601 repeating intervals such as R/P1D, with a space between several",
		say_frequency},
	[FACT_REGION] = {value_is_region, "an ISO 3166 code such as JP or JP-13", say_region},
	[FACT_JURISDICTION] = {value_is_country, "an ISO 3166-1 code of two letters such as JP",
		say_region},
	[FACT_EMAIL] = {value_is_email, "an e-mail address", say_value},
	[FACT_URL] = {value_is_url, "an address that starts with https:// or http://", say_value},
	[FACT_PROTOCOL] = {value_is_some, "the name of a protocol", say_value},
	[FACT_SERVICE] = {value_is_some, "the name of a service", say_value},
	[FACT_ROLE] = {value_is_some, "the name of a role", say_value},
	[FACT_ALGORITHM] = {value_is_some, "the name of an algorithm", say_value},
	[FACT_BOOLEAN] = {value_is_boolean, "true or false", say_boolean},
	[FACT_NUMBER] = {value_is_number, "a number such as 12 or 99.9", say_value},
	[FACT_DATE] = {value_is_date, "a date as YYYY-MM-DD", page_say_date},
	[FACT_PARTY] = {value_is_id, "the id of a party", say_party},
	[FACT_REFERENCE] = {value_is_id, "the id of a reference", say_reference},
	[FACT_CONTACT] = {value_is_id, "the id of a contact", say_contact},
	[FACT_TEXT] = {value_is_some, "some words", say_value},
};

bool
fact_valid(enum fact_kind kind, const char *value, const char **wanted)
{
	*wanted = kinds[kind].wanted;
	return kinds[kind].valid(value);
}

void
fact_words(const struct model *model, const struct matrix *matrix, const struct fact *fact,
	const char *lang, struct buf *out)
{
	static const char *const bound_ids[BOUND__COUNT] = {
		[BOUND_AT_MOST] = "bound.at-most", [BOUND_AT_LEAST] = "bound.at-least"};
	struct buf value = {0};
	struct speaker s = {model, matrix, lang, &value};

	if (fact->display.count > 0) {
		buf_str(out, texts_value(&fact->display, lang));
		return;
	}
	kinds[fact->kind].say(&s, fact->value);
	if (bound_ids[fact->bound] != NULL)
		words_message(out, model, lang, bound_ids[fact->bound], "value", buf_cstr(&value));
	else
		buf_str(out, buf_cstr(&value));
	buf_fini(&value);
}
