/* wording: words of the interface, in the page's language. */
#ifndef DEMARC_PAGES_WORDING_H
#define DEMARC_PAGES_WORDING_H

#include "page.h"

/* The message in the page's language. */
const char *
page_say(const struct page *, const char *id);

/* The same with its {names} filled, pairs of name and value; in the arena. */
#define page_say_with(page, id, ...) page_say_filled((page), (id), __VA_ARGS__, (const char *)NULL)
const char *
page_say_filled(const struct page *, const char *id, ...) __attribute__((sentinel));

/* "40 controls": messages unit.<unit>.one and .other. */
const char *
page_say_count(const struct page *, size_t count, const char *unit);

/* A date as people write it in the page's language. */
const char *
page_say_date(const struct page *, const char *date);

/* A message whose id ends in the name of a value: page_say_name(page, "status", "provided"). */
const char *
page_say_name(const struct page *, const char *group, const char *name);

/* The language that the interface's words are in: the page's, or English where it has no catalogue
 * (see model_message). */
const char *
page_words_language(const struct page *);

/* How a language is called in the page's language. */
const char *
page_say_language(const struct page *, const char *tag);

#endif
