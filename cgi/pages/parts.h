/* parts: what several pages are made of. A function part_... writes its part to the page's html. */
#ifndef DEMARC_PAGES_PARTS_H
#define DEMARC_PAGES_PARTS_H

#include "frame.h"
#include "links.h"
#include "prose.h"
#include "pieces.h"
#include "rich.h"
#include "wording.h"

#endif
