#include "words.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "value.h"

/* "1", and "1 control". */
static bool
is_one(const char *value)
{
	return value[0] == '1' && !isdigit((unsigned char)value[1]);
}

/* Of "one:other", what agrees with the value. */
static void
add_agreeing(struct buf *out, const char *forms, size_t len, const char *value)
{
	const char *colon = memchr(forms, ':', len);
	size_t one = colon != NULL ? (size_t)(colon - forms) : len;

	if (is_one(value))
		buf_add(out, forms, one);
	else if (one < len)
		buf_add(out, colon + 1, len - one - 1);
}

/* Adds what stands between braces, "name" or "name?one:other", filled; false: no such name. */
static bool
fill_name(struct buf *out, const char *name, size_t len, va_list pairs)
{
	const char *mark = memchr(name, '?', len), *key;
	size_t name_len = mark != NULL ? (size_t)(mark - name) : len;

	while ((key = va_arg(pairs, const char *)) != NULL) {
		const char *value = va_arg(pairs, const char *);

		if (strlen(key) != name_len || memcmp(key, name, name_len) != 0)
			continue;
		if (mark != NULL)
			add_agreeing(out, mark + 1, len - name_len - 1, value);
		else
			buf_str(out, value);
		return true;
	}
	return false;
}

void
words_fill(struct buf *out, const char *pattern, ...)
{
	va_list ap;

	while (*pattern != '\0') {
		size_t plain = strcspn(pattern, "{"), len;
		bool filled;

		buf_add(out, pattern, plain);
		pattern += plain;
		if (*pattern == '\0')
			break;
		len = strcspn(pattern + 1, "}");
		va_start(ap, pattern);
		filled = pattern[1 + len] == '}' && fill_name(out, pattern + 1, len, ap);
		va_end(ap);
		if (filled) {
			pattern += len + 2;
		} else {
			buf_char(out, '{');
			pattern++;
		}
	}
}

void
words_count(
	struct buf *out, const struct model *model, const char *lang, long count, const char *unit)
{
	char id[64], number[24];

	snprintf(id, sizeof(id), "unit.%s.%s", unit, count == 1 ? "one" : "other");
	snprintf(number, sizeof(number), "%ld", count);
	words_message(out, model, lang, id, "n", number);
}

void
words_date(struct buf *out, const struct model *model, const char *lang, const char *date)
{
	char year[8], month[8], day[8], id[16];

	if (!value_is_date(date)) {
		buf_str(out, date);
		return;
	}
	snprintf(year, sizeof(year), "%d", atoi(date));
	snprintf(month, sizeof(month), "%d", atoi(date + 5));
	snprintf(day, sizeof(day), "%d", atoi(date + 8));
	snprintf(id, sizeof(id), "month.%d", atoi(date + 5));
	words_message(out, model, lang, "date.full", "year", year, "month", month, "name",
		model_message(model, lang, id), "day", day);
}

void
words_join(struct buf *list, const struct model *model, const char *lang, const char *id,
	const char *item)
{
	struct buf joined = {0};

	if (list->len == 0) {
		buf_str(list, item);
		return;
	}
	words_message(&joined, model, lang, id, "a", buf_cstr(list), "b", item);
	buf_clear(list);
	buf_add(list, buf_cstr(&joined), joined.len);
	buf_fini(&joined);
}

static const char *const duration_units[] = {
	"year", "month", "week", "day", "hour", "minute", "second"};

bool
words_duration(struct buf *out, const struct model *model, const char *lang, const char *duration)
{
	struct buf sum = {0}, part = {0};
	long parts[7];

	if (!value_duration(duration, parts))
		return false;
	for (int i = 0; i < 7; i++) {
		if (parts[i] == 0)
			continue;
		buf_clear(&part);
		words_count(&part, model, lang, parts[i], duration_units[i]);
		words_join(&sum, model, lang, "list.sum", buf_cstr(&part));
	}
	if (sum.len == 0)
		words_count(&sum, model, lang, 0, "day");
	buf_add(out, buf_cstr(&sum), sum.len);
	buf_fini(&sum);
	buf_fini(&part);
	return true;
}

/* model_message(id), or NULL where no catalogue has it. */
static const char *
known_message(const struct model *model, const char *lang, const char *id)
{
	const char *words = model_message(model, lang, id);

	return words != id ? words : NULL;
}

void
words_region(struct buf *out, const struct model *model, const char *lang, const char *code)
{
	char id[32];
	const char *words;

	snprintf(id, sizeof(id), "region.%s", code);
	words = known_message(model, lang, id);
	buf_str(out, words != NULL ? words : code);
}

void
words_regions(struct buf *out, const struct model *model, const char *lang, const char *codes)
{
	struct buf list = {0}, one = {0};
	char code[16];

	for (size_t n; *codes != '\0'; codes += n, codes += strspn(codes, " ")) {
		n = strcspn(codes, " ");
		snprintf(code, sizeof(code), "%.*s", (int)n, codes);
		buf_clear(&one);
		words_region(&one, model, lang, code);
		words_join(&list, model, lang, "list.and", buf_cstr(&one));
	}
	buf_str(out, buf_cstr(&list));
	buf_fini(&list);
	buf_fini(&one);
}

void
words_frequency(struct buf *out, const struct model *model, const char *lang, const char *period)
{
	struct buf duration = {0};
	char id[48];
	const char *words;

	snprintf(id, sizeof(id), "frequency.%s", period);
	words = known_message(model, lang, id);
	if (words != NULL)
		buf_str(out, words);
	else if (words_duration(&duration, model, lang, period))
		words_message(out, model, lang, "frequency.every", "duration", buf_cstr(&duration));
	else
		buf_str(out, period);
	buf_fini(&duration);
}
