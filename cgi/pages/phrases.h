/* phrases: where a line of Japanese may end, for browsers that know no phrases (CSS auto-phrase).
 */
#ifndef DEMARC_PAGES_PHRASES_H
#define DEMARC_PAGES_PHRASES_H

#include "page.h"

/* Writes words with <wbr> between their phrases where their language is written without spaces and
 * pages break it by phrases: Japanese. lang: a BCP 47 tag. For headings; a paragraph has many lines
 * and bears a bad one. */
void
phrases_write(struct page *, const char *words, const char *lang);

/* Releases what phrases_write keeps in the page. */
void
phrases_end(struct page *);

#endif
