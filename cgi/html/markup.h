/* markup: plain words as the markup languages of documentation write them, so that every sign in
 * them stays itself. */
#ifndef DEMARC_HTML_MARKUP_H
#define DEMARC_HTML_MARKUP_H

#include "base/arena.h"

enum markup { MARKUP_MARKDOWN, MARKUP_ASCIIDOC, MARKUP_REST_LINK };

/* The words for the inside of an image's or a link's text; in the arena. MARKUP_REST_LINK is for
 * `words <address>`__ only: in a directive's option reStructuredText takes words as they are. */
const char *
markup_escape(struct arena *, enum markup, const char *words);

#endif
