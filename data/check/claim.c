#include "claim.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/own.h"
#include "base/utf8.h"
#include "claim_words.h"

/* Where a wording is being read. The readers below each look for one thing at s, add what they
 * find, and come back with its length, or 0. */
struct claim_reader {
	struct claims *claims;
	const struct claim_language *language;
	const char *start, *s;
};

/* Units that all languages write alike. */
static const struct claim_unit signs[] = {
	{"%", CLAIM_PERCENT, 1},
	{"KB", CLAIM_BYTES, 1e3},
	{"MB", CLAIM_BYTES, 1e6},
	{"GB", CLAIM_BYTES, 1e9},
	{"TB", CLAIM_BYTES, 1e12},
	{"PB", CLAIM_BYTES, 1e15},
	{"KiB", CLAIM_BYTES, 1024},
	{"MiB", CLAIM_BYTES, 1048576},
	{"GiB", CLAIM_BYTES, 1073741824},
	{"TiB", CLAIM_BYTES, 1099511627776},
	{"kbps", CLAIM_BITS, 1e3},
	{"Mbps", CLAIM_BITS, 1e6},
	{"Gbps", CLAIM_BITS, 1e9},
	{NULL, CLAIM_NUMBER, 0},
};

static struct claim *
add(struct claim_reader *r, enum claim_kind kind, double value, bool firm, size_t len)
{
	struct claim *claim;

	if (r->claims->count == CLAIMS_MAX)
		return NULL;
	claim = &r->claims->v[r->claims->count++];
	*claim = (struct claim){.kind = kind, .value = value, .number = value, .firm = firm};
	if (len >= sizeof(claim->words))
		len = sizeof(claim->words) - 1;
	while (len > 0 && ((unsigned char)r->s[len] & 0xC0) == 0x80)
		len--;
	memcpy(claim->words, r->s, len);
	return claim;
}

static unsigned char
lower(char c)
{
	return (unsigned char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

/* The length of the word, up to an asterisk in it, if it stands at s, whatever its case; 0: it does
 * not. Most words are told apart by their first bytes, so no length is asked for before. */
static size_t
standing(const char *s, const char *word)
{
	size_t len = 0;

	while (word[len] != '\0' && word[len] != '*' && lower(s[len]) == lower(word[len]))
		len++;
	return word[len] == '\0' || word[len] == '*' ? len : 0;
}

static size_t
character(const char *s)
{
	size_t len = utf8_len(s);

	return len > 0 ? len : 1;
}

static bool
is_word(char c)
{
	return isalnum((unsigned char)c) != 0;
}

/* Whether a word of Latin letters could begin here. */
static bool
begins_word(const struct claim_reader *r)
{
	return r->s == r->start || !is_word(r->s[-1]);
}

/* -- addresses and abbreviations
 * ------------------------------------------------------------------- */

static size_t
read_address(struct claim_reader *r)
{
	static const char of_addresses[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_+/:@?=&#%~";
	size_t len = begins_word(r) ? strspn(r->s, of_addresses) : 0;
	const char *at = memchr(r->s, '@', len);

	while (len > 0 && strchr(".:?-", r->s[len - 1]) != NULL)
		len--;
	if (len == 0)
		return 0;
	if ((strncasecmp(r->s, "http://", 7) != 0 && strncasecmp(r->s, "https://", 8) != 0 &&
		    (at == NULL || at == r->s ||
			    memchr(at, '.', len - (size_t)(at - r->s)) == NULL)))
		return 0;
	add(r, CLAIM_ADDRESS, 0, true, len);
	return len;
}

static bool
is_own_name(const struct claim_language *language, const char *name)
{
	for (const char *const *own = language != NULL ? language->own_names : NULL;
		own != NULL && *own != NULL; own++)
		if (strcmp(*own, name) == 0)
			return true;
	return false;
}

/* Two capitals and more: AWS, IaaS, IDs. */
static size_t
read_name(struct claim_reader *r)
{
	size_t len = 0, capitals = 0;
	struct claim *claim;

	if (!begins_word(r) || !isalpha((unsigned char)*r->s))
		return 0;
	while (is_word(r->s[len]))
		capitals += isupper((unsigned char)r->s[len++]) != 0;
	if (capitals < 2)
		return 0;
	claim = add(r, CLAIM_NAME, 0, true, len - (r->s[len - 1] == 's' && capitals == len - 1));
	if (claim != NULL && is_own_name(r->language, claim->words))
		claim->firm = false;
	return strcspn(r->s, "0123456789") < len ? strcspn(r->s, "0123456789") : len;
}

/* -- numbers
 * ---------------------------------------------------------------------------------------- */

static const struct claim_unit *
unit_in(const struct claim_unit *units, bool whole, const char *s, size_t *len)
{
	for (; units->word != NULL; units++) {
		*len = standing(s, units->word);
		if (*len == 0)
			continue;
		if (whole && s[*len] == 's')
			++*len;
		if (!whole || !isalpha((unsigned char)s[*len]))
			return units;
	}
	return NULL;
}

/* The unit behind a number, and the length with it; NULL: none. */
static const struct claim_unit *
unit_after(const struct claim_reader *r, size_t *len)
{
	const char *s = r->s + *len;
	size_t gap = *s == ' ' || *s == '-', unit_len;
	const struct claim_unit *unit = unit_in(signs, false, s + gap, &unit_len);

	if (unit == NULL && r->language != NULL)
		unit = unit_in(r->language->units, r->language->spaced, s + gap, &unit_len);
	if (unit != NULL)
		*len += gap + unit_len;
	return unit;
}

/* Whether what stands before or behind an amount makes it one of how often: "every 2 days",
 * 2日ごと. */
static size_t
is_every(const struct claim_reader *r, size_t len)
{
	static const char *const behind[] = {
		"ごと", "毎", "おき", "に1回", "に一回", "に1度", "に一度"};
	const size_t before = strlen("every ");

	for (size_t i = 0; i < sizeof(behind) / sizeof(*behind); i++)
		if (strncmp(r->s + len, behind[i], strlen(behind[i])) == 0)
			return strlen(behind[i]);
	return (size_t)(r->s - r->start) >= before &&
	       strncasecmp(r->s - before, "every ", before) == 0;
}

static enum claim_kind
often(enum claim_kind kind)
{
	return kind == CLAIM_SECONDS  ? CLAIM_EVERY_SECONDS
	       : kind == CLAIM_MONTHS ? CLAIM_EVERY_MONTHS
				      : kind;
}

/* A number is there, of so many bytes: adds it, with its unit. */
static size_t
add_number(struct claim_reader *r, double number, size_t len, bool in_words)
{
	size_t with_unit = len, every;
	const struct claim_unit *unit = unit_after(r, &with_unit);
	struct claim *claim;

	/* 2015年 is a year, and no time of 2015 years. */
	if (unit != NULL && unit->kind == CLAIM_MONTHS && unit->factor > 1 && number >= 1900)
		unit = NULL;
	if (unit == NULL || unit->kind == CLAIM_NUMBER) {
		add(r, CLAIM_NUMBER, number, !in_words && number != 1, len);
		return len;
	}
	every = is_every(r, with_unit);
	claim = add(r, every > 0 ? often(unit->kind) : unit->kind, number * unit->factor,
		!in_words || number > 1 || (r->language != NULL && r->language->spaced), with_unit);
	if (claim != NULL)
		claim->number = number;
	return with_unit + (every > 1 ? every : 0);
}

/* 17:00, 9時, 9時30分, 5 p.m. */
static size_t
read_clock(struct claim_reader *r)
{
	char *end;
	double hours = (double)strtoul(r->s, &end, 10), minutes = 0;

	if (hours > 24)
		return 0;
	if (end[0] == ':' && isdigit((unsigned char)end[1]) && isdigit((unsigned char)end[2]) &&
		!isdigit((unsigned char)end[3]) && end[1] < '6') {
		minutes = (double)strtoul(end + 1, &end, 10);
	} else if (strncmp(end, "時", 3) == 0 && strncmp(end + 3, "間", 3) != 0) {
		char *after;

		end += 3;
		minutes = (double)strtoul(end, &after, 10);
		if (isdigit((unsigned char)*end) && strncmp(after, "分", 3) == 0)
			end = after + 3;
		else
			minutes = 0;
	} else
		return 0;
	add(r, CLAIM_CLOCK, hours * 60 + minutes, true, (size_t)(end - r->s));
	return (size_t)(end - r->s);
}

/* Digits with points, colons and strokes between: the length, and how many such signs. */
static size_t
joined_digits(const char *s, size_t *joints)
{
	size_t len = 0;

	for (*joints = 0;; len++) {
		while (isdigit((unsigned char)s[len]))
			len++;
		if (strchr(".:/-", s[len]) == NULL || s[len] == '\0' ||
			!isdigit((unsigned char)s[len + 1]))
			return len;
		++*joints;
	}
}

/* 1,000 and 1000 */
static size_t
plain_number(const char *s, double *number)
{
	size_t len = 0;
	double point = 0;

	for (*number = 0;; len++) {
		if (isdigit((unsigned char)s[len])) {
			*number = *number * 10 + (s[len] - '0');
			point *= 10;
		} else if (s[len] == '.' && point == 0 && isdigit((unsigned char)s[len + 1]))
			point = 1;
		else if (s[len] != ',' || point != 0 || strspn(s + len + 1, "0123456789") != 3)
			break;
	}
	if (point != 0)
		*number /= point;
	return len;
}

static size_t
read_digits(struct claim_reader *r)
{
	size_t joints, len, joined;
	double number;

	if (!isdigit((unsigned char)*r->s))
		return 0;
	if ((len = claim_date(r->s, &number)) > 0) {
		add(r, CLAIM_DATE, number, true, len);
		return len;
	}
	if ((len = read_clock(r)) > 0)
		return len;
	joined = joined_digits(r->s, &joints);
	len = plain_number(r->s, &number);
	if (joints > 0 && joined > len) {
		add(r, CLAIM_TOKEN, 0, true, joined);
		return joined;
	}
	return add_number(r, number, len, false);
}

/* "thirty", 三十; "a day" */
static size_t
read_number_words(struct claim_reader *r)
{
	double number;
	size_t len;

	if (r->language == NULL || (r->language->spaced && !begins_word(r)))
		return 0;
	len = claim_number_words(r->language, r->s, &number);
	/* 十分 means enough. */
	if (len == 3 && strncmp(r->s, "十分", 6) == 0)
		return 6;
	return len > 0 ? add_number(r, number, len, true) : 0;
}

static size_t
read_month(struct claim_reader *r)
{
	double date;
	size_t len = begins_word(r) && isupper((unsigned char)*r->s) ? claim_date(r->s, &date) : 0;

	if (len > 0)
		add(r, CLAIM_DATE, date, true, len);
	return len;
}

static size_t
read_phrase(struct claim_reader *r)
{
	const struct claim_phrase *p = r->language != NULL ? r->language->phrases : NULL;

	if (p == NULL || (r->language->spaced && !begins_word(r)))
		return 0;
	for (; p->words != NULL; p++) {
		size_t len = standing(r->s, p->words);

		if (len == 0 || (r->language->spaced && is_word(r->s[len])))
			continue;
		add(r, p->kind, p->value, true, len);
		return len;
	}
	return 0;
}

/* -- denial
 * ------------------------------------------------------------------------------------------ */

/* The length of the entry of the list that stands at s; 0: none does. */
static size_t
listed(const struct claim_language *language, const char *const *list, const char *s)
{
	for (; *list != NULL; list++) {
		size_t len = standing(s, *list);

		if (len > 0 && (!language->spaced || (*list)[len] == '*' || !is_word(s[len])))
			return len;
	}
	return 0;
}

/* The length of what ends a sentence at s; 0: nothing does. */
static size_t
sentence_end(const char *s)
{
	if (strncmp(s, "。", 3) == 0)
		return 3;
	return strchr(".?!", *s) != NULL && (s[1] == ' ' || s[1] == '\0') ? 1 : 0;
}

/* Whether a word could begin at s, where the language has spaces between words. */
static bool
may_begin(const struct claim_language *language, const char *words, const char *s)
{
	return !language->spaced || s == words || !is_word(s[-1]);
}

static void
read_denials(struct claims *claims, const struct claim_language *language, const char *words)
{
	bool within = false; /* a sentence */

	for (const char *s = words; *s != '\0';) {
		size_t len = sentence_end(s);

		if (len > 0) {
			claims->sentences += within;
			within = false;
		} else {
			within |= *s != ' ';
			if (may_begin(language, words, s) &&
				(len = listed(language, language->no_denials, s)) == 0 &&
				(len = listed(language, language->denials, s)) > 0 &&
				claims->sentences < CLAIM_SENTENCES)
				claims->denials[claims->sentences]++;
		}
		s += len > 0 ? len : character(s);
	}
	claims->sentences += within;
}

/* -- initials ------------------------------------------------------------------------------ */

static void
read_initials(struct claims *claims, const char *words)
{
	size_t n = 0;

	for (const char *s = words; *s != '\0' && n + 1 < sizeof(claims->initials); s++)
		if (isalpha((unsigned char)*s) && (s == words || !is_word(s[-1])))
			claims->initials[n++] = (char)lower(*s);
}

/* Whether words of the wording begin with the letters of the abbreviation. */
static bool
spells_out(const struct claims *claims, const struct claim *name)
{
	char letters[CLAIM_WORDS];
	size_t len = strlen(name->words);

	for (size_t i = 0; i <= len; i++)
		letters[i] = (char)lower(name->words[i]);
	return strstr(claims->initials, letters) != NULL;
}

/* -- a wording
 * ---------------------------------------------------------------------------------------- */

/* Full-width ASCII becomes narrow (Unicode, Halfwidth and Fullwidth Forms). */
static void
narrow(const char *words, struct buf *out)
{
	size_t len;

	for (const char *s = words; *s != '\0'; s += len) {
		uint32_t c = utf8_next(s, &len);

		if (c >= 0xFF01 && c <= 0xFF5E)
			buf_char(out, (char)(c - 0xFF01 + '!'));
		else if (c == 0x3000 || c == 0xA0 || c == 0x202F)
			buf_char(out, ' ');
		else
			buf_add(out, s, len);
	}
}

static size_t
read_one(struct claim_reader *r)
{
	static size_t (*const readers[])(struct claim_reader *) = {
		read_address, read_phrase, read_month, read_digits, read_name, read_number_words};
	size_t len = 0;

	for (size_t i = 0; len == 0 && i < sizeof(readers) / sizeof(*readers); i++)
		len = readers[i](r);
	return len;
}

void
claims_read(struct claims *claims, const char *words, const char *lang)
{
	OWN(buf_fini) struct buf narrowed = {0};
	struct claim_reader r = {.claims = claims, .language = claim_language(lang)};

	*claims = (struct claims){.spaced = r.language == NULL || r.language->spaced,
		.knows_units = r.language != NULL};
	narrow(words, &narrowed);
	r.start = buf_cstr(&narrowed);
	for (r.s = r.start; *r.s != '\0';) {
		size_t len = read_one(&r);

		r.s += len > 0 ? len : character(r.s);
	}
	read_initials(claims, r.start);
	if (r.language != NULL)
		read_denials(claims, r.language, r.start);
}

bool
claim_of_period(const char *value, bool every, struct claim *claim)
{
	static const struct {
		char sign;
		bool time;
		enum claim_kind kind;
		double factor;
	} units[] = {{'S', true, CLAIM_SECONDS, 1}, {'M', true, CLAIM_SECONDS, 60},
		{'H', true, CLAIM_SECONDS, 3600}, {'D', false, CLAIM_SECONDS, 86400},
		{'W', false, CLAIM_SECONDS, 604800}, {'M', false, CLAIM_MONTHS, 1},
		{'Y', false, CLAIM_MONTHS, 12}};
	const char *s = value + (strncmp(value, "R/", 2) == 0 ? 2 : 0);
	bool time = strncmp(s, "PT", 2) == 0;
	char *end;
	double number;

	if (*s != 'P')
		return false;
	number = (double)strtoul(s + 1 + time, &end, 10);
	if (number <= 0 || end[0] == '\0' || end[1] != '\0')
		return false;
	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++)
		if (units[i].sign == *end && units[i].time == time) {
			*claim =
				(struct claim){.kind = every ? often(units[i].kind) : units[i].kind,
					.value = number * units[i].factor,
					.number = number,
					.firm = true};
			strncpy(claim->words, value, sizeof(claim->words) - 1);
			return true;
		}
	return false;
}

/* -- comparing
 * ------------------------------------------------------------------------------------------ */

static bool
is_text(enum claim_kind kind)
{
	return kind == CLAIM_TOKEN || kind == CLAIM_ADDRESS || kind == CLAIM_NAME;
}

static bool
are_equal(const struct claims *claims, const struct claim *a, const struct claim *b)
{
	if (is_text(a->kind) || is_text(b->kind))
		return strcasecmp(a->words, b->words) == 0;
	if (!claims->knows_units)
		return fabs(a->number - b->number) < 1e-9;
	return fabs(a->value - b->value) < 1e-9 &&
	       (a->kind == b->kind || (a->kind == CLAIM_NUMBER && !b->firm));
}

bool
claims_have(const struct claims *claims, const struct claim *claim)
{
	for (size_t i = 0; i < claims->count; i++)
		if (are_equal(claims, claim, &claims->v[i]))
			return true;
	return claim->kind == CLAIM_NAME && spells_out(claims, claim);
}

bool
claims_speak_of(const struct claims *claims, unsigned kinds)
{
	for (size_t i = 0; i < claims->count; i++)
		if (claims->v[i].firm && (kinds >> claims->v[i].kind & 1) != 0)
			return true;
	return false;
}

unsigned
claims_denials(const struct claims *claims)
{
	unsigned all = 0;

	for (size_t i = 0; i < CLAIM_SENTENCES; i++)
		all += claims->denials[i];
	return all;
}

bool
claims_deny_alike(const struct claims *a, const struct claims *b)
{
	return a->sentences == b->sentences
		       ? memcmp(a->denials, b->denials, sizeof(a->denials)) == 0
		       : claims_denials(a) == claims_denials(b);
}
