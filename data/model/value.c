#include "value.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

bool
value_is_whole(const char *s)
{
	size_t n = strlen(s);

	return n > 0 && n <= 9 && strspn(s, "0123456789") == n;
}

/* The place of a designator in duration_units, behind the one before it; -1: none. */
static int
designator(char c, bool time, int after)
{
	const char *date_marks = "YMWD", *time_marks = "HMS";
	const char *at = c == '\0' ? NULL : strchr(time ? time_marks : date_marks, c);
	int place;

	if (at == NULL)
		return -1;
	place = time ? (int)(at - time_marks) + 4 : (int)(at - date_marks);
	return place > after ? place : -1;
}

bool
value_duration(const char *s, long parts[7])
{
	bool time = false;
	int last = -1, place;

	memset(parts, 0, 7 * sizeof(parts[0]));
	if (*s++ != 'P')
		return false;
	while (*s != '\0') {
		char *end;
		long n;

		if (*s == 'T' && !time) {
			time = true;
			s++;
		}
		if (!isdigit((unsigned char)*s))
			return false;
		n = strtol(s, &end, 10);
		place = designator(*end, time, last);
		if (place < 0 || end - s > 6)
			return false;
		parts[place] = n;
		last = place;
		s = end + 1;
	}
	return last >= 0 && (!time || last >= 4);
}

bool
value_is_duration(const char *s)
{
	long parts[7];

	return value_duration(s, parts);
}

bool
value_is_number(const char *s)
{
	size_t digits, n;

	s += *s == '-';
	digits = strspn(s, "0123456789");
	if (digits == 0)
		return false;
	s += digits;
	if (*s == '.') {
		n = strspn(s + 1, "0123456789");
		if (n == 0)
			return false;
		s += n + 1;
	}
	return *s == '\0';
}

/* R/ and a duration, one or more with spaces between. */
bool
value_is_frequency(const char *s)
{
	char one[32];
	size_t n;

	do {
		n = strcspn(s, " ");
		if (n < 4 || n >= sizeof(one) || strncmp(s, "R/", 2) != 0)
			return false;
		memcpy(one, s + 2, n - 2);
		one[n - 2] = '\0';
		if (!value_is_duration(one))
			return false;
		s += n;
		s += strspn(s, " ");
	} while (*s != '\0');
	return true;
}

bool
value_is_country(const char *s)
{
	return isupper((unsigned char)s[0]) && isupper((unsigned char)s[1]) && s[2] == '\0';
}

bool
value_is_region(const char *s)
{
	size_t n;

	if (!isupper((unsigned char)s[0]) || !isupper((unsigned char)s[1]))
		return false;
	if (s[2] == '\0')
		return true;
	n = strspn(s + 3, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
	return s[2] == '-' && n >= 1 && n <= 3 && s[3 + n] == '\0';
}

/* The everyday part of RFC 5322: what a reader's mail program takes from a link. */
bool
value_is_email(const char *s)
{
	const char *at = strchr(s, '@');

	return at != NULL && at != s && strchr(at + 1, '@') == NULL &&
	       strchr(at + 1, '.') != NULL && strcspn(s, " \t\r\n<>\"(),:;[]\\?&#%") == strlen(s) &&
	       at[1] != '.' && s[strlen(s) - 1] != '.';
}

bool
value_is_url(const char *s)
{
	return (strncmp(s, "https://", 8) == 0 || strncmp(s, "http://", 7) == 0) &&
	       strcspn(s, " \t\r\n\"<>\\^`{|}") == strlen(s) && strlen(s) > 8;
}

bool
value_is_boolean(const char *s)
{
	return strcmp(s, "true") == 0 || strcmp(s, "false") == 0;
}

bool
value_is_some(const char *s)
{
	return s[strspn(s, " \t\r\n")] != '\0';
}

bool
value_is_id(const char *s)
{
	size_t n = strlen(s);

	return n > 0 && n <= 64 && (isalpha((unsigned char)*s) || *s == '_') &&
	       strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.") == n;
}

bool
value_is_ids(const char *s)
{
	char one[66];
	size_t n;

	s += strspn(s, " \t\r\n");
	if (*s == '\0')
		return false;
	for (; *s != '\0'; s += n, s += strspn(s, " \t\r\n")) {
		n = strcspn(s, " \t\r\n");
		if (n >= sizeof(one))
			return false;
		memcpy(one, s, n);
		one[n] = '\0';
		if (!value_is_id(one))
			return false;
	}
	return true;
}

/* Letters first, then letters and digits, in parts of one to eight. */
bool
value_is_language(const char *s)
{
	bool first = true;

	for (;; s++) {
		size_t n = 0;

		while (isalpha((unsigned char)s[n]) || (!first && isdigit((unsigned char)s[n])))
			n++;
		if (n < 1 || n > 8)
			return false;
		s += n;
		first = false;
		if (*s == '\0')
			return true;
		if (*s != '-')
			return false;
	}
}

bool
value_is_count(const char *s)
{
	return value_is_whole(s) && atol(s) <= UINT16_MAX;
}

bool
value_is_positive(const char *s)
{
	return value_is_whole(s) && atol(s) > 0;
}

bool
value_is_year(const char *s)
{
	return strlen(s) == 4 && value_is_whole(s);
}

bool
value_is_date(const char *s)
{
	static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	static const char form[] = "dddd-dd-dd";
	int year, month, day;

	if (strlen(s) != strlen(form))
		return false;
	for (size_t i = 0; form[i] != '\0'; i++)
		if (form[i] == 'd' ? !isdigit((unsigned char)s[i]) : s[i] != '-')
			return false;
	year = atoi(s);
	month = atoi(s + 5);
	day = atoi(s + 8);
	if (year < 1 || month < 1 || month > 12 || day < 1 || day > days[month - 1])
		return false;
	return month != 2 || day < 29 || (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
}

bool
value_is_regions(const char *s)
{
	char region[8];
	size_t n;

	for (;; s += n + 1) {
		n = strcspn(s, " ");
		if (n == 0 || n >= sizeof(region))
			return false;
		memcpy(region, s, n);
		region[n] = '\0';
		if (!value_is_region(region))
			return false;
		if (s[n] == '\0')
			return true;
	}
}

bool
value_is_clause(const char *s)
{
	size_t count = 0, len;

	for (bool space = true; *s != '\0'; s += len) {
		uint32_t c = utf8_next(s, &len);

		if (c < 0x20 || (c >= 0x7f && c < 0xa0) || (c == ' ' && (space || s[1] == '\0')))
			return false;
		space = c == ' ';
		count += !space;
	}
	return count > 0 && count <= 32;
}

bool
value_is_token(const char *s)
{
	size_t n = strlen(s);

	return n > 0 && n <= 64 && isalnum((unsigned char)*s) &&
	       strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-") == n;
}

/* Only addresses that are safe and useful as a link. */
bool
value_is_uri(const char *s)
{
	static const char *const schemes[] = {"https://", "http://", "mailto:", "tel:", NULL};

	if (strcspn(s, " \t\r\n\"<>\\^`{|}") != strlen(s))
		return false;
	for (size_t i = 0; schemes[i] != NULL; i++)
		if (strncmp(s, schemes[i], strlen(schemes[i])) == 0 &&
			s[strlen(schemes[i])] != '\0')
			return true;
	return false;
}

static bool
is_uuid(const char *s)
{
	static const char form[] = "00000000-0000-0000-0000-000000000000";

	for (size_t i = 0; i < sizeof(form) - 1; i++)
		if (form[i] == '-' ? s[i] != '-' : !isxdigit((unsigned char)s[i]))
			return false;
	return s[sizeof(form) - 1] == '\0';
}

bool
value_is_catalog(const char *s)
{
	static const char urn[] = "urn:uuid:";

	return strncmp(s, urn, sizeof(urn) - 1) == 0 ? is_uuid(s + sizeof(urn) - 1)
						     : value_is_url(s);
}

/* The length of a plain name in front: none begins with a dot, so none leads upwards. */
static size_t
file_name(const char *s)
{
	size_t n = 0;

	while (isalnum((unsigned char)s[n]) || s[n] == '_' ||
		(n > 0 && (s[n] == '.' || s[n] == '-')))
		n++;
	return n;
}

bool
value_is_file(const char *s)
{
	size_t folder = file_name(s);
	size_t name = folder > 0 && s[folder] == '/' ? file_name(s + folder + 1) : 0;
	const char *end = s + folder + 1 + name;

	if (name < 5 || *end != '\0')
		return false;
	return strcmp(end - 4, ".xml") == 0 || (name > 5 && strcmp(end - 5, ".json") == 0);
}
