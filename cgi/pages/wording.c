#include "wording.h"

#include <stdarg.h>
#include <string.h>

#include "base/own.h"
#include "model/words.h"

const char *
page_say(const struct page *page, const char *id)
{
	return model_message(page->model, page->lang, id);
}

/* Takes what a buffer holds as a string of the arena. */
static const char *
keep(const struct page *page, struct buf *words)
{
	return arena_strdup(page->arena, buf_cstr(words));
}

const char *
page_say_filled(const struct page *page, const char *id, ...)
{
	const char *pairs[11] = {0};
	OWN(buf_fini) struct buf words = {0};
	va_list ap;

	va_start(ap, id);
	for (size_t i = 0; i + 1 < sizeof(pairs) / sizeof(pairs[0]); i++)
		if ((pairs[i] = va_arg(ap, const char *)) == NULL)
			break;
	va_end(ap);
	words_fill(&words, page_say(page, id), pairs[0], pairs[1], pairs[2], pairs[3], pairs[4],
		pairs[5], pairs[6], pairs[7], pairs[8], pairs[9], (const char *)NULL);
	return keep(page, &words);
}

const char *
page_say_count(const struct page *page, size_t count, const char *unit)
{
	OWN(buf_fini) struct buf words = {0};

	words_count(&words, page->model, page->lang, (long)count, unit);
	return keep(page, &words);
}

const char *
page_say_date(const struct page *page, const char *date)
{
	OWN(buf_fini) struct buf words = {0};

	words_date(&words, page->model, page->lang, date);
	return keep(page, &words);
}

const char *
page_say_name(const struct page *page, const char *group, const char *name)
{
	return page_say(page, arena_printf(page->arena, "%s.%s", group, name));
}

const char *
page_say_language(const struct page *page, const char *tag)
{
	const char *id = arena_printf(page->arena, "language.%s", tag), *words = page_say(page, id);

	return strcmp(words, id) != 0 ? words : tag;
}

const char *
page_words_language(const struct page *page)
{
	return model_message_language(page->model, page->lang);
}
