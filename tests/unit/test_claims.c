/* data/check/claim: what wordings of several languages say, row by row. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include "rows.h"

#include "base/buf.h"
#include "base/own.h"
#include "check/claim.h"

static const char *const kind_names[CLAIM_KIND__COUNT] = {[CLAIM_NUMBER] = "number",
	[CLAIM_SECONDS] = "seconds",
	[CLAIM_MONTHS] = "months",
	[CLAIM_BUSINESS_DAYS] = "business-days",
	[CLAIM_EVERY_SECONDS] = "every-seconds",
	[CLAIM_EVERY_MONTHS] = "every-months",
	[CLAIM_PERCENT] = "percent",
	[CLAIM_BYTES] = "bytes",
	[CLAIM_BITS] = "bits",
	[CLAIM_DATE] = "date",
	[CLAIM_CLOCK] = "clock",
	[CLAIM_TOKEN] = "token",
	[CLAIM_ADDRESS] = "address",
	[CLAIM_NAME] = "name"};

/* "seconds 2592000; (number 2)": what need not be said by others is in brackets. */
static void
print(const struct claims *claims, struct buf *out)
{
	for (size_t i = 0; i < claims->count; i++) {
		const struct claim *c = &claims->v[i];
		bool text =
			c->kind == CLAIM_TOKEN || c->kind == CLAIM_ADDRESS || c->kind == CLAIM_NAME;

		buf_printf(
			out, "%s%s%s ", i > 0 ? "; " : "", c->firm ? "" : "(", kind_names[c->kind]);
		if (text)
			buf_str(out, c->words);
		else
			buf_printf(out, "%.10g", c->value);
		buf_str(out, c->firm ? "" : ")");
	}
}

static void
wordings_are_read(void **state)
{
	static const struct {
		const char *lang, *words, *claims;
	} rows[] = {
		{"en", "", ""},
		{"en", "within 30 days", "seconds 2592000"},
		{"en", "a thirty-day period", "seconds 2592000"},
		{"en", "twenty-four hours", "seconds 86400"},
		{"en", "24-hour monitoring", "seconds 86400"},
		{"en", "one hundred users", "(number 100)"},
		{"en", "three business days", "business-days 3"},
		{"en", "every 2 weeks", "every-seconds 1209600"},
		{"en", "daily or weekly", "every-seconds 86400; every-seconds 604800"},
		{"en", "twice a year", "every-months 6"},
		{"en", "the second line", ""},
		{"en", "1,000 users, 99.95 %", "number 1000; percent 99.95"},
		{"en", "10 GB and 500MB", "bytes 1e+10; bytes 500000000"},
		{"en", "26 July 2024", "date 20240726"},
		{"en", "July 26, 2024", "date 20240726"},
		{"en", "in July 2026", "date 20260700"},
		{"en", "we may do so", ""},
		{"en", "2024-07-26T10:30", "date 20240726; clock 630"},
		{"en", "ISO/IEC 27017:2015", "name ISO; name IEC; token 27017:2015"},
		{"en", "see 12.4.1", "token 12.4.1"},
		{"en", "TLS 1.2", "name TLS; number 1.2"},
		{"en", "9:00 to 17:30", "clock 540; clock 1050"},
		{"en", "IDs of IaaS at a@example.com.",
			"name ID; name IaaS; address a@example.com"},
		{"ja", "30日以内", "seconds 2592000"},
		{"ja", "３０日間", "seconds 2592000"},
		{"ja", "三十日", "seconds 2592000"},
		{"ja", "3営業日", "business-days 3"},
		{"ja", "１か月以上", "months 1"},
		{"ja", "6ヶ月", "months 6"},
		{"ja", "2015年版", "number 2015"},
		{"ja", "5年間", "months 60"},
		{"ja", "2024年7月26日", "date 20240726"},
		{"ja", "7月26日", "date 726"},
		{"ja", "毎日、または週次で", "every-seconds 86400; every-seconds 604800"},
		{"ja", "2日ごとに", "every-seconds 172800"},
		{"ja", "年に1回", "every-months 12"},
		{"ja", "十分な強度", ""},
		{"ja", "第三者", "(number 3)"},
		{"ja", "3分の1", "number 3; (number 1)"},
		{"ja", "9時から17時30分まで", "clock 540; clock 1050"},
		{"ja", "当社HP", "name HP"},
		{"de", "30 Tage", "number 30"},
	};

	(void)state;
	EACH_ROW(i, rows) {
		OWN(buf_fini) struct buf out = {0};
		struct claims claims;

		claims_read(&claims, rows[i].words, rows[i].lang);
		print(&claims, &out);
		if (strcmp(buf_cstr(&out), rows[i].claims) != 0)
			fail_msg("%s '%s': '%s', not '%s'", rows[i].lang, rows[i].words,
				buf_cstr(&out), rows[i].claims);
	}
}

static void
denials_are_counted(void **state)
{
	static const struct {
		const char *lang, *words;
		unsigned sentences, denials;
	} rows[] = {
		{"en", "We keep it. We do not show it.", 2, 1},
		{"en", "no later than Monday", 1, 0},
		{"en", "neither names nor numbers", 1, 1},
		{"en", "Cannot be had without keys", 1, 2},
		{"en", "a notable knot", 1, 0},
		{"ja", "開示していません。", 1, 1},
		{"ja", "お使いいただけます。少なくとも1か月。", 2, 0},
		{"ja", "対象外", 1, 1},
		{"de", "nicht", 0, 0},
	};

	(void)state;
	EACH_ROW(i, rows) {
		struct claims claims;

		claims_read(&claims, rows[i].words, rows[i].lang);
		if (claims.sentences != rows[i].sentences ||
			claims_denials(&claims) != rows[i].denials)
			fail_msg("%s '%s': %u sentences, %u denials", rows[i].lang, rows[i].words,
				claims.sentences, claims_denials(&claims));
	}
}

/* Any bytes, and more claims than are kept. */
static void
odd_wordings_are_read_to_their_end(void **state)
{
	static const char *const odd[] = {"\xff\xfe", "1", "年", "1年", "...", "a@", "@", "http://",
		"1-", "99999999999999999999999 days", "0x", "R/P", "十", "百百", "twenty-", "7月",
		"2024年13月40日", "\xe5\x8d"};
	char many[2000] = "";
	struct claims claims;

	(void)state;
	EACH_ROW(i, odd) {
		claims_read(&claims, odd[i], "ja");
		claims_read(&claims, odd[i], "en");
		assert_true(claims.count < CLAIMS_MAX);
	}
	for (unsigned i = 2; i < 200; i++)
		snprintf(many + strlen(many), sizeof(many) - strlen(many), "%u. ", i);
	claims_read(&claims, many, "en");
	assert_int_equal(claims.count, CLAIMS_MAX);
}

static void
periods_are_read(void **state)
{
	static const struct {
		const char *value;
		bool every;
		const char *claim; /* NULL: none */
	} rows[] = {
		{"P30D", false, "seconds 2592000"},
		{"PT24H", false, "seconds 86400"},
		{"PT5M", false, "seconds 300"},
		{"P1M", false, "months 1"},
		{"P2Y", false, "months 24"},
		{"R/P1W", true, "every-seconds 604800"},
		{"R/P1Y", true, "every-months 12"},
		{"P1Y6M", false, NULL},
		{"P", false, NULL},
		{"", false, NULL},
	};

	(void)state;
	EACH_ROW(i, rows) {
		OWN(buf_fini) struct buf out = {0};
		struct claims claims = {.count = 1};
		bool is_one = claim_of_period(rows[i].value, rows[i].every, &claims.v[0]);

		if (is_one)
			print(&claims, &out);
		if (is_one != (rows[i].claim != NULL) ||
			(is_one && strcmp(buf_cstr(&out), rows[i].claim) != 0))
			fail_msg("%s: '%s'", rows[i].value, buf_cstr(&out));
	}
}

/* Abbreviations may be spelled out, and companies have other forms elsewhere. */
static void
abbreviations_may_be_spelled_out(void **state)
{
	static const struct {
		const char *ja, *en;
		bool same;
	} rows[] = {{"ゲストOS", "Guest operating system", true}, {"当社HP", "our home page", true},
		{"グリッド社", "Grid KK", true}, {"AWS", "Amazon's services", false}};

	(void)state;
	EACH_ROW(i, rows) {
		struct claims ja, en;
		bool same = true;

		claims_read(&ja, rows[i].ja, "ja");
		claims_read(&en, rows[i].en, "en");
		for (size_t k = 0; k < ja.count; k++)
			same = same && (!ja.v[k].firm || claims_have(&en, &ja.v[k]));
		for (size_t k = 0; k < en.count; k++)
			same = same && (!en.v[k].firm || claims_have(&ja, &en.v[k]));
		if (same != rows[i].same)
			fail_msg("'%s' and '%s'", rows[i].ja, rows[i].en);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(wordings_are_read),
		cmocka_unit_test(denials_are_counted),
		cmocka_unit_test(odd_wordings_are_read_to_their_end),
		cmocka_unit_test(periods_are_read),
		cmocka_unit_test(abbreviations_may_be_spelled_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
