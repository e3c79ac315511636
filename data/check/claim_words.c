#include "claim_words.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum {
	MINUTE = 60,
	HOUR = 3600,
	DAY = 86400,
	WEEK = 604800,
	YEAR = 12,
	HALF_YEAR = 6,
	QUARTER = 3
};

/* -- Japanese ------------------------------------------------------------------------------------
 */

static const struct claim_unit japanese_units[] = {
	{"営業日", CLAIM_BUSINESS_DAYS, 1},
	{"日間", CLAIM_SECONDS, DAY},
	{"日", CLAIM_SECONDS, DAY},
	{"時間", CLAIM_SECONDS, HOUR},
	{"分間", CLAIM_SECONDS, MINUTE},
	{"分の", CLAIM_NUMBER, 1}, /* a fraction */
	{"分", CLAIM_SECONDS, MINUTE},
	{"秒", CLAIM_SECONDS, 1},
	{"週間", CLAIM_SECONDS, WEEK},
	{"週", CLAIM_SECONDS, WEEK},
	{"か月", CLAIM_MONTHS, 1},
	{"ヶ月", CLAIM_MONTHS, 1},
	{"カ月", CLAIM_MONTHS, 1},
	{"ヵ月", CLAIM_MONTHS, 1},
	{"ケ月", CLAIM_MONTHS, 1},
	{"箇月", CLAIM_MONTHS, 1},
	{"年度", CLAIM_NUMBER, 1},
	{"年", CLAIM_MONTHS, YEAR},
	{"パーセント", CLAIM_PERCENT, 1},
	{"キロバイト", CLAIM_BYTES, 1e3},
	{"メガバイト", CLAIM_BYTES, 1e6},
	{"ギガバイト", CLAIM_BYTES, 1e9},
	{"テラバイト", CLAIM_BYTES, 1e12},
	{"ビット", CLAIM_BITS, 1},
	{NULL, CLAIM_NUMBER, 0},
};

static const struct claim_phrase japanese_phrases[] = {
	{"毎日", CLAIM_EVERY_SECONDS, DAY},
	{"日次", CLAIM_EVERY_SECONDS, DAY},
	{"日毎", CLAIM_EVERY_SECONDS, DAY},
	{"日ごと", CLAIM_EVERY_SECONDS, DAY},
	{"毎時", CLAIM_EVERY_SECONDS, HOUR},
	{"毎週", CLAIM_EVERY_SECONDS, WEEK},
	{"週次", CLAIM_EVERY_SECONDS, WEEK},
	{"毎月", CLAIM_EVERY_MONTHS, 1},
	{"月次", CLAIM_EVERY_MONTHS, 1},
	{"毎四半期", CLAIM_EVERY_MONTHS, QUARTER},
	{"四半期ごと", CLAIM_EVERY_MONTHS, QUARTER},
	{"四半期に1回", CLAIM_EVERY_MONTHS, QUARTER},
	{"毎年", CLAIM_EVERY_MONTHS, YEAR},
	{"年次", CLAIM_EVERY_MONTHS, YEAR},
	{"年1回", CLAIM_EVERY_MONTHS, YEAR},
	{"年に1回", CLAIM_EVERY_MONTHS, YEAR},
	{"年1度", CLAIM_EVERY_MONTHS, YEAR},
	{"年に1度", CLAIM_EVERY_MONTHS, YEAR},
	{"年一回", CLAIM_EVERY_MONTHS, YEAR},
	{"年に一度", CLAIM_EVERY_MONTHS, YEAR},
	{"年2回", CLAIM_EVERY_MONTHS, HALF_YEAR},
	{"年に2回", CLAIM_EVERY_MONTHS, HALF_YEAR},
	{"年4回", CLAIM_EVERY_MONTHS, QUARTER},
	{"月1回", CLAIM_EVERY_MONTHS, 1},
	{"月に1回", CLAIM_EVERY_MONTHS, 1},
	{"月に一度", CLAIM_EVERY_MONTHS, 1},
	{"週1回", CLAIM_EVERY_SECONDS, WEEK},
	{"週に1回", CLAIM_EVERY_SECONDS, WEEK},
	{"週に一度", CLAIM_EVERY_SECONDS, WEEK},
	{"1日1回", CLAIM_EVERY_SECONDS, DAY},
	{"1日に1回", CLAIM_EVERY_SECONDS, DAY},
	{"日1回", CLAIM_EVERY_SECONDS, DAY},
	{"半年ごと", CLAIM_EVERY_MONTHS, HALF_YEAR},
	{"半年に1回", CLAIM_EVERY_MONTHS, HALF_YEAR},
	{"半年", CLAIM_MONTHS, HALF_YEAR},
	{"半日", CLAIM_SECONDS, 12 * HOUR},
	{NULL, CLAIM_NUMBER, 0},
};

static const char *const japanese_denials[] = {"ません", "ない", "なく", "なけ", "なかっ", "なし",
	"無し", "無い", "無く", "せず", "らず", "かず", "できず", "えず", "ざる", "不可", "対象外",
	"除く", "除き", "除い", "除外", "未対応", "未実施", "未確認", "未定", "未使用", "未公開",
	"不要", "禁止", "無効", "非公開", "非対応", "非該当", "のみ", "だけ", "限り", "限っ",
	"限る", "限定", "単独", "不明", NULL};
/* いただけ means "can be had", 少なくとも "at least". */
static const char *const japanese_no_denials[] = {"いただけ", "少なく", "ないし", "欠かせな",
	"やむを得な", "違いな", "問題な", "かかわらず", "問わず", "少ない", "なければなら",
	"間もなく", "まもなく", "限りで", "さない", NULL};
static const char *const japanese_names[] = {"NG", "OK", NULL};

/* -- English --------------------------------------------------------------------------------------
 */

static const struct claim_unit english_units[] = {
	{"business day", CLAIM_BUSINESS_DAYS, 1},
	{"working day", CLAIM_BUSINESS_DAYS, 1},
	{"calendar day", CLAIM_SECONDS, DAY},
	{"day", CLAIM_SECONDS, DAY},
	{"hour", CLAIM_SECONDS, HOUR},
	{"hr", CLAIM_SECONDS, HOUR},
	{"minute", CLAIM_SECONDS, MINUTE},
	{"min", CLAIM_SECONDS, MINUTE},
	{"second", CLAIM_SECONDS, 1},
	{"week", CLAIM_SECONDS, WEEK},
	{"calendar month", CLAIM_MONTHS, 1},
	{"month", CLAIM_MONTHS, 1},
	{"quarter", CLAIM_MONTHS, QUARTER},
	{"year", CLAIM_MONTHS, YEAR},
	{"percent", CLAIM_PERCENT, 1},
	{"per cent", CLAIM_PERCENT, 1},
	{"kilobyte", CLAIM_BYTES, 1e3},
	{"megabyte", CLAIM_BYTES, 1e6},
	{"gigabyte", CLAIM_BYTES, 1e9},
	{"terabyte", CLAIM_BYTES, 1e12},
	{"bit", CLAIM_BITS, 1},
	{NULL, CLAIM_NUMBER, 0},
};

static const struct claim_phrase english_phrases[] = {
	{"daily", CLAIM_EVERY_SECONDS, DAY},
	{"every day", CLAIM_EVERY_SECONDS, DAY},
	{"each day", CLAIM_EVERY_SECONDS, DAY},
	{"once a day", CLAIM_EVERY_SECONDS, DAY},
	{"once per day", CLAIM_EVERY_SECONDS, DAY},
	{"hourly", CLAIM_EVERY_SECONDS, HOUR},
	{"every hour", CLAIM_EVERY_SECONDS, HOUR},
	{"weekly", CLAIM_EVERY_SECONDS, WEEK},
	{"every week", CLAIM_EVERY_SECONDS, WEEK},
	{"each week", CLAIM_EVERY_SECONDS, WEEK},
	{"once a week", CLAIM_EVERY_SECONDS, WEEK},
	{"once per week", CLAIM_EVERY_SECONDS, WEEK},
	{"monthly", CLAIM_EVERY_MONTHS, 1},
	{"every month", CLAIM_EVERY_MONTHS, 1},
	{"each month", CLAIM_EVERY_MONTHS, 1},
	{"once a month", CLAIM_EVERY_MONTHS, 1},
	{"once per month", CLAIM_EVERY_MONTHS, 1},
	{"quarterly", CLAIM_EVERY_MONTHS, QUARTER},
	{"every quarter", CLAIM_EVERY_MONTHS, QUARTER},
	{"each quarter", CLAIM_EVERY_MONTHS, QUARTER},
	{"once a quarter", CLAIM_EVERY_MONTHS, QUARTER},
	{"four times a year", CLAIM_EVERY_MONTHS, QUARTER},
	{"annually", CLAIM_EVERY_MONTHS, YEAR},
	{"annual", CLAIM_EVERY_MONTHS, YEAR},
	{"yearly", CLAIM_EVERY_MONTHS, YEAR},
	{"every year", CLAIM_EVERY_MONTHS, YEAR},
	{"each year", CLAIM_EVERY_MONTHS, YEAR},
	{"once a year", CLAIM_EVERY_MONTHS, YEAR},
	{"once per year", CLAIM_EVERY_MONTHS, YEAR},
	{"twice a year", CLAIM_EVERY_MONTHS, HALF_YEAR},
	{"twice yearly", CLAIM_EVERY_MONTHS, HALF_YEAR},
	{"half-yearly", CLAIM_EVERY_MONTHS, HALF_YEAR},
	{"semi-annual", CLAIM_EVERY_MONTHS, HALF_YEAR},
	{"semi-annually", CLAIM_EVERY_MONTHS, HALF_YEAR},
	{"half a year", CLAIM_MONTHS, HALF_YEAR},
	{"half a day", CLAIM_SECONDS, 12 * HOUR},
	{NULL, CLAIM_NUMBER, 0},
};

static const char *const english_denials[] = {"not", "no", "never", "cannot", "can't", "don't",
	"doesn't", "isn't", "aren't", "won't", "without", "neither", "none", "except*", "exclud*",
	"unless", "only", "unavailable", "unnamed", "unstated", "unknown", "unclear", "unverified",
	"unpublished", "unchanged", "unused", "undisclosed", "unassigned", "unlike", "unsupported",
	"non-public", "nobody", "nothing", "forbid*", "forbidden", "prohibit*", "lack*", "blank",
	"alone", "limited to", "disabled", "invalid", "inapplicable", "outside the scope",
	"out of scope", "leaves open", "left open", "rather than", "unable", "impossible",
	"unnecessary", "refrain*", "exempt*", "anything but", NULL};
static const char *const english_no_denials[] = {"not only", "no later than", "no more than",
	"not more than", "not later than", "exception*", "no less than", "not less than", "only if",
	NULL};
static const char *const english_names[] = {"KK", "LLC", "GmbH", NULL}; /* forms of companies */

static const struct claim_language languages[] = {
	{"ja", false, japanese_units, japanese_phrases, japanese_denials, japanese_no_denials,
		japanese_names},
	{"en", true, english_units, english_phrases, english_denials, english_no_denials,
		english_names},
};

const struct claim_language *
claim_language(const char *tag)
{
	for (size_t i = 0; i < sizeof(languages) / sizeof(*languages); i++)
		if (strncmp(tag, languages[i].tag, 2) == 0 && (tag[2] == '\0' || tag[2] == '-'))
			return &languages[i];
	return NULL;
}

/* -- numbers in words
 * ------------------------------------------------------------------------------ */

/* The word that words begin with, whatever its case, as a whole; its length, or 0. */
static size_t
starts_with_word(const char *words, const char *word)
{
	size_t len = strlen(word);

	return strncasecmp(words, word, len) == 0 && !isalpha((unsigned char)words[len]) ? len : 0;
}

static size_t
number_below_hundred(const char *words, double *number)
{
	static const char *const ones[] = {"zero", "one", "two", "three", "four", "five", "six",
		"seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
		"fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
	static const char *const tens[] = {
		"twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"};
	size_t len = 0, more = 0;
	double rest;

	for (size_t i = 0; len == 0 && i < sizeof(ones) / sizeof(*ones); i++)
		if ((len = starts_with_word(words, ones[i])) > 0)
			*number = (double)i;
	for (size_t i = 0; len == 0 && i < sizeof(tens) / sizeof(*tens); i++)
		if ((len = starts_with_word(words, tens[i])) > 0) {
			*number = (double)(20 + 10 * i);
			if (words[len] == '-' || words[len] == ' ')
				more = number_below_hundred(words + len + 1, &rest);
			if (more > 0 && rest > 0 && rest < 10) {
				*number += rest;
				len += 1 + more;
			}
		}
	return len;
}

static size_t
number_in_english(const char *words, double *number)
{
	size_t len = number_below_hundred(words, number), more;

	if (len > 0 && words[len] == ' ' &&
		(more = starts_with_word(words + len + 1, "hundred")) > 0) {
		*number *= 100;
		len += 1 + more;
	}
	return len;
}

static size_t
number_in_kanji(const char *words, double *number)
{
	static const char *const digits[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九"};
	const char *s = words;
	double total = 0, digit = 0;

	for (;;) {
		size_t i = 0;

		while (i < 9 && strncmp(s, digits[i], 3) != 0)
			i++;
		if (i < 9)
			digit = (double)i + 1;
		else if (strncmp(s, "十", 3) == 0)
			total += (digit > 0 ? digit : 1) * 10, digit = 0;
		else if (strncmp(s, "百", 3) == 0)
			total += (digit > 0 ? digit : 1) * 100, digit = 0;
		else
			break;
		s += 3;
	}
	*number = total + digit;
	return (size_t)(s - words);
}

size_t
claim_number_words(const struct claim_language *language, const char *words, double *number)
{
	if (language == NULL)
		return 0;
	return language->spaced ? number_in_english(words, number) : number_in_kanji(words, number);
}

/* -- dates
 * ----------------------------------------------------------------------------------------- */

/* A form of dates: y, m and d stand for the digits of a year, month and day, M for a month's name;
 * all else for itself. */
static const char *const date_forms[] = {"y年m月d日", "y-m-d", "y/m/d", "y年m月", "m月d日", "m月",
	"d M y", "d M", "M d, y", "M y", "M d"};

static size_t
digits_at(const char *s, size_t least, size_t most, unsigned *number)
{
	size_t len = 0;

	for (*number = 0; len < most && isdigit((unsigned char)s[len]); len++)
		*number = *number * 10 + (unsigned)(s[len] - '0');
	return len < least || isdigit((unsigned char)s[len]) ? 0 : len;
}

/* The name of a month, or its first three letters. */
static size_t
month_at(const char *s, unsigned *month)
{
	static const char *const months[] = {"January", "February", "March", "April", "May", "June",
		"July", "August", "September", "October", "November", "December"};

	for (unsigned i = 0; i < 12; i++) {
		size_t len = strlen(months[i]);

		if (strncmp(s, months[i], 3) != 0)
			continue;
		*month = i + 1;
		if (strncmp(s, months[i], len) != 0)
			len = 3;
		return isalpha((unsigned char)s[len]) ? 0 : len;
	}
	return 0;
}

/* The length of what the form's sign stands for; 0: something else is there. */
static size_t
part_at(char sign, const char *s, unsigned *year, unsigned *month, unsigned *day)
{
	switch (sign) {
	case 'y':
		return digits_at(s, 4, 4, year);
	case 'm':
		return digits_at(s, 1, 2, month);
	case 'd':
		return digits_at(s, 1, 2, day);
	case 'M':
		return month_at(s, month);
	default:
		return *s == sign;
	}
}

static size_t
date_in_form(const char *form, const char *words, double *date)
{
	unsigned year = 0, month = 0, day = 0;
	const char *s = words;

	for (; *form != '\0'; form++) {
		size_t len = part_at(*form, s, &year, &month, &day);

		if (len == 0)
			return 0;
		s += len;
	}
	if (month < 1 || month > 12 || day > 31)
		return 0;
	*date = year * 10000.0 + month * 100.0 + day;
	return (size_t)(s - words);
}

size_t
claim_date(const char *words, double *date)
{
	size_t len = 0;

	for (size_t i = 0; len == 0 && i < sizeof(date_forms) / sizeof(*date_forms); i++)
		len = date_in_form(date_forms[i], words, date);
	return len;
}
