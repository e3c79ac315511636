/* writing: all that pages are written with. A function piece_... writes its piece to the page's
 * html. */
#ifndef DEMARC_PAGES_WRITING_H
#define DEMARC_PAGES_WRITING_H

#include "frame.h"
#include "links.h"
#include "prose.h"
#include "pieces.h"
#include "rich.h"
#include "wording.h"

#endif
