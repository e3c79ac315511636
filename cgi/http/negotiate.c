#include "negotiate.h"

#include <ctype.h>
#include <string.h>

/* One item of "ja;q=0.8, en". */
struct accept_item {
	const char *name;
	size_t len;
	int weight; /* thousandths */
};

static const char *
skip_space(const char *s)
{
	return s + strspn(s, " \t");
}

/* "0.8" in thousandths; -1: not a weight. */
static int
read_weight(const char *s, size_t len)
{
	int weight, scale = 100;

	if (len == 0 || len > 5 || (s[0] != '0' && s[0] != '1') || (len > 1 && s[1] != '.'))
		return -1;
	weight = (s[0] - '0') * 1000;
	for (size_t i = 2; i < len; i++, scale /= 10) {
		if (!isdigit((unsigned char)s[i]))
			return -1;
		weight += (s[i] - '0') * scale;
	}
	return weight <= 1000 ? weight : -1;
}

/* Reads the item at *s and steps behind its comma. false: the list is at its end. An item whose
 * weight cannot be read comes with weight 0. */
static bool
next_item(const char **s, struct accept_item *item)
{
	const char *p = *s, *end, *q;

	p += strspn(p, " \t,");
	if (*p == '\0')
		return false;
	end = p + strcspn(p, ",");
	*item = (struct accept_item){p, strcspn(p, " \t,;"), 1000};
	for (q = memchr(p, ';', (size_t)(end - p)); q != NULL;
		q = memchr(q, ';', (size_t)(end - q))) {
		q = skip_space(q + 1);
		if ((*q == 'q' || *q == 'Q') && *skip_space(q + 1) == '=') {
			q = skip_space(skip_space(q + 1) + 1);
			item->weight = read_weight(q, strcspn(q, " \t,;"));
			if (item->weight < 0)
				item->weight = 0;
		}
		if (q >= end)
			break;
	}
	*s = end;
	return true;
}

/* How closely a language range fits a tag: 3 equal, 2 the same primary language, 1 "*", 0 not at
 * all. */
static int
range_fit(const struct accept_item *item, const char *tag)
{
	size_t primary = 0;

	if (item->len == 1 && item->name[0] == '*')
		return 1;
	if (strlen(tag) == item->len && strncasecmp(item->name, tag, item->len) == 0)
		return 3;
	while (primary < item->len && item->name[primary] != '-')
		primary++;
	return primary > 0 && strcspn(tag, "-") == primary &&
			       strncasecmp(item->name, tag, primary) == 0
		       ? 2
		       : 0;
}

/* The weight of a tag, from the item that fits it most closely, and in *place where that item
 * stands. */
static int
language_weight(const char *accept, const char *tag, size_t *place)
{
	struct accept_item item;
	size_t at = 0;
	int weight = 0, best = 0;

	*place = 0;
	for (const char *s = accept; next_item(&s, &item); at++) {
		int fit = range_fit(&item, tag);

		if (fit > best) {
			best = fit;
			weight = item.weight;
			*place = at;
		}
	}
	return weight;
}

size_t
negotiate_language(const char *accept_language, const char *const *available, size_t count)
{
	size_t best = 0, best_place = 0;
	int best_weight = 0;

	for (size_t i = 0; i < count; i++) {
		size_t place;
		int weight = language_weight(accept_language, available[i], &place);

		if (weight > best_weight ||
			(weight == best_weight && weight > 0 && place < best_place)) {
			best = i;
			best_weight = weight;
			best_place = place;
		}
	}
	return best;
}

static const char *const coding_names[CODING__COUNT] = {[CODING_GZIP] = "gzip", [CODING_BR] = "br"};

const char *
coding_name(enum coding coding)
{
	return coding_names[coding];
}

static bool
is_named(const struct accept_item *item, const char *name)
{
	return strlen(name) == item->len && strncasecmp(item->name, name, item->len) == 0;
}

enum coding
negotiate_encoding(const char *accept_encoding)
{
	int weights[CODING__COUNT] = {-1, -1, -1}, others = -1;
	struct accept_item item;
	enum coding best = CODING_IDENTITY;

	for (const char *s = accept_encoding; next_item(&s, &item);) {
		if (is_named(&item, "br"))
			weights[CODING_BR] = item.weight;
		else if (is_named(&item, "gzip") || is_named(&item, "x-gzip"))
			weights[CODING_GZIP] = item.weight;
		else if (is_named(&item, "identity"))
			weights[CODING_IDENTITY] = item.weight;
		else if (is_named(&item, "*"))
			others = item.weight;
	}
	for (int i = 0; i < CODING__COUNT; i++)
		if (weights[i] < 0)
			weights[i] = others;
	for (int i = CODING_GZIP; i < CODING__COUNT; i++)
		if (weights[i] > 0 && weights[i] >= weights[best])
			best = (enum coding)i;
	return best;
}

bool
etag_match(const char *if_none_match, const char *etag)
{
	const char *s = skip_space(if_none_match);
	size_t len = strlen(etag);

	if (s[0] == '*' && *skip_space(s + 1) == '\0')
		return true;
	while (*s != '\0') {
		const char *end;

		s += strspn(s, " \t,");
		if (s[0] == 'W' && s[1] == '/')
			s += 2;
		if (*s != '"')
			return false;
		end = strchr(s + 1, '"');
		if (end == NULL)
			return false;
		if ((size_t)(end + 1 - s) == len && memcmp(s, etag, len) == 0)
			return true;
		s = end + 1;
	}
	return false;
}
