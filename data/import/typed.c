#include "typed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "base/utf8.h"
#include "model/value.h"

enum {
	EPOCH_1900 = 25569, /* 1970-01-01 */
	FIRST_DAY = 61,     /* 1900-03-01: before it spreadsheets count a day that never was */
	LAST_DAY = 109574,  /* 2199-12-31: a larger number is something else */
	DAYS_TO_1904 = 1462,
	SMALLEST = 32874, /* a bare number below 1990-01-01 is no date */
};

const char *
typed_serial(struct arena *arena, long days, int from_1904)
{
	time_t seconds;
	struct tm day;

	days += from_1904 ? DAYS_TO_1904 : 0;
	if (days < FIRST_DAY || days > LAST_DAY)
		return NULL;
	seconds = (time_t)(days - EPOCH_1900) * 86400;
	if (gmtime_r(&seconds, &day) == NULL)
		return NULL;
	return arena_printf(
		arena, "%04d-%02d-%02d", day.tm_year + 1900, day.tm_mon + 1, day.tm_mday);
}

/* Digits and marks in half width; signs for year, month and day become marks. */
static void
narrow(const char *text, char out[40])
{
	size_t n = 0, len;

	for (; *text != '\0' && n + 1 < 40; text += len) {
		uint32_t c = utf8_next(text, &len);

		if (c >= 0xff01 && c <= 0xff5e)
			c -= 0xff01 - '!';
		if (c == 0x5e74 || c == 0x6708) /* 年 月 */
			c = '/';
		if (c != 0x65e5) /* 日 */
			out[n++] = c < 0x80 ? (char)c : '?';
	}
	out[n] = '\0';
}

/* Three numbers with the same mark between them, and perhaps midnight. */
static int
read_three(const char *text, int v[3], char *mark)
{
	char second, rest[24] = "";
	int n = sscanf(text, "%4d%c%2d%c%4d%23[^\n]", &v[0], mark, &v[1], &second, &v[2], rest);

	return n >= 5 && *mark == second && strchr("/-.", *mark) != NULL &&
	       (rest[0] == '\0' || strcmp(rest, " 00:00:00") == 0 || strcmp(rest, " 0:00") == 0 ||
		       strcmp(rest, "T00:00:00") == 0);
}

static enum typed
made(struct arena *arena, int year, int month, int day, const char **date)
{
	const char *made_up = arena_printf(arena, "%04d-%02d-%02d", year, month, day);

	if (!value_is_date(made_up))
		return TYPED_NOTHING;
	*date = made_up;
	return TYPED_DATE;
}

static enum typed
read_number(struct arena *arena, const char *text, const char **date)
{
	char *end;
	long days = strtol(text, &end, 10);

	if (end - text != 5 || (*end != '\0' && strcmp(end, ".0") != 0) || days < SMALLEST)
		return TYPED_NOTHING;
	*date = typed_serial(arena, days, 0);
	return *date != NULL ? TYPED_SERIAL : TYPED_NOTHING;
}

enum typed
typed_date(struct arena *arena, const char *text, const char **date)
{
	char narrowed[40], mark = '\0';
	int v[3] = {0};

	narrow(text, narrowed);
	if (!read_three(narrowed, v, &mark))
		return read_number(arena, narrowed, date);
	if (v[0] >= 1000)
		return made(arena, v[0], v[1], v[2], date);
	if (v[2] < 1000 || v[0] < 1 || v[1] < 1)
		return TYPED_NOTHING;
	if (mark == '.' || v[0] > 12) /* with full stops the day is always first */
		return made(arena, v[2], v[1], v[0], date);
	return v[1] > 12 || v[0] == v[1] ? made(arena, v[2], v[0], v[1], date) : TYPED_AMBIGUOUS;
}

const char *
typed_boolean(const char *text)
{
	if (strcasecmp(text, "true") == 0)
		return "true";
	return strcasecmp(text, "false") == 0 ? "false" : text;
}
