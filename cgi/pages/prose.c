#include "prose.h"

#include <string.h>

#include "wording.h"

/* Opens the element that marks another language; false: it is that of the words around. */
bool
prose_begin(struct page *page, const struct text *text)
{
	if (language_match(text_lang(text), page_words_language(page))) {
		page->said_language = NULL;
		return false;
	}
	html_open(page->html, "span");
	html_attr(page->html, "lang", text_lang(text));
	return true;
}

/* Readers are told once that words are in another language, until words in theirs or a heading
 * follow. They need not be told where only the interface has no words in it. */
static bool
needs_telling(struct page *page, const char *lang)
{
	const char *before = page->said_language;

	page->said_language = language_match(lang, page->lang) ? NULL : lang;
	return page->said_language != NULL && (before == NULL || strcmp(before, lang) != 0);
}

void
prose_end(struct page *page, const struct text *text, bool marked)
{
	if (!marked)
		return;
	html_close(page->html, "span");
	if (!needs_telling(page, text_lang(text)))
		return;
	html_lit(page->html, " ");
	html_simple(page->html, "small", "language",
		page_say_with(page, "language.only", "language",
			page_say_language(page, text_lang(text))));
}

void
piece_plain(struct page *page, const struct texts *texts)
{
	const struct text *text = texts_shown(texts, page->matrix, page->lang);
	bool marked;

	if (text == NULL)
		return;
	marked = prose_begin(page, text);
	html_text(page->html, text->value);
	prose_end(page, text, marked);
}

/* -- how far a title is backed ---------------------------------------------------------------- */

static enum standing
title_standing(const struct page *page, const struct texts *title)
{
	const struct text *text = texts_shown(title, page->matrix, page->lang);

	return text != NULL ? text->standing : STANDING_NONE;
}

bool
prose_is_doubtful(const struct page *page, const struct texts *title)
{
	enum standing standing = title_standing(page, title);

	return standing != STANDING_NONE && standing != STANDING_AGREED;
}

void
piece_standing(struct page *page, const struct texts *title)
{
	if (!prose_is_doubtful(page, title))
		return;
	page->doubtful = true;
	html_open(page->html, "abbr");
	html_attr(page->html, "class", "standing");
	html_attr(page->html, "title",
		page_say_name(page, "standing", standing_name(title_standing(page, title))));
	html_text(page->html, page_say(page, "standing.mark"));
	html_close(page->html, "abbr");
}

void
piece_title(struct page *page, const struct texts *title)
{
	piece_plain(page, title);
	piece_standing(page, title);
}
